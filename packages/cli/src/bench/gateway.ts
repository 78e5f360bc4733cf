// `bench gateway`: a platform of its own on a scratch folder, messages over HTTP from this process, and between them, on the
// same database server, the TPC-B-like transaction that its rate is read against.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMonths } from '@yibao/kernel'
import { type Around, defaultCityId, GatewayLoad, generateCity, type LoadRow, machine } from '@yibao/lab'
import { systemClock } from '@yibao/server'
import { median, openScale, type Scale } from '@yibao/server/bench'
import { shippedCatalogue } from '../shipped.ts'
import type { BenchCity } from './gateway-server.ts'
import { ServerProcess } from './server-process.ts'

export interface GatewayBenchOptions {
  readonly people: number
  readonly connections: number
  /** Visits of each part of a round. */
  readonly visits: number
  readonly rounds: number
  /** Seconds of the TPC-B-like transaction in a round. */
  readonly seconds: number
  /** Folder for a profile of the platform's process. */
  readonly profile?: string
  readonly onProgress?: (what: string) => void
}

/** One kind of load, by its median round. */
export interface GatewayRow {
  readonly what: string
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly n: number
  readonly walBytesEach: number
  /** Processor time for each, where the system tells: sender, platform, database. */
  readonly cpuUsEach: { readonly sender: number; readonly platform?: number; readonly database?: number }
}

export interface GatewayBench {
  readonly name: 'gateway'
  readonly unit: 'settlements/s'
  /** Settlements alone, all connections busy. */
  readonly value: number
  readonly p50: number
  readonly p99: number
  readonly p99AtHalfLoad: number
  readonly n: number
  readonly walBytesPerSettlement: number
  /** To the TPC-B-like transaction, median of the rounds. */
  readonly ratio: number
  readonly chainRatio: number
  readonly machine: string
  readonly rows: readonly GatewayRow[]
}

const SEED = 1

export async function benchGateway(options: GatewayBenchOptions): Promise<GatewayBench> {
  const home = mkdtempSync(join(tmpdir(), 'yibao-bench-'))
  chmodSync(home, 0o755) // as root, the database's own account must be able to enter
  const clock = systemClock()
  const openedOn = addMonths(clock.today(), -1)
  const city: BenchCity = { pack: defaultCityId, people: options.people, seed: SEED, openedOn, months: 13 }
  const server = new ServerProcess({ home, city })
  try {
    options.onProgress?.('loading a city')
    const { url, database } = await server.ready
    const scale = await openScale(database)
    const catalogue = await shippedCatalogue()
    const load = new GatewayLoad({
      baseUrl: url,
      city: generateCity({ ...city, catalogue }),
      catalogue,
      at: clock.now(),
      connections: options.connections,
    })
    try {
      return await new Bench(options, server, scale, load).run()
    } finally {
      await load.close()
      await scale.close()
    }
  } finally {
    await server.close()
    rmSync(home, { recursive: true, force: true })
  }
}

class Bench {
  readonly #options: GatewayBenchOptions
  readonly #server: ServerProcess
  readonly #scale: Scale
  readonly #load: GatewayLoad

  constructor(options: GatewayBenchOptions, server: ServerProcess, scale: Scale, load: GatewayLoad) {
    this.#options = options
    this.#server = server
    this.#scale = scale
    this.#load = load
  }

