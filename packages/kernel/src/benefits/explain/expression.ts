// Interprets an expression into nodes, with the facts and amounts recorded when the bill was settled. This is also the
// reference that the compiled closures are tested against.

import { mulDiv } from '../../money/share.ts'
import { AMOUNTS, TIER_AMOUNTS } from '../../policy/amounts.ts'
import type {
  ByExpression,
  ChooseExpression,
  CombineExpression,
  Condition,
  Expression,
  NthExpression,
  ProrateExpression,
  RoundExpression,
  ShareExpression,
  StepDownExpression,
  StepsExpression,
} from '../../policy/expression.ts'
import { leafName } from '../../policy/expression.ts'
import { definitionOf, type FactName } from '../../policy/facts.ts'
import { amountsOfCondition } from '../../policy/inside.ts'
import type { RoundMode } from '../../policy/units.ts'
import { roundTo } from '../compile/rounding.ts'
import type { Citation, ExplanationNode, NodeUnit, Words } from './node.ts'
import { given, givenText, node, renamed } from './write.ts'

/** What the interpreter asks for: a fact or amount by its leaf name, a parameter's value, a tier's title. */
export interface Lookup {
  leaf(name: string): { readonly value: number | string; readonly over?: number }
  parameter(id: string): { readonly title: string; readonly value: Expression; readonly citation?: Citation }
  tierTitle(id: string): string
  /** How a value of a fact is shown: 三级 for level_3. */
  word(fact: FactName, value: string): string
  partTitle(id: string): string
}

export function interpret(expression: Expression, id: string, title: Words, lookup: Lookup): ExplanationNode {
  const child = (inner: Expression, name: string, childTitle?: Words) =>
    interpret(inner, `${id}.${name}`, childTitle ?? titleOf(inner, lookup), lookup)
  const unit: NodeUnit = expression.unit === 'limitless' ? 'money' : expression.unit
  switch (expression.op) {
    case 'literal':
      return Number.isFinite(expression.value) ? given(id, title, unit, expression.value) : limitless(id, title)
    case 'fact':
    case 'amount':
    case 'tier_amount': {
      const { value, over } = lookup.leaf(leafName(expression) ?? '')
      return given(id, title, unit, Number(value), over)
    }
    case 'parameter': {
      const parameter = lookup.parameter(expression.parameter)
      const inner = interpret(parameter.value, `${id}.parameter`, { zh: parameter.title, en: parameter.title }, lookup)
      const { citation } = parameter
      return same(id, title, unit, citation ? renamed(inner, { citation }) : inner, [])
    }
    case 'by':
      return interpretBy(expression, id, title, unit, lookup, child)
    case 'choose':
      return interpretChoose(expression, id, title, unit, lookup, child)
    case 'nth':
      return interpretNth(expression, id, title, unit, lookup, child)
    case 'step_down':
      return interpretStepDown(expression, id, title, unit, lookup, child)
    case 'steps':
      return interpretSteps(expression, id, title, unit, lookup, child)
    case 'share':
      return interpretShare(expression, id, title, child)
    case 'times': {
      const [value, count] = [child(expression.value, 'value'), child(expression.count, 'count')]
      return node({ id, title, op: 'times', unit, value: value.value * count.value, children: [value, count] })
    }
    case 'prorate':
      return interpretProrate(expression, id, title, child)
    case 'round':
      return interpretRound(expression, id, title, unit, child)
    default:
      return interpretCombine(expression, id, title, unit, child)
  }
}

/** No limit is written as the largest amount there is, so that minima still add up. */
const limitless = (id: string, title: Words): ExplanationNode => given(id, title, 'money', Number.MAX_SAFE_INTEGER)

type Child = (inner: Expression, name: string, title?: Words) => ExplanationNode

