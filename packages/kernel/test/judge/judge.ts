// The judge: settles a bill a second time, naively and exactly, from the text of the policy and of the specification.
// It shares no code with the engine but types and the choice of a dated value, and is never part of the product.
import type { Bill } from '../../src/benefits/bill.ts'
import type { LibraryContent } from '../../src/policy/library.ts'
import type { PlanSwitches } from '../../src/policy/model.ts'
import { entryAt } from '../../src/policy/slot.ts'
import type { Day } from '../../src/time/day.ts'
import { classify, type Split } from './classify.ts'
import { holds } from './condition.ts'
import { factsOf } from './facts.ts'
import { NothingInForce, type PlanText, planText } from './in-force.ts'
import { personShare } from './person.ts'
import { minus, plus, type Rational, rational, sumOf, toNumber, ZERO } from './rational.ts'
import { type Desk, settleTier } from './tier.ts'
import { Gap } from './value.ts'

const KINDS = ['full', 'over', 'pre', 'in_scope'] as const
const LARGEST = rational(900_000_000_000)

export interface Judged {
  readonly plan: string
  readonly denials: readonly string[]
  readonly total: number
  readonly full: number
  readonly over: number
  readonly pre: number
  readonly inScope: number
  readonly deductible: number
  readonly tiers: readonly JudgedTier[]
  readonly fundPaid: number
  readonly providerPaid: number
  readonly personPaid: number
  readonly accountPaid: number
  readonly mutualPaid: number
  readonly mutual: readonly { readonly giver: string; readonly paid: number }[]
  readonly cash: number
  readonly lines: readonly { full: number; over: number; pre: number; inScope: number; reason: string | undefined }[]
  readonly changes: Readonly<Record<string, number>>
}

export interface JudgedTier {
  readonly id: string
  readonly payer: string | undefined
  readonly fund: string | undefined
  readonly base: number
  readonly deductible: number
  readonly beforeLimits: number
  readonly paid: number
  readonly aboveCap: number
}

export type Verdict =
  | { readonly ok: true; readonly value: Judged; readonly keysRead: readonly string[] }
  | { readonly ok: false; readonly code: string }

/** S4: the first plan in order of precedence whose scheme, setting and condition fit. */
export function judgePlan(content: LibraryContent, bill: Bill, on: Day, knownOn: Day): string | undefined {
  const fitting = [...content.plans.values()].filter((plan) => {
    if (plan.scheme !== bill.person.scheme || !plan.settings?.includes(bill.visit.setting)) return false
    if (!entryAt(plan.tiers, on, knownOn)) return false
    const when = entryAt(plan.when, on, knownOn)
    return !when || holds(when.value, factsOf(bill, on))
  })
  const rank = (id: string): string => `${String(content.plans.get(id)?.precedence ?? 500).padStart(3, '0')}${id}`
  return fitting.map((plan) => plan.id).sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0]
}

export function judge(content: LibraryContent, plan: string, on: Day, knownOn: Day, bill: Bill): Verdict {
  try {
    return settleAll(planText(content, plan, on, knownOn), bill)
  } catch (error) {
    if (error instanceof Gap) return { ok: false, code: 'policy_gap' }
    if (error instanceof NothingInForce) return { ok: false, code: 'not_in_force' }
    throw error
  }
}

function governingDay(governedBy: PlanSwitches['governed_by'], { visit }: Bill): Day {
  if (governedBy === 'discharge') return visit.dischargedOn
  return governedBy === 'settlement' ? visit.settledOn : visit.admittedOn
}

