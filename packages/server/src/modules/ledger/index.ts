// The ledger's door.
export type { BookedEvent } from './booking.ts'
export { countyBridge, layerBridge } from './books-bridge.ts'
export * from './history/store.ts'
export { defineLedgerJobs } from './jobs.ts'
export { fundSubjects, type Money, overdraft } from './paying.ts'
export { PERIOD_CLOSED, postingRows } from './posting.ts'
export { type CheckedProof, checkProof, type ProofFile } from './proof-file.ts'
export { ledgerRefusals } from './refusals.ts'
export type { JournalSeal } from './seal-of.ts'
export { createLedger, type Ledger, type LedgerParts } from './service.ts'
export type {
  BalanceFilter,
  BalanceRow,
  ClosedYear,
  Dimension,
  EntryFilter,
  JournalView,
  PeriodState,
} from './store.ts'
export { MONEY_FACT } from './store.ts'
export type { BridgeCheck, LedgerReport, VerifyStep } from './verify.ts'
export type { YearAnswer } from './years.ts'
