// The ledger's door inside the kernel: journal entries, their checks, their mirror.
export * from './check-entry.ts'
export * from './entry.ts'
