// The text files that travel by 9101 and 9102: one record a line, TAB between columns, `null` for empty, no header.
import { accepted, type Outcome } from '@yibao/kernel'
import type { Table, ToWrite, Values } from './fields.ts'
import { fieldRefusals, type ValueFaultCode } from './protocol-refusals.ts'
import { defaultRules, type ReadingRules } from './reading-rules.ts'
import { compileRow, RowFault } from './row-reader.ts'
import { rowWriter } from './write.ts'

/** Reads all records of a file. Rows are numbered from 1 in a refusal, `name` says which file it is. */
export function readRecords<T extends Table>(
  infno: string,
  name: string,
  table: T,
  text: string,
  rules: ReadingRules = defaultRules,
): Outcome<Values<T>[], ValueFaultCode> {
  const names = Object.keys(table)
  const read = compileRow(infno, name, table, rules)
  const rows: Values<T>[] = []
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (line === '') continue
    const cells = line.split('\t')
    const row = read(Object.fromEntries(names.map((column, at) => [column, cells[at]])))
    if (row instanceof RowFault) {
      const { fault, field, title } = row
      const facts = {
        infno,
        node: name,
        row: rows.length + 1,
        field,
        title,
        found: fault.found,
        allowed: fault.allowed,
      }
      return fieldRefusals.refuse(fault.code, facts)
    }
    rows.push(row as Values<T>)
  }
  return accepted(rows)
}

export function writeRecords<T extends Table>(table: T, rows: readonly ToWrite<T>[]): string {
  const names = Object.keys(table)
  const write = rowWriter(table)
  return rows
    .map((row) => {
      const wire = write(row)
      return names.map((name) => cell(wire[name])).join('\t')
    })
    .map((line) => `${line}\n`)
    .join('')
}

/** A TAB or a line break inside a text would shift every column after it. */
const cell = (value: unknown): string => (value === '' ? 'null' : String(value).replace(/[\t\r\n]+/g, ' '))
