// History at rest: settled claims and their lines as Parquet by month and bucket, described by one manifest.
export { assembleLake } from './assemble.ts'
export { type BucketPart, BucketWriter, type PeopleTables } from './bucket-writer.ts'
export { catalogueRow } from './catalogue-row.ts'
export {
  type LakeProvider,
  PARAMETER_COLUMNS,
  PROVIDER_COLUMNS,
  parameterRows,
  writeCityTables,
} from './city-tables.ts'
export type { CareFacts, SettledClaim } from './claim.ts'
export { CLAIM_COLUMNS, LINE_COLUMNS, PERSON_COLUMNS } from './columns.ts'
export { type DerivedName, type DerivedPart, readDerived, writeDerived } from './derived.ts'
export { FINDING_COLUMNS, GROUP_COLUMNS } from './derived-columns.ts'
export { type Households, householdsOf, type Tie } from './households.ts'
export { NO_DAY } from './line-stage.ts'
export {
  contentHash,
  hashOf,
  LakeError,
  type LakeFile,
  type LakeSlice,
  type Manifest,
  readManifest,
} from './manifest.ts'
export { multiplyLake } from './multiply.ts'
export { OFFICE_TABLES, type OfficeColumn } from './office-columns.ts'
export { type ListRow, policyLists } from './policy-lists.ts'
export { type PolicyRow, policyRows } from './policy-rows.ts'
export {
  CATEGORY_COLUMNS,
  CERTIFICATE_COLUMNS,
  CHARGE_COLUMNS,
  type ChargeRates,
  ENTRY_COLUMNS,
  type LakeCategory,
  type LakeCertificate,
  type LakePerson,
  type LakeSpell,
  PEOPLE_COLUMNS,
  SPELL_COLUMNS,
  TIER_COLUMNS,
} from './table-columns.ts'
export { columnsOfTable, LAKE_TABLES } from './table-list.ts'
export { type LakeOptions, LakeWriter } from './writer.ts'
