// Conditions to closures.
import type { Condition } from '../../policy/expression.ts'
import { amountReader } from './amount.ts'
import { type Context, numberFact, setFact, textFact } from './context.ts'

export type Test = (c: Context) => boolean

export function compileCondition(condition: Condition): Test {
  switch (condition.op) {
    case 'all': {
      const tests = condition.of.map(compileCondition)
      return (c) => tests.every((test) => test(c))
    }
    case 'any': {
      const tests = condition.of.map(compileCondition)
      return (c) => tests.some((test) => test(c))
    }
    case 'not': {
      const test = compileCondition(condition.of)
      return (c) => !test(c)
    }
    case 'amount': {
      const read = amountReader(condition.amount)
      const { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = condition
      return (c) => {
        const value = read(c, 1)
        return value >= atLeast && value < below
      }
    }
    case 'is':
      return compileIs(condition.fact, condition.values)
    case 'between': {
      const read = numberFact[condition.fact]
      if (!read) throw new Error(`${condition.fact} is not a number`)
      const { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = condition
      return (c) => {
        const value = read(c)
        return value >= atLeast && value < below
      }
    }
  }
}

function compileIs(fact: Extract<Condition, { op: 'is' }>['fact'], values: readonly string[]): Test {
  const readSet = setFact[fact]
  if (readSet) return (c) => readSet(c).some((each) => values.includes(each))
  const readText = textFact[fact]
  if (readText) {
    const only = values.length === 1 ? values[0] : undefined
    return only === undefined ? (c) => values.includes(readText(c)) : (c) => readText(c) === only
  }
  const readNumber = numberFact[fact]
  if (!readNumber) throw new Error(`${fact} cannot be compared`)
  const numbers = values.map(Number)
  return (c) => numbers.includes(readNumber(c))
}
