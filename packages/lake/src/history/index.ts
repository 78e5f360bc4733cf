// History at rest: settled claims and their lines as Parquet by month and bucket, described by one manifest.
export type { SettledClaim } from './claim.ts'
export { CLAIM_COLUMNS, LINE_COLUMNS, PERSON_COLUMNS } from './columns.ts'
export { type Households, householdsOf, type Tie } from './households.ts'
export { contentHash, LakeError, type LakeSlice, type Manifest, readManifest } from './manifest.ts'
export { multiplyLake } from './multiply.ts'
export { type LakeOptions, LakeWriter } from './writer.ts'
