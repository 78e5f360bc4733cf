// A bill while it is being written: items are put on it until what the case should cost is reached.
import {
  type CatalogueEntry,
  type Day,
  type Fen,
  type Instant,
  lineAmount,
  type ProviderLevel,
  type Quantity,
  type RestrictionFacts,
  restrictionDenial,
  type UnitPrice,
} from '@yibao/kernel'
import type { CatalogueItem } from '../catalogue/index.ts'
import { type Random, random, seedOf } from '../random.ts'
import { ITEMS, type ItemName } from './items.ts'

export interface DraftLine {
  readonly item: ItemName
  readonly entry: CatalogueEntry
  readonly at: Instant
  readonly count: number
  readonly price: UnitPrice
  readonly approved: boolean
  readonly returnOf?: DraftLine
  /** Ordered on several days and written as one row: there is no day of use. */
  readonly isSpread?: boolean
}

export interface BillPlace {
  readonly provider: string
  readonly level: ProviderLevel
  readonly facts: RestrictionFacts
  /** Prices at the provider, as far as they were asked for; one book for all its bills. */
  readonly ownPrices: Map<ItemName, UnitPrice>
  /** One row for an item, whenever it was ordered: the sums of a stay, not its days. */
  readonly summed?: boolean
}

/** Hospitals mostly keep to restrictions; now and then an item is ordered that the insurance will not pay. */
const AGAINST_RESTRICTION_SHARE = 0.1
const APPROVED_SHARE = 0.96
/** A provider's own price of a drug without a procurement price, against the indicative one. */
const OWN_PRICE = { from: 0.94, to: 1.06 } as const
const WHOLE = 10_000
const CENT = 10_000

export const quantityOf = (count: number): Quantity => (count * WHOLE) as Quantity

export class DraftBill {
  readonly lines: DraftLine[] = []
  readonly #items: Readonly<Record<ItemName, CatalogueItem>>
  readonly #place: BillPlace
  readonly #budgetFen: number
  readonly random: Random
  readonly #byDay = new Map<string, number>()
  #totalFen = 0

  constructor(items: Readonly<Record<ItemName, CatalogueItem>>, place: BillPlace, budgetFen: Fen, source: Random) {
    this.#items = items
    this.#place = place
    this.#budgetFen = budgetFen
    this.random = source
  }

  get isSummed(): boolean {
    return this.#place.summed === true
  }

  get leftFen(): number {
    return this.#budgetFen - this.#totalFen
  }

  get budgetFen(): number {
    return this.#budgetFen
  }

  priceFen(item: ItemName): number {
    // One whole of it: millionths of a yuan to fen, rounded as amounts of lines are.
    return Math.round(this.#price(item) / CENT)
  }

  isDrug(item: ItemName): boolean {
    return this.#items[item].entry.listType === 'drug'
  }

  isInjection(item: ItemName): boolean {
    return this.#items[item].entry.tags.includes('injection')
  }

  /** How much of an item stands on the bill. */
  countOf(item: ItemName): number {
    return this.lines.reduce((sum, line) => (line.item === item ? sum + line.count : sum), 0)
  }

  /** Like `add`, for what a day has only so much of. */
  addOn(item: ItemName, count: number, on: Day, at: Instant): void {
    const key = `${item} ${on}`
    this.#byDay.set(key, (this.#byDay.get(key) ?? 0) + count)
    this.add(item, count, at)
  }

  /** How much of it was put there for a day by `addOn`. */
  countOn(item: ItemName, on: Day): number {
    return this.#byDay.get(`${item} ${on}`) ?? 0
  }

  /** Puts an item on the bill whatever it costs; nothing when its restriction speaks against it. */
  add(item: ItemName, count: number, at: Instant): void {
    const { entry } = this.#items[item]
    const unfit = entry.restriction && restrictionDenial(entry, 'approved', this.#place.facts) !== undefined
    if (unfit && !this.random.chance(AGAINST_RESTRICTION_SHARE)) return
    const approved = entry.restriction !== undefined && !unfit && this.random.chance(APPROVED_SHARE)
    this.#push({ item, entry, at, count, price: this.#price(item), approved })
  }

  /** Puts an item on the bill if what is left pays for it. */
  addIfLeft(item: ItemName, count: number, at: Instant): boolean {
    const affordable = this.priceFen(item) * count <= this.leftFen
    if (affordable) this.add(item, count, at)
    return affordable
  }

  /** A part of an earlier line is given back. */
  giveBack(line: DraftLine, count: number, at: Instant): void {
    this.#push({ ...line, count: -count, at, returnOf: line })
  }

  #push(line: DraftLine): void {
    this.#totalFen += lineAmount(quantityOf(line.count), line.price)
    const at = this.isSummed
      ? this.lines.findIndex(({ item, approved }) => item === line.item && approved === line.approved)
      : -1
    const known = this.lines[at]
    if (known) {
      const isSpread = known.isSpread || known.at.slice(0, 10) !== line.at.slice(0, 10)
      this.lines[at] = { ...known, count: known.count + line.count, ...(isSpread && { isSpread }) }
    } else this.lines.push(line)
  }

  /** Service prices are set by level; a drug's is the provider's own unless procurement fixed it. */
  #price(item: ItemName): UnitPrice {
    const { ownPrices } = this.#place
    const known = ownPrices.get(item)
    if (known !== undefined) return known
    const price = this.#priceAt(item)
    ownPrices.set(item, price)
    return price
  }

  #priceAt(item: ItemName): UnitPrice {
    const { provider, level } = this.#place
    const { entry, prices } = this.#items[item]
    const price = prices[level]
    const fixed =
      entry.listType === 'service' || entry.tags.includes('vbp_selected') || entry.tags.includes('negotiated')
    if (fixed) return price
    const { next } = random(seedOf(`${provider} ${item}`))
    const factor = OWN_PRICE.from + next() * (OWN_PRICE.to - OWN_PRICE.from)
    return Math.max(CENT, Math.round((price * factor) / CENT) * CENT) as UnitPrice
  }
}

const NUMBERS = new Map(Object.keys(ITEMS).map((name, at) => [name, String(at + 1).padStart(4, '0')]))
const OWN_PREFIX: Readonly<Record<string, string>> = { service: 'ZL', consumable: 'HC' }

/** The code under which hospitals' own systems know an item. */
export const ownCodeOf = (item: ItemName, entry: CatalogueEntry): string =>
  `${OWN_PREFIX[entry.listType] ?? 'YP'}${NUMBERS.get(item) ?? ''}`
