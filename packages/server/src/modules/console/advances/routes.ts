// Advances at the console: proposed, approved, paid; set off or given back; each step in other hands.
import {
  type AdvanceBody,
  type AdvancePage,
  type AdvanceQuery,
  type AdvanceView,
  advanceBody,
  advancePage,
  advanceQuery,
  clearingNote,
  type DoneView,
  doneView,
  type EstimateQuery,
  type EstimateView,
  estimateQuery,
  estimateView,
  type OffsetBody,
  offsetBody,
} from '@yibao/contract/rest'
import { type Fund, type Outcome, refused } from '@yibao/kernel'
import type { Receipt, Routes } from '../../../platform/index.ts'
import {
  type AdvanceListed,
  type AdvanceStep,
  type AdvanceTold,
  advancesOf,
  balanceOf,
  findAdvance,
  findOffset,
} from '../../clearing/index.ts'
import { shownId } from '../../gateway/index.ts'
import { answering, idParams as params } from '../answering.ts'
import type { Asker } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'

const notFound = (id: string) => refused('not_found', { what: `预付 ${id.slice(0, 40)}` })
const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as AdvanceTold).id) } } : outcome
const stepsShown = <T extends { readonly at: string }>(steps: readonly T[]) =>
  steps.map((each) => ({ ...each, at: each.at.slice(0, 19) }))

function viewOf({ desks }: ConsoleParts, listed: AdvanceListed): AdvanceView {
  const { title, titleEn } = fundTitle(listed.fund)
  const { kind, provider, fund, amountFen, offsetFen, supplier, reason, estimateFen, state } = listed
  return {
    ...{ id: shownId(listed.advanceId), kind, provider, fund, fundTitle: title, fundTitleEn: titleEn, amountFen },
    ...{ offsetFen, balanceFen: balanceOf(listed), supplier, reason, estimateFen, state },
    providerName: desks.providers.find(provider)?.name ?? provider,
    steps: stepsShown(listed.steps),
    offsets: listed.offsets.map((each) => ({
      ...{ id: shownId(each.offsetId), kind: each.kind, amountFen: each.amountFen, note: each.note, state: each.state },
      steps: stepsShown(each.steps),
    })),
  }
}

async function page(parts: ConsoleParts, asker: Asker, query: AdvanceQuery): Promise<Outcome<AdvancePage>> {
  const { page: number, size, offset } = pageOf(query)
  const { provider, state, kind } = query
  const filter = { ...(provider && { provider }), ...(state && { state }), ...(kind && { kind }) }
  const { rows, sums } = await asker.read((reader) => advancesOf(reader, { ...filter, offset, limit: size }))
  const { total, ...amounts } = sums
  const views = rows.map((row) => viewOf(parts, row))
  return { ok: true, value: { rows: views, total, page: number, size, sums: amounts } }
}

/** Within the asker's area; nobody who is bound to an institution gets here. */
const providerSeen = ({ desks }: ConsoleParts, { principal }: Asker, code: string) => {
  const provider = desks.providers.find(code)
  return provider?.area.startsWith(principal.area) ? provider : undefined
}

async function estimate(
  parts: ConsoleParts,
  asker: Asker,
  { provider, fund }: EstimateQuery,
): Promise<Outcome<EstimateView>> {
  if (!providerSeen(parts, asker, provider)) return refused('not_found', { what: `机构 ${provider.slice(0, 40)}` })
  return { ok: true, value: { monthlyMeanFen: await parts.desks.advances.estimate(provider, fund as Fund) } }
}

async function propose(parts: ConsoleParts, asker: Asker, { key, ...asked }: AdvanceBody): Promise<Outcome<DoneView>> {
  const provider = providerSeen(parts, asker, asked.provider)
  if (!provider) return refused('not_found', { what: `机构 ${asked.provider.slice(0, 40)}` })
  const message = consoleMessage<AdvanceTold>(asker, `advance ${key}`, asked)
  return done(await parts.desks.advances.propose(message, { ...asked, fund: asked.fund as Fund, area: provider.area }))
}

