// 辅助分型: what type a case is of by tumour severity, severity, age, days of intensive care and CCI.
import type { MedicalRecord } from '../../grouping/record.ts'
import { diagnosisPrefixes } from '../diagnosis-cell.ts'
import { type Charlson, type CharlsonIndex, charlsonIndex } from './charlson.ts'

export const AUXILIARY_KINDS = ['tumour', 'severity', 'age', 'icu', 'cci'] as const
export type AuxiliaryKind = (typeof AUXILIARY_KINDS)[number]

export interface AuxiliaryFacts {
  readonly record: MedicalRecord
  readonly icuDays?: number | undefined
  readonly drugFen?: number | undefined
  /** 治疗费 other than operations. */
  readonly treatmentFen?: number | undefined
  /** Payment standard of the group for this provider. */
  readonly standardFen?: number | undefined
}

export interface AuxiliaryRules {
  /** Principal diagnoses of malignant tumours. */
  readonly tumours: string
  /** 衰竭、休克、败血症 (脓毒症). */
  readonly failures: string
  /** 重要脏器病变或感染. */
  readonly organs: string
  /** Spread, failure and organ lesion count from this stay on. */
  readonly losMin: number
  readonly highCostMultiple: number
  readonly highCostShareBp: number
  /** 65 in the specification, 66 in one city. */
  readonly oldFrom: number
  /** Lower ends of the bands of ICU days. */
  readonly icuFrom: readonly number[]
  /** Lower ends of the classes of the CCI above none. */
  readonly cciFrom: readonly number[]
  readonly charlson: Charlson
}

/** Bands of the specification; the lists of diagnoses are each city's. */
export const AUXILIARY_DEFAULTS: Omit<AuxiliaryRules, 'charlson' | 'failures' | 'organs'> = {
  tumours: 'C00-C97',
  losMin: 3,
  highCostMultiple: 3,
  highCostShareBp: 5_000,
  oldFrom: 65,
  icuFrom: [2, 8, 15, 31],
  cciFrom: [1, 3, 5],
}

export type TumourSeverity = 'death' | 'high_cost_1' | 'high_cost_2' | 'spread' | 'failure' | 'organ' | 'other'
export type CaseSeverity = 'death' | 'severe' | 'medium' | 'mild'
export type AgeType = 'newborn' | 'infant' | 'young_child' | 'child' | 'old'

const holds = (cell: string, code: string): boolean =>
  (diagnosisPrefixes(cell) ?? []).some((prefix) => code.startsWith(prefix))
const secondaryOf = ({ record }: AuxiliaryFacts): readonly string[] => record.diagnoses.slice(1)
const died = ({ record }: AuxiliaryFacts): boolean => record.dischargeType === '5'
const isLong = ({ record }: AuxiliaryFacts, { losMin }: AuxiliaryRules): boolean => (record.losDays ?? 0) >= losMin

/** 恶性肿瘤: the first that fits; nothing for other principal diagnoses. */
export function tumourSeverity(facts: AuxiliaryFacts, rules: AuxiliaryRules): TumourSeverity | undefined {
  const [pdx = ''] = facts.record.diagnoses
  if (!holds(rules.tumours, pdx)) return undefined
  if (died(facts)) return 'death'
  const { record, standardFen = 0, treatmentFen = 0, drugFen = 0 } = facts
  const total = record.totalFen ?? 0
  const isHalf = (part: number): boolean => total > 0 && part * 10_000 >= total * rules.highCostShareBp
  if (standardFen > 0 && total >= standardFen * rules.highCostMultiple) {
    if (isHalf(treatmentFen)) return 'high_cost_1'
    if (isHalf(drugFen)) return 'high_cost_2'
  }
  if (!isLong(facts, rules)) return 'other'
  const others = secondaryOf(facts)
  if (others.some((code) => code.startsWith('C') && code.slice(0, 3) !== pdx.slice(0, 3))) return 'spread'
  if (others.some((code) => holds(rules.failures, code))) return 'failure'
  return others.some((code) => holds(rules.organs, code)) ? 'organ' : 'other'
}

/** 其他疾病: death, severe, medium, mild. */
export function severity(facts: AuxiliaryFacts, rules: AuxiliaryRules): CaseSeverity {
  if (died(facts)) return 'death'
  if (!isLong(facts, rules)) return 'mild'
  const others = secondaryOf(facts)
  if (others.some((code) => holds(rules.failures, code))) return 'severe'
  return others.some((code) => holds(rules.organs, code)) ? 'medium' : 'mild'
}

/** The older names I–IV: death within the limit of stay IV-A, later IV-B; mild cases I-A below it and I-B from it on. */
export function romanSeverity(
  facts: AuxiliaryFacts,
  rules: AuxiliaryRules,
): 'I-A' | 'I-B' | 'II' | 'III' | 'IV-A' | 'IV-B' {
  const own = severity(facts, rules)
  if (own === 'death') return isLong(facts, rules) ? 'IV-B' : 'IV-A'
  if (own === 'severe') return 'III'
  if (own === 'medium') return 'II'
  return isLong(facts, rules) ? 'I-B' : 'I-A'
}

const NEWBORN_DAYS = 28

/** 0–28 days, to one year, 1–6, 7–17, and old; an infant of unknown days has no type. */
export function ageType({ record }: AuxiliaryFacts, { oldFrom }: AuxiliaryRules): AgeType | undefined {
  const { ageYears, ageDays } = record
  if (ageYears === 0 || (ageYears === undefined && ageDays !== undefined)) {
    if (ageDays === undefined) return undefined
    return ageDays <= NEWBORN_DAYS ? 'newborn' : 'infant'
  }
  if (ageYears === undefined) return undefined
  if (ageYears <= 6) return 'young_child'
  if (ageYears <= 17) return 'child'
  return ageYears >= oldFrom ? 'old' : undefined
}

/** The band of a number by the lower ends of the bands: 0 below the first, then 1, 2, … */
export const bandOf = (value: number, lowerEnds: readonly number[]): number =>
  lowerEnds.filter((from) => value >= from).length

export interface AuxiliaryTypes {
  readonly types: ReadonlyMap<AuxiliaryKind, string>
  readonly cci: CharlsonIndex
}

/** Every kind under which the case has a type: `icu:2` is the second band of ICU days. */
export function auxiliaryTypes(facts: AuxiliaryFacts, rules: AuxiliaryRules): AuxiliaryTypes {
  const types = new Map<AuxiliaryKind, string>()
  const tumour = tumourSeverity(facts, rules)
  if (tumour) types.set('tumour', tumour)
  else types.set('severity', severity(facts, rules))
  const age = ageType(facts, rules)
  if (age) types.set('age', age)
  const icu = bandOf(facts.icuDays ?? 0, rules.icuFrom)
  if (icu > 0) types.set('icu', String(icu))
  const cci = charlsonIndex(rules.charlson, secondaryOf(facts))
  types.set('cci', String(bandOf(cci.index, rules.cciFrom)))
  return { types, cci }
}
