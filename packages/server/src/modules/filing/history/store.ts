// Filings for the history: those that stand, with the day on which they were decided.
import type { HistoryRow, Reader } from '../../common/index.ts'

/** 异地安置登记 among the chosen-provider filings. */
const RELOCATION = '08'

/** All filings come over the national interface, from a provider's system. */
export async function filingRows(reader: Reader, filings: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history filing rows',
    text: `select f.filing_id::text as key, json_build_object('filing_id', f.filing_id,
        'kind', case when f.kind = 'chosen_provider' and f.details ->> 'business' = '${RELOCATION}' then 'relocation' else f.kind end,
        'person_no', f.person_no, 'county', f.area, 'channel', 'hospital', 'filed_on', f.filed_at::date,
        'decided_on', f.decided_at::date, 'is_immediate', coalesce(f.decided_at::date = f.filed_at::date, false)) as row
      from filing f where f.filing_id = any($1::uuid[]) and f.state <> 'withdrawn' order by f.filing_id`,
    values: [filings],
  })
  return rows
}
