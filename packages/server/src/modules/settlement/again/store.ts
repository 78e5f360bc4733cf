// What is read before a settlement is decided again: everything of a person in effect, with its journals. None of it ever
// changes, but for which of it is in effect.
import type { Reader } from '../../common/index.ts'
import { SETTLEMENT_JSON, type StoredJournal, type StoredSettlement } from '../store.ts'

const IN_EFFECT = `from visit v cross join unnest(v.settlements) sid
  join settlement s on s.settlement_id = sid and s.person_no = v.person_no
  where s.reverses is null and s.reversed_by is null`

/** Oldest first. */
export async function effectiveOf(reader: Reader, personNo: string): Promise<StoredSettlement[]> {
  const { rows } = await reader.query<{ settlement: StoredSettlement }>({
    name: 'effective settlements of person',
    text: `select ${SETTLEMENT_JSON} as settlement ${IN_EFFECT} and v.person_no = $1 order by s.settlement_id`,
    values: [personNo],
  })
  return rows.map(({ settlement }) => settlement)
}

export async function journalOf(
  reader: Reader,
  settlementId: string,
  before: string,
  personNo: string,
): Promise<StoredJournal | null> {
  const { rows } = await reader.query<{ journal: StoredJournal }>({
    name: 'journal of settlement',
    text: `select json_build_array(j.journal_id, j.lines) as journal from journal j
      where j.journal_id > $1::uuid and j.journal_id < $2::uuid and j.person_no = $3 and j.cause_id = $1::text
        and j.reverses is null order by j.journal_id limit 1`,
    values: [settlementId, before, personNo],
  })
  return rows[0]?.journal ?? null
}

/** For facts: which settlements of the person are in effect in this snapshot. */
export const EFFECTIVE_IDS_FACT = `(select coalesce(json_agg(s.settlement_id order by s.settlement_id), '[]')
  ${IN_EFFECT} and v.person_no = q.person_no)`

/** For facts: packs dispensed by settlements that `args` names. */
export const TRACES_FACT = `(select coalesce(json_agg(json_build_array(t.code, t.settlement_id)), '[]') from trace_code_use t
  where t.person_no = q.person_no
    and t.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x))`

/** For facts: the visits of settlements that `args` names. */
export const VISITS_FACT = (visitJson: string): string => `(select coalesce(json_agg(${visitJson}), '[]') from visit v
  where v.person_no = q.person_no
    and v.visit_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'visits') x))`
