// What stands of a person from one settlement on: everything that is never changed again, read before a flow is decided. The
// flow then checks in its own snapshot that the same settlements are still in effect.
import type { CompiledPlan, PlanBook } from '@yibao/kernel'
import type { Reader } from '../../common/index.ts'
import type { PolicyDesk } from '../../policy/index.ts'
import { batchesOf, type FeeBatch } from '../../visit/index.ts'
import { idAfter, JOURNAL_WITHIN_MS, recordOf } from '../cancel.ts'
import type { SettlementRecord } from '../model.ts'
import type { StoredJournal, StoredSettlement } from '../store.ts'
import { effectiveOf, journalOf } from './store.ts'

/** One settlement in effect, with all that it was decided on. */
export interface Standing {
  readonly record: SettlementRecord
  readonly stored: StoredSettlement
  readonly plan: CompiledPlan
  /** The text of the policy that decided it. */
  readonly book: PlanBook
  readonly journal: StoredJournal | null
}

export interface Past {
  /** Every settlement of the person in effect, by its place: oldest first. */
  readonly standings: readonly Standing[]
  readonly batches: ReadonlyMap<string, readonly FeeBatch[]>
}

/** The place of a settlement among the person's: that of the first one of its bill. */
export const positionOf = ({ settlementId, document }: StoredSettlement): string => document.root ?? settlementId

const byPosition = (a: Standing, b: Standing): number => (positionOf(a.stored) < positionOf(b.stored) ? -1 : 1)

/** Lines are read of the settlement at hand and of what comes after it: only these may be settled again. */
export async function pastOf(
  reader: Reader,
  policy: Pick<PolicyDesk, 'bookAs'>,
  personNo: string,
  settlementId: string,
): Promise<Past> {
  const standings: Standing[] = []
  for (const stored of await effectiveOf(reader, personNo)) {
    const { document } = stored
    const book = await policy.bookAs(document.policy)
    const plan = book.planOn(document.plan, document.on, document.known)
    const before = idAfter(stored.settlementId, JOURNAL_WITHIN_MS)
    const journal = await journalOf(reader, stored.settlementId, before, personNo)
    standings.push({ record: recordOf(stored, plan), stored, plan, book, journal })
  }
  standings.sort(byPosition)
  const first = standings.findIndex(({ record }) => record.settlementId === settlementId)
  const batches = new Map<string, readonly FeeBatch[]>()
  for (const { record } of first < 0 ? [] : standings.slice(first)) {
    const { visitId } = record
    if (!batches.has(visitId)) batches.set(visitId, await batchesOf(reader, visitId, personNo))
  }
  return { standings, batches }
}
