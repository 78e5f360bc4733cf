// Reads a slot: a bare value (with the file's defaults), or a list of dated values.
import { type Day, parseDay } from '../../time/day.ts'
import { type Entry, GRADES, type Grade, type Slot } from '../slot.ts'
import type { FaultList } from '../text/faults.ts'
import { type MapNode, type Place, shown, type TextNode } from '../text/located.ts'
import { type JsonSchema, refuseUnknownKeys, type Shape } from '../text/shape.ts'

/** What a file says once for all values that do not say it themselves. */
export interface Defaults {
  readonly from?: Day
  readonly published?: Day
  readonly source?: string
  readonly clause?: string
  readonly grade?: Grade
  readonly assumed?: boolean
  readonly note?: string
}

/** A value that changed every month for fifteen years. */
const MOST_VALUES = 180

const DATING = ['from', 'until', 'published', 'source', 'clause', 'grade', 'assumed', 'note'] as const

export function slotSchema(value: JsonSchema): JsonSchema {
  return {
    anyOf: [
      value,
      {
        type: 'array',
        items: {
          type: 'object',
          properties: { value, ...Object.fromEntries(DATING.map((key) => [key, {}])) },
          required: ['value'],
          additionalProperties: false,
        },
      },
    ],
  }
}

/** A list whose every item has a `value` is a list of dated values; anything else is one bare value. */
export function isDated(node: TextNode): boolean {
  return (
    node.kind === 'list' &&
    node.items.length > 0 &&
    node.items.every((item) => item.kind === 'map' && item.entries.has('value'))
  )
}

export function readSlot<T>(
  node: TextNode,
  of: Shape<T>,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Slot<T> {
  if (!isDated(node)) {
    const value = of.read(node, faults)
    const entry = value === undefined ? undefined : finish(value, defaults, node.at, layer, faults)
    return entry ? [entry] : []
  }
  const items = node.kind === 'list' ? node.items : []
  if (items.length > MOST_VALUES) {
    faults.add(node.at, 'file_too_large', `${items.length} dated values`, `at most ${MOST_VALUES} under one key`)
    return []
  }
  return items.flatMap((item) => {
    const entry = readEntry(item as MapNode, of, defaults, layer, faults)
    return entry ? [entry] : []
  })
}

function readEntry<T>(
  node: MapNode,
  of: Shape<T>,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Entry<T> | undefined {
  refuseUnknownKeys(node, ['value', ...DATING], faults)
  const valueNode = node.entries.get('value')
  const value = valueNode && of.read(valueNode, faults)
  const own = readDefaults(node, faults)
  const until = dayOf('until', node, faults)
  if (value === undefined) return undefined
  // A value with its own source does not borrow the clause, grade or note that belong to the file's default source.
  const base: Defaults = own.source || own.assumed ? withoutCitation(defaults) : defaults
  return finish(value, { ...base, ...own }, node.at, layer, faults, until)
}

const withoutCitation = ({ from, published }: Defaults): Defaults => ({
  ...(from && { from }),
  ...(published && { published }),
})

export function readDefaults(node: MapNode, faults: FaultList): Defaults {
  const from = dayOf('from', node, faults)
  const published = dayOf('published', node, faults)
  const grade = wordOf('grade', node)
  if (grade && !GRADES.includes(grade as Grade)) {
    faults.add(node.entries.get('grade')?.at ?? node.at, 'wrong_value', grade, `one of ${GRADES.join(', ')}`)
  }
  const assumed = node.entries.get('assumed')
  if (assumed && !(assumed.kind === 'scalar' && typeof assumed.value === 'boolean')) {
    faults.add(assumed.at, 'wrong_value', shown(assumed), 'true or false')
  }
  return {
    ...(from && { from }),
    ...(published && { published }),
    ...(wordOf('source', node) && { source: wordOf('source', node) }),
    ...(wordOf('clause', node) && { clause: wordOf('clause', node) }),
    ...(grade && { grade: grade as Grade }),
    ...(assumed?.kind === 'scalar' && { assumed: assumed.value === true }),
    ...(wordOf('note', node) && { note: wordOf('note', node) }),
  } as Defaults
}

function finish<T>(
  value: T,
  given: Defaults,
  at: Place,
  layer: number,
  faults: FaultList,
  until?: Day,
): Entry<T> | undefined {
  if (!given.from) {
    faults.add(at, 'value_without_date', 'no day from which the value is in force', 'from: 2023-01-01')
    return undefined
  }
  if (!given.source && !given.assumed) {
    faults.add(at, 'value_without_source', 'no source', 'source: <id>, or assumed: true with a note')
    return undefined
  }
  if (until && until <= given.from)
    faults.add(at, 'dates_reversed', `from ${given.from} until ${until}`, 'until after from')
  return {
    value,
    from: given.from,
    published: given.published ?? given.from,
    assumed: given.assumed ?? (given.grade === 'I' || given.grade === 'G'),
    layer,
    at,
    ...(until && { until }),
    ...(given.source && { source: given.source }),
    ...(given.clause && { clause: given.clause }),
    ...(given.grade && { grade: given.grade }),
    ...(given.note && { note: given.note }),
  }
}

function wordOf(key: string, node: MapNode): string | undefined {
  const child = node.entries.get(key)
  return child?.kind === 'scalar' && child.text !== '' ? child.text : undefined
}

function dayOf(key: string, node: MapNode, faults: FaultList): Day | undefined {
  const child = node.entries.get(key)
  if (!child) return undefined
  const day = child.kind === 'scalar' ? parseDay(child.text) : undefined
  if (!day) faults.add(child.at, 'wrong_value', shown(child), 'a calendar day such as 2023-07-01')
  return day
}
