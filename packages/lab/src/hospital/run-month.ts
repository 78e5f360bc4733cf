// Replays planned care against a platform, day by day, as fast as it answers: each person's messages in order, others side by side.
import type { CityLoad } from '@yibao/contract/load'
import { addDays, type Day, type Instant } from '@yibao/kernel'
import { BillWriter, type CareEvent, leavesOn, startsOn } from '../care/index.ts'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { random, seedOf } from '../random.ts'
import { Books, type Statement } from './books.ts'
import { Desk } from './desk.ts'
import { dueAt, EventRunner } from './event-runner.ts'
import { memory as inMemory, type Memory } from './memory.ts'
import { runAll } from './pool.ts'
import { Providers } from './providers.ts'
import { reconcile } from './reconciliation.ts'
import { Talk } from './talk.ts'
import { Tally } from './tally.ts'
import { httpTransport, type Transport } from './transport.ts'

export interface Progress {
  readonly day: Day
  /** Events begun so far, and stays still in hospital. */
  readonly begun: number
  readonly openStays: number
  readonly settled: number
  readonly messages: number
  readonly unexpectedRefusals: number
}

export interface RunOptions {
  readonly city: CityLoad
  readonly catalogue: ShippedCatalogue
  /** Ascending in time; a generator is read one day at a time. */
  readonly events: Iterable<CareEvent>
  readonly baseUrl: string
  readonly concurrency?: number
  /** Last day to play; stays that last longer remain in hospital. Left out: until the last of them has left. */
  readonly through?: Day
  /** Remembers acknowledged answers and finished parts; with one kept in a file a run goes on where it stopped. */
  readonly memory?: Memory
  /** A platform whose clock can be set is told when a simulated day begins, and the hour of each event. Never goes back. */
  readonly clock?: { advanceTo(at: Instant): void | Promise<void> }
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  readonly reconcile?: boolean
  readonly timeoutMs?: number
  readonly transport?: Transport
}

export interface RunReport {
  readonly tally: Tally
  readonly memory: Memory
  readonly begun: number
  /** Stays that had not ended when the run did. */
  readonly openStays: number
  /** The day on which the run was stopped, if it was. */
  readonly stoppedOn?: Day
}

const CONCURRENCY = 16
const TIMEOUT_MS = 20_000
const MIDNIGHT = '00:00:00'
/** Of the daily statements, so many are made with a row missing: the platform must notice. */
const OMITTING_SHARE = 0.04

export async function runMonth(options: RunOptions): Promise<RunReport> {
  const { baseUrl, concurrency = CONCURRENCY, timeoutMs = TIMEOUT_MS } = options
  const transport = options.transport ?? httpTransport({ baseUrl, connections: concurrency, timeoutMs })
  try {
    return await new Run(options, transport, concurrency).play()
  } finally {
    await transport.close()
  }
}

class Run {
  readonly #options: RunOptions
  readonly #concurrency: number
  readonly #tally = new Tally()
  readonly #memory: Memory
  readonly #books = new Books()
  readonly #providers: Providers
  readonly #runner: EventRunner
  #inHospital: CareEvent[] = []
  #begun = 0

