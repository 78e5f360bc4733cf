// The door of the audit trail: operations are recorded by the write path itself, reads of personal data here.
export type { Access } from './access.ts'
export { type AccessLog, createAccessLog } from './access-log.ts'
export { ACCESSES, latestOperationId, OPERATIONS } from './store.ts'
