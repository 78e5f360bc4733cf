// `bench gateway`: a running platform under load over HTTP: whole visits (2203 2204 2206 2207), settlements alone, and settlements
// at half the rate. The platform is started and named by the caller; this only drives it.
import type { CityLoad } from '@yibao/contract/load'
import type { Instant } from '@yibao/kernel'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { runAll } from '../hospital/pool.ts'
import { httpTransport, type Transport } from '../hospital/transport.ts'
import { type BenchVisit, benchVisits, VisitSender } from './gateway-visits.ts'
import { machine, quantile, stopwatchMs } from './measure.ts'

export interface GatewayBenchOptions {
  readonly baseUrl: string
  readonly city: CityLoad
  readonly catalogue: ShippedCatalogue
  /** The platform's present moment: visits begin then. */
  readonly at: Instant
  readonly connections?: number
  /** Visits of each part. */
  readonly visits?: number
  /** Digits that no earlier run on the same platform used: they begin the message numbers. */
  readonly label?: string
  readonly onProgress?: (what: string) => void
  readonly transport?: Transport
}

export interface LoadRow {
  readonly what: string
  readonly settlementsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly n: number
}

export interface GatewayBench {
  readonly name: 'gateway'
  readonly unit: 'settlements/s'
  /** Settlements alone, all connections busy. */
  readonly value: number
  readonly p50: number
  /** At half load. */
  readonly p99: number
  readonly n: number
  readonly machine: string
  readonly rows: readonly LoadRow[]
}

const USUAL = { connections: 16, visits: 3000, label: '1' } as const
const TIMEOUT_MS = 60_000

export async function benchGateway(options: GatewayBenchOptions): Promise<GatewayBench> {
  const { connections = USUAL.connections, visits = USUAL.visits, baseUrl, onProgress } = options
  const transport = options.transport ?? httpTransport({ baseUrl, connections, timeoutMs: TIMEOUT_MS })
  const load = new Load(options, transport, connections)
  try {
    onProgress?.('warming up')
    await load.chains(Math.min(300, visits))
    onProgress?.('whole visits')
    const chains = await load.chains(visits)
    onProgress?.('settlements alone')
    const alone = await load.settlements(visits)
    onProgress?.('settlements at half load')
    const half = await load.settlementsAt(visits, alone.settlementsPerSecond / 2)
    const rows = [chains, alone, half]
    return {
      name: 'gateway',
      unit: 'settlements/s',
      value: Math.round(alone.settlementsPerSecond),
      p50: alone.p50Ms,
      p99: half.p99Ms,
      n: rows.reduce((sum, { n }) => sum + n, 0),
      machine: machine(),
      rows,
    }
  } finally {
    await transport.close()
  }
}

interface Prepared {
  readonly visit: BenchVisit
  readonly visitId: string
}

class Load {
  readonly #options: GatewayBenchOptions
  readonly #sender: VisitSender
  readonly #connections: number
  #used = 0

  constructor(options: GatewayBenchOptions, transport: Transport, connections: number) {
    const { city, catalogue, at, label = USUAL.label } = options
    this.#options = options
    this.#connections = connections
    this.#sender = new VisitSender(transport, city, catalogue, at, label)
  }

  /** Registered beforehand; diagnoses, rows, trial and settlement are what is measured. */
  async chains(count: number): Promise<LoadRow> {
    const registered = await this.#registered(count)
    return this.#closedLoop('2203 2204 2206 2207', registered, async ({ visit, visitId }) => {
      await this.#sender.inform(visit, visitId)
      await this.#sender.charge(visit, visitId)
      await this.#sender.settle(visit, await this.#sender.quote(visit, visitId))
    })
  }

  async settlements(count: number): Promise<LoadRow> {
    const ready = await this.#ready(count)
    return this.#closedLoop('2207 alone', ready, ({ visit, input }) => this.#sender.settle(visit, input))
  }

  /** Settlements are begun at fixed moments, whether or not earlier ones are answered: waiting counts as latency. */
  async settlementsAt(count: number, perSecond: number): Promise<LoadRow> {
    const ready = await this.#ready(count)
    const startedAt = stopwatchMs()
    const latencies: number[] = []
    const due = ready.map((each, at) => ({ ...each, dueAt: startedAt + (at * 1000) / perSecond }))
    await runAll(due, due.length, async ({ visit, input, dueAt }) => {
      const wait = dueAt - stopwatchMs()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      await this.#sender.settle(visit, input)
      latencies.push(stopwatchMs() - dueAt)
    })
    return row('2207 at half load', latencies, stopwatchMs() - startedAt)
  }

  async #registered(count: number): Promise<Prepared[]> {
    const { city, at } = this.#options
    const visits = benchVisits(city, at, count, this.#used)
    this.#used += count
    const prepared: Prepared[] = []
    await runAll(visits, this.#connections, async (visit) => {
      prepared.push({ visit, visitId: await this.#sender.register(visit) })
    })
    return prepared
  }

  /** Everything up to the settlement is done; what it must state is known. */
  async #ready(count: number) {
    const ready: (Prepared & { readonly input: Awaited<ReturnType<VisitSender['quote']>> })[] = []
    await runAll(await this.#registered(count), this.#connections, async ({ visit, visitId }) => {
      await this.#sender.inform(visit, visitId)
      await this.#sender.charge(visit, visitId)
      ready.push({ visit, visitId, input: await this.#sender.quote(visit, visitId) })
    })
    return ready
  }

  async #closedLoop<Task>(what: string, tasks: readonly Task[], work: (task: Task) => Promise<void>): Promise<LoadRow> {
    const latencies: number[] = []
    const startedAt = stopwatchMs()
    await runAll(tasks, this.#connections, async (task) => {
      const before = stopwatchMs()
      await work(task)
      latencies.push(stopwatchMs() - before)
    })
    return row(what, latencies, stopwatchMs() - startedAt)
  }
}

const row = (what: string, latencies: readonly number[], tookMs: number): LoadRow => ({
  what,
  settlementsPerSecond: (latencies.length * 1000) / tookMs,
  p50Ms: quantile(latencies, 0.5),
  p99Ms: quantile(latencies, 0.99),
  n: latencies.length,
})

export function gatewayText({ machine: on, rows }: GatewayBench): string {
  const lines = rows.map(
    ({ what, settlementsPerSecond, p50Ms, p99Ms, n }) =>
      `| ${what} | ${settlementsPerSecond.toFixed(0)} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} | ${n} |`,
  )
  return [
    `gateway, ${on}`,
    '',
    '| what | settlements/s | p50 ms | p99 ms | n |',
    '|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n')
}
