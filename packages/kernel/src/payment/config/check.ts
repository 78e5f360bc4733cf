// What a payment configuration may not say: rules that contradict each other, leave a case without a method, or break a national limit.
import { compare, decimal, type Exact, exact } from '../../money/exact.ts'
import type { FaultList, Place } from '../../policy/text/faults.ts'
import type { AssessmentRow, PaymentRules, SharingBand } from './file.ts'
import type { BedDayRules, LimitRow, PointsRules } from './methods.ts'
import type { Cited } from './values.ts'

/** 按病种付费医疗保障经办管理规程(2025版) art. 26: the deposit is at most 5 %. */
const DEPOSIT_AT_MOST = exact(5, 100)
const ONE = exact(1)
const NOTHING = exact(0)

export function checkPayment(rules: PaymentRules, faults: FaultList): void {
  checkRoutes(rules, faults)
  checkBudgets(rules, faults)
  checkMonth(rules, faults)
  checkSharing(rules.clearing.sharing, faults)
  checkAssessment(rules.clearing.assessment.rows, faults)
  for (const [id, method] of rules.methods) {
    if (method.kind === 'points') checkPoints(rules, id, method, faults)
    if (method.kind === 'bed_day') checkBands(method, faults)
    if (
      method.kind === 'price' &&
      method.factor_of !== undefined &&
      rules.methods.get(method.factor_of)?.kind !== 'points'
    )
      faults.add(method.at, 'unknown_method', method.factor_of, 'a method of points')
  }
}

function checkRoutes(rules: PaymentRules, faults: FaultList): void {
  for (const route of rules.routes) {
    if (!rules.methods.has(route.to))
      faults.add(route.at, 'unknown_method', route.to, `one of ${[...rules.methods.keys()].join(', ')}`)
  }
  const open = rules.routes.findIndex((route) => route.when === undefined)
  const last = rules.routes.length - 1
  if (open < 0)
    faults.add(
      rules.routes[last]!.at,
      'case_without_method',
      'no route without when',
      'a last route for all other cases',
    )
  else if (open < last)
    faults.add(
      rules.routes[open + 1]!.at,
      'unreachable_route',
      'a route behind one for all cases',
      'the open route last',
    )
}

function checkBudgets(rules: PaymentRules, faults: FaultList): void {
  const seen = new Set<string>()
  for (const line of rules.budgets) {
    if (seen.has(line.id)) faults.add(line.at, 'twice', line.id, 'each budget once')
    seen.add(line.id)
    for (const method of line.methods) {
      if (!rules.methods.has(method))
        faults.add(line.at, 'unknown_method', method, `one of ${[...rules.methods.keys()].join(', ')}`)
    }
    const open = line.methods.filter((id) => {
      const method = rules.methods.get(id)
      return method?.kind === 'points' && method.value.form.value !== 'fixed'
    })
    if (open.length > 1)
      faults.add(line.at, 'two_open_values', open.join(', '), 'one floating or elastic method in a budget')
    within(line.reserve, NOTHING, ONE, 'a reserve from 0% to 100%', faults)
  }
  const paid = new Set(rules.budgets.flatMap((line) => line.methods))
  for (const [id, method] of rules.methods) {
    if (!paid.has(id)) faults.add(method.at, 'method_without_budget', id, 'a budget that pays it')
  }
  if (rules.exempt && !seen.has(rules.exempt.line))
    faults.add(rules.exempt.at, 'unknown_budget', rules.exempt.line, `one of ${[...seen].join(', ')}`)
}

function checkMonth({ month }: PaymentRules, faults: FaultList): void {
  within(month.advance_share, NOTHING, ONE, 'a share from 0% to 100%', faults)
  within(month.deposit, NOTHING, ONE, 'a deposit from 0% to 100%', faults)
  const kept = { n: ONE.n * month.advance_share.value.d - month.advance_share.value.n, d: month.advance_share.value.d }
  if (compare(month.deposit.value, DEPOSIT_AT_MOST) > 0)
    faults.warn(
      month.deposit.at,
      'deposit_above_limit',
      month.deposit.text,
      '不超过 5% at most 5% (按病种付费经办管理规程2025版第二十六条)',
    )
  if (compare(kept, DEPOSIT_AT_MOST) > 0)
    faults.warn(
      month.advance_share.at,
      'deposit_above_limit',
      `${month.advance_share.text} 按月拨付 paid monthly`,
      '预留不超过 5% at most 5% kept (按病种付费经办管理规程2025版第二十六条)',
    )
}

function within({ value, at, text }: Cited<Exact>, from: Exact, to: Exact, expected: string, faults: FaultList): void {
  if (compare(value, from) < 0 || compare(value, to) > 0) faults.add(at, 'wrong_value', text, expected)
}

