// One planned visit, purchase or stay: who, where, when, why, and what will go wrong with its messages.
import type { Day, Fen, Instant, Quantity, UnitPrice } from '@yibao/kernel'
import type { CareKind } from '../cities/index.ts'

/**
 * What happens beside the plain chain. Some must be refused by the platform: they are planned so that it can be seen.
 *
 * returned_item: an item is given back before settling (a negative row). rows_withdrawn: fee rows are withdrawn and sent again.
 * cancelled: the settlement is undone; settled_again: and made anew. lost_answer: the answer is lost, the same message is sent
 * again. reversed: its sender gives up and reverses (冲正), then settles under a new number. never_arrived: a reversal of a
 * message that was never sent. changed_repeat: an old number with another content. registration_cancelled and
 * admission_cancelled: nothing came of it. discharge_cancelled: discharged, called back, discharged again. stay_changed: the
 * stay's data are corrected. interim: settled in the middle of the stay. double_admission: another hospital tries to admit at
 * the same time. ineligible: the person is not covered on the day. suspended_provider: the agreement is suspended.
 */
export const IRREGULARITIES = [
  'returned_item',
  'rows_withdrawn',
  'cancelled',
  'settled_again',
  'lost_answer',
  'reversed',
  'never_arrived',
  'changed_repeat',
  'registration_cancelled',
  'admission_cancelled',
  'discharge_cancelled',
  'stay_changed',
  'interim',
  'double_admission',
  'ineligible',
  'suspended_provider',
] as const

export type Irregularity = (typeof IRREGULARITIES)[number]

export interface CareEvent {
  /** Unique in the plan; ascending in time. */
  readonly id: string
  readonly kind: CareKind
  readonly personNo: string
  readonly provider: string
  readonly department: string
  readonly physician: string
  readonly at: Instant
  /** Stays: when the person leaves, after the settlement of the last day. */
  readonly leavesAt?: Instant
  /** Main diagnosis first. */
  readonly diagnoses: readonly string[]
  /** 慢特病病种 of chronic, special and two-disease visits. */
  readonly disease?: string
  /** What the front page says, where that is not what the person was treated for. */
  readonly codedAs?: readonly string[]
  /** Packages are scanned whose codes were sold before. */
  readonly scansOld?: true
  readonly procedure?: string
  readonly delivery?: 'natural' | 'caesarean'
  /** Outside the pooling area: referred by a hospital of the city, an emergency, or gone without a filing. */
  readonly referral: 'none' | 'referred' | 'unfiled' | 'emergency'
  /** Whose personal account may pay. */
  readonly account: 'none' | 'own' | 'mutual'
  readonly irregular: readonly Irregularity[]
  /** What the bill will roughly come to; its lines are drawn from `seed`. */
  readonly budgetFen: Fen
  readonly seed: number
}

/** One row of a bill. Quantities below zero give back what an earlier row took. */
export interface FeeLine {
  /** Digits only, unique at the provider. */
  readonly serial: string
  readonly at: Instant
  readonly code: string
  readonly name: string
  /** The provider's own code of the item. */
  readonly ownCode: string
  readonly quantity: Quantity
  readonly price: UnitPrice
  readonly amountFen: Fen
  /** The row that this one gives back. */
  readonly returns?: string
  /** The item is restricted and the hospital confirms that the restriction is met. */
  readonly approved: boolean
  /** The drug's package is traced. */
  readonly traceCode?: string
}

export const isStay = (event: Pick<CareEvent, 'kind'>): boolean =>
  event.kind === 'inpatient' ||
  event.kind === 'day_surgery' ||
  event.kind === 'delivery' ||
  event.kind === 'outside_stay'

export const isPharmacy = (event: Pick<CareEvent, 'kind'>): boolean =>
  event.kind === 'pharmacy' || event.kind === 'pooled_pharmacy'

export const startsOn = (event: CareEvent): Day => event.at.slice(0, 10) as Day
export const leavesOn = (event: CareEvent): Day => (event.leavesAt ?? event.at).slice(0, 10) as Day

/** Nothing is settled in the end. */
const WITHOUT_EFFECT: ReadonlySet<Irregularity> = new Set([
  'cancelled',
  'registration_cancelled',
  'admission_cancelled',
])

export const hasEffect = ({ irregular }: CareEvent): boolean => !irregular.some((each) => WITHOUT_EFFECT.has(each))

/** The order in which events are settled, and in which they use up what a year allows. */
export const inOrderOfLeaving = (events: readonly CareEvent[]): CareEvent[] =>
  events.toSorted((a, b) => (leavesOn(a) < leavesOn(b) ? -1 : leavesOn(a) > leavesOn(b) ? 1 : 0))
