// What a synthetic year brings into the funds, by the contribution rules of the kernel: employees' months on their base, residents'
// yearly standard with its payers. Pure. The parameters that no document of the city states are assumptions and say so.
import type { CityLoad } from '@yibao/contract/load'
import { addMonths, basisPoints, contribution, type Day, type Fen, type Fund, fen, share, sumFen } from '@yibao/kernel'

export interface Assumption {
  readonly zh: string
  readonly value: string
  /** Where it comes from; absent: assumed. */
  readonly source?: string
}

const RATES = { employerBp: basisPoints(800), personBp: basisPoints(200) }
const PERSONAL_FEN = 40_000 as Fen
const SUBSIDY_FEN = 70_000 as Fen
const PREMIUM_FEN = 8_000 as Fen
const SUPPLEMENT_FEN = 12_000 as Fen
const ASSISTANCE_FEN = 6_000 as Fen

export const ASSUMPTIONS: readonly Assumption[] = [
  { zh: '单位费率、个人费率', value: '8 %、2 %' },
  { zh: '缴费基数下限、上限', value: '平均工资的 60 %、300 %', source: '社会保险费征缴惯例，各地公布' },
  { zh: '居民个人缴费', value: '400 元', source: '国家医保局等2025年居民医保筹资通知' },
  { zh: '居民财政补助', value: '700 元', source: '国家医保局等2025年居民医保筹资通知' },
  { zh: '居民大病保险保费', value: '80 元/人' },
  { zh: '职工大额补充', value: '120 元/人' },
  { zh: '医疗救助财政补助', value: '60 元/参保人' },
  { zh: '特困全额资助、低保资助 200 元', value: '资助参保' },
]

export interface AreaSum {
  readonly area: string
  readonly amountFen: Fen
}

export interface PersonCredit {
  readonly personNo: string
  readonly amountFen: Fen
}

export interface EmployeeMonth {
  readonly charged: readonly AreaSum[]
  /** 2 % of the base of everybody who has an account. */
  readonly credits: readonly PersonCredit[]
}

type Spell = CityLoad['spells'][number]

const isOn = ({ from, until, state }: Spell, on: Day): boolean =>
  from <= on && (until === undefined || on <= until) && state === 'active'

const byArea = <T>(rows: readonly T[], areaOf: (row: T) => string, fenOf: (row: T) => Fen): AreaSum[] =>
  [...Map.groupBy(rows, areaOf)]
    .map(([area, own]) => ({ area, amountFen: sumFen(own.map(fenOf)) }))
    .filter(({ amountFen }) => amountFen > 0)
    .sort((a, b) => (a.area < b.area ? -1 : 1))

/** Everybody who pays on that day; the retired pay nothing. A spell without an employer pays on the mean wage. */
export function employeeMonth(city: CityLoad, on: Day): EmployeeMonth {
  const wages = new Map(city.employers.map((each) => [each.employerNo, each.averageMonthlyWageFen]))
  const all = [...wages.values()]
  const mean = fen(Math.round(sumFen(all) / Math.max(1, all.length)))
  const limits = { floorFen: share(mean, basisPoints(6_000)), ceilingFen: fen(mean * 3) }
  const withAccount = new Set(city.accounts.map(({ personNo }) => personNo))
  const paying = city.spells.filter(
    (spell) => spell.scheme === 'employee' && spell.status !== 'retired' && isOn(spell, on),
  )
  const months = paying.map((spell) => ({
    spell,
    month: contribution.employeeMonth(wages.get(spell.employerNo ?? '') ?? mean, limits, RATES),
  }))
  return {
    charged: byArea(
      months,
      ({ spell }) => spell.area,
      ({ month }) => fen(month.employerFen + month.personFen),
    ),
    credits: months
      .filter(({ spell }) => withAccount.has(spell.personNo))
      .map(({ spell, month }) => ({ personNo: spell.personNo, amountFen: month.personFen })),
  }
}

const STACKS: Readonly<Record<string, contribution.PayerStack>> = {
  extreme_poverty: { id: 'extreme_poverty', parts: [{ payer: 'assistance', kind: 'remainder' }] },
  minimum_allowance: {
    id: 'minimum_allowance',
    parts: [
      { payer: 'assistance', kind: 'amount', amountFen: 20_000 as Fen },
      { payer: 'person', kind: 'remainder' },
    ],
  },
}
const ALONE: contribution.PayerStack = { id: 'person', parts: [{ payer: 'person', kind: 'remainder' }] }

export interface ResidentYear {
  readonly persons: readonly AreaSum[]
  readonly assistance: readonly AreaSum[]
  readonly subsidies: readonly AreaSum[]
  readonly premiums: readonly AreaSum[]
}

/** 集中参保期: the personal standard of everybody insured on that day, by who pays; the subsidy and the premium by heads. */
export function residentYear(city: CityLoad, on: Day): ResidentYear {
  const categories = Map.groupBy(city.categories, ({ personNo }) => personNo)
  const insured = city.spells.filter((spell) => spell.scheme === 'resident' && isOn(spell, on))
  const shares = insured.flatMap((spell) => {
    const held = categories.get(spell.personNo)?.map(({ category }) => category) ?? []
    const stacks = held.flatMap((category) => STACKS[category] ?? [])
    const best = contribution.bestStack(PERSONAL_FEN, [...stacks, ALONE], 'person')
    return (best?.shares ?? []).map((each) => ({ area: spell.area, ...each }))
  })
  const paidBy = (payer: string) =>
    byArea(
      shares.filter((each) => each.payer === payer),
      ({ area }) => area,
      ({ amountFen }) => amountFen,
    )
  const heads = (amountFen: Fen) =>
    byArea(
      insured,
      ({ area }) => area,
      () => amountFen,
    )
  return {
    persons: paidBy('person'),
    assistance: paidBy('assistance'),
    subsidies: heads(SUBSIDY_FEN),
    premiums: heads(PREMIUM_FEN),
  }
}

/** What other funds get once a year, by area. */
export function otherFunds(city: CityLoad, on: Day): { readonly fund: Fund; readonly sums: readonly AreaSum[] }[] {
  const employees = city.spells.filter((spell) => spell.scheme === 'employee' && isOn(spell, on))
  const everybody = city.spells.filter((spell) => isOn(spell, on))
  return [
    {
      fund: 'employee_supplement',
      sums: byArea(
        employees,
        ({ area }) => area,
        () => SUPPLEMENT_FEN,
      ),
    },
    {
      fund: 'medical_assistance',
      sums: byArea(
        everybody,
        ({ area }) => area,
        () => ASSISTANCE_FEN,
      ),
    },
  ]
}

/** The first day of each month of a year. */
export const monthsOf = (year: number): Day[] =>
  Array.from({ length: 12 }, (_, at) => addMonths(`${year}-01-01` as Day, at))
