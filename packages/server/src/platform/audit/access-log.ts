// The record of who looked at personal data. A reader waits for it: what was shown without a record was never shown.
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import { insertAccessRecords } from './store.ts'

export interface Access {
  /** Whose data; `-` when the access was not about one person (a list, a login). */
  readonly personNo: string
  readonly actor: string
  /** Why, in words of the business: "settlement enquiry", "login". */
  readonly purpose: string
  /** Which class of fields was shown. */
  readonly fields: string
  /** How many persons or records. */
  readonly shown: number
  readonly result: string
  readonly requestId: string
  readonly channel: string
  readonly area?: string
  readonly provider?: string
}

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
