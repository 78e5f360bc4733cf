// S2–S14: one bill decided. An interim settlement is the whole stay so far, less what earlier parts have paid, so that a
// stay cut into parts takes one deductible and counts as one admission.
import {
  type AccountUse,
  accepted,
  type Bill,
  type Fen,
  type Outcome,
  refused,
  type Settlement,
  settle,
  type TierOutcome,
} from '@yibao/kernel'
import type { Ruling } from '../policy/index.ts'
import type { FeeLine, Frame } from '../visit/index.ts'
import { billLine } from '../visit/index.ts'

export interface ToSettle {
  readonly frame: Frame
  readonly lines: readonly FeeLine[]
  readonly accumulators: Readonly<Record<string, number>>
  readonly account: AccountUse | undefined
  /** Earlier parts of the same stay, in effect. */
  readonly prior: readonly Settlement[]
  readonly ruling: (bill: Bill) => Outcome<Ruling>
}

export interface Computed {
  readonly bill: Bill
  readonly ruling: Ruling
  /** With the work of the whole bill: limits' rooms, rates. */
  readonly settlement: Settlement
  readonly whole: Settlement
  readonly account: AccountUse | undefined
  /** Accumulators that were read and not zero. */
  readonly read: Readonly<Record<string, number>>
}

export function compute({ frame, lines, accumulators, account, prior, ruling }: ToSettle): Outcome<Computed> {
  const base = prior.length === 0 ? accumulators : withoutChanges(accumulators, prior)
  const read: Record<string, number> = {}
  const bill: Bill = {
    person: frame.person,
    visit: frame.visit,
    denials: frame.denials,
    lines: lines.map(billLine),
    accumulators: noted(base, read),
    ...(prior.length === 0 && account ? { account } : {}),
  }
  const ruled = ruling(bill)
  if (!ruled.ok) return ruled
  const settled = settle(ruled.value.plan, bill, true)
  if (!settled.ok) return settled
  const whole = settled.value
  if (prior.length === 0) return accepted({ bill, ruling: ruled.value, settlement: whole, whole, account, read })
  const part = partOf(whole, prior, account)
  return part.ok ? accepted({ bill, ruling: ruled.value, settlement: part.value, whole, account, read }) : part
}

/** Remembers which accumulators the engine asked for, so that only those need to be kept. */
function noted(accumulators: Readonly<Record<string, number>>, read: Record<string, number>): Record<string, number> {
  return new Proxy(accumulators, {
    get: (target, key) => {
      const value = Object.hasOwn(target, key) ? target[key as string] : undefined
      if (value) read[key as string] = value
      return value
    },
  })
}

function withoutChanges(
  accumulators: Readonly<Record<string, number>>,
  prior: readonly Settlement[],
): Record<string, number> {
  const base: Record<string, number> = { ...accumulators }
  for (const { changes } of prior) for (const { key, change } of changes) base[key] = (base[key] ?? 0) - change
  return base
}

/** The whole less the earlier parts; what is left of the person's burden is split anew between account and cash. */
export function partOf(
  whole: Settlement,
  prior: readonly Settlement[],
  account: AccountUse | undefined,
): Outcome<Settlement> {
  const less = (pick: (each: Settlement) => number): Fen =>
    (pick(whole) - prior.reduce((sum, each) => sum + pick(each), 0)) as Fen
  const personPaid = less((each) => each.personPaid)
  const amounts = {
    total: less((each) => each.total),
    full: less((each) => each.full),
    over: less((each) => each.over),
    pre: less((each) => each.pre),
    inScope: less((each) => each.inScope),
    deductible: less((each) => each.deductible),
    fundPaid: less((each) => each.fundPaid),
    providerPaid: less((each) => each.providerPaid),
    personPaid,
  }
  const tiers = tiersLess(whole, prior)
  const negative = [...Object.values(amounts), ...tiers.map(({ paid }) => paid)].some((amount) => amount < 0)
  if (negative) return refused('interim_needs_cancel', { count: prior.length })
  const earlier = prior.reduce((sum, each) => sum + each.accountPaid + each.mutualPaid, 0)
  const allowed = Math.min(personPaid, Math.max(0, (whole.work?.accountAllowed ?? 0) - earlier))
  return accepted({
    ...whole,
    ...amounts,
    tiers,
    changes: changesLess(whole, prior),
    ...shareOf(personPaid, allowed, account),
  })
}

function tiersLess(whole: Settlement, prior: readonly Settlement[]): TierOutcome[] {
  return whole.tiers.map((tier) => {
    const before = prior.flatMap(({ tiers }) => tiers.filter(({ id }) => id === tier.id))
    const less = (pick: (each: TierOutcome) => number): Fen =>
      (pick(tier) - before.reduce((sum, each) => sum + pick(each), 0)) as Fen
    return {
      ...tier,
      base: less((each) => each.base),
      deductible: less((each) => each.deductible),
      beforeLimits: less((each) => each.beforeLimits),
      paid: less((each) => each.paid),
      aboveCap: less((each) => each.aboveCap),
    }
  })
}

function changesLess(whole: Settlement, prior: readonly Settlement[]): Settlement['changes'] {
  const changes = new Map(whole.changes.map(({ key, change }) => [key, change]))
  for (const each of prior) {
    for (const { key, change } of each.changes) changes.set(key, (changes.get(key) ?? 0) - change)
  }
  return [...changes].map(([key, change]) => ({ key, change }))
}

/** S14 for a part: own account, family in the giver's order, cash. */
function shareOf(personPaid: Fen, allowed: number, account: AccountUse | undefined) {
  let open = account?.use ? allowed : 0
  const own = Math.min(open, Math.max(0, account?.balanceFen ?? 0)) as Fen
  open -= own
  const mutual: { giver: string; paid: Fen }[] = []
  for (const { giver, availableFen } of account?.mutual ?? []) {
    const paid = Math.min(open, Math.max(0, availableFen)) as Fen
    if (paid > 0) mutual.push({ giver, paid })
    open -= paid
  }
  const mutualPaid = mutual.reduce((sum, { paid }) => sum + paid, 0) as Fen
  return { accountPaid: own, mutual, mutualPaid, cash: (personPaid - own - mutualPaid) as Fen }
}
