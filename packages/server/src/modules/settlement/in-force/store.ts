// Which settlements of a visit are in effect, for the lake: the last part of a stay stands for all of its parts.
import type { Reader } from '../../common/index.ts'
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
