// 综合病种: what no core group took, gathered by category of the diagnosis and class of the main procedure.
import { classesOf } from '../choose.ts'
import type { CompiledDip } from '../compile.ts'
import type { FormOptions } from './options.ts'
import { variationE4 } from './statistics.ts'

export interface Leftover {
  readonly pdx: string
  readonly main: string | undefined
  readonly costs: readonly number[]
}

export interface MixedGroup {
  /** 类目, or the range of a chapter. */
  readonly pdx: string
  readonly procClass: string
  readonly cases: number
}

export interface MixedResult {
  readonly groups: readonly MixedGroup[]
  /** Formed and dropped again: too few cases, too much variation, or beyond the number allowed. */
  readonly dropped: { readonly few: number; readonly variation: number; readonly beyond: number }
}

/** The chapters of ICD-10 by their ranges of categories. */
const CHAPTERS = [
  ...['A00-B99', 'C00-D48', 'D50-D89', 'E00-E90', 'F00-F99', 'G00-G99', 'H00-H59', 'H60-H95', 'I00-I99', 'J00-J99'],
  ...['K00-K93', 'L00-L99', 'M00-M99', 'N00-N99', 'O00-O99', 'P00-P96', 'Q00-Q99', 'R00-R99', 'S00-T98', 'V01-Y98'],
  ...['Z00-Z99', 'U00-U99'],
]

export function chapterOf(pdx: string): string {
  const category = pdx.slice(0, 3)
  return CHAPTERS.find((range) => range.slice(0, 3) <= category && category <= range.slice(4)) ?? category
}

/** 手术 and 介入治疗 are one class here. */
function classOf(compiled: CompiledDip, main: string | undefined): string {
  const [name = '保守治疗'] = classesOf(compiled, main)
  return name === '手术' || name === '介入治疗' ? '相关手术' : name
}

export function formMixed(
  compiled: CompiledDip,
  leftovers: readonly Leftover[],
  options: FormOptions['mixed'],
): MixedResult {
  const kept: MixedGroup[] = []
  const dropped = { few: 0, variation: 0, beyond: 0 }
  const levels = options.withChapters
    ? [(pdx: string) => pdx.slice(0, 3), chapterOf]
    : [(pdx: string) => pdx.slice(0, 3)]
  let rest = leftovers
  for (const prefixOf of levels) {
    const own = clustered(compiled, rest, prefixOf)
    const taken = new Set<string>()
    for (const [key, members] of own) {
      const costs = members.flatMap((each) => each.costs)
      if (costs.length < options.minCases) dropped.few += 1
      else if (options.cvMaxE4 !== undefined && variationE4(costs) > options.cvMaxE4) dropped.variation += 1
      else {
        const [pdx = '', procClass = ''] = key.split('\t')
        kept.push({ pdx, procClass, cases: costs.length })
        taken.add(key)
      }
    }
    rest = rest.filter(({ pdx, main }) => !taken.has(`${prefixOf(pdx)}\t${classOf(compiled, main)}`))
  }
  const groups = largest(kept, options.groupsMax)
  dropped.beyond = kept.length - groups.length
  return { groups, dropped }
}

function clustered(
  compiled: CompiledDip,
  leftovers: readonly Leftover[],
  prefixOf: (pdx: string) => string,
): [string, Leftover[]][] {
  const byKey = new Map<string, Leftover[]>()
  for (const each of leftovers) {
    const key = `${prefixOf(each.pdx)}\t${classOf(compiled, each.main)}`
    const own = byKey.get(key)
    if (own) own.push(each)
    else byKey.set(key, [each])
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The largest of them; then categories before chapters, for a case takes the first that fits, each in order of codes. */
function largest(groups: readonly MixedGroup[], most: number | undefined): MixedGroup[] {
  const keyOf = ({ pdx, procClass }: MixedGroup): string => `${pdx}\t${procClass}`
  const byKey = (a: MixedGroup, b: MixedGroup): number => a.pdx.length - b.pdx.length || (keyOf(a) < keyOf(b) ? -1 : 1)
  return [...groups]
    .sort((a, b) => b.cases - a.cases || byKey(a, b))
    .slice(0, most)
    .sort(byKey)
}
