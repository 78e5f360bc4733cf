// 更正 and 经办撤销: a settlement put right or taken back, with every later one that rests on it.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Json, Row, RowSet, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { personFrom } from '../../person/index.ts'
import {
  type Correction,
  correctedBill,
  itemAfter,
  type LaterMode,
  type Past,
  pastOf,
  positionOf,
  type Replaced,
  type Standing,
  type Unwound,
  unwind,
  visitRewritten,
} from '../../settlement/index.ts'
import { batchRow, type CareSources, stateAfter, type Visit, withdrawalUpdate } from '../../visit/index.ts'
import type { Flow, FlowContext, Worked } from '../kind.ts'
import type { KnownFacts } from '../known.ts'
import { fundAmounts, type Payout } from '../model.ts'
import type { CitySettings } from '../settings.ts'
import { payoutRow, payoutVoided } from '../store.ts'

export interface UnwindingInput {
  readonly settlementId: string
  /** Absent: cancelled. */
  readonly correction?: Correction
}

interface Prepared {
  readonly past: Past
  readonly target: Standing
}

export interface UnwindingSources {
  readonly care: CareSources
  readonly reader: Reader
  readonly settings: CitySettings
}

export const correctionFlow = (sources: UnwindingSources): Flow<UnwindingInput, Prepared> =>
  flowOf(sources, 'correction')
export const cancellationFlow = (sources: UnwindingSources): Flow<UnwindingInput, Prepared> =>
  flowOf(sources, 'cancellation')

const flowOf = (sources: UnwindingSources, kind: 'correction' | 'cancellation'): Flow<UnwindingInput, Prepared> => ({
  kind,
  prepare: (input, personNo) => prepared(sources, input, personNo),
  others: (_, { past, target }) => [
    ...new Set(from(past, target).flatMap(({ record }) => record.settlement.mutual.map(({ giver }) => giver))),
  ],
  named: ({ settlementId }, { past, target }) => ({
    settlementId,
    settlements: from(past, target).map(({ record }) => record.settlementId),
    visits: [...new Set(from(past, target).map(({ record }) => record.visitId))],
    invoices: [],
  }),
  decide: (input, facts, known, context) => decided(sources, input, facts, known, context),
})

/** The target and everything after it. */
const from = ({ standings }: Past, target: Standing): Standing[] =>
  standings.filter(({ stored }) => positionOf(stored) >= positionOf(target.stored))

async function prepared(
  { care, reader }: UnwindingSources,
  { settlementId }: UnwindingInput,
  personNo: string,
): Promise<Outcome<Prepared>> {
  const past = await pastOf(reader, care.policy, personNo, settlementId)
  const target = past.standings.find(({ record }) => record.settlementId === settlementId)
  if (!target) return refused('settlement_not_in_effect', { settlement: care.shown(settlementId) })
  return accepted({ past, target })
}

function decided(
  { care, settings }: UnwindingSources,
  { correction }: UnwindingInput,
  { past, target }: Prepared,
  known: KnownFacts,
  context: FlowContext,
): Outcome<Worked> {
  if (!isUnmoved(past, known.effective)) return refused('past_moved', {})
  const { record } = target
  const visit = known.visits.find(({ visitId }) => visitId === record.visitId)
  if (!visit || !known.person) return refused('settlement_unknown', { settlement: care.shown(record.settlementId) })
  const person = personFrom(known.person)
  const corrected = correction
    ? correctedBill({ sources: care, target, past, visit, person, correction, today: context.today })
    : accepted(undefined)
  if (!corrected.ok) return corrected
  const done = unwind(
    {
      target,
      past,
      mode: settings.value('later_settlements') as LaterMode,
      ...(corrected.value && { corrected: corrected.value }),
      visits: known.visits,
      states: known.states,
      msgid: context.msgid,
      shown: care.shown,
    },
    context,
  )
  if (!done.ok) return done
  const refusal = checkReplaced(care, done.value, known)
  if (refusal) return refusal
  const visits = correction ? accepted(done.value.visits) : withTargetOpen(care, done.value.visits, target)
  if (!visits.ok) return visits
  const batch = corrected.value?.batch
  const rows: RowSet = {
    insert: {
      settlement: done.value.settlements.insert,
      ...(batch && { fee_batch: [batchRow(visit, batch.seq, `更正${batch.seq}`, batch.lines)] }),
      ...payoutsAgain(done.value, known.payouts, context),
    },
    update: {
      settlement: done.value.settlements.update,
      visit: changedVisits(visits.value, done.value).map(visitRewritten),
      ...(batch && { fee_batch: withdrawn(visit, past, batch.replaces) }),
      ...movedRows(done.value, known),
    },
    ...(correction ? {} : { remove: freed(known, record.settlementId) }),
  }
  return accepted({
    preview: { changes: done.value.changes } as unknown as Json,
    area: record.area,
    provider: record.provider,
    rows: withoutEmpty(rows),
    journals: done.value.journals,
    states: done.value.states,
    result: {
      settlements: done.value.replaced.map(({ original, mirror, again }) => [
        original.settlementId,
        mirror.settlementId,
        again?.settlementId ?? null,
      ]),
    },
    objects: done.value.replaced.flatMap(({ original, mirror, again }) => [
      original.settlementId,
      mirror.settlementId,
      ...(again ? [again.settlementId] : []),
    ]),
  })
}

