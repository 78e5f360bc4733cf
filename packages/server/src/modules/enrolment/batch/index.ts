// Batches of enrolments: the room of the console's uploads and of employers' declarations.
export { type BatchMove, STATE_WORDS } from './change.ts'
export { BATCH_BYTES_MAX, type BatchDesk, type BatchParts, bytesOf, type NewBatch, openBatches } from './desk.ts'
export * from './model.ts'
export { faultsOf, findBatch, type KeptLine, keptLines, listBatches } from './store.ts'
