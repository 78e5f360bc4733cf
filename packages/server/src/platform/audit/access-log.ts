// The record of who looked at personal data. A reader waits for it: what was shown without a record was never shown.
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Access } from './access.ts'
import { insertAccessRecords } from './store.ts'

export interface AccessLog {
  /** Resolves when the record is durable. */
  record(access: Access): Promise<void>
}

/** Records that arrive while one write is under way go together in the next. */
export function createAccessLog(pool: pg.Pool, clock: Clock, ids: Ids): AccessLog {
  let waiting: Access[] = []
  let next: Promise<void> | undefined

  async function flush(): Promise<void> {
    await sleep(0)
    const accesses = waiting
    waiting = []
    next = undefined
    await insertAccessRecords(
      pool,
      accesses.map((access) => ({ ...access, accessId: ids.next(), at: clock.now() })),
    )
  }

  return {
    record: (access) => {
      waiting.push(access)
      next ??= flush()
      return next
    },
  }
}
