// The outbox: what happened, told to whoever must act on it, at least once, in the order it was committed.
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { advance, eventsAfter, type OutboxEvent, type Place, park, placeOf, releaseReader, tryReader } from './store.ts'

const BATCH = 500
const POLL_MS = 500
/** Under load there is something new all the time; ten looks a second find it as well as a thousand would. */
const GAP_MS = 100
/** After so many failures an event is put aside with its reason, so that those behind it go on. */
const TRIES_MAX = 5
const RETRY_PAUSE_MS = 200
/** The database is away, or something that no repetition mends. */
const ERROR_PAUSE_MS = 5_000

/** Called with events in order; may see an event again after a crash, so it must be idempotent. */
export type EventHandler = (events: readonly OutboxEvent[]) => Promise<void>

export interface OutboxOptions {
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly log: Log
  readonly pollMs?: number
}

export interface Outbox {
  /** Once per name, before `start`. A new reader begins with the first event there ever was. */
  subscribe(reader: string, handler: EventHandler): void
  start(): void
  /** Looks at once instead of at the next poll. */
  nudge(): void
  /** Finishes what is being handled. */
  stop(): Promise<void>
}

export function createOutbox({ pool, clock, log, pollMs = POLL_MS }: OutboxOptions): Outbox {
  const readers: Reader[] = []
  return {
    subscribe: (name, handler) => {
      if (readers.some((reader) => reader.name === name)) throw new Error(`The outbox has a reader ${name} already`)
      readers.push(new Reader(name, handler, { pool, clock, log, pollMs }))
    },
    start: () => {
      for (const reader of readers) reader.start()
    },
    nudge: () => {
      for (const reader of readers) reader.nudge()
    },
    stop: async () => {
      await Promise.all(readers.map((reader) => reader.stop()))
    },
  }
}

class Reader {
  readonly name: string
  readonly #handler: EventHandler
  readonly #options: Required<OutboxOptions>
  #stopping = new AbortController()
  #waiting = new AbortController()
  #isNudged = false
  #running: Promise<void> | undefined

  constructor(name: string, handler: EventHandler, options: Required<OutboxOptions>) {
    this.name = name
    this.#handler = handler
    this.#options = options
  }

  start(): void {
    this.#running ??= this.#run()
  }

  nudge(): void {
    this.#isNudged = true
    this.#waiting.abort()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.nudge()
    await this.#running
  }

  async #run(): Promise<void> {
    const { pollMs, log } = this.#options
    while (!this.#stopping.signal.aborted) {
      this.#isNudged = false
      let handled = 0
      try {
        handled = await this.#turn()
      } catch (error) {
        log.error({ err: error, reader: this.name }, 'outbox reader will try again')
        await this.#pause(ERROR_PAUSE_MS, this.#stopping.signal)
      }
      if (handled === BATCH) continue
      await this.#pause(Math.min(GAP_MS, pollMs), this.#stopping.signal)
      if (!this.#isNudged) {
        this.#waiting = new AbortController()
        await this.#pause(pollMs, this.#waiting.signal)
      }
    }
  }

  /** One batch, if no other process is at it. The lock belongs to the connection and so dies with the process. */
  async #turn(): Promise<number> {
    const client = await this.#options.pool.connect()
    try {
      if (!(await tryReader(client, this.name))) return 0
      try {
        const place = await placeOf(client, this.name)
        const events = await eventsAfter(client, place, BATCH)
        if (events.length > 0) await this.#deliver(client, events)
        return events.length
      } finally {
        await releaseReader(client, this.name)
      }
    } finally {
      client.release()
    }
  }

  async #deliver(client: pg.ClientBase, events: readonly OutboxEvent[]): Promise<void> {
    try {
      await this.#handler(events)
      await advance(client, this.name, events.at(-1)!)
    } catch (error) {
      this.#options.log.warn({ err: error, reader: this.name }, 'outbox batch failed, events go one by one')
      for (const event of events) {
        if (this.#stopping.signal.aborted) return
        await this.#deliverOne(client, event)
      }
    }
  }

  async #deliverOne(client: pg.ClientBase, event: OutboxEvent): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#handler([event])
        break
      } catch (error) {
        if (attempt >= TRIES_MAX) {
          await park(client, this.name, event, String(error), this.#options.clock.now())
          this.#options.log.error({ err: error, reader: this.name, opId: event.opId }, 'outbox event parked')
          break
        }
        await this.#pause(RETRY_PAUSE_MS * attempt, this.#stopping.signal)
      }
    }
    await advance(client, this.name, event satisfies Place)
  }

  async #pause(milliseconds: number, until: AbortSignal): Promise<void> {
    await sleep(milliseconds, undefined, { signal: until }).catch(() => undefined) // woken early, as intended
  }
}
