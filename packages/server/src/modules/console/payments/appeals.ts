// Group appeals at the console: brought by the institution on the page of its case, decided by two of the agency.
import {
  clearingNote,
  type DoneView,
  doneView,
  type GroupAppealBody,
  type GroupAppealPage,
  type GroupAppealQuery,
  type GroupAppealView,
  groupAppealBody,
  groupAppealPage,
  groupAppealQuery,
  reviewOpinion,
} from '@yibao/contract/rest'
import { type Outcome, refused } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Receipt, Routes } from '../../../platform/index.ts'
import { shownId } from '../../gateway/index.ts'
import {
  type AppealStep,
  appealsOf,
  caseOf,
  findAppeal,
  findRun,
  type GroupAppeal,
  type ToldAppeal,
} from '../../payment/index.ts'
import { type Asker, askerOf } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'

export const appealView = ({ desks }: ConsoleParts, appeal: GroupAppeal, runId: string | null): GroupAppealView => ({
  ...{ id: shownId(appeal.appealId), settlement: shownId(appeal.settlementId), run: runId && shownId(runId) },
  ...{ month: appeal.period, provider: appeal.provider, kind: appeal.kind, reason: appeal.reason },
  providerName: desks.providers.find(appeal.provider)?.name ?? appeal.provider,
  ...{
    evidence: appeal.evidence,
    diagnoses: [...appeal.claimed.diagnoses],
    procedures: [...appeal.claimed.procedures],
  },
  ...{ state: appeal.state, before: appeal.before, after: appeal.after, adjustedFen: appeal.adjustedFen },
  steps: appeal.steps.map(({ approves = null, ...each }) => ({ ...each, approves, at: each.at.slice(0, 19) })),
})

async function page(parts: ConsoleParts, asker: Asker, query: GroupAppealQuery): Promise<Outcome<GroupAppealPage>> {
  const { page: number, size, offset } = pageOf(query)
  const filter = query.state ? { state: query.state } : {}
  const { rows, total } = await asker.read((reader) => appealsOf(reader, { ...filter, offset, limit: size }))
  return {
    ok: true,
    value: { rows: rows.map(({ runId, ...row }) => appealView(parts, row, runId)), total, page: number, size },
  }
}

const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as ToldAppeal).appealId) } } : outcome

async function apply(
  { desks }: ConsoleParts,
  asker: Asker,
  where: { readonly id: string; readonly settlement: string },
  { key, diagnoses, procedures, ...asked }: GroupAppealBody,
): Promise<Outcome<DoneView>> {
  const [runId, settlementId] = [identifierIn(where.id), identifierIn(where.settlement)]
  const found =
    runId && settlementId
      ? await asker.read(async (reader) => {
          const [run, paid] = [await findRun(reader, runId), await caseOf(reader, runId, settlementId)]
          return run && paid && { run, paid }
        })
      : undefined
  if (!found) return refused('group_appeal_no_case', {})
  const { personNo, provider, dueFen } = found.paid
  const codes = (texts: readonly string[]) => texts.map((text) => text.trim()).filter(Boolean)
  const claimed = { diagnoses: codes(diagnoses), procedures: codes(procedures) }
  const message = consoleMessage<ToldAppeal>(asker, `group appeal ${key}`, { ...where, ...asked, claimed })
  const input = { ...asked, claimed, personNo, provider, dueFen, settlementId: settlementId!, period: found.run.period }
  return done(await desks.payments.appeals.apply(message, input))
}

async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: Exclude<AppealStep, 'apply'>,
  { approves, note }: { readonly approves: boolean; readonly note: string },
): Promise<Outcome<DoneView>> {
  const uuid = identifierIn(id)
  const appeal = uuid && (await asker.read((reader) => findAppeal(reader, uuid)))
  if (!appeal) return refused('not_found', { what: `分组申诉 ${id.slice(0, 40)}` })
  const message = consoleMessage<ToldAppeal>(asker, `${next} ${appeal.appealId}`, { approves, note })
  return done(await desks.payments.appeals.step(message, appeal.appealId, { step: next, approves, note }))
}

const shortId = Type.String({ minLength: 1, maxLength: 40 })
const params = Type.Object({ id: shortId })
const caseParams = Type.Object({ id: shortId, settlement: shortId })

type Replying = { refuse(refusal: Extract<Outcome<unknown>, { ok: false }>): unknown }
async function answered<T>(reply: Replying, outcome: Promise<Outcome<T>>): Promise<T> {
  const known = await outcome
  return (known.ok ? known.value : reply.refuse(known)) as T
}

export const appealRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/group-appeals',
      {
        config: { permission: 'clearing:read' },
        schema: { summary: '分组申诉', querystring: groupAppealQuery, response: { 200: groupAppealPage } },
      },
      (request, reply) => answered(reply, page(parts, askerOf(parts, request), request.query)),
    )
    app.post(
      '/payment-runs/:id/cases/:settlement/appeals',
      {
        config: { permission: 'clearing:confirm' },
        schema: { summary: '机构提出分组申诉', params: caseParams, body: groupAppealBody, response: { 200: doneView } },
      },
      (request, reply) => answered(reply, apply(parts, askerOf(parts, request), request.params, request.body)),
    )
    const steps = [
      { path: 'opinion', next: 'opine', summary: '分组申诉初审' },
      { path: 'decision', next: 'decide', summary: '分组申诉终审，须与初审不同的人' },
    ] as const
    for (const { path, next, summary } of steps)
      app.post(
        `/group-appeals/:id/${path}`,
        {
          config: { permission: 'clearing:approve' },
          schema: { summary, params, body: reviewOpinion, response: { 200: doneView } },
        },
        (request, reply) =>
          answered(reply, step(parts, askerOf(parts, request), request.params.id, next, request.body)),
      )
    app.post(
      '/group-appeals/:id/withdrawal',
      {
        config: { permission: 'clearing:confirm' },
        schema: { summary: '机构撤回分组申诉', params, body: clearingNote, response: { 200: doneView } },
      },
      (request, reply) => {
        const asked = { approves: false, note: request.body.note }
        return answered(reply, step(parts, askerOf(parts, request), request.params.id, 'withdraw', asked))
      },
    )
  }
