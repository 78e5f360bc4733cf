// The changes of accounts and wallets: reserve → confirm or release, freeze, send → accept or return. Each is one command under the
// person's version, so that no fen is promised twice, and no balance falls below zero however many ask at once.
import {
  accepted,
  type Fen,
  NATIONAL_WALLET_LIMITS,
  type Outcome,
  type PlainEvent,
  post,
  refused,
  type WalletLimits,
  walletTransfer,
} from '@yibao/kernel'
import type { Context, Json, Kind } from '../../platform/index.ts'
import { ACCOUNT_FUND, transferRow } from '../account/index.ts'
import type { Asked } from '../common/index.ts'
import { fundSubjects, type Money, overdraft } from '../ledger/index.ts'
import { type Dossier, type Person, type PersonState, personFrom, personState, spendableFen } from '../person/index.ts'
import type { Reservation, ReservationPurpose, WalletTransferKept } from './model.ts'
import {
  orderRow,
  PERSON_ONLY,
  RESERVATION_FACTS,
  reservationDecided,
  reservationRow,
  SEND_FACTS,
  TRANSFER_FACTS,
  transferEnded,
  transferSentRow,
} from './store.ts'

interface PersonFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
}

const stateOf = (state: PersonState): Json => state as unknown as Json

/** One amount of the accounts' fund, booked for the area of the person. */
const booked = (kind: PlainEvent, id: string, amountFen: number, area: string, { today }: Context) =>
  post({ kind, id, on: today, fund: ACCOUNT_FUND, amountFen: amountFen as Fen, area })

export interface Freezing {
  readonly personNo: string
  readonly isFrozen: boolean
  readonly reason: string
}

export const accountOrdered: Kind<Asked<Freezing, null>, PersonFacts> = {
  name: 'account.ordered',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: PERSON_ONLY, args: () => ({}) },
  decide: ({ message, input }, { facts, state }, context) => {
    const { personNo, isFrozen, reason } = input
    if (!facts.person) return refused('person_unknown', { personNo })
    const before = personState(state)
    if ((before.isFrozen ?? false) === isFrozen) return refused('account_order_same', { isFrozen })
    const order = { orderId: context.newId(), personNo, isFrozen, reason, at: context.now, by: context.actor.id }
    return accepted({
      answer: message.answer(null, context),
      rows: { insert: { account_order: [orderRow(order)] } },
      states: { [personNo]: stateOf({ ...before, isFrozen }) },
      event: { orderId: order.orderId, isFrozen },
      objects: [order.orderId],
    })
  },
}

export interface Reserving {
  readonly personNo: string
  readonly amountFen: Fen
  readonly purpose: ReservationPurpose
  readonly note: string
}

export interface Reserved {
  readonly reservationId: string
}

export const accountReserved: Kind<Asked<Reserving, Reserved>, PersonFacts> = {
  name: 'account.reserved',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: PERSON_ONLY, args: () => ({}) },
  decide: ({ message, input }, { facts, state }, context) => {
    const { personNo, amountFen, purpose, note } = input
    if (!facts.person) return refused('person_unknown', { personNo })
    const before = personState(state)
    if (before.accountFen === undefined) return refused('account_none', {})
    if (before.isFrozen) return refused('account_frozen', {})
    if (amountFen <= 0) return refused('amount_not_positive', { amountFen })
    const spendable = spendableFen(before)
    if (amountFen > spendable) return refused('account_short', { askedFen: amountFen, spendableFen: spendable })
    const reservationId = context.newId()
    const kept: Reservation = {
      ...{ reservationId, personNo, purpose, amountFen, state: 'reserved', note, reservedAt: context.now },
    }
    return accepted({
      answer: message.answer({ reservationId }, context),
      rows: { insert: { account_reservation: [reservationRow(kept, context.actor.id)] } },
      states: { [personNo]: stateOf({ ...before, reservedFen: (before.reservedFen ?? 0) + amountFen }) },
      event: { reservationId },
      objects: [reservationId],
    })
  },
}

