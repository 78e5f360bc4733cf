// What a synthetic year brings into the funds besides contributions, by heads: subsidies, premiums, other funds. Pure. The parameters
// that no document of the city states are assumptions and say so.
import type { CityLoad } from '@yibao/contract/load'
import { addMonths, type Day, type Fen, type Fund, sumFen } from '@yibao/kernel'

export interface Assumption {
  readonly zh: string
  readonly value: string
  /** Where it comes from; absent: assumed. */
  readonly source?: string
}

const SUBSIDY_FEN = 70_000 as Fen
const PREMIUM_FEN = 8_000 as Fen
const SUPPLEMENT_FEN = 12_000 as Fen
const ASSISTANCE_FEN = 6_000 as Fen

export const ASSUMPTIONS: readonly Assumption[] = [
  { zh: '缴费基数、费率、居民标准与资助', value: '按该市征缴规则', source: 'policies/contribution' },
  { zh: '居民财政补助', value: '700 元', source: '国家医保局等2025年居民医保筹资通知' },
  { zh: '居民大病保险保费', value: '80 元/人' },
  { zh: '职工大额补充', value: '120 元/人' },
  { zh: '医疗救助财政补助', value: '60 元/参保人' },
  { zh: '征缴差错', value: '每千笔二十笔，次月补缴；待认领满三十日退费' },
]

export interface AreaSum {
  readonly area: string
  readonly amountFen: Fen
}

type Spell = CityLoad['spells'][number]

const isOn = ({ from, until, state }: Spell, on: Day): boolean =>
  from <= on && (until === undefined || on <= until) && state === 'active'

export const byArea = <T>(rows: readonly T[], areaOf: (row: T) => string, fenOf: (row: T) => Fen): AreaSum[] =>
  [...Map.groupBy(rows, areaOf)]
    .map(([area, own]) => ({ area, amountFen: sumFen(own.map(fenOf)) }))
    .filter(({ amountFen }) => amountFen > 0)
    .sort((a, b) => (a.area < b.area ? -1 : 1))

const perHead = (spells: readonly Spell[], amountFen: Fen): AreaSum[] =>
  byArea(
    spells,
    ({ area }) => area,
    () => amountFen,
  )

export interface ResidentYear {
  readonly subsidies: readonly AreaSum[]
  readonly premiums: readonly AreaSum[]
}

/** The subsidy and the premium of everybody insured as a resident on that day. */
export function residentYear(city: CityLoad, on: Day): ResidentYear {
  const insured = city.spells.filter((spell) => spell.scheme === 'resident' && isOn(spell, on))
  return { subsidies: perHead(insured, SUBSIDY_FEN), premiums: perHead(insured, PREMIUM_FEN) }
}

/** What other funds get once a year, by area. */
export function otherFunds(city: CityLoad, on: Day): { readonly fund: Fund; readonly sums: readonly AreaSum[] }[] {
  const everybody = city.spells.filter((spell) => isOn(spell, on))
  const employees = everybody.filter(({ scheme }) => scheme === 'employee')
  return [
    { fund: 'employee_supplement', sums: perHead(employees, SUPPLEMENT_FEN) },
    { fund: 'medical_assistance', sums: perHead(everybody, ASSISTANCE_FEN) },
  ]
}

/** The first day of each month of a year. */
export const monthsOf = (year: number): Day[] =>
  Array.from({ length: 12 }, (_, at) => addMonths(`${year}-01-01` as Day, at))
