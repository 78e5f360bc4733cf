// Every operation in its order, for a reader that keeps its place itself, beside what it writes (the lake): the place and the
// work become durable in one step, so nothing is heard twice.
import type { Instant } from '@yibao/kernel'
import type pg from 'pg'
import {
  lagOf,
  type Operation,
  operationsAfter,
  type Place,
  park,
  parkedOf,
  releaseReader,
  tryReader,
} from './store.ts'

export type { Operation, Place } from './store.ts'

export interface FeedSnapshot {
  /** Reads of one moment, the same for every query. */
  readonly reader: Pick<pg.ClientBase, 'query'>
  after(place: Place | undefined, limit: number): Promise<Operation[]>
}

export interface FeedLag {
  readonly operations: number
  /** Seconds since the oldest operation that was not read yet; 0: none waits. */
  readonly seconds: number
}

export interface Feed {
  /** Runs `work` if no other process is at it; undefined: another one is. */
  within<T>(work: (snapshot: FeedSnapshot) => Promise<T>): Promise<T | undefined>
  lag(place: Place | undefined, now: Instant): Promise<FeedLag>
  /** An operation that cannot be read is put aside with its reason, so that others go on. */
  park(place: Place, reason: string, at: Instant): Promise<void>
  parked(): Promise<number>
}

export function createFeed(pool: pg.Pool, name: string): Feed {
  return {
    within: async (work) => {
      const client = await pool.connect()
      try {
        if (!(await tryReader(client, name))) return undefined
        try {
          await client.query('begin isolation level repeatable read read only')
          return await work({ reader: client, after: (place, limit) => operationsAfter(client, place, limit) })
        } finally {
          await client.query('rollback')
          await releaseReader(client, name)
        }
      } finally {
        client.release()
      }
    },
    lag: (place, now) => lagOf(pool, place, now),
    park: (place, reason, at) => park(pool, name, place, reason, at),
    parked: () => parkedOf(pool, name),
  }
}
