// `bench post`: how many ledger entries a second go through the one write path, beside the least anybody could do with the same rows:
// inserting them plainly, one row a transaction and many rows a statement; and pgbench for scale, all in turns on one server.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { createLedger, postingRows } from '../../modules/ledger/index.ts'
import { type Clock, systemClock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { createPool } from '../postgres/connect.ts'
import { startEmbedded } from '../postgres/embedded.ts'
import { migrate } from '../postgres/migrate.ts'
import { ensurePartitions } from '../postgres/partitions.ts'
import { createWritePath } from '../write/index.ts'
import { cpuOf } from './cpu.ts'
import { pgbenchTpcb } from './pgbench.ts'
import { LINES, type PostShape, runPlain, runPosts } from './posts.ts'
import { median, type Sample } from './sample.ts'
import { prepareTpcb, runTpcb } from './tpcb.ts'

/** The journals of a settlement come one by one; those of a collection or of a month's payments many together. */
const TOGETHER = 50
const ONE: PostShape = { together: 1 }
const MANY: PostShape = { together: TOGETHER }

export interface PostRow {
  readonly what: string
  /** Entries are the lines of journals; nothing for a transaction of pgbench. */
  readonly entriesPerSecond: number | null
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly nodeCpuMicroseconds: number
  readonly serverCpuMicroseconds: number | undefined
}

export interface PostBench {
  readonly name: 'post'
  readonly unit: 'entries/s'
  readonly value: number
  readonly p50: number
  readonly p99: number
  readonly n: number
  readonly machine: string
  readonly load: number
  readonly scale: 'pgbench' | 'TPC-B-like'
  readonly rows: readonly PostRow[]
  /** Medians of the rounds, because the machine is not the same machine in every minute. */
  readonly oneToPlain: number
  readonly manyToPlain: number
  readonly oneToScale: number
  /** Afterwards: all of it sealed into blocks with balances brought forward, and verified. */
  readonly sealedEntriesPerSecond: number
  readonly verifiedEntriesPerSecond: number
}

export interface PostBenchOptions {
  readonly seconds: number
  readonly rounds: number
  readonly clients: number
  readonly onProgress?: (what: string) => void
}

type Measured = Sample & { readonly lines: number }
const PIECES = ['scale', 'one', 'plainOne', 'many', 'plainMany'] as const
type Piece = (typeof PIECES)[number]

export async function benchPost(options: PostBenchOptions): Promise<PostBench> {
  const home = mkdtempSync(join(tmpdir(), 'yibao-bench-'))
  chmodSync(home, 0o755) // as root, the server's own account must be able to enter
  const clock = systemClock()
  const embedded = await startEmbedded({ home, clock, role: 'serve', log: () => undefined })
  const pool = createPool(embedded.url, { name: 'bench', max: 2 })
  try {
    await migrate(embedded.url)
    await ensurePartitions(pool, clock.today())
    // The same columns and indexes, nothing else: no message number, no version, no record of who did it, no event.
    await pool.query('create table plain_journal (like journal including all)')
    return await measuredOn({ ...options, url: embedded.url, pid: embedded.pid, pool, clock, home })
  } finally {
    await pool.end()
    await embedded.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

interface Bench extends PostBenchOptions {
  readonly url: string
  readonly pid: number
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly home: string
}

async function measuredOn(bench: Bench): Promise<PostBench> {
  const { url, clients, seconds, clock, pool, rounds, onProgress } = bench
  const pgbench = await pgbenchTpcb(url, bench.home)
  if (!pgbench) await prepareTpcb(pool)
  const load = { url, clients, seconds, clock }
  const work: Readonly<Record<Piece, () => Promise<Measured>>> = {
    scale: async () => ({
      ...(await (pgbench ? pgbench(clients, seconds) : runTpcb(url, clients, seconds))),
      lines: 0,
    }),
    one: () => runPosts({ ...load, ...ONE }),
    plainOne: () => runPlain({ ...load, ...ONE }),
    many: () => runPosts({ ...load, ...MANY }),
    plainMany: () => runPlain({ ...load, ...MANY }),
  }
  const samples: Record<Piece, Measured[]> = { scale: [], one: [], plainOne: [], many: [], plainMany: [] }
  for (let round = 0; round < rounds; round += 1)
    for (const piece of PIECES) {
      onProgress?.(`${round + 1}/${rounds} ${piece}`)
      const { result, used } = await cpuOf(bench.pid, work[piece])
      const each = (micros: number | undefined) => (micros === undefined ? undefined : micros / result.n)
      samples[piece].push({
        ...result,
        nodeCpuMicroseconds: each(used.nodeMicroseconds)!,
        serverCpuMicroseconds: each(used.serverMicroseconds),
      })
    }
  onProgress?.('seal, verify')
  const after = await sealedAndVerified(bench, samples)
  return { ...resultOf(samples, clients, pgbench ? 'pgbench' : 'TPC-B-like'), ...after }
}

const entriesPerSecond = ({ perSecond, n, lines }: Measured): number => (perSecond * lines) / n

/** What was posted lies in balanced blocks, and adds up to the entries that were answered; anything else is a bug. */
async function sealedAndVerified({ url, pool, clock }: Bench, samples: Readonly<Record<Piece, readonly Measured[]>>) {
  const writePath = await createWritePath({ url, clock, ids: createIds(clock), postingRows, workers: 1 })
  try {
    const ledger = createLedger({ reader: pool, maintenance: pool, writePath, clock })
    const posted = [...samples.one, ...samples.many].reduce((sum, { lines }) => sum + lines, 0)
    const started = performance.now()
    await ledger.seal()
    const sealed = performance.now()
    const report = await ledger.verify()
    const verified = performance.now()
    const [kept] = await ledger.balances({}, pool, [])
    if (report.firstFault) throw new Error(`The bench's books are wrong: ${report.firstFault}`)
    if (kept?.entries !== posted || kept.debitFen !== kept.creditFen)
      throw new Error(`Posted ${posted} entries, the balances hold ${kept?.entries}`)
    return {
      sealedEntriesPerSecond: Math.round((posted * 1000) / (sealed - started)),
      verifiedEntriesPerSecond: Math.round((posted * 1000) / (verified - sealed)),
    }
  } finally {
    await writePath.close()
  }
}

function resultOf(samples: Readonly<Record<Piece, readonly Measured[]>>, clients: number, scale: PostBench['scale']) {
  const one = middle(samples.one)
  const ratio = (a: Piece, b: Piece, of: (sample: Measured) => number) =>
    median(samples[a].map((sample, round) => of(sample) / of(samples[b][round]!)))
  const words: Readonly<Record<Piece, string>> = {
    scale: `${scale}, ${clients} connections`,
    one: `write path, a journal of ${LINES} entries a command, ${clients} submitters`,
    plainOne: `plain insert, a row a transaction, ${clients} connections`,
    many: `write path, ${TOGETHER} journals a command, ${clients} submitters`,
    plainMany: `plain insert, ${TOGETHER} rows a statement, ${clients} connections`,
  }
  return {
    ...({ name: 'post', unit: 'entries/s', value: Math.round(entriesPerSecond(one)) } as const),
    ...{ p50: one.p50Ms, p99: one.p99Ms, n: samples.one.reduce((sum, { lines }) => sum + lines, 0), scale },
    machine: `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    rows: PIECES.map((piece) => rowOf(words[piece], middle(samples[piece]))),
    oneToPlain: ratio('one', 'plainOne', entriesPerSecond),
    manyToPlain: ratio('many', 'plainMany', entriesPerSecond),
    oneToScale: ratio('one', 'scale', ({ perSecond }) => perSecond),
  }
}

function rowOf(what: string, sample: Measured): PostRow {
  const { perSecond, p50Ms, p99Ms, nodeCpuMicroseconds, serverCpuMicroseconds, lines } = sample
  return {
    ...{ what, entriesPerSecond: lines === 0 ? null : Math.round(entriesPerSecond(sample)), perSecond, p50Ms, p99Ms },
    ...{ nodeCpuMicroseconds: nodeCpuMicroseconds!, serverCpuMicroseconds },
  }
}

/** The round with the median rate. */
function middle(samples: readonly Measured[]): Measured {
  const rate = median(samples.map(({ perSecond }) => perSecond))
  return samples.find(({ perSecond }) => perSecond === rate)!
}

export function postText(bench: PostBench): string {
  const lines = bench.rows.map((row) => {
    const { what, entriesPerSecond: entries, perSecond, p50Ms, p99Ms } = row
    const cells = [
      what,
      entries?.toLocaleString('en-US') ?? '',
      perSecond.toFixed(0),
      p50Ms.toFixed(1),
      p99Ms.toFixed(1),
    ]
    const cpu = [row.nodeCpuMicroseconds, row.serverCpuMicroseconds].map((value) => value?.toFixed(0) ?? '')
    return `| ${[...cells, ...cpu].join(' | ')} |`
  })
  return [
    `post, ${bench.machine}, load ${bench.load}`,
    '',
    '| what | entries/s | commands or transactions/s | p50 ms | p99 ms | Node CPU µs each | server CPU µs each |',
    '|---|---|---|---|---|---|---|',
    ...lines,
    '',
    `entries to a plain row a transaction ${bench.oneToPlain.toFixed(2)}, to plain rows ${TOGETHER} together ${bench.manyToPlain.toFixed(2)}; commands to ${bench.scale} ${bench.oneToScale.toFixed(2)}`,
    `sealed and brought forward ${bench.sealedEntriesPerSecond.toLocaleString('en-US')} entries/s, verified ${bench.verifiedEntriesPerSecond.toLocaleString('en-US')} entries/s`,
    '',
  ].join('\n')
}
