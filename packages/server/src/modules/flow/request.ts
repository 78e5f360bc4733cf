// A request from its proposal to its decision. Both times the same flow decides on the facts of the moment; what is approved
// must come to what was proposed, to the fen, and by somebody else.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Context, Kind, RowSet } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import type { Flow, FlowContext, Worked } from './kind.ts'
import type { FlowFacts, KnownFacts } from './known.ts'
import type { FlowKind, FlowRequest } from './model.ts'
import { decidedUpdate, FLOW_FACTS, requestRow } from './store.ts'

export interface Proposal {
  readonly personNo: string
  readonly input: FlowRequest['input']
  readonly prepared: unknown
  readonly reason: string
}

export interface Approval extends Proposal {
  readonly requestId: string
  readonly note: string
}

export type Told = Pick<FlowRequest, 'requestId' | 'kind' | 'preview' | 'state'>

/** What two looks must agree on. The database keeps no order of names. */
const figures = (preview: FlowRequest['preview']): string =>
  JSON.stringify(preview, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

const argsOf = (flow: Flow, { input, prepared }: Proposal, requestId: string | null) => ({
  ...flow.named(input, prepared),
  requestId,
})

const contextOf = (context: Context, requestId: string): FlowContext => ({
  ...context,
  requestId,
  msgid: `R${requestId.replaceAll('-', '')}`,
})

function work(flow: Flow, input: Proposal, known: KnownFacts, context: Context, requestId: string): Outcome<Worked> {
  return flow.decide(input.input, input.prepared, known, contextOf(context, requestId))
}

/** A preview is a proposal that is not kept. */
export const proposed = (flow: Flow): Kind<Asked<Proposal, Told>, FlowFacts> => ({
  name: `flow.${flow.kind}_proposed`,
  subjects: ({ input }) => [input.personNo, ...flow.others(input.input, input.prepared)],
  facts: { sql: FLOW_FACTS, args: ({ input }) => argsOf(flow, input, null) },
  decide: ({ message, input }, { facts, states }, context) => {
    const requestId = context.newId()
    if (facts.open !== null) return refused('request_open_already', {})
    const worked = work(flow, input, { ...facts, states }, context, requestId)
    if (!worked.ok) return worked
    const { preview, area, provider } = worked.value
    const request: FlowRequest = {
      requestId,
      personNo: input.personNo,
      kind: flow.kind,
      state: 'proposed',
      area,
      provider,
      settlementId: flow.named(input.input, input.prepared).settlementId ?? null,
      input: input.input,
      preview,
      reason: input.reason,
      proposedBy: context.actor.id,
      proposedAt: context.now,
      decidedBy: null,
      decidedAt: null,
      decisionNote: null,
      result: null,
    }
    return accepted({
      answer: message.answer({ requestId, kind: flow.kind, preview, state: 'proposed' }, context),
      rows: { insert: { flow_request: [requestRow(request)] } },
      event: { requestId, kind: flow.kind },
      objects: [requestId, ...(request.settlementId ? [request.settlementId] : [])],
    })
  },
})

export const approved = (flow: Flow): Kind<Asked<Approval, Told>, FlowFacts> => ({
  name: `flow.${flow.kind}_approved`,
  subjects: ({ input }) => [input.personNo, ...flow.others(input.input, input.prepared)],
  facts: { sql: FLOW_FACTS, args: ({ input }) => argsOf(flow, input, input.requestId) },
  conflicts: { claim_invoice_pkey: 'invoice_taken' },
  decide: ({ message, input }, { facts, states }, context) => {
    const found = undecided(facts.request, flow.kind)
    if (!found.ok) return found
    const request = found.value
    if (request.proposedBy === context.actor.id) return refused('four_eyes_same_person', { who: request.proposedBy })
    const worked = work(flow, input, { ...facts, states }, context, input.requestId)
    if (!worked.ok) return worked
    const { preview, rows, journals, states: after, result, objects } = worked.value
    if (figures(preview) !== figures(request.preview)) return refused('request_outdated', {})
    const decision = {
      state: 'approved' as const,
      by: context.actor.id,
      at: context.now,
      note: input.note,
      result: { ...result },
    }
    return accepted({
      answer: message.answer({ requestId: input.requestId, kind: flow.kind, preview, state: 'approved' }, context),
      rows: withUpdate(rows, decidedUpdate(request, decision)),
      journals,
      states: after,
      event: { requestId: input.requestId, kind: flow.kind, ...result },
      objects: [input.requestId, ...objects],
    })
  },
})

export interface Closing {
  readonly personNo: string
  readonly requestId: string
  readonly note: string
  /** `withdrawn`: by whoever proposed it; `refused`: by somebody else. */
  readonly as: 'refused' | 'withdrawn'
}

export const closed = (sql: string): Kind<Asked<Closing, Told>, { readonly request: FlowRequest | null }> => ({
  name: 'flow.request_closed',
  subjects: ({ input }) => [input.personNo],
  facts: { sql, args: ({ input }) => ({ requestId: input.requestId }) },
  decide: ({ message, input }, { facts }, context) => {
    const found = undecided(facts.request)
    if (!found.ok) return found
    const request = found.value
    const isOwn = request.proposedBy === context.actor.id
    if (input.as === 'withdrawn' && !isOwn) return refused('request_not_own', { who: request.proposedBy })
    if (input.as === 'refused' && isOwn) return refused('four_eyes_same_person', { who: request.proposedBy })
    const { requestId, kind, preview } = request
    const decision = { state: input.as, by: context.actor.id, at: context.now, note: input.note }
    return accepted({
      answer: message.answer({ requestId, kind, preview, state: input.as }, context),
      rows: { update: { flow_request: [decidedUpdate(request, decision)] } },
      event: { requestId, kind, state: input.as },
      objects: [requestId],
    })
  },
})

export function undecided(request: FlowRequest | null, kind?: FlowKind): Outcome<FlowRequest> {
  if (!request || (kind && request.kind !== kind)) return refused('request_unknown', {})
  if (request.state === 'proposed') return accepted(request)
  const title = { approved: '已批准', refused: '已退回', withdrawn: '已撤回' }[request.state]
  return refused('request_decided', { state: title, who: request.decidedBy ?? '', at: request.decidedAt ?? '' })
}

const withUpdate = (rows: RowSet, update: NonNullable<RowSet['update']>[string][number]): RowSet => ({
  ...rows,
  update: { ...rows.update, flow_request: [update] },
})
