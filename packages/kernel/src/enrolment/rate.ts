// 参保率: three definitions that are all in use, so each figure says which one it is and what it was divided by.
import { type BasisPoints, basisPoints, mulDiv } from '../money/share.ts'
import type { Day } from '../time/day.ts'

export const RATE_DEFINITIONS = ['permanent_residents', 'household_population', 'should_cover'] as const
export type RateDefinition = (typeof RATE_DEFINITIONS)[number]

export interface Headcount {
  readonly asOf: Day
  /** Distinct living persons actively enrolled here; duplicates and ended enrolments are not in it. */
  readonly enrolled: number
  /** Of the household population: enrolled elsewhere, with proof. */
  readonly enrolledElsewhere: number
  /** 常住人口 at the end of last year. */
  readonly permanentResidents: number
  readonly permanentSource: string
  /** 户籍人口. */
  readonly household: number
  readonly householdSource: string
  /** Not to be covered: serving soldiers, long-term abroad, dead but still in the register. */
  readonly exempt: number
}

export interface EnrolmentRate {
  readonly definition: RateDefinition
  readonly asOf: Day
  readonly numerator: number
  readonly denominator: number
  readonly denominatorSource: string
  /** Absent when there is nothing to divide by. May be above 100 %. */
  readonly rateBp: BasisPoints | undefined
}

export function enrolmentRate(definition: RateDefinition, count: Headcount): EnrolmentRate {
  const [numerator, denominator, denominatorSource] = partsOf(definition, count)
  const rateBp = denominator > 0 ? basisPoints(mulDiv(numerator, 10_000, denominator)) : undefined
  return { definition, asOf: count.asOf, numerator, denominator, denominatorSource, rateBp }
}

function partsOf(definition: RateDefinition, count: Headcount): readonly [number, number, string] {
  const { enrolled, enrolledElsewhere, household, householdSource } = count
  if (definition === 'permanent_residents') return [enrolled, count.permanentResidents, count.permanentSource]
  if (definition === 'household_population') return [enrolled + enrolledElsewhere, household, householdSource]
  return [enrolled, household - enrolledElsewhere - count.exempt, householdSource]
}
