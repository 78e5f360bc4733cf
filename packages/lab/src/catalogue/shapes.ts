// The six tables of the shipped catalogue: their columns, and what a row of each becomes.
import {
  type CatalogueEntry,
  type Ceiling,
  type CeilingKind,
  type Day,
  FEE_CLASSES,
  type FeeClass,
  hasProcedureCodeForm,
  isDiagnosisCode,
  type ListType,
  type ProviderLevel,
  parseChronicDiseaseCode,
  parseConsumableCode,
  parseDrugCode,
  parseServiceItemCode,
  type Restriction,
  type Sex,
  type UnitPrice,
} from '@yibao/kernel'
import type { RowReader } from './row-reader.ts'
import type { TableShape } from './table.ts'

/** confirmed: the whole code was seen in a public record. pattern: only its structure and class are right. */
export type Certainty = 'confirmed' | 'pattern'

export interface CatalogueItem {
  readonly entry: CatalogueEntry
  readonly unit: string
  /** Indicative (assumed) price at a provider of each level. */
  readonly prices: Readonly<Record<ProviderLevel, UnitPrice>>
  readonly certainty: Certainty
}

export interface DiagnosisItem {
  readonly code: string
  readonly name: string
  readonly sex?: Sex
  readonly beginOn: Day
  readonly endOn?: Day
}

export const PROCEDURE_KINDS = ['operation', 'intervention', 'treatment', 'diagnostic'] as const
export type ProcedureKind = (typeof PROCEDURE_KINDS)[number]

export interface ProcedureItem extends DiagnosisItem {
  readonly kind: ProcedureKind
}

export interface ChronicDiseaseItem extends DiagnosisItem {
  readonly diagnosisPrefixes: readonly string[]
}

export const DRUG_TAGS = [
  'negotiated',
  'vbp_selected',
  'vbp_nonselected',
  'dual_channel',
  'essential',
  'antibiotic',
  'antibiotic_restricted',
  'antibiotic_special',
  'oncology',
  'insulin',
  'biologic',
  'narcotic',
  'psychotropic',
  'contrast',
  'nutrition',
  'child',
  'injection',
] as const
export const SERVICE_TAGS = ['per_visit', 'per_day', 'per_hour'] as const
export const CONSUMABLE_TAGS = ['vbp_selected', 'vbp_nonselected', 'implant', 'reusable'] as const

const LEVELS = [1, 2, 3] as const
const CERTAINTIES = ['confirmed', 'pattern'] as const
const CLASSES = ['a', 'b', 'c'] as const
const SETTINGS = ['inpatient', 'outpatient', 'emergency_or_inpatient'] as const
const INSURANCES = ['work_injury', 'maternity'] as const
const VALIDITY = ['begin_on', 'end_on'] as const

const byCode = (row: RowReader): string => `${row.cell('code')} ${row.cell('begin_on')}`

function validity(row: RowReader): { beginOn: Day; endOn?: Day } {
  const beginOn = row.day('begin_on')
  const endOn = row.dayIfAny('end_on')
  if (endOn !== undefined && endOn < beginOn) row.fault('end_on', '不得早于起始日期')
  return { beginOn, ...(endOn ? { endOn } : {}) }
}

/** The columns that every payable item shares. Class b states the share paid first; a and c have none. */
function payable(row: RowReader, listType: ListType, feeClass: FeeClass) {
  const paymentClass = row.choice('class', CLASSES)
  const selfPayRateBp = row.rateIfAny('self_pay_bp')
  if ((selfPayRateBp !== undefined) !== (paymentClass === 'b')) row.fault('self_pay_bp', '乙类必填，甲类、丙类不填')
  return {
    code: row.text('code'),
    name: row.text('name'),
    listType,
    feeClass,
    paymentClass,
    ...validity(row),
    ...(selfPayRateBp === undefined ? {} : { selfPayRateBp }),
  }
}

