// 银行对账: the bank book of a fund against the bank's statement, item by item. What one side has and the other has not is listed, and
// with the listed items both closing balances agree to the fen, or the difference is told. Pure.
import { exactFen } from './trial-balance.ts'

export interface BankItem {
  /** As the payer or the bank numbers it; what both name alike is the same item. */
  readonly reference: string
  readonly on: string
  /** Above zero: into the account; below zero: out of it. */
  readonly amountFen: number
}

export interface BankSide {
  readonly openingFen: number
  readonly closingFen: number
  readonly items: readonly BankItem[]
}

export interface BankReconciliation {
  readonly matched: number
  /** In our book and not in the statement: paid and not yet presented, or received and not yet credited. */
  readonly bookOnly: readonly BankItem[]
  /** In the statement and not in our book: to be booked, or the bank's mistake. */
  readonly bankOnly: readonly BankItem[]
  /** Both name it, with different amounts. */
  readonly differing: readonly { readonly book: BankItem; readonly bank: BankItem }[]
  /** Book closing and what only the bank has, less what only the book has, set against the statement; zero when it holds. */
  readonly unexplainedFen: number
  readonly isTied: boolean
}

const sum = (items: readonly BankItem[]): bigint => items.reduce((all, { amountFen }) => all + BigInt(amountFen), 0n)

/** A statement or a book that does not add up in itself ties to nothing: its gap is part of what is unexplained. */
export function reconcileBank(book: BankSide, bank: BankSide): BankReconciliation {
  const waiting = new Map<string, BankItem[]>()
  for (const item of bank.items) waiting.set(item.reference, [...(waiting.get(item.reference) ?? []), item])
  const bookOnly: BankItem[] = []
  const differing: { book: BankItem; bank: BankItem }[] = []
  let matched = 0
  for (const item of book.items) {
    const same = waiting.get(item.reference)
    const at = same?.findIndex(({ amountFen }) => amountFen === item.amountFen) ?? -1
    if (same && at >= 0) {
      same.splice(at, 1)
      matched += 1
    } else bookOnly.push(item)
  }
  const left = [...waiting.values()].flat()
  for (const item of [...bookOnly]) {
    const at = left.findIndex(({ reference }) => reference === item.reference)
    if (at < 0) continue
    differing.push({ book: item, bank: left[at]! })
    left.splice(at, 1)
    bookOnly.splice(bookOnly.indexOf(item), 1)
  }
  const gap = (side: BankSide): bigint => BigInt(side.closingFen) - BigInt(side.openingFen) - sum(side.items)
  const explained =
    BigInt(book.closingFen) -
    sum(bookOnly) +
    sum(left) -
    sum(differing.map((each) => each.book)) +
    sum(differing.map((each) => each.bank))
  const unexplained = BigInt(bank.closingFen) - explained
  return {
    ...{ matched, bookOnly, bankOnly: left, differing, unexplainedFen: exactFen(unexplained) },
    isTied: unexplained === 0n && gap(book) === 0n && gap(bank) === 0n,
  }
}
