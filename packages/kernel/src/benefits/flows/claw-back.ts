// 审核追回: part of a cleared settlement is found not payable. Negative amounts on the lines concerned, for every payer of them.
import { allocate } from '../../money/allocate.ts'
import type { Fen } from '../../money/fen.ts'
import { accepted, type Outcome, refused } from '../../outcome.ts'
import type { Bill } from '../bill.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import { type SettleRefusal, settle } from '../settle.ts'
import type { AccumulatorChange } from '../settlement.ts'
import { differenceOf } from './difference.ts'
import { allocateToLines, type LineShare } from './lines.ts'

export interface Finding {
  /** Position of the line in the bill, and how much of it is not payable; left out: all of it. */
  readonly line: number
  readonly amountFen?: Fen
}

export interface ClawBackDecision {
  /** Who bears what the person paid of these lines: the provider gives it back, or it stays with the person. */
  readonly personPart: 'refunded_by_provider' | 'stays_with_person'
  /** Where the person was at fault, the year's accumulators stay as they are. */
  readonly personAtFault: boolean
}

export interface ClawBack {
  /** Negative amounts, line by line. */
  readonly lines: readonly (LineShare & { readonly line: number })[]
  /** What each tier gets back, negative, by tier id. */
  readonly tiers: Readonly<Record<string, Fen>>
  /** What the provider owes the funds, and what it owes the person. */
  readonly dueToFunds: Fen
  readonly dueToPerson: Fen
  readonly changes: readonly AccumulatorChange[]
}

export function clawBack(
  plan: CompiledPlan,
  bill: Bill,
  findings: readonly Finding[],
  decision: ClawBackDecision,
): Outcome<ClawBack, SettleRefusal | 'finding_exceeds_line'> {
  const shares = allocateToLines(plan, bill)
  if (!shares.ok) return shares
  const lines: (LineShare & { line: number })[] = []
  for (const { line, amountFen } of findings) {
    const whole = shares.value[line]
    const amount = amountFen ?? (whole ? totalOf(whole) : undefined)
    const isTwice = lines.some((each) => each.line === line)
    if (!whole || amount === undefined || amount < 0 || amount > totalOf(whole) || isTwice)
      return refused('finding_exceeds_line', { line, amountFen: amount ?? 0 })
    lines.push({ line, ...partOf(whole, amount) })
  }
  const changes = decision.personAtFault ? accepted([]) : accumulatorsWithout(plan, bill, findings)
  if (!changes.ok) return changes
  const tiers: Record<string, Fen> = {}
  for (const line of lines)
    for (const [id, paid] of Object.entries(line.tiers)) tiers[id] = ((tiers[id] ?? 0) + paid) as Fen
  const owner = new Map(plan.tiers.map((tier) => [tier.id, tier.payer]))
  const ofFunds = Object.entries(tiers).filter(([id]) => owner.get(id) !== 'provider' && owner.get(id) !== 'account')
  return accepted({
    lines,
    tiers,
    dueToFunds: (0 - ofFunds.reduce((sum, [, paid]) => sum + paid, 0)) as Fen,
    dueToPerson: (decision.personPart === 'refunded_by_provider'
      ? 0 - lines.reduce((sum, line) => sum + line.person, 0)
      : 0) as Fen,
    changes: changes.value,
  })
}

const totalOf = ({ tiers, provider, person }: LineShare): number =>
  Object.values(tiers).reduce((sum, paid) => sum + paid, 0) + provider + person

/** The share of every payer in a part of the line, negative; whole fen that sum to it. */
function partOf({ tiers, provider, person }: LineShare, amount: number): LineShare {
  const ids = Object.keys(tiers)
  const pieces = allocate(amount as Fen, [...ids.map((id) => tiers[id] as Fen), provider, person])
  const minus = (at: number): Fen => (pieces[at] ? -pieces[at] : 0) as Fen
  return {
    tiers: Object.fromEntries(ids.map((id, at) => [id, minus(at)])),
    provider: minus(ids.length),
    person: minus(ids.length + 1),
  }
}

/** What the accumulators lose: those of the bill as it should have been, less those of the bill as it was. */
function accumulatorsWithout(
  plan: CompiledPlan,
  bill: Bill,
  findings: readonly Finding[],
): Outcome<readonly AccumulatorChange[], SettleRefusal> {
  const lines = bill.lines.map((line, at) => {
    const finding = findings.find((each) => each.line === at)
    if (!finding) return line
    if (finding.amountFen === undefined || finding.amountFen === line.amountFen)
      return { ...line, deniedFor: '审核追回' }
    return undefined
  })
  const before = settle(plan, bill)
  if (!before.ok) return before
  // A line that is only partly payable becomes two: one denied, one that remains.
  const corrected = lines.flatMap((line, at) => line ?? splitLine(bill, at, findings))
  const after = settle(plan, { ...bill, lines: corrected })
  return after.ok ? accepted(differenceOf(after.value, [before.value]).changes) : after
}

function splitLine(bill: Bill, at: number, findings: readonly Finding[]): Bill['lines'][number][] {
  const line = bill.lines[at] as Bill['lines'][number]
  const denied = findings.find((each) => each.line === at)?.amountFen ?? (0 as Fen)
  const { quantity, ceiling, split, ...plain } = line
  const part = (amount: number) => {
    const own = { ...plain, amountFen: amount as Fen }
    if (!split) return own
    const [full = 0, over = 0, pre = 0] = allocate(amount as Fen, [
      split.full,
      split.over,
      split.pre,
      (line.amountFen - split.full - split.over - split.pre) as Fen,
    ])
    return { ...own, split: { full: full as Fen, over: over as Fen, pre: pre as Fen } }
  }
  return [{ ...part(denied), deniedFor: '审核追回' }, part(line.amountFen - denied)]
}
