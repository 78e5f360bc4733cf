// Recomputing a stored settlement from what its row and its batches hold, under the policy text of its day; every stored
// amount must come out again, to the fen.
import { type Bill, type Explanation, explain, type LineSplit, mirror, type Settlement, settle } from '@yibao/kernel'
import type { Reader } from '../common/index.ts'
import type { PolicyDesk, Ruling } from '../policy/index.ts'
import { batchesOf, billLine, type FeeBatch, type FeeLine } from '../visit/index.ts'
import { recordOf } from './cancel.ts'
import { partOf } from './compute.ts'
import { unpackSettlement } from './document.ts'
import type { SettlementRecord } from './model.ts'
import { findSettlement, type StoredSettlement } from './store.ts'

export interface ReplayOutcome {
  readonly same: boolean
  /** The first amount that differs, in words; '' when all are the same. */
  readonly message: string
  readonly record: SettlementRecord
  readonly ruling: Ruling
  readonly bill: Bill
  readonly lines: readonly FeeLine[]
  readonly splits: readonly LineSplit[]
  /** The whole bill with its work; for a part of a stay, the stay so far. */
  readonly whole: Settlement
  explain(): Explanation
}

export interface ReplaySources {
  readonly reader: Reader
  readonly policy: Pick<PolicyDesk, 'rulingAs'>
}

/** `undefined`: there is no such settlement. */
export async function replaySettlement(
  sources: ReplaySources,
  settlementId: string,
): Promise<ReplayOutcome | undefined> {
  const stored = await findSettlement(sources.reader, settlementId)
  return stored && replayStored(sources, stored)
}

export async function replayStored(sources: ReplaySources, stored: StoredSettlement): Promise<ReplayOutcome> {
  const { document, personNo, visitId } = stored
  const ruling = await sources.policy.rulingAs(document.policy, document.plan, document.on, document.known)
  const record = recordOf(stored, ruling.plan)
  const { frozen } = record
  const lines = await linesOf(sources.reader, visitId, personNo, record)
  const bill: Bill = {
    person: frozen.person,
    visit: frozen.visit,
    denials: frozen.denials,
    lines: lines.map(billLine),
    accumulators: frozen.before,
    ...(frozen.prior.length === 0 && frozen.account && { account: frozen.account }),
  }
  const settled = settle(ruling.plan, bill, true)
  if (!settled.ok) throw new Error(`Settlement ${stored.settlementId} is refused now: ${settled.code}`)
  const whole = settled.value
  const again = await partAgain(sources.reader, record, whole)
  const expected = record.reverses === null ? again : mirror(again)
  const message = difference(expected, record.settlement)
  return {
    same: message === '',
    message,
    record,
    ruling,
    bill,
    lines,
    splits: whole.lines,
    whole,
    explain: () => explain(ruling.plan, bill, whole),
  }
}

async function linesOf(
  reader: Reader,
  visitId: string,
  personNo: string,
  { frozen }: SettlementRecord,
): Promise<FeeLine[]> {
  return settledLines(await batchesOf(reader, visitId, personNo), frozen, visitId)
}

/** The lines that a settlement looked at: of its batches, less what had been withdrawn by then. */
export function settledLines(
  batches: readonly FeeBatch[],
  frozen: Pick<SettlementRecord['frozen'], 'batches'>,
  visitId: string,
): FeeLine[] {
  return frozen.batches.flatMap(({ seq, withdrawn }) => {
    const batch = batches.find((each) => each.seq === seq)
    if (!batch) throw new Error(`Visit ${visitId} has no batch ${seq}`)
    const gone = new Set(batch.withdrawn.slice(0, withdrawn))
    return batch.lines.filter(({ serial }) => !gone.has(serial))
  })
}

async function partAgain(reader: Reader, { frozen }: SettlementRecord, whole: Settlement): Promise<Settlement> {
  if (frozen.prior.length === 0) return whole
  const prior = await Promise.all(
    frozen.prior.map(async (id) => {
      const stored = await findSettlement(reader, id)
      if (!stored) throw new Error(`The earlier part ${id} is not there`)
      return unpackSettlement(stored.document, stored)
    }),
  )
  const part = partOf(whole, prior, frozen.account)
  if (!part.ok) throw new Error(`The part is refused now: ${part.code}`)
  return part.value
}

const AMOUNTS = [
  'total',
  'full',
  'over',
  'pre',
  'inScope',
  'deductible',
  'fundPaid',
  'providerPaid',
  'personPaid',
  'accountPaid',
  'mutualPaid',
  'cash',
] as const
const TIER_AMOUNTS = ['base', 'deductible', 'beforeLimits', 'paid', 'aboveCap'] as const

function difference(again: Settlement, stored: Settlement): string {
  for (const name of AMOUNTS) if (again[name] !== stored[name]) return `${name}: ${stored[name]} → ${again[name]}`
  if (again.tiers.length !== stored.tiers.length) return `tiers: ${stored.tiers.length} → ${again.tiers.length}`
  for (const [at, tier] of again.tiers.entries()) {
    const own = stored.tiers[at]!
    if (own.id !== tier.id) return `tier ${at + 1}: ${own.id} → ${tier.id}`
    for (const name of TIER_AMOUNTS)
      if (tier[name] !== own[name]) return `${tier.id}.${name}: ${own[name]} → ${tier[name]}`
  }
  const changes = (each: Settlement) =>
    JSON.stringify(
      each.changes
        .filter(({ change }) => change !== 0)
        .map(({ key, change }) => [key, change])
        .sort(),
    )
  return changes(again) === changes(stored) ? '' : `changes: ${changes(stored)} → ${changes(again)}`
}
