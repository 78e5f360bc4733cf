// Contributions: who is charged how much, who pays it, and whether it came.
export * from './employee.ts'
export * from './payer-stack.ts'
export * from './reconcile.ts'
