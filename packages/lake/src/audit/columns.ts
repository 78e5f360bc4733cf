// Facts at rest: the tables an audit reads, each column with the fact it holds. One list for writing, reading back and for SQL.
import type { AuditFacts } from '@yibao/kernel'

export type FactType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'DATE' | 'VARCHAR[]' | 'JSON'

export interface FactColumn {
  /** As the kernel calls it. */
  readonly fact: string
  /** As the table calls it. */
  readonly name: string
  readonly type: FactType
}

export type FactTable = keyof AuditFacts

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Names that SQL keeps for itself, or that would say too little there. */
const RENAMED: Readonly<Record<string, string>> = {
  on: 'used_on',
  at: 'at_minute',
  start: 'start_minute',
  end: 'end_minute',
  type: 'provider_type',
  level: 'provider_level',
}

const of = (type: FactType, ...facts: readonly string[]): FactColumn[] =>
  facts.map((fact) => ({ fact, name: RENAMED[fact] ?? snake(fact), type }))

export const FACT_COLUMNS: Readonly<Record<FactTable, readonly FactColumn[]>> = {
  persons: [
    ...of('VARCHAR', 'id', 'sex'),
    ...of('DATE', 'bornOn', 'diedOn'),
    ...of('VARCHAR', 'scheme'),
    ...of('JSON', 'pregnancies', 'lactations', 'suspended'),
    ...of('VARCHAR[]', 'removedOrgans'),
  ],
  providers: [
    ...of('VARCHAR', 'id', 'type'),
    ...of('BIGINT', 'level', 'approvedBeds'),
    ...of('VARCHAR[]', 'capabilities'),
    ...of('JSON', 'suspended'),
  ],
  practitioners: [...of('VARCHAR', 'id', 'providerId', 'antibioticRight'), ...of('JSON', 'suspended')],
  encounters: [
    ...of('VARCHAR', 'id', 'personId', 'providerId', 'careMode'),
    ...of('BIGINT', 'start', 'end'),
    ...of('DATE', 'startOn', 'endOn'),
    ...of('JSON', 'diagnoses', 'procedures'),
    ...of('VARCHAR', 'insuranceType', 'benefitType', 'diseaseCode', 'episode', 'transferFrom', 'purchaserId'),
    ...of('BOOLEAN', 'isProxy'),
    ...of('JSON', 'injury'),
    ...of('VARCHAR', 'invoice', 'channel', 'exception'),
    ...of('BOOLEAN', 'isRescue', 'isLongTermPrescription', 'isPreAdmission'),
    ...of('JSON', 'flags'),
    ...of('BIGINT', 'sequence'),
  ],
  lines: [
    ...of('VARCHAR', 'id', 'encounterId'),
    ...of('BIGINT', 'at'),
    ...of('DATE', 'on'),
    ...of('VARCHAR', 'catalogue', 'code', 'name'),
    ...of('BIGINT', 'quantity', 'unitPrice', 'amountFen', 'fundPaidFen'),
    ...of('BOOLEAN', 'toFund'),
    ...of('BIGINT', 'supplyDays'),
    ...of('VARCHAR', 'prescription'),
    ...of('BIGINT', 'doses'),
    ...of('VARCHAR', 'prescriberId', 'executorId', 'department', 'incision'),
    ...of('BIGINT', 'listPrice', 'packs'),
    ...of('VARCHAR[]', 'traceCodes'),
    ...of('BOOLEAN', 'isSplitPack', 'isOnNoCodeList'),
    ...of('VARCHAR', 'reversalOf'),
    ...of('JSON', 'ePrescription'),
    ...of('BIGINT', 'uploadedAt'),
    ...of('BOOLEAN', 'isDraft'),
    ...of('BIGINT', 'sequence'),
  ],
  records: [
    ...of('VARCHAR', 'kind', 'encounterId', 'personId', 'providerId', 'code'),
    ...of('DATE', 'on'),
    ...of('BIGINT', 'count'),
    ...of('VARCHAR[]', 'codes'),
    { fact: '', name: 'fact', type: 'JSON' },
    // Where the record stood: of two results of one moment the later one counts.
    { fact: '#', name: 'nth', type: 'BIGINT' },
  ],
}

export const FACT_TABLES = Object.keys(FACT_COLUMNS) as FactTable[]

/** Empty tables of facts, in the engine. */
export const createText = (table: FactTable): string =>
  `CREATE OR REPLACE TABLE ${table} (${FACT_COLUMNS[table]
    .map(({ name, type }) => `${name} ${type === 'JSON' ? 'VARCHAR' : type}`)
    .join(', ')})`