export interface Deciding {
  readonly personNo: string
  readonly reservationId: string
  readonly isConfirmed: boolean
  /** The money leaves the fund (关系转出), which pays one after the other; a wallet stays within it. */
  readonly leavesFund: boolean
}

const CAUSES: Readonly<Record<ReservationPurpose, string>> = { wallet: '转入钱包', transfer_out: '关系转出' }
const EVENTS: Readonly<Record<ReservationPurpose, PlainEvent>> = {
  wallet: 'wallet_funded',
  transfer_out: 'account_transferred_out',
}

export const reservationClosed: Kind<
  Asked<Deciding, Reserved>,
  PersonFacts & { readonly reservation: Reservation | null; readonly money: Money }
> = {
  name: 'account.reservation_closed',
  subjects: ({ input }) => [input.personNo, ...fundSubjects(input.leavesFund ? [ACCOUNT_FUND] : [])],
  facts: {
    sql: RESERVATION_FACTS,
    args: ({ input: { reservationId, leavesFund } }) => ({ id: reservationId, leavesFund }),
  },
  decide: ({ message, input }, { facts, state }, context) => {
    const { reservation } = facts
    if (!reservation || !facts.person) return refused('reservation_unknown', {})
    if (reservation.state !== 'reserved') return refused('reservation_decided', { state: reservation.state })
    const before = personState(state)
    if (input.isConfirmed && before.isFrozen) return refused('account_frozen', {})
    const after = input.isConfirmed ? 'confirmed' : 'released'
    const update = reservationDecided(reservation, after, context.now, context.actor.id)
    const released = { ...before, reservedFen: (before.reservedFen ?? 0) - reservation.amountFen }
    const paid = input.isConfirmed ? paying(personFrom(facts.person), reservation, released, context) : undefined
    const short = overdraft(paid?.journals ?? [], facts.money)
    if (short) return short
    return accepted({
      answer: message.answer({ reservationId: reservation.reservationId }, context),
      rows: { update: { account_reservation: [update] }, ...(paid && { insert: { account_transfer: [paid.row] } }) },
      states: { [reservation.personNo]: stateOf(paid?.state ?? released) },
      ...(paid && { journals: paid.journals }),
      event: { reservationId: reservation.reservationId, state: after },
      objects: [reservation.reservationId],
    })
  },
}

/** The money leaves the account: to the person's own wallet, or to another place of insurance. */
function paying(person: Person, reservation: Reservation, released: PersonState, context: Context) {
  const { amountFen, purpose, reservationId, personNo, note } = reservation
  const { walletFen = 0, accountFen = 0 } = released
  return {
    row: transferRow({
      ...{ transferId: context.newId(), personNo, requestId: reservationId, amountFen },
      ...{ cause: CAUSES[purpose], heir: { note }, at: context.now },
    }),
    state: {
      ...released,
      accountFen: accountFen - amountFen,
      ...(purpose === 'wallet' && { walletFen: walletFen + amountFen }),
    },
    journals: booked(EVENTS[purpose], reservationId, amountFen, person.area, context),
  }
}

export interface Sending {
  readonly sender: string
  readonly receiver: string
  readonly amountFen: Fen
  readonly today: string
}

export interface Sent {
  readonly transferId: string
  readonly returnsAt: string
}

interface SendFacts extends PersonFacts {
  readonly receiver: Pick<Dossier, 'givers'> | null
  readonly sentToday: number
}

/** Bound to each other for family mutual aid, in whichever direction. */
const areRelatives = (sender: Person, receiver: string, theirs: Pick<Dossier, 'givers'>): boolean =>
  sender.dossier.givers.some(({ giver }) => giver === receiver) ||
  theirs.givers.some(({ giver }) => giver === sender.personNo)

