// The file of a projection: its parts, their units and limits, and which document or assumption each stands on.

import { shown } from '../policy/text/located.ts'
import {
  flag,
  list,
  mapOf,
  object,
  oneOf,
  optional,
  plainNumber,
  required,
  type Shape,
  type TypeOf,
  text,
} from '../policy/text/shape.ts'
import { OLDEST, STATUSES } from './model.ts'

/** Ages with a value each, ascending: `{0: 0.006, 1: 0.0004}`. */
function byAge(min: number, max: number, unit: string): Shape<readonly (readonly [number, number])[]> {
  const value = plainNumber(min, max, unit)
  return {
    read(node, faults) {
      if (node.kind !== 'map' || node.entries.size === 0) {
        faults.add(node.at, 'wrong_value', shown(node), `ages with ${unit}, as {0: …, 20: …}`)
        return undefined
      }
      const knots: [number, number][] = []
      for (const [key, child] of node.entries) {
        const place = node.keys.get(key) ?? node.at
        const age = /^\d{1,3}$/.test(key) ? Number(key) : Number.NaN
        const last = knots.at(-1)?.[0] ?? -1
        if (!(age <= OLDEST && age > last))
          faults.add(place, 'wrong_value', key, `an age above ${last}, up to ${OLDEST}`)
        const read = value.read(child, faults)
        if (read !== undefined) knots.push([age, read])
      }
      return knots
    },
    schema: { type: 'object', additionalProperties: value.schema },
  }
}

const BASIS = {
  basis: required(text(), 'the document and clause, or why this is assumed'),
  assumed: optional(flag(), 'true when no document says it'),
}
const share = plainNumber(0, 1, 'a share')
const growth = plainNumber(-0.2, 0.5, 'a yearly growth as a share')
const yuan = plainNumber(0, 1e13, 'yuan')
const status = oneOf(STATUSES)
const bySex = <T>(of: Shape<T>) => object({ male: required(of), female: required(of) })

const group = optional(bySex(byAge(0, 1e8, 'persons from this age to the next one')))
const population = object({
  ...BASIS,
  ...(Object.fromEntries(STATUSES.map((name) => [name, group])) as Record<(typeof STATUSES)[number], typeof group>),
})

const demography = object({
  ...BASIS,
  mortality: required(bySex(byAge(0, 1, 'the probability of dying within the year')), 'between the ages: log-linear'),
  improvement: required(share, 'share by which mortality falls each year'),
  fertility: required(byAge(0, 1, 'births of a woman in a year'), 'from this age to the next one'),
  fertility_change: optional(growth),
  boys_per_100_girls: required(plainNumber(50, 200, 'boys for 100 girls')),
  newborn_enrolment: required(share),
  migration: optional(bySex(byAge(-1e7, 1e7, 'net persons who come in a year, from this age to the next one'))),
})

const retirement = object({
  age: required(plainNumber(40, 80, 'years')),
  months_a_year: required(plainNumber(0, 12, 'months by which the age rises each year')),
  up_to: required(plainNumber(40, 80, 'years')),
})
const work = object({
  ...BASIS,
  entry_age: required(plainNumber(10, 40, 'years')),
  to_employee: required(share),
  to_flexible: required(share),
  resident_to_employee: required(share),
  retirement: required(bySex(retirement)),
})

const income = object({
  ...BASIS,
  kind: required(oneOf(['rate', 'head'])),
  payers: required(list(status)),
  base: optional(yuan, 'rate: yearly contribution base of one payer'),
  rate: optional(share, 'rate: of the base, into this fund'),
  personal: optional(yuan, 'head: of the person, a year'),
  subsidy: optional(yuan, 'head: of the budgets, a year'),
  growth: required(growth),
  collection: required(share, 'arrived ÷ assessed'),
})

const rows = list(
  object({
    from: required(plainNumber(0, OLDEST, 'years of age')),
    value: required(plainNumber(0, 1e7, 'uses of a person in a year, or yuan of one use')),
    status: optional(status),
    sex: optional(oneOf(['male', 'female'])),
  }),
)
const service = object({
  ...BASIS,
  title: required(text()),
  use: required(rows, 'uses of a person in a year, by age'),
  cost: required(rows, 'yuan of one use in the first year, by age'),
  ratio: required(share, 'share that the fund bears'),
  growth: required(growth, 'of the cost of one use; ageing is counted by the population'),
})
const fund = object({
  ...BASIS,
  title: required(text()),
  members: required(list(status)),
  opening_balance: required(plainNumber(-1e13, 1e13, 'yuan')),
  interest: required(plainNumber(0, 0.2, 'a yearly rate as a share')),
  income: required(list(income)),
  services: required(mapOf(service)),
})

const factor = plainNumber(0, 5, 'a factor')
const points = plainNumber(-0.2, 0.2, 'points as a share')
const scenario = object({
  title: required(text()),
  wage_growth: optional(points),
  medical_inflation: optional(points),
  standard_growth: optional(points),
  improvement: optional(points),
  collection: optional(points),
  rate: optional(points),
  fertility: optional(factor),
  use: optional(factor),
  services: optional(list(text())),
  retirement_years: optional(plainNumber(-10, 10, 'years')),
  paid: optional(mapOf(factor), 'factor of what a fund pays, from a replay'),
})

const spread = object({
  ...BASIS,
  wages: required(share),
  inflation: required(share),
  persistence: required(plainNumber(0, 0.99, 'a share')),
  correlation: required(plainNumber(-1, 1, 'a correlation')),
  use: required(share),
  jump_probability: required(share),
  jump_factor: required(factor),
})

const actual = object({
  ...BASIS,
  fund: required(text()),
  year: required(plainNumber(1990, 2200, 'a year')),
  income: optional(yuan),
  expenditure: optional(yuan),
  balance: optional(plainNumber(-1e13, 1e13, 'yuan')),
})

export const projectionFile = object({
  projection: required(text(/^[a-z0-9-]+$/, 'a name of small letters, digits and -')),
  title: required(text()),
  start_year: required(plainNumber(1990, 2200, 'a year')),
  discount: required(share),
  population: required(population),
  demography: required(demography),
  work: required(work),
  funds: required(mapOf(fund)),
  scenarios: optional(mapOf(scenario)),
  spread: optional(spread),
  actuals: optional(list(actual)),
})

export type ProjectionText = NonNullable<TypeOf<typeof projectionFile>>
export type Knots = readonly (readonly [number, number])[]
