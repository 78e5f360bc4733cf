// The records beside settlements and people that the history keeps, each looked at again when an operation may have changed it.
import type { LiveRecord } from '@yibao/lake'
import { looks } from './audit.ts'
import { journals } from './books.ts'
import { policy, providers } from './city.ts'
import { breaks, budgets, charges, clearings, lists, receipts, runs, transfers, warnings } from './money.ts'
import { catalogue, enrolmentIssues, filings, fundReports, policyList, registers, traces } from './offices.ts'
import type { Asking, RecordSource } from './source.ts'

export { type Asking, UUID } from './source.ts'

const SOURCES: readonly RecordSource[] = [
  ...[providers, policy, charges, receipts, breaks, lists, runs, clearings, warnings, budgets, transfers, looks],
  ...[filings, enrolmentIssues, fundReports, traces, catalogue, policyList, registers],
  journals,
]

export async function recordsNow(asking: Asking): Promise<LiveRecord[]> {
  const records: LiveRecord[] = []
  for (const source of SOURCES) records.push(...(await source(asking)))
  return records
}
