// A formed catalogue beside the national one: equal groups take the national code, the others are marked as local additions.
import type { DipCatalogue, DipGroup } from '../catalogue.ts'
import { diagnosisPrefixes } from '../diagnosis-cell.ts'

export interface NationalComparison {
  readonly version: string
  readonly equal: number
  readonly local: number
  readonly localCases: number
  /** Groups of the national catalogue without a formed one. */
  readonly absent: number
}

/** What a group is, whatever the order of the codes in its cells. */
export function keyOfGroup(group: DipGroup): string {
  const sorted = (cell: string): string =>
    cell
      .split('|')
      .map((each) => each.split('+').sort().join('+'))
      .sort()
      .join('|')
  const pdx = group.pdx === '' ? '' : (diagnosisPrefixes(group.pdx) ?? [group.pdx]).map(plainPrefix).sort().join('|')
  const conditions = [group.ageDays, group.ageYears, group.birthWeightG, group.resistant ?? '', sorted(group.otherDx)]
  return JSON.stringify([
    group.layer,
    pdx,
    sorted(group.mainProc),
    sorted(group.relatedProc),
    sorted(group.procClass),
    conditions,
  ])
}

/** I10.x and I10.x00 are written for I10, which has no 亚目. */
const plainPrefix = (prefix: string): string => prefix.replace(/\.x.*$/, '')

/** Mixed groups are local everywhere: the national catalogue has none. */
export function markLocal(
  groups: readonly DipGroup[],
  national: DipCatalogue | undefined,
  cases: readonly number[],
): { readonly groups: DipGroup[]; readonly comparison: NationalComparison | undefined } {
  if (!national) return { groups: [...groups], comparison: undefined }
  const known = new Map(national.groups.map((group) => [keyOfGroup(group), group]))
  let [equal, local, localCases] = [0, 0, 0]
  const marked = groups.map((group, at): DipGroup => {
    const same = known.get(keyOfGroup(group))
    if (same) {
      equal += 1
      const { dipCode, tcm, pdxName, mainProcName, relatedProcName } = same
      return { ...group, dipCode, tcm, pdxName, mainProcName, relatedProcName, note: `国家目录 ${same.seq}` }
    }
    local += 1
    localCases += cases[at] ?? 0
    return { ...group, local: true }
  })
  const absent = national.groups.length - equal
  return {
    groups: marked,
    comparison: { version: `${national.id} ${national.version}`, equal, local, localCases, absent },
  }
}
