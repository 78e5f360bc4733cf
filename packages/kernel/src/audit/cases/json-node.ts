// A JSON value as a located tree: each node knows its path (`lines[2].qty`), so that a fault names the field.
import type { MapNode, TextNode } from '../../policy/text/located.ts'

/** `file` of each place is the path below the root given; null counts as absent. */
export function nodeFromJson(value: unknown, path: string): TextNode {
  const at = { file: path, line: 0 }
  if (Array.isArray(value))
    return { kind: 'list', at, items: value.map((item, index) => nodeFromJson(item, `${path}[${index}]`)) }
  if (typeof value === 'object' && value !== null) return mapFromJson(value, path)
  if (typeof value === 'number') return { kind: 'scalar', at, value, text: numberText(value) }
  if (typeof value === 'string' || typeof value === 'boolean') return { kind: 'scalar', at, value, text: String(value) }
  return { kind: 'scalar', at, value: null, text: '' }
}

function mapFromJson(value: object, path: string): MapNode {
  const present = Object.entries(value).filter(([, child]) => child !== null && child !== undefined)
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  return {
    kind: 'map',
    at: { file: path, line: 0 },
    entries: new Map(present.map(([key, child]) => [key, nodeFromJson(child, below(key))])),
    keys: new Map(present.map(([key]) => [key, { file: below(key), line: 0 }])),
  }
}

/** Twelve digits: what another program added up in floating point (27.299999999999997) is read as what it meant. */
const numberText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(12)))
