// The explanation of a payment: the same tree as that of a benefit, over exact fractions. A node's value follows from its
// children by `op` alone, so the tree can be added up again without the engine; the formula is written when it is read.
import type { Words } from '../benefits/explain/node.ts'
import type { RoundingMode } from '../money/exact.ts'
import {
  EXACT_ZERO,
  type Exact,
  exactText,
  larger,
  minus,
  over,
  plus,
  roundedTo,
  shortText,
  times,
} from '../money/exact.ts'

/** Changes only when the meaning of a step changes. */
export const PAYMENT_EXPLANATION_VERSION = 1

/**
 * How a step's value follows from its children's values c0, c1, …
 * given: a fact or a configured value. same: c0. sum: Σ. difference: c0 − c1 − …. minus: max(0, c0 − c1 − …).
 * product: c0 × c1 × …. quotient: c0 ÷ c1. largest, smallest. excess: c0 − c1 + c2. rounded: c0 at the step's places and mode.
 */
export type PaymentOperation =
  | 'given'
  | 'same'
  | 'sum'
  | 'difference'
  | 'minus'
  | 'product'
  | 'quotient'
  | 'largest'
  | 'smallest'
  | 'excess'
  | 'rounded'

export type PaymentUnitWord = 'yuan' | 'rate' | 'multiple' | 'points' | 'number' | 'text'

/** Where a configured value comes from. */
export interface PaymentCitation {
  readonly slot: string
  readonly title?: string | undefined
  readonly number?: string | undefined
  readonly clause?: string | undefined
  readonly assumed: boolean
  readonly note?: string | undefined
  readonly file: string
  readonly line: number
}

interface Parts {
  readonly id: string
  readonly title: Words
  readonly op: PaymentOperation
  readonly value: Exact
  readonly unit: PaymentUnitWord
  readonly children?: readonly PaymentStep[]
  readonly citation?: PaymentCitation | undefined
  readonly text?: string | undefined
  readonly places?: number | undefined
  readonly mode?: RoundingMode | undefined
}

const NO_CHILDREN: readonly PaymentStep[] = []

/** One step. Fields of a fixed shape; most trees are built to carry the amount, few to be read. */
export class PaymentStep {
  readonly id: string
  readonly title: Words
  readonly op: PaymentOperation
  readonly value: Exact
  readonly unit: PaymentUnitWord
  readonly text: string | undefined
  readonly places: number | undefined
  readonly mode: RoundingMode | undefined
  readonly citation: PaymentCitation | undefined
  readonly children: readonly PaymentStep[]

  constructor(parts: Parts) {
    this.id = parts.id
    this.title = parts.title
    this.op = parts.op
    this.value = parts.value
    this.unit = parts.unit
    this.text = parts.text
    this.places = parts.places
    this.mode = parts.mode
    this.citation = parts.citation
    this.children = parts.children ?? NO_CHILDREN
  }

  /** "8,000.00 × 1.5 = 12,000.00" */
  get formula(): string {
    const own = shownStep(this)
    const expression = written(this)
    return expression ? `${expression} = ${own}` : own
  }

  toJSON(): object {
    const { id, title, op, unit, text, formula, citation, children } = this
    return { id, title, op, value: valueJson(this.value), unit, text, formula, citation, children }
  }
}

/** A decimal where it is one, else the fraction: nothing is lost on the way out. */
function valueJson(value: Exact): string {
  const short = shortText(value, 12)
  return short.startsWith('≈') ? `${value.n}/${value.d}` : short
}

const words = (zh: string, en: string): Words => ({ zh, en })

export { words }

export const given = (
  id: string,
  title: Words,
  unit: PaymentUnitWord,
  value: Exact,
  citation?: PaymentCitation,
): PaymentStep => new PaymentStep({ id, title, op: 'given', unit, value, citation })

export const givenText = (id: string, title: Words, text: string): PaymentStep =>
  new PaymentStep({ id, title, op: 'given', unit: 'text', value: EXACT_ZERO, text })

export const same = (id: string, title: Words, child: PaymentStep): PaymentStep =>
  new PaymentStep({ id, title, op: 'same', unit: child.unit, value: child.value, children: [child] })

export const added = (id: string, title: Words, unit: PaymentUnitWord, children: readonly PaymentStep[]): PaymentStep =>
  new PaymentStep({
    ...{ id, title, op: 'sum', unit, children },
    value: children.reduce((sum, { value }) => plus(sum, value), EXACT_ZERO),
  })

const lessAll = ([first, ...rest]: readonly PaymentStep[]): Exact =>
  rest.reduce((left, { value }) => minus(left, value), first?.value ?? EXACT_ZERO)

export const subtracted = (
  id: string,
  title: Words,
  unit: PaymentUnitWord,
  children: readonly PaymentStep[],
): PaymentStep => new PaymentStep({ id, title, op: 'difference', unit, children, value: lessAll(children) })