function settleAll(text: PlanText, bill: Bill): Verdict {
  // S0 governing day, S1–S2 denials
  const on = governingDay(text.switches.governed_by, bill)
  const denial = bill.denials?.[0]

  // S3 classification
  const lines = bill.lines.map((line) => classify(line, text, factsOf(bill, on, line), denial))
  const parts = ['main', ...text.partRules.map((rule) => rule.part)]
  const left: Desk['left'] = new Map([...new Set(parts)].map((part) => [part, sumsOf(lines, part)]))
  const total = sumOf(lines.flatMap((line) => KINDS.map((kind) => line[kind])))
  if (minus(LARGEST, total).numerator < 0n) return { ok: false, code: 'bill_too_large' }
  for (const sums of left.values()) {
    if (KINDS.some((kind) => sums[kind].numerator < 0n)) return { ok: false, code: 'bill_negative' }
  }

  // S5–S13 tiers in order
  const desk: Desk = {
    bill,
    text,
    switches: text.switches,
    on,
    facts: factsOf(bill, on),
    lines,
    left,
    results: new Map(),
    changes: new Map(),
    withinVisit: new Map(),
    keysRead: new Set(),
    providerExcess: ZERO,
    fromAccount: ZERO,
  }
  const tiers: JudgedTier[] = []
  for (const tierText of denial === undefined ? text.tiers : []) {
    const answer = settleTier(tierText, desk)
    if (answer === 'given_amount_exceeds') return { ok: false, code: answer }
    if (answer === 'not_applied') continue
    const { id, payer, fund } = tierText.tier
    const { base, deductible, beforeLimits, paid, aboveCap } = answer
    const amounts = { base, deductible, beforeLimits, paid, aboveCap }
    tiers.push({ id, payer, fund, ...mapped(amounts, toNumber) })
  }
  if (denial === undefined && bill.visit.setting === 'inpatient' && !bill.visit.continued) {
    const key = `admissions@${on.slice(0, 4)}`
    desk.changes.set(key, plus(desk.changes.get(key) ?? ZERO, rational(1)))
  }
  return { ok: true, value: conclude(text, bill, lines, total, tiers, desk), keysRead: [...desk.keysRead] }
}

/** S14: the person's part is what remains, and who of the family pays it. */
function conclude(
  text: PlanText,
  bill: Bill,
  lines: readonly Split[],
  total: Rational,
  tiers: readonly JudgedTier[],
  desk: Desk,
): Judged {
  const paidBy = (who: 'provider' | 'account' | 'fund') =>
    sumOf(tiers.filter(({ payer }) => kindOf(payer) === who).map((tier) => rational(tier.paid)))
  const providerPaid = plus(paidBy('provider'), desk.providerExcess)
  const personPaid = minus(minus(total, paidBy('fund')), providerPaid)
  const share = personShare(desk.left.values(), text.switches.account_pays, bill.account, paidBy('account'))
  const account = plus(share.account, paidBy('account'))
  const family = sumOf(share.mutual.map((aid) => aid.paid))
  if (toNumber(minus(personPaid, plus(plus(account, family), share.cash))) !== 0) throw new Error('lost money')
  const sum = (kind: (typeof KINDS)[number]) => toNumber(sumOf(lines.map((line) => line[kind])))
  return {
    plan: text.plan.id,
    denials: bill.denials ?? [],
    total: toNumber(total),
    full: sum('full'),
    over: sum('over'),
    pre: sum('pre'),
    inScope: sum('in_scope'),
    deductible: tiers[0]?.deductible ?? 0,
    tiers,
    fundPaid: toNumber(paidBy('fund')),
    providerPaid: toNumber(providerPaid),
    personPaid: toNumber(personPaid),
    accountPaid: toNumber(account),
    mutualPaid: toNumber(family),
    mutual: share.mutual.map(({ giver, paid }) => ({ giver, paid: toNumber(paid) })),
    cash: toNumber(share.cash),
    lines: lines.map(({ full, over, pre, in_scope, reason }) => ({
      ...mapped({ full, over, pre, inScope: in_scope }, toNumber),
      reason,
    })),
    changes: Object.fromEntries(
      [...desk.changes].filter(([, change]) => change.numerator !== 0n).map(([key, change]) => [key, toNumber(change)]),
    ),
  }
}

const kindOf = (payer: string | undefined) => (payer === 'provider' || payer === 'account' ? payer : 'fund')

function sumsOf(lines: readonly Split[], part: string): Record<(typeof KINDS)[number], Rational> {
  const own = lines.filter((line) => line.part === part)
  const sum = (kind: (typeof KINDS)[number]) => sumOf(own.map((line) => line[kind]))
  return { full: sum('full'), over: sum('over'), pre: sum('pre'), in_scope: sum('in_scope') }
}

function mapped<K extends string, A, B>(record: Record<K, A>, map: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value as A)])) as Record<K, B>
}
