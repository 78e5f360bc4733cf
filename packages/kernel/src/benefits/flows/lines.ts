// What each payer paid of each line: every tier brought down to the lines it looked at, so that the lines sum to the header.
import { allocate } from '../../money/allocate.ts'
import { type Fen, ZERO } from '../../money/fen.ts'
import { accepted, invariant, type Outcome } from '../../outcome.ts'
import type { Coverable } from '../../policy/amounts.ts'
import type { Bill } from '../bill.ts'
import type { CompiledTier, TierWork } from '../compile/compiled-tier.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import { type SettleRefusal, settle } from '../settle.ts'
import type { LineSplit, Settlement } from '../settlement.ts'

/** tiers + provider + person = the amount of the line. What the person's account pays as a tier is the person's. */
export interface LineShare {
  readonly tiers: Readonly<Record<string, Fen>>
  /** What the provider bears above a package price; a tier that a provider pays stands under `tiers`. */
  readonly provider: Fen
  readonly person: Fen
}

type Left = Record<Coverable, number>

/**
 * Tiers are taken in order; each kind of burden that a tier covers is spread over the lines in proportion to what is
 * left of them (largest remainder, ties by line number), so no line is ever paid beyond its amount. Returned items first
 * reduce the lines that remain.
 */
export function allocateToLines(plan: CompiledPlan, bill: Bill): Outcome<readonly LineShare[], SettleRefusal> {
  const outcome = settle(plan, bill, true)
  if (!outcome.ok) return outcome
  const settlement = outcome.value
  const left = settlement.lines.map(({ full, over, pre, inScope }): Left => ({ full, over, pre, in_scope: inScope }))
  netReturns(settlement.lines, left)
  const shares = settlement.lines.map(() => ({ tiers: {} as Record<string, Fen>, provider: 0, account: 0 }))
  for (const { id, paid } of settlement.tiers) {
    const tier = plan.tiers.find((each) => each.id === id)
    if (!tier) continue
    take(tier, excessOf(settlement, id), settlement.lines, left).forEach((part, at) => {
      const share = shares[at]
      if (share) share.provider += part
    })
    take(tier, paid, settlement.lines, left).forEach((part, at) => {
      const share = shares[at]
      if (!share || part === 0) return
      if (tier.payer === 'account') share.account += part
      else share.tiers[id] = part as Fen
    })
  }
  const result = shares.map(({ tiers, provider, account }, at): LineShare => {
    const line = left[at] as Left
    return {
      tiers,
      provider: provider as Fen,
      person: (account + line.full + line.over + line.pre + line.in_scope) as Fen,
    }
  })
  invariant(sum(result.map(({ person }) => person)) === settlement.personPaid, 'the lines sum to the person’s part')
  return accepted(result)
}

/** What the provider bore of a package price in one tier, as the run of the tier had it. */
function excessOf(settlement: Settlement, id: string): number {
  const work: TierWork | undefined = settlement.work?.tiers.find((each) => each.id === id)?.work
  return work?.borne ?? 0
}

/** Spreads an amount as the engine took it: kind by kind in the order of `covers`, part by part. */
function take(tier: CompiledTier, amount: number, lines: readonly LineSplit[], left: readonly Left[]): number[] {
  const shares = lines.map(() => 0)
  let open = amount
  for (const kind of tier.covers) {
    for (const part of tier.parts) {
      const weights = lines.map((line, at) => (line.part === part ? ((left[at] as Left)[kind] as Fen) : ZERO))
      const taken = Math.min(open, sum(weights))
      if (taken === 0) continue
      allocate(taken as Fen, weights).forEach((piece, at) => {
        shares[at] = (shares[at] ?? 0) + piece
        ;(left[at] as Left)[kind] -= piece
      })
      open -= taken
    }
  }
  invariant(open === 0, `${open} fen of ${tier.id} found no line`)
  return shares
}

/** A returned item takes its amount from the lines of its part and kind that remain; itself it keeps nothing. */
function netReturns(lines: readonly LineSplit[], left: readonly Left[]): void {
  const parts = new Set(lines.map((line) => line.part))
  for (const part of parts)
    for (const kind of ['full', 'over', 'pre', 'in_scope'] as const) {
      const own = left.filter((_, at) => lines[at]?.part === part)
      const returned = -sum(own.map((line) => Math.min(0, line[kind])))
      if (returned === 0) continue
      const pieces = allocate(
        returned as Fen,
        own.map((line) => Math.max(0, line[kind]) as Fen),
      )
      own.forEach((line, at) => {
        line[kind] = Math.max(0, line[kind]) - (pieces[at] ?? 0)
      })
    }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
