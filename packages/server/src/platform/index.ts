// The platform's door: everything a module builds on. See README.md.
export * from './access/index.ts'
export type { Access, AccessLog } from './audit/index.ts'
export {
  type AboutPlatform,
  Auth,
  authRefusals,
  demoAccounts,
  type NewAccount,
  registerSessionRoutes,
  type Session,
} from './auth/index.ts'
export { type Clock, epochMsOf, instantAt, type SettableClock, settableClock, systemClock } from './clock.ts'
export { type Config, ConfigRefused, readConfig } from './config.ts'
export * from './http/index.ts'
export { createIds, epochMsOfId, firstIdOf, type Ids, idAt, monthOfId } from './ids.ts'
export type { Job, JobRun, Jobs } from './jobs/index.ts'
export type { Json } from './json.ts'
export { createLog, type Log } from './log.ts'
export type { EventHandler, Feed, FeedLag, Operation, Outbox, OutboxEvent, Place } from './outbox/index.ts'
export { firstOperation } from './outbox/index.ts'
export { openPlatform, PAGES, type Platform, type PlatformOptions } from './platform.ts'
export { MigrationRefused } from './postgres/migrate.ts'
export { PostgresRefused } from './postgres/shared-folder.ts'
export { createMessageLog, type MessageLog, type MessageRecord } from './traffic/index.ts'
export * from './write/index.ts'
