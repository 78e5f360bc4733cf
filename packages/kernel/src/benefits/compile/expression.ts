// Expressions to closures. Money results are fen; `scale` multiplies them where an exact fraction of fen takes part.
import { mulDiv } from '../../money/share.ts'
import type { TierAmountName } from '../../policy/amounts.ts'
import type {
  ByExpression,
  ChooseExpression,
  CombineExpression,
  Expression,
  NthExpression,
  ProrateExpression,
  RoundExpression,
  ShareExpression,
  StepDownExpression,
  StepsExpression,
} from '../../policy/expression.ts'
import { amountReader, type Evaluate } from './amount.ts'
import { compileCondition } from './condition.ts'
import { type Context, numberFact, setFact, textFact } from './context.ts'
import { PolicyGap } from './gap.ts'
import { roundTo } from './rounding.ts'

export type { Evaluate } from './amount.ts'

/** What the names in an expression stand for. */
export interface Names {
  readonly tierIndex: (id: string) => number
  readonly partIndex: (id: string) => number
  readonly parameter: (id: string) => Expression
}

export function compileExpression(expression: Expression, names: Names): Evaluate {
  switch (expression.op) {
    case 'literal': {
      const { value } = expression
      return expression.unit === 'money' ? (_c, scale) => value * scale : () => value
    }
    case 'fact': {
      const read = numberFact[expression.fact]
      if (!read) throw new Error(`${expression.fact} is not a number`)
      return expression.unit === 'money' ? (c, scale) => read(c) * scale : read
    }
    case 'amount':
      return amountReader(
        expression.amount,
        expression.part === undefined ? undefined : names.partIndex(expression.part),
      )
    case 'tier_amount':
      return compileTierAmount(expression.amount, names.tierIndex(expression.tier))
    case 'parameter':
      return compileExpression(names.parameter(expression.parameter), names)
    case 'by':
      return compileBy(expression, names)
    case 'choose':
      return compileChoose(expression, names)
    case 'nth':
      return compileNth(expression, names)
    case 'step_down':
      return compileStepDown(expression, names)
    case 'steps':
      return compileSteps(expression, names)
    case 'share':
      return compileShare(expression, names)
    case 'times': {
      const [value, count] = [compileExpression(expression.value, names), compileExpression(expression.count, names)]
      return (c, scale) => value(c, scale) * count(c, 1)
    }
    case 'prorate':
      return compileProrate(expression, names)
    case 'round':
      return compileRound(expression, names)
    default:
      return compileCombine(expression, names)
  }
}

const at = (array: readonly number[], index: number): number => array[index] as number

function compileTierAmount(amount: TierAmountName, tier: number): Evaluate {
  switch (amount) {
    case 'paid_by':
      return (c, scale) => at(c.paid, tier) * scale
    case 'deductible_of':
      return (c, scale) => at(c.deductible, tier) * scale
    case 'above_cap_of':
      return (c, scale) => at(c.aboveCap, tier) * scale
    case 'base_of':
      return (c, scale) => at(c.base, tier) * scale
    case 'used_by':
      return (c, scale) => at(c.usedNumerator, tier) * (scale / at(c.usedDenominator, tier))
  }
}

function compileBy(expression: ByExpression, names: Names): Evaluate {
  const rows = new Map([...expression.cases].map(([key, value]) => [key, compileExpression(value, names)]))
  const otherwise = expression.otherwise && compileExpression(expression.otherwise, names)
  const { fact, at: place } = expression
  const readSet = setFact[fact]
  if (readSet) {
    const better = expression.pick === 'lowest' ? Math.min : Math.max
    return (c, scale) => {
      let best: number | undefined
      for (const key of readSet(c)) {
        const row = rows.get(key)
        if (row) best = best === undefined ? row(c, scale) : better(best, row(c, scale))
      }
      if (best !== undefined) return best
      if (otherwise) return otherwise(c, scale)
      throw new PolicyGap(place, fact, readSet(c).join(',') || '(none)')
    }
  }
  const readNumber = numberFact[fact]
  const readText = textFact[fact] ?? (readNumber && ((c: Context) => String(readNumber(c))))
  if (!readText) throw new Error(`${fact} cannot choose a row`)
  const constants = constantRows(expression)
  if (constants) {
    return (c) => {
      const value = constants.get(readText(c))
      if (value !== undefined) return value
      if (otherwise) return otherwise(c, 1)
      throw new PolicyGap(place, fact, readText(c) || '(unknown)')
    }
  }
  const rowOf = rows.size <= FEW ? fewRows(rows) : (key: string) => rows.get(key)
  return (c, scale) => {
    const row = rowOf(readText(c)) ?? otherwise
    if (row) return row(c, scale)
    throw new PolicyGap(place, fact, readText(c) || '(unknown)')
  }
}

const FEW = 4

/** Comparing with a few words one by one costs a fraction of looking one up in a map. */
function fewRows(rows: ReadonlyMap<string, Evaluate>): (key: string) => Evaluate | undefined {
  const [[a, rowA] = [], [b, rowB] = [], [c, rowC] = [], [d, rowD] = []] = [...rows]
  return (key) => (key === a ? rowA : key === b ? rowB : key === c ? rowC : key === d ? rowD : undefined)
}

