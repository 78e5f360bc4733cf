// What the tables of a scheme must agree on before it groups anybody: names that exist, lists with codes, rows that can be reached.
import { checkReach } from './check-reach.ts'
import { type Condition, listsOf } from './condition.ts'
import type { Scheme } from './scheme.ts'
import { finder, type Row, type SchemeFaults, type Tables } from './table.ts'

export function checkScheme(scheme: Scheme, tables: Tables, faults: SchemeFaults): void {
  const rows = (name: string): readonly Row[] => tables.get(name)?.rows ?? []
  const mdcs = new Set(scheme.mdcs.map(({ mdc }) => mdc))
  const adrgs = new Set(scheme.adrgs.map(({ adrg }) => adrg))
  checkUnique(rows('mdc.csv'), ['mdc'], ['order'])
  checkUnique(rows('adrg.csv'), ['adrg'], ['order'])
  checkUnique(rows('drg.csv'), ['adrg', 'order'])
  checkUnique(rows('severity-dx.csv'), ['dx_code'])
  checkUnique(rows('exclusion-pdx.csv'), ['pdx_code'])
  checkUnique(rows('weights.csv'), ['drg'])
  checkKnown(rows('mdc-dx.csv'), 'mdc', mdcs, 'mdc.csv')
  checkKnown(rows('mdc-proc.csv'), 'mdc', mdcs, 'mdc.csv')
  checkKnown(rows('adrg.csv'), 'mdc', mdcs, 'mdc.csv')
  checkKnown(rows('drg.csv'), 'adrg', adrgs, 'adrg.csv')
  checkKnown(rows('adrg-dx.csv'), 'adrg', adrgs, 'adrg.csv')
  checkKnown(rows('adrg-proc.csv'), 'adrg', adrgs, 'adrg.csv')
  checkLists(scheme, tables)
  checkCounts(scheme, tables)
  checkCodes(scheme, tables)
  checkWeights(scheme, tables)
  checkManifest(scheme, mdcs, faults)
  checkSites(scheme, tables)
  checkReach(scheme, tables)
}

/** Sites are kept as the bits of one number. */
const MOST_SITES = 31

function checkSites({ sites }: Scheme, tables: Tables): void {
  for (const [mdc, codes] of sites) {
    const names = new Set([...codes.values()].flat())
    if (names.size <= MOST_SITES) continue
    const row = finder(tables)('mdc-dx.csv', 'mdc', mdc)
    row?.fault('site', `部位不得超过 ${MOST_SITES} 个(no more sites than this)`, String(names.size))
  }
}

/** No two rows may have the same key: each list of titles is one. */
function checkUnique(rows: readonly Row[], ...keys: readonly (readonly string[])[]): void {
  for (const titles of keys) {
    const seen = new Map<string, number>()
    for (const row of rows) {
      const key = titles.map((title) => row.text(title)).join(' ')
      const before = seen.get(key)
      if (before === undefined) seen.set(key, row.line)
      else row.fault(titles.at(-1) ?? '', `与第 ${before} 行重复(the same as in line ${before})`, key)
    }
  }
}

function checkKnown(rows: readonly Row[], title: string, known: ReadonlySet<string>, where: string): void {
  for (const row of rows) {
    if (!known.has(row.text(title))) row.fault(title, `${where} 中没有(not in ${where})`)
  }
}

/** A condition on a list without codes can never hold: that is a mistake, not a choice. */
function checkLists(scheme: Scheme, tables: Tables): void {
  const used = new Set<string>()
  const check = (row: Row | undefined, title: string, conditions: readonly Condition[]): void => {
    for (const name of conditions.flatMap(listsOf)) {
      used.add(name)
      if (!scheme.lists.has(name)) row?.fault(title, `${listWords(name)} 没有编码(the list is empty)`, row.text(title))
    }
  }
  const rowOf = finder(tables)
  for (const { mdc, entry } of scheme.mdcs) check(rowOf('mdc.csv', 'mdc', mdc), 'entry_rule', entry.flat())
  for (const { adrg, conditions } of scheme.adrgs) check(rowOf('adrg.csv', 'adrg', adrg), 'conditions', conditions)
  for (const { drg, conditions } of scheme.drgs) check(rowOf('drg.csv', 'drg', drg), 'conditions', conditions)
  for (const row of tables.get('lists.csv')?.rows ?? []) {
    const name = `list:${row.text('list')}:${row.text('kind')}`
    if (!used.has(name)) row.fault('list', '没有条件用到这个名单(no condition uses this list)', row.text('list'), true)
  }
}

