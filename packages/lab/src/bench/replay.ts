// `bench replay`: settlements replayed under two policies per second and core, explanation off, beside the reading of the same
// vectors alone; and whether memory stays flat. The history is a synthetic city's, lived many times over by other people.
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CityLoad } from '@yibao/contract/load'
import { type Layer, type Library, PlanBook } from '@yibao/kernel'
import { householdsOf, LakeWriter, measureReading, multiplyLake, replay } from '@yibao/lake'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { writeHistory } from '../synth/index.ts'
import { machine } from './measure.ts'

export interface ReplayBenchOptions {
  readonly city: CityLoad
  readonly catalogue: ShippedCatalogue
  readonly months: number
  readonly seed: number
  /** The history is made this large, about. */
  readonly claims: number
  readonly base: { readonly library: Library; readonly layers: readonly Layer[] }
  readonly reformed: { readonly layers: readonly Layer[] }
  readonly onProgress?: (what: string, share: number) => void
}

export interface ReplayBench {
  readonly name: 'replay'
  readonly unit: 'settlements/s per core'
  readonly value: number
  readonly p50: number
  readonly p99: number
  readonly n: number
  readonly machine: string
  /** Per core, where every claim is settled twice, even where both policies must answer alike. */
  readonly apart: number
  /** Per core: the vectors fetched and looked at, nothing settled. */
  readonly reading: number
  readonly ratioToReading: number
  /** Of the one worker whose processor time `value` counts, by the clock on the wall. */
  readonly byWall: number
  /** By the clock on the wall, hashes of the files and merging included, with this many workers. */
  readonly inAll: number
  readonly workers: number
  readonly rssMiB: readonly number[]
  readonly deviations: number
}

export async function benchReplay(options: ReplayBenchOptions): Promise<ReplayBench> {
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-bench-replay-'))
  try {
    return await inFolder(scratch, options)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function inFolder(scratch: string, options: ReplayBenchOptions): Promise<ReplayBench> {
  const { onProgress } = options
  const folder = await historyIn(scratch, options)
  const reading = await measureReading(folder)
  const pieces = { folder, options, out: scratch }
  const workers = availableParallelism()
  const shared = await timed({ ...pieces, what: 'replay', workers: 1, apart: false }, onProgress)
  const apart = await timed({ ...pieces, what: 'settled twice', workers: 1, apart: true }, onProgress)
  const all = await timed({ ...pieces, what: 'all workers', workers, apart: false }, onProgress)
  return {
    name: 'replay',
    unit: 'settlements/s per core',
    value: shared.perSecond,
    p50: 1e6 / shared.perSecond,
    p99: 1e6 / Math.min(shared.perSecond, apart.perSecond),
    n: shared.claims,
    machine: machine(),
    apart: apart.perSecond,
    reading: Math.round((reading.claims * 1000) / reading.cpuMs),
    ratioToReading: (shared.perSecond * reading.cpuMs) / (reading.claims * 1000),
    byWall: Math.round((shared.claims * 1000) / shared.wallMs),
    inAll: Math.round((all.claims * 1000) / all.wallMs),
    workers,
    rssMiB: shared.rssMiB,
    deviations: shared.deviations,
  }
}

interface Piece {
  readonly what: string
  readonly folder: string
  readonly out: string
  readonly options: ReplayBenchOptions
  readonly workers: number
  readonly apart: boolean
}

const MIB = 1024 * 1024
const QUARTERS = 4

/** A whole replay as `yibao simulate` does it: hashes checked, workers started, results merged; no bill explained. */
async function timed(
  { what, folder, out, options, workers, apart }: Piece,
  onProgress: ReplayBenchOptions['onProgress'],
) {
  const rssMiB: number[] = []
  const [cpu, startedAt] = [process.cpuUsage(), performance.now()]
  const done = await replay({
    folder,
    ...{ base: options.base.layers, reformed: options.reformed.layers, samples: 0, withLines: false, workers, apart },
    out: join(out, `out ${what}`),
    onProgress: ({ stage, share }) => {
      if (stage !== 'replay') return
      onProgress?.(what, share)
      if (rssMiB.length < Math.floor(share * QUARTERS)) rssMiB.push(Math.round(process.memoryUsage.rss() / MIB))
    },
  })
  if (!done) throw new Error('The replay was stopped')
  const { user, system } = process.cpuUsage(cpu)
  const { claims, deviations } = done.result
  const perSecond = Math.round((claims * 1e6) / (user + system))
  return { claims, perSecond, wallMs: performance.now() - startedAt, rssMiB, deviations: deviations.count }
}

async function historyIn(scratch: string, options: ReplayBenchOptions): Promise<string> {
  const { city, catalogue, months, seed, base, onProgress } = options
  const [small, large] = [join(scratch, 'small'), join(scratch, 'large')]
  const lake = await LakeWriter.open({
    folder: small,
    area: city.areas[0]?.code ?? '',
    policy: `city/${city.pack}`,
    households: householdsOf(city.mutualAid),
  })
  const days = months * 31
  let done = 0
  const { claims } = await writeHistory({
    ...{ city, catalogue, months, seed, lake, book: new PlanBook(base.library) },
    onProgress: () => onProgress?.('settling a history', Math.min(1, ++done / days)),
  })
  await lake.close()
  onProgress?.('multiplying it', 0)
  await multiplyLake(small, large, Math.max(1, Math.round(options.claims / claims)))
  return large
}

export function replayText(bench: ReplayBench): string {
  const row = (what: string, value: number): string => `| ${what} | ${value.toLocaleString('en-US')} |`
  return [
    `replay, ${bench.unit}, ${bench.machine}`,
    '',
    '| what | /s |',
    '|---|---|',
    row('replayed under both policies, per core', bench.value),
    row('the same by the clock on the wall, 1 worker', bench.byWall),
    row('settled twice throughout, per core', bench.apart),
    row('settlements computed there, per core', 2 * bench.apart),
    row('vectors read and looked at, nothing settled, per core', bench.reading),
    row(`in all, ${bench.workers} workers, by the clock on the wall`, bench.inAll),
    '',
    `${bench.n.toLocaleString('en-US')} settlements; of the reading alone: ${bench.ratioToReading.toFixed(2)}; MiB after each quarter: ${bench.rssMiB.join(', ')}; deviations ${bench.deviations}`,
    '',
  ].join('\n')
}
