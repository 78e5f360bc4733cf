// Bookings as the console shows and takes them; a county sees its own, and only the whole pooling area writes.
import type {
  BookingDecisionBody,
  BookingPage,
  BookingProposalBody,
  BookingQuery,
  DoneView,
} from '@yibao/contract/rest'
import { type Fen, FUNDS, type Fund, type Outcome, type PlainEvent, postingRow, refused } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import { BOOKABLE, type BookingTold, bookingsOf, needsReceiver, type ReversalStep } from '../../booking/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Asker } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'

const SIZE = 50
/** An institution sees none. */
const NO_AREA = '-'
/** No entity of its own in the books. */
const NO_ENTITY = new Set(['outside', 'provider', 'personal_account'])
const ENTITIES = FUNDS.filter((fund) => !NO_ENTITY.has(fund))

export async function bookingPageOf(
  { desks, platform }: ConsoleParts,
  { principal }: Asker,
  query: BookingQuery,
): Promise<BookingPage> {
  const { page = 1, state, fund } = query
  const asked = {
    area: principal.provider === '' ? principal.area : NO_AREA,
    offset: (page - 1) * SIZE,
    limit: SIZE,
    ...(state && { state }),
    ...(fund && { fund }),
  }
  const { rows, total, amountFen } = await bookingsOf(platform.reader, asked)
  return {
    ...{ page, size: SIZE, total, amountFen },
    kinds: BOOKABLE.map((row) => ({
      ...{ kind: row.kind, title: row.zh, titleEn: row.en, clause: row.clause, needsReceiver: needsReceiver(row) },
    })),
    funds: ENTITIES.map((each) => ({ fund: each, ...fundTitle(each) })),
    areas: desks.city.areas().map(({ code, name }) => ({ code, name })),
    rows: rows.map(({ bookingId, kind, steps, ...row }) => ({
      ...{ id: shownId(bookingId), kind, title: postingRow(kind)?.zh ?? kind, titleEn: postingRow(kind)?.en ?? kind },
      ...{ fund: row.fund, fundTitle: fundTitle(row.fund).title, fundTitleEn: fundTitle(row.fund).titleEn },
      ...{ area: row.area, amountFen: row.amountFen, document: row.document, note: row.note, state: row.state },
      ...{ postedOn: row.postedOn, steps: steps.map((each) => ({ ...each, at: each.at.slice(0, 19) })) },
    })),
  }
}

const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok
    ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as BookingTold).bookingId) } }
    : outcome

export async function proposeBooking(
  { desks }: ConsoleParts,
  asker: Asker,
  { key, ...asked }: BookingProposalBody,
): Promise<Outcome<DoneView>> {
  const unknown = [asked.fund, asked.receiver].find(
    (fund) => fund !== undefined && !(ENTITIES as readonly string[]).includes(fund),
  )
  if (unknown !== undefined) return refused('not_found', { what: `基金 ${unknown}` })
  if (!desks.city.areas().some(({ code }) => code === asked.area))
    return refused('not_found', { what: `区划 ${asked.area}` })
  const message = consoleMessage<BookingTold>(asker, `booking ${key}`, asked)
  const { receiver, provider, ...rest } = asked
  return done(
    await desks.bookings.propose(message, {
      ...{ ...rest, kind: rest.kind as PlainEvent, fund: rest.fund as Fund, amountFen: rest.amountFen as Fen },
      ...(receiver !== undefined && { receiver: receiver as Fund }),
      ...(provider !== undefined && { provider }),
    }),
  )
}

export async function decideBooking(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  to: 'posted' | 'withdrawn',
  { key, note }: BookingDecisionBody,
): Promise<Outcome<DoneView>> {
  const bookingId = identifierIn(id)
  if (!bookingId) return refused('fund_booking_unknown', {})
  const message = consoleMessage<BookingTold>(asker, `booking ${to} ${key}`, { bookingId, note })
  return done(await desks.bookings.decide(message, { bookingId, to, note }))
}

export async function reverseBooking(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  step: ReversalStep,
  { key, note }: BookingDecisionBody,
): Promise<Outcome<DoneView>> {
  const bookingId = identifierIn(id)
  if (!bookingId) return refused('fund_booking_unknown', {})
  const message = consoleMessage<BookingTold>(asker, `booking ${step} ${key}`, { bookingId, note })
  return done(await desks.bookings.reverse(message, { bookingId, step, note }))
}
