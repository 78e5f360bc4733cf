// Connections: how PostgreSQL's types become ours, and pools that cannot write unless they are the write path's.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20
const TIMESTAMP = 1114
const DATE = 1082
const TIMESTAMPTZ = 1184

/** bigint → number while that is exact; a sum beyond 2^53 is a bug to be seen, not a rounding to be hidden. */
function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database returned ${text}, beyond the exact integers`)
  return value
}

/**
 * Days are "2026-11-21" and moments "2026-11-21 08:30:00.123" in Asia/Shanghai (the time zone of every session of
 * ours): text that compares correctly, with a kernel `Instant` in its first 19 characters. Numeric stays text.
 */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [DATE, String],
  [TIMESTAMP, String],
  [TIMESTAMPTZ, (text) => text.replace(/[+-]\d\d(:\d\d)*$/, '')],
])

const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

export interface PoolOptions {
  /** What an operator sees in `pg_stat_activity`. */
  readonly name: string
  readonly max: number
  /** The database itself refuses every change over these connections. */
  readonly readOnly?: boolean
  /** Further settings of each session, `name=value`. */
  readonly settings?: readonly string[]
  readonly onError?: (error: Error) => void
}

export function createPool(url: string, { name, max, readOnly = false, settings = [], onError }: PoolOptions): pg.Pool {
  const all = [
    'TimeZone=Asia/Shanghai',
    'DateStyle=ISO,YMD',
    'jit=off', // our statements are short; compiling one costs more than it saves
    ...(readOnly ? ['default_transaction_read_only=on'] : []),
    ...settings,
  ]
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `yibao ${name}`,
    max,
    types,
    options: all.map((setting) => `-c ${setting}`).join(' '),
  })
  // A connection that breaks, idle or in use, is replaced at the next use; without listeners it would end the process.
  // While the pool ends, the database may be the first to hang up: that is no news.
  const tell = (error: Error): void => {
    if (!pool.ending) onError?.(error)
  }
  pool.on('error', tell)
  pool.on('connect', (client) => client.on('error', tell))
  return pool
}

/** For ordinary queries in a module's `store.ts`: `reader.withTables<VisitTables>()` adds the module's own tables. */
export function kyselyOver<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
