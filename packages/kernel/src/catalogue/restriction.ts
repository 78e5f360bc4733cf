// 限定支付: whether an item restricted by the catalogue may be paid for this person, visit and approval. Pure facts in, a
// reason out; what only a reader of the medical record can judge is left to the approval and to audit.
import type { Sex } from '../codes/identity-number.ts'
import type { CatalogueEntry, ProviderLevel, Restriction } from './entry.ts'

/** 医院审批标志 of a fee line. */
export type Approval = 'not_needed' | 'approved' | 'not_approved'

export interface RestrictionFacts {
  readonly sex: Sex
  readonly age: number
  readonly level: ProviderLevel
  readonly stay: boolean
  readonly emergency: boolean
  readonly maternity: boolean
  /** Diagnosis codes of the visit; none known yet: restrictions by diagnosis are not met. */
  readonly diagnoses: readonly string[]
}

/**
 * Why the line is not paid; `undefined` when it is. With a restricted item only `approved` covers it, and only when the
 * facts fit; with any other item only `not_approved` bars it.
 */
export function restrictionDenial(
  { restriction }: CatalogueEntry,
  approval: Approval,
  facts: RestrictionFacts,
): string | undefined {
  if (!restriction) return approval === 'not_approved' ? '医院审批不通过' : undefined
  if (approval === 'not_approved') return '医院审批不通过'
  const unmet = unmetFact(restriction, facts)
  if (unmet) return `限定支付：${unmet}`
  return approval === 'approved' ? undefined : '限定支付：未经医院审批'
}

function unmetFact(restriction: Restriction, facts: RestrictionFacts): string | undefined {
  const { sex, ageMin, ageMax, levelMin, diagnosisPrefixes, insurance } = restriction
  if (sex !== undefined && sex !== facts.sex) return sex === 'female' ? '限女性' : '限男性'
  if (ageMin !== undefined && facts.age < ageMin) return `限${ageMin}周岁及以上`
  if (ageMax !== undefined && facts.age > ageMax) return `限${ageMax}周岁及以下`
  if (levelMin !== undefined && facts.level < levelMin) return `限${levelMin === 3 ? '三' : '二'}级及以上医疗机构`
  const setting = unmetSetting(restriction.setting, facts)
  if (setting) return setting
  if (diagnosisPrefixes && !facts.diagnoses.some((code) => diagnosisPrefixes.some((prefix) => code.startsWith(prefix))))
    return '诊断不在限定范围'
  if (insurance === 'work_injury') return '限工伤保险'
  if (insurance === 'maternity' && !facts.maternity) return '限生育'
  return undefined
}

function unmetSetting(setting: Restriction['setting'], { stay, emergency }: RestrictionFacts): string | undefined {
  if (setting === 'inpatient' && !stay) return '限住院'
  if (setting === 'outpatient' && stay) return '限门诊'
  if (setting === 'emergency_or_inpatient' && !stay && !emergency) return '限急诊或住院'
  return undefined
}
