// Bookings of the finance office at rest.
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { MONEY_FACT } from '../ledger/index.ts'
import { fact } from '../visit/index.ts'
import type { FundBooking } from './model.ts'

const BOOKING = `json_build_object('bookingId', b.booking_id, 'kind', b.kind, 'fund', b.fund, 'receiver', b.receiver,
  'area', b.area, 'provider', b.provider, 'amountFen', b.amount_fen, 'document', b.document, 'note', b.note,
  'state', b.state, 'postedOn', b.posted_on, 'steps', b.steps)`

export const BOOKING_FACTS = fact({
  booking: `(select ${BOOKING} from fund_booking b where b.booking_id = (q.args ->> 'bookingId')::uuid)`,
  money: MONEY_FACT,
})

/** The booking with the journals of its posting. */
export const REVERSAL_FACTS = fact({
  booking: `(select ${BOOKING} from fund_booking b where b.booking_id = (q.args ->> 'bookingId')::uuid)`,
  journals: `(select coalesce(json_agg(json_build_object('journalId', j.journal_id, 'layer', j.layer, 'lines', j.lines)
      order by j.journal_id), '[]') from journal j
    where j.journal_id >= (q.args ->> 'from')::uuid and j.journal_id < (q.args ->> 'until')::uuid
      and j.person_no = q.person_no and j.cause_id = q.args ->> 'bookingId' and j.reverses is null)`,
  money: MONEY_FACT,
})

export const bookingRow = (booking: FundBooking, at: string): Row => ({
  booking_id: booking.bookingId,
  kind: booking.kind,
  fund: booking.fund,
  receiver: booking.receiver,
  area: booking.area,
  provider: booking.provider,
  amount_fen: booking.amountFen,
  document: booking.document,
  note: booking.note,
  state: booking.state,
  posted_on: booking.postedOn,
  steps: booking.steps as unknown as Json,
  proposed_at: at,
})

export const bookingStepped = ({ bookingId, state, postedOn, steps }: FundBooking): Update => ({
  key: { booking_id: bookingId },
  set: { state, posted_on: postedOn, steps: steps as unknown as Json },
})

export async function findBooking(reader: Reader, bookingId: string): Promise<FundBooking | undefined> {
  const { rows } = await reader.query<{ booking: FundBooking }>(
    `select ${BOOKING} as booking from fund_booking b where b.booking_id = $1`,
    [bookingId],
  )
  return rows[0]?.booking
}

/** Newest first; `area`: a code and whatever begins with it. */
export async function bookingsOf(
  reader: Reader,
  query: {
    readonly state?: string
    readonly fund?: string
    readonly area: string
    readonly offset: number
    readonly limit: number
  },
): Promise<{ rows: FundBooking[]; total: number; amountFen: number }> {
  const where = `where ($1::text is null or b.state = $1) and ($2::text is null or b.fund = $2)
    and starts_with(b.area, $3)`
  const values = [query.state ?? null, query.fund ?? null, query.area]
  const { rows } = await reader.query<{ booking: FundBooking }>(
    `select ${BOOKING} as booking from fund_booking b ${where} order by b.booking_id desc offset $4 limit $5`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number; amountFen: number }>(
    `select count(*)::int as total, coalesce(sum(b.amount_fen), 0)::bigint as "amountFen" from fund_booking b ${where}`,
    values,
  )
  return { rows: rows.map(({ booking }) => booking), ...counted.rows[0]! }
}
