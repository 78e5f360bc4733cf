// The ledger's door inside the kernel: journal entries, their checks, their mirror, the posting table, and what the books say.

export * from './bank.ts'
export * from './bridge.ts'
export * from './chart.ts'
export * from './check-entry.ts'
export * from './close-year.ts'
export * from './coverage.ts'
export * from './entry.ts'
export { type FundTitle, fundTitle } from './fund-titles.ts'
export * from './post.ts'
export * from './posting-table.ts'
export * from './statements.ts'
export {
  type BookSum,
  chartAccount,
  type FundTotal,
  type Span,
  type TrialBalance,
  type TrialRow,
  trialBalance,
} from './trial-balance.ts'
