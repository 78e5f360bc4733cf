// Traffic as a screen shows it: how much, how fast, what was refused and why.
import { addDays, type Day } from '@yibao/kernel'
import { epochMsOfId, firstIdOf, idAt, instantAt } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'

/** A message's number in this log is made when it arrives: a day's rows lie together; a played clock may jump at midnight. */
const OF_DAY = 'm.log_id >= $2::uuid and m.log_id < $3::uuid and m.at >= $1::date and m.at < $1::date + 1'
const MIDNIGHT_MS = 7_200_000

const ofDay = (day: Day): [Day, string, string] => [
  day,
  idAt(epochMsOfId(firstIdOf(day)) - MIDNIGHT_MS),
  idAt(epochMsOfId(firstIdOf(addDays(day, 1))) + MIDNIGHT_MS),
]

/** The last day, up to `today`, on which a message came. */
export async function lastTrafficDay(reader: Reader, today: Day): Promise<Day | undefined> {
  const { rows } = await reader.query<{ id: string }>(
    'select m.log_id as id from message_log m where m.log_id < $1::uuid order by m.log_id desc limit 1',
    [firstIdOf(addDays(today, 1))],
  )
  return rows[0] && (instantAt(epochMsOfId(rows[0].id)).slice(0, 10) as Day)
}

export interface TrafficSums {
  readonly messages: number
  readonly accepted: number
  readonly p50Micros: number
  readonly p95Micros: number
  readonly p99Micros: number
}

const RANKS = `coalesce(percentile_disc(0.5) within group (order by m.micros), 0) as "p50Micros",
  coalesce(percentile_disc(0.95) within group (order by m.micros), 0) as "p95Micros",
  coalesce(percentile_disc(0.99) within group (order by m.micros), 0) as "p99Micros"`

export async function trafficOf(reader: Reader, day: Day): Promise<TrafficSums> {
  const { rows } = await reader.query<TrafficSums>(
    `select count(*) as messages, count(*) filter (where m.ok) as accepted, ${RANKS} from message_log m where ${OF_DAY}`,
    ofDay(day),
  )
  return rows[0]!
}

export async function trafficByHour(
  reader: Reader,
  day: Day,
): Promise<{ hour: number; accepted: number; refused: number }[]> {
  const { rows } = await reader.query<{ hour: number; accepted: number; refused: number }>(
    `select extract(hour from m.at)::int as hour, count(*) filter (where m.ok) as accepted,
       count(*) filter (where not m.ok) as refused from message_log m where ${OF_DAY} group by 1 order by 1`,
    ofDay(day),
  )
  return rows
}

export async function trafficByTransaction(
  reader: Reader,
  day: Day,
): Promise<{ infno: string; accepted: number; refused: number; p95Micros: number }[]> {
  const { rows } = await reader.query<{ infno: string; accepted: number; refused: number; p95Micros: number }>(
    `select m.infno, count(*) filter (where m.ok) as accepted, count(*) filter (where not m.ok) as refused,
       percentile_disc(0.95) within group (order by m.micros) as "p95Micros"
     from message_log m where ${OF_DAY} group by 1 order by count(*) desc, 1`,
    ofDay(day),
  )
  return rows
}

/** What was refused, with the latest sentence of each kind. */
export async function trafficByRefusal(
  reader: Reader,
  day: Day,
): Promise<{ code: string; sentence: string; count: number }[]> {
  const { rows } = await reader.query<{ code: string; sentence: string; count: number }>(
    `select m.code, (array_agg(m.sentence order by m.log_id desc))[1] as sentence, count(*) as count
     from message_log m where ${OF_DAY} and not m.ok group by 1 order by 3 desc, 1 limit 50`,
    ofDay(day),
  )
  return rows
}

export interface MessageFilter {
  readonly infno?: string
  readonly provider?: string
  readonly refused?: boolean
  readonly code?: string
  readonly day?: Day
}

export interface MessageSeen {
  readonly at: string
  readonly infno: string
  readonly provider: string
  readonly msgid: string
  readonly ok: boolean
  readonly code: string
  readonly sentence: string
  readonly micros: number
}

const FILTER = `($1::text is null or m.infno = $1) and ($2::text is null or m.provider = $2)
  and ($3::boolean is null or m.ok = not $3) and ($4::text is null or m.code = $4)
  and ($5::date is null or (m.at >= $5::date and m.at < $5::date + 1)) and m.log_id >= $6::uuid and m.log_id < $7::uuid`

const valuesOf = ({ infno, provider, refused, code, day }: MessageFilter) => [
  infno ?? null,
  provider ?? null,
  refused ?? null,
  code ?? null,
  day ?? null,
  ...(day === undefined ? [FIRST_ID, LAST_ID] : ofDay(day).slice(1)),
]

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Newest first. */
export async function messagesSeen(
  reader: Reader,
  filter: MessageFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly rows: MessageSeen[]; readonly total: number }> {
  const { rows } = await reader.query<MessageSeen>(
    `select m.at, m.infno, m.provider, m.msgid, m.ok, m.code, m.sentence, m.micros from message_log m
     where ${FILTER} order by m.log_id desc offset $8 limit $9`,
    [...valuesOf(filter), page.offset, page.limit],
  )
  const count = await reader.query<{ n: number }>(
    `select count(*) as n from message_log m where ${FILTER}`,
    valuesOf(filter),
  )
  return { rows, total: count.rows[0]!.n }
}
