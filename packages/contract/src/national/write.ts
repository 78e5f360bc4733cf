// Writes domain values as the wire wants them: every field of the table in its order, empty values by the interface's rule.
import type { Field, Table } from './fields.ts'
import type { Json } from './json.ts'
import type { Node, NodesToWrite, Transaction } from './nodes.ts'
import { emptyRow, type Row } from './row-reader.ts'
import { base64 } from './values/bytes.ts'

/** What may differ between channels when answers are written; a fixed object per channel. */
export interface WritingRules {
  /** Code lists whose codes this channel wants without the leading zero: `psn_cert_type`, `naty`. */
  readonly shortCodes: readonly string[]
  /** Names of nodes by transaction: `{ '9001': { signinoutb: 'result' } }`; '' puts the fields in place of the node. */
  readonly nodeNames: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const defaultWriting: WritingRules = { shortCodes: [], nodeNames: {} }

type ValueWriter = (value: unknown) => unknown
type NodesWriter = (values: Json) => unknown

/** The `output` of an answer. Amounts are yuan as JSON numbers; absent numbers are 0 and anything else absent is "". */
export function writeOutput<T extends Transaction>(
  transaction: T,
  values: NodesToWrite<T['output']>,
  rules: WritingRules = defaultWriting,
): unknown {
  return writerOf(transaction, 'output', rules)(values)
}

/** The `input` of a request, for clients. */
export function writeInput<T extends Transaction>(
  transaction: T,
  values: NodesToWrite<T['input']>,
  rules: WritingRules = defaultWriting,
): Json {
  return writerOf(transaction, 'input', rules)(values) as Json
}

const compiled = new WeakMap<WritingRules, Map<string, NodesWriter>>()

function writerOf(transaction: Transaction, side: 'input' | 'output', rules: WritingRules): NodesWriter {
  const writers = compiled.get(rules) ?? new Map<string, NodesWriter>()
  compiled.set(rules, writers)
  const key = side === 'input' ? transaction.infno : `${transaction.infno} output`
  const writer = writers.get(key) ?? compileNodes(transaction, side, rules)
  writers.set(key, writer)
  return writer
}

function compileNodes(transaction: Transaction, side: 'input' | 'output', rules: WritingRules): NodesWriter {
  const nodes = Object.entries(transaction[side]).map(([name, node]) => {
    const usual = node.placement === 'bare' ? '' : name
    const wireName = side === 'output' ? (rules.nodeNames[transaction.infno]?.[name] ?? usual) : usual
    return { name, wireName, write: nodeWriter(node, rules) }
  })
  const [only] = nodes
  if (nodes.length === 1 && only?.wireName === '') return (values) => only.write(values[only.name])
  return (values) => {
    const wire: Row = {}
    for (const { name, wireName, write } of nodes) wire[wireName] = write(values[name])
    return wire
  }
}

function nodeWriter(node: Node, rules: WritingRules): ValueWriter {
  const write = rowWriter(node.fields, rules)
  return node.many ? (rows) => (rows as readonly Json[]).map(write) : (row) => write(row as Json)
}

/** Compiles a table into a writer of one row. Also used for rows that travel outside messages. */
export function rowWriter(table: Table, rules: WritingRules = defaultWriting): (values: Json) => Row {
  const columns = Object.entries(table).map(([name, field]) => ({ name, write: valueWriter(field, rules) }))
  const template = emptyRow(Object.keys(table))
  return (values) => {
    const wire: Row = { ...template }
    for (const { name, write } of columns) wire[name] = write(values[name])
    return wire
  }
}

function valueWriter(field: Field, rules: WritingRules): ValueWriter {
  switch (field.kind) {
    case 'amount':
    case 'price':
    case 'quantity':
    case 'ratio': {
      // Dividing the whole number gives the JSON number nearest to the decimal, which prints with its exact digits.
      const factor = 10 ** field.decimals
      return (value) => (typeof value === 'number' ? value / factor : 0)
    }
    case 'integer':
    case 'decimal':
      return (value) => value ?? 0
    case 'bytes':
      return (value) => (value instanceof Uint8Array ? base64(value) : '')
    case 'rows': {
      const write = rowWriter(field.rows ?? {}, rules)
      return (value) => (Array.isArray(value) ? value.map(write) : [])
    }
    case 'code':
      return field.list !== undefined && rules.shortCodes.includes(field.list) ? shortCode : textOrEmpty
    default:
      return textOrEmpty
  }
}

const textOrEmpty: ValueWriter = (value) => value ?? ''
const shortCode: ValueWriter = (value) => (typeof value === 'string' ? value.replace(/^0(?=\d$)/, '') : '')