function withRestriction(row: RowReader, facts: Omit<Restriction, 'text'>): { restriction?: Restriction } {
  const text = row.cell('restriction')
  const ages = row.agesIfAny('age')
  const sex = row.sexIfAny('sex')
  const daysMax = row.wholeIfAny('days_max', 1, 366)
  const all = {
    ...facts,
    ...(sex ? { sex } : {}),
    ...(ages.min === undefined ? {} : { ageMin: ages.min }),
    ...(ages.max === undefined ? {} : { ageMax: ages.max }),
    ...(daysMax === undefined ? {} : { daysMax }),
  }
  if (text === '' && Object.keys(all).length > 0) row.fault('restriction', '有限定条件时必须写明限定支付范围')
  return text === '' ? {} : { restriction: { text, ...all } }
}

const samePrice = (price: UnitPrice): Record<ProviderLevel, UnitPrice> => ({ 1: price, 2: price, 3: price })

function paymentStandard(row: RowReader, kind: CeilingKind): Ceiling[] {
  const price = row.priceIfAny('payment_standard_yuan')
  return price === undefined ? [] : [{ kind, price }]
}

function standardKind(tags: readonly string[]): CeilingKind {
  if (tags.includes('negotiated')) return 'negotiated_standard'
  return tags.some((tag) => tag.startsWith('vbp_')) ? 'vbp_standard' : 'payment_standard'
}

function drugFacts(row: RowReader): Omit<Restriction, 'text'> {
  const level = row.wholeIfAny('level_min', 2, 3)
  const diagnosisPrefixes = row.words('diagnoses')
  if (diagnosisPrefixes.some((prefix) => !/^[A-Z](\d(\d(\.\d{1,3})?)?)?$/.test(prefix))) {
    row.fault('diagnoses', '应为诊断编码的开头部分，以空格分隔')
  }
  return {
    ...(level === 2 || level === 3 ? { levelMin: level } : {}),
    ...(row.cell('setting') === '' ? {} : { setting: row.choice('setting', SETTINGS) }),
    ...(row.cell('insurance') === '' ? {} : { insurance: row.choice('insurance', INSURANCES) }),
    ...(diagnosisPrefixes.length === 0 ? {} : { diagnosisPrefixes }),
  }
}

function readDrug(row: RowReader): CatalogueItem {
  const code = parseDrugCode(row.cell('code'))
  if (!code) row.fault('code', '不是国家医保药品编码的格式')
  const certainty = row.choice('certainty', CERTAINTIES)
  // A name number of 000 is given to no drug: an unconfirmed code can never be taken for a real product.
  if (code?.kind === 'western' && code.name.endsWith('000') !== (certainty === 'pattern')) {
    row.fault('certainty', '未核实的编码，名称段应为 000，其余编码不得为 000')
  }
  const tags = row.wordsOf('tags', DRUG_TAGS)
  const herbal = code?.kind === 'herbal_piece' || code?.kind === 'herbal_granule'
  const feeClass = herbal ? '10' : code?.kind === 'chinese_patent' ? '11' : '09'
  const [form, specification] = [row.text('form'), row.text('specification')]
  return {
    entry: {
      ...payable(row, herbal ? code.kind : 'drug', feeClass),
      form,
      specification,
      ceilings: paymentStandard(row, standardKind(tags)),
      tags,
      ...withRestriction(row, drugFacts(row)),
    },
    unit: row.text('unit'),
    prices: samePrice(row.price('price_yuan')),
    certainty,
  }
}

function readService(row: RowReader): CatalogueItem {
  if (!parseServiceItemCode(row.cell('code'))) row.fault('code', '不是国家医疗服务项目编码的格式')
  const prices = { 1: row.price('price_1_yuan'), 2: row.price('price_2_yuan'), 3: row.price('price_3_yuan') }
  if (prices[1] > prices[2] || prices[2] > prices[3]) row.fault('price_3_yuan', '高等级机构的价格不应低于低等级机构')
  const caps = LEVELS.map((level): Ceiling => ({ kind: 'price_cap', price: prices[level], level }))
  return {
    entry: {
      ...payable(row, 'service', row.choice('fee_class', Object.keys(FEE_CLASSES) as FeeClass[])),
      ceilings: [...caps, ...paymentStandard(row, 'payment_standard')],
      tags: row.wordsOf('tags', SERVICE_TAGS),
      ...withRestriction(row, {}),
    },
    unit: row.text('unit'),
    prices,
    certainty: row.choice('certainty', CERTAINTIES),
  }
}

