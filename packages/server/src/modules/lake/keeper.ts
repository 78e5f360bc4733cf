// Keeps the lake up with the platform: looks for operations every few seconds, writes them batch by batch, says how far it is.
import { setTimeout as sleep } from 'node:timers/promises'
import { LiveLakeThread } from '@yibao/lake'
import type { Clock, Feed, FeedLag, Log, Operation } from '../../platform/index.ts'
import { firstOperation } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import type { ReplaySources } from '../settlement/index.ts'
import type { Asking } from './records/index.ts'
import { batchOf } from './round.ts'

export interface LakeKeeperOptions {
  readonly folder: string
  /** The policy pack of the area. */
  readonly area: string
  readonly feed: Feed
  readonly reader: Reader
  readonly policy: ReplaySources['policy']
  readonly calendar: Asking['calendar']
  readonly poolingArea: string
  readonly violationOf: Asking['violationOf']
  readonly clock: Clock
  readonly log: Log
  readonly pollMs?: number
}

export interface LakeStatus {
  /** Batches that were committed; 0: nothing yet. */
  readonly batch: number
  /** The moment of the last operation that is in. */
  readonly at: string
  readonly lag: FeedLag
  /** Settlements that could not be written, each with its reason in the database. */
  readonly parked: number
  /** Why writing does not go on; '': it does. */
  readonly fault: string
  readonly files: number
  readonly rows: number
}

export interface LakeKeeper {
  readonly folder: string
  /** The lake as of the last commit; undefined before there is one. */
  lake(): LiveLakeThread | undefined
  status(): Promise<LakeStatus>
  /** Writes whatever waits; returns the number of operations read. */
  catchUp(): Promise<number>
  start(): void
  /** Finishes the batch under way. */
  stop(): Promise<void>
}

const POLL_MS = 5_000
const OPERATIONS = 1_000
/** A large load names hundreds of people in one operation. */
const NAMES = 4_000
const ERROR_PAUSE_MS = 10_000

export function createLakeKeeper(options: LakeKeeperOptions): LakeKeeper {
  const { folder, pollMs = POLL_MS, log } = options
  const writer = new Writer(options)
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined) // woken early, as intended
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        // Each commit is a dozen files made durable: what comes in by the second waits for the others of its five seconds.
        await writer.round()
        if (!writer.hasMore) await pause(pollMs)
      } catch (error) {
        log.error({ err: error }, 'the lake is not written; it will be tried again')
        await pause(ERROR_PAUSE_MS)
      }
    }
  }
  return {
    folder,
    lake: () => writer.lake,
    status: () => writer.status(),
    catchUp: async () => {
      let read = 0
      for (let own = await writer.round(); own > 0; own = await writer.round()) read += own
      return read
    },
    start: () => {
      running ??= run()
    },
    stop: async () => {
      stopping.abort()
      await running
      await writer.close()
    },
  }
}

class Writer {
  readonly #options: LakeKeeperOptions
  lake: LiveLakeThread | undefined
  /** The last round left operations for the next. */
  hasMore = false
  #fault = ''

  constructor(options: LakeKeeperOptions) {
    this.#options = options
  }

  /** The thread goes; the lake is as of the last commit. */
  async close(): Promise<void> {
    await this.lake?.close()
    this.lake = undefined
  }

  async round(): Promise<number> {
    try {
      const read = await this.#write()
      this.#fault = ''
      return read
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error)
      throw error
    }
  }

  async #write(): Promise<number> {
    const { feed, policy, calendar, poolingArea, violationOf, clock, log } = this.#options
    const lake = await this.#opened()
    if (!lake) return 0
    const sources = { policy, calendar, poolingArea, violationOf }
    const done = await feed.within(async ({ reader, after }) => {
      const waiting = await after(lake.manifest.position ?? undefined, OPERATIONS)
      const operations = bounded(waiting)
      this.hasMore = waiting.length === OPERATIONS || operations.length < waiting.length
      if (operations.length === 0) return 0
      const refuse = async (operation: Operation, reason: string): Promise<void> => {
        log.error({ opId: operation.opId, reason }, 'a settlement was not written to the lake')
        await feed.park(operation, reason, clock.now())
      }
      await lake.commit(await batchOf(operations, lake, { ...sources, reader, refuse }))
      return operations.length
    })
    return done ?? 0
  }

  async #opened(): Promise<LiveLakeThread | undefined> {
    if (this.lake) return this.lake
    const { folder, area, reader } = this.#options
    const origin = await firstOperation(reader)
    if (origin !== undefined) this.lake = await LiveLakeThread.open({ folder, origin, area })
    return this.lake
  }

  async status(): Promise<LakeStatus> {
    const { feed, clock } = this.#options
    const manifest = this.lake?.manifest
    const files = Object.values(manifest?.tables ?? {}).flat()
    return {
      batch: manifest?.batch ?? 0,
      at: manifest?.at ?? '',
      lag: await feed.lag(manifest?.position ?? undefined, clock.now()),
      parked: await feed.parked(),
      fault: this.#fault,
      files: files.length,
      rows: files.reduce((sum, { rows }) => sum + rows, 0),
    }
  }
}

/** At least one, and not more than name so many things. */
function bounded(operations: readonly Operation[]): Operation[] {
  let names = 0
  const end = operations.findIndex(({ objects }, at) => {
    names += objects.length + 1
    return at > 0 && names > NAMES
  })
  return end < 0 ? [...operations] : operations.slice(0, end)
}
