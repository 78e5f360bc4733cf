// A catalogue as the CSV text of the import format: read back, it is the same catalogue.
import type { DipCatalogue, DipGroup } from './catalogue.ts'
import { CATALOGUE_COLUMNS } from './read-catalogue.ts'

const decimals = (value: number | undefined, places: number): string => {
  if (value === undefined) return ''
  const digits = String(value).padStart(places + 1, '0')
  return places === 0 ? String(value) : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
const flag = (value: boolean | undefined): string => (value === undefined ? '' : value ? '是' : '否')
const onlyYes = (value: boolean): string => (value ? '是' : '')

export const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

type ColumnName = (typeof CATALOGUE_COLUMNS)[number]
type Head = Pick<DipCatalogue, 'id' | 'version' | 'validFrom' | 'validTo'>

const CELLS: Readonly<Record<ColumnName, (group: DipGroup, head: Head) => string>> = {
  catalogue_id: (_, { id }) => id,
  version: (_, { version }) => version,
  valid_from: (_, { validFrom }) => validFrom ?? '',
  valid_to: (_, { validTo }) => validTo ?? '',
  seq: ({ seq }) => seq,
  dip_code: ({ dipCode }) => dipCode,
  layer: ({ layer }) => layer,
  type: ({ type }) => type,
  pdx: ({ pdx }) => pdx,
  pdx_name: ({ pdxName }) => pdxName,
  main_proc: ({ mainProc }) => mainProc,
  main_proc_name: ({ mainProcName }) => mainProcName,
  related_proc: ({ relatedProc }) => relatedProc,
  related_proc_name: ({ relatedProcName }) => relatedProcName,
  other_dx: ({ otherDx }) => otherDx,
  age_days_max: ({ ageDays }) => decimals(ageDays.max, 0),
  birth_weight_min: ({ birthWeightG }) => decimals(birthWeightG.min, 0),
  birth_weight_max: ({ birthWeightG }) => decimals(birthWeightG.max, 0),
  age_years_min: ({ ageYears }) => decimals(ageYears.min, 0),
  age_years_max: ({ ageYears }) => decimals(ageYears.max, 0),
  resistant: ({ resistant }) => flag(resistant),
  proc_class: ({ procClass }) => procClass,
  score: ({ scoreE4 }) => decimals(scoreE4, 4),
  avg_cost: ({ avgCostFen }) => decimals(avgCostFen, 2),
  avg_los: ({ avgLosE2 }) => decimals(avgLosE2, 2),
  case_count: ({ caseCount }) => decimals(caseCount, 0),
  cv: ({ cvE4 }) => decimals(cvE4, 4),
  basic_level: ({ basicLevel }) => onlyYes(basicLevel),
  tcm: ({ tcm }) => onlyYes(tcm),
  local: ({ local }) => onlyYes(local),
  note: ({ note }) => note,
}

export function catalogueCsv(catalogue: DipCatalogue): string {
  const rows = catalogue.groups.map((group) =>
    CATALOGUE_COLUMNS.map((column) => csvCell(CELLS[column](group, catalogue))).join(','),
  )
  return `${[CATALOGUE_COLUMNS.join(','), ...rows].join('\n')}\n`
}
