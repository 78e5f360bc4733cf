// From units to the fund's money: one rounded sum for each provider under each method, scheme and budget line.
import {
  EXACT_ZERO,
  type Exact,
  exact,
  fenOf,
  minus,
  plus,
  roundedTo,
  sumExact,
  times,
  yuanOf,
} from '../money/exact.ts'
import { type Fen, fen, sumFen, ZERO } from '../money/fen.ts'
import { capitationDue } from './capitation.ts'
import type { PaymentRules } from './config/file.ts'
import type { FundShareRules, MethodRules, PointsRules } from './config/methods.ts'
import { type Closing, finalValues, type MethodValue, methodNamed, ownValue, ratioOf } from './final-value.ts'
import { bookedRatio, fundShare } from './fund-share.ts'
import type { Heads, PaymentTables } from './model.ts'
import { type Collected, emptySums, isWholeYear, type Kept, lineOf, ownBooked, type Sums, unitsOf } from './period.ts'
import { byScheme } from './points.ts'
import { given, type PaymentStep, same, words } from './steps.ts'

export interface Posting {
  readonly sums: Sums
  /** Yuan for one unit; of an elastic value the provider's own blend. */
  readonly value: Exact | undefined
  readonly ratio: Exact | undefined
  /** What its units or standards are worth. */
  readonly standardFen: Fen
  /** S: due from the fund by the method. */
  readonly fundFen: Fen
  /** B: booked by item. */
  readonly bookedFen: Fen
}

export interface Posted {
  readonly postings: readonly Posting[]
  readonly values: readonly MethodValue[]
  /** By provider, paid beside the methods. */
  readonly exemptFen: ReadonlyMap<string, Fen>
}

/** start: the value that the year begins with, for months. final: the value that the year ends with. */
export type ValueMode = 'start' | 'final'

const shareRules = (method: MethodRules): FundShareRules | undefined =>
  'fund_share' in method ? method.fund_share : undefined

export const keyOf = ({ line, method, scheme, provider }: Sums): string => `${line} ${method} ${scheme} ${provider}`
const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Postings in a fixed order, so that the output does not depend on the order of the cases. */
export function post(
  rules: PaymentRules,
  tables: PaymentTables,
  collected: Collected,
  heads: readonly Heads[],
  mode: ValueMode,
): Posted {
  const sums = new Map(collected.sums)
  const isYear = isWholeYear(collected.period)
  if (isYear) addHeadsWithoutCases(rules, heads, sums)
  const ordered = [...sums.values()].sort((a, b) => byKey(keyOf(a), keyOf(b)))
  const exempt = [...collected.exempt].sort(([a], [b]) => byKey(a, b))
  const exemptFen = new Map(exempt.map(([provider, amount]) => [provider, fenOf(amount, rules.rounding.mode)]))
  const closing: Closing = { rules, tables, ordered, exemptFen, ratios: ratiosOf(rules, ordered) }
  const isOpen = ({ method }: Sums): boolean => mode === 'final' && isOpenMethod(methodNamed(rules, method))
  const known = ordered.filter((each) => !isOpen(each)).map((each) => postKnown(closing, each, heads, isYear))
  const values = mode === 'final' ? finalValues(closing, fundByLine(known)) : []
  const open = ordered.filter(isOpen).map((each) => postOpen(closing, each, values))
  const postings = [...known, ...open].sort((a, b) => byKey(keyOf(a.sums), keyOf(b.sums)))
  return { postings, values: mode === 'final' ? [...values, ...fixedValues(rules, known)] : [], exemptFen }
}

/** Floating and elastic values are known only when everything else in the line is. */
const isOpenMethod = (method: MethodRules): boolean => method.kind === 'points' && method.value.form.value !== 'fixed'

function fundByLine(postings: readonly Posting[]): Map<string, Fen[]> {
  const result = new Map<string, Fen[]>()
  for (const { sums, fundFen } of postings) result.set(sums.line, [...(result.get(sums.line) ?? []), fundFen])
  return result
}

/** Providers with signed persons, though no case of theirs came. */
function addHeadsWithoutCases(rules: PaymentRules, heads: readonly Heads[], sums: Map<string, Sums>): void {
  for (const [id, method] of rules.methods) {
    if (method.kind !== 'capitation') continue
    for (const { provider, scheme } of heads) {
      const line = lineOf(rules, id, scheme, '') ?? rules.budgets.find((each) => each.methods.includes(id))
      const empty = line && emptySums(line.id, id, scheme, provider)
      if (empty && !sums.has(keyOf(empty))) sums.set(keyOf(empty), empty)
    }
  }
}

/** The fund payment ratio of each line and method: configured, or booked ÷ cost of the cases in scope. */
function ratiosOf(rules: PaymentRules, ordered: readonly Sums[]): Map<string, Exact> {
  const totals = new Map<string, { booked: bigint; cost: bigint; method: string }>()
  for (const each of ordered) {
    const key = `${each.line} ${each.method}`
    const own = totals.get(key) ?? { booked: 0n, cost: 0n, method: each.method }
    totals.set(key, own)
    own.booked += each.bookedFen
    own.cost += each.costFen
  }
  const { ratio: places, mode } = rules.rounding
  return new Map(
    [...totals].map(([key, { booked, cost, method }]) => {
      const configured = shareRules(methodNamed(rules, method))?.ratio?.value
      return [key, configured ?? roundedTo(bookedRatio(booked, cost), places, mode)]
    }),
  )
}

