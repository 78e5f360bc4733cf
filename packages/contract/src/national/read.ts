// Reads a message's input or output into domain values; the first fault becomes one refusal that names its place.
import { accepted, type Outcome } from '@yibao/kernel'
import { isRecord, type Json } from './json.ts'
import { compileNodes, NodeFault, type NodesReader } from './node-reader.ts'
import type { NodesValues, Transaction } from './nodes.ts'
import type { FieldRefusalCode } from './protocol-refusals.ts'
import { defaultRules, type ReadingRules } from './reading-rules.ts'

/** Amounts become Fen, prices UnitPrice, counts Quantity, ratios BasisPoints, dates Day and Instant, the rest text or numbers. */
export function readInput<T extends Transaction>(
  transaction: T,
  input: Json,
  rules: ReadingRules = defaultRules,
): Outcome<NodesValues<T['input']>, FieldRefusalCode> {
  return outcome(readerOf(transaction, 'input', rules)(input))
}

/** Reads an answer's output, as clients do: simulated hospitals and conformance tests. */
export function readOutput<T extends Transaction>(
  transaction: T,
  output: unknown,
  rules: ReadingRules = defaultRules,
): Outcome<NodesValues<T['output']>, FieldRefusalCode> {
  const json = Array.isArray(output) ? underItsName(transaction, output) : output
  return outcome(readerOf(transaction, 'output', rules)(isRecord(json) ? json : {}))
}

/** Some answers are a bare list; its node's name exists only here. */
function underItsName(transaction: Transaction, rows: readonly unknown[]): Json {
  const bare = Object.entries(transaction.output).find(([, node]) => node.placement === 'bare')
  return bare ? { [bare[0]]: rows } : {}
}

function outcome<V>(read: Record<string, unknown> | NodeFault): Outcome<V, FieldRefusalCode> {
  return read instanceof NodeFault ? read.refusal : accepted(read as V)
}

const compiled = new WeakMap<ReadingRules, Map<string, NodesReader>>()

function readerOf(transaction: Transaction, side: 'input' | 'output', rules: ReadingRules): NodesReader {
  const readers = compiled.get(rules) ?? new Map<string, NodesReader>()
  compiled.set(rules, readers)
  const key = side === 'input' ? transaction.infno : `${transaction.infno} output`
  const reader = readers.get(key) ?? compileNodes(transaction.infno, transaction[side], rules)
  readers.set(key, reader)
  return reader
}
