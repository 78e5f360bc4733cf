// The score of a case: group × provider × auxiliary, and what becomes of it when the cost is far from the reference. Four rules in use.
import { compare, decimal, EXACT_ONE, type Exact, exact } from '../../money/exact.ts'
import { isHigh, isLow } from '../../payment/points.ts'
import { divided, excess, given, multiplied, type PaymentStep, words } from '../../payment/steps.ts'
import type { AuxiliaryChoice } from './auxiliary-use.ts'

export interface ScoreParts {
  /** Score of the group, in points. */
  readonly score: Exact
  readonly coefficient: PaymentStep
  readonly auxiliary?: AuxiliaryChoice | undefined
}

const scoreStep = (score: Exact): PaymentStep =>
  given('score', words('病种分值', 'score of the group'), 'points', score)

function auxiliarySteps({ auxiliary }: ScoreParts): PaymentStep[] {
  if (!auxiliary) return []
  const title = words('辅助分型系数', 'auxiliary coefficient')
  return [given(`auxiliary.${auxiliary.kind}.${auxiliary.type}`, title, 'number', auxiliary.coefficient)]
}

/** 病例分值 = 病种分值 × 调节系数 × 辅助分型系数, unrounded. */
export const caseScore = (parts: ScoreParts): PaymentStep =>
  multiplied('case.score', words('病例分值', 'score of the case'), 'points', [
    scoreStep(parts.score),
    parts.coefficient,
    ...auxiliarySteps(parts),
  ])

/** national: the national text. common: the formula of several provinces. variant_p: the coefficient stands inside. blank: without history. */
export const DEVIATION_RULES = ['national', 'common', 'variant_p', 'blank'] as const
export type DeviationRule = (typeof DEVIATION_RULES)[number]

export interface DeviationFacts extends ScoreParts {
  readonly costYuan: Exact
  /** A: average of the group at the class, or score × a calibrated price. National text: the standard (score × point value). */
  readonly referenceYuan: Exact
}

export type DeviationKind = 'low' | 'normal' | 'high' | 'high_beyond' | 'review' | 'blank'

export interface Deviated {
  readonly kind: DeviationKind
  /** Cost ÷ reference, unrounded. */
  readonly multiple: PaymentStep
  readonly score: PaymentStep
}

const LOW = decimal('0.5')
const HIGH = exact(2)
const BEYOND = exact(5)
const BLANK = decimal('0.7')
/** Points of a case that costs the average of all, by the methods that multiply by 1000. */
const AVERAGE_POINTS = exact(1000)

const yuan = (id: string, zh: string, en: string, value: Exact): PaymentStep => given(id, words(zh, en), 'yuan', value)

export function deviatedScore(rule: DeviationRule, facts: DeviationFacts, highLimit: Exact = HIGH): Deviated {
  if (rule === 'national') return national(facts, highLimit)
  const cost = yuan('cost', '病例费用', 'cost of the case', facts.costYuan)
  const reference = yuan('reference', '参照费用', 'reference cost', facts.referenceYuan)
  const multiple = divided('multiple', words('费用倍率', 'multiple'), 'multiple', cost, reference)
  if (rule === 'blank') return { kind: 'blank', multiple, score: blankScore(multiple) }
  return rule === 'common' ? common(facts, multiple) : variantP(facts, multiple)
}

/** x = cost ÷ (standard × adjustments); below 0.5 the score follows the cost; from the limit on, reasonable cases go to special review. */
function national(facts: DeviationFacts, highLimit: Exact): Deviated {
  const whole = caseScore(facts)
  const cost = yuan('cost', '病例费用', 'cost of the case', facts.costYuan)
  const standard = multiplied('standard', words('支付标准', 'payment standard'), 'yuan', [
    yuan('reference', '病种标准', 'standard of the group', facts.referenceYuan),
    facts.coefficient,
    ...auxiliarySteps(facts),
  ])
  const multiple = divided('multiple', words('费用倍率', 'multiple'), 'multiple', cost, standard)
  if (isLow(multiple.value, LOW, 'below')) return { kind: 'low', multiple, score: lowScore([whole, multiple]) }
  return { kind: isHigh(multiple.value, highLimit, 'at_least') ? 'review' : 'normal', multiple, score: whole }
}

/** x < 0.5: × x. x > 2: × (x − 2 + 1). The coefficient multiplies all of it. */
function common(facts: DeviationFacts, multiple: PaymentStep): Deviated {
  const whole = caseScore(facts)
  if (isLow(multiple.value, LOW, 'below')) return { kind: 'low', multiple, score: lowScore([whole, multiple]) }
  if (!isHigh(multiple.value, HIGH, 'above')) return { kind: 'normal', multiple, score: whole }
  const one = given('one', words('标准一份', 'the standard itself'), 'number', EXACT_ONE)
  const factor = excess('factor', words('计入倍数', 'counted multiple'), multiple, limitStep(HIGH), one)
  return { kind: 'high', multiple, score: highScore([whole, factor]) }
}

/** x ≤ 0.5: × x without coefficient. 2 < x ≤ 5: × (x − 2 + k). Above 5: × k. */
function variantP(facts: DeviationFacts, multiple: PaymentStep): Deviated {
  const bare = [scoreStep(facts.score), ...auxiliarySteps(facts)]
  if (isLow(multiple.value, LOW, 'at_most')) return { kind: 'low', multiple, score: lowScore([...bare, multiple]) }
  if (!isHigh(multiple.value, HIGH, 'above')) return { kind: 'normal', multiple, score: caseScore(facts) }
  if (compare(multiple.value, BEYOND) > 0) return { kind: 'high_beyond', multiple, score: caseScore(facts) }
  const factor = excess('factor', words('计入倍数', 'counted multiple'), multiple, limitStep(HIGH), facts.coefficient)
  return { kind: 'high', multiple, score: highScore([...bare, factor]) }
}

/** 空白病种: 0.7 × cost ÷ average of all cases, in points of an average case; no coefficient. */
const blankScore = (multiple: PaymentStep): PaymentStep =>
  multiplied('case.score', words('空白病种分值', 'score of a blank group'), 'points', [
    given('average.points', words('平均病例分值', 'points of an average case'), 'points', AVERAGE_POINTS),
    given('blank', words('空白病种折扣', 'share of a blank group'), 'rate', BLANK),
    multiple,
  ])

const limitStep = (limit: Exact): PaymentStep => given('limit', words('高倍率界限', 'limit'), 'multiple', limit)
const lowScore = (steps: readonly PaymentStep[]): PaymentStep =>
  multiplied('case.score.low', words('低倍率病例分值', 'score of a low case'), 'points', steps)
const highScore = (steps: readonly PaymentStep[]): PaymentStep =>
  multiplied('case.score.high', words('高倍率病例分值', 'score of a high case'), 'points', steps)
