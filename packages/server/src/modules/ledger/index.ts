// The ledger's door.
export { PERIOD_CLOSED, postingRows } from './posting.ts'