  constructor(options: RunOptions, transport: Transport, concurrency: number) {
    this.#options = options
    this.#concurrency = concurrency
    const memory = options.memory ?? inMemory()
    for (const answer of memory.acknowledged) this.#books.enter(answer)
    this.#memory = entering(memory, this.#books)
    this.#providers = new Providers(options.city, transport, this.#tally)
    this.#runner = new EventRunner({
      providers: this.#providers,
      desk: new Desk(options.city, options.catalogue),
      bills: new BillWriter(options.city, options.catalogue),
      memory: this.#memory,
      tally: this.#tally,
    })
  }

  async play(): Promise<RunReport> {
    const { clock, signal, through, reconcile: balancing = true } = this.#options
    let last: Day | undefined
    for (const { on, events } of byDay(this.#options.events, () => this.#inHospital.length > 0)) {
      if (signal?.aborted || (through !== undefined && on > through)) break
      await clock?.advanceTo(`${on} ${MIDNIGHT}` as Instant)
      await this.#playDay(on, events)
      if (balancing && !signal?.aborted) await this.#balance(this.#books.statements(on), on)
      this.#report(on)
      last = on
    }
    // A platform with a clock of its own settles on its own day: those statements are compared at the end.
    if (balancing && last && !signal?.aborted) await this.#balance(this.#books.statements(), last)
    return {
      tally: this.#tally,
      memory: this.#memory,
      begun: this.#begun,
      openStays: this.#inHospital.length,
      ...(signal?.aborted && last && { stoppedOn: last }),
    }
  }

  async #playDay(on: Day, events: readonly CareEvent[]): Promise<void> {
    this.#begun += events.length
    const { clock, signal } = this.#options
    const due = inOrderOfDay([...this.#inHospital, ...events], on)
    const work = async ({ event, at }: Due): Promise<void> => {
      await clock?.advanceTo(at)
      await this.#runner.run(event, on)
    }
    await runAll(due, this.#concurrency, work, signal)
    this.#inHospital = due
      .map(({ event }) => event)
      .filter((event) => leavesOn(event) > on && !this.#runner.hasEnded(event))
  }

  async #balance(statements: readonly Statement[], on: Day): Promise<void> {
    await runAll(statements, this.#concurrency, (statement) => this.#reconcile(statement, on), this.#options.signal)
    for (const statement of statements) this.#books.close(statement)
  }

  async #reconcile(statement: Statement, on: Day): Promise<void> {
    const { provider, insurance, clearing, agency } = statement
    const part = ['reconcile', provider, statement.on, insurance, clearing, agency].join(' ')
    const source = random(seedOf(part))
    const talk = new Talk({
      client: this.#providers.client(provider),
      tally: this.#tally,
      memory: this.#memory,
      part,
      personNo: '',
      startsAt: `${on} 22:30:00` as Instant,
      refusalExpected: false,
    })
    const candidates = source.chance(OMITTING_SHARE) ? statement.rows.filter(({ refund }) => !refund) : []
    const omit = candidates.length > 0 ? source.pick(candidates) : undefined
    await reconcile(talk, statement, this.#books.rowsBeside(statement), omit)
  }

  #report(day: Day): void {
    this.#options.onProgress?.({
      day,
      begun: this.#begun,
      openStays: this.#inHospital.length,
      settled: this.#tally.settled,
      messages: this.#tally.messageCount,
      unexpectedRefusals: this.#tally.unexpectedRefusals,
    })
  }
}

interface Due {
  readonly event: CareEvent
  readonly at: Instant
}

/** What is due on a day in the order of its hours, wards beside outpatients. */
const inOrderOfDay = (events: readonly CareEvent[], on: Day): Due[] =>
  events
    .map((event) => ({ event, at: dueAt(event, on) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.event.id < b.event.id ? -1 : 1))

/** A memory that enters what it remembers into the books as well. */
function entering(memory: Memory, books: Books): Memory {
  return {
    acknowledge: (answer) => {
      memory.acknowledge(answer)
      books.enter(answer)
    },
    finish: (done) => memory.finish(done),
    finished: (part) => memory.finished(part),
    acknowledgement: (key) => memory.acknowledgement(key),
    get acknowledged() {
      return memory.acknowledged
    },
  }
}

/** Days in order, with the events that begin on each; days without events only while somebody is in hospital. */
function* byDay(
  events: Iterable<CareEvent>,
  goOn: () => boolean,
): Generator<{ on: Day; events: readonly CareEvent[] }> {
  let on: Day | undefined
  let ofDay: CareEvent[] = []
  for (const event of events) {
    const startOn = startsOn(event)
    while (on !== undefined && on < startOn) {
      yield { on, events: ofDay }
      ofDay = []
      on = addDays(on, 1)
    }
    on = startOn
    ofDay.push(event)
  }
  while (on !== undefined && (ofDay.length > 0 || goOn())) {
    yield { on, events: ofDay }
    ofDay = []
    on = addDays(on, 1)
  }
}
