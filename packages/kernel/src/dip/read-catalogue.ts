// Tables of a catalogue into plain data: every cell checked, every fault with its place; nothing is guessed.
import {
  type ClassedProcedure,
  DIP_LAYERS,
  DIP_TYPES,
  type DipCatalogue,
  type DipGroup,
  type ExcludedProcedure,
  type ExclusionRule,
  PROCEDURE_CLASSES,
  type TieRule,
} from './catalogue.ts'
import { diagnosisPrefixes } from './diagnosis-cell.ts'
import { procedureAlternatives } from './procedure-cell.ts'
import { Cells, checkColumns, type DipFault, type DipTable } from './read-cells.ts'

/** Columns of the import format; those after `pdx` may be left out. */
export const CATALOGUE_COLUMNS = [
  ...['catalogue_id', 'version', 'valid_from', 'valid_to', 'seq', 'dip_code', 'layer', 'type', 'pdx', 'pdx_name'],
  ...['main_proc', 'main_proc_name', 'related_proc', 'related_proc_name', 'other_dx', 'age_days_max'],
  ...['birth_weight_min', 'birth_weight_max', 'age_years_min', 'age_years_max', 'resistant', 'proc_class'],
  ...['score', 'avg_cost', 'avg_los', 'case_count', 'cv', 'basic_level', 'tcm', 'local', 'note'],
] as const

const REQUIRED = ['catalogue_id', 'version', 'seq', 'layer', 'pdx']

export interface DipTables {
  readonly catalogue: DipTable
  readonly excludedDiagnoses?: DipTable | undefined
  readonly excludedProcedures?: DipTable | undefined
  readonly resistantDiagnoses?: DipTable | undefined
  readonly procedureClasses?: DipTable | undefined
  /** 同等条件下的取舍; the cost nearest to the group's average when left out. */
  readonly ties?: readonly TieRule[] | undefined
}

export interface DipReading {
  readonly catalogue: DipCatalogue
  /** Empty: the catalogue can be used. */
  readonly faults: readonly DipFault[]
}

/** 结核耐药 without a list of one's own: the additional code alone. */
const RESISTANCE = 'U84.300'

export function readDipCatalogue(tables: DipTables): DipReading {
  const { catalogue: table } = tables
  const faults = checkColumns(table, REQUIRED, CATALOGUE_COLUMNS)
  if (faults.length > 0) return { catalogue: emptyCatalogue(), faults }
  const groups = table.rows.map((row) => groupOf(new Cells(table.file, row, faults), row.line))
  if (groups.length === 0)
    faults.push({ file: table.file, line: 1, column: 'seq', found: '', expected: '至少一个病种 at least one group' })
  checkUnique(table, groups, faults)
  const head = headOf(table, faults)
  return {
    catalogue: {
      ...head,
      groups,
      excludedDiagnoses: new Set(codesOf(tables.excludedDiagnoses, 'dx_code', faults)),
      excludedProcedures: excludedOf(tables.excludedProcedures, faults),
      resistantDiagnoses: new Set(
        tables.resistantDiagnoses ? codesOf(tables.resistantDiagnoses, 'dx_code', faults) : [RESISTANCE],
      ),
      procedureClasses: classesOf(tables.procedureClasses, faults),
      ties: tables.ties ?? ['nearest_cost'],
    },
    faults,
  }
}

export const emptyCatalogue = (): DipCatalogue => ({
  id: '',
  version: '',
  groups: [],
  excludedDiagnoses: new Set(),
  excludedProcedures: new Map(),
  resistantDiagnoses: new Set(),
  procedureClasses: new Map(),
  ties: [],
})

const DX_CELL = '诊断编码开头或类目区间，用 | 隔开，如 I21.0 或 A15-A16 prefixes or ranges'
const PROC_CELL = '手术操作编码，| 为或，+ 为且 procedure codes joined by | and +'

function groupOf(cells: Cells, line: number): DipGroup {
  const layer = cells.oneOf('layer', DIP_LAYERS)
  const group: DipGroup = {
    seq: cells.required('seq'),
    dipCode: cells.text('dip_code') || cells.text('seq'),
    layer,
    type: cells.oneOf('type', DIP_TYPES, layer === 'mixed' ? 'mixed' : 'core'),
    pdx: cells.parsed('pdx', diagnosisPrefixes, DX_CELL),
    pdxName: cells.text('pdx_name'),
    mainProc: cells.parsed('main_proc', procedureAlternatives, PROC_CELL),
    mainProcName: cells.text('main_proc_name'),
    relatedProc: cells.parsed('related_proc', procedureAlternatives, PROC_CELL),
    relatedProcName: cells.text('related_proc_name'),
    otherDx: cells.parsed('other_dx', diagnosisPrefixes, DX_CELL),
    ageDays: { max: cells.scaled('age_days_max', 0) },
    ageYears: { min: cells.scaled('age_years_min', 0), max: cells.scaled('age_years_max', 0) },
    birthWeightG: { min: cells.scaled('birth_weight_min', 0), max: cells.scaled('birth_weight_max', 0) },
    resistant: cells.flag('resistant'),
    procClass: cells.parsed('proc_class', classCell, CLASS_CELL),
    scoreE4: cells.scaled('score', 4),
    avgCostFen: cells.scaled('avg_cost', 2),
    avgLosE2: cells.scaled('avg_los', 2),
    caseCount: cells.scaled('case_count', 0),
    cvE4: cells.scaled('cv', 4),
    basicLevel: cells.flag('basic_level') ?? false,
    tcm: cells.flag('tcm') ?? false,
    local: cells.flag('local') ?? false,
    note: cells.text('note'),
    line,
  }
  checkGroup(group, cells)
  return group
}

