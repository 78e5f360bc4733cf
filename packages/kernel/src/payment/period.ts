// A month or a year of cases: each priced once, added up by budget line, method, scheme and provider. Any order, same sums.
import { EXACT_ZERO, type Exact, fromScaled, plus, scaledTo, times, yuanOf } from '../money/exact.ts'
import { type Fen, fen } from '../money/fen.ts'
import { daysBefore } from './bed-day.ts'
import type { BudgetLine, PaymentRules } from './config/file.ts'
import type { PaymentCase, PaymentTables } from './model.ts'
import { NOTHING_OVERRULED, type Overruled, type Priced, type PricingContext, type PricingRule } from './priced.ts'
import { Quotas, type QuotaUse } from './quotas.ts'
import { methodOf, priceCase } from './route.ts'

/** A priced case without its steps: hundreds of thousands are kept until the value of the year is known. */
export interface Kept {
  readonly case: PaymentCase
  readonly method: string
  readonly line: string
  readonly rule: PricingRule
  readonly by: Priced['by']
  readonly unitsScaled: bigint
  readonly standard: Exact
  readonly rate: Exact
  readonly weight: Exact | undefined
  readonly multiple: Exact | undefined
  readonly coefficient: Exact | undefined
}

/** Sums of one provider under one method, scheme and budget line. */
export interface Sums {
  readonly line: string
  readonly method: string
  readonly scheme: string
  readonly provider: string
  readonly kept: Kept[]
  cases: number
  unitsScaled: bigint
  /** Of cases paid by units or standard: the fund's ratio and what others paid. */
  costFen: bigint
  bookedFen: bigint
  othersFen: bigint
  standard: Exact
  /** Of cases paid as booked: Σ fund × rate. */
  itemised: Exact
  allCostFen: bigint
  allBookedFen: bigint
}

export interface Period {
  readonly year: number
  /** Cases settled from … to count. */
  readonly from: string
  readonly to: string
}

export interface Collected {
  readonly period: Period
  readonly context: PricingContext
  readonly sums: ReadonlyMap<string, Sums>
  readonly exempt: ReadonlyMap<string, Exact>
  readonly quotas: readonly QuotaUse[]
  /** Cases that no budget pays, by method and scheme. */
  readonly unbudgeted: ReadonlyMap<string, number>
  readonly cases: number
}

export const yearPeriod = (year: number): Period => ({ year, from: `${year}-01-01`, to: `${year}-12-31` })
export const monthPeriod = (month: string): Period => ({
  year: Number(month.slice(0, 4)),
  from: `${month}-01`,
  to: `${month}-31`,
})

export const isWholeYear = ({ year, from, to }: Period): boolean => from === `${year}-01-01` && to === `${year}-12-31`

export function lineOf(
  { budgets }: PaymentRules,
  method: string,
  scheme: string,
  county: string,
): BudgetLine | undefined {
  return budgets.find(
    (line) =>
      line.methods.includes(method) &&
      (line.scheme === undefined || line.scheme.includes(scheme)) &&
      (line.county === undefined || line.county.includes(county)),
  )
}

function contextOf(
  rules: PaymentRules,
  tables: PaymentTables,
  cases: readonly PaymentCase[],
  year: number,
): PricingContext {
  const { from, to } = yearPeriod(year)
  const windows = [...rules.methods.values()].flatMap((method) =>
    method.kind === 'bed_day' && method.readmission_days ? [Number(method.readmission_days.value.n)] : [],
  )
  const before = windows.length > 0 ? bedDayEpisodes(rules, cases, Math.max(...windows)) : new Map<string, number>()
  return { rules, tables, overruled: NOTHING_OVERRULED, daysBefore: before, from, to }
}

function bedDayEpisodes(rules: PaymentRules, cases: readonly PaymentCase[], window: number): Map<string, number> {
  const ids = new Set([...rules.methods].flatMap(([id, { kind }]) => (kind === 'bed_day' ? [id] : [])))
  const stays = cases.filter((each) => ids.has(methodOf(rules, each)))
  return daysBefore(stays, window)
}

/** Whether a case belongs to the period: by its settlement; a bed-day stay that goes on beyond the year also by its days. */
function belongs(rules: PaymentRules, each: PaymentCase, period: Period): boolean {
  const { from, to } = period
  if (each.settledOn >= from && each.settledOn <= to) return true
  if (!isWholeYear(period) || each.admittedOn > to || each.settledOn <= to) return false
  return rules.methods.get(methodOf(rules, each))?.kind === 'bed_day'
}

