// A settled claim as history keeps it: every fact it was decided on, how its lines were classified, and what was paid.
import type { Bill, Day, Instant, LineSplit, Settlement } from '@yibao/kernel'

export interface SettledClaim {
  readonly id: string
  readonly visitId: string
  readonly personNo: string
  readonly provider: string
  /** Six digits: the county in which the person is insured. */
  readonly county: string
  readonly settledAt: Instant
  /** The governing day, and the day by which a policy had to be published. */
  readonly on: Day
  readonly knownOn: Day
  readonly bill: Bill
  /** The classification of the bill's lines, and the parts its numbers stand for. */
  readonly splits: readonly LineSplit[]
  readonly parts: readonly string[]
  readonly settlement: Settlement
  /** Settlements of the platform that make up this claim: more than one for a stay settled in parts. */
  readonly settlements: number
}
