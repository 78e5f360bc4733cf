// `bench audit-pre`: how long a doctor's order waits for the audit inside the platform, with every rule and a whole library of
// points, for patients with a year behind them; beside it the same message where no rule is looked at.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMonths } from '@yibao/kernel'
import {
  BENCH_CODES,
  defaultCityId,
  GatewayLoad,
  generateCity,
  machine,
  type OrderKind,
  OrderSender,
  quantile,
  quietCodes,
  random,
} from '@yibao/lab'
import { systemClock } from '@yibao/server'
import { openScale, type Past, plantPast, type Scale } from '@yibao/server/bench'
import { shippedCatalogue } from '../shipped.ts'
import { auditLibrary } from './audit-library.ts'
import type { BenchCity } from './gateway-server.ts'
import { ServerProcess } from './server-process.ts'

export interface AuditPreOptions {
  readonly points: number
  /** Patients with a year of care; each orders once in a part. */
  readonly patients: number
  readonly visits: number
  readonly lines: number
  readonly rounds: number
  readonly concurrencies: readonly number[]
  readonly profile?: string
  readonly onProgress?: (what: string) => void
}

export interface Quantiles {
  readonly p50: number
  readonly p99: number
  readonly p999: number
}

export interface AuditPreRow {
  readonly what: string
  readonly connections: number
  readonly perSecond: number
  /** Milliseconds inside the platform, from the first byte of the message to the last of the answer. */
  readonly inside: Quantiles
  /** As the sender sees it. */
  readonly sender: Quantiles
  readonly n: number
  readonly told: number
  readonly cpuUsEach: { readonly platform: number; readonly database?: number }
}

export interface AuditPreBench {
  readonly name: 'audit-pre'
  readonly unit: 'ms inside the platform, p99, one connection'
  readonly value: number
  readonly p50: number
  readonly p99: number
  readonly n: number
  readonly machine: string
  readonly load: number
  readonly points: number
  readonly patients: number
  readonly historyLines: number
  readonly rows: readonly AuditPreRow[]
}

const SEED = 3
const PEOPLE = 1500

export async function benchAuditPre(options: AuditPreOptions): Promise<AuditPreBench> {
  const home = mkdtempSync(join(tmpdir(), 'yibao-bench-'))
  chmodSync(home, 0o755) // as root, the database's own account must be able to enter
  const clock = systemClock()
  const city: BenchCity = {
    pack: defaultCityId,
    people: PEOPLE,
    seed: SEED,
    openedOn: addMonths(clock.today(), -13),
    months: 14,
  }
  const server = new ServerProcess({ home, city, points: options.points })
  try {
    options.onProgress?.('a platform with its points, a city')
    const { url, database } = await server.ready
    const [scale, catalogue] = [await openScale(database), await shippedCatalogue()]
    const made = generateCity({ ...city, catalogue })
    const load = new GatewayLoad({ baseUrl: url, city: made, catalogue, at: clock.now(), connections: 1 })
    await load.chains(1)
    await load.close()
    options.onProgress?.('a year of care')
    const quiet = quietCodes(auditLibrary(options.points))
    const { patients: persons, visits } = options
    const past = await plantPast(database, { persons, visits, codes: BENCH_CODES, quiet })
    try {
      const orders = { baseUrl: url, city: made, at: clock.now(), connections: Math.max(...options.concurrencies) }
      const sender = new OrderSender({ ...orders, random: random(SEED), lines: options.lines, quiet })
      const rows = await new Bench(options, server, scale, past, sender).run()
      await sender.close()
      return resultOf(options, rows)
    } finally {
      await past.close()
      await scale.close()
    }
  } finally {
    await server.close()
    rmSync(home, { recursive: true, force: true })
  }
}

interface Part {
  readonly what: string
  readonly orders: OrderKind
  readonly hasRules: boolean
  readonly isFirst: boolean
}

const PARTS: readonly Part[] = [
  { what: 'all rules, first order of a patient', orders: 'ordinary', hasRules: true, isFirst: true },
  { what: 'all rules, next order', orders: 'ordinary', hasRules: true, isFirst: false },
  { what: 'all rules, findings in every line, first order', orders: 'found', hasRules: true, isFirst: true },
  { what: 'all rules, findings in every line, next order', orders: 'found', hasRules: true, isFirst: false },
  { what: 'no rule, first order', orders: 'ordinary', hasRules: false, isFirst: true },
  { what: 'no rule, next order', orders: 'ordinary', hasRules: false, isFirst: false },
]

class Bench {
  readonly #options: AuditPreOptions
  readonly #server: ServerProcess
  readonly #scale: Scale
  readonly #past: Past
  readonly #sender: OrderSender

  constructor(options: AuditPreOptions, server: ServerProcess, scale: Scale, past: Past, sender: OrderSender) {
    this.#options = options
    this.#server = server
    this.#scale = scale
    this.#past = past
    this.#sender = sender
  }

