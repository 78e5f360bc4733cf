// From the standard to the fund's money: ratio, difference, policy; whole where the price is the fund's price.
import { EXACT_ZERO, type Exact, exact, yuanOf } from '../money/exact.ts'
import { type Fen, fen } from '../money/fen.ts'
import type { PaymentCase } from './model.ts'
import { atLeastNothing, given, multiplied, type PaymentStep, same, subtracted, words } from './steps.ts'

export type FundModel = 'ratio' | 'difference' | 'policy' | 'whole'

/** What others than the pooled fund paid for the case. */
export const paidByOthers = ({ patientFen, otherFen }: Pick<PaymentCase, 'patientFen' | 'otherFen'>): Fen =>
  fen(patientFen + otherFen)

type Paid = Pick<PaymentCase, 'patientFen' | 'otherFen' | 'fullSelfFen' | 'preSelfFen' | 'deductibleFen'>

/** The fund's money for one case, unrounded, with its steps. */
export function fundShare(model: FundModel, standard: PaymentStep, ratio: Exact, paid: Paid): PaymentStep {
  const share = () => given('fund.ratio', words('基金支付比例', 'fund payment ratio'), 'rate', ratio)
  const title = words('基金应付', 'due from the fund')
  if (model === 'whole') return same('fund', title, standard)
  if (model === 'ratio') return multiplied('fund', title, 'yuan', [standard, share()])
  if (model === 'difference')
    return subtracted('fund', title, 'yuan', [
      standard,
      given('fund.patient', words('个人支付', 'paid by the patient'), 'yuan', yuanOf(paid.patientFen)),
      given('fund.other', words('其他层支付', 'paid by other layers'), 'yuan', yuanOf(paid.otherFen)),
    ])
  const base = atLeastNothing('fund.base', words('政策范围内', 'in scope'), 'yuan', [
    standard,
    given('fund.full', words('全自费', 'fully self-paid'), 'yuan', yuanOf(paid.fullSelfFen)),
    given('fund.pre', words('先行自付', 'pre-self-pay'), 'yuan', yuanOf(paid.preSelfFen)),
    given('fund.deductible', words('起付线', 'deductible'), 'yuan', yuanOf(paid.deductibleFen)),
  ])
  return multiplied('fund', title, 'yuan', [base, share()])
}

/** Booked fund ÷ total cost; without cost there is nothing to pay and the ratio is 1. */
export const bookedRatio = (fundFen: bigint, costFen: bigint): Exact =>
  costFen === 0n ? exact(1) : exact(fundFen, costFen)

/** Ratio model of a hospital's year: units × value × ratio × assessment − deductions. */
export function hospitalByRatio(
  units: Exact,
  value: Exact,
  ratio: Exact,
  assessment: Exact,
  deductions: Exact = EXACT_ZERO,
): PaymentStep {
  const product = multiplied(
    'product',
    words('点数 × 点值 × 比例 × 考核', 'units × value × ratio × assessment'),
    'yuan',
    [
      given('units', words('点数', 'units'), 'points', units),
      given('value', words('点值', 'value'), 'yuan', value),
      given('ratio', words('基金支付比例', 'fund payment ratio'), 'rate', ratio),
      given('assessment', words('考核系数', 'assessment coefficient'), 'number', assessment),
    ],
  )
  return subtracted('due', words('应付', 'due'), 'yuan', [
    product,
    given('deductions', words('审核扣款', 'audit deductions'), 'yuan', deductions),
  ])
}
