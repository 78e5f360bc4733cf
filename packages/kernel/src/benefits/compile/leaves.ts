// The facts and amounts that a tier's expressions and conditions name: recorded when an explanation is asked for, so that
// every formula can later be written out with its numbers and checked without the engine.
import { type Condition, conditionsOf, type Expression, leafName, walk } from '../../policy/expression.ts'
import { type FactName, isFact } from '../../policy/facts.ts'
import { amountsOfCondition, conditionsIn, expressionsIn, factsOfCondition } from '../../policy/inside.ts'
import { amountReader } from './amount.ts'
import { type Context, numberFact, setFact, textFact } from './context.ts'
import { compileExpression, type Names } from './expression.ts'

export interface Leaf {
  /** `age`, `in_scope`, `in_scope/special_drug`, `paid_by:basic`. */
  readonly name: string
  readonly read: (c: Context) => number | string
}

export function leavesIn(values: readonly unknown[], names: Names): Leaf[] {
  const leaves = new Map<string, Leaf>()
  const add = (name: string, read: Leaf['read']) => leaves.has(name) || leaves.set(name, { name, read })
  const addFact = (fact: FactName) => add(fact, factReader(fact))
  const addCondition = (condition: Condition) => {
    for (const { fact } of factsOfCondition(condition)) addFact(fact)
    for (const { amount } of amountsOfCondition(condition)) {
      const read = amountReader(amount)
      add(amount, (c) => read(c, 1))
    }
  }
  for (const value of values) {
    for (const condition of conditionsIn(value)) addCondition(condition)
    for (const expression of expressionsIn(value)) addExpression(expression, names, add, addFact, addCondition)
  }
  return [...leaves.values()]
}

function addExpression(
  expression: Expression,
  names: Names,
  add: (name: string, read: Leaf['read']) => void,
  addFact: (fact: FactName) => void,
  addCondition: (condition: Condition) => void,
): void {
  for (const condition of conditionsOf(expression)) addCondition(condition)
  if ('fact' in expression && isFact(expression.fact)) addFact(expression.fact)
  if (expression.op === 'parameter') {
    for (const inner of walk(names.parameter(expression.parameter)))
      addExpression(inner, names, add, addFact, addCondition)
  }
  const name = leafName(expression)
  if (!name || expression.op === 'fact') return
  if (expression.op === 'tier_amount' && expression.amount === 'used_by') {
    // An exact fraction of fen: kept as such, "7142857143/100".
    const tier = names.tierIndex(expression.tier)
    add(name, (c) => `${c.usedNumerator[tier]}/${c.usedDenominator[tier]}`)
    return
  }
  const evaluate = compileExpression(expression, names)
  add(name, (c) => evaluate(c, 1))
}

function factReader(fact: FactName): Leaf['read'] {
  const read = textFact[fact] ?? numberFact[fact]
  if (read) return read
  const readSet = setFact[fact]
  return (c) => (readSet ? readSet(c).join(',') : '')
}
