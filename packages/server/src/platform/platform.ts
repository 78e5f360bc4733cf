// The platform put together: database, write path, outbox, jobs, audit trail, sign-in. Modules build on what it returns.
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { createScopedReader, type ScopedReader } from './access/index.ts'
import { ACCESSES, type AccessLog, createAccessLog, latestOperationId, OPERATIONS } from './audit/index.ts'
import { Auth } from './auth/index.ts'
import { type Clock, instantAt, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createIds, epochMsOfId, type Ids } from './ids.ts'
import { createJobs, type Jobs } from './jobs/index.ts'
import type { Log } from './log.ts'
import { createFeed, createOutbox, type Feed, type Outbox } from './outbox/index.ts'
import { checkServer } from './postgres/check-server.ts'
import { createPool, kyselyOver } from './postgres/connect.ts'
import { type Embedded, startEmbedded } from './postgres/embedded.ts'
import { migrate } from './postgres/migrate.ts'
import { ensurePartitions } from './postgres/partitions.ts'
import { PostgresRefused } from './postgres/shared-folder.ts'
import { seal } from './seal/index.ts'
import { createWritePath, type PostingRows, type WritePath } from './write/index.ts'

const READERS_MAX = 8
const LOOKUPS_MAX = 4
/** A plan made while a table was still empty reads the whole of it ever after; a look-up by key never should. */
const BY_KEY = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'plan_cache_mode=force_generic_plan',
]
const MAINTENANCE_MAX = 6
/** Clocks of two machines differ a little; a clock that was set back differs a lot. */
const CLOCK_TOLERANCE_MS = 60_000

export interface PlatformOptions {
  readonly config: Pick<Config, 'databaseUrl' | 'home'>
  readonly log: Log
  /** The ledger's. */
  readonly postingRows: PostingRows
  /** `serve`: the one that owns the embedded database. `visitor`: a command that reads or changes something and ends. */
  readonly role: 'serve' | 'visitor'
  readonly clock?: Clock
  /** Where business time is played faster than life (a demonstration): the clock of the people who sign in. */
  readonly sessionClock?: Clock
  /**
   * With a clock of one's own: told the moment of the last record before anything is written, so that the clock can go on
   * from there. Without it a clock that is behind is refused.
   */
  readonly catchUp?: (epochMs: number) => void
}

export interface Platform {
  /** Address of the database, for a process of its own. Holds the password: never print it. */
  readonly url: string
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** Reads on behalf of the platform itself; the database refuses every change over it. */
  readonly reader: pg.Pool
  /** The same, for questions that someone waits for and that go by key alone. */
  readonly lookups: pg.Pool
  /** `reader` as Kysely: `db.withTables<VisitTables>()`. */
  readonly db: Kysely<Record<never, never>>
  /** Reads on behalf of somebody: their area and institution only. */
  readonly scoped: ScopedReader
  readonly writePath: WritePath
  readonly accessLog: AccessLog
  readonly auth: Auth
  readonly outbox: Outbox
  /** Every operation, for a reader of this name that keeps its place itself. */
  feed(reader: string): Feed
  readonly jobs: Jobs
  /** For jobs of the platform and the ledger, which keep derived tables. Modules have no business with it. */
  readonly maintenance: pg.Pool
  checkHealth(): Promise<void>
  /** Begins background work, after all subscriptions and jobs are defined. */
  start(): Promise<void>
  /** Finishes what is under way, closes everything, stops an embedded database that is ours. */
  stop(): Promise<void>
}

/** Where `vite build` puts the pages. */
export const PAGES = fileURLToPath(new URL('../../../web/dist', import.meta.url))

export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { config, log, role, clock = systemClock() } = options
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ home: config.home, clock, role, log: (line) => log.info(line) })
  try {
    return await openOn(config.databaseUrl ?? embedded!.url, options, clock, embedded)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function openOn(
  url: string,
  options: PlatformOptions,
  clock: Clock,
  embedded: Embedded | undefined,
): Promise<Platform> {
  const { log, postingRows, sessionClock = clock } = options
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection broke')
  const maintenance = createPool(url, { name: 'maintenance', max: MAINTENANCE_MAX, onError })
  const reader = createPool(url, { name: 'read', max: READERS_MAX, readOnly: true, onError })
  const lookups = createPool(url, { name: 'look-up', max: LOOKUPS_MAX, readOnly: true, settings: BY_KEY, onError })
  const closePools = () => Promise.all([maintenance.end(), reader.end(), lookups.end()])
  try {
    await checkServer(maintenance, log)
    const ran = await migrate(url)
    if (ran.length > 0) log.info({ migrations: ran }, 'database brought up to date')
    await followLastRecord(maintenance, clock, options.catchUp)
    await ensurePartitions(maintenance, clock.today())
  } catch (error) {
    await closePools()
    throw error
  }
  const ids = createIds(clock)
  const outbox = createOutbox({ pool: maintenance, clock, log })
  const writePath = await createWritePath({ url, clock, ids, postingRows, onWritten: () => outbox.nudge(), onError })
  const accessLog = createAccessLog(maintenance, clock, ids)
  const auth = new Auth({ pool: maintenance, writePath, accessLog, clock: sessionClock, ids })
  const jobs = createJobs(url, log)
  defineOwnJobs(jobs, maintenance, clock, auth)
  let isStarted = false
  return {
    url,
    clock,
    ids,
    log,
    reader,
    lookups,
    db: kyselyOver(reader),
    scoped: createScopedReader(reader),
    writePath,
    accessLog,
    auth,
    outbox,
    feed: (name) => createFeed(maintenance, name),
    jobs,
    maintenance,
    checkHealth: async () => {
      await reader.query('select 1')
    },
    start: async () => {
      isStarted = true
      await jobs.start()
      outbox.start()
    },
    stop: async () => {
      if (isStarted) await Promise.all([jobs.stop(), outbox.stop()])
      await writePath.close()
      await closePools()
      await embedded?.stop()
    },
  }
}

function defineOwnJobs(jobs: Jobs, maintenance: pg.Pool, clock: Clock, auth: Auth): void {
  jobs.define({
    name: 'platform.partitions',
    cron: '10 2 * * *',
    run: async () => void (await ensurePartitions(maintenance, clock.today())),
  })
  jobs.define({
    name: 'platform.seal-audit',
    cron: '* * * * *',
    run: async () => {
      await seal(maintenance, OPERATIONS, clock)
      await seal(maintenance, ACCESSES, clock)
    },
  })
  jobs.define({ name: 'platform.sessions', cron: '20 * * * *', run: () => auth.forgetDeadSessions() })
}

/** Identifiers and records lead with time: a clock before the last record would write history backwards. */
async function followLastRecord(pool: pg.Pool, clock: Clock, catchUp?: (epochMs: number) => void): Promise<void> {
  const latest = await latestOperationId(pool)
  if (latest === undefined) return
  catchUp?.(epochMsOfId(latest))
  if (epochMsOfId(latest) <= clock.epochMs() + CLOCK_TOLERANCE_MS) return
  throw new PostgresRefused(
    `系统时钟 ${clock.now()} 早于最后一笔业务的时间 ${instantAt(epochMsOfId(latest))}, 请先校准时钟`,
  )
}
