// Cases: facts of a bill and what must come out of it.
export * from './beside-the-bill.ts'
export * from './case.ts'
export * from './read.ts'
export * from './run.ts'
export * from './words.ts'
