// Which version of an entry governs a day. A line is judged by the entry in force on its own day, never by today's.
import type { UnitPrice } from '../money/line-amount.ts'
import { accepted, type Outcome, refused } from '../outcome.ts'
import type { Day } from '../time/day.ts'
import type { CatalogueEntry, ProviderLevel } from './entry.ts'

export const isInForce = (entry: { readonly beginOn: Day; readonly endOn?: Day }, on: Day): boolean =>
  entry.beginOn <= on && (entry.endOn === undefined || on <= entry.endOn)

export function inForce<Entry extends { readonly beginOn: Day; readonly endOn?: Day }>(
  entries: readonly Entry[],
  on: Day,
): Entry[] {
  return entries.filter((entry) => isInForce(entry, on))
}

export interface CatalogueIndex {
  /** The entry of a code that governs a day. */
  find(code: string, on: Day): CatalogueEntry | undefined
  readonly size: number
}

export type CatalogueRefusal = 'catalogue_versions_overlap' | 'catalogue_version_ends_before_it_begins'

/** Orders the versions of each code once. Refused when two versions of one code govern the same day. */
export function catalogueIndex(entries: readonly CatalogueEntry[]): Outcome<CatalogueIndex, CatalogueRefusal> {
  const versions = Map.groupBy(entries, (entry) => entry.code)
  for (const [code, ofCode] of versions) {
    ofCode.sort((a, b) => (a.beginOn < b.beginOn ? -1 : 1))
    for (const [at, entry] of ofCode.entries()) {
      const { beginOn, endOn = null } = entry
      if (endOn !== null && endOn < beginOn)
        return refused('catalogue_version_ends_before_it_begins', { code, beginOn })
      const next = ofCode[at + 1]
      if (next && isInForce(entry, next.beginOn)) {
        return refused('catalogue_versions_overlap', { code, beginOn, endOn, nextBeginOn: next.beginOn })
      }
    }
  }
  return accepted({
    size: entries.length,
    find: (code, on) => versions.get(code)?.findLast((entry) => entry.beginOn <= on && isInForce(entry, on)),
  })
}

/** The lowest of the ceilings that apply to a provider of this level; `undefined` when nothing limits the price. */
export function priceCeiling(entry: CatalogueEntry, level: ProviderLevel): UnitPrice | undefined {
  let lowest: UnitPrice | undefined
  for (const ceiling of entry.ceilings) {
    if (ceiling.level !== undefined && ceiling.level !== level) continue
    if (lowest === undefined || ceiling.price < lowest) lowest = ceiling.price
  }
  return lowest
}
