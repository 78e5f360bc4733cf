// A row for every message, written in batches beside the answers: never waited for, never more than a bounded number kept.
import type pg from 'pg'
import type { Log } from '../log.ts'

export interface MessageRecord {
  readonly logId: string
  readonly at: string
  readonly infno: string
  readonly provider: string
  readonly msgid: string
  readonly ok: boolean
  /** The refusal's code and sentence; '' for an accepted message. */
  readonly code: string
  readonly sentence: string
  readonly micros: number
}

export interface MessageLog {
  note(record: MessageRecord): void
  /** Writes what is waiting. */
  flush(): Promise<void>
  close(): Promise<void>
  /** Records that could not be kept. */
  readonly dropped: number
}

const FLUSH_MS = 500
const BATCH_MAX = 1000
const WAITING_MAX = 20_000

/**
 * Rows that wait here in memory need not wait for the disk either: this transaction alone commits without it, so that it
 * does not stand in front of the settlements, whose commits do wait. A crash may take the last second of traffic along.
 */
const INSERT = `insert into message_log (log_id, at, infno, provider, msgid, ok, code, sentence, micros)
  select m.* from (select set_config('synchronous_commit', 'off', true)) without_disk, unnest($1::uuid[],
    $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::integer[]) m`

export function createMessageLog(pool: pg.Pool, log: Log): MessageLog {
  const waiting: MessageRecord[] = []
  let dropped = 0
  let writing: Promise<void> = Promise.resolve()

  async function writeBatch(batch: readonly MessageRecord[]): Promise<void> {
    try {
      await pool.query({ name: 'message log', text: INSERT, values: columnsOf(batch) })
    } catch (error) {
      // Traffic is told, not accounted for: a database that is away must not fill our memory.
      dropped += batch.length
      log.warn({ err: error, records: batch.length }, 'traffic records lost')
    }
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) await writeBatch(waiting.splice(0, BATCH_MAX))
  }

  function flush(): Promise<void> {
    writing = writing.then(writeAll)
    return writing
  }

  const timer = setInterval(() => waiting.length > 0 && void flush(), FLUSH_MS)
  timer.unref()
  return {
    note: (record) => {
      if (waiting.length >= WAITING_MAX) dropped += 1
      else waiting.push(record)
    },
    flush,
    close: async () => {
      clearInterval(timer)
      await flush()
    },
    get dropped() {
      return dropped
    },
  }
}

const columnsOf = (batch: readonly MessageRecord[]): unknown[][] => [
  batch.map(({ logId }) => logId),
  batch.map(({ at }) => at),
  batch.map(({ infno }) => infno),
  batch.map(({ provider }) => provider),
  batch.map(({ msgid }) => msgid),
  batch.map(({ ok }) => ok),
  batch.map(({ code }) => code),
  batch.map(({ sentence }) => sentence),
  batch.map(({ micros }) => micros),
]
