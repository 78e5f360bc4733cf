// A demonstration from first start to orderly end: a city is made and loaded while the platform already answers, then
// simulated hospitals send their month. The next start goes on where this one ended.
import { addMonths, type Day, daysBetween, type Instant } from '@yibao/kernel'
import { defaultCityId } from '@yibao/lab'
import {
  type Clock,
  type DemoProgress,
  type LoadProgress,
  type Log,
  type RunningServer,
  startServer,
  systemClock,
} from '@yibao/server'
import { cityPolicyPath } from '../shipped.ts'
import { clearFirstMonth } from './demo-clearing.ts'
import { type DemoClock, demoClock } from './demo-clock.ts'
import { dayOfOffices, moneyAtHand } from './demo-offices.ts'
import {
  type DemoState,
  type DemoWishes,
  memoryFileIn,
  newDemo,
  readDemo,
  refuseOtherDemo,
  writeDemo,
} from './demo-state.ts'
import { type Hospitals, startHospitals } from './hospitals.ts'
import type { MonthEnd } from './hospitals-worker.ts'
import { advanceCell, advanceCellTo, type MomentCell, momentCell } from './moment-cell.ts'

export interface DemoListener {
  listening?(server: RunningServer): void | Promise<void>
  /** A hospital and an employer of the city are known, for the accounts that belong to one. */
  cityKnown?(server: RunningServer, hospital: string, employer: string): void | Promise<void>
  loading?(progress: LoadProgress): void
  playing?(progress: { readonly share: number; readonly day: Day; readonly settled: number }): void
}

export interface DemoOptions {
  readonly home: string
  readonly databaseUrl?: string
  readonly host: string
  readonly port: number
  readonly wishes: DemoWishes
  readonly log: Log
  readonly trustedProxies?: readonly string[]
  readonly listener?: DemoListener
  /** A clock of one's own beside the wall's, for tests that fix the month. */
  readonly today?: Day
}

interface Place {
  readonly code: string
  readonly kind: 'hospital' | 'pharmacy'
}

export interface RunningDemo {
  readonly server: RunningServer
  readonly state: () => DemoState
  readonly progress: () => DemoProgress
  /** Resolves when the month has been played, or was stopped; `undefined`: it had been played before. */
  readonly played: Promise<MonthEnd | undefined>
  stop(): Promise<void>
}

export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { home, wishes, today = systemClock().today() } = options
  const kept = readDemo(home)
  if (kept) refuseOtherDemo(kept, wishes, home)
  const state = kept ?? newDemo(wishes, defaultCityId, today)
  const policyPath = cityPolicyPath(state.city)
  return new Demo(options, state, policyPath).start()
}

class Demo {
  readonly #options: DemoOptions
  readonly #policyPath: string
  readonly #cell: MomentCell = momentCell()
  #state: DemoState
  #sent = 0
  #isStopping = false

  constructor(options: DemoOptions, state: DemoState, policyPath: string) {
    this.#options = options
    this.#state = state
    this.#policyPath = policyPath
  }

  async start(): Promise<RunningDemo> {
    const { home } = this.#options
    if (this.#state.stage === 'done') {
      const server = await this.#openServer(systemClock())
      await this.#options.listener?.listening?.(server)
      return this.#running(
        server,
        undefined,
        this.#tellHospital(server).then(() => undefined),
      )
    }
    const { stage, day } = this.#state
    advanceCell(this.#cell, `${day} 00:00:00` as Instant)
    const clock = demoClock(this.#cell)
    const { city, people, months, seed, openedOn } = this.#state
    const plan = { city, people, months, seed, openedOn }
    const hospitals = startHospitals({ plan, cell: this.#cell, memoryFile: memoryFileIn(home) })
    try {
      const cityMade = stage === 'loading' ? hospitals.city() : undefined
      cityMade?.catch(() => undefined) // awaited below
      const server = await this.#openServer(clock)
      await this.#options.listener?.listening?.(server)
      return this.#running(server, hospitals, this.#loadAndPlay(server, hospitals, cityMade, clock))
    } catch (error) {
      await hospitals.end()
      throw error
    }
  }

  #openServer(clock: Clock): Promise<RunningServer> {
    const { home, databaseUrl, host, port, log, trustedProxies } = this.#options
    return startServer({
      policyPath: this.#policyPath,
      dataFolder: home,
      ...(databaseUrl && { databaseUrl }),
      ...(trustedProxies && { trustedProxies }),
      host,
      port,
      log,
      clock,
      sessionClock: systemClock(),
      // After an end in the middle of the month time goes on from the last record.
      ...(this.#state.stage !== 'done' && { catchUp: (epochMs: number) => advanceCellTo(this.#cell, epochMs) }),
      demo: true,
      demoProgress: () => this.#progress(),
    })
  }

  async #loadAndPlay(
    server: RunningServer,
    hospitals: Hospitals,
    cityMade: ReturnType<Hospitals['city']> | undefined,
    clock: DemoClock,
  ): Promise<MonthEnd | undefined> {
    const { listener } = this.#options
    if (cityMade) {
      this.#save({})
      const city = await cityMade
      const told = this.#tellHospital(server, city.providers, city.employers)
      await server.city.load(city, (progress) => listener?.loading?.(progress))
      this.#save({ stage: 'playing' })
      await told
    } else await this.#tellHospital(server)
    if (this.#isStopping) return undefined
    const end = await hospitals.play(server.url, {
      planned: (events) => this.#save({ events }),
      day: (day) => {
        if (day > this.#state.day) this.#save({ day })
      },
      progress: ({ day, begun, settled }) => {
        this.#sent = begun
        listener?.playing?.({ share: this.#shareOf(day), day, settled })
      },
    })
    if (end.finished) {
      clock.goLive()
      await moneyAtHand(server)
      await clearFirstMonth(server, this.#state.openedOn)
      await dayOfOffices(server, this.#state.openedOn)
      this.#save({ stage: 'done' })
    }
    await hospitals.end()
    return end
  }

  #shareOf(day: Day): number {
    const { openedOn, months } = this.#state
    return Math.min(1, (daysBetween(openedOn, day) + 1) / daysBetween(openedOn, addMonths(openedOn, months)))
  }

  #progress(): DemoProgress {
    const { stage, events = 0 } = this.#state
    const done = stage === 'done'
    return { sent: done ? events : this.#sent, planned: events, done }
  }

  async #tellHospital(
    server: RunningServer,
    providers: readonly Place[] = server.city.desks.providers.all(),
    employers: readonly { readonly employerNo: string }[] = server.city.desks.city.employers(),
  ) {
    const hospital = providers.find(({ kind }) => kind === 'hospital')
    const employer = employers[0]?.employerNo ?? ''
    if (hospital) await this.#options.listener?.cityKnown?.(server, hospital.code, employer)
  }

  #save(change: Partial<DemoState>): void {
    this.#state = { ...this.#state, ...change }
    writeDemo(this.#options.home, this.#state)
  }

  #running(
    server: RunningServer,
    hospitals: Hospitals | undefined,
    played: Promise<MonthEnd | undefined>,
  ): RunningDemo {
    return {
      server,
      state: () => this.#state,
      progress: () => this.#progress(),
      played,
      stop: async () => {
        this.#isStopping = true
        hospitals?.stop()
        await played.catch(() => undefined) // told to whoever waits for it
        await hospitals?.end()
        await server.close()
      },
    }
  }
}
