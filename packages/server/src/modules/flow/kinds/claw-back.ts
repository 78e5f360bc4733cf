// 审核追回 of lines of a settlement that were found not payable.
import { accepted, type Outcome, post, refused } from '@yibao/kernel'
import type { Json } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { personState } from '../../person/index.ts'
import {
  accumulatorsMoved,
  type ClawBackInput,
  clawBackRow,
  decideClawBack,
  findSettlementOf,
  type ReplayOutcome,
  replayStored,
  type StoredClawBack,
} from '../../settlement/index.ts'
import type { CareSources } from '../../visit/index.ts'
import type { Flow, FlowContext, Worked } from '../kind.ts'
import type { KnownFacts } from '../known.ts'

export interface ClawBackAsked extends ClawBackInput {
  readonly settlementId: string
}

export interface ClawBackSources {
  readonly care: CareSources
  readonly reader: Reader
}

export const clawBackFlow = (sources: ClawBackSources): Flow<ClawBackAsked, ReplayOutcome> => ({
  kind: 'claw_back',
  prepare: ({ settlementId }, personNo) => prepared(sources, settlementId, personNo),
  others: () => [],
  named: ({ settlementId }, { record }) => ({
    settlementId,
    settlements: [settlementId],
    visits: [record.visitId],
    invoices: [],
  }),
  decide: (input, replay, known, context) => decided(sources, input, replay, known, context),
})

async function prepared(
  { care, reader }: ClawBackSources,
  settlementId: string,
  personNo: string,
): Promise<Outcome<ReplayOutcome>> {
  const settlement = care.shown(settlementId)
  const stored = await findSettlementOf(reader, settlementId, personNo)
  if (!stored) return refused('settlement_unknown', { settlement })
  const replay = await replayStored({ reader, policy: care.policy }, stored)
  if (!replay.same) throw new Error(`Settlement ${settlementId} does not recompute: ${replay.message}`)
  return accepted(replay)
}

function decided(
  { care }: ClawBackSources,
  input: ClawBackAsked,
  { record, bill, ruling }: ReplayOutcome,
  known: KnownFacts,
  context: FlowContext,
): Outcome<Worked> {
  const settlement = care.shown(record.settlementId)
  if (!known.effective.includes(record.settlementId)) return refused('settlement_not_in_effect', { settlement })
  const visit = known.visits[0]
  const later = (visit?.settlements ?? []).filter((id) => id > record.settlementId && known.effective.includes(id))
  if (visit?.kind === 'inpatient' && later.length > 0) return refused('claw_back_last_part', {})
  if (record.frozen.visit.channel === 'manual') return refused('claw_back_of_claim', { settlement })
  const outcome = decideClawBack({ record, plan: ruling.plan, bill, earlier: known.clawBacks, input })
  if (!outcome.ok) return outcome
  const { document, dueFen, personFen } = outcome.value
  const clawBackId = context.newId()
  const row: StoredClawBack = {
    clawBackId,
    personNo: record.personNo,
    settlementId: record.settlementId,
    provider: record.provider,
    area: record.area,
    state: input.by === 'deduction' || dueFen === 0 ? 'deducted' : 'due',
    decidedAt: context.now,
    decidedBy: context.actor.id,
    dueFen,
    personFen,
    document,
    receivedAt: null,
    receivedBy: null,
    reference: null,
  }
  const own = personState(known.states[record.personNo] ?? {})
  const titles = Object.fromEntries(ruling.plan.tiers.map(({ id, title }) => [id, title]))
  return accepted({
    preview: { ...document, dueFen, personFen, titles } as unknown as Json,
    area: record.area,
    provider: record.provider,
    rows: { insert: { claw_back: [clawBackRow(row)] } },
    journals: post({
      kind: 'clawed_back',
      id: clawBackId,
      on: context.today,
      area: record.area,
      provider: record.provider,
      amounts: document.amounts,
      by: input.by,
    }),
    states: { [record.personNo]: accumulatorsMoved(own, document.changes, context.today) },
    result: { clawBackId },
    objects: [clawBackId, record.settlementId],
  })
}
