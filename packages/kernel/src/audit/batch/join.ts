// Two tables of one publication put together: the codes in one, what is said of their names in the other.
import type { FaultList } from '../../policy/text/faults.ts'
import type { CsvRow, CsvTable } from './csv.ts'

/** Each row of `main` with the cells of the one row of `other` that agrees with it in every column both have. */
export function joinTables(
  main: CsvTable,
  other: CsvTable,
  files: { readonly main: string; readonly other: string },
  faults: FaultList,
): CsvTable {
  const shared = main.titles.filter((title) => other.titles.includes(title))
  if (shared.length === 0) {
    const found = `columns ${other.titles.join(', ')}`
    faults.add({ file: files.other, line: 1 }, 'missing_key', found, `one of ${main.titles.join(', ')}`)
    return main
  }
  const keyIn = (table: CsvTable) => {
    const places = shared.map((title) => table.titles.indexOf(title))
    return (row: CsvRow): string => places.map((at) => row.cells[at]?.trim() ?? '').join('\u0000')
  }
  const [keyOfMain, keyOfOther] = [keyIn(main), keyIn(other)]
  const partners = new Map<string, CsvRow>()
  for (const row of other.rows) {
    const key = keyOfOther(row)
    const twin = partners.get(key)
    if (twin)
      faults.add(
        { file: files.other, line: row.line },
        'wrong_value',
        named(key),
        `each once; it is in line ${twin.line} too`,
      )
    partners.set(key, row)
  }
  const added = other.titles.flatMap((title, at) => (shared.includes(title) ? [] : [at]))
  const rows = main.rows.map((row): CsvRow => {
    const key = keyOfMain(row)
    const partner = partners.get(key)
    if (!partner) faults.add({ file: files.main, line: row.line }, 'no_partner', named(key), `a row of ${files.other}`)
    return { line: row.line, cells: [...row.cells, ...added.map((at) => partner?.cells[at] ?? '')] }
  })
  return { titles: [...main.titles, ...added.map((at) => other.titles[at] ?? '')], rows }
}

const named = (key: string): string => key.replaceAll('\u0000', ' / ')
