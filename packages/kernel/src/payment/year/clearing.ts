// The year's clearing of one provider in one budget line: sharing, assessment, deductions, then what is still to be paid.

import { yuanOf } from '../../money/exact.ts'
import { type Fen, fen, sumFen, ZERO } from '../../money/fen.ts'
import { invariant } from '../../outcome.ts'
import type { PaymentRules } from '../config/file.ts'
import type { PaymentProvider } from '../model.ts'
import { added, given, type PaymentStep, subtracted, words } from '../steps.ts'
import { keptFen, keptShare } from './assessment.ts'
import { type Shared, sharingOf } from './sharing.ts'

export interface ClearingInputs {
  readonly provider: string
  readonly line: string
  /** S */
  readonly standardFen: Fen
  /** B, before what was found unreasonable. */
  readonly bookedFen: Fen
  readonly unreasonableFen: Fen
  /** Paid beside the methods. */
  readonly besideFen: Fen
  readonly deductionFen: Fen
  /** Σ months: allowed − deposit, in whatever way it was settled. */
  readonly advancedFen: Fen
  readonly depositHeldFen: Fen
  /** Prepayment given and not yet offset. */
  readonly prepaymentFen: Fen
  readonly supplierFen: Fen
  readonly carriedInFen: Fen
}

export interface ClearedRow extends ClearingInputs {
  readonly band: number
  readonly sharedAskedFen: Fen
  readonly sharedFen: Fen
  readonly keptByFundFen: Fen
  readonly payableFen: Fen
  readonly assessmentFen: Fen
  readonly dueFen: Fen
  readonly depositReturnedFen: Fen
  readonly forfeitedFen: Fen
  readonly balanceFen: Fen
  readonly paidFen: Fen
  readonly carryFen: Fen
}

export const sharingFor = (rules: PaymentRules, { standardFen, bookedFen, unreasonableFen }: ClearingInputs): Shared =>
  sharingOf(rules.clearing.sharing, standardFen, fen(bookedFen - unreasonableFen), rules.rounding.mode)

/** `sharedFen`: what the reserve allows of what was asked. */
export function clearProvider(
  rules: PaymentRules,
  provider: PaymentProvider | undefined,
  inputs: ClearingInputs,
  shared: Shared,
  sharedFen: Fen,
): ClearedRow {
  const { mode } = rules.rounding
  const { form, rows } = rules.clearing.assessment
  const share = keptShare(rows, provider?.score)
  const payableFen = fen(shared.baseFen + sharedFen + inputs.besideFen)
  const byCoefficient = form.value === 'coefficient' && payableFen > 0
  const assessmentFen = byCoefficient ? fen(payableFen - keptFen(payableFen, share, mode)) : ZERO
  const dueFen = fen(payableFen - assessmentFen - inputs.deductionFen)
  const depositReturnedFen =
    form.value === 'deposit' ? keptFen(inputs.depositHeldFen, share, mode) : inputs.depositHeldFen
  const forfeitedFen = fen(inputs.depositHeldFen - depositReturnedFen)
  const balanceFen = fen(
    dueFen -
      inputs.advancedFen -
      inputs.depositHeldFen +
      depositReturnedFen -
      inputs.prepaymentFen -
      inputs.supplierFen +
      inputs.carriedInFen,
  )
  const [paidFen, carryFen] = balanceFen > 0 ? [balanceFen, ZERO] : [ZERO, balanceFen]
  const settled =
    inputs.advancedFen + inputs.prepaymentFen + inputs.supplierFen - inputs.carriedInFen + paidFen + carryFen
  invariant(dueFen - forfeitedFen === settled, `clearing of ${inputs.provider} ${inputs.line} does not add up`)
  return {
    ...inputs,
    ...{ band: shared.band, sharedAskedFen: shared.sharedFen, sharedFen, keptByFundFen: shared.keptByFundFen },
    ...{ payableFen, assessmentFen, dueFen, depositReturnedFen, forfeitedFen, balanceFen, paidFen, carryFen },
  }
}

const yuan = (id: string, zh: string, en: string, amount: Fen): PaymentStep =>
  given(id, words(zh, en), 'yuan', yuanOf(amount))

/** The row as a tree for the provider's page. */
export function clearedStep(row: ClearedRow, shared: Shared): PaymentStep {
  const payable = added('payable', words('分担与单列后应付', 'after sharing and what is paid beside'), 'yuan', [
    yuan('base', '分担前', 'before sharing', shared.baseFen),
    yuan('shared', '基金分担超支', 'overspending borne by the fund', row.sharedFen),
    yuan('beside', '单列支付', 'paid beside the methods', row.besideFen),
  ])
  const due = subtracted('due', words('全年应付', 'due for the year'), 'yuan', [
    payable,
    yuan('assessment', '考核扣减', 'withheld by assessment', row.assessmentFen),
    yuan('deduction', '审核扣款', 'audit deductions', row.deductionFen),
  ])
  const left = subtracted('left', words('减已拨', 'less what was advanced'), 'yuan', [
    due,
    yuan('advanced', '已按月拨付', 'advanced by month', row.advancedFen),
    yuan('deposit', '已预留保证金', 'deposit held', row.depositHeldFen),
    yuan('prepayment', '未抵扣的预付金', 'prepayment not yet offset', row.prepaymentFen),
    yuan('supplier', '直接付给配送企业', 'direct to supplier', row.supplierFen),
  ])
  return added('balance', words('清算差额（负数结转）', 'balance (negative is carried)'), 'yuan', [
    left,
    yuan('returned', '返还保证金', 'deposit returned', row.depositReturnedFen),
    yuan('carried', '上月结转', 'carried in', row.carriedInFen),
  ])
}

export const totalOf = (rows: readonly ClearedRow[], of: (row: ClearedRow) => Fen): Fen => sumFen(rows.map(of))
