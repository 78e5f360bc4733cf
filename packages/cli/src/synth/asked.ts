// What `yibao synth` was asked for: the city, how many people, how long, from which seed.
import { availableParallelism } from 'node:os'
import { addMonths, type Day, parseDay } from '@yibao/kernel'
import { cityIds, cityYears, defaultCityId, FRAUD_SCHEMES, type FraudPlan } from '@yibao/lab'
import { systemClock } from '@yibao/server'
import { type Invocation, numberOption, textOption, UsageError } from '../command.ts'

export const SYNTH_DEFAULTS = { people: 20_000, months: 1, seed: 1 } as const

export function cityOf(invocation: Invocation): string {
  const pack = textOption(invocation, 'city') ?? defaultCityId
  if (!cityIds.includes(pack))
    throw new UsageError(`没有城市 ${pack}(no such city)。可用 available: ${cityIds.join(', ')}`)
  return pack
}

export const numberOf = (invocation: Invocation, name: 'people' | 'months' | 'seed'): number =>
  numberOption(invocation, name, SYNTH_DEFAULTS[name])

/** A city is no village and no province, and nobody waits for a century of it. */
const RANGES = { people: [50, 5_000_000], months: [1, 240] } as const

export function countOf(invocation: Invocation, name: 'people' | 'months'): number {
  const value = numberOf(invocation, name)
  const [least, most] = RANGES[name]
  if (value < least || value > most)
    throw new UsageError(`--${name} 应为 ${least} 至 ${most}，收到 ${value}（expected ${least} to ${most}）`)
  return value
}

/** Policies of a city know no earlier care, and nobody knows those of a later one. */
const [FIRST_DAY, LAST_DAY] = ['2000-01-01', '2099-12-31']

/** The first day of the care; a number of months before today when left out. */
export function dayOption(invocation: Invocation, name: string): Day | undefined {
  const text = textOption(invocation, name)
  if (text === undefined) return undefined
  const day = parseDay(text)
  if (day === undefined) throw new UsageError(`--${name} 应为日期，如 2025-09-01，收到 ${text}(expected a day)`)
  if (day < FIRST_DAY || day > LAST_DAY)
    throw new UsageError(`--${name} 应在 ${FIRST_DAY} 至 ${LAST_DAY} 之间，收到 ${text}（outside the years of a city）`)
  return day
}

export const firstDayOf = (invocation: Invocation): Day =>
  dayOption(invocation, 'from') ?? addMonths(systemClock().today(), -1)

/** Whether the lake is to be of the published years of a city, set beside its figures. */
export const isOfYears = (invocation: Invocation, pack: string): boolean =>
  textOption(invocation, 'from') === undefined && cityYears(pack) !== undefined

const RATE_MAX = 0.5

export function fraudOf(invocation: Invocation): FraudPlan | undefined {
  const [text, names] = [textOption(invocation, 'fraud'), textOption(invocation, 'schemes')]
  if (text === undefined && names !== undefined) throw new UsageError('--schemes 与 --fraud 同用（give --fraud too）')
  if (text === undefined) return undefined
  const rate = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || !(rate > 0 && rate <= RATE_MAX))
    throw new UsageError(`--fraud 应为 0 到 ${RATE_MAX} 的小数，如 0.05，收到 ${text}（a share of care）`)
  const wanted = names?.split(',') ?? FRAUD_SCHEMES
  const unknown = wanted.find((each) => !FRAUD_SCHEMES.some((scheme) => scheme === each))
  if (unknown !== undefined)
    throw new UsageError(`没有手法 ${unknown}（no such scheme）。可用 available: ${FRAUD_SCHEMES.join(',')}`)
  return { rate, schemes: FRAUD_SCHEMES.filter((scheme) => wanted.includes(scheme)) }
}

const PEOPLE_MIN = 100

export function peopleOf(invocation: Invocation, whole: number): number {
  const text = textOption(invocation, 'scale')
  if (text === undefined) {
    const people = countOf(invocation, 'people')
    if (people < PEOPLE_MIN) throw new UsageError(`--people 至少 ${PEOPLE_MIN}，收到 ${people}（at least）`)
    return people
  }
  if (textOption(invocation, 'people') !== undefined)
    throw new UsageError('--scale 与 --people 只能给一个(give one of them)')
  const scale = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || !(scale > 0 && scale <= 1))
    throw new UsageError(`--scale 应为 0 到 1 的小数，如 0.01，收到 ${text}(a share of the city)`)
  return Math.max(PEOPLE_MIN, Math.round(whole * scale))
}

export function workersOf(invocation: Invocation): number {
  const workers = numberOption(invocation, 'workers', availableParallelism())
  if (workers === 0) throw new UsageError('--workers 应大于 0(must be above 0)')
  return workers
}