const CLASS_CELL = `${PROCEDURE_CLASSES.join('、')}、相关手术，或带级别如 手术4级，用 | 隔开 classes of procedures`
const CLASS_NAME = new RegExp(`^(?:(?:${PROCEDURE_CLASSES.join('|')})(?:[1-4]级)?|相关手术)$`)
const classCell = (text: string): true | undefined =>
  text.split('|').every((name) => CLASS_NAME.test(name)) ? true : undefined

/** What no single cell shows: a group that everything or nothing would fall into. */
function checkGroup(group: DipGroup, cells: Cells): void {
  const { layer, birthWeightG, ageYears } = group
  if (layer === 'mixed') cells.required('proc_class')
  else if (group.procClass !== '') cells.fault('proc_class', '只用于综合病种 only for mixed groups')
  if (layer === 'mixed' && (group.mainProc !== '' || group.relatedProc !== ''))
    cells.fault('main_proc', '综合病种按手术操作类别，不列编码 mixed groups have classes, not codes')
  if (group.pdx === '' && layer !== 'priority')
    cells.fault('pdx', '只有先期分组可以为空 only priority groups may leave it open')
  if (group.pdx === '' && group.mainProc === '' && layer === 'priority')
    cells.fault('main_proc', '主要诊断和主要手术操作不能都为空 a diagnosis or a procedure must be named')
  for (const [{ min, max }, column] of [
    [birthWeightG, 'birth_weight_max'],
    [ageYears, 'age_years_max'],
  ] as const)
    if (min !== undefined && max !== undefined && min > max)
      cells.fault(column, `不小于下限 ${min} not below the minimum`)
}

/** A number twice, or two groups that no case could tell apart. */
function checkUnique({ file }: DipTable, groups: readonly DipGroup[], faults: DipFault[]): void {
  const seen = new Map<string, DipGroup>()
  for (const group of groups) {
    const conditions = [group.otherDx, group.ageDays, group.ageYears, group.birthWeightG, group.resistant]
    const key = JSON.stringify([group.layer, group.pdx, group.mainProc, group.relatedProc, group.procClass, conditions])
    for (const [column, name, found] of [
      ['seq', `seq ${group.seq}`, group.seq],
      ['pdx', key, `${group.pdx} ${group.mainProc}`],
    ] as const) {
      const other = seen.get(name)
      if (!other) seen.set(name, group)
      else {
        const expected = `与第 ${other.line} 行 ${other.seq} 不同 different from line ${other.line}`
        faults.push({ file, line: group.line, column, found, expected })
      }
    }
  }
}

/** One file is one version. */
function headOf(
  { file, rows }: DipTable,
  faults: DipFault[],
): Pick<DipCatalogue, 'id' | 'version' | 'validFrom' | 'validTo'> {
  const [first] = rows
  if (!first) return { id: '', version: '' }
  for (const row of rows)
    for (const column of ['catalogue_id', 'version', 'valid_from', 'valid_to'] as const) {
      const [own, same] = [row.cells[column] ?? '', first.cells[column] ?? '']
      if (own !== same)
        faults.push({
          file,
          line: row.line,
          column,
          found: own,
          expected: `与第 ${first.line} 行相同：${same} one version a file`,
        })
    }
  const cells = new Cells(file, first, faults)
  return {
    id: cells.required('catalogue_id'),
    version: cells.required('version'),
    validFrom: cells.day('valid_from'),
    validTo: cells.day('valid_to'),
  }
}

function codesOf(table: DipTable | undefined, column: string, faults: DipFault[]): string[] {
  if (!table) return []
  faults.push(...checkColumns(table, [column], [column, 'name', 'note']))
  return table.rows.map((row) => new Cells(table.file, row, faults).required(column))
}

const RULES: readonly ExclusionRule[] = ['conservative', 'not_main', 'limited']

function excludedOf(table: DipTable | undefined, faults: DipFault[]): Map<string, ExcludedProcedure> {
  if (!table) return new Map()
  faults.push(...checkColumns(table, ['proc_code', 'rule'], ['proc_code', 'rule', 'pdx_scope', 'name', 'note']))
  return new Map(
    table.rows.map((row): [string, ExcludedProcedure] => {
      const cells = new Cells(table.file, row, faults)
      const rule = cells.oneOf('rule', RULES)
      if (rule === 'limited') cells.required('pdx_scope')
      else if (cells.text('pdx_scope') !== '') cells.fault('pdx_scope', '只用于 limited only with limited')
      const code = cells.required('proc_code')
      return [code, { code, rule, pdxScope: cells.parsed('pdx_scope', diagnosisPrefixes, DX_CELL) }]
    }),
  )
}

/** A procedure of unknown class (an empty cell) is as one that is not listed. */
function classesOf(table: DipTable | undefined, faults: DipFault[]): Map<string, ClassedProcedure> {
  if (!table) return new Map()
  faults.push(...checkColumns(table, ['proc_code', 'class'], ['proc_code', 'class', 'level', 'how', 'name', 'note']))
  return new Map(
    table.rows.flatMap((row): [string, ClassedProcedure][] => {
      const cells = new Cells(table.file, row, faults)
      if (cells.text('class') === '') return []
      const level = cells.scaled('level', 0)
      if (level !== undefined && (level < 1 || level > 4)) cells.fault('level', '1–4')
      return [[cells.required('proc_code'), { class: cells.oneOf('class', PROCEDURE_CLASSES), level }]]
    }),
  )
}
