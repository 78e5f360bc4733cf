// The ledger's door inside the kernel: journal entries, their checks, their mirror.

export * from './chart.ts'
export * from './check-entry.ts'
export * from './entry.ts'
export * from './post.ts'
