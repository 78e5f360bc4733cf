// Tables of knowledge points: one row a point, the head columns of every table and those of the rule's family.
import type { FaultList } from '../../policy/text/faults.ts'
import type { MapNode, Place, TextNode } from '../../policy/text/located.ts'
import { nodeFromJson } from '../cases/json-node.ts'
import { type RawPoint, readRawPoint } from './point.ts'

/**
 * Reads a table. Cells of lists are separated by `|`; cells that begin with `[` or `{` are JSON; an empty cell is an
 * absent parameter. The column `rule` says which card a row belongs to; `kpId` names the point.
 */
export function readKnowledge(file: string, text: string, faults: FaultList): RawPoint[] {
  const rows = csvRows(text.startsWith('\ufeff') ? text.slice(1) : text)
  const header = rows.shift()
  if (!header || header.cells.length < 2) {
    faults.add({ file, line: 1 }, 'empty_file', 'no header line', 'kpId,rule,codes and the columns of the family')
    return []
  }
  const names = header.cells.map((cell) => cell.trim())
  if (!names.includes('rule'))
    faults.add({ file, line: 1 }, 'missing_key', `columns ${names.join(', ')}`, 'a column rule')
  const seen = new Map<string, number>()
  return rows.flatMap((row) => {
    const at: Place = { file, line: row.line }
    if (row.cells.length !== names.length) {
      faults.add(at, 'wrong_value', `${row.cells.length} cells`, `${names.length}, one for each column`)
      return []
    }
    const point = readRawPoint(rowNode(names, row.cells, at), { id: `${file}:${row.line}` }, faults)
    if (!point) return []
    const key = `${point.head.id} ${point.head.version}`
    const other = seen.get(key)
    if (other !== undefined)
      faults.add(at, 'wrong_value', `the point ${key} again`, `each point and version once; first in line ${other}`)
    seen.set(key, row.line)
    return [point]
  })
}

function rowNode(names: readonly string[], cells: readonly string[], at: Place): MapNode {
  const entries = new Map<string, TextNode>()
  names.forEach((name, index) => {
    const cell = (cells[index] ?? '').trim()
    if (cell !== '') entries.set(name, cellNode(cell, at))
  })
  return { kind: 'map', at, entries, keys: new Map(names.map((name) => [name, at])) }
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

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** RFC 4180: quoted cells may hold commas, quotes (doubled) and line breaks. Empty lines are left out. */
function csvRows(text: string): Row[] {
  const rows: Row[] = []
  let [cells, cell, quoted, line, startLine]: [string[], string, boolean, number, number] = [[], '', false, 1, 1]
  const endRow = () => {
    cells.push(cell)
    if (cells.length > 1 || cell.trim() !== '') rows.push({ line: startLine, cells })
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\n') line += 1
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === ',') {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') {
      endRow()
      startLine = line
    } else if (character !== '\r') cell += character
  }
  if (cell !== '' || cells.length > 0) endRow()
  return rows
}
