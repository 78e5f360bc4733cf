// 财务记账: what the finance office books by itself, by the posting table: transfers between its bank accounts, subsidies, interest,
// premiums, remittances. One command with its document; no bank account of a fund falls below zero by it.
import { accepted, type FundEvent, isMoney, type JournalEntry, post, postingRow, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import { moneyFacts } from './store.ts'

export type BookedEvent = Extract<FundEvent, { readonly amountFen: unknown; readonly kind: string }>

export interface Booking {
  readonly events: readonly BookedEvent[]
}

/** What the money accounts hold, by "fund account". */
type Money = Readonly<Record<string, number>>

/** Contributions are booked by the collection; here only what has no record of its own. */
const isBookable = (kind: string): boolean =>
  (postingRow(kind)?.isManual ?? false) || /^(contribution_|charge_closed|receipt_|account_interest$)/.test(kind)

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
    const short = overdrawn(journals, facts ?? {})
    if (short) return refused('booking_overdraws', short)
    return accepted({
      answer: { journals: journals.length },
      journals,
      event: { kinds: [...new Set(events.map(({ kind }) => kind))] },
      objects: events.map(({ id }) => id),
    })
  },
}

const subjectsOf = ({ fund, receiver }: BookedEvent): string[] => [
  `ledger:${fund}`,
  ...(receiver ? [`ledger:${receiver}`] : []),
]

function overdrawn(journals: readonly JournalEntry[], held: Money) {
  const after = new Map<string, number>()
  for (const { layer, lines } of journals) {
    if (layer !== 'cash') continue
    for (const { fund, account, side, amountFen } of lines) {
      if (!isMoney(account)) continue
      const key = `${fund} ${account}`
      const now = (after.get(key) ?? held[key] ?? 0) + (side === 'debit' ? amountFen : -amountFen)
      if (now < 0 && side === 'credit') return { fund, account, heldFen: held[key] ?? 0, askedFen: amountFen }
      after.set(key, now)
    }
  }
  return undefined
}