/** What was read beforehand is what is in effect now. */
function isUnmoved({ standings }: Past, effective: readonly string[]): boolean {
  const read = standings.map(({ record }) => record.settlementId).sort()
  return read.join() === [...effective].sort().join()
}

function checkReplaced({ shown }: CareSources, { replaced }: Unwound, { clawBacks, payouts }: KnownFacts) {
  for (const { original } of replaced) {
    const settlement = shown(original.settlementId)
    if (clawBacks.some(({ settlementId }) => settlementId === original.settlementId))
      return refused('settlement_clawed_back', { settlement })
    if (payouts.some(({ settlementId, state }) => settlementId === original.settlementId && state === 'paid'))
      return refused('claim_paid_already', { settlement })
  }
  return undefined
}

/** A cancelled bill may be settled again by its provider; a claim's paper visit ends with its settlement. */
function withTargetOpen({ shown }: CareSources, visits: readonly Visit[], { record }: Standing): Outcome<Visit[]> {
  const opened: Visit[] = []
  for (const visit of visits) {
    if (visit.visitId !== record.visitId) {
      opened.push(visit)
      continue
    }
    if (visit.details.channel === 'manual') {
      opened.push({ ...visit, state: 'cancelled' })
      continue
    }
    const isFinal = visit.kind !== 'inpatient' || ['settled', 'settled_before_discharge'].includes(visit.state)
    const state = stateAfter(visit, isFinal ? 'cancel_settlement' : 'cancel_interim', shown)
    if (!state.ok) return state
    opened.push({ ...visit, state: state.value })
  }
  return accepted(opened)
}

function changedVisits(visits: readonly Visit[], { replaced }: Unwound): Visit[] {
  const changed = new Set(replaced.map(({ original }) => original.visitId))
  return visits.filter(({ visitId }) => changed.has(visitId))
}

function withdrawn(visit: Visit, { batches }: Past, seqs: ReadonlySet<number>): Update[] {
  return (batches.get(visit.visitId) ?? [])
    .filter(({ seq }) => seqs.has(seq))
    .map(({ seq, lines, withdrawn: before }) => {
      const rest = lines.map(({ serial }) => serial).filter((serial) => !before.includes(serial))
      return withdrawalUpdate(visit, seq, [...before, ...rest])
    })
}

const replacementOf = ({ replaced }: Unwound, settlementId: string | null): Replaced | undefined =>
  replaced.find(({ original }) => original.settlementId === settlementId)

/** Packs, open items, payouts and invoices follow the settlement that stands now. */
function movedRows(done: Unwound, { traces, items, payouts, invoices }: KnownFacts): Record<string, Update[]> {
  const open_item = items.flatMap((item) => {
    const replaced = replacementOf(done, item.settlementId)
    if (!replaced) return []
    const { again } = replaced
    return [itemAfter(item, again && { id: again.settlementId, cashFen: again.settlement.cash })]
  })
  const trace_code_use = traces.flatMap(([code, settlementId]) => {
    const again = replacementOf(done, settlementId)?.again
    return again ? [{ key: { code }, set: { settlement_id: again.settlementId } }] : []
  })
  const claim_invoice = invoices.flatMap(({ invoiceNo, settlementId }) => {
    const again = replacementOf(done, settlementId)?.again
    return again ? [{ key: { invoice_no: invoiceNo }, set: { settlement_id: again.settlementId } }] : []
  })
  const payout = payouts
    .filter(({ settlementId, state }) => state === 'due' && replacementOf(done, settlementId))
    .map(payoutVoided)
  return { open_item, trace_code_use, claim_invoice, payout }
}

/** What was due for a claim is void; what is due now takes its place. */
function payoutsAgain(done: Unwound, payouts: readonly Payout[], context: FlowContext): { payout?: Row[] } {
  const rows = payouts.flatMap((due) => {
    const again = replacementOf(done, due.settlementId)?.again
    if (!again) return []
    const amounts = fundAmounts(again.settlement.tiers.map(({ fund, paid }) => ({ fund, paidFen: paid })))
    const totalFen = amounts.reduce((sum, { amountFen }) => sum + amountFen, 0)
    const settlementId = again.settlementId
    return [
      payoutRow({
        ...due,
        payoutId: context.newId(),
        requestId: context.requestId,
        settlementId,
        state: totalFen === 0 ? 'void' : 'due',
        amounts,
        totalFen,
        approvedBy: context.actor.id,
        dueAt: context.now,
      }),
    ]
  })
  return rows.length > 0 ? { payout: rows } : {}
}

/** Packs may be dispensed again, and invoices may be brought again. */
const freed = ({ traces, invoices }: KnownFacts, settlementId: string): Record<string, Row[]> => ({
  trace_code_use: traces.filter(([, own]) => own === settlementId).map(([code]) => ({ code })),
  claim_invoice: invoices
    .filter((each) => each.settlementId === settlementId)
    .map(({ invoiceNo }) => ({ invoice_no: invoiceNo })),
})

function withoutEmpty({ insert, update, remove }: RowSet): RowSet {
  const kept = <T>(tables: Readonly<Record<string, readonly T[]>> = {}) =>
    Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0))
  return { insert: kept(insert), update: kept(update), remove: kept(remove) }
}