/** Heads and total budgets are sums of a year: a month's part of heads is added by the month, a total is advanced as booked. */
function postKnown(closing: Closing, sums: Sums, heads: readonly Heads[], isYear: boolean): Posting {
  const { rules, tables, ratios } = closing
  const method = methodNamed(rules, sums.method)
  const { mode } = rules.rounding
  if (method.kind === 'points')
    return postPoints(closing, method, sums, byScheme(method.value.start, sums.scheme)?.value ?? EXACT_ZERO)
  if (method.kind === 'capitation') {
    if (!isYear) return whole(sums, ZERO)
    const own = heads.filter((each) => each.provider === sums.provider && each.scheme === sums.scheme)
    return whole(sums, fenOf(capitationDue(method, own, tables.providers.get(sums.provider)?.score).value, mode))
  }
  if (method.kind === 'total_budget')
    return whole(sums, (isYear ? tables.providers.get(sums.provider)?.capFen : undefined) ?? fenOf(sums.itemised, mode))
  const ratio = ratioOf(ratios, sums.line, sums.method)
  const model = shareRules(method)?.model.value
  const share = model ? shareOf(rules, model, sums, sums.standard, ratio, undefined) : EXACT_ZERO
  return {
    ...whole(sums, fenOf(plus(share, sums.itemised), mode)),
    ratio: model === 'ratio' || model === 'policy' ? ratio : undefined,
    standardFen: fenOf(sums.standard, mode),
  }
}

const whole = (sums: Sums, dueFen: Fen): Posting => ({
  ...{ sums, value: undefined, ratio: undefined, standardFen: dueFen, fundFen: dueFen },
  bookedFen: fen(Number(sums.allBookedFen)),
})

function postPoints({ rules, ratios }: Closing, method: PointsRules, sums: Sums, value: Exact): Posting {
  const { mode, posted } = rules.rounding
  const ratio = ratioOf(ratios, sums.line, sums.method)
  const standard = times(unitsOf(sums.unitsScaled, rules), value)
  const fundFen =
    posted === 'case'
      ? sumFen(sums.kept.map((each) => fenOf(caseFund(rules, each, value, ratio), mode)))
      : fenOf(plus(shareOf(rules, method.fund_share.model.value, sums, standard, ratio, value), sums.itemised), mode)
  return { ...whole(sums, fundFen), value, ratio, standardFen: fenOf(standard, mode) }
}

/** The fund's part of a provider's sum, unrounded. The policy model stops at zero case by case, so it is added up by case. */
function shareOf(
  rules: PaymentRules,
  model: FundShareRules['model']['value'],
  sums: Sums,
  standard: Exact,
  ratio: Exact,
  value: Exact | undefined,
): Exact {
  if (model === 'whole') return standard
  if (model === 'ratio') return times(standard, ratio)
  if (model === 'difference') return minus(standard, exact(sums.othersFen, 100n))
  const counted = sums.kept.filter(({ by }) => by !== 'booked')
  return sumExact(counted.map((each) => caseFund(rules, each, value ?? EXACT_ZERO, ratio)))
}

/** The fund's money for one case at a value, unrounded. */
export const caseFund = (rules: PaymentRules, kept: Kept, value: Exact, ratio: Exact): Exact =>
  caseFundStep(rules, kept, value, ratio).value

export function caseFundStep(rules: PaymentRules, kept: Kept, value: Exact, ratio: Exact): PaymentStep {
  if (kept.by === 'booked') {
    const own = yuanOf(ownBooked(kept.case, rules.exempt !== undefined))
    const amount = given('booked', words('记账基金 × 支付比例', 'booked fund × share'), 'yuan', times(own, kept.rate))
    return same('fund', words('基金应付', 'due from the fund'), amount)
  }
  const yuan = kept.by === 'points' ? times(unitsOf(kept.unitsScaled, rules), value) : kept.standard
  const standard = given('standard', words('支付标准', 'payment standard'), 'yuan', yuan)
  const model = shareRules(methodNamed(rules, kept.method))?.model.value ?? 'whole'
  return fundShare(model, standard, ratio, kept.case)
}

function postOpen(closing: Closing, sums: Sums, values: readonly MethodValue[]): Posting {
  const method = methodNamed(closing.rules, sums.method) as PointsRules
  const found = values.find((each) => each.line === sums.line && each.method === sums.method)
  return postPoints(closing, method, sums, found ? ownValue(closing, method, sums, found) : EXACT_ZERO)
}

/** Fixed values as they were applied, for the publication beside the others. */
function fixedValues(rules: PaymentRules, postings: readonly Posting[]): MethodValue[] {
  const seen = new Map<string, MethodValue>()
  for (const { sums, value, ratio } of postings) {
    const { line, method: id, scheme } = sums
    const method = methodNamed(rules, id)
    if (method.kind !== 'points' || !value) continue
    const key = `${line} ${id} ${scheme}`
    const units = plus(seen.get(key)?.units ?? EXACT_ZERO, unitsOf(sums.unitsScaled, rules))
    const citation = byScheme(method.value.start, scheme)?.citation
    const step = given('value', words(`固定费率 ${scheme}`, `fixed rate ${scheme}`), 'yuan', value, citation)
    const common = { line, method: id, scheme, form: 'fixed' as const, units, value, step }
    seen.set(key, { ...common, available: EXACT_ZERO, ratio: ratio ?? exact(1) })
  }
  return [...seen.values()]
}
