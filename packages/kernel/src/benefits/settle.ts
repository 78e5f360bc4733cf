// Settles one bill over all its tiers at once: classification, tiers in order, then account, family and cash (S3–S14).
import type { Fen } from '../money/fen.ts'
import { accepted, type Facts, invariant, type Outcome, refused } from '../outcome.ts'
import type { Day } from '../time/day.ts'
import type { Bill } from './bill.ts'
import { BillCounters } from './bill-counters.ts'
import { classifyLine } from './classify.ts'
import { newWork } from './compile/compiled-tier.ts'
import type { Context } from './compile/context.ts'
import { PolicyGap } from './compile/gap.ts'
import type { CompiledPlan } from './compile/plan.ts'
import { runGivenTier, runTier, skipTier } from './compile/tier.ts'
import { fillContext } from './fill-context.ts'
import { splitPerson } from './person-share.ts'
import type { LineSplit, Settlement, TierOutcome } from './settlement.ts'
import type { KindSums, TierRecord, Work } from './work.ts'

export type SettleRefusal =
  /** The bill is too large to be true: above 9 billion yuan, where basis-point products would lose exactness. */
  | 'bill_too_large'
  /** Returned items outweigh what was sold. */
  | 'bill_negative'
  /** The policy has no row for this person or visit. */
  | 'policy_gap'
  /** An amount given by an outside payer is negative or exceeds what is left to pay. */
  | 'given_amount_exceeds'

/** 9 billion yuan: the largest amount whose product with 10 000 basis points stays a safe integer. */
const LARGEST_FEN = 900_000_000_000

const NO_DENIALS: readonly string[] = []
const NO_LINES: readonly LineSplit[] = []

/** The day that chooses the policy version and the benefit year, by the plan's switch `governed_by`. */
export function governingDay(plan: CompiledPlan, bill: Bill): Day {
  switch (plan.switches.governed_by) {
    case 'visit':
    case 'admission':
      return bill.visit.admittedOn
    case 'discharge':
      return bill.visit.dischargedOn
    case 'settlement':
      return bill.visit.settledOn
  }
}

/**
 * Settles a bill under a compiled plan. Pure: the same plan and bill give the same settlement, with or without `explain`.
 * Amounts are fen. Conservation (total = funds + provider + person) is checked before the answer leaves.
 */
export function settle(plan: CompiledPlan, bill: Bill, explain = false): Outcome<Settlement, SettleRefusal> {
  return settleAll(plan, bill, explain, undefined)
}

/** What the lines of a bill come to, by kind: one number for each part, in the order of the plan's `parts`. */
export interface LineSums {
  readonly full: readonly number[]
  readonly over: readonly number[]
  readonly pre: readonly number[]
  readonly inScope: readonly number[]
}

/**
 * Settles a bill whose lines were classified before, from their sums alone: the same amounts as `settle` gives for those
 * lines under the same classification. The bill's own lines are not looked at. Not for plans that `needsLines`.
 */
export function settleSums(plan: CompiledPlan, bill: Bill, sums: LineSums): Outcome<Settlement, SettleRefusal> {
  return settleAll(plan, bill, false, sums)
}

/** Whether some tier of the plan looks at the amounts of single lines: it rounds line by line. */
export const needsLines = (plan: CompiledPlan): boolean =>
  plan.tiers.some(({ switches }) => switches.round_at === 'line')

function settleAll(
  plan: CompiledPlan,
  bill: Bill,
  explain: boolean,
  sums: LineSums | undefined,
): Outcome<Settlement, SettleRefusal> {
  const c = plan.context
  fillContext(c, bill, governingDay(plan, bill))
  const denial = denialOf(bill)
  try {
    const lines = sums ? takeSums(c, sums, denial !== undefined) : classifyLines(plan, bill, denial)
    const refusal = refuseSums(c)
    if (refusal) return refusal
    openLeft(c)
    const counters = new BillCounters(bill, lines)
    const records: TierRecord[] | undefined = explain ? [] : undefined
    const tiers: TierOutcome[] = []
    if (denial === undefined) {
      const fault = runTiers(plan, bill, counters, tiers, records)
      if (fault) return refused('given_amount_exceeds', fault)
      if (bill.visit.setting === 'inpatient' && !bill.visit.continued) counters.add(c.admissionsKey, 1)
    }
    return accepted(conclude(plan, bill, lines, tiers, counters, records))
  } catch (error) {
    if (error instanceof PolicyGap)
      return refused('policy_gap', { fact: error.fact ?? '', found: error.found, at: place(error) })
    throw error
  }
}

function classifyLines(
  { classification, context }: CompiledPlan,
  { lines }: Bill,
  denial: string | undefined,
): LineSplit[] {
  const splits: LineSplit[] = []
  for (let at = 0; at < lines.length; at += 1)
    splits.push(classifyLine(lines[at] as Bill['lines'][number], classification, context, denial))
  return splits
}

const denialOf = ({ denials }: Bill): string | undefined => denials?.[0]

/** A denied bill is wholly the person's, however its lines were classified. */
function takeSums(c: Context, { full, over, pre, inScope }: LineSums, isDenied: boolean): readonly LineSplit[] {
  for (let part = 0; part < c.full.length; part += 1) {
    const [ofFull, ofOver, ofPre, ofScope] = [full[part] ?? 0, over[part] ?? 0, pre[part] ?? 0, inScope[part] ?? 0]
    c.full[part] = isDenied ? ofFull + ofOver + ofPre + ofScope : ofFull
    c.over[part] = isDenied ? 0 : ofOver
    c.pre[part] = isDenied ? 0 : ofPre
    c.inScope[part] = isDenied ? 0 : ofScope
  }
  return NO_LINES
}

