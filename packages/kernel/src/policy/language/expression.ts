// Reads expressions and checks their units while reading: money where money is meant, a rate where a rate is meant.
import { isAmount } from '../amounts.ts'
import { childrenOf, type Expression } from '../expression.ts'
import { definitionOf, type FactName, isFact } from '../facts.ts'
import type { FaultList } from '../text/faults.ts'
import { type Place, shown, type TextNode } from '../text/located.ts'
import type { JsonSchema, Shape } from '../text/shape.ts'
import { parseLiteral, UNIT_WORDS } from '../units.ts'
import { readConstruct } from './constructs.ts'

/** An expression of the given unit; `none` is accepted where a limit may be absent. */
export function expression(
  unit: 'money' | 'rate' | 'count',
  limitless: 'or none' | 'finite' = 'finite',
): Shape<Expression> {
  return {
    read(node, faults) {
      const read = readExpression(node, faults)
      if (!read) return undefined
      const misplaced = misplacedNone(read, limitless === 'or none')
      if (misplaced) {
        faults.add(misplaced.at, 'unit_mismatch', 'none (no limit)', UNIT_WORDS[unit])
        return undefined
      }
      if (read.unit === unit || (limitless === 'or none' && read.unit === 'limitless')) return read
      faults.add(node.at, 'unit_mismatch', `${shown(node)} (${read.unit})`, UNIT_WORDS[unit])
      return undefined
    },
    schema: { $ref: '#/$defs/expression' },
  }
}

/** Constructs that choose a value and leave it as it is: `none` may stand in them, and nowhere that is calculated with. */
const CHOOSES = new Set<Expression['op']>(['by', 'choose', 'nth', 'smallest', 'largest'])

function misplacedNone(expression: Expression, mayBeNone: boolean): Expression | undefined {
  if (expression.op === 'literal') return expression.unit === 'limitless' && !mayBeNone ? expression : undefined
  const inside = mayBeNone && CHOOSES.has(expression.op)
  for (const child of childrenOf(expression)) {
    const misplaced = misplacedNone(child, inside)
    if (misplaced) return misplaced
  }
  return undefined
}

export const expressionSchema: JsonSchema = {
  description: 'A literal with its unit (400元，80%, 3), the name of a fact or amount, or one construct.',
  anyOf: [{ type: ['string', 'number'] }, { type: 'object', minProperties: 1 }],
}

export function readExpression(node: TextNode, faults: FaultList): Expression | undefined {
  if (node.kind === 'scalar') return readWord(node.text, node.at, faults)
  if (node.kind === 'map') {
    return readConstruct(node, { faults, expression: (child) => readExpression(child, faults) })
  }
  faults.add(node.at, 'wrong_value', shown(node), 'a value such as 400元，or a construct')
  return undefined
}

function readWord(word: string, at: Place, faults: FaultList): Expression | undefined {
  const literal = parseLiteral(word)
  if (literal && literal.value < 0) {
    faults.add(at, 'wrong_value', word, 'nothing below zero; what lowers is said by cut or minus')
    return undefined
  }
  if (literal) return { op: 'literal', at, ...literal }
  if (isAmount(word)) return { op: 'amount', at, unit: 'money', amount: word }
  if (isFact(word)) return readFact(word, at, faults)
  faults.add(at, 'wrong_value', word === '' ? 'nothing' : word, 'a value with its unit: 400元，2万元，80%, 3')
  return undefined
}

function readFact(fact: FactName, at: Place, faults: FaultList): Expression | undefined {
  const kind = definitionOf(fact).kind
  if (kind === 'count' || kind === 'money' || kind === 'rate') return { op: 'fact', at, unit: kind, fact }
  faults.add(at, 'wrong_value', fact, 'a fact that is a number')
  return undefined
}
