// The bank book against the statement: by number first, then what has the same amount within a few days; the rest is listed with its age.
import { type BankItem, type BankReconciliation, type Day, daysBetween, reconcileBank } from '@yibao/kernel'
import type { BankStatement, ItemNote, ItemSide } from './model.ts'

export interface BookSide {
  readonly openingFen: number
  readonly closingFen: number
  readonly items: readonly BankItem[]
}

const NEAR_DAYS = 5

export interface OpenItem {
  readonly side: ItemSide
  readonly reference: string
  readonly on: string
  readonly amountFen: number
  /** Of the other side, where both name it. */
  readonly otherFen: number | null
  readonly ageDays: number
  readonly note: ItemNote | null
}

export interface Reconciled extends Pick<BankReconciliation, 'matched' | 'unexplainedFen' | 'isTied'> {
  /** Of the matched: those that only amount and day brought together. */
  readonly byAmount: number
  readonly open: readonly OpenItem[]
  readonly explained: number
}

/** A bank's own number becomes ours where exactly one of ours has that amount within five days and no number of its own there. */
export function numbered(
  book: readonly BankItem[],
  bank: readonly BankItem[],
): { items: BankItem[]; byAmount: number } {
  const known = new Set(book.map(({ reference }) => reference))
  const named = new Set(bank.map(({ reference }) => reference))
  const free = book.filter(({ reference }) => !named.has(reference))
  let byAmount = 0
  const used = new Set<string>()
  const items = bank.map((item): BankItem => {
    if (known.has(item.reference)) return item
    const fits = free.filter(
      ({ reference, amountFen, on }) =>
        !used.has(reference) &&
        amountFen === item.amountFen &&
        Math.abs(daysBetween(on as Day, item.on as Day)) <= NEAR_DAYS,
    )
    const [only] = fits
    if (!only || fits.length > 1) return item
    used.add(only.reference)
    byAmount += 1
    return { ...item, reference: only.reference }
  })
  return { items, byAmount }
}

export function reconciled(
  book: BookSide,
  { openingFen, closingFen, items: own, notes }: Pick<BankStatement, 'openingFen' | 'closingFen' | 'items' | 'notes'>,
  today: Day,
): Reconciled {
  const { items, byAmount } = numbered(book.items, own)
  const found = reconcileBank(book, { openingFen, closingFen, items })
  const noteOf = (side: ItemSide, reference: string): ItemNote | null =>
    notes.findLast((each) => each.side === side && each.reference === reference) ?? null
  const open = (side: ItemSide, item: BankItem, otherFen: number | null = null): OpenItem => ({
    ...{ side, reference: item.reference, on: item.on, amountFen: item.amountFen, otherFen },
    ...{ ageDays: Math.max(0, daysBetween(item.on as Day, today)), note: noteOf(side, item.reference) },
  })
  const all = [
    ...found.differing.map(({ book: mine, bank }) => open('both', mine, bank.amountFen)),
    ...found.bookOnly.map((item) => open('book', item)),
    ...found.bankOnly.map((item) => open('bank', item)),
  ]
  return {
    ...{ matched: found.matched, byAmount, unexplainedFen: found.unexplainedFen, isTied: found.isTied, open: all },
    explained: all.filter(({ note }) => note !== null).length,
  }
}
