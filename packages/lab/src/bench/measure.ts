// Measuring side by side: several pieces of work take turns, round after round, and the median round of each counts.
import { availableParallelism, cpus } from 'node:os'

export interface Piece {
  readonly what: string
  /** Does the work once for the input with this number; the result only keeps the engine from leaving the work out. */
  readonly run: (at: number) => unknown
}

export interface Measured {
  readonly what: string
  /** By the CPU time of the thread: what one core does, whoever else uses the machine. */
  readonly perSecond: number
  /** Microseconds each by the clock on the wall, over batches. */
  readonly p50Us: number
  readonly p99Us: number
  readonly n: number
}

export interface BenchResult {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly p50: number
  readonly p99: number
  readonly n: number
  readonly machine: string
  readonly rows: readonly Measured[]
}

const BATCH = 128
const WARM_UP_SHARE = 0.3

/** Durations only; nothing here knows what day it is. */
export const stopwatchMs = (): number => performance.now()

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

export const machine = (): string =>
  `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`

export interface Rounds {
  readonly rounds: number
  readonly secondsEach: number
}

/** Pieces take turns, so that a disturbance of the machine meets all of them. */
export function measure(pieces: readonly Piece[], { rounds, secondsEach }: Rounds): Measured[] {
  for (const piece of pieces) runFor(piece, secondsEach * WARM_UP_SHARE)
  const samples = pieces.map((): Measured[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, piece] of pieces.entries()) samples[at]?.push(runFor(piece, secondsEach))
  }
  return samples.map(middle)
}

let sink: unknown

function runFor({ what, run }: Piece, seconds: number): Measured {
  const batches: number[] = []
  const startedAt = stopwatchMs()
  const cpuAt = cpuMs()
  const endAt = startedAt + seconds * 1000
  let n = 0
  let before = startedAt
  while (before < endAt) {
    for (let at = 0; at < BATCH; at += 1) sink = run(n + at)
    n += BATCH
    const now = stopwatchMs()
    batches.push(((now - before) * 1000) / BATCH)
    before = now
  }
  if (sink === undefined) throw new Error(`${what} gave nothing`)
  const perSecond = (n * 1000) / (cpuMs() - cpuAt)
  return { what, perSecond, p50Us: quantile(batches, 0.5), p99Us: quantile(batches, 0.99), n }
}

function middle(samples: readonly Measured[]): Measured {
  const sorted = [...samples].sort((a, b) => a.perSecond - b.perSecond)
  const median = sorted[Math.floor(sorted.length / 2)]
  if (!median) throw new Error('No rounds were run')
  return { ...median, n: samples.reduce((sum, { n }) => sum + n, 0) }
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** A result as a table for people. */
export function benchText({ name, unit, machine: on, rows }: BenchResult): string {
  const lines = rows.map(
    ({ what, perSecond, p50Us, p99Us }) =>
      `| ${what} | ${Math.round(perSecond).toLocaleString('en-US')} | ${p50Us.toFixed(2)} | ${p99Us.toFixed(2)} |`,
  )
  return [`${name}, ${unit}, ${on}`, '', '| what | /s | p50 µs | p99 µs |', '|---|---|---|---|', ...lines, ''].join(
    '\n',
  )
}
