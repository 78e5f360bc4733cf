// Compiles a field table into a reader of one row: a closure per field, run in the table's order, stopping at the first fault.
import type { Field, Table } from './fields.ts'
import { isRecord, type Json } from './json.ts'
import { isWaived, type ReadingRules } from './reading-rules.ts'
import { kindOf } from './shown.ts'
import { readBytes } from './values/bytes.ts'
import { codeReader } from './values/code.ts'
import { Fault, isEmpty } from './values/fault.ts'
import { momentReader, readDay } from './values/moment.ts'
import { decimalReader, scaledReader, serialReader } from './values/number.ts'
import { extensionReader, textReader } from './values/text.ts'

export type Row = Record<string, unknown>

/** A fault and the field it was found in; inside a list within the row, the title says which entry. */
export class RowFault {
  readonly fault: Fault
  readonly field: string
  readonly title: string

  constructor(fault: Fault, field: string, title: string) {
    this.fault = fault
    this.field = field
    this.title = title
  }
}

export type RowReader = (row: Json) => Row | RowFault
type ValueReader = (value: unknown) => unknown

interface Column {
  readonly name: string
  readonly aliases: readonly string[]
  readonly required: boolean
  readonly field: Field
  readonly read: ValueReader
}

export function compileRow(infno: string, node: string, table: Table, rules: ReadingRules): RowReader {
  const columns = Object.entries(table).map(
    ([name, field]): Column => ({
      name,
      aliases: field.aliases,
      required: field.required && !isWaived(rules, infno, node, name),
      field,
      read: valueReader(infno, node, field, rules),
    }),
  )
  const template = emptyRow(Object.keys(table))
  return (row) => {
    const values: Row = { ...template }
    for (const column of columns) {
      const value = column.read(column.aliases.length === 0 ? row[column.name] : underAnyName(row, column))
      if (value instanceof Fault) return new RowFault(discreet(value, column.field), column.name, column.field.title)
      if (value instanceof RowFault) return value
      if (column.required && isNothing(value)) return missing(column)
      values[column.name] = value
    }
    return values
  }
}

/**
 * A row with every key in the table's order. Each read row is a copy of it: all rows of a table then share one hidden
 * class, which keeps reading fast. JSON.parse builds the keys as ordinary properties, however many there are.
 */
export function emptyRow(names: readonly string[]): Row {
  return JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(',')}}`)
}

function underAnyName(row: Json, { name, aliases }: Column): unknown {
  const value = row[name]
  if (!isBlank(value)) return value
  for (const alias of aliases) if (!isBlank(row[alias])) return row[alias]
  return value
}

const isBlank = (value: unknown): boolean => isEmpty(value) || (Array.isArray(value) && value.length === 0)

const isNothing = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const missing = ({ name, field }: Column): RowFault => new RowFault(new Fault('field_missing', '空'), name, field.title)

/** A refusal does not repeat what identifies a person. */
function discreet(fault: Fault, field: Field): Fault {
  return field.personal && fault.found.startsWith('“') ? new Fault(fault.code, '所传内容', fault.allowed) : fault
}

function valueReader(infno: string, node: string, field: Field, rules: ReadingRules): ValueReader {
  switch (field.kind) {
    case 'text':
      return textReader(field.digits)
    case 'extension':
      return extensionReader(field.digits)
    case 'code':
      return codeReader(field.digits, field.list === undefined ? undefined : rules.lists[field.list])
    case 'serial':
      return rules.feeSerial === 'digits' ? serialReader(field.digits) : textReader(field.digits)
    case 'amount':
    case 'price':
    case 'quantity':
    case 'ratio':
      return scaledReader(field)
    case 'integer':
    case 'decimal':
      return decimalReader(field)
    case 'day':
      return readDay
    case 'moment':
      return momentReader(field.endOfDay)
    case 'bytes':
      return readBytes
    case 'rows':
      return listReader(infno, node, field, rules)
  }
}

/** A list inside a row; a single entry may come without its brackets. */
function listReader(infno: string, node: string, field: Field, rules: ReadingRules): ValueReader {
  const read = compileRow(infno, node, field.rows ?? {}, rules)
  return (value) => {
    if (isEmpty(value)) return []
    const entries = Array.isArray(value) ? value : [value]
    const rows: Row[] = []
    for (const [at, entry] of entries.entries()) {
      if (!isRecord(entry)) return new Fault('field_wrong_type', kindOf(entry), '对象数组')
      const row = read(entry)
      if (row instanceof RowFault) return new RowFault(row.fault, row.field, `${field.title}第${at + 1}条${row.title}`)
      rows.push(row)
    }
    return rows
  }
}
