// Reads the constructs of the expression language: one function each, the word that names it is its first key.

import { isAmount, type TierAmountName, tierAmountNames } from '../amounts.ts'
import type { CombineExpression, Condition, Expression } from '../expression.ts'
import { definitionOf, type FactName, factNames, isFact } from '../facts.ts'
import type { FaultList } from '../text/faults.ts'
import { type MapNode, shown, type TextNode } from '../text/located.ts'
import { nearest } from '../text/shape.ts'
import type { Unit } from '../units.ts'
import { ROUND_MODES } from '../units.ts'
import { condition } from './condition.ts'

/** What a construct needs of its surroundings: where faults go, and how an expression inside it is read. */
export interface Reading {
  readonly faults: FaultList
  readonly expression: (node: TextNode) => Expression | undefined
}

type Reader = (node: MapNode, r: Reading) => Expression | undefined

const constructs: Readonly<Record<string, Reader>> = {
  amount: (node, r) => keysOf(node, ['amount', 'part'], r) && readAmount(node, r),
  parameter: readParameter,
  by: readBy,
  choose: readChoose,
  nth: readNth,
  step_down: readStepDown,
  steps: readSteps,
  share: readShare,
  times: readTimes,
  prorate: readProrate,
  round: readRound,
  sum: (node, r) => readCombine('sum', node, r),
  minus: (node, r) => readCombine('minus', node, r),
  smallest: (node, r) => readCombine('smallest', node, r),
  largest: (node, r) => readCombine('largest', node, r),
  ...Object.fromEntries(
    tierAmountNames.map((name): [string, Reader] => [
      name,
      (node, r) => keysOf(node, [name], r) && readTierAmount(name, node, r),
    ]),
  ),
}

export const constructNames = Object.keys(constructs)

export function readConstruct(node: MapNode, r: Reading): Expression | undefined {
  const name = [...node.entries.keys()].find((key) => Object.hasOwn(constructs, key))
  if (name) return constructs[name]?.(node, r)
  const first = [...node.entries.keys()][0] ?? ''
  const near = nearest(first, constructNames)
  r.faults.add(node.at, 'unknown_construct', first || 'an empty map', near ? `${near}?` : constructNames.join(', '))
  return undefined
}

function readParameter(node: MapNode, r: Reading): Expression | undefined {
  if (!keysOf(node, ['parameter', 'unit'], r)) return undefined
  const name = node.entries.get('parameter')
  if (name?.kind !== 'scalar' || !name.text) return fail(node, r, 'the id of a parameter')
  const unit =
    node.entries.get('unit')?.kind === 'scalar' ? (node.entries.get('unit') as { text: string }).text : 'money'
  if (unit !== 'money' && unit !== 'rate' && unit !== 'count') return fail(node, r, 'unit money, rate or count')
  return { op: 'parameter', at: node.at, unit, parameter: name.text }
}

function readBy(node: MapNode, r: Reading): Expression | undefined {
  const fact = factOf(node.entries.get('by'), node, r)
  if (!fact) return undefined
  const isSet = definitionOf(fact).kind === 'set'
  const pickNode = node.entries.get('pick')
  const pick =
    pickNode?.kind === 'scalar' && (pickNode.text === 'highest' || pickNode.text === 'lowest')
      ? pickNode.text
      : undefined
  if (isSet && !pick) return fail(node, r, `pick: highest or lowest, because ${fact} may hold several values`)
  if (!isSet && pickNode) return fail(node, r, `no pick: ${fact} has one value`)
  const cases = new Map<string, Expression>()
  let otherwise: Expression | undefined
  for (const [key, child] of node.entries) {
    if (key === 'by' || key === 'pick') continue
    const value = r.expression(child)
    if (!value) return undefined
    if (key === 'otherwise') otherwise = value
    // One row for several words: level_1 | level_2.
    else
      for (const word of key.split(/\s*\|\s*/)) {
        if (cases.has(word)) return fail(child, r, `one row for ${word}`)
        cases.set(word, value)
      }
  }
  if (cases.size === 0) return fail(node, r, 'at least one row')
  const unit = commonUnit([...cases.values(), ...(otherwise ? [otherwise] : [])], node, r)
  return unit && { op: 'by', at: node.at, unit, fact, cases, ...(pick && { pick }), ...(otherwise && { otherwise }) }
}

function readChoose(node: MapNode, r: Reading): Expression | undefined {
  const list = node.entries.get('choose')
  if (!keysOf(node, ['choose'], r)) return undefined
  if (list?.kind !== 'list' || list.items.length === 0) return fail(node, r, 'a list of { when, value }')
  const options: { when: Condition; value: Expression }[] = []
  let otherwise: Expression | undefined
  for (const item of list.items) {
    if (item.kind !== 'map' || otherwise) return fail(item, r, '{ when, value }, and { otherwise } last')
    const last = item.entries.get('otherwise')
    if (last) {
      otherwise = r.expression(last)
      if (!otherwise || !keysOf(item, ['otherwise'], r)) return undefined
      continue
    }
    if (!keysOf(item, ['when', 'value'], r)) return undefined
    const [whenNode, valueNode] = [item.entries.get('when'), item.entries.get('value')]
    const when = whenNode && condition.read(whenNode, r.faults)
    const value = valueNode && r.expression(valueNode)
    if (!whenNode || !valueNode) return fail(item, r, '{ when, value }')
    if (!when || !value) return undefined
    options.push({ when, value })
  }
  const unit = commonUnit([...options.map((option) => option.value), ...(otherwise ? [otherwise] : [])], node, r)
  return unit && { op: 'choose', at: node.at, unit, options, ...(otherwise && { otherwise }) }
}

