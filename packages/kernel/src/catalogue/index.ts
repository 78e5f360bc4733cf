// Catalogue entries and the version of them that governs a day.
export * from './entry.ts'
export * from './in-force.ts'
export * from './restriction.ts'
