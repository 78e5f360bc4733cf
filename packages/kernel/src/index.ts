// The kernel's door: pure calculation. Plain data in, plain data out; no clock, no randomness, no I/O.

export * from './benefits/index.ts'
export * from './cases/index.ts'
export * from './catalogue/index.ts'
export * from './codes/index.ts'
export * from './money/allocate.ts'
export * from './money/fen.ts'
export * from './money/line-amount.ts'
export * from './money/share.ts'
export * from './outcome.ts'
export * from './policy/index.ts'
export * from './time/day.ts'
export * from './time/instant.ts'
