// Trace codes of the drugs that are dispensed: one for each package, never the same twice, but for slips at the till and for those
// who scan what was sold before. A bucket numbers its own packages.
import type { DraftLine } from '../care/draft-bill.ts'
import type { CareEvent } from '../care/index.ts'
import { isStay } from '../care/index.ts'
import { ITEMS } from '../care/items.ts'
import { traceCode, traceDrugPart } from '../codes/index.ts'
import { type Random, random } from '../random.ts'

export interface TracedLine {
  readonly line: number
  readonly code: string
}

export interface Traced {
  readonly traces: readonly TracedLine[]
  /** Some package was sold before, and was scanned again on purpose. */
  readonly hasOld: boolean
}

/** More packages of one line are scanned as cartons. */
const PACKS_MAX = 12
/** Packages that were split, and neighbours on the shelf scanned by mistake: the code comes again and nothing is wrong; assumed. */
const SPLIT = 0.002
const WRONG_BOX = 0.001
/** Of the lines of a sale that scans old packages, so many do; and so many of these flowed back from another place; assumed. */
const OLD_LINES = 0.8
const FLOWED_BACK = 0.3
const REMEMBERED = 40
const PACKAGES_A_BUCKET = 10_000_000

type Shelf = Map<string, string[]>

export class Traces {
  readonly #bucket: number
  /** Codes that were sold, by provider and item; and whatever was sold last. */
  readonly #sold = new Map<string, Shelf>()
  /** Codes of places that take part, by item. */
  readonly #around: Shelf = new Map()
  #count = 0

  constructor(bucket: number) {
    this.#bucket = bucket
  }

  /** Only what people take home is scanned; what a ward uses is not. */
  of(event: CareEvent, drafts: readonly DraftLine[]): Traced {
    if (isStay(event)) return NOTHING
    const source = random(event.seed).fork(`packages ${event.id}`)
    const shelf = this.#sold.get(event.provider) ?? new Map<string, string[]>()
    this.#sold.set(event.provider, shelf)
    let hasOld = false
    const traces = drafts.flatMap((draft, line): TracedLine[] => {
      if (draft.entry.listType !== 'drug' || draft.count <= 0) return []
      const old = event.scansOld && source.chance(OLD_LINES) ? this.#old(shelf, draft, source) : undefined
      if (old !== undefined) {
        hasOld = true
        return [{ line, code: old }]
      }
      const packs = Array.from({ length: Math.min(PACKS_MAX, draft.count) }, () => this.#next(shelf, draft, source))
      return [...new Set(packs)].map((code) => ({ line, code }))
    })
    for (const { line, code } of traces) this.#keep(shelf, drafts[line]!, code, event.scansOld === true)
    return { traces, hasOld }
  }

  #old(shelf: Shelf, { entry }: DraftLine, source: Random): string | undefined {
    const flowed = source.chance(FLOWED_BACK) ? this.#around.get(entry.code) : undefined
    const codes = flowed ?? shelf.get(entry.code) ?? []
    return codes.length > 0 ? source.pick(codes) : undefined
  }

  #next(shelf: Shelf, { entry, item }: DraftLine, source: Random): string {
    const drawn = source.next()
    const slip = drawn < SPLIT ? shelf.get(entry.code) : drawn < SPLIT + WRONG_BOX ? shelf.get(LAST) : undefined
    const known = slip?.at(-1)
    if (known !== undefined) return known
    this.#count += 1
    return traceCode(source.next, drugPart(item), this.#bucket * PACKAGES_A_BUCKET + this.#count)
  }

  #keep(shelf: Shelf, { entry }: DraftLine, code: string, isShared: boolean): void {
    for (const [place, name] of [[shelf, entry.code] as const, [shelf, LAST] as const])
      place.set(name, [...(place.get(name) ?? []), code].slice(-REMEMBERED))
    if (isShared) this.#around.set(entry.code, [...(this.#around.get(entry.code) ?? []), code].slice(-REMEMBERED))
  }
}

const NOTHING: Traced = { traces: [], hasOld: false }
const LAST = ''

const DRUG_PARTS = new Map(Object.keys(ITEMS).map((item, at) => [item, traceDrugPart(at + 1)]))
const drugPart = (item: string): string => DRUG_PARTS.get(item)!
