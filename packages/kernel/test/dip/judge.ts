// A second assignment, written from the words of the specification without any index: every group of every layer is looked at for
// every case. Slow, and the judge of the fast one.
import { DIP_LAYERS, type DipCatalogue, type DipGroup, type MedicalRecord } from '@yibao/kernel'

interface Fitting {
  readonly group: DipGroup
  readonly at: number
  readonly pdxLength: number
  readonly mainCodes: number
  readonly mainFit: number
  readonly relatedKind: number
  readonly relatedCodes: number
  readonly relatedFit: number
}

/** `none` for an excluded principal diagnosis, '' for no group, else its number. */
export function judged(catalogue: DipCatalogue, record: MedicalRecord): string {
  const [pdx = '', ...others] = record.diagnoses
  if (catalogue.excludedDiagnoses.has(pdx)) return 'none'
  const kept = record.procedures.filter((code) => catalogue.excludedProcedures.get(code)?.rule !== 'conservative')
  const mainAt = kept.findIndex((code) => {
    const listed = catalogue.excludedProcedures.get(code)
    return !listed || (listed.rule === 'limited' && prefixLength(listed.pdxScope, pdx) > 0)
  })
  const main = kept[mainAt]
  const related = kept.filter((_, at) => at !== mainAt)
  for (const layer of DIP_LAYERS) {
    const fitting = catalogue.groups.flatMap((group, at): Fitting[] => {
      if (group.layer !== layer) return []
      const pdxLength = group.pdx === '' ? 0 : prefixLength(group.pdx, pdx)
      if (group.pdx !== '' && pdxLength === 0) return []
      if (!factsFit(catalogue, group, record, others)) return []
      const own = codesFit(catalogue, group, kept, main, related)
      return own ? [{ group, at, pdxLength, ...own }] : []
    })
    if (fitting.length === 0) continue
    if (layer === 'priority') return fitting.sort(byNumber)[0]!.group.seq
    const longest = Math.max(...fitting.map(({ pdxLength }) => pdxLength))
    const [first] = fitting
      .filter(({ pdxLength }) => pdxLength === longest)
      .sort((a, b) => compare(catalogue, a, b, record))
    return first!.group.seq
  }
  return ''
}

const numberIn = (seq: string): number => Number(/(\d+)\D*$/.exec(seq)?.[1] ?? Number.MAX_SAFE_INTEGER)
const byNumber = (a: Fitting, b: Fitting): number => numberIn(a.group.seq) - numberIn(b.group.seq) || a.at - b.at

function compare(catalogue: DipCatalogue, a: Fitting, b: Fitting, { totalFen }: MedicalRecord): number {
  for (const key of ['mainCodes', 'mainFit', 'relatedKind', 'relatedCodes', 'relatedFit'] as const)
    if (a[key] !== b[key]) return b[key] - a[key]
  for (const tie of catalogue.ties) {
    if (tie === 'nearest_cost' && totalFen !== undefined) {
      const far = ({ group }: Fitting) =>
        group.avgCostFen === undefined ? Infinity : Math.abs(totalFen - group.avgCostFen)
      if (far(a) !== far(b)) return far(a) < far(b) ? -1 : 1
    }
    if (tie === 'highest_score' && a.group.scoreE4 !== b.group.scoreE4)
      return (a.group.scoreE4 ?? -1) > (b.group.scoreE4 ?? -1) ? -1 : 1
    if (tie === 'lowest_score' && a.group.scoreE4 !== b.group.scoreE4)
      return (a.group.scoreE4 ?? Infinity) < (b.group.scoreE4 ?? Infinity) ? -1 : 1
  }
  return byNumber(a, b)
}

function prefixLength(cell: string, code: string): number {
  const lengths = cell.split('|').map((part) => {
    const [from = '', to] = part.split('-')
    const start = code.slice(0, from.length)
    if (to === undefined) return start === from ? from.length : 0
    return start >= from && start <= to ? from.length : 0
  })
  return Math.max(...lengths)
}