function titleOf(expression: Expression, lookup: Lookup): Words {
  if (expression.op === 'fact') return definitionOf(expression.fact)
  if (expression.op === 'amount') {
    const { zh, en } = AMOUNTS[expression.amount]
    return expression.part
      ? { zh: `${zh}(${lookup.partTitle(expression.part)})`, en: `${en} (${expression.part})` }
      : { zh, en }
  }
  if (expression.op === 'tier_amount') {
    const { zh, en } = TIER_AMOUNTS[expression.amount]
    const tier = lookup.tierTitle(expression.tier)
    return { zh: `${tier}${zh}`, en: `${en} ${tier}` }
  }
  return OPERATION_TITLES[expression.op]
}

const OPERATION_TITLES: Record<Exclude<Expression['op'], 'fact' | 'amount' | 'tier_amount'>, Words> = {
  literal: { zh: '规定值', en: 'stated value' },
  parameter: { zh: '参数', en: 'parameter' },
  by: { zh: '查表', en: 'table' },
  choose: { zh: '按条件', en: 'by condition' },
  nth: { zh: '按次序', en: 'by number' },
  step_down: { zh: '逐次递减', en: 'stepping down' },
  steps: { zh: '逐段累加', en: 'by steps' },
  share: { zh: '按比例', en: 'share' },
  sum: { zh: '合计', en: 'sum' },
  minus: { zh: '相减', en: 'difference' },
  smallest: { zh: '取低', en: 'smallest' },
  largest: { zh: '取高', en: 'largest' },
  times: { zh: '相乘', en: 'product' },
  prorate: { zh: '按天折算', en: 'pro rata' },
  round: { zh: '取整', en: 'rounded' },
}

/** A node that equals its first child; the others say why that child was chosen. */
function same(
  id: string,
  title: Words,
  unit: NodeUnit,
  chosen: ExplanationNode,
  why: readonly ExplanationNode[],
): ExplanationNode {
  return node({
    id,
    title,
    op: 'same',
    unit,
    value: chosen.value,
    ...(chosen.over !== undefined && { over: chosen.over }),
    children: [chosen, ...why],
  })
}

export function factNode(fact: FactName, id: string, lookup: Lookup): ExplanationNode {
  const { value, over } = lookup.leaf(fact)
  const definition = definitionOf(fact)
  const isNumber = definition.kind === 'count' || definition.kind === 'money' || definition.kind === 'rate'
  return isNumber
    ? given(`${id}.${fact}`, definition, definition.kind as NodeUnit, Number(value), over)
    : givenText(`${id}.${fact}`, definition, lookup.word(fact, String(value)) || '—')
}

function interpretBy(
  expression: ByExpression,
  id: string,
  title: Words,
  unit: NodeUnit,
  lookup: Lookup,
  child: Child,
): ExplanationNode {
  const held = String(lookup.leaf(expression.fact).value)
  const why = [factNode(expression.fact, id, lookup)]
  if (definitionOf(expression.fact).kind !== 'set') {
    const row = expression.cases.get(held) ?? expression.otherwise
    if (!row) throw new Error(`No row for ${expression.fact} = ${held}`)
    return same(id, title, unit, child(row, expression.cases.has(held) ? held : 'otherwise'), why)
  }
  const rows = held.split(',').flatMap((key) => {
    const row = expression.cases.get(key)
    return row ? [child(row, key, { zh: lookup.word(expression.fact, key), en: key })] : []
  })
  if (rows.length === 0) {
    if (!expression.otherwise) throw new Error(`No row for ${expression.fact} = ${held}`)
    return same(id, title, unit, child(expression.otherwise, 'otherwise'), why)
  }
  const op = expression.pick === 'lowest' ? 'smallest' : 'largest'
  const value = rows.reduce(
    (best, row) => (op === 'smallest' ? Math.min(best, row.value) : Math.max(best, row.value)),
    rows[0]?.value ?? 0,
  )
  return node({ id, title, op, unit, value, children: rows })
}

