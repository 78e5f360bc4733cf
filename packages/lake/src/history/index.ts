// History at rest: settled claims and their lines as Parquet by month and bucket, described by one manifest.
export { assembleLake } from './assemble.ts'
export { type BucketPart, BucketWriter } from './bucket-writer.ts'
export type { CareFacts, SettledClaim } from './claim.ts'
export { CLAIM_COLUMNS, LINE_COLUMNS, PERSON_COLUMNS } from './columns.ts'
export { type Households, householdsOf, type Tie } from './households.ts'
export { contentHash, LakeError, type LakeSlice, type Manifest, readManifest } from './manifest.ts'
export { multiplyLake } from './multiply.ts'
export {
  CHARGE_COLUMNS,
  type ChargeRates,
  type LakePerson,
  type LakeSpell,
  PEOPLE_COLUMNS,
  SPELL_COLUMNS,
  TIER_COLUMNS,
} from './table-columns.ts'
export { type LakeOptions, LakeWriter } from './writer.ts'
