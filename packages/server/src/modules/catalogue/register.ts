// The catalogue in memory: the version of an entry that governs a day, and pages of it for whoever asks.
import { type CatalogueEntry, type CatalogueIndex, catalogueIndex, type Day, isInForce } from '@yibao/kernel'
import type { Reader } from '../common/index.ts'
import { allEntries } from './store.ts'

export interface CatalogueRegister {
  find(code: string, on: Day): CatalogueEntry | undefined
  /** Some version of the code, in force or not. */
  any(code: string): CatalogueEntry | undefined
  select(query: CatalogueQuery): CatalogueEntry[]
  readonly size: number
  reload(): Promise<void>
}

export interface CatalogueQuery {
  readonly code: string
  readonly name: string
  /** In force on that day; absent: whenever. */
  readonly on: Day | undefined
  readonly beginOn: Day | undefined
  readonly matches: (entry: CatalogueEntry) => boolean
  readonly offset: number
  readonly limit: number
}

export async function openCatalogue(reader: Reader): Promise<CatalogueRegister> {
  let sorted: CatalogueEntry[] = []
  let byCode = new Map<string, CatalogueEntry[]>()
  let index: CatalogueIndex = { find: () => undefined, size: 0 }

  async function reload(): Promise<void> {
    sorted = (await allEntries(reader)).sort((a, b) => compare(a.code, b.code) || compare(a.beginOn, b.beginOn))
    byCode = Map.groupBy(sorted, (entry) => entry.code)
    const built = catalogueIndex(sorted)
    if (!built.ok) throw new Error(`The stored catalogue is not usable: ${built.code} ${JSON.stringify(built.facts)}`)
    index = built.value
  }

  await reload()
  return {
    find: (code, on) => index.find(code, on),
    any: (code) => byCode.get(code)?.at(-1),
    select: (query) => selectFrom(query.code === '' ? sorted : (byCode.get(query.code) ?? []), query),
    get size() {
      return index.size
    },
    reload,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function selectFrom(entries: readonly CatalogueEntry[], query: CatalogueQuery): CatalogueEntry[] {
  const { on, beginOn, name, matches, offset, limit } = query
  const found: CatalogueEntry[] = []
  let passed = 0
  for (const entry of entries) {
    if (on !== undefined && !isInForce(entry, on)) continue
    if (beginOn !== undefined && entry.beginOn !== beginOn) continue
    if (!entry.name.includes(name) || !matches(entry)) continue
    passed += 1
    if (passed > offset) found.push(entry)
    if (found.length >= limit) break
  }
  return found
}
