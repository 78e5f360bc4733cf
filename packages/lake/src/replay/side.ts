// One policy's answer to the claim at hand: which plan rules it, and what it pays with the accumulators of its own life.
import { type Bill, type Fen, type LineSums, type Outcome, type Settlement, settle, settleSums } from '@yibao/kernel'
import { partsOf } from '../history/texts.ts'
import type { FilledBill } from './bill-filler.ts'
import type { ReplayPlan } from './rulings.ts'
import type { ClaimVectors } from './vectors.ts'

/** The sums of one claim by the parts of a plan; refilled for every claim. */
export class ReplaySums implements LineSums {
  readonly full: number[] = []
  readonly over: number[] = []
  readonly pre: number[] = []
  readonly inScope: number[] = []

  /** False where the claim has a part that the plan does not know: its lines have to be looked at. */
  fill({ number, text }: ClaimVectors, row: number, parts: readonly string[]): boolean {
    for (let at = 1; at < parts.length; at += 1) this.#set(at, 0, 0, 0, 0)
    this.#set(0, number.full_fen[row]!, number.over_fen[row]!, number.pre_fen[row]!, number.in_scope_fen[row]!)
    const others = text.parts.at(row)
    if (others === '') return true
    for (const [name, [full, over, pre, inScope]] of partsOf(others)) {
      const at = parts.indexOf(name)
      if (at < 0) return false
      this.#set(at, full, over, pre, inScope)
    }
    return true
  }

  #set(at: number, full: number, over: number, pre: number, inScope: number): void {
    this.full[at] = full
    this.over[at] = over
    this.pre[at] = pre
    this.inScope[at] = inScope
  }
}

/** Settles the bill under a plan: from its sums, or from its lines where these are given. */
export function settleUnder({ plan }: ReplayPlan, bill: Bill, sums: LineSums | undefined): Outcome<Settlement> {
  return sums ? settleSums(plan, bill, sums) : settle(plan, bill)
}

/**
 * As above, for the reform: what an outside payer had decided to give is cut to what the reform leaves to pay, for nobody
 * would have given more.
 */
export function settleReformed(ruled: ReplayPlan, bill: FilledBill, sums: LineSums | undefined): Outcome<Settlement> {
  for (let tries = 0; ; tries += 1) {
    const outcome = settleUnder(ruled, bill, sums)
    if (outcome.ok || outcome.code !== 'given_amount_exceeds' || tries > ruled.plan.tiers.length) return outcome
    const { tier, leftFen } = outcome.facts as { readonly tier: string; readonly leftFen: number }
    bill.given = { ...bill.given, [tier]: leftFen as Fen }
  }
}
