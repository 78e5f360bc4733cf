// Measures the write path against a TPC-B-like transaction on the same server in the same run.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../clock.ts'
import { createPool } from '../postgres/connect.ts'
import { startEmbedded } from '../postgres/embedded.ts'
import { migrate } from '../postgres/migrate.ts'
import { ensurePartitions } from '../postgres/partitions.ts'
import { cpuOf } from './cpu.ts'
import { median, type Sample } from './sample.ts'
import { prepareSettlements, runSettlements, type SettlementSample } from './settlements.ts'
import { prepareTpcb, runTpcb } from './tpcb.ts'

/** More than any machine settles in a second, so that no run ends for lack of visits. */
const VISITS_PER_SECOND = 12_000
/** workers × largest batch; the first is what `createWritePath` does by itself. */
const SHAPES = [
  { workers: undefined, batchMax: undefined },
  { workers: 1, batchMax: 32 },
  { workers: 3, batchMax: 32 },
  { workers: 16, batchMax: 1 },
] as const

export interface WritePathBench {
  readonly name: 'write'
  readonly unit: 'commands/s'
  readonly value: number
  readonly p50: number
  readonly p99: number
  readonly n: number
  readonly ratioToTpcb: number
  readonly machine: string
  readonly rows: readonly { readonly what: string; readonly sample: Sample & Partial<SettlementSample> }[]
}

export async function benchWritePath(options: {
  seconds: number
  rounds: number
  clients: number
}): Promise<WritePathBench> {
  const { seconds, rounds, clients } = options
  const home = mkdtempSync(join(tmpdir(), 'yibao-bench-'))
  chmodSync(home, 0o755) // as root, the server's own account must be able to enter
  const clock = systemClock()
  const embedded = await startEmbedded({ home, clock, role: 'serve', log: () => undefined })
  const pool = createPool(embedded.url, { name: 'bench', max: 2 })
  try {
    await migrate(embedded.url)
    await ensurePartitions(pool, clock.today())
    const url = embedded.url
    const visits = await prepareSettlements(pool, VISITS_PER_SECOND * seconds * rounds)
    await prepareTpcb(pool)
    const tpcb: Sample[] = []
    const samples: SettlementSample[][] = SHAPES.map(() => [])
    for (let round = 0; round < rounds; round++) {
      tpcb.push(await measured(embedded.pid, () => runTpcb(url, clients, seconds)))
      for (const [at, shape] of SHAPES.entries()) {
        const run = () => runSettlements({ url, pool, clients, seconds, visits, ...shape })
        samples[at]!.push(await measured(embedded.pid, run))
      }
    }
    return resultOf(tpcb, samples, clients)
  } finally {
    await pool.end()
    await embedded.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function measured<S extends Sample>(serverPid: number, run: () => Promise<S>): Promise<S> {
  const { result, used } = await cpuOf(serverPid, run)
  const { nodeMicroseconds, serverMicroseconds } = used
  return {
    ...result,
    nodeCpuMicroseconds: nodeMicroseconds / result.n,
    serverCpuMicroseconds: serverMicroseconds === undefined ? undefined : serverMicroseconds / result.n,
  }
}

function resultOf(tpcb: Sample[], samples: SettlementSample[][], clients: number): WritePathBench {
  const scale = middle(tpcb)
  const own = middle(samples[0]!)
  return {
    name: 'write',
    unit: 'commands/s',
    value: Math.round(own.perSecond),
    p50: own.p50Ms,
    p99: own.p99Ms,
    n: samples[0]!.reduce((sum, { n }) => sum + n, 0),
    // Round by round, because the machine is not the same machine in every minute.
    ratioToTpcb: median(tpcb.map(({ perSecond }, round) => samples[0]![round]!.perSecond / perSecond)),
    machine: `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
    rows: [
      { what: `TPC-B-like, ${clients} connections`, sample: scale },
      ...SHAPES.map(({ workers, batchMax }, at) => ({
        what: `write path, ${clients} submitters, ${workers ?? 'default'} workers, batch ≤ ${batchMax ?? 'default'}`,
        sample: middle(samples[at]!),
      })),
    ],
  }
}

/** The round with the median rate. */
function middle<S extends Sample>(samples: readonly S[]): S {
  const rate = median(samples.map(({ perSecond }) => perSecond))
  return samples.find(({ perSecond }) => perSecond === rate)!
}

/** A result as a table for people. */
export function writePathText({ rows, ratioToTpcb, machine }: WritePathBench): string {
  const lines = rows.map(({ what, sample }) => {
    const { perSecond, p50Ms, p99Ms, walBytesEach, nodeCpuMicroseconds, serverCpuMicroseconds } = sample
    const whole = [walBytesEach, nodeCpuMicroseconds, serverCpuMicroseconds].map((value) => value?.toFixed(0) ?? '')
    return `| ${[what, perSecond.toFixed(0), p50Ms.toFixed(1), p99Ms.toFixed(1), ...whole].join(' | ')} |`
  })
  return [
    `write, ${machine}`,
    '',
    '| what | /s | p50 ms | p99 ms | WAL bytes each | Node CPU µs each | server CPU µs each |',
    '|---|---|---|---|---|---|---|',
    ...lines,
    '',
    `ratio to TPC-B-like, median of the rounds: ${ratioToTpcb.toFixed(2)}`,
    '',
  ].join('\n')
}