/** `adrg:FB1:B:proc` in the words of the files. */
export function listWords(name: string): string {
  const [owner = '', id = '', ...rest] = name.split(':')
  if (owner === 'list') return `lists.csv ${id} (${rest[0]})`
  if (owner === 'mdc') return `mdc-${rest[0]}.csv ${id}`
  return `adrg-${rest[1]}.csv ${id} ${rest[0]}`
}

/** Counts beside the rows, where a table has them: a file that was cut off does not group anybody. */
function checkCounts(scheme: Scheme, tables: Tables): void {
  const sizes = new Map<string, number[]>()
  for (const [name, codes] of scheme.lists) {
    const key = name.replace(/^(adrg:[^:]*):[^:]*/, '$1')
    sizes.set(key, [...(sizes.get(key) ?? []), codes.size])
  }
  const check = (row: Row, title: string, allowed: readonly number[]): void => {
    const stated = row.wholeIfAny(title)
    if (stated !== undefined && !allowed.includes(stated))
      row.fault(title, `实有 ${allowed[0]}(there are ${allowed[0]})`)
  }
  // Published tables count the first part of an ADRG, others all parts.
  const counts = (key: string): number[] => {
    const parts = sizes.get(key) ?? [0]
    return [parts.reduce((sum, size) => sum + size, 0), parts[0] ?? 0]
  }
  for (const row of tables.get('mdc.csv')?.rows ?? []) {
    check(row, 'dx_count', counts(`mdc:${row.text('mdc')}:dx`))
    check(row, 'adrg_count', [scheme.adrgs.filter(({ mdc }) => mdc === row.text('mdc')).length])
  }
  for (const row of tables.get('adrg.csv')?.rows ?? []) {
    check(row, 'dx_count', counts(`adrg:${row.text('adrg')}:dx`))
    check(row, 'proc_count', counts(`adrg:${row.text('adrg')}:proc`))
  }
}

/** With the tables of codes at hand, each code of a list should have a name. A warning: published tables have a few that do not. */
function checkCodes(scheme: Scheme, tables: Tables): void {
  const check = (file: string, title: string, names: ReadonlyMap<string, string>, where: string): void => {
    if (names.size === 0) return
    for (const row of tables.get(file)?.rows ?? []) {
      if (!names.has(row.text(title)))
        row.fault(title, `${where} 中没有此编码(no such code in ${where})`, row.text(title), true)
    }
  }
  for (const file of ['mdc-dx.csv', 'adrg-dx.csv', 'severity-dx.csv'])
    check(file, 'dx_code', scheme.diagnosisNames, 'dx-codes.csv')
  check('exclusion-pdx.csv', 'pdx_code', scheme.diagnosisNames, 'dx-codes.csv')
  for (const file of ['adrg-proc.csv', 'or-proc.csv', 'mdc-proc.csv'])
    check(file, 'proc_code', scheme.procedureNames, 'proc-codes.csv')
}

function checkWeights(scheme: Scheme, tables: Tables): void {
  const table = tables.get('weights.csv')
  if (!table) return
  const drgs = new Set(scheme.drgs.map(({ drg }) => drg))
  for (const row of table.rows) {
    const drg = row.text('drg')
    if (!drgs.has(drg) && drg !== '0000' && !/^.QY$/.test(drg)) row.fault('drg', 'drg.csv 中没有(not in drg.csv)')
  }
  for (const row of tables.get('drg.csv')?.rows ?? []) {
    if (!scheme.weights.has(row.text('drg'))) row.fault('drg', 'weights.csv 中没有此组(no weight for this group)')
  }
}

function checkManifest({ manifest }: Scheme, mdcs: ReadonlySet<string>, faults: SchemeFaults): void {
  const at = { file: 'scheme.yaml', line: 1, column: 0 }
  for (const mdc of manifest.ambiguousMdcs ?? []) {
    if (!mdcs.has(mdc))
      faults.add({ ...at, title: 'ambiguous_mdcs', found: mdc, allowed: 'mdc.csv 中没有(not in mdc.csv)' })
  }
  const { validFrom, validTo } = manifest
  if (validFrom && validTo && validFrom > validTo)
    faults.add({ ...at, title: 'valid_to', found: validTo, allowed: `不得早于 ${validFrom}(not before it)` })
}
