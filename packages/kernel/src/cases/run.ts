// Runs cases against a library: routes each to its plan, settles it and compares every expected amount to the fen.

import type { Bill } from '../benefits/bill.ts'
import { toFen } from '../benefits/compile/bands.ts'
import { NotInForce } from '../benefits/compile/plan.ts'
import type { PlanBook } from '../benefits/compile/plan-book.ts'
import { planFor } from '../benefits/route.ts'
import { settle } from '../benefits/settle.ts'
import type { Settlement, TierOutcome } from '../benefits/settlement.ts'
import type { TierRecord } from '../benefits/work.ts'
import { type Outcome, refused } from '../outcome.ts'
import type { Place } from '../policy/text/located.ts'
import { nearest } from '../policy/text/shape.ts'
import { unitText } from '../policy/units.ts'
import { besideTheBill, isBesideTheBill } from './beside-the-bill.ts'
import type { PolicyCase } from './case.ts'

export interface Difference {
  readonly path: string
  readonly expected: string
  readonly found: string
  readonly at: Place
}

export interface CaseResult {
  readonly case: PolicyCase
  /** Of a case about a bill. */
  readonly outcome?: Outcome<Settlement>
  readonly differences: readonly Difference[]
}

export function settleCase(book: PlanBook, policyCase: PolicyCase, explain = false): Outcome<Settlement> {
  const plan = policyCase.plan ?? planFor(book, policyCase.bill, policyCase.on, policyCase.knownOn)
  if (!plan)
    return refused('no_plan', { setting: policyCase.bill.visit.setting, scheme: policyCase.bill.person.scheme })
  if (!book.library.content.plans.has(plan)) return refused('unknown_plan', { plan })
  try {
    return settle(book.planOn(plan, policyCase.on, policyCase.knownOn), policyCase.bill, explain)
  } catch (error) {
    if (error instanceof NotInForce) return refused('not_in_force', { what: error.what, on: error.on })
    throw error
  }
}

export function runCase(book: PlanBook, policyCase: PolicyCase): CaseResult {
  if (isBesideTheBill(policyCase)) {
    const outcome = besideTheBill(book.library, policyCase)
    const amounts = outcome.ok ? { ok: true as const, value: outcome.value.amounts } : outcome
    return { case: policyCase, differences: differencesOf(policyCase, amounts) }
  }
  const outcome = settleCase(book, policyCase, true)
  const amounts = outcome.ok ? { ok: true as const, value: amountsOf(outcome.value, policyCase.bill) } : outcome
  return { case: policyCase, outcome, differences: differencesOf(policyCase, amounts) }
}

function differencesOf(policyCase: PolicyCase, outcome: Outcome<ReadonlyMap<string, number | string>>): Difference[] {
  const { expectRefusal, expect, at } = policyCase
  if (expectRefusal) {
    const found = outcome.ok ? 'amounts' : outcome.code
    return found === expectRefusal ? [] : [{ path: 'expect', expected: expectRefusal, found, at }]
  }
  if (!outcome.ok)
    return [{ path: 'expect', expected: 'amounts', found: `${outcome.code} ${JSON.stringify(outcome.facts)}`, at }]
  const amounts = outcome.value
  return [...expect].flatMap(([path, { value, at: place }]): Difference[] => {
    const found = amountAt(path, amounts)
    if (found === value) return []
    return [
      {
        path,
        expected: shownValue(value, path),
        found: found === undefined ? noAmount(path, amounts) : shownValue(found, path),
        at: place,
      },
    ]
  })
}

/** With the name that was probably meant. */
function noAmount(path: string, amounts: ReadonlyMap<string, number | string>): string {
  const near = path
    .split(/ [+-] /)
    .flatMap((name) => (amounts.has(name) ? [] : (nearest(name, [...amounts.keys()]) ?? [])))
  return near.length > 0 ? `no such amount; ${near.join(', ')}?` : 'no such amount'
}

