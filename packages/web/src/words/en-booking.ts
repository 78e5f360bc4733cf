// The same in English; zh-booking.ts has the same keys.
import type { Translated } from './translated.ts'
import type { bookingZh } from './zh-booking.ts'

export const bookingEn: Translated<typeof bookingZh> = {
  booking: {
    title: 'Bookings',
    note: 'Proposed by one person, posted by another; each document is booked once',
    propose: 'Propose a booking',
    kind: 'Event',
    choose: 'Choose',
    fund: 'Fund',
    receiver: 'Receiving fund',
    area: 'Area',
    amount: 'Amount (yuan)',
    document: 'Document',
    words: 'Text',
    send: 'Propose',
    post: 'Check and post',
    withdraw: 'Withdraw',
    state: 'State',
    states: {
      proposed: 'To be checked',
      posted: 'Posted',
      withdrawn: 'Withdrawn',
      reversing: 'To be reversed',
      reversed: 'Reversed',
    },
    postedOn: 'Posted on',
    hands: 'Hands',
    steps: {
      propose: 'proposed',
      post: 'checked',
      withdraw: 'withdrawn',
      ask: 'Reversal asked',
      reverse: 'Reversed',
      keep: 'Kept',
    },
    reason: 'Reason',
    ask: 'Ask for reversal',
    reverse: 'Reverse',
    keep: 'Keep',
    step: 'Step',
    list: 'List of bookings',
    empty: 'No booking of the finance office yet',
    emptyHint: 'Interest, subsidies, use plans and what else the office books by itself are proposed above.',
  },
}
