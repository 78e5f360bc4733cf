// The door of the booking module: what the finance office books by itself, under four eyes.
import type { Outcome } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../common/index.ts'
import {
  type BookingTold,
  bookingDecided,
  bookingProposed,
  type ProposingBooking,
  type SteppingBooking,
} from './changes.ts'
import { findBooking } from './store.ts'

export type { BookingTold, ProposingBooking } from './changes.ts'
export * from './model.ts'
export { type BookingRefusalCode, bookingRefusals } from './refusals.ts'
export { bookingsOf, findBooking } from './store.ts'

export interface BookingDesk {
  propose(message: Message<BookingTold>, asked: ProposingBooking): Promise<Outcome<Receipt>>
  decide(message: Message<BookingTold>, asked: Omit<SteppingBooking, 'funds'>): Promise<Outcome<Receipt>>
}

export const openBookings = (writePath: WritePath, reader: Reader): BookingDesk => ({
  propose: (message, asked) => writePath.submit(commandFor(bookingProposed, message, asked)),
  decide: async (message, asked) => {
    const booking = await findBooking(reader, asked.bookingId)
    const funds = booking ? [booking.fund, ...(booking.receiver ? [booking.receiver] : [])] : []
    return writePath.submit(commandFor(bookingDecided, message, { ...asked, funds }))
  },
})
