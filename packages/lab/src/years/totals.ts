// What the years come to: sums by year, scheme, kind and fund, with the squares that tell how far chance may have moved them.
import { FUNDS, type Fund, type Settlement } from '@yibao/kernel'
import { CARE_KINDS, type CareKind } from '../cities/index.ts'

/** Sums of one kind of care of one scheme in one year; `squares` in yuan², so that they stay exact enough. */
export interface CareSums {
  events: number
  totalFen: number
  inScopeFen: number
  fundFen: number
  /** Of it what the insurances paid: neither assistance nor civil servants' aid nor anybody outside. */
  insuredFen: number
  cashFen: number
  totalSquares: number
  fundSquares: number
  scopeSquares: number
  insuredSquares: number
  insuredScope: number
}

export type Scheme = 'employee' | 'resident'
export const SCHEMES: readonly Scheme[] = ['employee', 'resident']

export interface YearTotals {
  readonly year: number
  personYears: number
  incomeFen: number
  births: number
  deaths: number
  readonly care: { readonly [S in Scheme]: { readonly [K in CareKind]: CareSums } }
  readonly funds: { [F in Fund]: number }
  /** Person-years and what funds paid, by category; who holds several counts in each. */
  readonly categories: Record<string, { events: number; fundFen: number }>
}

const noCare = (): CareSums => ({
  events: 0,
  totalFen: 0,
  inScopeFen: 0,
  fundFen: 0,
  insuredFen: 0,
  cashFen: 0,
  totalSquares: 0,
  fundSquares: 0,
  scopeSquares: 0,
  insuredSquares: 0,
  insuredScope: 0,
})

const byKind = (): { [K in CareKind]: CareSums } =>
  Object.fromEntries(CARE_KINDS.map((kind) => [kind, noCare()])) as { [K in CareKind]: CareSums }

export const noTotals = (year: number): YearTotals => ({
  year,
  personYears: 0,
  incomeFen: 0,
  births: 0,
  deaths: 0,
  care: { employee: byKind(), resident: byKind() },
  funds: Object.fromEntries(FUNDS.map((fund) => [fund, 0])) as { [F in Fund]: number },
  categories: {},
})

const FEN_A_YUAN = 100
/** 政策范围内报销比例 counts what insurance pays. */
const INSURANCES: ReadonlySet<Fund> = new Set([
  'employee_basic',
  'resident_basic',
  'resident_serious_illness',
  'employee_supplement',
])

export function addSettlement(
  totals: YearTotals,
  kind: CareKind,
  scheme: Scheme,
  categories: readonly string[],
  { total, inScope, fundPaid, cash, tiers }: Settlement,
): void {
  const sums = totals.care[scheme][kind]
  const [yuan, fundYuan, scopeYuan] = [total / FEN_A_YUAN, fundPaid / FEN_A_YUAN, inScope / FEN_A_YUAN]
  sums.events += 1
  sums.totalFen += total
  sums.inScopeFen += inScope
  sums.fundFen += fundPaid
  sums.cashFen += cash
  sums.totalSquares += yuan * yuan
  sums.fundSquares += fundYuan * fundYuan
  sums.scopeSquares += scopeYuan * scopeYuan
  let insuredFen = 0
  for (const { fund, paid } of tiers) {
    totals.funds[fund] += paid
    if (INSURANCES.has(fund)) insuredFen += paid
  }
  sums.insuredFen += insuredFen
  sums.insuredSquares += (insuredFen / FEN_A_YUAN) ** 2
  sums.insuredScope += (insuredFen / FEN_A_YUAN) * scopeYuan
  for (const category of categories) {
    totals.categories[category] ??= { events: 0, fundFen: 0 }
    const held = totals.categories[category]
    held.events += 1
    held.fundFen += fundPaid
  }
}

/** Adds the totals of another bucket. Buckets are added in their order, so that sums of squares come out the same. */
export function addTotals(into: YearTotals, other: YearTotals): void {
  into.personYears += other.personYears
  into.incomeFen += other.incomeFen
  into.births += other.births
  into.deaths += other.deaths
  for (const scheme of SCHEMES)
    for (const kind of CARE_KINDS) addCare(into.care[scheme][kind], other.care[scheme][kind])
  for (const fund of FUNDS) into.funds[fund] += other.funds[fund]
  for (const [category, { events, fundFen }] of Object.entries(other.categories)) {
    into.categories[category] ??= { events: 0, fundFen: 0 }
    into.categories[category].events += events
    into.categories[category].fundFen += fundFen
  }
}

export function addCare(into: CareSums, other: CareSums): void {
  for (const name of Object.keys(into) as (keyof CareSums)[]) into[name] += other[name]
}

export function sumOf(all: readonly YearTotals[], schemes: readonly Scheme[], kinds: readonly CareKind[]): CareSums {
  const sum = noCare()
  for (const totals of all)
    for (const scheme of schemes) for (const kind of kinds) addCare(sum, totals.care[scheme][kind])
  return sum
}