/** Rows that are plain rates or counts need no closure each. Money rows depend on the scale and keep theirs. */
function constantRows(expression: ByExpression): Map<string, number> | undefined {
  if (expression.unit === 'money') return undefined
  const rows = new Map<string, number>()
  for (const [key, value] of expression.cases) {
    if (value.op !== 'literal') return undefined
    rows.set(key, value.value)
  }
  return rows
}

function compileChoose(expression: ChooseExpression, names: Names): Evaluate {
  const options = expression.options.map(({ when, value }) => ({
    test: compileCondition(when),
    value: compileExpression(value, names),
  }))
  const otherwise = expression.otherwise && compileExpression(expression.otherwise, names)
  return (c, scale) => {
    for (const option of options) if (option.test(c)) return option.value(c, scale)
    if (otherwise) return otherwise(c, scale)
    throw new PolicyGap(expression.at, undefined, 'no condition holds')
  }
}

function countOf(fact: NthExpression['fact']): (c: Context) => number {
  const read = numberFact[fact]
  if (!read) throw new Error(`${fact} does not count`)
  return read
}

function compileNth(expression: NthExpression, names: Names): Evaluate {
  const values = expression.list.map((value) => compileExpression(value, names))
  const read = countOf(expression.fact)
  return (c, scale) => {
    const index = Math.min(Math.max(read(c), 1), values.length) - 1
    return (values[index] as Evaluate)(c, scale)
  }
}

function compileStepDown(expression: StepDownExpression, names: Names): Evaluate {
  const read = countOf(expression.fact)
  const start = compileExpression(expression.start, names)
  const by = expression.by && compileExpression(expression.by, names)
  const factor = expression.factor && compileExpression(expression.factor, names)
  const floor = expression.floor && compileExpression(expression.floor, names)
  const ofMoney = expression.unit === 'money'
  return (c, scale) => {
    const steps = Math.max(read(c) - 1, 0)
    let value = start(c, 1)
    if (by) value -= by(c, 1) * steps
    else if (factor) value = lowered(value, factor(c, 1), steps)
    value = Math.max(value, floor ? floor(c, 1) : 0)
    // A whole number of fen at each step, whatever the scale.
    return ofMoney ? value * scale : value
  }
}

/** Times a rate, again and again, each time to a whole number. */
function lowered(start: number, factor: number, steps: number): number {
  let value = start
  for (let step = 0; step < steps; step += 1) {
    const next = mulDiv(value, factor, 10_000)
    if (next === value) return value
    value = next
  }
  return value
}

function compileSteps(expression: StepsExpression, names: Names): Evaluate {
  const read = countOf(expression.fact)
  const each = compileExpression(expression.each, names)
  const atMost = expression.atMost && compileExpression(expression.atMost, names)
  const { every } = expression
  return (c, scale) => {
    const value = Math.floor(Math.max(read(c), 0) / every) * each(c, scale)
    return atMost ? Math.min(value, atMost(c, scale)) : value
  }
}

function compileShare(expression: ShareExpression, names: Names): Evaluate {
  const rate = compileExpression(expression.rate, names)
  const of = compileExpression(expression.of, names)
  const atLeast = expression.atLeast && compileExpression(expression.atLeast, names)
  const atMost = expression.atMost && compileExpression(expression.atMost, names)
  return (c, scale) => {
    // A share is a whole number of fen whatever the scale: it is rounded once, here.
    const amount = of(c, 1)
    let value = Number.isInteger(amount) ? mulDiv(amount, rate(c, 1), 10_000) : shareOfPrice(amount, rate(c, 1))
    if (atLeast) value = Math.max(value, atLeast(c, 1))
    if (atMost) value = Math.min(value, atMost(c, 1))
    return value * scale
  }
}

/** A unit price may be a fraction of a fen: ten-thousandths of one are whole numbers. */
const shareOfPrice = (fen: number, rate: number): number => mulDiv(Math.round(fen * 10_000), rate, 100_000_000)

function compileRound(expression: RoundExpression, names: Names): Evaluate {
  const of = compileExpression(expression.of, names)
  const to = compileExpression(expression.to, names)
  const { mode, unit } = expression
  return (c, scale) => {
    const value = roundTo(of(c, 1), to(c, 1), mode)
    return unit === 'money' ? value * scale : value
  }
}

function compileProrate(expression: ProrateExpression, names: Names): Evaluate {
  const value = compileExpression(expression.value, names)
  const by = compileExpression(expression.by, names)
  const over = compileExpression(expression.over, names)
  return (c, scale) => {
    const divisor = over(c, 1)
    if (divisor <= 0) throw new PolicyGap(expression.at, undefined, `a divisor of ${divisor}`)
    return mulDiv(value(c, 1), by(c, 1), divisor) * scale
  }
}

function compileCombine(expression: CombineExpression, names: Names): Evaluate {
  const of = expression.of.map((each) => compileExpression(each, names))
  const first = of[0] as Evaluate
  const rest = of.slice(1)
  switch (expression.op) {
    case 'sum':
      return (c, scale) => rest.reduce((sum, each) => sum + each(c, scale), first(c, scale))
    case 'minus':
      return (c, scale) =>
        Math.max(
          0,
          rest.reduce((left, each) => left - each(c, scale), first(c, scale)),
        )
    case 'smallest':
      return (c, scale) => rest.reduce((least, each) => Math.min(least, each(c, scale)), first(c, scale))
    case 'largest':
      return (c, scale) => rest.reduce((most, each) => Math.max(most, each(c, scale)), first(c, scale))
  }
}