function interpretChoose(
  expression: ChooseExpression,
  id: string,
  title: Words,
  unit: NodeUnit,
  lookup: Lookup,
  child: Child,
): ExplanationNode {
  const index = expression.options.findIndex((option) => conditionHolds(option.when, lookup))
  const option = expression.options[index]
  if (option) {
    const facts = [...factsNamed(option.when)].map((fact) => factNode(fact, id, lookup))
    for (const { amount } of amountsOfCondition(option.when))
      facts.push(given(`${id}.${amount}`, AMOUNTS[amount], 'money', Number(lookup.leaf(amount).value)))
    return same(id, title, unit, child(option.value, `option${index + 1}`), facts)
  }
  if (!expression.otherwise) throw new Error('No condition holds')
  return same(id, title, unit, child(expression.otherwise, 'otherwise'), [])
}

function interpretNth(
  expression: NthExpression,
  id: string,
  title: Words,
  unit: NodeUnit,
  lookup: Lookup,
  child: Child,
): ExplanationNode {
  const number = Number(lookup.leaf(expression.fact).value)
  const index = Math.min(Math.max(number, 1), expression.list.length) - 1
  return same(id, title, unit, child(expression.list[index] as Expression, `nth${index + 1}`), [
    factNode(expression.fact, id, lookup),
  ])
}

function interpretStepDown(
  expression: StepDownExpression,
  id: string,
  title: Words,
  unit: NodeUnit,
  lookup: Lookup,
  child: Child,
): ExplanationNode {
  const number = factNode(expression.fact, id, lookup)
  const start = child(expression.start, 'start', { zh: '首次', en: 'first' })
  const step = expression.by ?? expression.factor
  if (!step) throw new Error('A step down needs by or factor')
  const change = child(step, expression.by ? 'by' : 'factor', { zh: '每次递减', en: 'each further' })
  const floor = expression.floor && child(expression.floor, 'floor', { zh: '最低', en: 'floor' })
  const steps = Math.min(Math.max(number.value - 1, 0), 366)
  let value = start.value
  if (expression.by) value -= change.value * steps
  else for (let k = 0; k < steps; k += 1) value = mulDiv(value, change.value, 10_000)
  value = Math.max(value, floor?.value ?? 0)
  const op = expression.by ? 'step_down_by' : 'step_down_factor'
  return node({ id, title, op, unit, value, children: [number, start, change, ...(floor ? [floor] : [])] })
}

function interpretSteps(
  expression: StepsExpression,
  id: string,
  title: Words,
  unit: NodeUnit,
  lookup: Lookup,
  child: Child,
): ExplanationNode {
  const count = factNode(expression.fact, id, lookup)
  const every = given(`${id}.every`, { zh: '每满', en: 'every' }, 'count', expression.every)
  const each = child(expression.each, 'each', { zh: '每段', en: 'each step' })
  const most = expression.atMost && child(expression.atMost, 'at_most', { zh: '最高', en: 'at most' })
  const full = Math.floor(Math.max(count.value, 0) / expression.every) * each.value
  const value = most ? Math.min(full, most.value) : full
  return node({ id, title, op: 'steps', unit, value, children: [count, every, each, ...(most ? [most] : [])] })
}

function interpretShare(expression: ShareExpression, id: string, title: Words, child: Child): ExplanationNode {
  const [of, rate] = [child(expression.of, 'of'), child(expression.rate, 'rate', { zh: '比例', en: 'rate' })]
  const raw = mulDiv(of.value, rate.value, 10_000 * (of.over ?? 1))
  const least = expression.atLeast && child(expression.atLeast, 'at_least', { zh: '最低', en: 'at least' })
  const most = expression.atMost && child(expression.atMost, 'at_most', { zh: '最高', en: 'at most' })
  const bounded = least || most
  const share = node({
    id: bounded ? `${id}.share` : id,
    title,
    op: 'share',
    unit: 'money',
    value: raw,
    children: [of, rate],
  })
  if (!bounded) return share
  const low = least ? Math.max(raw, least.value) : raw
  const raised = least
    ? node({ id: `${id}.raised`, title, op: 'largest', unit: 'money', value: low, children: [share, least] })
    : share
  if (!most) return renamed(raised, { id })
  return node({ id, title, op: 'smallest', unit: 'money', value: Math.min(low, most.value), children: [raised, most] })
}

