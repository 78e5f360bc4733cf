// The way of a special-case review: asked by the hospital, a first opinion, the decision by somebody else within the cap of the year.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Kind } from '../../../platform/index.ts'
import type { Asked } from '../../common/index.ts'
import type { CaseReview, ReviewFacts, ReviewState, ReviewStep, ReviewStepDone } from './model.ts'
import { APPLY_FACTS, reviewRow, reviewUpdate, STEP_FACTS } from './store.ts'

export interface ToldReview {
  readonly reviewId: string
}

export interface Applying {
  readonly personNo: string
  readonly provider: string
  readonly settlementId: string
  /** As the sender names it, for what it is told. */
  readonly shown: string
  readonly method: 'drg' | 'dip'
  readonly kind: string
  readonly reason: string
}

interface Listed extends ReviewFacts {
  readonly area: string
  readonly month: string
  readonly provider: string
  readonly cancelled: boolean
}

export const reviewApplied: Kind<
  Asked<Applying, ToldReview>,
  { readonly listed: Listed | null; readonly review: CaseReview | null }
> = {
  name: 'review.applied',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: APPLY_FACTS, args: ({ input: { settlementId, method } }) => ({ settlementId, method }) },
  conflicts: { case_review_of_case: 'review_exists' },
  decide: ({ message, input }, { facts: { listed, review } }, context) => {
    const { personNo, provider, settlementId, kind, reason, shown: settlement } = input
    if (!listed || listed.cancelled || listed.provider !== provider) return refused('review_not_listed', { settlement })
    if (review) return refused('review_exists', { settlement })
    if (reason.trim() === '') return refused('review_reason', {})
    const { area, month, cancelled: _, provider: __, ...facts } = listed
    const made: CaseReview = {
      ...{ reviewId: context.newId(), personNo, settlementId, provider, area, month, year: month.slice(0, 4) },
      ...{ state: 'applied', kind, reason: reason.trim(), facts, appliedAt: context.now },
      steps: [{ step: 'apply', by: context.actor.id, at: context.now, note: '' }],
    }
    return accepted({
      answer: message.answer({ reviewId: made.reviewId }, context),
      rows: { insert: { case_review: [reviewRow(made)] } },
      event: { reviewId: made.reviewId, state: made.state },
      objects: [made.reviewId, settlementId],
    })
  },
}

export interface ReviewStepAsked {
  readonly reviewId: string
  readonly personNo: string
  readonly year: string
  /** Of the provider that asks, for its own steps. */
  readonly provider?: string
  readonly step: Exclude<ReviewStep, 'apply'>
  readonly approves?: boolean
  readonly kind?: string
  readonly reason?: string
  readonly note: string
  /** How many may be approved in the year. */
  readonly allowed: number
}

interface StepFacts {
  readonly review: CaseReview | null
  readonly approved: number
}

const FROM: Readonly<Record<ReviewStepAsked['step'], readonly ReviewState[]>> = {
  change: ['applied'],
  withdraw: ['applied', 'opined'],
  opine: ['applied'],
  decide: ['opined'],
}

function nextState(review: CaseReview, asked: ReviewStepAsked, approved: number, who: string): Outcome<ReviewState> {
  const { step, approves = false, allowed, provider } = asked
  if (provider !== undefined && provider !== review.provider) return refused('review_unknown', {})
  if (!FROM[step].includes(review.state)) return refused('review_state', { state: STATE_WORDS[review.state] })
  if (step === 'withdraw') return accepted('withdrawn')
  if (step === 'change') return accepted('applied')
  if (step === 'opine') return accepted('opined')
  // 回避: whoever gave the first opinion does not decide.
  if (review.steps.some(({ step: each, by }) => each === 'opine' && by === who))
    return refused('review_same_person', { who })
  if (approves && approved >= allowed) return refused('review_cap', { year: review.year, allowed })
  return accepted(approves ? 'approved' : 'refused')
}

export const STATE_WORDS: Readonly<Record<ReviewState, string>> = {
  applied: '待初审',
  opined: '待终审',
  approved: '已通过',
  refused: '未通过',
  withdrawn: '已撤销',
}

export const reviewStepped: Kind<Asked<ReviewStepAsked, ToldReview>, StepFacts> = {
  name: 'review.stepped',
  // Approvals of a year happen one after the other, so that the cap is never passed.
  subjects: ({ input }) => [input.personNo, `review:${input.year}`],
  facts: { sql: STEP_FACTS, args: ({ input: { reviewId, year } }) => ({ reviewId, year }) },
  decide: ({ message, input }, { facts: { review, approved } }, context) => {
    if (!review) return refused('review_unknown', {})
    const next = nextState(review, input, approved, context.actor.id)
    if (!next.ok) return next
    const { step, note, approves, kind = review.kind, reason = review.reason } = input
    if (reason.trim() === '') return refused('review_reason', {})
    const said = { step, by: context.actor.id, at: context.now, note }
    const done: ReviewStepDone = approves === undefined ? said : { ...said, approves }
    const set = { state: next.value, kind, reason: reason.trim(), steps: [...review.steps, done] }
    return accepted({
      answer: message.answer({ reviewId: review.reviewId }, context),
      rows: { update: { case_review: [reviewUpdate(review, set)] } },
      event: { reviewId: review.reviewId, state: next.value },
      objects: [review.reviewId],
    })
  },
}
