// The load of `bench gateway`: a running platform over HTTP: whole visits (2203 2204 2206 2207), settlements alone, and
// settlements at a given rate. The platform is started and named by the caller; this only drives it.
import type { CityLoad } from '@yibao/contract/load'
import type { Instant } from '@yibao/kernel'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { runAll } from '../hospital/pool.ts'
import { httpTransport, type Transport } from '../hospital/transport.ts'
import { type BenchVisit, benchVisits, VisitSender } from './gateway-visits.ts'
import { quantile, stopwatchMs } from './measure.ts'

export interface GatewayLoadOptions {
  readonly baseUrl: string
  readonly city: CityLoad
  readonly catalogue: ShippedCatalogue
  /** The platform's present moment: visits begin then. */
  readonly at: Instant
  readonly connections: number
  /** Digits that no earlier run on the same platform used: they begin the message numbers. */
  readonly label?: string
  readonly transport?: Transport
}

export interface LoadRow {
  readonly what: string
  readonly settlementsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly n: number
}

/** What is measured, apart from what must be prepared for it: called around the measured part alone. */
export type Around = (work: () => Promise<LoadRow>) => Promise<LoadRow>

const LABEL = '1'
const TIMEOUT_MS = 60_000

interface Prepared {
  readonly visit: BenchVisit
  readonly visitId: string
}

export class GatewayLoad {
  readonly #options: GatewayLoadOptions
  readonly #transport: Transport
  readonly #sender: VisitSender
  readonly #connections: number
  #used = 0

  constructor(options: GatewayLoadOptions) {
    const { city, catalogue, at, label = LABEL, baseUrl, connections } = options
    this.#options = options
    this.#connections = connections
    this.#transport = options.transport ?? httpTransport({ baseUrl, connections, timeoutMs: TIMEOUT_MS })
    this.#sender = new VisitSender(this.#transport, city, catalogue, at, label)
  }

  close(): Promise<void> {
    return this.#transport.close()
  }

  /** Registered beforehand; diagnoses, rows, trial and settlement are what is measured. */
  async chains(count: number, around: Around = run): Promise<LoadRow> {
    const registered = await this.#registered(count)
    return this.#closedLoop('2203 2204 2206 2207', registered, around, async ({ visit, visitId }) => {
      await this.#sender.inform(visit, visitId)
      await this.#sender.charge(visit, visitId)
      await this.#sender.settle(visit, await this.#sender.quote(visit, visitId))
    })
  }

  async settlements(count: number, around: Around = run): Promise<LoadRow> {
    const ready = await this.#ready(count)
    return this.#closedLoop('2207 alone', ready, around, ({ visit, input }) => this.#sender.settle(visit, input))
  }

  /** Settlements are begun at fixed moments, whether or not earlier ones are answered: waiting counts as latency. */
  async settlementsAt(count: number, perSecond: number, around: Around = run): Promise<LoadRow> {
    const ready = await this.#ready(count)
    return around(async () => {
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
    })
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

  #closedLoop<Task>(
    what: string,
    tasks: readonly Task[],
    around: Around,
    work: (task: Task) => Promise<void>,
  ): Promise<LoadRow> {
    return around(async () => {
      const latencies: number[] = []
      const startedAt = stopwatchMs()
      await runAll(tasks, this.#connections, async (task) => {
        const before = stopwatchMs()
        await work(task)
        latencies.push(stopwatchMs() - before)
      })
      return row(what, latencies, stopwatchMs() - startedAt)
    })
  }
}

const run: Around = (work) => work()

const row = (what: string, latencies: readonly number[], tookMs: number): LoadRow => ({
  what,
  settlementsPerSecond: (latencies.length * 1000) / tookMs,
  p50Ms: quantile(latencies, 0.5),
  p99Ms: quantile(latencies, 0.99),
  n: latencies.length,
})
