// A replayed = stored: every claim under the policy as it is must come out as it was settled. What does not is counted and
// the first are named.
import { PAYERS, type Settlement } from '@yibao/kernel'
import { LAKE_PAYERS } from '../history/columns.ts'
import type { ReplayPlan } from './rulings.ts'
import type { ClaimVectors, NumberName } from './vectors.ts'

export interface Deviation {
  readonly month: string
  readonly bucket: number
  readonly claim: number
  /** The first amount that differs, or the refusal. */
  readonly what: string
  readonly storedFen?: number
  readonly replayedFen?: number
}

export interface Deviations {
  readonly count: number
  /** Claims that the policy as it is cannot settle: they take part in no sum. */
  readonly refused: number
  readonly byReason: Readonly<Record<string, number>>
  readonly first: readonly Deviation[]
}

export const DEVIATIONS_SHOWN = 20

const AMOUNTS: readonly (readonly [NumberName, (settlement: Settlement) => number])[] = [
  ['total_fen', ({ total }) => total],
  ['deductible_fen', ({ deductible }) => deductible],
  ['fund_fen', ({ fundPaid }) => fundPaid],
  ['provider_fen', ({ providerPaid }) => providerPaid],
  ['person_fen', ({ personPaid }) => personPaid],
  ['account_fen', ({ accountPaid }) => accountPaid],
  ['mutual_fen', ({ mutualPaid }) => mutualPaid],
]
const PAYER_AT = LAKE_PAYERS.map((payer) => PAYERS.indexOf(payer))

type Off = Pick<Deviation, 'what' | 'storedFen' | 'replayedFen'>

function amountOff({ number }: ClaimVectors, row: number, settlement: Settlement): Off | undefined {
  for (let at = 0; at < AMOUNTS.length; at += 1) {
    const [name, of] = AMOUNTS[at]!
    const storedFen = number[name][row]!
    const replayedFen = of(settlement)
    if (storedFen !== replayedFen) return { what: name, storedFen, replayedFen }
  }
  return undefined
}

export class DeviationList {
  readonly #first: Deviation[] = []
  readonly #byReason: Record<string, number> = {}
  readonly #paid = new Float64Array(PAYERS.length)
  #count = 0
  #refused = 0

  refused(month: string, bucket: number, claim: number, code: string): void {
    this.#refused += 1
    this.#note({ month, bucket, claim, what: `refused: ${code}` })
  }

  compare(
    month: string,
    bucket: number,
    claim: number,
    vectors: ClaimVectors,
    row: number,
    settlement: Settlement,
    ruled: ReplayPlan,
  ): void {
    const found = amountOff(vectors, row, settlement) ?? this.#payerOff(vectors, row, settlement, ruled)
    if (found) this.#note({ month, bucket, claim, ...found })
  }

  #payerOff(
    { payers }: ClaimVectors,
    row: number,
    { denials }: Settlement,
    { plan, payerOf }: ReplayPlan,
  ): Off | undefined {
    const paid = this.#paid.fill(0)
    if (denials.length === 0)
      for (let tier = 0; tier < payerOf.length; tier += 1)
        paid[payerOf[tier]!] = paid[payerOf[tier]!]! + plan.context.paid[tier]!
    for (let at = 0; at < PAYER_AT.length; at += 1) {
      const [storedFen, replayedFen] = [payers[at]![row]!, paid[PAYER_AT[at]!]!]
      if (storedFen !== replayedFen) return { what: `payer ${LAKE_PAYERS[at]}`, storedFen, replayedFen }
    }
    return undefined
  }

  found(): Deviations {
    return { count: this.#count, refused: this.#refused, byReason: this.#byReason, first: this.#first }
  }

  #note(deviation: Deviation): void {
    this.#count += 1
    this.#byReason[deviation.what] = (this.#byReason[deviation.what] ?? 0) + 1
    if (this.#first.length < DEVIATIONS_SHOWN) this.#first.push(deviation)
  }
}

export function mergeDeviations(all: readonly Deviations[]): Deviations {
  const byReason: Record<string, number> = {}
  for (const each of all)
    for (const [what, count] of Object.entries(each.byReason)) byReason[what] = (byReason[what] ?? 0) + count
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    refused: all.reduce((sum, { refused }) => sum + refused, 0),
    byReason: Object.fromEntries(Object.entries(byReason).sort(([a], [b]) => (a < b ? -1 : 1))),
    first: all.flatMap(({ first }) => first).slice(0, DEVIATIONS_SHOWN),
  }
}