const keptOf = (priced: Priced, line: string): Kept => ({
  case: priced.case,
  method: priced.method,
  line,
  rule: priced.rule,
  by: priced.by,
  unitsScaled: priced.unitsScaled,
  standard: priced.standard,
  rate: priced.rate,
  weight: priced.weight,
  multiple: priced.multiple,
  coefficient: priced.coefficient,
})

export function collect(
  rules: PaymentRules,
  tables: PaymentTables,
  all: readonly PaymentCase[],
  period: Period,
): Collected {
  const cases = all.filter((each) => belongs(rules, each, period))
  const open = contextOf(rules, tables, all, period.year)
  const quotas = new Quotas(rules)
  const first = cases.map((each): Kept => {
    const found = priceCase(each, open)
    quotas.see(found)
    return keptOf(found, lineOf(rules, found.method, each.scheme, each.county)?.id ?? '')
  })
  const { uses, ...overruled } = quotas.settled()
  const context = { ...open, overruled }
  const kept = anyOverruled(overruled) ? first.map((each) => again(each, context)) : first
  return { period, context, ...sumsOf(rules, kept), quotas: uses, cases: cases.length }
}

const anyOverruled = ({ high, review, exit }: Overruled): boolean => high.size + review.size + exit.size > 0

function again(kept: Kept, context: PricingContext): Kept {
  const { high, review, exit } = context.overruled
  const { id } = kept.case
  return high.has(id) || review.has(id) || exit.has(id) ? keptOf(priceCase(kept.case, context), kept.line) : kept
}

function sumsOf(rules: PaymentRules, kept: readonly Kept[]): Pick<Collected, 'sums' | 'exempt' | 'unbudgeted'> {
  const sums = new Map<string, Sums>()
  const exempt = new Map<string, Exact>()
  const unbudgeted = new Map<string, number>()
  for (const each of kept) {
    const { provider, scheme, exemptFundFen } = each.case
    if (each.line === '') {
      const key = `${each.method} ${scheme}`
      unbudgeted.set(key, (unbudgeted.get(key) ?? 0) + 1)
      continue
    }
    const key = `${each.line} ${each.method} ${scheme} ${provider}`
    const own = sums.get(key) ?? emptySums(each.line, each.method, scheme, provider)
    if (own.cases === 0) sums.set(key, own)
    addTo(own, each, rules.exempt !== undefined)
    if (rules.exempt && exemptFundFen !== 0)
      exempt.set(
        provider,
        plus(exempt.get(provider) ?? EXACT_ZERO, times(yuanOf(exemptFundFen), rules.exempt.rate.value)),
      )
  }
  return { sums, exempt, unbudgeted }
}

export const emptySums = (line: string, method: string, scheme: string, provider: string): Sums => ({
  ...{ line, method, scheme, provider, kept: [], cases: 0 },
  ...{ unitsScaled: 0n, costFen: 0n, bookedFen: 0n, othersFen: 0n, standard: EXACT_ZERO, itemised: EXACT_ZERO },
  ...{ allCostFen: 0n, allBookedFen: 0n },
})

/** What the fund booked for the case itself, without what is paid beside the method. */
export const ownBooked = (each: PaymentCase, hasExempt: boolean): Fen =>
  hasExempt ? fen(each.fundFen - each.exemptFundFen) : each.fundFen
export const ownCost = (each: PaymentCase, hasExempt: boolean): Fen =>
  hasExempt ? fen(each.costFen - each.exemptFen) : each.costFen

function addTo(own: Sums, each: Kept, hasExempt: boolean): void {
  const [cost, booked] = [ownCost(each.case, hasExempt), ownBooked(each.case, hasExempt)]
  own.cases += 1
  own.kept.push(each)
  own.allCostFen += BigInt(cost)
  own.allBookedFen += BigInt(booked)
  if (each.by === 'booked') {
    own.itemised = plus(own.itemised, times(yuanOf(booked), each.rate))
    return
  }
  own.unitsScaled += each.unitsScaled
  own.costFen += BigInt(cost)
  own.bookedFen += BigInt(booked)
  own.othersFen += BigInt(each.case.patientFen) + BigInt(each.case.otherFen)
  if (each.by === 'standard') own.standard = plus(own.standard, each.standard)
}

export const unitsOf = (unitsScaled: bigint, { rounding }: PaymentRules): Exact =>
  fromScaled(unitsScaled, rounding.units)

/** Whole fen of yuan as big integers, for sums over a city. */
export const fenBig = (yuan: Exact, mode: PaymentRules['rounding']['mode']): bigint => scaledTo(yuan, 2, mode)