async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: AdvanceStep,
  note: string,
): Promise<Outcome<DoneView>> {
  const uuid = identifierIn(id)
  const advance = uuid && (await asker.read((reader) => findAdvance(reader, uuid)))
  if (!advance) return notFound(id)
  const message = consoleMessage<AdvanceTold>(asker, `${next} ${advance.advanceId}`, { note })
  return done(await desks.advances.step(message, advance, { step: next, note }))
}

async function setOff(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { key, kind, amountFen, note }: OffsetBody,
): Promise<Outcome<DoneView>> {
  const uuid = identifierIn(id)
  const advance = uuid && (await asker.read((reader) => findAdvance(reader, uuid)))
  if (!advance) return notFound(id)
  const message = consoleMessage<AdvanceTold>(asker, `offset ${key}`, { id, kind, amountFen, note })
  return done(await desks.advances.offset(message, advance, { kind, amountFen, note }))
}

async function decideOffset(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: 'approve' | 'withdraw',
  note: string,
): Promise<Outcome<DoneView>> {
  const uuid = identifierIn(id)
  const offset = uuid && (await asker.read((reader) => findOffset(reader, uuid)))
  if (!offset) return notFound(id)
  const message = consoleMessage<AdvanceTold>(asker, `${next} ${offset.offsetId}`, { note })
  return done(await desks.advances.decideOffset(message, offset, { step: next, note }))
}

const STEPS = [
  { path: 'approval', next: 'approve', permission: 'clearing:approve', summary: '审批预付，须与提出不同的人' },
  { path: 'payment', next: 'pay', permission: 'clearing:pay', summary: '登记预付付款' },
  { path: 'withdrawal', next: 'withdraw', permission: 'clearing:propose', summary: '撤回未付的预付' },
] as const satisfies readonly { readonly next: AdvanceStep; readonly [name: string]: string }[]

const OFFSET_STEPS = [
  { path: 'approval', next: 'approve', permission: 'clearing:approve', summary: '审批抵扣并记账' },
  { path: 'withdrawal', next: 'withdraw', permission: 'clearing:propose', summary: '撤回抵扣' },
] as const

export const advanceRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    const proposing = { permission: 'clearing:propose' } as const
    app.get(
      '/advances',
      {
        config: { permission: 'clearing:read' },
        schema: { summary: '预付与直付', querystring: advanceQuery, response: { 200: advancePage } },
      },
      (request, reply) => answered(request, reply, (asker) => page(parts, asker, request.query)),
    )
    app.get(
      '/advances/estimate',
      {
        config: proposing,
        schema: { summary: '测算月均', querystring: estimateQuery, response: { 200: estimateView } },
      },
      (request, reply) => answered(request, reply, (asker) => estimate(parts, asker, request.query)),
    )
    app.post(
      '/advances',
      { config: proposing, schema: { summary: '提出预付或直接结算', body: advanceBody, response: { 200: doneView } } },
      (request, reply) => answered(request, reply, (asker) => propose(parts, asker, request.body)),
    )
    app.post(
      '/advances/:id/offsets',
      {
        config: proposing,
        schema: { summary: '提出抵扣或退回', params, body: offsetBody, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => setOff(parts, asker, request.params.id, request.body)),
    )
    const response = { 200: doneView }
    for (const { path, next, permission, summary } of STEPS) {
      app.post(
        `/advances/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: clearingNote, response } },
        (request, reply) =>
          answered(request, reply, (asker) => step(parts, asker, request.params.id, next, request.body.note)),
      )
    }
    for (const { path, next, permission, summary } of OFFSET_STEPS) {
      app.post(
        `/advance-offsets/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: clearingNote, response } },
        (request, reply) =>
          answered(request, reply, (asker) => decideOffset(parts, asker, request.params.id, next, request.body.note)),
      )
    }
  }
