// 查尔森合并症指数 (CCI): weights of the secondary diagnoses by a table the city chooses.
import { diagnosisPrefixes, lengthsOf } from '../diagnosis-cell.ts'

export interface CharlsonRow {
  /** Prefix or range of categories. */
  readonly prefix: string
  readonly component: string
  readonly weight: number
}

export interface Charlson {
  readonly byPrefix: ReadonlyMap<string, CharlsonRow>
  readonly lengths: readonly number[]
  /** Components that share a category are one disease (糖尿病 with and without complications): only the highest counts. */
  readonly familyOf: ReadonlyMap<string, string>
}

export function compileCharlson(rows: readonly CharlsonRow[]): Charlson {
  const byPrefix = new Map<string, CharlsonRow>()
  const byCategory = new Map<string, Set<string>>()
  for (const row of rows)
    for (const prefix of diagnosisPrefixes(row.prefix) ?? []) {
      const other = byPrefix.get(prefix)
      if (!other || other.weight < row.weight) byPrefix.set(prefix, row)
      const category = prefix.slice(0, 3)
      byCategory.set(category, (byCategory.get(category) ?? new Set()).add(row.component))
    }
  const familyOf = new Map(rows.map(({ component }) => [component, component]))
  for (const components of byCategory.values()) {
    const families = [...components].map((each) => familyOf.get(each) ?? each).sort()
    for (const [component, family] of familyOf)
      if (families.includes(family)) familyOf.set(component, families[0] as string)
  }
  return { byPrefix, lengths: lengthsOf(byPrefix.keys()), familyOf }
}

export interface CharlsonIndex {
  readonly index: number
  /** What counted: one of each disease. */
  readonly counted: readonly { readonly code: string; readonly component: string; readonly weight: number }[]
}

/** Over the secondary diagnoses; of each disease the highest weight, once. */
export function charlsonIndex(charlson: Charlson, secondary: readonly string[]): CharlsonIndex {
  const best = new Map<string, CharlsonIndex['counted'][number]>()
  for (const code of [...secondary].sort()) {
    const row = rowFor(charlson, code)
    if (!row) continue
    const family = charlson.familyOf.get(row.component) ?? row.component
    const known = best.get(family)
    if (!known || known.weight < row.weight) best.set(family, { code, component: row.component, weight: row.weight })
  }
  const counted = [...best.values()].sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1))
  return { index: counted.reduce((sum, { weight }) => sum + weight, 0), counted }
}

/** The highest weight among all prefixes of the code. */
function rowFor({ byPrefix, lengths }: Charlson, code: string): CharlsonRow | undefined {
  let best: CharlsonRow | undefined
  for (const length of lengths) {
    const row = length <= code.length ? byPrefix.get(code.slice(0, length)) : undefined
    if (row && (!best || row.weight > best.weight)) best = row
  }
  return best
}
