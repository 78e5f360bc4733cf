// 支付不透支: whatever takes money out of a fund's bank account is decided under that fund, one after the other, against what the
// account holds at that moment. So two payments at once cannot both spend the same fen, whichever business they come from. The same
// holds of what was prepaid: no more is offset than a provider still has in hand.
import { isMoney, type JournalEntry, type Refused, refused } from '@yibao/kernel'

/** What the money accounts hold, by "fund account", and what is prepaid, by "fund account provider". */
export type Money = Readonly<Record<string, number>>

export const fundSubject = (fund: string): string => `ledger:${fund}`

/** To be named among the subjects of a command that pays out of these funds, in a fixed order. */
export const fundSubjects = (funds: readonly string[]): string[] => [...new Set(funds)].sort().map(fundSubject)

/** 暂付款 of every kind: prepaid to providers, suppliers, elsewhere, counties. */
const isPrepaid = (account: string): boolean => account.startsWith('1101.')

/** Why these journals must not be booked: an account of money, or what is prepaid to somebody, would fall below zero. */
export function overdraft(journals: readonly JournalEntry[], held: Money): Refused | undefined {
  const after = new Map<string, number>()
  for (const { fund, account, side, amountFen, provider = '' } of journals.flatMap(cashLines)) {
    const isAdvance = isPrepaid(account)
    if (!isAdvance && !isMoney(account)) continue
    const key = isAdvance ? `${fund} ${account} ${provider}` : `${fund} ${account}`
    const now = (after.get(key) ?? held[key] ?? 0) + (side === 'debit' ? amountFen : -amountFen)
    if (now < 0 && side === 'credit') {
      const facts = { fund, account, heldFen: held[key] ?? 0, askedFen: amountFen }
      return (
        isAdvance ? refused('advance_exceeded', { ...facts, provider }) : refused('booking_overdraws', facts)
      ) as Refused
    }
    after.set(key, now)
  }
  return undefined
}

const cashLines = ({ layer, lines }: JournalEntry): JournalEntry['lines'] => (layer === 'cash' ? lines : [])