function readConsumable(row: RowReader): CatalogueItem {
  const code = parseConsumableCode(row.cell('code'))
  if (!code) row.fault('code', '不是国家医保医用耗材编码的格式')
  const certainty = row.choice('certainty', CERTAINTIES)
  if (code && (code.company === '00000') !== (certainty === 'pattern')) {
    row.fault('certainty', '未核实的编码，企业段应为 00000，其余编码不得为 00000')
  }
  const tags = row.wordsOf('tags', CONSUMABLE_TAGS)
  return {
    entry: {
      ...payable(row, 'consumable', '08'),
      specification: row.text('specification'),
      ceilings: paymentStandard(row, standardKind(tags)),
      tags,
    },
    unit: row.text('unit'),
    prices: samePrice(row.price('price_yuan')),
    certainty,
  }
}

function coded(row: RowReader, valid: boolean): DiagnosisItem {
  if (!valid) row.fault('code', '不是国家医保编码的格式')
  return { code: row.text('code'), name: row.text('name'), ...validity(row) }
}

const sexOf = (row: RowReader): { sex?: Sex } => {
  const sex = row.sexIfAny('sex')
  return sex ? { sex } : {}
}

export const DRUGS: TableShape<CatalogueItem> = {
  file: 'drugs.csv',
  titles: [
    ...['code', 'name', 'form', 'specification', 'unit', 'class', 'self_pay_bp', 'price_yuan'],
    ...['payment_standard_yuan', 'tags', 'restriction', 'sex', 'age', 'level_min', 'setting', 'diagnoses'],
    ...['days_max', 'insurance', 'certainty', ...VALIDITY],
  ],
  read: readDrug,
  key: byCode,
}

export const SERVICES: TableShape<CatalogueItem> = {
  file: 'services.csv',
  titles: [
    ...['code', 'name', 'fee_class', 'unit', 'class', 'self_pay_bp', 'price_1_yuan', 'price_2_yuan'],
    ...['price_3_yuan', 'payment_standard_yuan', 'tags', 'restriction', 'sex', 'age', 'days_max', 'certainty'],
    ...VALIDITY,
  ],
  read: readService,
  key: byCode,
}

export const CONSUMABLES: TableShape<CatalogueItem> = {
  file: 'consumables.csv',
  titles: [
    ...['code', 'name', 'specification', 'unit', 'class', 'self_pay_bp', 'price_yuan', 'payment_standard_yuan'],
    ...['tags', 'certainty', ...VALIDITY],
  ],
  read: readConsumable,
  key: byCode,
}

export const DIAGNOSES: TableShape<DiagnosisItem> = {
  file: 'diagnoses.csv',
  titles: ['code', 'name', 'sex', ...VALIDITY],
  read: (row) => ({ ...coded(row, isDiagnosisCode(row.cell('code'))), ...sexOf(row) }),
  key: byCode,
}

export const PROCEDURES: TableShape<ProcedureItem> = {
  file: 'procedures.csv',
  titles: ['code', 'name', 'kind', 'sex', ...VALIDITY],
  read: (row) => ({
    ...coded(row, hasProcedureCodeForm(row.cell('code'))),
    kind: row.choice('kind', PROCEDURE_KINDS),
    ...sexOf(row),
  }),
  key: byCode,
}

export const CHRONIC_DISEASES: TableShape<ChronicDiseaseItem> = {
  file: 'chronic-diseases.csv',
  titles: ['code', 'name', 'diagnoses', ...VALIDITY],
  read: (row) => ({
    ...coded(row, parseChronicDiseaseCode(row.cell('code')) !== undefined),
    diagnosisPrefixes: row.words('diagnoses'),
  }),
  key: byCode,
}
