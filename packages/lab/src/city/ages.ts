// Ages and sexes of a modelled population: the nation's pyramid of 2020, tilted where a city is older or younger.
import { addDays, addMonths, type Day, type Sex } from '@yibao/kernel'
import type { Random } from '../random.ts'

/** Share of each five-year band from 0–4 to 95 and above, percent: 第七次全国人口普查, rounded. */
const PYRAMID = [
  5.52, 6.4, 6.05, 5.16, 5.32, 6.52, 8.81, 7.03, 6.59, 8.1, 8.6, 7.19, 5.21, 5.25, 3.52, 2.22, 1.45, 0.77, 0.23, 0.06,
] as const
const BAND_YEARS = 5
const MIDDLE_AGE = 40

/** Share of men by age: more boys are born, more women grow old. */
const MEN_BY_AGE = [
  { below: 20, share: 0.535 },
  { below: 60, share: 0.512 },
  { below: 75, share: 0.49 },
  { below: 200, share: 0.44 },
] as const

export const agePyramid = (tilt: number): number[] =>
  PYRAMID.map((share, band) => share * Math.exp((tilt * (band * BAND_YEARS - MIDDLE_AGE)) / 100))

export interface Birth {
  readonly bornOn: Day
  readonly age: number
}

/** `weights` is the pyramid of the city. The birth day is drawn evenly over the year that gives this age on `on`. */
export function drawBirth(random: Random, weights: readonly number[], on: Day): Birth {
  const bands = weights.map((_, band) => band)
  const band = random.weighted(bands, (each) => weights[each] ?? 0)
  const age = band * BAND_YEARS + random.int(0, BAND_YEARS - 1)
  // Between the day after the (age + 1)th birthday would fall and the birthday itself.
  return { age, bornOn: addDays(addMonths(on, -12 * (age + 1)), random.int(1, 365)) }
}

export function drawSex(random: Random, age: number): Sex {
  const share = MEN_BY_AGE.find(({ below }) => age < below)?.share ?? 0.5
  return random.chance(share) ? 'male' : 'female'
}

/** Share of the population from one age to another (both included), of a city's pyramid. */
export function shareBetween(weights: readonly number[], from: number, to: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let within = 0
  for (let age = from; age <= to; age += 1) within += (weights[Math.floor(age / BAND_YEARS)] ?? 0) / BAND_YEARS
  return within / total
}
