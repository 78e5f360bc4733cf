// A booking of the finance office on its way: proposed, then posted by another person, or withdrawn.
import type { Day, Fen, Fund, PlainEvent, PostingRow } from '@yibao/kernel'
import { MANUAL_EVENTS } from '@yibao/kernel'

export type BookingState = 'proposed' | 'posted' | 'withdrawn' | 'reversing' | 'reversed'

export const BOOKING_STATES: Readonly<Record<BookingState, string>> = {
  proposed: '待复核',
  posted: '已记账',
  withdrawn: '已撤回',
  reversing: '待冲销',
  reversed: '已冲销',
}

export interface BookingStepDone {
  readonly step: 'propose' | 'post' | 'withdraw' | 'ask' | 'reverse' | 'keep'
  readonly by: string
  readonly at: string
  readonly note: string
}

export interface FundBooking {
  readonly bookingId: string
  readonly kind: PlainEvent
  readonly fund: Fund
  readonly receiver: Fund | null
  readonly area: string
  readonly provider: string | null
  readonly amountFen: Fen
  readonly document: string
  readonly note: string
  readonly state: BookingState
  readonly postedOn: Day | null
  readonly steps: readonly BookingStepDone[]
}

/** Advances to providers and suppliers have records of their own and are not booked by hand here. */
const OWN_RECORDS = /^(prepayment_|supplier_|emergency_|surplus_)/

export const BOOKABLE: readonly PostingRow[] = MANUAL_EVENTS.filter(({ kind }) => !OWN_RECORDS.test(kind))

/** Events between two funds name the one that receives. */
export const needsReceiver = ({ legs }: PostingRow): boolean => legs.some(({ of }) => of === 'receiver')
