// GET /case-reviews, POST /case-reviews/:id/opinion, /decision: special-case reviews at the console.
import {
  type DoneView,
  doneView,
  type ReviewOpinionBody,
  type ReviewPageView,
  type ReviewQueryBody,
  type ReviewRowView,
  reviewOpinion,
  reviewPage,
  reviewQuery,
} from '@yibao/contract/rest'
import { maskName, type Outcome, refused } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { shownId } from '../../gateway/index.ts'
import { type CaseReview, findReview, type NamedReview, reviewsOf, type ToldReview } from '../../payment/index.ts'
import { type Asker, askerOf } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'

const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) })

const rowOf = ({ desks }: ConsoleParts, review: NamedReview): ReviewRowView => ({
  ...{ id: shownId(review.reviewId), settlement: shownId(review.settlementId), personNo: review.personNo },
  personName: review.personName === null ? '' : maskName(review.personName),
  ...{ provider: review.provider, providerName: desks.providers.find(review.provider)?.name ?? review.provider },
  ...{ month: `${review.month.slice(0, 4)}-${review.month.slice(4)}`, state: review.state, reason: review.reason },
  ...{ ...review.facts, methodFen: review.methodFen, appliedAt: review.appliedAt },
  steps: review.steps.map(({ approves = null, ...each }) => ({ ...each, approves, at: each.at.slice(0, 19) })),
})

async function list(parts: ConsoleParts, asker: Asker, query: ReviewQueryBody): Promise<Outcome<ReviewPageView>> {
  const { page, size, offset } = pageOf(query)
  const { state, provider } = query
  const { rows, total } = await asker.read((reader) =>
    reviewsOf(reader, {
      ...(state && { state }),
      ...(provider && { provider }),
      ...{ withWithdrawn: state === 'withdrawn', offset, limit: size },
    }),
  )
  await asker.looked({ purpose: '查看特例单议', fields: 'masked', shown: rows.length })
  const year = parts.platform.clock.today().slice(0, 4)
  const use = { year, ...(await parts.desks.payments.reviews.use(year)) }
  return { ok: true, value: { rows: rows.map((row) => rowOf(parts, row)), total, page, size, use } }
}

async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: 'opine' | 'decide',
  { approves, note }: ReviewOpinionBody,
): Promise<Outcome<DoneView>> {
  const uuid = identifierIn(id)
  const review: CaseReview | undefined = uuid ? await asker.read((reader) => findReview(reader, uuid)) : undefined
  if (!review) return refused('not_found', { what: `特例单议 ${id.slice(0, 40)}` })
  const message = consoleMessage<ToldReview>(asker, `${next} ${review.reviewId}`, { approves, note })
  const done = await desks.payments.reviews.step(message, review.reviewId, { step: next, approves, note })
  return done.ok ? { ok: true, value: { id: shownId(review.reviewId) } } : done
}

export const reviewRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/case-reviews',
      {
        config: { permission: 'clearing:read' },
        schema: { summary: '特例单议', querystring: reviewQuery, response: { 200: reviewPage } },
      },
      async (request, reply) => {
        const outcome = await list(parts, askerOf(parts, request), request.query)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    const steps = [
      { path: 'opinion', next: 'opine', summary: '特例单议初审' },
      { path: 'decision', next: 'decide', summary: '特例单议终审，须与初审不同的人' },
    ] as const
    for (const { path, next, summary } of steps) {
      app.post(
        `/case-reviews/:id/${path}`,
        {
          config: { permission: 'clearing:approve' },
          schema: { summary, params, body: reviewOpinion, response: { 200: doneView } },
        },
        async (request, reply) => {
          const outcome = await step(parts, askerOf(parts, request), request.params.id, next, request.body)
          return outcome.ok ? outcome.value : reply.refuse(outcome)
        },
      )
    }
  }