/** Never below zero. */
export const atLeastNothing = (
  id: string,
  title: Words,
  unit: PaymentUnitWord,
  children: readonly PaymentStep[],
): PaymentStep =>
  new PaymentStep({ id, title, op: 'minus', unit, children, value: larger(lessAll(children), EXACT_ZERO) })

export const multiplied = (
  id: string,
  title: Words,
  unit: PaymentUnitWord,
  children: readonly PaymentStep[],
): PaymentStep =>
  new PaymentStep({
    ...{ id, title, op: 'product', unit, children },
    value: children.slice(1).reduce((product, { value }) => times(product, value), children[0]?.value ?? EXACT_ZERO),
  })

export const divided = (id: string, title: Words, unit: PaymentUnitWord, a: PaymentStep, b: PaymentStep): PaymentStep =>
  new PaymentStep({ id, title, op: 'quotient', unit, children: [a, b], value: over(a.value, b.value) })

/** multiple − limit + what the limit itself counts for: 2.5 − 2 + 1. */
export const excess = (id: string, title: Words, a: PaymentStep, limit: PaymentStep, at: PaymentStep): PaymentStep =>
  new PaymentStep({
    ...{ id, title, op: 'excess', unit: 'multiple', children: [a, limit, at] },
    value: plus(minus(a.value, limit.value), at.value),
  })

export const roundedStep = (
  id: string,
  title: Words,
  child: PaymentStep,
  places: number,
  mode: RoundingMode,
): PaymentStep =>
  new PaymentStep({
    ...{ id, title, op: 'rounded', unit: child.unit, children: [child], places, mode },
    value: roundedTo(child.value, places, mode),
  })

/** What a step's children give by its operation: the judge of a tree. */
export function recomputed({ op, value, children, places, mode }: PaymentStep): Exact {
  const c = children.map((child) => child.value)
  const [c0 = EXACT_ZERO, c1 = EXACT_ZERO, c2 = EXACT_ZERO] = c
  switch (op) {
    case 'given':
      return value
    case 'same':
      return c0
    case 'sum':
      return c.reduce(plus, EXACT_ZERO)
    case 'difference':
      return c.slice(1).reduce(minus, c0)
    case 'minus':
      return larger(c.slice(1).reduce(minus, c0), EXACT_ZERO)
    case 'product':
      return c.slice(1).reduce(times, c0)
    case 'quotient':
      return over(c0, c1)
    case 'largest':
      return c.reduce(larger, c0)
    case 'smallest':
      return c.reduce((a, b) => (larger(a, b) === a ? b : a), c0)
    case 'excess':
      return plus(minus(c0, c1), c2)
    case 'rounded':
      return roundedTo(c0, places ?? 2, mode ?? 'half_up')
  }
}

const thousands = (text: string): string =>
  text.replace(/\B(?=(\d{3})+(?=\.|$))/g, (_, __, at: number) => (text.slice(0, at).includes('.') ? '' : ','))

export function shownStep({ unit, value, text, op, places }: PaymentStep): string {
  if (unit === 'text') return text ?? ''
  if (unit === 'rate') return `${shortText(times(value, { n: 100n, d: 1n }), 6)}%`
  if (unit === 'yuan') {
    const short = shortText(value, 6)
    return thousands(/^-?\d+(\.\d)?$/.test(short) ? exactText(value, 2) : short)
  }
  return op === 'rounded' ? exactText(value, places ?? 2) : shortText(value, 8)
}

function written({ op, children, places }: PaymentStep): string {
  const texts = children.map(shownStep)
  switch (op) {
    case 'given':
    case 'same':
      return ''
    case 'sum':
      return texts.length > 1 ? texts.join(' + ') : ''
    case 'difference':
    case 'minus':
      return texts.length > 1 ? texts.join(' − ') : ''
    case 'product':
      return texts.join(' × ')
    case 'quotient':
      return texts.join(' ÷ ')
    case 'largest':
      return `max(${texts.join(', ')})`
    case 'smallest':
      return `min(${texts.join(', ')})`
    case 'excess':
      return `${texts[0]} − ${texts[1]} + ${texts[2]}`
    case 'rounded':
      return `${texts[0]} → ${places} 位`
  }
}

/** The tree as indented lines, Chinese or English, for a terminal or a page. */
export function stepLines(step: PaymentStep, language: keyof Words = 'zh', depth = 0): string[] {
  const { citation } = step
  const source = citation
    ? `  ${citation.assumed ? '【假定值 assumed】' : ''}${citation.title ? `《${citation.title}》` : ''}${citation.clause ?? ''}${citation.title ? '' : (citation.note ?? '')}`
    : ''
  const own = `${'  '.repeat(depth)}${step.title[language]} ${step.formula}${source}`
  return [own, ...step.children.flatMap((child) => stepLines(child, language, depth + 1))]
}
