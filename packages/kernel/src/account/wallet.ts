// 医保钱包: who may send how much when, and when money that nobody accepted goes back. National limits; the city may set narrower.
import type { Fen } from '../money/fen.ts'
import { accepted, type Outcome, refused } from '../outcome.ts'
import { addDays, type Day } from '../time/day.ts'
import { dayOf, type Instant } from '../time/instant.ts'

export interface WalletLimits {
  readonly transfersADay: number
  readonly mostFen: Fen
  /** No transfer from this time of day … to that one, over midnight: "22:00:00" to "06:00:00". */
  readonly closedFrom: string
  readonly opensAt: string
}

/** 国家医保局关于医保钱包的通知(2025): three a day, 2,000 yuan each, none between 22:00 and 06:00. */
export const NATIONAL_WALLET_LIMITS: WalletLimits = {
  transfersADay: 3,
  mostFen: 200_000 as Fen,
  closedFrom: '22:00:00',
  opensAt: '06:00:00',
}

export interface WalletTransfer {
  readonly at: Instant
  readonly amountFen: Fen
  readonly balanceFen: Fen
  readonly isFrozen: boolean
  readonly isNearRelative: boolean
  /** Transfers of the same sender on the same day. */
  readonly sentToday: number
}

export type WalletRefusal =
  | 'wallet_frozen'
  | 'not_near_relative'
  | 'amount_not_positive'
  | 'wallet_closed_now'
  | 'transfer_too_large'
  | 'too_many_transfers'
  | 'wallet_balance_short'

export interface WalletDebit {
  readonly amountFen: Fen
  /** Money that is not accepted until then goes back. */
  readonly returnsAt: Instant
}

/** The first rule that the transfer breaks, with what was found and what is allowed. */
export function walletTransfer(transfer: WalletTransfer, limits: WalletLimits): Outcome<WalletDebit, WalletRefusal> {
  const { at, amountFen, balanceFen, sentToday } = transfer
  if (transfer.isFrozen) return refused('wallet_frozen')
  if (!transfer.isNearRelative) return refused('not_near_relative')
  if (amountFen <= 0) return refused('amount_not_positive', { amountFen })
  const time = at.slice(11)
  if (time >= limits.closedFrom || time < limits.opensAt)
    return refused('wallet_closed_now', { at, opensAt: limits.opensAt, closesAt: limits.closedFrom })
  if (amountFen > limits.mostFen) return refused('transfer_too_large', { amountFen, mostFen: limits.mostFen })
  if (sentToday >= limits.transfersADay)
    return refused('too_many_transfers', { sentToday, mostADay: limits.transfersADay })
  if (amountFen > balanceFen) return refused('wallet_balance_short', { amountFen, balanceFen })
  return accepted({ amountFen, returnsAt: returnsAt(dayOf(at), limits) })
}

/** The next morning, when the wallet opens again. */
const returnsAt = (sentOn: Day, { opensAt }: WalletLimits): Instant => `${addDays(sentOn, 1)} ${opensAt}` as Instant
