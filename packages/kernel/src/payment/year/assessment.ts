// Assessment (考核): the score decides a coefficient of what is due, or how much of the deposit is given back.
import {
  compare,
  EXACT_ONE,
  EXACT_ZERO,
  type Exact,
  exact,
  fenOf,
  over,
  type RoundingMode,
  times,
  yuanOf,
} from '../../money/exact.ts'
import type { Fen } from '../../money/fen.ts'
import type { AssessmentRow } from '../config/file.ts'
import { given, multiplied, type PaymentStep, roundedStep, words } from '../steps.ts'

/** The share that a score keeps: the first row whose score is reached. Who was not assessed keeps all. */
export function keptShare(rows: readonly AssessmentRow[], score: Exact | undefined): Exact {
  if (!score) return EXACT_ONE
  const row = rows.find(({ score_at_least: least }) => least === undefined || compare(score, least.value) >= 0)
  switch (row?.keep.value) {
    case 'score':
      return over(score, exact(100))
    case 'part':
      return row.part?.value ?? EXACT_ZERO
    case 'none':
      return EXACT_ZERO
    default:
      return EXACT_ONE
  }
}

/** deposit × g(score), in whole fen. */
export function keptAmount(amountFen: Fen, share: Exact, mode: RoundingMode): PaymentStep {
  const product = multiplied('kept.exact', words('按考核保留', 'kept by assessment'), 'yuan', [
    given('amount', words('金额', 'amount'), 'yuan', yuanOf(amountFen)),
    given('kept.share', words('考核比例', 'share by score'), 'rate', share),
  ])
  return roundedStep('kept', words('按考核保留，取整', 'kept, rounded'), product, 2, mode)
}

export const keptFen = (amountFen: Fen, share: Exact, mode: RoundingMode): Fen =>
  fenOf(times(yuanOf(amountFen), share), mode)
