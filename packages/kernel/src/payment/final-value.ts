// The value of each method in each budget line at the year's end: what the reserve, the other methods and what is paid beside leave.
import {
  EXACT_ZERO,
  type Exact,
  exact,
  fenOf,
  isZero,
  minus,
  over,
  plus,
  smaller,
  sumExact,
  times,
  yuanOf,
} from '../money/exact.ts'
import type { Fen } from '../money/fen.ts'
import type { BudgetLine, PaymentRules } from './config/file.ts'
import type { MethodRules, PointsRules } from './config/methods.ts'
import type { PaymentTables } from './model.ts'
import { type Sums, unitsOf } from './period.ts'
import { byScheme } from './points.ts'
import { given, type PaymentStep, words } from './steps.ts'
import { elasticIncrement, floatingValue, valueFor } from './value.ts'

export interface MethodValue {
  readonly line: string
  readonly method: string
  /** Of a fixed value: whose it is; '' for everyone in the line. */
  readonly scheme: string
  readonly form: 'fixed' | 'floating' | 'elastic'
  readonly available: Exact
  readonly ratio: Exact
  readonly units: Exact
  /** Of an elastic value: of the increment. */
  readonly value: Exact
  readonly step: PaymentStep
}

/** What the values of the year follow from. */
export interface Closing {
  readonly rules: PaymentRules
  readonly tables: PaymentTables
  /** All sums in their fixed order. */
  readonly ordered: readonly Sums[]
  readonly exemptFen: ReadonlyMap<string, Fen>
  /** Fund payment ratio by `line method`. */
  readonly ratios: ReadonlyMap<string, Exact>
}

export const methodNamed = (rules: PaymentRules, id: string): MethodRules => {
  const method = rules.methods.get(id)
  if (!method) throw new Error(`No method ${id}`)
  return method
}

export const ratioOf = (ratios: ReadonlyMap<string, Exact>, line: string, method: string): Exact =>
  ratios.get(`${line} ${method}`) ?? exact(1)

/** Reserve of a line, in whole fen; the rest is available. */
export const reserveOf = ({ amount, reserve }: BudgetLine): Fen => fenOf(times(amount.value, reserve.value))
export const availableOf = (line: BudgetLine): Exact => minus(yuanOf(fenOf(line.amount.value)), yuanOf(reserveOf(line)))

/** `paid`: what each line pays for methods whose value was known before, by line. */
export function finalValues(closing: Closing, paid: ReadonlyMap<string, readonly Fen[]>): MethodValue[] {
  const { rules, ordered, exemptFen } = closing
  return rules.budgets.flatMap((line) =>
    line.methods.flatMap((id) => {
      const method = methodNamed(rules, id)
      const open = ordered.filter((each) => each.line === line.id && each.method === id)
      if (method.kind !== 'points' || method.value.form.value === 'fixed' || open.length === 0) return []
      const beside = rules.exempt?.line === line.id ? [...exemptFen.values()] : []
      const known = sumExact([...(paid.get(line.id) ?? []), ...beside].map(yuanOf))
      const left = minus(minus(availableOf(line), known), sumExact(open.map(({ itemised }) => itemised)))
      return openValue(closing, line, id, method, open, left.n < 0n ? EXACT_ZERO : left)
    }),
  )
}

function openValue(
  closing: Closing,
  line: BudgetLine,
  id: string,
  method: PointsRules,
  open: readonly Sums[],
  available: Exact,
): MethodValue[] {
  const { rules, ratios } = closing
  const units = unitsOf(
    open.reduce((sum, each) => sum + each.unitsScaled, 0n),
    rules,
  )
  if (isZero(units)) return []
  const ratio = ratioOf(ratios, line.id, id)
  const others = open.reduce((sum, each) => sum + each.othersFen, 0n)
  const byDifference = method.fund_share.model.value === 'difference'
  const covered = byDifference
    ? plus(available, exact(others, 100n))
    : over(available, isZero(ratio) ? exact(1) : ratio)
  const common = { line: line.id, method: id, scheme: '', form: method.value.form.value, available, ratio, units }
  if (common.form === 'elastic') {
    const step = elasticIncrement({ ...elasticBase(closing, method, open), covered, units }, rules.rounding)
    return [{ ...common, value: step.value, step }]
  }
  const both = words('可用基金 + 个人与其他支付', 'fund available + paid by others')
  const step = byDifference
    ? valueFor(given('covered', both, 'yuan', covered), units, rules.rounding.value, rules.rounding.mode)
    : floatingValue({ available, ratio: isZero(ratio) ? exact(1) : ratio, units }, rules.rounding)
  return [{ ...common, value: step.value, step }]
}

/** Providers' own base volumes where any is stated, else the configured one. A line with an elastic value has one scheme's figures. */
function elasticBase({ rules, tables }: Closing, method: PointsRules, open: readonly Sums[]) {
  const scheme = open[0]?.scheme ?? ''
  const start = byScheme(method.value.start, scheme)?.value ?? EXACT_ZERO
  const fixed = byScheme(method.value.fixed, scheme)?.value ?? start
  const units = sumExact(open.map((each) => unitsOf(each.unitsScaled, rules)))
  const stated = open.some(({ provider }) => tables.providers.get(provider)?.baseUnits !== undefined)
  const own = (each: Sums): Exact =>
    smaller(tables.providers.get(each.provider)?.baseUnits ?? EXACT_ZERO, unitsOf(each.unitsScaled, rules))
  const configured = byScheme(method.value.base_units, scheme)?.value ?? units
  const baseUnits = stated ? sumExact(open.map(own)) : smaller(configured, units)
  const cap = method.value.cap && times(start, method.value.cap.value)
  return { baseUnits, fixed, cap, stated, units, own }
}

/** Elastic: a provider's base at the fixed value and the rest at the increment's, as one value for each of its units. */
export function ownValue(closing: Closing, method: PointsRules, sums: Sums, { form, value }: MethodValue): Exact {
  const all = unitsOf(sums.unitsScaled, closing.rules)
  if (form !== 'elastic' || isZero(all)) return value
  const open = closing.ordered.filter((each) => each.line === sums.line && each.method === sums.method)
  const { baseUnits, fixed, stated, units, own } = elasticBase(closing, method, open)
  const base = stated ? own(sums) : over(times(baseUnits, all), units)
  return over(plus(times(base, fixed), times(minus(all, base), value)), all)
}
