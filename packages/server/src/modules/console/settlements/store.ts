// Lists of settlements. What is filtered, ordered and added up lies in the key itself (see the migration), so that the
// documents are read for one page only.
import { addDays, type Day } from '@yibao/kernel'
import { firstIdOf } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { Query } from '../query.ts'
import type { SettlementState } from '../words.ts'

export interface SettlementFilter {
  readonly from?: Day
  readonly to?: Day
  readonly person?: string
  /** Codes: of one provider, or of all of a level. */
  readonly providers?: readonly string[]
  readonly scheme?: string
  readonly setting?: string
  readonly state?: SettlementState
}

export type SettlementSort = 'newest' | 'total' | 'fund'

export interface SettlementListed {
  readonly settlementId: string
  readonly settledAt: string
  readonly personNo: string
  /** Null: not in the asker's scope any more. */
  readonly personName: string | null
  readonly provider: string
  readonly scheme: string
  readonly setting: string
  readonly totalFen: number
  readonly fundFen: number
  readonly personFen: number
  readonly reverses: string | null
  readonly reversedBy: string | null
}

const ORDER: Readonly<Record<SettlementSort, string>> = {
  newest: 's.settlement_id desc',
  total: 's.total_fen desc, s.settlement_id desc',
  fund: 's.fund_fen desc, s.settlement_id desc',
}

const STATES: Readonly<Record<SettlementState, string>> = {
  settled: 's.reverses is null and s.reversed_by is null',
  cancelled: 's.reverses is null and s.reversed_by is not null',
  mirror: 's.reverses is not null',
}

/** Identifiers lead with the time they were made: a day's rows lie together, but for some milliseconds around midnight. */
const EPOCH = '1970-01-03' as Day
const afterEpoch = (on: Day | undefined): Day | undefined => (on !== undefined && on < EPOCH ? undefined : on)

function filtered({ from, to, person, providers, scheme, setting, state }: SettlementFilter): Query {
  const since = afterEpoch(from)
  const query = new Query()
    .where(since && firstIdOf(addDays(since, -1)), (id) => `s.settlement_id >= ${id}::uuid`)
    .where(to && firstIdOf(addDays(to < EPOCH ? EPOCH : to, 2)), (id) => `s.settlement_id < ${id}::uuid`)
    .where(from, (day) => `s.settled_at >= ${day}::date`)
    .where(to, (day) => `s.settled_at < ${day}::date + 1`)
    .where(
      person,
      (no) => `s.person_no = ${no} and s.settlement_id = any (array(
        select unnest(v.settlements) from visit v where v.person_no = ${no}))`,
    )
    .where(providers, (codes) => `s.provider = any (${codes}::text[])`)
    .where(scheme, (value) => `s.scheme = ${value}`)
    .where(setting, (value) => `s.setting = ${value}`)
  return state ? query.and(STATES[state]) : query
}

const COLUMNS = `s.settlement_id as "settlementId", s.settled_at as "settledAt", s.person_no as "personNo",
  p.name as "personName", s.provider, s.scheme, s.setting, s.total_fen as "totalFen", s.fund_fen as "fundFen",
  s.person_fen as "personFen", s.reverses, s.reversed_by as "reversedBy"`

export async function listSettlements(
  reader: Reader,
  filter: SettlementFilter,
  page: { readonly sort: SettlementSort; readonly offset: number; readonly size: number },
): Promise<SettlementListed[]> {
  const query = filtered(filter)
  const order = ORDER[page.sort]
  const inner = `select s.settlement_id, s.person_no, s.settled_at, s.provider, s.scheme, s.setting, s.total_fen,
      s.fund_fen, s.person_fen, s.reverses, s.reversed_by
    from settlement s where ${query.condition}
    order by ${order} offset ${query.value(page.offset)} limit ${query.value(page.size)}`
  const text = `select ${COLUMNS} from (${inner}) s left join person p on p.person_no = s.person_no order by ${order}`
  const { rows } = await reader.query<SettlementListed>(text, query.values)
  return rows
}

export interface SettlementSums {
  readonly count: number
  readonly totalFen: number
  readonly fundFen: number
  readonly personFen: number
}

export async function sumSettlements(reader: Reader, filter: SettlementFilter): Promise<SettlementSums> {
  const query = filtered(filter)
  const text = `select count(*) as count, coalesce(sum(s.total_fen), 0)::bigint as "totalFen",
      coalesce(sum(s.fund_fen), 0)::bigint as "fundFen", coalesce(sum(s.person_fen), 0)::bigint as "personFen"
    from settlement s where ${query.condition}`
  const { rows } = await reader.query<SettlementSums>(text, query.values)
  return rows[0]!
}

const EXPORTED_AT_ONCE = 1000

/** Every row of a filter, some at a time, in one snapshot. */
export async function* eachSettlement(
  reader: Reader,
  filter: SettlementFilter,
  sort: SettlementSort,
): AsyncGenerator<SettlementListed[]> {
  const query = filtered(filter)
  const text = `declare exported no scroll cursor for select ${COLUMNS}
    from settlement s left join person p on p.person_no = s.person_no
    where ${query.condition} order by ${ORDER[sort]}`
  await reader.query(text, query.values)
  for (;;) {
    const { rows } = await reader.query<SettlementListed>(`fetch ${EXPORTED_AT_ONCE} from exported`)
    if (rows.length === 0) return
    yield rows
  }
}
