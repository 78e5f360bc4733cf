// The door of the wallet module: reserving, freezing and moving money of personal accounts and medical wallets.
import { ACCRUAL_ACCOUNTS, type Outcome } from '@yibao/kernel'
import type { Clock, Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, ownMessage, type Reader, SYSTEM } from '../common/index.ts'
import type { BridgeCheck, Ledger } from '../ledger/index.ts'
import {
  accountOrdered,
  accountReserved,
  type Deciding,
  type Ending,
  type Freezing,
  type Reserved,
  type Reserving,
  reservationClosed,
  type Sending,
  type Sent,
  walletEnded,
  walletSent,
} from './changes.ts'
import { findReservation, unclaimed, walletSums } from './store.ts'

export type { Deciding, Ending, Freezing, Reserved, Reserving, Sending, Sent } from './changes.ts'
export * from './history/store.ts'
export * from './model.ts'
export { walletRefusals } from './refusals.ts'
export { findTransfer, type Movement, movementsOf, reservationsOf, transfersOf } from './store.ts'

export interface WalletDesk {
  order(message: Message<null>, asked: Freezing): Promise<Outcome<Receipt>>
  reserve(message: Message<Reserved>, asked: Reserving): Promise<Outcome<Receipt>>
  close(message: Message<Reserved>, asked: Omit<Deciding, 'leavesFund'>): Promise<Outcome<Receipt>>
  send(message: Message<Sent>, asked: Omit<Sending, 'today'>): Promise<Outcome<Receipt>>
  end(message: Message<{ readonly transferId: string }>, asked: Ending): Promise<Outcome<Receipt>>
  /** 到期退回: everything that nobody accepted in time; how many went back. Safe at any time. */
  returnUnclaimed(): Promise<number>
}

export function openWallets(writePath: WritePath, reader: Reader, clock: Clock): WalletDesk {
  const send = walletSent()
  return {
    order: (message, asked) => writePath.submit(commandFor(accountOrdered, message, asked)),
    reserve: (message, asked) => writePath.submit(commandFor(accountReserved, message, asked)),
    close: async (message, asked) => {
      const found = asked.isConfirmed ? await findReservation(reader, asked.reservationId) : undefined
      const leavesFund = found?.purpose === 'transfer_out'
      return writePath.submit(commandFor(reservationClosed, message, { ...asked, leavesFund }))
    },
    send: (message, asked) => writePath.submit(commandFor(send, message, { ...asked, today: clock.today() })),
    end: (message, asked) => writePath.submit(commandFor(walletEnded, message, asked)),
    returnUnclaimed: async () => {
      let returned = 0
      for (const { transferId, personNo, receiver } of await unclaimed(reader, `${clock.now()}+08`)) {
        const message = ownMessage<{ transferId: string }>(SYSTEM, `wallet return ${transferId}`, null)
        const asked = { transferId, sender: personNo, receiver, isAccepted: false }
        if ((await writePath.submit(commandFor(walletEnded, message, asked))).ok) returned += 1
      }
      return returned
    },
  }
}

/** Σ wallets and what is on its way are what the books owe for them; accounts have a bridge of their own. */
export function walletBridge(ledger: Pick<Ledger, 'balances'>): BridgeCheck {
  const { wallet, wallet_in_transit } = ACCRUAL_ACCOUNTS
  return {
    name: 'wallets',
    run: async (pool) => {
      const rows = await ledger.balances({ layer: 'accrual' }, pool, ['account'])
      const owed = (code: string) =>
        rows.reduce((sum, row) => (row.account === code ? sum + row.creditFen - row.debitFen : sum), 0)
      const { heldFen, pendingFen } = await walletSums(pool)
      if (owed(wallet.code) !== heldFen) return `wallets hold ${heldFen}, the books owe ${owed(wallet.code)}`
      const transit = owed(wallet_in_transit.code)
      return transit === pendingFen ? undefined : `on its way is ${pendingFen}, the books say ${transit}`
    },
  }
}
