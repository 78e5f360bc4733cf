// 财务记账: what the finance office books by itself, by the posting table: transfers between its bank accounts, subsidies, interest,
// premiums, remittances. One command with its document; no bank account of a fund falls below zero by it.
import { accepted, type FundEvent, post, postingRow, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import { fundSubjects, type Money, overdraft } from './paying.ts'
import { moneyFacts } from './store.ts'

export type BookedEvent = Extract<FundEvent, { readonly amountFen: unknown; readonly kind: string }>

export interface Booking {
  readonly events: readonly BookedEvent[]
}

/** Contributions are booked by the collection; here only what has no record of its own. */
const isBookable = (kind: string): boolean =>
  (postingRow(kind)?.isManual ?? false) ||
  /^(contribution_(charged|received)$|charge_closed|receipt_|account_interest$)/.test(kind)

export const fundBooked: Kind<Booking, Money, { readonly journals: number }> = {
  name: 'ledger.booked',
  // One fund's bookings follow each other, so that two of them cannot both spend the same balance.
  subjects: ({ events }) => {
    const [first = 'ledger:none', ...others] = new Set(events.flatMap(subjectsOf))
    return [first, ...others]
  },
  facts: moneyFacts,
  decide: ({ events }, { facts }) => {
    for (const { kind, amountFen, id } of events) {
      if (!isBookable(kind)) return refused('booking_unknown', { kind })
      if (!(amountFen > 0)) return refused('booking_not_positive', { amountFen })
      if (id === '') return refused('booking_without_document', { kind })
    }
    const journals = events.flatMap((event) => post(event))
    const short = overdraft(journals, facts ?? {})
    if (short) return short
    return accepted({
      answer: { journals: journals.length },
      journals,
      event: { kinds: [...new Set(events.map(({ kind }) => kind))] },
      objects: events.map(({ id }) => id),
    })
  },
}

const subjectsOf = ({ fund, receiver }: BookedEvent): string[] => fundSubjects(receiver ? [fund, receiver] : [fund])
