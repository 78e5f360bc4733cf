// 敛卡套刷: one who holds the cards of several people settles the same basket for each of them, within the hour.
import type { CareEvent } from '../../care/index.ts'
import { secondsLater } from '../../care/times.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'
import { Memory } from './memory.ts'

const CARDS = [4, 9] as const
const MEAN_CARDS = 6.5
const APART_SECONDS = [60, 540] as const
/** Not every basket is the same; assumed. */
const SAME_BASKET = 0.8
const REMEMBERED = 400

export class CardHoarding implements Scheme {
  readonly name = 'card_hoarding'
  readonly #culprits: Culprits
  readonly #buyers = new Memory(REMEMBERED)
  #count = 0

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    const purchases = staged.filter(({ event, mark }) => !mark && event.kind === 'pharmacy')
    const [first] = purchases
    const rounds = first && day.random.chance((day.rate * purchases.length) / MEAN_CARDS)
    const planted = rounds ? this.#round(first.event, day) : []
    for (const { event } of purchases) this.#buyers.see(event)
    return [...staged, ...planted]
  }

  #round(basket: CareEvent, { random, bucket, isFree, patientOf }: StageDay): Staged[] {
    const pharmacy = random.pick(this.#culprits.pharmacies)
    const holders = this.#buyers.all.filter(({ personNo }) => isFree(personNo) && patientOf(personNo))
    const cards = random.shuffle(holders).slice(0, random.int(...CARDS))
    if (cards.length < CARDS[0]) return []
    this.#count += 1
    const mark = { scheme: this.name, case: `cards-${bucket}-${this.#count}` } as const
    const sold = this.#culprits.moved(random, { ...basket, irregular: [] }, pharmacy)
    let { at } = sold
    return cards.map(({ personNo, account }) => {
      at = secondsLater(at, random.int(...APART_SECONDS))
      const seed = random.chance(SAME_BASKET) ? basket.seed : random.int(0, 2 ** 32 - 1)
      return { event: { ...sold, personNo, account, at, seed }, mark }
    })
  }
}
