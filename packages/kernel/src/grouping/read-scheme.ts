// Reads the tables of a scheme. Every fault is noted with its place and reading goes on; a scheme with a fault is not given.
import { checkScheme } from './check.ts'
import { type Alternatives, type Condition, parseWord, type Standing } from './condition.ts'
import { namelessManifest, readManifest } from './manifest.ts'
import { readOptionalTables } from './read-optional.ts'
import type { Adrg, Drg, Mdc, Scheme, SeverityLevel } from './scheme.ts'
import { type Row, type SchemeFault, SchemeFaults, type SchemeFile, Table, type Tables } from './table.ts'

export interface SchemeReading {
  /** Absent when a fault refuses it. */
  readonly scheme?: Scheme
  readonly faults: readonly SchemeFault[]
}

/** The files every scheme has, with their columns. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'mdc.csv': ['order', 'mdc', 'name', 'entry_rule'],
  'mdc-dx.csv': ['mdc', 'dx_code'],
  'adrg.csv': ['order', 'mdc', 'adrg', 'name', 'conditions'],
  'adrg-dx.csv': ['adrg', 'dx_code'],
  'adrg-proc.csv': ['adrg', 'part', 'proc_code'],
  'drg.csv': ['adrg', 'order', 'drg', 'severity_test', 'name'],
  'severity-dx.csv': ['dx_code', 'level', 'exclusion_table'],
  'exclusion-pdx.csv': ['pdx_code', 'exclusion_table'],
  'or-proc.csv': ['proc_code'],
}

/** Those a scheme may have. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  'mdc-proc.csv': ['mdc', 'proc_code'],
  'lists.csv': ['list', 'kind', 'code'],
  'dx-codes.csv': ['dx_code', 'name'],
  'proc-codes.csv': ['proc_code', 'name'],
  'dx-map.csv': ['from_code', 'to_code'],
  'proc-map.csv': ['from_code', 'to_code'],
  'grey-codes.csv': ['kind', 'code'],
  'weights.csv': ['drg', 'rw'],
}

export const SCHEME_FILES: readonly string[] = [...Object.keys(REQUIRED), ...Object.keys(OPTIONAL), 'scheme.yaml']

type Lists = Map<string, Set<string>>

/** `folder` names the scheme in faults, and stands for its name when it has no manifest. */
export function readScheme(folder: string, files: readonly SchemeFile[]): SchemeReading {
  const faults = new SchemeFaults()
  const given = new Map(files.map((file) => [file.name, file]))
  for (const name of Object.keys(REQUIRED).filter((each) => !given.has(each)))
    faults.add({ file: folder, line: 0, column: 0, title: '', found: name, allowed: '缺少此文件(missing file)' })
  if (faults.refuses) return { faults: faults.all }
  const tables = new Map<string, Table>()
  for (const [name, columns] of [...Object.entries(REQUIRED), ...Object.entries(OPTIONAL)]) {
    const file = given.get(name)
    if (file) tables.set(name, new Table(file, columns, faults))
  }
  const manifestFile = given.get('scheme.yaml')
  const manifest = manifestFile ? readManifest(manifestFile, faults) : namelessManifest(folder)
  const core = readCore(tables)
  const scheme: Scheme = { manifest, ...core, ...readOptionalTables(tables) }
  checkScheme(scheme, tables, faults)
  return faults.refuses ? { faults: faults.all } : { scheme, faults: faults.all }
}

const rowsOf = (tables: Tables, name: string): readonly Row[] => tables.get(name)?.rows ?? []

function readCore(tables: Tables) {
  const lists: Lists = new Map()
  const sites = readMdcLists(tables, lists)
  readAdrgLists(tables, lists)
  for (const row of rowsOf(tables, 'lists.csv'))
    addTo(lists, `list:${row.filled('list')}:${row.choice('kind', ['dx', 'proc', 'department'])}`, row.filled('code'))
  return {
    mdcs: rowsOf(tables, 'mdc.csv').map(readMdc).sort(byOrder),
    adrgs: rowsOf(tables, 'adrg.csv').map(readAdrg).sort(byOrder),
    drgs: rowsOf(tables, 'drg.csv').map(readDrg).sort(byOrder),
    lists,
    sites,
    severity: new Map(
      rowsOf(tables, 'severity-dx.csv').map((row) => [
        row.filled('dx_code'),
        { level: row.choice<SeverityLevel>('level', ['MCC', 'CC']), exclusionTable: row.text('exclusion_table') },
      ]),
    ),
    exclusions: new Map(
      rowsOf(tables, 'exclusion-pdx.csv').map((row) => [row.filled('pdx_code'), row.filled('exclusion_table')]),
    ),
    validProcedures: new Set(rowsOf(tables, 'or-proc.csv').map((row) => row.filled('proc_code'))),
  }
}

const byOrder = (a: { order: number }, b: { order: number }): number => a.order - b.order

