// For `bench replay`: the reading of the vectors alone, which no replay can be faster than.
import { openEngine } from '../history/engine.ts'
import { readManifest } from '../history/manifest.ts'
import { claimVectors, prepareCodes } from './vectors.ts'

export interface MeasuredReading {
  readonly claims: number
  /** Of all threads of the process together: what the work costs on one core. */
  readonly cpuMs: number
}

/** Every vector that a replay reads, fetched, and every number of it looked at once. */
export async function measureReading(folder: string): Promise<MeasuredReading> {
  const manifest = readManifest(folder)
  const engine = await openEngine()
  await prepareCodes(engine, manifest)
  const cpu = process.cpuUsage()
  let [claims, sum] = [0, 0]
  const addUp = (items: Float64Array | Int32Array, rows: number): void => {
    for (let at = 0; at < rows; at += 1) sum += items[at]!
  }
  for (let bucket = 0; bucket < manifest.buckets; bucket += 1) {
    const slices = manifest.slices.filter((slice) => slice.bucket === bucket)
    for await (const { rows, number, day, code, payers } of claimVectors(engine, folder, slices)) {
      for (const each of [number, day, code])
        for (const items of Object.values(each) as (Float64Array | Int32Array)[]) addUp(items, rows)
      for (const items of payers) addUp(items, rows)
      claims += rows
    }
  }
  const { user, system } = process.cpuUsage(cpu)
  engine.close()
  if (Number.isNaN(sum)) throw new Error('The vectors hold something that is no number')
  return { claims, cpuMs: (user + system) / 1000 }
}