/** Bands rise, the last one is open, each says one thing; below the standard nothing is shared, above it nothing is paid as booked. */
function checkSharing(bands: readonly SharingBand[], faults: FaultList): void {
  rising(
    bands.map(({ to, at }) => ({ limit: to, at })),
    faults,
  )
  for (const { pay, fund_share: share, to, at } of bands) {
    if ((pay === undefined) === (share === undefined))
      faults.add(
        at,
        'wrong_value',
        'a band with pay and fund_share, or with neither',
        'pay: booked or standard, or fund_share',
      )
    if (share) within(share, NOTHING, ONE, 'a share from 0% to 100%', faults)
    if (share && to && compare(to.value, ONE) <= 0)
      faults.add(at, 'wrong_value', `fund_share up to ${to.text}`, 'sharing above 100% only')
    if (pay?.value === 'booked' && (!to || compare(to.value, ONE) > 0))
      faults.add(at, 'wrong_value', 'pay: booked above 100%', 'fund_share above 100%')
  }
}

function checkAssessment(rows: readonly AssessmentRow[], faults: FaultList): void {
  const limits = rows.map(({ score_at_least: limit, at }) => ({ limit, at }))
  for (const [at, row] of limits.entries()) {
    const before = limits[at - 1]?.limit
    if (row.limit && before && compare(row.limit.value, before.value) >= 0)
      faults.add(row.at, 'not_falling', row.limit.text, `below ${before.text}`)
    if (!row.limit && at < limits.length - 1)
      faults.add(row.at, 'wrong_value', 'a row without score_at_least', 'only the last one')
  }
  if (limits.at(-1)?.limit)
    faults.add(limits.at(-1)!.at, 'score_without_row', 'no row for lower scores', 'a last row without score_at_least')
  for (const { keep, part, at } of rows) {
    if ((keep.value === 'part') !== (part !== undefined))
      faults.add(at, 'wrong_value', `keep: ${keep.value}`, 'part with keep: part, and only there')
  }
}

function checkPoints(rules: PaymentRules, id: string, method: PointsRules, faults: FaultList): void {
  const { value, low, high, coefficients } = method
  if (value.form.value === 'elastic' && !value.base_units)
    faults.add(value.at, 'missing_key', 'elastic without base_units', 'base_units by scheme')
  if (coefficients.by.value === 'level' && !coefficients.of)
    faults.add(coefficients.at, 'missing_key', 'by: level without of', 'of: a coefficient for each level')
  if (coefficients.clamp && compare(coefficients.clamp.from.value, coefficients.clamp.to.value) > 0)
    faults.add(coefficients.clamp.at, 'wrong_value', 'from above to', 'from ≤ to')
  limitsReach(low?.limits, faults)
  limitsReach(high?.limits, faults)
  const lows = low?.limits.map(({ limit }) => limit.value) ?? []
  for (const { limit, at } of high?.limits ?? []) {
    if (lows.some((each) => compare(each, limit.value) >= 0))
      faults.add(at, 'wrong_value', limit.text, 'a limit above that of low cases')
  }
  for (const scheme of rules.schemes ?? []) {
    if (!value.start.has(scheme) && !value.start.has('all'))
      faults.add(value.at, 'missing_key', `methods.${id}.value.start without ${scheme}`, `${scheme} or all`)
  }
}

/** The last row is for everyone, so that no case is without a limit. */
function limitsReach(rows: readonly LimitRow[] | undefined, faults: FaultList): void {
  const last = rows?.at(-1)
  if (last && (last.level !== undefined || last.weight_at_most !== undefined))
    faults.add(last.at, 'case_without_limit', 'a last row with a condition', 'a last row for all other cases')
}

function checkBands({ tariffs }: BedDayRules, faults: FaultList): void {
  for (const { bands } of tariffs) {
    rising(
      bands.map(({ to, at }) => ({ limit: to, at })),
      faults,
    )
    for (const [at, { price }] of bands.entries()) {
      const before = bands[at - 1]?.price
      if (before && compare(price.value, before.value) > 0)
        faults.warn(price.at, 'not_falling', price.text, `at most ${before.text}: bands decline`)
    }
  }
  const last = tariffs.at(-1)
  if (last?.level ?? last?.scheme ?? last?.group)
    faults.add(last!.at, 'case_without_limit', 'a last tariff with a condition', 'a last tariff for all other cases')
}

function rising(
  rows: readonly { readonly limit: Cited<Exact> | undefined; readonly at: Place }[],
  faults: FaultList,
): void {
  let before = decimal('0')
  for (const [at, row] of rows.entries()) {
    if (!row.limit) {
      if (at < rows.length - 1)
        faults.add(row.at, 'band_gap', 'a band without to before the last', 'to in every band but the last')
      continue
    }
    if (compare(row.limit.value, before) <= 0)
      faults.add(row.limit.at, 'not_rising', row.limit.text, 'above the band before')
    before = row.limit.value
  }
  const last = rows.at(-1)
  if (last?.limit) faults.add(last.at, 'band_gap', `nothing above ${last.limit.text}`, 'a last band without to')
}
