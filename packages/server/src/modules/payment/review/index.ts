// Special-case reviews: asked by hospitals, judged by two people, never more than the cap of the year allows.
import { type Outcome, payment, refused } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../../common/index.ts'
import { type FindRules, groupMethodOf } from '../settings.ts'
import type { CaseReview, ReviewUse } from './model.ts'
import { type Applying, type ReviewStepAsked, reviewApplied, reviewStepped, type ToldReview } from './steps.ts'
import { findReview, reviewCounts } from './store.ts'

export * from './model.ts'
export { type ReviewRefusalCode, reviewRefusals } from './refusals.ts'
export { STATE_WORDS as REVIEW_STATE_WORDS, type ToldReview } from './steps.ts'
export { findReview, type ReviewQuery, reviewsOf } from './store.ts'

export type ReviewAsked = Pick<ReviewStepAsked, 'step' | 'note'> &
  Partial<Pick<ReviewStepAsked, 'approves' | 'kind' | 'reason' | 'provider'>>

export interface ReviewDesk {
  apply(message: Message<ToldReview>, input: Omit<Applying, 'method'>): Promise<Outcome<Receipt>>
  step(message: Message<ToldReview>, reviewId: string, asked: ReviewAsked): Promise<Outcome<Receipt>>
  find(reviewId: string): Promise<CaseReview | undefined>
  /** Of a year: how many were approved, and how many may be. */
  use(year: string): Promise<ReviewUse>
}

const LAST_YEAR = 9999

export function openReviews(writePath: WritePath, reader: Reader, rulesOf: FindRules): ReviewDesk {
  const use = async (year: string): Promise<ReviewUse> => {
    const counts = await reviewCounts(reader, year)
    return { ...counts, allowed: allowedOf(rulesOf, year, counts.discharges) }
  }
  return {
    use,
    find: (reviewId) => findReview(reader, reviewId),
    apply: (message, input) => {
      // The method of the area's last rules: an application comes long after the year of its case began.
      const rules = rulesOf(LAST_YEAR)?.rules
      const method = rules ? groupMethodOf(rules) : 'drg'
      return writePath.submit(commandFor(reviewApplied, message, { ...input, method }))
    },
    step: async (message, reviewId, asked) => {
      const review = await findReview(reader, reviewId)
      if (!review) return refused('review_unknown', {})
      const { personNo, year } = review
      const { allowed } = await use(year)
      return writePath.submit(commandFor(reviewStepped, message, { ...asked, reviewId, personNo, year, allowed }))
    },
  }
}

/** 特例单议不超过全统筹区出院人次的上限 (DRG 5 %, DIP 5 ‰), over all methods that know reviews. */
function allowedOf(rulesOf: FindRules, year: string, discharges: number): number {
  const rules = rulesOf(Number(year))?.rules
  const caps = [...(rules?.methods.values() ?? [])].flatMap((method) =>
    method.kind === 'points' && method.review ? [method.review.cap.value] : [],
  )
  return caps.reduce((most, cap) => Math.max(most, payment.allowedBy(cap, discharges)), 0)
}
