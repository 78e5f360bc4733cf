// The ledger's door.
export { defineLedgerJobs } from './jobs.ts'
export { PERIOD_CLOSED, postingRows } from './posting.ts'
export type { JournalSeal } from './seal-of.ts'
export { createLedger, type Ledger, type LedgerParts } from './service.ts'
export type { BalanceFilter, BalanceRow, Dimension, EntryFilter, JournalView, PeriodState } from './store.ts'
export type { BridgeCheck, LedgerReport, VerifyStep } from './verify.ts'
