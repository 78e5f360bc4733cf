// Which settlements of a visit are in effect, for the lake: the last part of a stay stands for all of its parts.
import type { HistoryRow, Reader } from '../../common/index.ts'
import { SETTLEMENT_JSON, type StoredSettlement } from '../store.ts'

/** Visits that these operations may have changed, of settlements and visits that they name. */
export async function visitsNamed(reader: Reader, names: readonly string[]): Promise<string[]> {
  const { rows } = await reader.query<{ visit: string }>({
    name: 'visits named by operations',
    text: `select visit_id::text as visit from visit where visit_id = any($1::uuid[])
      union select visit_id::text from settlement where settlement_id = any($1::uuid[])`,
    values: [names],
  })
  return rows.map(({ visit }) => visit)
}

/** Settlements in effect by visit; a visit without any is in the answer with none. */
export async function inForceOf(reader: Reader, visits: readonly string[]): Promise<Map<string, StoredSettlement[]>> {
  const { rows } = await reader.query<{ settlement: StoredSettlement }>({
    name: 'settlements in force of visits',
    text: `select ${SETTLEMENT_JSON} as settlement from visit v cross join unnest(v.settlements) sid
      join settlement s on s.settlement_id = sid and s.person_no = v.person_no
      where v.visit_id = any($1::uuid[]) and s.reverses is null and s.reversed_by is null order by s.settlement_id`,
    values: [visits],
  })
  const found = new Map<string, StoredSettlement[]>(visits.map((visit) => [visit, []]))
  const continued = new Set(rows.flatMap(({ settlement }) => settlement.document.prior ?? []))
  for (const { settlement } of rows)
    if (!continued.has(settlement.settlementId)) found.get(settlement.visitId)?.push(settlement)
  return found
}

/** Drugs that owe a trace code, by their place in the kinds of stored lines (visit/lines.ts): western and Chinese patent medicine. */
const OWING_KINDS = 2

/**
 * 依码支付: of purchases in effect the drug lines that owe a code, and how many came with one. Where nobody counted the codes, no row.
 * Whoever buys shows a credential, or its kind is empty.
 */
export async function traceRows(reader: Reader, visits: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history trace rows',
    text: `select v.visit_id::text as key, json_build_object('id', s.settlement_id, 'settled_on', s.settled_at::date,
        'provider', v.provider, 'county', p.area, 'lines_due', d.due,
        'lines_valid', least(d.due, (v.details ->> 'tracedLines')::int), 'is_identified', v.details ->> 'credentialKind' <> '') as row
      from visit v cross join unnest(v.settlements) sid join settlement s on s.settlement_id = sid and s.person_no = v.person_no
      join provider p on p.code = v.provider
      cross join lateral (select count(*)::int as due from fee_batch b cross join lateral json_array_elements(b.lines -> 'lines') l
        where b.visit_id = v.visit_id and b.person_no = v.person_no and (l ->> 7)::int < ${OWING_KINDS}) d
      where v.visit_id = any($1::uuid[]) and v.kind = 'pharmacy' and s.reverses is null and s.reversed_by is null
        and d.due > 0 and v.details ->> 'tracedLines' is not null order by v.visit_id`,
    values: [visits],
  })
  return rows
}
