// National codes and our own words: the only place where they meet.
import type { Payer, Scheme, Sex, Status } from '@yibao/kernel'

/** 险种 that this platform settles. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  '310': 'employee',
  '390': 'resident',
  '391': 'resident',
  '380': 'resident',
}
const INSURANCE: Readonly<Record<Scheme, string>> = { employee: '310', resident: '390' }

export const schemeOf = (insutype: string): Scheme | undefined => SCHEMES[insutype]
export const insutypeOf = (scheme: Scheme): string => INSURANCE[scheme]

const OLD_AGE = 60
const ADULT_AGE = 18

/** 人员类别 */
export function personTypeOf(status: Status, age: number): string {
  switch (status) {
    case 'retired':
      return '12'
    case 'active':
    case 'flexible':
    case 'unemployed':
      return '11'
    case 'student':
      return age >= ADULT_AGE ? '1404' : '1403'
    case 'child':
      return '1402'
    case 'newborn':
      return '1401'
    case 'adult':
      return age >= OLD_AGE ? '16' : '15'
  }
}

export const genderOf = (sex: Sex): string => (sex === 'male' ? '1' : '2')

/** 人员身份类别; what the national list does not name is the local extension of assistance. */
const IDENTITIES: Readonly<Record<string, string>> = {
  extreme_poverty: '2304',
  orphan: '2304',
  minimum_allowance: '2303',
  marginal: '2305',
  newly_low_income: '2305',
  illness_poverty: '2306',
  registered_poor: '2302',
  poverty_relapse: '2302',
  poverty_lifted: '2302',
  monitored: '2302',
  severe_disability: '2308',
  veteran: '2102',
}
const LOCAL_ASSISTANCE = '2360'
export const identityOf = (category: string): string => IDENTITIES[category] ?? LOCAL_ASSISTANCE

/** Categories by which medical assistance supports a person. */
export const isAssisted = (category: string): boolean => (IDENTITIES[category] ?? '').startsWith('23')

/** 基金支付类型 of what a payer paid; the provider and the person's account are no funds. */
export function fundTypeOf(payer: Payer, scheme: Scheme): string {
  switch (payer) {
    case 'pooled':
      return scheme === 'employee' ? '310100' : '390100'
    case 'serious_illness':
      return '390200'
    case 'large_amount':
      return '330100'
    case 'supplement':
      return '370100'
    case 'civil_servant':
      return '320100'
    case 'assistance':
      return '610100'
    case 'other':
    case 'commercial':
    case 'provider':
    case 'account':
      return '999997'
  }
}

/** 收费项目等级 */
const GRADES: Readonly<Record<string, string>> = { a: '01', b: '02', c: '03' }
export const gradeOf = (itemClass: string): string => GRADES[itemClass] ?? '03'

/** 目录类别 */
const LISTS: Readonly<Record<string, string>> = {
  drug: '101',
  other_drug: '101',
  herbal_piece: '102',
  herbal_granule: '102',
  hospital_preparation: '103',
  ethnic_drug: '104',
  service: '201',
  consumable: '301',
}
export const listTypeOf = (listType: string): string => LISTS[listType] ?? '201'

/** 参保状态: 正常参保, 暂停参保, 终止参保. */
const SPELL_STATES: Readonly<Record<string, string>> = { active: '1', suspended: '2', terminated: '4' }
export const insuredStateOf = (state: string): string => SPELL_STATES[state] ?? '0'

/** 生育类别 to the kinds of delivery that policies tell apart. */
const DELIVERIES: Readonly<Record<string, string>> = {
  '1': 'natural',
  '2': 'difficult',
  '3': 'caesarean',
  '4': 'difficult',
}
export const deliveryOf = (maternity: string): string | undefined => DELIVERIES[maternity]

/** Grades of hospitals for prices and deductibles: 一级及以下, 二级, 三级. */
export const levelCode = (level: 1 | 2 | 3): string => String(level)
