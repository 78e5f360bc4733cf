// `bench indicators`: every indicator over a lake in one go, beside reading the same columns of the same files and nothing else.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { defaultCityId, machine, makeYears } from '@yibao/lab'
import { computeIndicators, lakePeriod, openLake, scanFor } from '@yibao/lake'
import { packsAt } from '@yibao/policy'
import { indicatorsIn, shippedIndicators } from '../indicators/read.ts'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'

export interface IndicatorsBenchOptions {
  /** A lake that is there; absent: a city's years are made for it. */
  readonly lake: string | undefined
  readonly people: number
  readonly rounds: number
  readonly onProgress: (what: string) => void
}

export interface IndicatorsBench {
  readonly name: 'indicators'
  readonly unit: 's for all'
  /** The median round by the clock on the wall. */
  readonly value: number
  readonly p50: number
  readonly p99: number
  /** Settlements. */
  readonly n: number
  readonly machine: string
  readonly lines: number
  readonly indicators: number
  readonly computed: number
  /** Seconds of processor time of the median round. */
  readonly cpu: number
  /** The columns that the indicators ask for, of the same files, fetched and counted: by the wall and by processor time. */
  readonly scan: number
  readonly scanCpu: number
  /** Every file against its hash. */
  readonly hashes: number
  readonly rssMiB: number
}

const MIB = 1024 * 1024
const MONTHS = 24

export async function benchIndicators(options: IndicatorsBenchOptions): Promise<IndicatorsBench> {
  if (options.lake !== undefined) return measured(resolve(options.lake), options)
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-bench-indicators-'))
  try {
    const folder = join(scratch, 'lake')
    options.onProgress('生成历史 making a history')
    const layers = packsAt(cityPolicyPath(defaultCityId))[0]!.layers
    const asked = { city: defaultCityId, people: options.people, months: MONTHS, seed: 1, workers: 2 }
    await makeYears({ ...asked, folder, layers, catalogue: await shippedCatalogue() })
    return await measured(folder, options)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

interface Taken {
  readonly wall: number
  readonly cpu: number
}

async function timed(work: () => Promise<unknown>): Promise<Taken> {
  const [cpu, startedAt] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wall: (performance.now() - startedAt) / 1000, cpu: (user + system) / 1e6 }
}

async function measured(folder: string, { rounds, onProgress }: IndicatorsBenchOptions): Promise<IndicatorsBench> {
  const all = indicatorsIn(shippedIndicators)
  const [counts, scans]: [Taken[], Taken[]] = [[], []]
  let [computed, rss] = [0, 0]
  const lake = await openLake(folder)
  const period = lakePeriod(lake.manifest)
  try {
    for (let round = 0; round < rounds; round += 1) {
      onProgress(`${round + 1}/${rounds}`)
      counts.push(
        await timed(async () => {
          const own = await openLake(folder)
          const values = await computeIndicators(own, { indicators: all, period })
          computed = values.filter(({ status }) => status === 'computed').length
          own.engine.close()
        }),
      )
      rss = Math.max(rss, process.memoryUsage.rss() / MIB)
      scans.push(await timed(() => scanFor(lake, all)))
    }
    const hashes = await timed(async () => (await openLake(folder, { hashes: true })).engine.close())
    const [count, plain] = [middle(counts), middle(scans)]
    return {
      ...{ name: 'indicators', unit: 's for all', value: count.wall, p50: count.wall },
      ...{ p99: Math.max(...counts.map(({ wall }) => wall)), n: lake.manifest.claims, machine: machine() },
      ...{ lines: lake.manifest.lines, indicators: all.length, computed, cpu: count.cpu },
      ...{ scan: plain.wall, scanCpu: plain.cpu, hashes: hashes.wall, rssMiB: Math.round(rss) },
    }
  } finally {
    lake.engine.close()
  }
}

const middle = (taken: readonly Taken[]): Taken =>
  [...taken].sort((a, b) => a.wall - b.wall)[Math.floor(taken.length / 2)] ?? { wall: 0, cpu: 0 }

export function indicatorsText(bench: IndicatorsBench): string {
  const row = (what: string, wall: number, cpu?: number): string =>
    `| ${what} | ${wall.toFixed(2)} | ${cpu === undefined ? '' : cpu.toFixed(2)} |`
  return [
    `indicators, ${bench.unit}, ${bench.machine}`,
    '',
    '| what | s | s of processor time |',
    '|---|---|---|',
    row(
      `${bench.computed} of ${bench.indicators} indicators over ${bench.n.toLocaleString('en-US')} settlements`,
      bench.value,
      bench.cpu,
    ),
    row('the columns they ask for, fetched and looked at once', bench.scan, bench.scanCpu),
    row('every file against its hash', bench.hashes),
    '',
    `${bench.lines.toLocaleString('en-US')} fee lines; ${bench.rssMiB} MiB at the highest`,
    '',
  ].join('\n')
}