  /** Parts take turns, so that a disturbance of the machine meets all of them; the samples of all rounds count together. */
  async run(): Promise<AuditPreRow[]> {
    const { rounds, concurrencies, onProgress, profile } = this.#options
    await this.#part(PARTS[0]!, 4)
    const samples = new Map<string, Sample[]>()
    if (profile !== undefined) await this.#server.ask({ kind: 'begin' })
    for (let round = 1; round <= rounds; round += 1) {
      onProgress?.(`round ${round} of ${rounds}`)
      for (const connections of concurrencies)
        for (const part of PARTS) {
          const key = `${part.what} ${connections}`
          samples.set(key, [...(samples.get(key) ?? []), await this.#part(part, connections)])
        }
    }
    if (profile !== undefined) await this.#server.ask({ kind: 'finish', file: profile })
    return concurrencies.flatMap((connections) =>
      PARTS.map(({ what }) => rowOf(what, connections, samples.get(`${what} ${connections}`) ?? [])),
    )
  }

  async #part({ hasRules, isFirst, orders }: Part, connections: number): Promise<Sample> {
    if (isFirst) await this.#past.touch()
    await this.#server.ask({ kind: 'rules', on: hasRules })
    await this.#server.inside()
    const cpuBefore = (await this.#server.ask({ kind: 'cpu' })).cpuMs
    const databaseBefore = this.#scale.databaseCpuMs()
    const waiting = [...this.#past.persons.entries()].toReversed()
    const sender: number[] = []
    let told = 0
    const startedAt = performance.now()
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          const [at, personNo] = next
          const before = performance.now()
          told += await this.#sender.order(personNo, at + 1, orders)
          sender.push(performance.now() - before)
        }
      }),
    )
    const tookMs = performance.now() - startedAt
    const database = this.#scale.databaseCpuMs()
    return {
      ...{ sender, told, tookMs, inside: await this.#server.inside() },
      platformMs: (await this.#server.ask({ kind: 'cpu' })).cpuMs - cpuBefore,
      ...(database !== undefined && databaseBefore !== undefined && { databaseMs: database - databaseBefore }),
    }
  }
}

interface Sample {
  readonly sender: readonly number[]
  readonly inside: readonly number[]
  readonly told: number
  readonly tookMs: number
  readonly platformMs: number
  readonly databaseMs?: number
}

const quantiles = (values: readonly number[]): Quantiles => ({
  p50: quantile(values, 0.5),
  p99: quantile(values, 0.99),
  p999: quantile(values, 0.999),
})

function rowOf(what: string, connections: number, samples: readonly Sample[]): AuditPreRow {
  const sum = (of: (sample: Sample) => number): number => samples.reduce((total, each) => total + of(each), 0)
  const n = sum(({ sender }) => sender.length)
  const hasDatabase = samples.every(({ databaseMs }) => databaseMs !== undefined)
  return {
    ...{ what, connections, n, perSecond: (n * 1000) / sum(({ tookMs }) => tookMs), told: sum(({ told }) => told) / n },
    inside: quantiles(samples.flatMap(({ inside }) => inside)),
    sender: quantiles(samples.flatMap(({ sender }) => sender)),
    cpuUsEach: {
      platform: (sum(({ platformMs }) => platformMs) * 1000) / n,
      ...(hasDatabase && { database: (sum(({ databaseMs = 0 }) => databaseMs) * 1000) / n }),
    },
  }
}

/** Lines of the visit that is copied. */
const LINES_A_VISIT = 12

function resultOf({ points, patients, visits }: AuditPreOptions, rows: readonly AuditPreRow[]): AuditPreBench {
  const first = rows[0]!
  return {
    ...{ name: 'audit-pre', unit: 'ms inside the platform, p99, one connection', value: first.inside.p99 },
    ...{ p50: first.inside.p50, p99: first.inside.p99, n: first.n, machine: machine() },
    ...{
      load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
      points,
      patients,
      historyLines: visits * LINES_A_VISIT,
      rows,
    },
  }
}

export function auditPreText(bench: AuditPreBench): string {
  const ms = (value: number): string => value.toFixed(1)
  const rows = bench.rows.map(
    ({ what, connections, perSecond, inside, sender, cpuUsEach, told }) =>
      `| ${what} | ${connections} | ${Math.round(perSecond)} | ${ms(inside.p50)} | ${ms(inside.p99)} | ${ms(inside.p999)} | ${ms(sender.p99)} | ${(cpuUsEach.platform / 1000).toFixed(2)} | ${cpuUsEach.database === undefined ? '–' : (cpuUsEach.database / 1000).toFixed(2)} | ${told.toFixed(1)} |`,
  )
  return [
    `audit-pre, ${bench.points.toLocaleString('en-US')} points, ${bench.patients} patients with ${bench.historyLines} lines each, ${bench.machine}, load ${bench.load}`,
    '',
    '| 3101 | connections | /s | inside p50 ms | p99 | p99.9 | sender p99 | platform CPU ms | database CPU ms | told |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