/** The amount at a path; `full + deductible` and `total - pre` are what a published example states as one figure. */
export function amountAt(path: string, amounts: ReadonlyMap<string, number | string>): number | string | undefined {
  const [first, ...rest] = path.split(/ ([+-]) /)
  if (rest.length === 0) return amounts.get(path)
  let sum = amounts.get(first ?? '')
  for (let k = 0; k + 1 < rest.length; k += 2) {
    const next = amounts.get(rest[k + 1] ?? '')
    if (typeof sum !== 'number' || typeof next !== 'number') return undefined
    sum = rest[k] === '+' ? sum + next : sum - next
  }
  return sum
}

const shownValue = (value: number | string, path: string): string =>
  typeof value === 'number' ? unitText(unitAt(path), value) : value

const unitAt = (path: string): 'money' | 'rate' | 'count' =>
  path.endsWith('_share') ? 'rate' : path.endsWith('_months') ? 'count' : 'money'

/** Every amount of a settlement by the path that cases and integrators use. Payments of single bands need its work. */
export function amountsOf(settlement: Settlement, bill?: Bill): Map<string, number | string> {
  const amounts = new Map<string, number | string>([
    ['plan', settlement.plan],
    ['total', settlement.total],
    ['full', settlement.full],
    ['over', settlement.over],
    ['pre', settlement.pre],
    ['in_scope', settlement.inScope],
    ['deductible', settlement.deductible],
    ['fund_paid', settlement.fundPaid],
    ['provider_paid', settlement.providerPaid],
    ['person_paid', settlement.personPaid],
    ['account_paid', settlement.accountPaid],
    ['mutual_paid', settlement.mutualPaid],
    ['cash', settlement.cash],
    ['fund_share', shareOf(settlement.fundPaid, settlement.total)],
    ['person_share', shareOf(settlement.personPaid, settlement.total)],
  ])
  addBurden(amounts, settlement)
  if (bill?.account) amounts.set('account_after', bill.account.balanceFen - settlement.accountPaid)
  for (const tier of settlement.tiers) addTier(amounts, tier)
  for (const record of settlement.work?.tiers ?? []) addBands(amounts, record)
  for (const { key, change } of settlement.changes) {
    amounts.set(`changes.${key}`, change)
    if (bill) amounts.set(`after.${key}`, (bill.accumulators[key] ?? 0) + change)
  }
  return amounts
}

/** Rounded to a basis point; of an empty bill nothing. */
const shareOf = (part: number, of: number): number => (of === 0 ? 0 : Math.round((part / of) * 10_000))

/** What the person bears, by its nature: 自费, 自付, and the over-limit amount where the plan's switch puts it. */
function addBurden(amounts: Map<string, number | string>, { work, full, personPaid }: Settlement): void {
  amounts.set('self_funded', work?.left.full ?? full)
  amounts.set('self_paid', personPaid - (work ? work.left.full + (work.overApart ? work.left.over : 0) : full))
  if (work) amounts.set('self_over', work.left.over)
  for (const [part, sums] of Object.entries(work?.parts ?? {}))
    for (const [kind, sum] of Object.entries(sums)) amounts.set(`parts.${part}.${kind}`, sum)
}

function addTier(amounts: Map<string, number | string>, tier: TierOutcome): void {
  const prefix = `tiers.${tier.id}`
  amounts.set(prefix, tier.paid)
  amounts.set(`${prefix}.paid`, tier.paid)
  amounts.set(`${prefix}.base`, tier.base)
  amounts.set(`${prefix}.deductible`, tier.deductible)
  amounts.set(`${prefix}.above_deductible`, tier.base - tier.deductible)
  amounts.set(`${prefix}.copay`, tier.base - tier.deductible - tier.paid)
  amounts.set(`${prefix}.before_limits`, tier.beforeLimits)
  amounts.set(`${prefix}.above_cap`, tier.aboveCap)
}

function addBands(amounts: Map<string, number | string>, { id, work }: TierRecord): void {
  work?.overlaps
    .map((overlap, k) => toFen(overlap * (work.rates[k] ?? 0), work.scale))
    .filter((_, k) => (work.overlaps[k] ?? 0) > 0)
    .forEach((paid, k) => {
      amounts.set(`tiers.${id}.bands.${k}`, paid)
    })
}
