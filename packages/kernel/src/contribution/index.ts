// Contributions: who is charged how much, who pays it, and whether it came.

export * from './assess.ts'
export { BREAK_OWNERS, type BreakOwner } from './config/file.ts'
export * from './config/read.ts'
export * from './employee.ts'
export * from './payer-stack.ts'
export * from './reconcile.ts'