function readNth(node: MapNode, r: Reading): Expression | undefined {
  if (!keysOf(node, ['nth', 'list'], r)) return undefined
  const fact = countFactOf(node.entries.get('nth'), node, r)
  const list = node.entries.get('list')
  if (!fact) return undefined
  if (list?.kind !== 'list' || list.items.length === 0) return fail(node, r, 'list: the values in order')
  const values = readAll(list.items, r)
  const unit = values && commonUnit(values, node, r)
  return values && unit && { op: 'nth', at: node.at, unit, fact, list: values }
}

function readStepDown(node: MapNode, r: Reading): Expression | undefined {
  const inner = node.entries.get('step_down')
  if (inner?.kind !== 'map' || !keysOf(inner, ['of', 'start', 'by', 'factor', 'floor'], r)) {
    return inner?.kind === 'map' ? undefined : fail(node, r, '{ of, start, by or factor, floor }')
  }
  const fact = countFactOf(inner.entries.get('of'), inner, r)
  const parts = readKeys(inner, ['start', 'by', 'factor', 'floor'], r)
  if (!fact || !parts) return undefined
  const { start, by, factor, floor } = parts
  if (!start || (by === undefined) === (factor === undefined)) return fail(inner, r, 'start, and by or factor')
  if (factor && factor.unit !== 'rate') return fail(inner, r, 'factor: a rate such as 90%')
  const unit = commonUnit([start, ...(by ? [by] : []), ...(floor ? [floor] : [])], inner, r)
  return (
    unit && {
      op: 'step_down',
      at: node.at,
      unit,
      fact,
      start,
      ...(by && { by }),
      ...(factor && { factor }),
      ...(floor && { floor }),
    }
  )
}

function readSteps(node: MapNode, r: Reading): Expression | undefined {
  const inner = node.entries.get('steps')
  if (inner?.kind !== 'map' || !keysOf(inner, ['of', 'every', 'each', 'at_most'], r)) {
    return inner?.kind === 'map' ? undefined : fail(node, r, '{ of, every, each, at_most }')
  }
  const fact = countFactOf(inner.entries.get('of'), inner, r)
  const every = inner.entries.get('every')
  const parts = readKeys(inner, ['each', 'at_most'], r)
  if (!fact || !parts) return undefined
  if (every?.kind !== 'scalar' || !/^[1-9]\d{0,3}$/.test(every.text)) return fail(inner, r, 'every: a count above 0')
  const { each, at_most: atMost } = parts
  if (!each) return fail(inner, r, 'each: the value of one step')
  const unit = commonUnit([each, ...(atMost ? [atMost] : [])], inner, r)
  return unit && { op: 'steps', at: node.at, unit, fact, every: Number(every.text), each, ...(atMost && { atMost }) }
}

function readShare(node: MapNode, r: Reading): Expression | undefined {
  if (!keysOf(node, ['share', 'of', 'at_least', 'at_most'], r)) return undefined
  const parts = readKeys(node, ['share', 'of', 'at_least', 'at_most'], r)
  if (!parts) return undefined
  const { share: rate, of, at_least: atLeast, at_most: atMost } = parts
  if (!rate || !of) return fail(node, r, '{ share: 20%, of: total }')
  if (rate.unit !== 'rate' || of.unit !== 'money') return mismatch(node, r, 'a rate of an amount of money')
  if (atLeast && atLeast.unit !== 'money') return mismatch(node, r, 'at_least: money')
  if (atMost && atMost.unit !== 'money') return mismatch(node, r, 'at_most: money')
  return { op: 'share', at: node.at, unit: 'money', rate, of, ...(atLeast && { atLeast }), ...(atMost && { atMost }) }
}

function readTimes(node: MapNode, r: Reading): Expression | undefined {
  const list = node.entries.get('times')
  if (!keysOf(node, ['times'], r)) return undefined
  if (list?.kind !== 'list' || list.items.length !== 2) return fail(node, r, 'times: [a value, a count]')
  const [value, count] = readAll(list.items, r) ?? []
  if (!value || !count) return undefined
  if (count.unit !== 'count' || value.unit === 'limitless') return mismatch(node, r, 'times: [a value, a count]')
  return { op: 'times', at: node.at, unit: value.unit, value, count }
}