function interpretProrate(expression: ProrateExpression, id: string, title: Words, child: Child): ExplanationNode {
  const [of, by, over] = [child(expression.value, 'of'), child(expression.by, 'by'), child(expression.over, 'over')]
  return node({
    id,
    title,
    op: 'prorate',
    unit: 'money',
    value: mulDiv(of.value, by.value, over.value),
    children: [of, by, over],
  })
}

function interpretRound(
  { of, to, mode }: RoundExpression,
  id: string,
  title: Words,
  unit: NodeUnit,
  child: Child,
): ExplanationNode {
  const [value, step] = [child(of, 'of'), child(to, 'to', { zh: '取整到', en: 'to a multiple of' })]
  const rounded = roundTo(value.value / (value.over ?? 1), step.value, mode)
  return node({ id, title, op: 'round', unit, value: rounded, children: [value, step, modeNode(mode, id)] })
}

const MODES: Readonly<Record<RoundMode, Words>> = {
  half_up: { zh: '四舍五入', en: 'half up' },
  up: { zh: '向上取整', en: 'up' },
  down: { zh: '向下取整', en: 'down' },
}

/** How it is rounded: the word for whoever adds the tree up, the title for people. */
export const modeNode = (mode: RoundMode, id: string): ExplanationNode => givenText(`${id}.mode`, MODES[mode], mode)

function interpretCombine(
  expression: CombineExpression,
  id: string,
  title: Words,
  unit: NodeUnit,
  child: Child,
): ExplanationNode {
  const children = expression.of.map((inner, index) => child(inner, String(index + 1)))
  const over = children.reduce((common, each) => lcm(common, each.over ?? 1), 1)
  const values = children.map((each) => each.value * (over / (each.over ?? 1)))
  const [first = 0, ...rest] = values
  const results = {
    sum: () => values.reduce((sum, value) => sum + value, 0),
    minus: () =>
      Math.max(
        0,
        rest.reduce((left, value) => left - value, first),
      ),
    smallest: () => Math.min(...values),
    largest: () => Math.max(...values),
  }
  return node({ id, title, op: expression.op, unit, value: results[expression.op](), over, children })
}

export function lcm(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return (a / (x || 1)) * b
}

/** Whether a condition holds for recorded facts. */
export function conditionHolds(condition: Condition, lookup: Lookup): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((each) => conditionHolds(each, lookup))
    case 'any':
      return condition.of.some((each) => conditionHolds(each, lookup))
    case 'not':
      return !conditionHolds(condition.of, lookup)
    case 'between': {
      const found = lookup.leaf(condition.fact)
      const value = Number(found.value) / (found.over ?? 1)
      return (
        value >= (condition.atLeast ?? Number.NEGATIVE_INFINITY) &&
        value < (condition.below ?? Number.POSITIVE_INFINITY)
      )
    }
    case 'amount': {
      const value = Number(lookup.leaf(condition.amount).value)
      return (
        value >= (condition.atLeast ?? Number.NEGATIVE_INFINITY) &&
        value < (condition.below ?? Number.POSITIVE_INFINITY)
      )
    }
    case 'is': {
      const held = String(lookup.leaf(condition.fact).value)
      const isSet = definitionOf(condition.fact).kind === 'set'
      return isSet ? held.split(',').some((each) => condition.values.includes(each)) : condition.values.includes(held)
    }
  }
}

function* factsNamed(condition: Condition): Generator<FactName> {
  if (condition.op === 'is' || condition.op === 'between') yield condition.fact
  else if (condition.op === 'not') yield* factsNamed(condition.of)
  else if (condition.op !== 'amount') for (const each of condition.of) yield* factsNamed(each)
}
