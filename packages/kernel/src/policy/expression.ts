// Expressions: the small closed language of amounts, rates and counts. No loops, no names of its own, no text.

import type { AmountName, TierAmountName } from './amounts.ts'
import type { FactName } from './facts.ts'
import type { Place } from './text/located.ts'
import type { RoundMode, Unit } from './units.ts'

interface Node {
  readonly at: Place
  readonly unit: Unit
}

export interface LiteralExpression extends Node {
  readonly op: 'literal'
  readonly value: number
}

export interface FactExpression extends Node {
  readonly op: 'fact'
  readonly fact: FactName
}

/** An amount of the bill; `part` restricts it to one part of the lines. */
export interface AmountExpression extends Node {
  readonly op: 'amount'
  readonly amount: AmountName
  readonly part?: string
}

export interface TierAmountExpression extends Node {
  readonly op: 'tier_amount'
  readonly amount: TierAmountName
  readonly tier: string
}

export interface ParameterExpression extends Node {
  readonly op: 'parameter'
  readonly parameter: string
}

/** A table keyed by a fact. For a set fact `pick` says whether the highest or lowest matching row holds. */
export interface ByExpression extends Node {
  readonly op: 'by'
  readonly fact: FactName
  readonly pick?: 'highest' | 'lowest'
  readonly cases: ReadonlyMap<string, Expression>
  readonly otherwise?: Expression
}

/** The first option whose condition holds. */
export interface ChooseExpression extends Node {
  readonly op: 'choose'
  readonly options: readonly { readonly when: Condition; readonly value: Expression }[]
  readonly otherwise?: Expression
}

/** The nth value of a list; the last one holds for all further numbers. */
export interface NthExpression extends Node {
  readonly op: 'nth'
  readonly fact: FactName
  readonly list: readonly Expression[]
}

/** start, then lower by an amount or a factor at each further number, never below the floor. */
export interface StepDownExpression extends Node {
  readonly op: 'step_down'
  readonly fact: FactName
  readonly start: Expression
  readonly by?: Expression
  readonly factor?: Expression
  readonly floor?: Expression
}

/** `each` for every full `every` units of the fact, at most `atMost`. */
export interface StepsExpression extends Node {
  readonly op: 'steps'
  readonly fact: FactName
  readonly every: number
  readonly each: Expression
  readonly atMost?: Expression
}

/** rate × amount, rounded once to fen, optionally between two bounds. */
export interface ShareExpression extends Node {
  readonly op: 'share'
  readonly rate: Expression
  readonly of: Expression
  readonly atLeast?: Expression
  readonly atMost?: Expression
}

/** `minus` never goes below zero: an amount of money is never negative. */
export interface CombineExpression extends Node {
  readonly op: 'sum' | 'minus' | 'smallest' | 'largest'
  readonly of: readonly Expression[]
}

/** A value times a count: a price per session times sessions. */
export interface TimesExpression extends Node {
  readonly op: 'times'
  readonly value: Expression
  readonly count: Expression
}

/** value × by ÷ over, rounded once: a monthly sum for a number of days. */
export interface ProrateExpression extends Node {
  readonly op: 'prorate'
  readonly value: Expression
  readonly by: Expression
  readonly over: Expression
}

/** The nearest multiple of a unit: a threshold in whole hundreds, a rate in whole points. */
export interface RoundExpression extends Node {
  readonly op: 'round'
  readonly of: Expression
  readonly to: Expression
  readonly mode: RoundMode
}

export type Expression =
  | LiteralExpression
  | FactExpression
  | AmountExpression
  | TierAmountExpression
  | ParameterExpression
  | ByExpression
  | ChooseExpression
  | NthExpression
  | StepDownExpression
  | StepsExpression
  | ShareExpression
  | CombineExpression
  | TimesExpression
  | ProrateExpression
  | RoundExpression

export type Condition =
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[]; readonly at: Place }
  | { readonly op: 'not'; readonly of: Condition; readonly at: Place }
  | { readonly op: 'is'; readonly fact: FactName; readonly values: readonly string[]; readonly at: Place }
  | {
      readonly op: 'between'
      readonly fact: FactName
      readonly atLeast?: number
      readonly below?: number
      readonly at: Place
    }
  | {
      /** An amount of the bill between two sums: a single bill of 500 yuan or more. */
      readonly op: 'amount'
      readonly amount: AmountName
      readonly atLeast?: number
      readonly below?: number
      readonly at: Place
    }

/** The name under which a fact's or amount's value is recorded for the explanation; `undefined` for any other expression. */
export function leafName(expression: Expression): string | undefined {
  if (expression.op === 'fact') return expression.fact
  if (expression.op === 'amount') return expression.part ? `${expression.amount}/${expression.part}` : expression.amount
  if (expression.op === 'tier_amount') return `${expression.amount}:${expression.tier}`
  return undefined
}

/** The expressions directly inside one. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case 'by':
      return [...expression.cases.values(), ...some(expression.otherwise)]
    case 'choose':
      return [...expression.options.map((option) => option.value), ...some(expression.otherwise)]
    case 'nth':
      return expression.list
    case 'step_down':
      return [expression.start, ...some(expression.by), ...some(expression.factor), ...some(expression.floor)]
    case 'steps':
      return [expression.each, ...some(expression.atMost)]
    case 'share':
      return [expression.rate, expression.of, ...some(expression.atLeast), ...some(expression.atMost)]
    case 'sum':
    case 'minus':
    case 'smallest':
    case 'largest':
      return expression.of
    case 'times':
      return [expression.value, expression.count]
    case 'prorate':
      return [expression.value, expression.by, expression.over]
    case 'round':
      return [expression.of, expression.to]
    default:
      return []
  }
}

const some = (expression: Expression | undefined): Expression[] => (expression ? [expression] : [])

/** Every expression of the tree, the root first. */
export function* walk(expression: Expression): Generator<Expression> {
  yield expression
  for (const child of childrenOf(expression)) yield* walk(child)
}

export function conditionsOf(expression: Expression): Condition[] {
  return expression.op === 'choose' ? expression.options.map((option) => option.when) : []
}
