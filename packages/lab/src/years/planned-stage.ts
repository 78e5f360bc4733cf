// The one place at which planned care may be rewritten before anything of it is billed or settled: where labelled irregular care
// can be put among the honest. A stage sees a day's events of one bucket and gives back those that happen instead.
import type { Day } from '@yibao/kernel'
import type { CareEvent } from '../care/index.ts'
import type { Patient } from '../care/people.ts'
import type { Random } from '../random.ts'

export interface PlannedDay {
  readonly bucket: number
  readonly on: Day
  readonly events: readonly CareEvent[]
  /** A source of the stage's own: what it draws moves nothing else. */
  readonly random: Random
  /** Who may come in this year. */
  patientOf(personNo: string): Patient | undefined
}

export type PlannedStage = (day: PlannedDay) => readonly CareEvent[]

/** Everybody does what was planned. */
export const honest: PlannedStage = ({ events }) => events
