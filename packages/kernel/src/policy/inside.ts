// Looks inside a slot's value, whatever its shape, for the expressions and conditions it holds.
import { type Condition, conditionsOf, type Expression, walk } from './expression.ts'
import type { FactName } from './facts.ts'
import type { Place } from './text/located.ts'

/** Every expression inside a value, nested ones included. */
export function* expressionsIn(value: unknown): Generator<Expression> {
  if (Array.isArray(value)) for (const item of value) yield* expressionsIn(item)
  else if (isPlain(value)) {
    if (isExpression(value)) yield* walk(value)
    else for (const item of Object.values(value)) yield* expressionsIn(item)
  }
}

/** Every condition that stands directly in a value (not those inside a `choose`, which belong to its expression). */
export function* conditionsIn(value: unknown): Generator<Condition> {
  if (Array.isArray(value)) for (const item of value) yield* conditionsIn(item)
  else if (isPlain(value)) {
    if (isCondition(value)) yield value
    else if (!isExpression(value)) for (const item of Object.values(value)) yield* conditionsIn(item)
  }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Map)

const isExpression = (value: object): value is Expression => 'op' in value && 'unit' in value

const isCondition = (value: object): value is Condition => 'op' in value && !('unit' in value)

export interface FactUse {
  readonly fact: FactName
  readonly at: Place
  /** The values it is compared with, where it is. */
  readonly values: readonly string[]
}

/** Every fact a value speaks of, in expressions and in conditions at any depth. */
export function* factsIn(value: unknown): Generator<FactUse> {
  for (const condition of conditionsIn(value)) yield* factsOfCondition(condition)
  for (const expression of expressionsIn(value)) {
    for (const condition of conditionsOf(expression)) yield* factsOfCondition(condition)
    if (expression.op === 'by') yield { fact: expression.fact, at: expression.at, values: [...expression.cases.keys()] }
    else if ('fact' in expression) yield { fact: expression.fact, at: expression.at, values: [] }
  }
}

export function* factsOfCondition(condition: Condition): Generator<FactUse> {
  if (condition.op === 'is') yield { fact: condition.fact, at: condition.at, values: condition.values }
  else if (condition.op === 'between') yield { fact: condition.fact, at: condition.at, values: [] }
  else if (condition.op === 'not') yield* factsOfCondition(condition.of)
  else if (condition.op !== 'amount') for (const each of condition.of) yield* factsOfCondition(each)
}

export type AmountCondition = Extract<Condition, { op: 'amount' }>

/** The amounts of the bill that conditions of a value ask for, at any depth. */
export function* amountConditionsIn(value: unknown): Generator<AmountCondition> {
  for (const condition of conditionsIn(value)) yield* amountsOfCondition(condition)
  for (const expression of expressionsIn(value))
    for (const condition of conditionsOf(expression)) yield* amountsOfCondition(condition)
}

export function* amountsOfCondition(condition: Condition): Generator<AmountCondition> {
  if (condition.op === 'amount') yield condition
  else if (condition.op === 'not') yield* amountsOfCondition(condition.of)
  else if (condition.op === 'all' || condition.op === 'any')
    for (const each of condition.of) yield* amountsOfCondition(each)
}
