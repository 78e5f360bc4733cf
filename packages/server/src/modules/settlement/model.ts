// A settlement as it is kept: the frozen facts it was decided on, and every amount that came of them.
import type { Bill, Day, Fen, Instant, MutualPayment, Person, Settlement, Visit } from '@yibao/kernel'

/** Whose account may pay: nobody's, the person's own, or the family's after it. */
export type AccountChoice = 'none' | 'own' | 'family'

/** A batch that was settled, and how many of its lines had been withdrawn by then. */
export interface SettledBatch {
  readonly seq: number
  readonly withdrawn: number
}

/** Everything a settlement was decided on, but its fee lines: those lie in the visit's batches. */
export interface Frozen {
  readonly policy: string
  readonly plan: string
  /** The governing day, and the day by which a policy had to be published. */
  readonly on: Day
  readonly knownOn: Day
  readonly person: Person
  readonly visit: Visit
  readonly denials: readonly string[]
  /** Accumulators that the decision read or changed, as they were before. */
  readonly before: Readonly<Record<string, number>>
  readonly account: Bill['account']
  readonly batches: readonly SettledBatch[]
  /** Earlier interim settlements of the same stay, which this one continues. */
  readonly prior: readonly string[]
  /** The first settlement of this bill, where this one stands in its place: it keeps that one's place in the year. */
  readonly root?: string
}

/** What lists and answers need of a settlement besides its amounts. */
export interface SettlementRecord {
  readonly settlementId: string
  readonly personNo: string
  readonly visitId: string
  readonly msgid: string
  readonly provider: string
  readonly area: string
  readonly settledAt: Instant
  readonly clearing: string
  readonly reverses: string | null
  readonly reversedBy: string | null
  readonly frozen: Frozen
  readonly settlement: Settlement
  /** Balance of the person's own account after it. */
  readonly accountAfterFen: number
  /** 发票号, channel remarks. */
  readonly notes: Readonly<Record<string, string>>
}

/** Amounts that a message states and that must agree with what was computed; an absent one is not compared. */
export interface StatedAmounts {
  readonly totalFen: Fen
  readonly fullFen?: Fen
  readonly overFen?: Fen
  readonly preFen?: Fen
  readonly inScopeFen?: Fen
}

export type { MutualPayment }
