// 转移接续: applications in and out, their months and their money.
export { openTransfers, type TransferDesk } from './desk.ts'
export * from './model.ts'
export { STATE_WORDS as TRANSFER_STATE_WORDS } from './step.ts'
export {
  broughtBy,
  findEnrolmentTransfer,
  listTransfers,
  type TransferListed,
  type TransfersAsked,
  transfersClosed,
} from './store.ts'
