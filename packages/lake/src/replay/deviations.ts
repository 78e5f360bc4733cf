// A replayed = stored: every claim under the policy as it is must come out as it was settled. What does not is counted and
// the first are named.
import { PAYERS, type Settlement } from '@yibao/kernel'
import { LAKE_PAYERS } from '../history/columns.ts'
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

/** Positions among PAYERS of those that the lake has columns for. */
const PAYER_AT = LAKE_PAYERS.map((payer) => PAYERS.indexOf(payer))

type Off = Pick<Deviation, 'what' | 'storedFen' | 'replayedFen'>

/** One expression for the claim that comes out as stored, which nearly every one does. */
const isAsStored = ({ number }: ClaimVectors, row: number, settlement: Settlement): boolean =>
  number.total_fen[row] === settlement.total &&
  number.deductible_fen[row] === settlement.deductible &&
  number.fund_fen[row] === settlement.fundPaid &&
  number.provider_fen[row] === settlement.providerPaid &&
  number.person_fen[row] === settlement.personPaid &&
  number.account_fen[row] === settlement.accountPaid &&
  number.mutual_fen[row] === settlement.mutualPaid

const AMOUNTS: readonly (readonly [NumberName, (settlement: Settlement) => number])[] = [
  ['total_fen', ({ total }) => total],
  ['deductible_fen', ({ deductible }) => deductible],
  ['fund_fen', ({ fundPaid }) => fundPaid],
  ['provider_fen', ({ providerPaid }) => providerPaid],
  ['person_fen', ({ personPaid }) => personPaid],
  ['account_fen', ({ accountPaid }) => accountPaid],
  ['mutual_fen', ({ mutualPaid }) => mutualPaid],
]

function amountOff({ number }: ClaimVectors, row: number, settlement: Settlement): Off {
  for (const [name, of] of AMOUNTS) {
    const storedFen = number[name][row]!
    const replayedFen = of(settlement)
    if (storedFen !== replayedFen) return { what: name, storedFen, replayedFen }
  }
  throw new Error('Some amount differs, but none of those that are compared')
}

function payerOff({ payers }: ClaimVectors, row: number, paid: Float64Array): Off | undefined {
  for (let at = 0; at < PAYER_AT.length; at += 1) {
    const [storedFen, replayedFen] = [payers[at]![row]!, paid[PAYER_AT[at]!]!]
    if (storedFen !== replayedFen) return { what: `payer ${LAKE_PAYERS[at]}`, storedFen, replayedFen }
  }
  return undefined
}

/** `paid`: what each payer paid, by its position in PAYERS. Undefined where all is as it was stored. */
export const offFrom = (
  vectors: ClaimVectors,
  row: number,
  settlement: Settlement,
  paid: Float64Array,
): Off | undefined =>
  isAsStored(vectors, row, settlement) ? payerOff(vectors, row, paid) : amountOff(vectors, row, settlement)

/** Where a claim lies. */
export type Place = Pick<Deviation, 'month' | 'bucket' | 'claim'>

export class DeviationList {
  readonly #first: Deviation[] = []
  readonly #byReason: Record<string, number> = {}
  #count = 0
  #refused = 0

  refused(place: Place, code: string): void {
    this.#refused += 1
    this.note({ ...place, what: `refused: ${code}` })
  }

  found(): Deviations {
    return { count: this.#count, refused: this.#refused, byReason: this.#byReason, first: this.#first }
  }

  note(deviation: Deviation): void {
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
