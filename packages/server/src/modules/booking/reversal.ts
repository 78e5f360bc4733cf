// 冲销 of a booking that was posted: asked for by one with the reason, booked as its mirror in the month of today by another, or left.
import { accepted, type JournalEntry, mirrorEntry, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { fundSubjects, type Money, overdraft } from '../ledger/index.ts'
import { BOOKING_STATES, type BookingState, type FundBooking } from './model.ts'
import { bookingStepped, REVERSAL_FACTS } from './store.ts'

export type ReversalStep = 'ask' | 'reverse' | 'keep'

export interface Reversing {
  readonly bookingId: string
  readonly step: ReversalStep
  readonly note: string
  readonly funds: readonly string[]
  /** Of the day of posting: between these its journals are numbered. */
  readonly from: string
  readonly until: string
}

interface Posted {
  readonly journalId: string
  readonly layer: JournalEntry['layer']
  readonly lines: JournalEntry['lines']
}

interface Facts {
  readonly booking: FundBooking | null
  readonly journals: readonly Posted[]
  readonly money: Money
}

const STEPS: Readonly<Record<ReversalStep, readonly [from: BookingState, to: BookingState]>> = {
  ask: ['posted', 'reversing'],
  reverse: ['reversing', 'reversed'],
  keep: ['reversing', 'posted'],
}
const NOTE_LENGTH_MIN = 4

export const bookingReversed: Kind<Asked<Reversing, { readonly bookingId: string }>, Facts> = {
  name: 'booking.reversal_stepped',
  subjects: ({ input }) => [`booking:${input.bookingId}`, ...fundSubjects(input.step === 'reverse' ? input.funds : [])],
  facts: {
    sql: REVERSAL_FACTS,
    args: ({ input: { bookingId, from, until } }) => ({ bookingId, from, until }),
  },
  conflicts: { fund_booking_document: 'fund_booking_twice' },
  decide: ({ message, input: { step, note } }, { facts: { booking, journals: posted, money } }, context) => {
    if (!booking) return refused('fund_booking_unknown', {})
    const [from, to] = STEPS[step]
    if (booking.state !== from) return refused('fund_booking_state', { state: BOOKING_STATES[booking.state] })
    if (step === 'ask' && note.trim().length < NOTE_LENGTH_MIN) return refused('fund_booking_reason', {})
    const asker = booking.steps.findLast((each) => each.step === 'ask')?.by ?? ''
    if (step === 'reverse' && asker === context.actor.id) return refused('fund_booking_same_person', { who: asker })
    const cause = { kind: `${booking.kind}_reversed`, id: booking.bookingId }
    const journals =
      step === 'reverse'
        ? posted.map(({ journalId, layer, lines }) =>
            mirrorEntry({ layer, lines, postedOn: context.today, cause }, journalId, context.today, cause),
          )
        : []
    const short = overdraft(journals, money)
    if (short) return short
    const done = { step, by: context.actor.id, at: context.now, note: note.trim() }
    const after: FundBooking = { ...booking, state: to, steps: [...booking.steps, done] }
    return accepted({
      answer: message.answer({ bookingId: booking.bookingId }, context),
      rows: { update: { fund_booking: [bookingStepped(after)] } },
      journals,
      event: { bookingId: booking.bookingId, state: to },
      objects: [booking.bookingId],
    })
  },
}
