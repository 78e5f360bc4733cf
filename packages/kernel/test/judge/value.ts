// The value of an expression: the table of constructs in the reference of the policy language, row by row.
import type { AmountName, TierAmountName } from '../../src/policy/amounts.ts'
import type { Expression } from '../../src/policy/expression.ts'
import type { FactName } from '../../src/policy/facts.ts'
import { holds } from './condition.ts'
import type { Facts } from './facts.ts'
import {
  type Amount,
  atLeastZero,
  LIMITLESS,
  largerAmount,
  minus,
  over,
  plusAmount,
  type Rational,
  rateOf,
  rational,
  rounded,
  smallerAmount,
  times,
  toMultiple,
  ZERO,
} from './rational.ts'

/** `policy_gap`: a table without a row for this person or visit. */
export class Gap extends Error {
  readonly fact: FactName | undefined
  readonly line: number

  constructor(fact: FactName | undefined, line: number) {
    super(`no row for ${fact ?? 'any condition'}`)
    this.fact = fact
    this.line = line
  }
}

/** What an expression may look at. Classification of lines has facts and parameters only. */
export interface World {
  readonly facts: Facts
  readonly parameter: (id: string) => Expression
  readonly amount?: (name: AmountName, part: string | undefined) => Rational
  readonly tierAmount?: (name: TierAmountName, tier: string) => Rational
}

/** A value that must not be limitless. */
export function finite(expression: Expression, world: World): Rational {
  const value = evaluate(expression, world)
  if (value === LIMITLESS) throw new Error('no number here')
  return value
}

export function evaluate(expression: Expression, world: World): Amount {
  const { facts } = world
  switch (expression.op) {
    case 'literal':
      return Number.isFinite(expression.value) ? rational(expression.value) : LIMITLESS
    case 'fact':
      return countOf(expression.fact, facts)
    case 'amount':
      return (world.amount as NonNullable<World['amount']>)(expression.amount, expression.part)
    case 'tier_amount':
      return (world.tierAmount as NonNullable<World['tierAmount']>)(expression.amount, expression.tier)
    case 'parameter':
      return evaluate(world.parameter(expression.parameter), world)
    case 'by':
      return valueOfTable(expression, world)
    case 'choose': {
      const option = expression.options.find((each) =>
        holds(each.when, facts, (name) => world.amount?.(name, undefined) ?? ZERO),
      )
      const chosen = option?.value ?? expression.otherwise
      if (!chosen) throw new Gap(undefined, expression.at.line)
      return evaluate(chosen, world)
    }
    case 'nth': {
      const n = Number(countOf(expression.fact, facts).numerator)
      const index = Math.min(Math.max(n, 1), expression.list.length) - 1
      return evaluate(expression.list[index] as Expression, world)
    }
    case 'step_down':
      return valueOfStepDown(expression, world)
    case 'steps': {
      const full = countOf(expression.fact, facts).numerator / BigInt(expression.every)
      const each = evaluate(expression.each, world)
      const total = full === 0n ? ZERO : each === LIMITLESS ? LIMITLESS : times(each, rational(full))
      return expression.atMost ? smallerAmount(total, evaluate(expression.atMost, world)) : total
    }
    case 'share': {
      const exact = rateOf(finite(expression.rate, world), finite(expression.of, world))
      let amount: Amount = rounded(exact)
      if (expression.atLeast) amount = largerAmount(amount, evaluate(expression.atLeast, world))
      if (expression.atMost) amount = smallerAmount(amount, evaluate(expression.atMost, world))
      return amount
    }
    case 'sum':
      return expression.of.map((each) => evaluate(each, world)).reduce(plusAmount)
    case 'minus': {
      const [first = ZERO, ...rest] = expression.of.map((each) => evaluate(each, world))
      if (rest.includes(LIMITLESS)) return ZERO
      if (first === LIMITLESS) return LIMITLESS
      return atLeastZero(rest.reduce<Rational>((left, each) => minus(left, each as Rational), first))
    }
    case 'smallest':
      return expression.of.map((each) => evaluate(each, world)).reduce(smallerAmount)
    case 'largest':
      return expression.of.map((each) => evaluate(each, world)).reduce(largerAmount)
    case 'times': {
      const [value, count] = [evaluate(expression.value, world), finite(expression.count, world)]
      return value === LIMITLESS ? LIMITLESS : times(value, count)
    }
    case 'round': {
      const [value, unit] = [evaluate(expression.of, world), evaluate(expression.to, world)]
      return value === LIMITLESS || unit === LIMITLESS ? value : toMultiple(value, unit, expression.mode)
    }
    case 'prorate': {
      const product = times(finite(expression.value, world), finite(expression.by, world))
      return rounded(over(product, finite(expression.over, world)))
    }
  }
}

function countOf(fact: FactName, facts: Facts): Rational {
  const known = facts(fact)
  if (!('number' in known)) throw new Error(`${fact} is not a number`)
  return known.number
}

/** `by`: the row of the fact's value; of a set, the highest or lowest of the rows that fit. */
function valueOfTable(table: Extract<Expression, { op: 'by' }>, world: World): Amount {
  const known = world.facts(table.fact)
  const held = 'words' in known ? known.words : 'word' in known ? [known.word ?? ''] : [String(known.number.numerator)]
  const rows = [...table.cases].filter(([key]) => held.includes(key)).map(([, row]) => evaluate(row, world))
  if (rows.length > 0) return rows.reduce(table.pick === 'lowest' ? smallerAmount : largerAmount)
  if (!table.otherwise) throw new Gap(table.fact, table.at.line)
  return evaluate(table.otherwise, world)
}

/** Lower at each further number, each time to a whole number, never below the floor (or zero). */
function valueOfStepDown(step: Extract<Expression, { op: 'step_down' }>, world: World): Amount {
  const start = evaluate(step.start, world)
  if (start === LIMITLESS) return LIMITLESS
  let value = start
  for (let number = 2n; number <= countOf(step.fact, world.facts).numerator; number += 1n) {
    if (step.by) value = minus(value, finite(step.by, world))
    if (step.factor) value = rounded(rateOf(finite(step.factor, world), value))
  }
  return largerAmount(value, step.floor ? evaluate(step.floor, world) : ZERO)
}
