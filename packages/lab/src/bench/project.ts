// `yibao bench project`: thirty years of two funds with a thousand draws; beside it, the same years projected once.
import type { projection } from '@yibao/kernel'
import { projection as projections } from '@yibao/kernel'
import { random } from '../random.ts'
import { type BenchResult, machine, quantile, stopwatchMs } from './measure.ts'

const YEARS = 30
const DRAWS = 1000
const SEED = 1

export interface ProjectBench extends Omit<BenchResult, 'rows'> {
  readonly years: number
  readonly draws: number
  /** Milliseconds of one projection without draws: population, flows and balances. */
  readonly onceMs: number
  /** Draws with years simulated per second, population shared by all draws. */
  readonly drawYearsPerSecond: number
}

export interface ProjectBenchOptions {
  readonly assumptions: projection.Assumptions
  readonly spread: projection.Spread
  readonly rounds: number
}

export function benchProject({ assumptions, spread, rounds }: ProjectBenchOptions): ProjectBench {
  const whole = () => projections.fans(assumptions, spread, YEARS, DRAWS, random(SEED))
  const once = () => projections.project(assumptions, YEARS)
  refuseDifference(assumptions, once())
  const [fanMs, onceMs] = [timesOf(whole, rounds), timesOf(once, rounds)]
  const value = quantile(fanMs, 0.5) / 1000
  return {
    name: 'project',
    unit: `seconds for ${YEARS} years × ${DRAWS} draws × ${assumptions.funds.length} funds`,
    value,
    p50: value,
    p99: quantile(fanMs, 0.99) / 1000,
    n: rounds,
    machine: machine(),
    years: YEARS,
    draws: DRAWS,
    onceMs: quantile(onceMs, 0.5),
    drawYearsPerSecond: (YEARS * DRAWS * assumptions.funds.length) / value,
  }
}

/** Before anything is timed: a fan without spread is the projection itself. */
function refuseDifference(assumptions: projection.Assumptions, base: projection.Projection): void {
  const still = { wages: 0, inflation: 0, persistence: 0, correlation: 0, use: 0, jump: { probability: 0, factor: 1 } }
  for (const [at, fan] of projections.fans(assumptions, still, YEARS, 2, random(SEED)).entries()) {
    const [last, expected] = [fan.years.at(-1)?.p50 ?? 0, base.funds[at]?.years.at(-1)?.balance ?? 0]
    if (Math.abs(last - expected) > 1e-6 * Math.abs(expected)) throw new Error(`${fan.fund}: ${last} ≠ ${expected}`)
  }
}

function timesOf(work: () => unknown, rounds: number): number[] {
  work()
  return Array.from({ length: rounds }, () => {
    const from = stopwatchMs()
    work()
    return stopwatchMs() - from
  })
}

export const projectText = (bench: ProjectBench): string =>
  [
    `${bench.unit}: ${bench.value.toFixed(3)} s(p99 ${bench.p99.toFixed(3)})`,
    `one projection without draws: ${bench.onceMs.toFixed(1)} ms`,
    `${Math.round(bench.drawYearsPerSecond)} years of a fund a second`,
  ].join('\n')