function factsFit(catalogue: DipCatalogue, group: DipGroup, record: MedicalRecord, others: readonly string[]): boolean {
  if (group.otherDx !== '' && !others.some((code) => prefixLength(group.otherDx, code) > 0)) return false
  for (const [bound, value] of [
    [group.ageDays, record.ageDays],
    [group.ageYears, record.ageYears],
    [group.birthWeightG, record.birthWeightG],
  ] as const) {
    if (bound.min !== undefined && !(value !== undefined && value >= bound.min)) return false
    if (bound.max !== undefined && !(value !== undefined && value <= bound.max)) return false
  }
  if (group.resistant === undefined) return true
  const listed = [...catalogue.resistantDiagnoses]
  const found = record.diagnoses.some((code) =>
    listed.some((each) => code === each || code.replace(/x\d\d\d$/, '') === each),
  )
  return found === group.resistant
}

const bare = (code: string): string => (/^.{7}x\d{3}$/.test(code) ? code.slice(0, 7) : code)

function fit(wanted: string, found: string): number {
  if (wanted === found) return 3
  if (wanted.length < 7 && found.startsWith(wanted)) return 2
  if (wanted === bare(wanted) && bare(found) === wanted) return 2
  return wanted !== bare(wanted) && bare(wanted) === found ? 1 : 0
}

interface CellFit {
  readonly kind: number
  readonly codes: number
  readonly fit: number
}

/** Kind 2: met whole; 1: in part; 0: not at all. */
function cellFit(cell: string, found: readonly string[], main: string | undefined, needsMain: boolean): CellFit {
  const all = cell.split('|').map((alternative): CellFit => {
    const wanted = alternative.split('+')
    const fits = wanted.map((code) => Math.max(0, ...found.map((each) => fit(code, each))))
    const met = fits.filter((each) => each > 0)
    const mainFit = needsMain ? Math.max(0, ...wanted.map((code) => (main === undefined ? 0 : fit(code, main)))) : 3
    if (met.length === 0 || mainFit === 0) return { kind: 0, codes: 0, fit: 0 }
    return { kind: met.length === wanted.length ? 2 : 1, codes: met.length, fit: Math.min(mainFit, ...met) }
  })
  return all.sort((a, b) => b.kind - a.kind || b.codes - a.codes || b.fit - a.fit)[0]!
}

function codesFit(
  catalogue: DipCatalogue,
  group: DipGroup,
  kept: readonly string[],
  main: string | undefined,
  related: readonly string[],
): Omit<Fitting, 'group' | 'at' | 'pdxLength'> | undefined {
  const nothing = { mainCodes: 0, mainFit: 0, relatedKind: 0, relatedCodes: 0, relatedFit: 0 }
  if (group.layer === 'mixed') return ofClass(catalogue, group, main) ? nothing : undefined
  const anywhere = group.layer === 'priority' || group.layer === 'dx_aux'
  let result = nothing
  if (group.mainProc === '') {
    if (!anywhere && main !== undefined) return undefined
  } else {
    const own = cellFit(group.mainProc, kept, main, !anywhere)
    if (own.kind !== 2) return undefined
    result = { ...result, mainCodes: own.codes, mainFit: own.fit }
  }
  if (group.relatedProc === '') return result
  const own = cellFit(group.relatedProc, group.layer === 'priority' ? kept : related, undefined, false)
  if (own.kind === 0 || (own.kind === 1 && group.layer !== 'basic')) return undefined
  return { ...result, relatedKind: own.kind, relatedCodes: own.codes, relatedFit: own.fit }
}

function ofClass(catalogue: DipCatalogue, group: DipGroup, main: string | undefined): boolean {
  const wanted = group.procClass.split('|')
  const known =
    main === undefined
      ? undefined
      : (catalogue.procedureClasses.get(main) ?? catalogue.procedureClasses.get(bare(main)))
  if (!known) return wanted.includes('保守治疗')
  const surgical = known.class === '手术' || known.class === '介入治疗'
  return (
    wanted.includes(known.class) ||
    (surgical && wanted.includes('相关手术')) ||
    (known.level !== undefined && wanted.includes(`${known.class}${known.level}级`))
  )
}
