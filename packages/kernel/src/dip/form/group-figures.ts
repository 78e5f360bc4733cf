// What the history says about one group: cases, averages weighted by year, variation, and how many were trimmed.
import { type Exact, exact, fenOf, scaledTo, times } from '../../money/exact.ts'
import type { DipHistory } from './history.ts'
import type { FormOptions } from './options.ts'
import { keptBetween, variationE4, weightedAverage, type YearSum } from './statistics.ts'

export interface GroupFigures {
  readonly cases: number
  readonly trimmed: number
  readonly basicLevelCases: number
  /** Of the cases that stayed, by year. */
  readonly years: readonly YearSum[]
  /** Weighted average cost in fen; nothing when no year with a weight has cases. */
  readonly average: Exact | undefined
  readonly avgCostFen: number | undefined
  readonly avgLosE2: number | undefined
  readonly cvE4: number
}

export function figuresOf(history: DipHistory, runs: readonly Int32Array[], options: FormOptions): GroupFigures {
  const costs = new Float64Array(runs.reduce((sum, run) => sum + run.length, 0))
  let at = 0
  let basicLevelCases = 0
  for (const run of runs)
    for (const row of run) {
      costs[at] = history.cost.at(row)
      basicLevelCases += history.basicLevel.at(row)
      at += 1
    }
  costs.sort()
  const { trim } = options
  const kept =
    costs.length < trim.minCases
      ? { min: 0, max: Number.MAX_SAFE_INTEGER }
      : keptBetween(costs, trim.lowBp, trim.highBp)
  const stays = costs.filter((cost) => cost >= kept.min && cost <= kept.max)
  const years = yearSums(history, runs, kept, options.years.length)
  const weights = options.years.map(({ weight }) => weight)
  const average = weightedAverage(years, weights, 'costFen')
  const stay = weightedAverage(years, weights, 'losDays')
  return {
    cases: costs.length,
    trimmed: costs.length - stays.length,
    basicLevelCases,
    years,
    average,
    avgCostFen: average && wholeFen(average),
    avgLosE2: stay && Number(scaledTo(stay, 2)),
    cvE4: variationE4(stays),
  }
}

/** Fen to whole fen, half up. */
const wholeFen = (fenExact: Exact): number => fenOf(times(fenExact, exact(1, 100)))

function yearSums(
  history: DipHistory,
  runs: readonly Int32Array[],
  kept: { readonly min: number; readonly max: number },
  years: number,
): YearSum[] {
  const sums = Array.from({ length: years }, () => ({ cases: 0, costFen: 0, losDays: 0 }))
  for (const run of runs)
    for (const row of run) {
      const cost = history.cost.at(row)
      if (cost < kept.min || cost > kept.max) continue
      const own = sums[history.year.at(row)] as (typeof sums)[number]
      own.cases += 1
      own.costFen += cost
      own.losDays += history.los.at(row)
    }
  return sums
}

export function addYears(all: readonly (readonly YearSum[])[], years: number): YearSum[] {
  return Array.from({ length: years }, (_, at) => {
    const own = all.map((each) => each[at] as YearSum)
    const sum = (of: keyof YearSum): number => own.reduce((total, each) => total + each[of], 0)
    return { cases: sum('cases'), costFen: sum('costFen'), losDays: sum('losDays') }
  })
}