export const walletSent = (limits: WalletLimits = NATIONAL_WALLET_LIMITS): Kind<Asked<Sending, Sent>, SendFacts> => ({
  name: 'wallet.sent',
  subjects: ({ input }) => [input.sender],
  facts: { sql: SEND_FACTS, args: ({ input }) => ({ receiver: input.receiver, today: input.today }) },
  decide: ({ message, input }, { facts, state }, context) => {
    const { sender, receiver, amountFen } = input
    if (!facts.person) return refused('person_unknown', { personNo: sender })
    if (!facts.receiver) return refused('person_unknown', { personNo: receiver })
    if (sender === receiver) return refused('wallet_to_oneself', {})
    const person = personFrom(facts.person)
    const before = personState(state)
    const { walletFen = 0, isFrozen = false } = before
    const isNearRelative = areRelatives(person, receiver, facts.receiver)
    const debit: Outcome<{ readonly returnsAt: string }> = walletTransfer(
      {
        at: context.now,
        amountFen,
        balanceFen: walletFen as Fen,
        isFrozen,
        isNearRelative,
        sentToday: facts.sentToday,
      },
      limits,
    )
    if (!debit.ok) return debit
    const { returnsAt } = debit.value
    const transferId = context.newId()
    const kept: WalletTransferKept = {
      ...{ transferId, personNo: sender, receiver, amountFen, state: 'pending' },
      ...{ sentOn: context.today, sentAt: context.now, returnsAt },
    }
    return accepted({
      answer: message.answer({ transferId, returnsAt }, context),
      rows: { insert: { wallet_transfer: [transferSentRow(kept)] } },
      states: { [sender]: stateOf({ ...before, walletFen: walletFen - amountFen }) },
      journals: booked('wallet_sent', transferId, amountFen, person.area, context),
      event: { transferId },
      objects: [transferId],
    })
  },
})

export interface Ending {
  readonly transferId: string
  readonly sender: string
  readonly receiver: string
  readonly isAccepted: boolean
}

type EndFacts = PersonFacts & { readonly transfer: WalletTransferKept | null }

/** Both are subjects: acceptance and return cannot both happen, and the money arrives where the other side has lost it. */
export const walletEnded: Kind<Asked<Ending, { readonly transferId: string }>, EndFacts> = {
  name: 'wallet.ended',
  subjects: ({ input }) => [input.sender, input.receiver],
  facts: { sql: TRANSFER_FACTS, args: ({ input }) => ({ id: input.transferId }) },
  decide: ({ message, input }, { facts, states }, context) => {
    const { transfer } = facts
    if (!transfer || !facts.person || transfer.receiver !== input.receiver) return refused('transfer_unknown', {})
    if (transfer.state !== 'pending') return refused('transfer_ended', { state: transfer.state })
    const isLate = Date.parse(`${context.now.replace(' ', 'T')}+08:00`) >= Date.parse(transfer.returnsAt)
    if (input.isAccepted && isLate) return refused('transfer_late', { returnsAt: transfer.returnsAt })
    if (!input.isAccepted && !isLate) return refused('transfer_not_due', { returnsAt: transfer.returnsAt })
    const { transferId, amountFen } = transfer
    const whose = input.isAccepted ? input.receiver : input.sender
    const before = personState(states[whose] ?? {})
    const kind = input.isAccepted ? 'wallet_accepted' : 'wallet_returned'
    return accepted({
      answer: message.answer({ transferId }, context),
      rows: {
        update: {
          wallet_transfer: [transferEnded(transfer, input.isAccepted ? 'accepted' : 'returned', context.now)],
        },
      },
      states: { [whose]: stateOf({ ...before, walletFen: (before.walletFen ?? 0) + amountFen }) },
      journals: booked(kind, transferId, amountFen, personFrom(facts.person).area, context),
      event: { transferId },
      objects: [transferId],
    })
  },
}