  async run(): Promise<GatewayBench> {
    const { visits, rounds, connections, seconds, onProgress } = this.#options
    onProgress?.('warming up')
    await this.#load.chains(Math.min(300, visits))
    await this.#load.settlements(Math.min(300, visits))
    const tpcb: GatewayRow[] = []
    const chains: GatewayRow[] = []
    const alone: GatewayRow[] = []
    const half: GatewayRow[] = []
    for (let round = 1; round <= rounds; round += 1) {
      onProgress?.(`round ${round} of ${rounds}`)
      tpcb.push(await this.#tpcb(connections, seconds))
      chains.push(await this.#measured((around) => this.#load.chains(visits, around)))
      alone.push(await this.#measured((around) => this.#load.settlements(visits, around)))
      const rate = alone.at(-1)!.perSecond / 2
      half.push(await this.#measured((around) => this.#load.settlementsAt(visits, rate, around)))
    }
    return resultOf(tpcb, chains, alone, half)
  }

  async #tpcb(clients: number, seconds: number): Promise<GatewayRow> {
    const what = `TPC-B-like, ${clients} connections`
    return this.#measured((around) =>
      around(async () => {
        const { perSecond, p50Ms, p99Ms, n } = await this.#scale.tpcb(clients, seconds)
        return { what, settlementsPerSecond: perSecond, p50Ms, p99Ms, n }
      }),
    )
  }

  async #measured(part: (around: Around) => Promise<LoadRow>): Promise<GatewayRow> {
    let used: Used | undefined
    const { settlementsPerSecond, ...row } = await part(async (work) => {
      const before = await this.#usedSoFar()
      const result = await this.#profiled(work)
      used = usedBetween(before, await this.#usedSoFar())
      return result
    })
    const each = (total: number): number => total / row.n
    const { walBytes, senderMs, platformMs, databaseMs } = used!
    return {
      ...row,
      perSecond: settlementsPerSecond,
      walBytesEach: each(walBytes),
      cpuUsEach: {
        sender: each(senderMs * 1000),
        platform: each(platformMs * 1000),
        ...(databaseMs !== undefined && { database: each(databaseMs * 1000) }),
      },
    }
  }

  async #profiled(work: () => Promise<LoadRow>): Promise<LoadRow> {
    const { profile } = this.#options
    if (profile === undefined) return work()
    await this.#server.ask({ kind: 'begin' })
    const result = await work()
    const name = `${result.what.replaceAll(' ', '-')}.cpuprofile`
    await this.#server.ask({ kind: 'finish', file: join(profile, name) })
    return result
  }

  async #usedSoFar(): Promise<Used> {
    const { user, system } = process.cpuUsage()
    return {
      walBytes: await this.#scale.walBytes(),
      senderMs: (user + system) / 1000,
      platformMs: (await this.#server.ask({ kind: 'cpu' })).cpuMs,
      databaseMs: this.#scale.databaseCpuMs(),
    }
  }
}

interface Used {
  readonly walBytes: number
  readonly senderMs: number
  readonly platformMs: number
  readonly databaseMs: number | undefined
}

const usedBetween = (before: Used, after: Used): Used => ({
  walBytes: after.walBytes - before.walBytes,
  senderMs: after.senderMs - before.senderMs,
  platformMs: after.platformMs - before.platformMs,
  databaseMs:
    after.databaseMs === undefined || before.databaseMs === undefined
      ? undefined
      : after.databaseMs - before.databaseMs,
})

function resultOf(tpcb: GatewayRow[], chains: GatewayRow[], alone: GatewayRow[], half: GatewayRow[]): GatewayBench {
  const [scale, chain, own, paced] = [tpcb, chains, alone, half].map(middle) as [
    GatewayRow,
    GatewayRow,
    GatewayRow,
    GatewayRow,
  ]
  // Round by round, because the machine is not the same machine in every minute.
  const ratioOf = (rows: readonly GatewayRow[]): number =>
    median(rows.map(({ perSecond }, round) => perSecond / tpcb[round]!.perSecond))
  return {
    name: 'gateway',
    unit: 'settlements/s',
    value: Math.round(own.perSecond),
    p50: own.p50Ms,
    p99: own.p99Ms,
    p99AtHalfLoad: median(half.map(({ p99Ms }) => p99Ms)),
    n: [...chains, ...alone, ...half].reduce((sum, { n }) => sum + n, 0),
    walBytesPerSettlement: Math.round(own.walBytesEach),
    ratio: ratioOf(alone),
    chainRatio: ratioOf(chains),
    machine: machine(),
    rows: [scale, chain, own, paced],
  }
}

/** The round with the median rate. */
function middle(rows: readonly GatewayRow[]): GatewayRow {
  const rate = median(rows.map(({ perSecond }) => perSecond))
  return rows.find(({ perSecond }) => perSecond === rate)!
}

export function gatewayText({ machine: on, rows, ratio, chainRatio, p99AtHalfLoad }: GatewayBench): string {
  const lines = rows.map(({ what, perSecond, p50Ms, p99Ms, walBytesEach, cpuUsEach }) => {
    const cpu = [cpuUsEach.sender, cpuUsEach.platform, cpuUsEach.database].map((us) => us?.toFixed(0) ?? '')
    const figures = [perSecond.toFixed(0), p50Ms.toFixed(1), p99Ms.toFixed(1), walBytesEach.toFixed(0), ...cpu]
    return `| ${[what, ...figures].join(' | ')} |`
  })
  return [
    `gateway, ${on}`,
    '',
    '| what | /s | p50 ms | p99 ms | WAL bytes each | sender CPU µs | platform CPU µs | database CPU µs |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
    `settlements alone / TPC-B-like: ${ratio.toFixed(2)}; whole visits / TPC-B-like: ${chainRatio.toFixed(2)}`,
    `p99 at half load: ${p99AtHalfLoad.toFixed(1)} ms`,
    '',
  ].join('\n')
}