function refuseSums(c: Context) {
  const totalFen = sum(c.full) + sum(c.over) + sum(c.pre) + sum(c.inScope)
  if (totalFen > LARGEST_FEN) return refused('bill_too_large', { totalFen })
  for (const amounts of [c.full, c.over, c.pre, c.inScope]) {
    for (const amount of amounts) if (amount < 0) return refused('bill_negative', { totalFen, partFen: amount })
  }
  return undefined
}

function openLeft(c: Context): void {
  for (let part = 0; part < c.full.length; part += 1) {
    c.leftFull[part] = c.full[part] as number
    c.leftOver[part] = c.over[part] as number
    c.leftPre[part] = c.pre[part] as number
    c.leftInScope[part] = c.inScope[part] as number
  }
}

function runTiers(
  plan: CompiledPlan,
  bill: Bill,
  counters: BillCounters,
  outcomes: TierOutcome[],
  records: TierRecord[] | undefined,
): Facts | undefined {
  const c = plan.context
  for (const tier of plan.tiers) {
    c.parts = tier.parts
    const applied = !tier.when || tier.when(c)
    const leaves = records ? (plan.leaves[tier.index] ?? []).map((leaf) => leaf.read(c)) : []
    const work = records && applied && !tier.given ? newWork() : undefined
    const given = tier.given && applied ? (bill.given?.[tier.id] ?? 0) : undefined
    let beforeLimits = given ?? 0
    if (given !== undefined) {
      const room = runGivenTier(tier, c, given)
      if (given < 0 || given > room) return { tier: tier.id, givenFen: given, leftFen: room }
    } else if (applied) {
      beforeLimits = runTier(tier, c, counters, work)
    } else {
      skipTier(tier, c)
    }
    if (applied) {
      outcomes.push({
        id: tier.id,
        title: tier.title,
        payer: tier.payer,
        fund: tier.fund,
        base: c.base[tier.index] as Fen,
        deductible: c.deductible[tier.index] as Fen,
        beforeLimits: beforeLimits as Fen,
        paid: c.paid[tier.index] as Fen,
        aboveCap: c.aboveCap[tier.index] as Fen,
      })
    }
    if (records) records.push({ index: tier.index, id: tier.id, applied, given, work, leaves })
  }
  return undefined
}

function conclude(
  plan: CompiledPlan,
  bill: Bill,
  lines: readonly LineSplit[],
  tiers: readonly TierOutcome[],
  counters: BillCounters,
  records: readonly TierRecord[] | undefined,
): Settlement {
  const c = plan.context
  const full = sum(c.full)
  const over = sum(c.over)
  const pre = sum(c.pre)
  const inScope = sum(c.inScope)
  const total = full + over + pre + inScope
  let providerPaid = counters.providerFen
  let fundPaid = 0
  let byAccount = 0
  for (const tier of tiers) {
    if (tier.payer === 'provider') providerPaid += tier.paid
    else if (tier.payer === 'account') byAccount += tier.paid
    else fundPaid += tier.paid
  }
  const personPaid = total - fundPaid - providerPaid
  invariant(personPaid >= 0, `the person would pay ${personPaid} fen of ${total}`)
  const share = splitPerson((personPaid - byAccount) as Fen, c, plan.switches.account_pays, bill.account, byAccount)
  const accountPaid = share.account + byAccount
  invariant(accountPaid + share.mutualPaid + share.cash === personPaid, 'account, family and cash sum to the person')
  return {
    plan: plan.plan.id,
    policyVersion: plan.version,
    denials: bill.denials ?? NO_DENIALS,
    total: total as Fen,
    full: full as Fen,
    over: over as Fen,
    pre: pre as Fen,
    inScope: inScope as Fen,
    deductible: tiers[0]?.deductible ?? (0 as Fen),
    tiers,
    fundPaid: fundPaid as Fen,
    providerPaid: providerPaid as Fen,
    personPaid: personPaid as Fen,
    accountPaid: accountPaid as Fen,
    mutualPaid: share.mutualPaid,
    mutual: share.mutual,
    cash: share.cash,
    lines,
    changes: counters.changes(),
    ...(records && { work: workOf(plan, records, share.allowed) }),
  }
}

function workOf(plan: CompiledPlan, tiers: readonly TierRecord[], accountAllowed: number): Work {
  const { context: c, parts } = plan
  return {
    tiers,
    accountAllowed,
    left: { full: sum(c.leftFull), over: sum(c.leftOver), pre: sum(c.leftPre), in_scope: sum(c.leftInScope) },
    overApart: plan.switches.over_limit === 'separate',
    parts: Object.fromEntries(parts.map((part, k) => [part, kindSums(c, k)])),
  }
}

function kindSums({ full, over, pre, inScope }: Context, part: number): KindSums {
  const at = (amounts: readonly number[]): number => amounts[part] as number
  return { full: at(full), over: at(over), pre: at(pre), in_scope: at(inScope) }
}

function sum(amounts: readonly number[]): number {
  let total = 0
  for (const amount of amounts) total += amount
  return total
}

const place = (gap: PolicyGap): string => `${gap.place.file}:${gap.place.line}`
