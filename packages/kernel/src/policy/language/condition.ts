// Reads conditions: { level: level_3, age: { at_least: 60 } }, { any: [...] }, { not: {...} }.
import { AMOUNTS, type AmountName, CONDITION_AMOUNTS } from '../amounts.ts'
import type { Condition } from '../expression.ts'
import { definitionOf, type FactName, factNames, isFact } from '../facts.ts'
import type { FaultList } from '../text/faults.ts'
import { type MapNode, shown, type TextNode } from '../text/located.ts'
import { type JsonSchema, nearest, type Shape } from '../text/shape.ts'
import { parseLiteral } from '../units.ts'

export const condition: Shape<Condition> = {
  read: (node, faults) => readCondition(node, faults),
  schema: { $ref: '#/$defs/condition' },
}

export const conditionSchema: JsonSchema = {
  type: 'object',
  properties: {
    all: { type: 'array', items: { $ref: '#/$defs/condition' } },
    any: { type: 'array', items: { $ref: '#/$defs/condition' } },
    not: { $ref: '#/$defs/condition' },
    ...Object.fromEntries(factNames.map((fact) => [fact, { description: definitionOf(fact).zh }])),
    ...Object.fromEntries(CONDITION_AMOUNTS.map((name) => [name, { type: 'object', description: AMOUNTS[name].zh }])),
  },
  additionalProperties: false,
  minProperties: 1,
}

function readCondition(node: TextNode, faults: FaultList): Condition | undefined {
  if (node.kind !== 'map' || node.entries.size === 0) {
    faults.add(node.at, 'wrong_value', shown(node), 'a condition such as { level: level_3 }')
    return undefined
  }
  const parts = [...node.entries].map(([key, child]) => readPart(key, child, node, faults))
  if (!parts.every((part) => part !== undefined)) return undefined
  const only = parts.length === 1 ? parts[0] : undefined
  return only ?? { op: 'all', of: parts, at: node.at }
}

function readPart(key: string, node: TextNode, parent: MapNode, faults: FaultList): Condition | undefined {
  if (key === 'all' || key === 'any') {
    if (node.kind !== 'list' || node.items.length === 0) {
      faults.add(node.at, 'wrong_value', shown(node), 'a list of conditions')
      return undefined
    }
    const of = node.items.map((item) => readCondition(item, faults))
    return of.every((each) => each !== undefined) ? { op: key, of, at: node.at } : undefined
  }
  if (key === 'not') {
    const of = readCondition(node, faults)
    return of && { op: 'not', of, at: node.at }
  }
  const at = parent.keys.get(key) ?? node.at
  const amount = CONDITION_AMOUNTS.find((each) => each === key)
  if (amount) return readAmountRange(amount, node, faults)
  if (!isFact(key)) {
    const near = nearest(key, factNames)
    faults.add(at, 'unknown_fact', key, near ? `${near}?` : 'a fact of the language')
    return undefined
  }
  return node.kind === 'map' ? readRange(key, node, faults) : readValues(key, node, faults)
}

function readValues(fact: FactName, node: TextNode, faults: FaultList): Condition | undefined {
  const items = node.kind === 'list' ? node.items : [node]
  const values: string[] = []
  for (const item of items) {
    if (item.kind === 'scalar' && item.text !== '') values.push(item.text)
    else faults.add(item.at, 'wrong_value', shown(item), 'a value of the fact')
  }
  const kind = definitionOf(fact).kind
  if (kind === 'money' || kind === 'rate') {
    faults.add(node.at, 'wrong_value', shown(node), '{ at_least: …, below: … }')
    return undefined
  }
  return values.length === items.length ? { op: 'is', fact, values, at: node.at } : undefined
}

function readRange(fact: FactName, node: MapNode, faults: FaultList): Condition | undefined {
  const kind = definitionOf(fact).kind
  if (kind !== 'count' && kind !== 'money' && kind !== 'rate') {
    faults.add(node.at, 'wrong_value', `a range for ${fact}`, 'a value or a list of values')
    return undefined
  }
  const bounds = readBounds(fact, kind, node, faults)
  return bounds && { op: 'between', fact, ...bounds, at: node.at }
}

/** { total: { at_least: 500元 } } */
function readAmountRange(amount: AmountName, node: TextNode, faults: FaultList): Condition | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), `{ at_least: …, below: … } for ${amount}`)
    return undefined
  }
  const bounds = readBounds(amount, 'money', node, faults)
  return bounds && { op: 'amount', amount, ...bounds, at: node.at }
}

interface Bounds {
  readonly atLeast?: number
  readonly below?: number
}

function readBounds(
  name: string,
  unit: 'money' | 'rate' | 'count',
  node: MapNode,
  faults: FaultList,
): Bounds | undefined {
  const bounds: { atLeast?: number; below?: number } = {}
  for (const [key, child] of node.entries) {
    const literal = child.kind === 'scalar' ? parseLiteral(child.text) : undefined
    if (key !== 'at_least' && key !== 'below') {
      faults.add(node.keys.get(key) ?? node.at, 'unknown_key', key, 'at_least or below')
    } else if (!literal || literal.unit !== unit) {
      faults.add(child.at, 'unit_mismatch', shown(child), `a ${unit} for ${name}`)
    } else {
      bounds[key === 'at_least' ? 'atLeast' : 'below'] = literal.value
    }
  }
  return bounds.atLeast === undefined && bounds.below === undefined ? undefined : bounds
}
