// Reservations, orders and wallet transfers at rest.
import type { Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { MONEY_FACT } from '../ledger/index.ts'
import { PERSON_FACT } from '../person/index.ts'
import { fact } from '../visit/index.ts'
import type { Reservation, WalletTransferKept } from './model.ts'

const RESERVATION = `json_build_object('reservationId', r.reservation_id, 'personNo', r.person_no, 'purpose', r.purpose,
  'amountFen', r.amount_fen, 'state', r.state, 'note', r.note, 'reservedAt', r.reserved_at)`
const TRANSFER = `json_build_object('transferId', t.transfer_id, 'personNo', t.person_no, 'receiver', t.receiver,
  'amountFen', t.amount_fen, 'state', t.state, 'sentOn', t.sent_on, 'sentAt', t.sent_at, 'returnsAt', t.returns_at)`

export const PERSON_ONLY = fact({ person: PERSON_FACT })

export const RESERVATION_FACTS = fact({
  person: PERSON_FACT,
  reservation: `(select ${RESERVATION} from account_reservation r
    where r.reservation_id = (q.args ->> 'id')::uuid and r.person_no = q.person_no)`,
  money: `case when q.args ->> 'leavesFund' = 'true' then ${MONEY_FACT} else '{}' end`,
})

/** The sender, the receiver's dossier, and what the sender has sent today. */
export const SEND_FACTS = fact({
  person: PERSON_FACT,
  receiver: `(select p.dossier from person p where p.person_no = q.args ->> 'receiver')`,
  sentToday: `(select count(*) from wallet_transfer t where t.person_no = q.person_no
    and t.sent_on = (q.args ->> 'today')::date)`,
})

export const TRANSFER_FACTS = fact({
  person: PERSON_FACT,
  transfer: `(select ${TRANSFER} from wallet_transfer t
    where t.transfer_id = (q.args ->> 'id')::uuid and t.person_no = q.person_no)`,
})

export const reservationRow = (reservation: Reservation, by: string): Row => ({
  reservation_id: reservation.reservationId,
  person_no: reservation.personNo,
  purpose: reservation.purpose,
  amount_fen: reservation.amountFen,
  state: reservation.state,
  note: reservation.note,
  reserved_at: reservation.reservedAt,
  reserved_by: by,
  decided_at: null,
  decided_by: null,
})

export const reservationDecided = (
  { reservationId, personNo }: Reservation,
  state: Reservation['state'],
  at: string,
  by: string,
): Update => ({
  key: { reservation_id: reservationId, person_no: personNo },
  set: { state, decided_at: at, decided_by: by },
})

export const orderRow = (order: {
  readonly orderId: string
  readonly personNo: string
  readonly isFrozen: boolean
  readonly reason: string
  readonly at: string
  readonly by: string
}): Row => ({
  order_id: order.orderId,
  person_no: order.personNo,
  kind: order.isFrozen ? 'frozen' : 'unfrozen',
  reason: order.reason,
  ordered_at: order.at,
  ordered_by: order.by,
})

export const transferSentRow = (transfer: WalletTransferKept): Row => ({
  transfer_id: transfer.transferId,
  person_no: transfer.personNo,
  receiver: transfer.receiver,
  amount_fen: transfer.amountFen,
  state: transfer.state,
  sent_on: transfer.sentOn,
  sent_at: transfer.sentAt,
  returns_at: transfer.returnsAt,
  ended_at: null,
})

export const transferEnded = (
  { transferId, personNo }: WalletTransferKept,
  state: WalletTransferKept['state'],
  at: string,
): Update => ({ key: { transfer_id: transferId, person_no: personNo }, set: { state, ended_at: at } })

const TRANSFER_COLUMNS = `t.transfer_id as "transferId", t.person_no as "personNo", t.receiver, t.amount_fen as "amountFen",
  t.state, t.sent_on as "sentOn", t.sent_at as "sentAt", t.returns_at as "returnsAt"`

/** What nobody accepted in time. */
export async function unclaimed(reader: Reader, now: string): Promise<WalletTransferKept[]> {
  const { rows } = await reader.query<WalletTransferKept>(
    `select ${TRANSFER_COLUMNS} from wallet_transfer t where t.state = 'pending' and t.returns_at <= $1::timestamptz
     order by t.transfer_id`,
    [now],
  )
  return rows
}

/** Sent by the person or to the person, newest first. */
export async function transfersOf(reader: Reader, personNo: string): Promise<WalletTransferKept[]> {
  const { rows } = await reader.query<WalletTransferKept>(
    `select ${TRANSFER_COLUMNS} from wallet_transfer t where t.person_no = $1 or t.receiver = $1
     order by t.transfer_id desc limit 200`,
    [personNo],
  )
  return rows
}

export async function findTransfer(reader: Reader, transferId: string): Promise<WalletTransferKept | undefined> {
  const { rows } = await reader.query<WalletTransferKept>(
    `select ${TRANSFER_COLUMNS} from wallet_transfer t where t.transfer_id = $1::uuid`,
    [transferId],
  )
  return rows[0]
}

export async function findReservation(reader: Reader, reservationId: string): Promise<Reservation | undefined> {
  const { rows } = await reader.query<{ reservation: Reservation }>(
    `select ${RESERVATION} as reservation from account_reservation r where r.reservation_id = $1::uuid`,
    [reservationId],
  )
  return rows[0]?.reservation
}

export async function reservationsOf(reader: Reader, personNo: string): Promise<Reservation[]> {
  const { rows } = await reader.query<{ reservation: Reservation }>(
    `select ${RESERVATION} as reservation from account_reservation r where r.person_no = $1
     order by r.reservation_id desc limit 200`,
    [personNo],
  )
  return rows.map(({ reservation }) => reservation)
}

/** A line of an account: what came, what went, and what in the books or in care it was. */
export interface Movement {
  readonly id: string
  readonly kind: 'credit' | 'transfer' | 'settlement' | 'mutual'
  readonly on: string
  readonly amountFen: number
  readonly cause: string
}

/** Newest first. What relatives used stands with the settlement it was used for. */
export async function movementsOf(reader: Reader, personNo: string): Promise<Movement[]> {
  const { rows } = await reader.query<Movement>(
    `select * from (
       select c.credit_id as id, 'credit' as kind, c.credited_on as on, c.amount_fen as "amountFen", c.cause
       from account_credit c where c.person_no = $1
       union all
       select t.request_id, 'transfer', (t.transferred_at at time zone 'Asia/Shanghai')::date, -t.amount_fen, t.cause
       from account_transfer t where t.person_no = $1
       union all
       select s.settlement_id, 'settlement', (s.settled_at at time zone 'Asia/Shanghai')::date, -s.account_fen, ''
       from settlement s where s.person_no = $1 and s.account_fen <> 0) moved
     order by id desc limit 200`,
    [personNo],
  )
  return rows
}

/** What all wallets hold, and what is on its way. */
export async function walletSums(reader: Reader): Promise<{ heldFen: number; pendingFen: number }> {
  const { rows } = await reader.query<{ heldFen: number; pendingFen: number }>(
    `select (select coalesce(sum((state ->> 'walletFen')::bigint), 0)::bigint from subject_state where state ? 'walletFen')
       as "heldFen",
     (select coalesce(sum(amount_fen), 0)::bigint from wallet_transfer where state = 'pending') as "pendingFen"`,
  )
  return rows[0]!
}
