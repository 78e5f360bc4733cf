// What a demonstration is and how far it has come, kept beside its data so that the next start goes on where this one ended.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addMonths, type Day } from '@yibao/kernel'
import { UsageError } from '../command.ts'

/** The same plan makes the same city and the same care. */
export interface DemoPlan {
  readonly city: string
  readonly people: number
  readonly months: number
  readonly seed: number
  readonly openedOn: Day
}

export interface DemoState extends DemoPlan {
  /** loading: people are still being entered. playing: hospitals send their messages. done: the last day has been played. */
  readonly stage: 'loading' | 'playing' | 'done'
  /** The day that is being played: time on this platform is not before it any more. */
  readonly day: Day
  /** Visits and purchases of the month, once they are planned. */
  readonly events?: number
}

export interface DemoWishes {
  readonly city?: string
  readonly people?: number
  readonly seed?: number
}

export const DEMO_DEFAULTS = { people: 20_000, months: 1, seed: 1 } as const

const fileIn = (home: string): string => join(home, 'demo.json')

export const memoryFileIn = (home: string): string => join(home, 'demo-hospitals.jsonl')

export function readDemo(home: string): DemoState | undefined {
  const file = fileIn(home)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoState) : undefined
}

/** Written beside and moved into place: a process that ends at any moment leaves the old text or the new one. */
export function writeDemo(home: string, state: DemoState): void {
  const file = fileIn(home)
  mkdirSync(home, { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** A new demonstration plays the month before today, so that it ends in the present. */
export function newDemo(wishes: DemoWishes, defaultCity: string, today: Day): DemoState {
  const { city = defaultCity, people = DEMO_DEFAULTS.people, seed = DEMO_DEFAULTS.seed } = wishes
  const { months } = DEMO_DEFAULTS
  const openedOn = addMonths(today, -months)
  return { city, people, months, seed, openedOn, stage: 'loading', day: openedOn }
}

/** One data folder holds one city: whoever asks for another is told where to put it. */
export function refuseOtherDemo(state: DemoState, wishes: DemoWishes, home: string): void {
  for (const [name, wanted] of Object.entries(wishes)) {
    const held = state[name as keyof DemoWishes]
    if (wanted === undefined || wanted === held) continue
    throw new UsageError(
      `${home} 中已有演示数据，${name} 为 ${held}，不是 ${wanted}；请用 --data 另指一个文件夹(this folder holds another demonstration: name a new one with --data)`,
    )
  }
}
