// What a measurement says: rate, median and tail.

export interface Sample {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly n: number
  /** Processor time of this process, each. */
  readonly nodeCpuMicroseconds?: number
  /** Processor time of the database server, each, where the system tells. */
  readonly serverCpuMicroseconds?: number
}

export function summarise(latencies: number[], elapsedMs: number): Sample {
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { perSecond: (sorted.length / elapsedMs) * 1000, p50Ms: at(0.5), p99Ms: at(0.99), n: sorted.length }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
