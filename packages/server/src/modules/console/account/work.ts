// A person's account and wallet as the window sees and changes them, within the asker's scope; every look is recorded.
import type {
  AccountView,
  DoneView,
  FreezingBody,
  ReservationDecisionBody,
  ReservingBody,
  WalletAcceptanceBody,
  WalletSendingBody,
} from '@yibao/contract/rest'
import { type Fen, type Outcome, refused } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findPerson, type Person, personState, readState, spendableFen } from '../../person/index.ts'
import {
  findTransfer,
  type Movement,
  movementsOf,
  type Reserved,
  reservationsOf,
  type Sent,
  transfersOf,
} from '../../wallet/index.ts'
import type { Asker } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'

const notFound = (personNo: string) => refused('not_found', { what: `人员 ${personNo.slice(0, 40)}` })

async function seen(asker: Asker, personNo: string): Promise<Outcome<Person>> {
  const person = await asker.read((reader) => findPerson(reader, personNo))
  return person ? { ok: true, value: person } : notFound(personNo)
}

const pathOf = ({ kind, id }: Movement): string =>
  kind === 'settlement' ? `/settlements/${shownId(id)}` : `/funds/entries?cause=${encodeURIComponent(id)}`

export async function accountOf(
  { platform }: ConsoleParts,
  asker: Asker,
  personNo: string,
): Promise<Outcome<AccountView>> {
  const person = await seen(asker, personNo)
  if (!person.ok) return person
  const { area } = person.value
  await asker.looked({ personNo, purpose: '个人账户', fields: 'amounts', shown: 1, area })
  const { reader } = platform
  const state = personState(await readState(reader, personNo))
  const [movements, reservations, transfers] = await Promise.all([
    movementsOf(reader, personNo),
    reservationsOf(reader, personNo),
    transfersOf(reader, personNo),
  ])
  const view: AccountView = {
    personNo,
    hasAccount: state.accountFen !== undefined,
    isFrozen: state.isFrozen ?? false,
    balanceFen: state.accountFen ?? 0,
    reservedFen: state.reservedFen ?? 0,
    spendableFen: spendableFen(state),
    walletFen: state.walletFen ?? 0,
    movements: movements.map((each) => ({ ...each, id: shownId(each.id), path: pathOf(each) })),
    reservations: reservations.map(({ reservationId, purpose, amountFen, state: now, note, reservedAt }) => ({
      ...{ id: shownId(reservationId), purpose, amountFen, state: now, note, at: reservedAt.slice(0, 19) },
    })),
    transfers: transfers.map((each) => ({
      id: shownId(each.transferId),
      direction: each.personNo === personNo ? 'out' : 'in',
      other: each.personNo === personNo ? each.receiver : each.personNo,
      ...{ amountFen: each.amountFen, state: each.state, at: each.sentAt, returnsAt: each.returnsAt },
    })),
  }
  return { ok: true, value: view }
}

const done = (outcome: Outcome<Receipt>, name: 'reservationId' | 'transferId' | null): Outcome<DoneView> => {
  if (!outcome.ok) return outcome
  const answer = outcome.value.answer as Readonly<Record<string, string>> | null
  return { ok: true, value: { id: name === null ? '' : shownId(answer?.[name] ?? '') } }
}

export async function freeze(parts: ConsoleParts, asker: Asker, personNo: string, body: FreezingBody) {
  const person = await seen(asker, personNo)
  if (!person.ok) return person
  const { key, isFrozen, reason } = body
  const message = consoleMessage<never>(asker, `order ${key}`, { personNo, isFrozen, reason })
  return done(await parts.desks.wallets.order(message, { personNo, isFrozen, reason }), null)
}

export async function reserve(parts: ConsoleParts, asker: Asker, personNo: string, body: ReservingBody) {
  const person = await seen(asker, personNo)
  if (!person.ok) return person
  const { key, amountFen, purpose, note } = body
  const message = consoleMessage<Reserved>(asker, `reserve ${key}`, { personNo, amountFen, purpose, note })
  const asked = { personNo, amountFen: amountFen as Fen, purpose, note }
  return done(await parts.desks.wallets.reserve(message, asked), 'reservationId')
}

export async function decide(
  parts: ConsoleParts,
  asker: Asker,
  personNo: string,
  id: string,
  { key, isConfirmed }: ReservationDecisionBody,
) {
  const person = await seen(asker, personNo)
  if (!person.ok) return person
  const reservationId = identifierIn(id)
  if (!reservationId) return refused('reservation_unknown', {})
  const message = consoleMessage<Reserved>(asker, `decide ${key}`, { reservationId, isConfirmed })
  return done(await parts.desks.wallets.close(message, { personNo, reservationId, isConfirmed }), 'reservationId')
}

export async function send(parts: ConsoleParts, asker: Asker, personNo: string, body: WalletSendingBody) {
  const person = await seen(asker, personNo)
  if (!person.ok) return person
  const { key, receiver, amountFen } = body
  const message = consoleMessage<Sent>(asker, `send ${key}`, { personNo, receiver, amountFen })
  const asked = { sender: personNo, receiver, amountFen: amountFen as Fen }
  return done(await parts.desks.wallets.send(message, asked), 'transferId')
}

/** By whoever serves the receiver: the sender may be insured elsewhere. */
export async function accept(
  parts: ConsoleParts,
  asker: Asker,
  personNo: string,
  id: string,
  { key }: WalletAcceptanceBody,
): Promise<Outcome<DoneView>> {
  const person = await seen(asker, personNo)
  if (!person.ok) return person
  const uuid = identifierIn(id)
  const transfer = uuid && (await findTransfer(parts.platform.reader, uuid))
  if (!transfer || transfer.receiver !== personNo) return refused('transfer_unknown', {})
  const message = consoleMessage<{ readonly transferId: string }>(asker, `accept ${key}`, { id: uuid })
  const asked = { transferId: uuid, sender: transfer.personNo, receiver: personNo, isAccepted: true }
  return done(await parts.desks.wallets.end(message, asked), 'transferId')
}
