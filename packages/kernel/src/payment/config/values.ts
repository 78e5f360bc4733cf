// Values of a payment configuration: a number with its unit, and what it stands on. 5% , 2倍, 260元, 30天, 1.05.
import type { Exact } from '../../money/exact.ts'
import { exactFrom, over, times } from '../../money/exact.ts'
import { GRADES } from '../../policy/slot.ts'
import { type Place, shown } from '../../policy/text/located.ts'
import { flag, object, oneOf, optional, required, type Shape, type TypeOf, text } from '../../policy/text/shape.ts'
import type { PaymentCitation } from '../steps.ts'

const UNITS = {
  money: {
    form: /^(\d{1,15}(?:\.\d{1,8})?)\s*(亿元|万元|元|yuan)$/,
    words: '金额，如 9,600 写作 9600元 money such as 9600元',
  },
  rate: { form: /^(\d{1,6}(?:\.\d{1,6})?)\s*(%|％|‰)$/, words: '比例，如 5% a rate such as 5%' },
  multiple: { form: /^(\d{1,6}(?:\.\d{1,6})?)\s*(倍|x)$/, words: '倍数，如 2倍 a multiple such as 2倍' },
  days: { form: /^(\d{1,4})\s*(天|日|days?)$/, words: '天数，如 30天 days such as 30天' },
  number: { form: /^(\d{1,15}(?:\.\d{1,12})?)()$/, words: '数，如 1.05 a number such as 1.05' },
} as const
export type PaymentMeasure = keyof typeof UNITS

const FACTORS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  亿元: [100_000_000n, 1n],
  万元: [10_000n, 1n],
  '%': [1n, 100n],
  '％': [1n, 100n],
  '‰': [1n, 1000n],
}

/** Reads "5%" as 1/20, "2.5倍" as 2.5, "3.2亿元" as yuan. */
export function parseMeasure(unit: PaymentMeasure, source: string): Exact | undefined {
  const match = UNITS[unit].form.exec(source.trim())
  const value = match && exactFrom(match[1] ?? '')
  if (!value) return undefined
  const factor = FACTORS[match[2] ?? '']
  return factor ? over(times(value, { n: factor[0], d: 1n }), { n: factor[1], d: 1n }) : value
}

const provenanceFields = {
  source: optional(text(), '来源，sources 中的编号 id of the source'),
  clause: optional(text(), '条款 clause'),
  grade: optional(oneOf(GRADES), '来源等级 grade'),
  assumed: optional(flag(), '假定值 assumed'),
  note: optional(text(), '依据 what it is modelled on'),
}

export const basisShape = object(provenanceFields)
export type Basis = TypeOf<typeof basisShape>

/** A configured value with its place; what it stands on is filled in when the whole file has been read. */
export class Cited<T> {
  readonly value: T
  readonly at: Place
  readonly own: Basis | undefined
  /** As it stands in the file. */
  readonly text: string
  #citation: PaymentCitation | undefined

  constructor(value: T, at: Place, own: Basis | undefined, written: string) {
    this.value = value
    this.at = at
    this.own = own
    this.text = written
  }

  get citation(): PaymentCitation | undefined {
    return this.#citation
  }

  cite(citation: PaymentCitation): void {
    this.#citation = citation
  }

  /** Another value on the same place and basis. */
  with(value: T): Cited<T> {
    const other = new Cited(value, this.at, this.own, this.text)
    if (this.#citation) other.cite(this.#citation)
    return other
  }
}

/** `5%`, or `{ value: 5%, source: …, clause: … }`; alone it stands on the `basis` of its section. */
export function cited<T>(of: Shape<T>): Shape<Cited<T>> {
  const long = object({ value: required(of, '取值 value'), ...provenanceFields })
  return {
    read(node, faults) {
      if (node.kind === 'map' && node.entries.has('value')) {
        const read = long.read(node, faults)
        if (!read) return undefined
        const { value, ...own } = read as { value: T } & Basis
        return new Cited(value, node.at, own, shown(node.entries.get('value')))
      }
      const value = of.read(node, faults)
      return value === undefined ? undefined : new Cited(value, node.at, undefined, shown(node))
    },
    schema: { anyOf: [of.schema, long.schema] },
  }
}

function measureShape(unit: PaymentMeasure): Shape<Exact> {
  return {
    read(node, faults) {
      const value = node.kind === 'scalar' ? parseMeasure(unit, node.text) : undefined
      if (!value) faults.add(node.at, 'unit_mismatch', shown(node), UNITS[unit].words)
      return value
    },
    schema: { type: ['string', 'number'], pattern: UNITS[unit].form.source, description: UNITS[unit].words },
  }
}

export const measure = (unit: PaymentMeasure): Shape<Cited<Exact>> => cited(measureShape(unit))
export const plainMeasure = measureShape

/** A small whole number that is no value of law: decimals, a year. */
export function wholeNumber(from: number, to: number): Shape<number> {
  return {
    read(node, faults) {
      const value = node.kind === 'scalar' && /^\d{1,6}$/.test(node.text) ? Number(node.text) : Number.NaN
      if (value >= from && value <= to) return value
      faults.add(node.at, 'wrong_value', shown(node), `整数 ${from} 至 ${to} a whole number from ${from} to ${to}`)
      return undefined
    },
    schema: { type: 'integer', minimum: from, maximum: to },
  }
}
