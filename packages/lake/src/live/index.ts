// The lake that a platform writes as it goes: append-only Parquet with the place in the platform's operations beside it.
export {
  isLiveLake,
  LIVE_FORMAT,
  type LiveFile,
  type LiveManifest,
  type LivePosition,
  readLiveManifest,
} from './manifest.ts'
export {
  type AnyLake,
  type LiveReading,
  liveSource,
  type OpenLiveLake,
  openAnyLake,
  openLiveLake,
  verifyLiveLake,
} from './read.ts'
export { type LiveRecord, liveRecord, RECORD_TABLES, type RecordRow, type RecordTable } from './records.ts'
export type { LiveBatch } from './stage.ts'
export { LIVE_TABLES, type LivePerson, type LiveSpell } from './tables.ts'
export { LiveLakeThread } from './thread.ts'
export { LiveLake, type LiveOptions, type LiveStep } from './writer.ts'
