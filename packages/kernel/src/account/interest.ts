// 个人账户利息: the daily balances of a period times the yearly rate, rounded once.
import { type Fen, fen } from '../money/fen.ts'
import { type BasisPoints, roundedDivision } from '../money/share.ts'
import { type Day, daysBetween } from '../time/day.ts'

export interface BalanceChange {
  readonly on: Day
  /** The balance from this day on. */
  readonly balanceFen: Fen
}

const YEAR_DAYS = 365n

/** `Σ balance · days · rate ÷ 365` from `from` up to and without `until`; changes in any order, the last of a day counts. */
export function accountInterest(
  openingFen: Fen,
  changes: readonly BalanceChange[],
  from: Day,
  until: Day,
  rateBp: BasisPoints,
): Fen {
  const ordered = changes.filter(({ on }) => on < until).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  let [balance, since, fenDays] = [BigInt(openingFen), from, 0n]
  for (const { on, balanceFen } of ordered) {
    if (on > since) {
      fenDays += balance * BigInt(daysBetween(since, on))
      since = on
    }
    balance = BigInt(balanceFen)
  }
  fenDays += balance * BigInt(Math.max(0, daysBetween(since, until)))
  return fen(Number(roundedDivision(fenDays * BigInt(rateBp), YEAR_DAYS * 10_000n)))
}