function addTo(lists: Lists, name: string, code: string): void {
  const list = lists.get(name)
  if (list) list.add(code)
  else lists.set(name, new Set([code]))
}

function readMdcLists(tables: Tables, lists: Lists): Map<string, Map<string, string[]>> {
  const sites = new Map<string, Map<string, string[]>>()
  for (const row of rowsOf(tables, 'mdc-dx.csv')) {
    const [mdc, code, site] = [row.filled('mdc'), row.filled('dx_code'), row.text('site')]
    addTo(lists, `mdc:${mdc}:dx`, code)
    if (site === '') continue
    const ofMdc = sites.get(mdc) ?? new Map<string, string[]>()
    ofMdc.set(code, [...(ofMdc.get(code) ?? []), site])
    sites.set(mdc, ofMdc)
  }
  for (const row of rowsOf(tables, 'mdc-proc.csv'))
    addTo(lists, `mdc:${row.filled('mdc')}:proc`, row.filled('proc_code'))
  return sites
}

function readAdrgLists(tables: Tables, lists: Lists): void {
  for (const row of rowsOf(tables, 'adrg-dx.csv'))
    addTo(lists, `adrg:${row.filled('adrg')}:${row.text('part') || 'A'}:dx`, row.filled('dx_code'))
  for (const row of rowsOf(tables, 'adrg-proc.csv')) {
    const part = row.filled('part')
    if (!/^[A-C1-9]$/.test(part)) row.fault('part', '应为 A、B、C 或 1–9(A, B, C or 1–9)')
    addTo(lists, `adrg:${row.filled('adrg')}:${part}:proc`, row.filled('proc_code'))
  }
}

/** The names of the published tables, each in words of the condition language. */
const ENTRY_NAMES: Readonly<Record<string, string>> = {
  or_procedure_first: 'pproc_is_or',
  pdx: 'pdx_in',
  anydx: 'anydx_in',
  pdx_and_age_under_1: 'pdx_in+age_years<1',
  pdx_and_male: 'pdx_in+sex=1',
  pdx_and_female: 'pdx_in+sex=2',
  pdx_and_two_sites: 'pdx_in+two_sites',
}

const inWords = (text: string): string =>
  text
    .split('+')
    .map((word) => ENTRY_NAMES[word] ?? word)
    .join('+')

function readMdc(row: Row): Mdc {
  const mdc = row.filled('mdc')
  const entryText = row.filled('entry_rule')
  const ambiguous = row.text('ambiguous_typical')
  if (!/^(yes|no|)$/.test(ambiguous)) row.fault('ambiguous_typical', '应为 yes 或 no')
  const entry: Alternatives = entryText
    .split(' or ')
    .map((text) => conditionsOf(row, 'entry_rule', inWords(text), { owner: `mdc:${mdc}` }))
  return {
    order: row.whole('order'),
    mdc,
    name: row.text('name'),
    entry,
    entryText,
    ambiguousTypical: ambiguous === 'yes',
  }
}

function readAdrg(row: Row): Adrg {
  const adrg = row.filled('adrg')
  const check = row.text('ambiguous_check')
  if (!/^(before|after|)$/.test(check)) row.fault('ambiguous_check', '应为 before 或 after')
  return {
    order: row.whole('order'),
    mdc: row.filled('mdc'),
    adrg,
    name: row.text('name'),
    kind: row.text('kind'),
    conditions: conditionsOf(row, 'conditions', row.filled('conditions'), {
      owner: `adrg:${adrg}`,
      partsRule: row.text('parts_rule'),
      weightMinG: row.wholeIfAny('weight_min_g'),
      weightMaxG: row.wholeIfAny('weight_max_g'),
    }),
    isAfterAmbiguous: check === 'after',
  }
}

function readDrg(row: Row): Drg {
  const adrg = row.filled('adrg')
  const severity = row.choice('severity_test', ['MCC', 'MCC_OR_CC', 'CC', 'CC_ONLY', 'NONE'])
  const more = row.text('conditions')
  const standing = { owner: `adrg:${adrg}` }
  return {
    adrg,
    order: row.whole('order'),
    drg: row.filled('drg'),
    name: row.text('name'),
    conditions: [
      ...(severity === 'NONE' ? [] : conditionsOf(row, 'severity_test', severity, standing)),
      ...(more === '' ? [] : conditionsOf(row, 'conditions', more, standing)),
    ],
  }
}

function conditionsOf(row: Row, title: string, text: string, standing: Standing): Condition[] {
  return text.split('+').flatMap((word) => {
    const parsed = parseWord(word, standing)
    if ('conditions' in parsed) return parsed.conditions
    const names = title === 'entry_rule' ? `${Object.keys(ENTRY_NAMES).join(', ')}, ` : ''
    row.fault(title, `应为 ${names}${parsed.allowed}`, word)
    return []
  })
}
