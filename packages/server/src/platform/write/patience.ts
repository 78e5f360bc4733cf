// How long a command is tried again before its sender is told to come back later.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'

const RACES_MAX = 10
/** After the first, second, … lost race: longer each time, and never twice the same. */
const RACE_PAUSE_MS = 3
/** A database that restarts is away for some seconds. */
const AWAY_MAX_MS = 15_000
const AWAY_PAUSE_MS = 150

export class Patience {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  #races = 0
  #awaySinceMs: number | undefined

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Waits a little; `false`: it was lost too often. */
  async afterRace(): Promise<boolean> {
    this.#races += 1
    await sleep(RACE_PAUSE_MS * this.#races * spread())
    return this.#races < RACES_MAX
  }

  /** Waits a little; `false`: the database has been away for too long. */
  async afterLostConnection(): Promise<boolean> {
    this.#awaySinceMs ??= this.#clock.monotonicMs()
    await sleep(AWAY_PAUSE_MS * spread())
    return this.#clock.monotonicMs() - this.#awaySinceMs < AWAY_MAX_MS
  }
}

const spread = (): number => 0.5 + Math.random()