function readProrate(node: MapNode, r: Reading): Expression | undefined {
  const inner = node.entries.get('prorate')
  if (inner?.kind !== 'map' || !keysOf(inner, ['of', 'by', 'over'], r)) {
    return inner?.kind === 'map' ? undefined : fail(node, r, 'prorate: { of, by, over }')
  }
  const parts = readKeys(inner, ['of', 'by', 'over'], r)
  if (!parts) return undefined
  const { of: value, by, over } = parts
  if (!value || !by || !over) return fail(inner, r, '{ of, by, over }')
  if (value.unit !== 'money' || by.unit !== 'count' || over.unit !== 'count') {
    return mismatch(inner, r, 'money × count ÷ count')
  }
  return { op: 'prorate', at: node.at, unit: 'money', value, by, over }
}

/** { round: …, to: 100元, mode: half_up } */
function readRound(node: MapNode, r: Reading): Expression | undefined {
  if (!keysOf(node, ['round', 'to', 'mode'], r)) return undefined
  const parts = readKeys(node, ['round', 'to'], r)
  if (!parts) return undefined
  const { round: of, to } = parts
  const word = node.entries.get('mode')
  const mode = ROUND_MODES.find((each) => word?.kind === 'scalar' && each === word.text)
  if (!of || !to || !mode) return fail(node, r, `{ round, to: 100元, mode: ${ROUND_MODES.join(' or ')} }`)
  const unit = commonUnit([of, to], node, r)
  return unit && { op: 'round', at: node.at, unit, of, to, mode }
}

function readCombine(op: CombineExpression['op'], node: MapNode, r: Reading): Expression | undefined {
  const list = node.entries.get(op)
  if (!keysOf(node, [op], r)) return undefined
  if (list?.kind !== 'list' || list.items.length === 0) return fail(node, r, `${op}: a list of values`)
  const of = readAll(list.items, r)
  const unit = of && commonUnit(of, node, r)
  return of && unit && { op, at: node.at, unit, of }
}

function readAll(nodes: readonly TextNode[], r: Reading): Expression[] | undefined {
  const values = nodes.map((node) => r.expression(node))
  return values.every((value) => value !== undefined) ? values : undefined
}

/** Reads the named keys that are present; `undefined` when one of them cannot be read. */
function readKeys(node: MapNode, keys: readonly string[], r: Reading): Record<string, Expression> | undefined {
  const result: Record<string, Expression> = {}
  for (const key of keys) {
    const child = node.entries.get(key)
    if (!child) continue
    const value = r.expression(child)
    if (!value) return undefined
    result[key] = value
  }
  return result
}

function commonUnit(values: readonly Expression[], node: TextNode, r: Reading): Unit | undefined {
  const units = new Set(values.map((value) => value.unit).filter((unit) => unit !== 'limitless'))
  if (units.size > 1) return mismatch(node, r, 'values of one unit')
  return [...units][0] ?? 'limitless'
}

function factOf(word: TextNode | undefined, node: MapNode, r: Reading): FactName | undefined {
  const name = word?.kind === 'scalar' ? word.text : ''
  if (isFact(name)) return name
  const near = nearest(name, factNames)
  r.faults.add(word?.at ?? node.at, 'unknown_fact', shown(word), near ? `${near}?` : 'a fact of the language')
  return undefined
}

function countFactOf(word: TextNode | undefined, node: MapNode, r: Reading): FactName | undefined {
  const fact = factOf(word, node, r)
  if (!fact) return undefined
  if (definitionOf(fact).kind === 'count') return fact
  return mismatch(node, r, 'a fact that counts')
}

function keysOf(node: MapNode, known: readonly string[], r: Reading): true | undefined {
  for (const key of node.entries.keys()) {
    if (known.includes(key)) continue
    r.faults.add(node.keys.get(key) ?? node.at, 'unknown_key', key, known.join(', '))
    return undefined
  }
  return true
}

function fail(node: TextNode, r: Reading, expected: string): undefined {
  r.faults.add(node.at, 'wrong_value', shown(node), expected)
}

function mismatch(node: TextNode, r: Reading, expected: string): undefined {
  r.faults.add(node.at, 'unit_mismatch', shown(node), expected)
}

/** { amount: in_scope, part: special_drug } */
function readAmount(node: MapNode, r: Reading): Expression | undefined {
  const [word, part] = [node.entries.get('amount'), node.entries.get('part')]
  const name = word?.kind === 'scalar' ? word.text : ''
  if (!isAmount(name)) return fail(node, r, 'amount: one of the amounts of a bill, such as in_scope')
  return { op: 'amount', at: node.at, unit: 'money', amount: name, ...(part?.kind === 'scalar' && { part: part.text }) }
}

/** { paid_by: tier } */
function readTierAmount(amount: TierAmountName, node: MapNode, r: Reading): Expression | undefined {
  const tier = node.entries.get(amount)
  if (tier?.kind !== 'scalar' || !tier.text) return fail(node, r, 'the id of an earlier tier')
  return { op: 'tier_amount', at: node.at, unit: 'money', amount, tier: tier.text }
}
