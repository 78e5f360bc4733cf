// The door of the write path.
export * from './command.ts'
export { CRASH_POINTS } from './crash-points.ts'
export { fingerprintOf, firstDifference } from './fingerprint.ts'
export { createWritePath, type WritePath, type WritePathOptions } from './write-path.ts'
