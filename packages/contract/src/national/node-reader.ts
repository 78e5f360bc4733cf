// Compiles a transaction's nodes into one reader: finds each node by name or alias, checks its shape, reads its rows.
import type { Refused } from '@yibao/kernel'
import { isRecord, type Json } from './json.ts'
import type { Node, Nodes } from './nodes.ts'
import { type FieldRefusalCode, fieldRefusals } from './protocol-refusals.ts'
import { isWaived, type ReadingRules } from './reading-rules.ts'
import { compileRow, type Row, RowFault, type RowReader } from './row-reader.ts'
import { kindOf } from './shown.ts'
import { isEmpty } from './values/fault.ts'

/** The refusal of a message, kept apart from its values by its class. */
export class NodeFault {
  readonly refusal: Refused<FieldRefusalCode>

  constructor(refusal: Refused<FieldRefusalCode>) {
    this.refusal = refusal
  }
}

export type NodesReader = (json: Json) => Row | NodeFault
type NodeReader = (json: Json) => unknown

interface Place {
  readonly infno: string
  readonly name: string
  readonly node: Node
  readonly rules: ReadingRules
}

export function compileNodes(infno: string, nodes: Nodes, rules: ReadingRules): NodesReader {
  const readers = Object.entries(nodes).map(
    ([name, node]) => [name, compileNode({ infno, name, node, rules })] as const,
  )
  return (json) => {
    const values: Row = {}
    for (const [name, read] of readers) {
      const value = read(json)
      if (value instanceof NodeFault) return value
      values[name] = value
    }
    return values
  }
}

function compileNode(place: Place): NodeReader {
  const { infno, name, node, rules } = place
  const readRow = compileRow(infno, name, node.fields, rules)
  const find = finder(place)
  return node.many ? listReader(place, find, readRow) : objectReader(place, find, readRow)
}

/** Looks a node up under its own name, its aliases, and, where the text or clients leave the name out, in place. */
function finder({ infno, name, node, rules }: Place): NodeReader {
  const channelNames = Object.entries(rules.nodeAliases[infno] ?? {}).filter(([, own]) => own === name)
  const names = [name, ...node.aliases, ...channelNames.map(([alias]) => alias)]
  const fields = Object.keys(node.fields)
  return (json) => {
    for (const one of names) {
      const found = json[one]
      if (!isEmpty(found)) return found
    }
    return node.placement !== 'named' && fields.some((field) => json[field] !== undefined) ? json : undefined
  }
}

function objectReader(place: Place, find: NodeReader, readRow: RowReader): NodeReader {
  return (json) => {
    const found = find(json)
    const content = Array.isArray(found) && found.length === 1 ? found[0] : found
    if (content === undefined) return missing(place)
    if (!isRecord(content)) return wrongShape(place, 0, content)
    const row = readRow(content)
    return row instanceof RowFault ? located(place, 0, row) : row
  }
}

/** A list; one row may come without its brackets. */
function listReader(place: Place, find: NodeReader, readRow: RowReader): NodeReader {
  const { infno, name, node, rules } = place
  const rowsMin = isWaived(rules, infno, name) ? 0 : node.rowsMin
  return (json) => {
    const found = find(json)
    if (found === undefined) return rowsMin === 0 ? [] : missing(place)
    const list: readonly unknown[] = Array.isArray(found) ? found : [found]
    if (list.length < rowsMin) return new NodeFault(fieldRefusals.refuse('node_empty', { infno, node: name }))
    if (list.length > rules.rowsMax) return tooMany(place, list.length)
    const rows: Row[] = []
    for (let at = 0; at < list.length; at++) {
      const entry = list[at]
      if (!isRecord(entry)) return wrongShape(place, at + 1, entry)
      const row = readRow(entry)
      if (row instanceof RowFault) return located(place, at + 1, row)
      rows.push(row)
    }
    return rows
  }
}

function located({ infno, name }: Place, row: number, { fault, field, title }: RowFault): NodeFault {
  const facts = { infno, node: name, row, field, title, found: fault.found, allowed: fault.allowed }
  return new NodeFault(fieldRefusals.refuse(fault.code, facts))
}

const missing = ({ infno, name }: Place): NodeFault =>
  new NodeFault(fieldRefusals.refuse('node_missing', { infno, node: name }))

const wrongShape = ({ infno, name }: Place, row: number, found: unknown): NodeFault =>
  new NodeFault(fieldRefusals.refuse('node_wrong_shape', { infno, node: name, row, found: kindOf(found) }))

const tooMany = ({ infno, name, rules }: Place, found: number): NodeFault =>
  new NodeFault(fieldRefusals.refuse('node_too_many_rows', { infno, node: name, found, allowed: rules.rowsMax }))
