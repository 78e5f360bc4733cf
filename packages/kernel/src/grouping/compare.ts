// Two schemes, or two versions of one, over the same records: who moves from which group to which, and what that does to the weight.
import type { GroupResult } from './group.ts'

/** Records that had one group and get another. */
export interface Move {
  readonly from: string
  readonly to: string
  readonly count: number
  /** Sum of new weights minus sum of old ones; `undefined` where a scheme has no weight for the group. */
  readonly weightDeltaE8?: number | undefined
  /** A few of the records. */
  readonly records: readonly string[]
}

export interface Comparison {
  readonly records: number
  readonly sameGroup: number
  readonly sameAdrg: number
  /** Records that only one of the two can group. */
  readonly onlyFirst: number
  readonly onlySecond: number
  /** Of the grouped records whose group has a weight; their mean is the CMI. */
  readonly first: WeightSum
  readonly second: WeightSum
  /** Largest first. */
  readonly moves: readonly Move[]
}

export interface WeightSum {
  readonly weighed: number
  readonly weightE8: number
}

const FEW = 5

interface OpenMove {
  count: number
  weightDeltaE8: number | undefined
  readonly records: string[]
}

export class SchemeComparison {
  #records = 0
  #sameGroup = 0
  #sameAdrg = 0
  #onlyFirst = 0
  #onlySecond = 0
  readonly #sums = [
    { weighed: 0, weightE8: 0 },
    { weighed: 0, weightE8: 0 },
  ] as const
  readonly #moves = new Map<string, OpenMove>()

  add(first: GroupResult, second: GroupResult): void {
    this.#records += 1
    weigh(this.#sums[0], first)
    weigh(this.#sums[1], second)
    if (first.adrg === second.adrg) this.#sameAdrg += 1
    if (first.status === 'grouped' && second.status !== 'grouped') this.#onlyFirst += 1
    if (first.status !== 'grouped' && second.status === 'grouped') this.#onlySecond += 1
    if (first.drg === second.drg && first.status === second.status) this.#sameGroup += 1
    else this.#move(first, second)
  }

  #move(first: GroupResult, second: GroupResult): void {
    const key = `${nameOf(first)} ${nameOf(second)}`
    const move: OpenMove = this.#moves.get(key) ?? { count: 0, weightDeltaE8: 0, records: [] }
    move.count += 1
    const isWeighed = first.weightE8 !== undefined && second.weightE8 !== undefined && move.weightDeltaE8 !== undefined
    move.weightDeltaE8 = isWeighed ? move.weightDeltaE8! + second.weightE8! - first.weightE8! : undefined
    if (move.records.length < FEW) move.records.push(first.recordId)
    this.#moves.set(key, move)
  }

  result(): Comparison {
    const moves = [...this.#moves].map(([key, move]) => {
      const [from = '', to = ''] = key.split(' ')
      return { from, to, ...move }
    })
    moves.sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
    return {
      records: this.#records,
      sameGroup: this.#sameGroup,
      sameAdrg: this.#sameAdrg,
      onlyFirst: this.#onlyFirst,
      onlySecond: this.#onlySecond,
      first: this.#sums[0],
      second: this.#sums[1],
      moves,
    }
  }
}

/** `0000` stands for two things. */
const nameOf = ({ status, drg }: GroupResult): string => (drg === '0000' ? `${drg}(${status})` : drg)

function weigh(sum: { weighed: number; weightE8: number }, { status, weightE8 }: GroupResult): void {
  if (weightE8 === undefined || status !== 'grouped') return
  sum.weighed += 1
  sum.weightE8 += weightE8
}
