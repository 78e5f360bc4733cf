// The changes of a booking: proposed with its document, then posted by another person under the fund's lock, or withdrawn.
import { accepted, type Day, type Fen, type Fund, type PlainEvent, post, postingRow, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { fundSubjects, type Money, overdraft } from '../ledger/index.ts'
import { BOOKABLE, BOOKING_STATES, type FundBooking, needsReceiver } from './model.ts'
import { BOOKING_FACTS, bookingRow, bookingStepped } from './store.ts'

export interface ProposingBooking {
  readonly kind: PlainEvent
  readonly fund: Fund
  readonly receiver?: Fund
  readonly area: string
  readonly provider?: string
  readonly amountFen: Fen
  readonly document: string
  readonly note: string
}

export interface BookingTold {
  readonly bookingId: string
}

export const bookingProposed: Kind<Asked<ProposingBooking, BookingTold>> = {
  name: 'booking.proposed',
  subjects: ({ input: { fund, document } }) => [`booking:${fund}:${document}`],
  conflicts: { fund_booking_document: 'fund_booking_twice' },
  decide: ({ message, input }, _, context) => {
    const { kind, fund, receiver, area, provider, amountFen, document, note } = input
    const row = BOOKABLE.find((each) => each.kind === kind)
    if (!row) return refused('fund_booking_kind', { kind })
    const needed = needsReceiver(row)
    if (needed !== (receiver !== undefined) || receiver === fund)
      return refused('fund_booking_receiver', { kind: row.zh, needed })
    const bookingId = context.newId()
    const booking: FundBooking = {
      ...{ bookingId, kind, fund, receiver: receiver ?? null, area, provider: provider ?? null, amountFen },
      ...{ document, note, state: 'proposed', postedOn: null },
      steps: [{ step: 'propose', by: context.actor.id, at: context.now, note }],
    }
    return accepted({
      answer: message.answer({ bookingId }, context),
      rows: { insert: { fund_booking: [bookingRow(booking, context.now)] } },
      event: { bookingId },
      objects: [bookingId],
    })
  },
}

export interface SteppingBooking {
  readonly bookingId: string
  readonly to: 'posted' | 'withdrawn'
  readonly note: string
  /** The funds concerned, each of which pays one after the other. */
  readonly funds: readonly string[]
}

interface StepFacts {
  readonly booking: FundBooking | null
  readonly money: Money
}

export const bookingDecided: Kind<Asked<SteppingBooking, BookingTold>, StepFacts> = {
  name: 'booking.decided',
  subjects: ({ input }) => [`booking:${input.bookingId}`, ...fundSubjects(input.funds)],
  facts: { sql: BOOKING_FACTS, args: ({ input }) => ({ bookingId: input.bookingId }) },
  decide: ({ message, input: { to, note } }, { facts: { booking, money } }, context) => {
    if (!booking) return refused('fund_booking_unknown', {})
    if (booking.state !== 'proposed') return refused('fund_booking_state', { state: BOOKING_STATES[booking.state] })
    const proposer = booking.steps[0]?.by ?? ''
    if (to === 'posted' && proposer === context.actor.id) return refused('fund_booking_same_person', { who: proposer })
    const journals = to === 'posted' ? journalsOf(booking, context.today) : []
    const short = overdraft(journals, money)
    if (short) return short
    const step = { step: to === 'posted' ? 'post' : 'withdraw', by: context.actor.id, at: context.now, note } as const
    const after: FundBooking = {
      ...{ ...booking, state: to, steps: [...booking.steps, step] },
      postedOn: to === 'posted' ? context.today : null,
    }
    return accepted({
      answer: message.answer({ bookingId: booking.bookingId }, context),
      rows: { update: { fund_booking: [bookingStepped(after)] } },
      journals,
      event: { bookingId: booking.bookingId, state: to },
      objects: [booking.bookingId],
    })
  },
}

function journalsOf({ bookingId, kind, fund, receiver, area, provider, amountFen }: FundBooking, on: Day) {
  if (!postingRow(kind)) throw new Error(`The posting table has no ${kind}`)
  const who = { area, ...(provider !== null && { provider }), ...(receiver !== null && { receiver }) }
  return post({ kind, id: bookingId, on, fund, amountFen, ...who })
}
