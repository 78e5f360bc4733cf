// What a scheme sees of a day and gives back of it.
import type { Day } from '@yibao/kernel'
import type { CareEvent } from '../care/index.ts'
import type { Patient } from '../care/people.ts'
import type { Random } from '../random.ts'
import type { FraudScheme, Mark } from './label.ts'

export interface Staged {
  readonly event: CareEvent
  readonly mark?: Mark
  /** May begin on the day on which the person's former stay ends. */
  readonly follows?: boolean
  /** The bed is empty: whoever is said to lie in it goes about as ever, only not into another bed. */
  readonly absent?: boolean
  /** Something small with the card of one who lies in hospital: it neither waits for the stay nor ends it. */
  readonly errand?: boolean
}

export interface StageDay {
  readonly bucket: number
  readonly on: Day
  readonly rate: number
  readonly random: Random
  patientOf(personNo: string): Patient | undefined
  isFree(personNo: string): boolean
  /** Happens on a later day, if the person can then come. */
  later(on: Day, staged: Staged): void
}

export interface Scheme {
  readonly name: FraudScheme
  /** The day as it happens instead. Events that are already marked are left alone. */
  act(staged: readonly Staged[], day: StageDay): readonly Staged[]
}
