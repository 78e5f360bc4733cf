// The door of the booking module: what the finance office books by itself, under four eyes.
import { addDays, day, type Outcome, refused } from '@yibao/kernel'
import { firstIdOf, type Receipt, type WritePath } from '../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../common/index.ts'
import {
  type BookingTold,
  bookingDecided,
  bookingProposed,
  type ProposingBooking,
  type SteppingBooking,
} from './changes.ts'
import { bookingReversed, type ReversalStep } from './reversal.ts'
import { findBooking } from './store.ts'

export type { BookingTold, ProposingBooking } from './changes.ts'
export * from './model.ts'
export { type BookingRefusalCode, bookingRefusals } from './refusals.ts'
export type { ReversalStep } from './reversal.ts'
export { bookingsOf, findBooking } from './store.ts'

export interface BookingDesk {
  propose(message: Message<BookingTold>, asked: ProposingBooking): Promise<Outcome<Receipt>>
  decide(message: Message<BookingTold>, asked: Omit<SteppingBooking, 'funds'>): Promise<Outcome<Receipt>>
  /** 冲销 of what was posted: asked for by one, booked by another, or left. */
  reverse(
    message: Message<BookingTold>,
    asked: { readonly bookingId: string; readonly step: ReversalStep; readonly note: string },
  ): Promise<Outcome<Receipt>>
}

export const openBookings = (writePath: WritePath, reader: Reader): BookingDesk => ({
  propose: (message, asked) => writePath.submit(commandFor(bookingProposed, message, asked)),
  decide: async (message, asked) => {
    const booking = await findBooking(reader, asked.bookingId)
    const funds = booking ? [booking.fund, ...(booking.receiver ? [booking.receiver] : [])] : []
    return writePath.submit(commandFor(bookingDecided, message, { ...asked, funds }))
  },
  reverse: async (message, asked) => {
    const booking = await findBooking(reader, asked.bookingId)
    if (!booking) return refused('fund_booking_unknown', {})
    const funds = [booking.fund, ...(booking.receiver ? [booking.receiver] : [])]
    const on = booking.postedOn ?? day('2000-01-02')
    const within = { from: firstIdOf(addDays(on, -1)), until: firstIdOf(addDays(on, 2)) }
    return writePath.submit(commandFor(bookingReversed, message, { ...asked, ...within, funds }))
  },
})
