// Personal accounts and medical wallets: balances, movements, reservations, transfers, and what may be done with them.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField } from './common.ts'

const key = Type.String({ minLength: 8, maxLength: 64, description: '一次办理一个编号，重发不重复' })
const personField = Type.String({ minLength: 1, maxLength: 40 })

export const accountView = Type.Object({
  personNo: Type.String(),
  hasAccount: Type.Boolean(),
  isFrozen: Type.Boolean(),
  balanceFen: fenField,
  reservedFen: fenField,
  spendableFen: fenField,
  walletFen: fenField,
  movements: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String({ description: 'credit, transfer, settlement' }),
      on: dayField,
      amountFen: fenField,
      cause: Type.String(),
      /** Where the console shows what it was: the settlement, or the entries in the books. */
      path: Type.String(),
    }),
  ),
  reservations: Type.Array(
    Type.Object({
      id: Type.String(),
      purpose: Type.String(),
      amountFen: fenField,
      state: Type.String(),
      note: Type.String(),
      at: instantField,
    }),
  ),
  transfers: Type.Array(
    Type.Object({
      id: Type.String(),
      /** Whether the person sent it or is to get it. */
      direction: Type.Union([Type.Literal('out'), Type.Literal('in')]),
      other: Type.String({ description: '对方人员编号' }),
      amountFen: fenField,
      state: Type.String(),
      at: instantField,
      returnsAt: instantField,
    }),
  ),
})
export type AccountView = Static<typeof accountView>

export const freezing = Type.Object({
  key,
  isFrozen: Type.Boolean(),
  reason: Type.String({ minLength: 2, maxLength: 200 }),
})
export type FreezingBody = Static<typeof freezing>

export const reserving = Type.Object({
  key,
  amountFen: Type.Integer({ minimum: 1, maximum: 10_000_000_000 }),
  purpose: Type.Union([Type.Literal('wallet'), Type.Literal('transfer_out')]),
  note: Type.String({ maxLength: 200 }),
})
export type ReservingBody = Static<typeof reserving>

export const reservationDecision = Type.Object({ key, isConfirmed: Type.Boolean() })
export type ReservationDecisionBody = Static<typeof reservationDecision>

export const walletSending = Type.Object({
  key,
  receiver: personField,
  amountFen: Type.Integer({ minimum: 1, maximum: 10_000_000_000 }),
})
export type WalletSendingBody = Static<typeof walletSending>

export const walletAcceptance = Type.Object({ key })
export type WalletAcceptanceBody = Static<typeof walletAcceptance>
