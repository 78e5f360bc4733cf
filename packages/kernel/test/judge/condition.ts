// Whether a condition of a policy holds, read word for word.
import type { AmountName } from '../../src/policy/amounts.ts'
import type { Condition } from '../../src/policy/expression.ts'
import type { Facts } from './facts.ts'
import { isLess, type Rational, rational } from './rational.ts'

/** What the bill came in with, of the lines a tier looks at. */
export type BillAmount = (name: AmountName) => Rational

export function holds(condition: Condition, facts: Facts, amount?: BillAmount): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((each) => holds(each, facts, amount))
    case 'any':
      return condition.of.some((each) => holds(each, facts, amount))
    case 'not':
      return !holds(condition.of, facts, amount)
    case 'is': {
      const known = facts(condition.fact)
      if ('words' in known) return known.words.some((word) => condition.values.includes(word))
      if ('word' in known) return known.word !== undefined && condition.values.includes(known.word)
      return condition.values.some((value) => rational(BigInt(value)).numerator === known.number.numerator)
    }
    case 'amount': {
      if (!amount) throw new Error(`${condition.amount} is not known here`)
      const known = amount(condition.amount)
      if (condition.atLeast !== undefined && isLess(known, rational(condition.atLeast))) return false
      return condition.below === undefined || isLess(known, rational(condition.below))
    }
    case 'between': {
      const known = facts(condition.fact)
      if (!('number' in known)) throw new Error(`${condition.fact} is not a number`)
      if (condition.atLeast !== undefined && isLess(known.number, rational(condition.atLeast))) return false
      return condition.below === undefined || isLess(known.number, rational(condition.below))
    }
  }
}
