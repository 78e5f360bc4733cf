// Tables of knowledge points: one row a point, the head columns of every table and those of the rule's family.
import type { FaultList } from '../../policy/text/faults.ts'
import type { MapNode, Place, TextNode } from '../../policy/text/located.ts'
import { type CsvRow, readCsv } from '../batch/csv.ts'
import { nodeFromJson } from '../cases/json-node.ts'
import { HEAD_COLUMNS, type RawPoint, rawPointOf } from './point.ts'

/**
 * Reads a table. Cells of lists are separated by `|`; cells that begin with `[` or `{` are JSON; an empty cell is an
 * absent parameter. The column `rule` says which card a row belongs to; `kpId` names the point.
 */
export const readKnowledge = (file: string, text: string, faults: FaultList): RawPoint[] => [
  ...knowledgeIn(file, text, faults),
]

/** The same, one by one: of a quarter of a million points none need be kept but what its rule makes of it. */
export function* knowledgeIn(file: string, text: string, faults: FaultList): Iterable<RawPoint> {
  const table = readCsv(file, text, faults)
  if (!table) return
  if (!table.titles.includes('rule'))
    faults.add({ file, line: 1 }, 'missing_key', `columns ${table.titles.join(', ')}`, 'a column rule')
  const heads = columnsOf(file, table.titles, (title) => HEAD_COLUMNS.includes(title))
  const parameters = columnsOf(file, table.titles, (title) => !HEAD_COLUMNS.includes(title))
  const seen = new Map<string, number>()
  for (const row of table.rows) {
    const at: Place = { file, line: row.line }
    const point = rawPointOf(nodeOf(heads, row, at), nodeOf(parameters, row, at), { id: `${file}:${row.line}` }, faults)
    if (!point) continue
    const key = `${point.head.id} ${point.head.version}`
    const other = seen.get(key)
    if (other !== undefined)
      faults.add(at, 'wrong_value', `the point ${key} again`, `each point and version once; first in line ${other}`)
    seen.set(key, row.line)
    yield point
  }
}

interface Columns {
  readonly places: readonly { readonly title: string; readonly at: number }[]
  /** A column that nobody knows is a fault of the first line. */
  readonly keys: ReadonlyMap<string, Place>
}

function columnsOf(file: string, titles: readonly string[], keep: (title: string) => boolean): Columns {
  const places = titles.flatMap((title, at) => (keep(title) ? [{ title, at }] : []))
  return { places, keys: new Map(places.map(({ title }) => [title, { file, line: 1, column: title }])) }
}

function nodeOf({ places, keys }: Columns, row: CsvRow, at: Place): MapNode {
  const entries = new Map<string, TextNode>()
  for (const { title, at: column } of places) {
    const cell = row.cells[column]?.trim() ?? ''
    if (cell !== '') entries.set(title, cellNode(cell, { ...at, column: title }))
  }
  return { kind: 'map', at, entries, keys }
}

export function cellNode(cell: string, at: Place): TextNode {
  if (/^[[{]/.test(cell)) {
    try {
      return placed(nodeFromJson(JSON.parse(cell), ''), at)
    } catch {
      return scalar(cell, at) // not JSON: its shape will say what it should be
    }
  }
  if (!cell.includes('|')) return scalar(cell, at)
  const items = cell.split('|').map((each) => each.trim())
  return { kind: 'list', at, items: items.filter((each) => each !== '').map((each) => scalar(each, at)) }
}

const scalar = (text: string, at: Place): TextNode => ({
  kind: 'scalar',
  at,
  value: text === 'true' ? true : text === 'false' ? false : text,
  text,
})

function placed(node: TextNode, at: Place): TextNode {
  if (node.kind === 'scalar') return { ...node, at }
  if (node.kind === 'list') return { ...node, at, items: node.items.map((item) => placed(item, at)) }
  return { ...node, at, entries: new Map([...node.entries].map(([key, child]) => [key, placed(child, at)])) }
}
