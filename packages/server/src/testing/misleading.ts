// Messages that are well formed and wrong: the interface reads every field, and only the business behind it can object.
import { type Field, type Infno, nationalLists, transactionOf } from '@yibao/contract'
import type { WireMessage } from './client.ts'

export interface Misleading {
  readonly path: string
  readonly label: string
  readonly body: string
}

type Keys = readonly (string | number)[]

/** Every field with each of the values that may mislead; lists with rows twice and rows in plenty. */
export function* misleading(infno: Infno, message: WireMessage): Generator<Misleading> {
  for (const [name, node] of Object.entries(transactionOf(infno).input)) {
    const content = message.input[name]
    const isList = Array.isArray(content)
    const keys: Keys = isList ? ['input', name, 0] : ['input', name]
    const row = (isList ? content[0] : content) as Readonly<Record<string, unknown>> | undefined
    for (const [fieldName, field] of Object.entries(node.fields)) {
      for (const [label, value] of values(fieldName, field, row?.[fieldName])) {
        const path = `${name}${isList ? '[0]' : ''}.${fieldName}`
        yield { path, label, body: JSON.stringify(withValue(message, [...keys, fieldName], value)) }
      }
    }
    if (!isList || row === undefined) continue
    const lists: readonly (readonly [string, readonly unknown[]])[] = [
      ['a row twice', [row, row]],
      ['many rows', Array.from({ length: 300 }, (_, at) => ({ ...row, ...numbered(row, at) }))],
    ]
    for (const [label, rows] of lists)
      yield { path: name, label, body: JSON.stringify(withValue(message, ['input', name], rows)) }
  }
}

const ROW_NUMBERS = ['feedetl_sn', 'diag_srt_no', 'fixmedins_hilist_id']
const numbered = (row: Readonly<Record<string, unknown>>, at: number) =>
  Object.fromEntries(ROW_NUMBERS.filter((name) => name in row).map((name) => [name, String(7_000 + at)]))

/** Looks like an identifier of ours and names nothing. */
const NOBODY = '01JDBX0Z0000000000000000A1'
const DAYS = ['1900-01-01', '2025-12-31', '2026-06-14', '2026-06-16', '2999-12-31'] as const

function values(name: string, field: Field, now: unknown): [string, unknown][] {
  const largest = '9'.repeat(Math.max(1, field.digits - field.decimals))
  const list = nationalLists[field.list ?? '']
  switch (field.kind) {
    case 'text':
    case 'serial':
      return [
        ['another text', '8'.repeat(Math.min(field.digits, 6))],
        ['the longest text', '9'.repeat(Math.min(field.digits, 500))],
        ...(/_id$|_sn$/.test(name) ? ([['an unknown identifier', NOBODY]] as [string, unknown][]) : []),
      ]
    case 'code':
      return list ? [...list.values.keys()].map((code) => [`the code ${code}`, code]) : [['an unknown code', 'X']]
    case 'amount':
      return [
        ['one fen more', (Math.round(Number(now ?? 0) * 100) + 1) / 100],
        ['nothing', 0],
        ['the largest amount', Number(`${largest.slice(0, 13)}.99`)],
        ['below zero', -1],
      ]
    case 'price':
    case 'quantity':
    case 'ratio':
    case 'decimal':
    case 'integer':
      return [
        ['nothing', 0],
        ['the largest number', Number(largest.slice(0, 14))],
        ['the smallest number', field.decimals === 0 ? 1 : Number(`0.${'0'.repeat(field.decimals - 1)}1`)],
        ['below zero', -1],
      ]
    case 'day':
      return DAYS.map((on) => [`the day ${on}`, on])
    case 'moment':
      return DAYS.map((on) => [`the moment ${on}`, `${on} 08:00:00`])
    default:
      return []
  }
}

function withValue(json: unknown, [key, ...rest]: Keys, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(json)) return json.map((entry, at) => (at === key ? withValue(entry, rest, value) : entry))
  const record = json as Readonly<Record<string, unknown>>
  return { ...record, [key]: withValue(record[key], rest, value) }
}
