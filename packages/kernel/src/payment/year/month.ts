// A provider's month: allowed − deposit − prepayment offset − recovery − direct to supplier ± carry; never below zero, the rest is carried.
import { type Exact, fenOf, type RoundingMode, roundedTo, times, yuanOf } from '../../money/exact.ts'
import { type Fen, fen, ZERO } from '../../money/fen.ts'
import { capitationDue } from '../capitation.ts'
import type { PaymentRules } from '../config/file.ts'
import type { Heads, MoneyEvent, MoneyKind, PaymentCase, PaymentTables } from '../model.ts'
import { type Collected, collect, lineOf, monthPeriod } from '../period.ts'
import { type Posted, type Posting, post } from '../post.ts'
import { added, given, multiplied, type PaymentStep, roundedStep, subtracted, words } from '../steps.ts'

export interface MonthInputs {
  readonly allowedFen: Fen
  readonly depositRate: Exact
  readonly prepaymentOffsetFen?: Fen
  readonly recoveryFen?: Fen
  readonly supplierFen?: Fen
  /** From the month before; negative when that month could not be paid down to zero. */
  readonly carryFen?: Fen
}

export interface MonthResult {
  readonly allowedFen: Fen
  readonly depositFen: Fen
  readonly paidFen: Fen
  /** Zero or negative. */
  readonly carryFen: Fen
  readonly step: PaymentStep
}

export function monthlyPayable(inputs: MonthInputs, mode: RoundingMode): MonthResult {
  const { allowedFen, depositRate, prepaymentOffsetFen = ZERO, recoveryFen = ZERO, supplierFen = ZERO } = inputs
  const allowed = given('allowed', words('审定金额', 'allowed'), 'yuan', yuanOf(allowedFen))
  // A month below zero (more deducted than earned) keeps no deposit.
  const held = times(yuanOf(allowedFen > 0 ? allowedFen : ZERO), depositRate)
  const deposit = roundedStep(
    'deposit',
    words('质量保证金', 'deposit'),
    given('deposit.exact', words('审定 × 保证金比例', 'allowed × deposit rate'), 'yuan', held),
    2,
    mode,
  )
  const yuan = (id: string, zh: string, en: string, amount: Fen) => given(id, words(zh, en), 'yuan', yuanOf(amount))
  const step = added('payable', words('本月应拨', 'payable this month'), 'yuan', [
    subtracted('payable.own', words('本月', 'of the month'), 'yuan', [
      allowed,
      deposit,
      yuan('prepayment', '抵扣预付金', 'prepayment offset', prepaymentOffsetFen),
      yuan('recovery', '追回', 'recovery', recoveryFen),
      yuan('supplier', '直接付给配送企业', 'direct to supplier', supplierFen),
    ]),
    yuan('carry', '上月结转', 'carried from before', inputs.carryFen ?? ZERO),
  ])
  const payable = fenOf(step.value, mode)
  const [paidFen, carryFen] = payable > 0 ? [payable, ZERO] : [ZERO, payable]
  return { allowedFen, depositFen: fenOf(deposit.value, mode), paidFen, carryFen, step }
}

/** (the fund's money by the method) × advance share − deductions. In the difference model: (weights × rate − patients) × share − deductions. */
export function monthlyAllowed(
  fundYuan: Exact,
  advanceShare: Exact,
  deductionFen: Fen,
  mode: RoundingMode,
): PaymentStep {
  const advance = multiplied('advance', words('按比例拨付', 'advance'), 'yuan', [
    given('fund', words('基金应付', 'due from the fund'), 'yuan', fundYuan),
    given('advance.share', words('拨付比例', 'advance share'), 'rate', advanceShare),
  ])
  const rounded = roundedStep('advance.posted', words('拨付额', 'advance, rounded'), advance, 2, mode)
  const deductions = given('deductions', words('审核扣款', 'audit deductions'), 'yuan', yuanOf(deductionFen))
  return subtracted('allowed', words('审定金额', 'allowed'), 'yuan', [rounded, deductions])
}

export interface MonthRow {
  readonly month: string
  readonly provider: string
  readonly line: string
  readonly cases: number
  readonly fundFen: Fen
  readonly deductionFen: Fen
  readonly prepaymentOffsetFen: Fen
  readonly recoveryFen: Fen
  readonly supplierFen: Fen
  readonly allowedFen: Fen
  readonly depositFen: Fen
  readonly carriedInFen: Fen
  readonly paidFen: Fen
  readonly carryFen: Fen
}

/** Money beside the formula of one provider, line and month, by kind. */
export type Moved = (provider: string, line: string, month: string, kind: MoneyKind) => Fen

export function movedBy(events: readonly MoneyEvent[], lineFor: (provider: string) => string): Moved {
  const sums = new Map<string, number>()
  for (const { provider, line, month, kind, amountFen } of events) {
    const key = `${provider} ${line === '' ? lineFor(provider) : line} ${month} ${kind}`
    sums.set(key, (sums.get(key) ?? 0) + amountFen)
  }
  return (provider, line, month, kind) => fen(sums.get(`${provider} ${line} ${month} ${kind}`) ?? 0)
}

/** One month's postings at the start's value, and a twelfth of the monthly share of capitation. */
export function monthPostings(
  rules: PaymentRules,
  tables: PaymentTables,
  cases: readonly PaymentCase[],
  heads: readonly Heads[],
  month: string,
): { collected: Collected; posted: Posted; capitation: ReadonlyMap<string, Fen> } {
  const collected = collect(rules, tables, cases, monthPeriod(month))
  return {
    collected,
    posted: post(rules, tables, collected, heads, 'start'),
    capitation: monthlyCapitation(rules, heads),
  }
}

/** By `provider line`; the bonus is known only at the year's end, so it is left out. */
function monthlyCapitation(rules: PaymentRules, heads: readonly Heads[]): Map<string, Fen> {
  const result = new Map<string, Fen>()
  for (const [id, method] of rules.methods) {
    if (method.kind !== 'capitation') continue
    const pairs = new Set(heads.map(({ provider, scheme }) => `${provider} ${scheme}`))
    for (const pair of pairs) {
      const [provider = '', scheme = ''] = pair.split(' ')
      const own = heads.filter((each) => each.provider === provider && each.scheme === scheme)
      const year = times(capitationDue(method, own, undefined).value, method.monthly_share.value)
      const line = lineOf(rules, id, scheme, '') ?? rules.budgets.find((each) => each.methods.includes(id))
      const key = `${provider} ${line?.id ?? ''}`
      const twelfth = fenOf(times(year, { n: 1n, d: 12n }), rules.rounding.mode)
      result.set(key, fen((result.get(key) ?? 0) + twelfth))
    }
  }
  return result
}

interface MonthInput {
  readonly rules: PaymentRules
  readonly month: string
  readonly postings: readonly Posting[]
  readonly beside: ReadonlyMap<string, Fen>
  readonly capitation: ReadonlyMap<string, Fen>
  readonly moved: Moved
  /** `provider line` pairs that are to have a row. */
  readonly pairs: readonly string[]
  /** Carry of the month before, by `provider line`. */
  readonly carry: ReadonlyMap<string, Fen>
}

/** A row for each provider and line of the month. */
export function monthRows(input: MonthInput): MonthRow[] {
  const { postings } = input
  const sums = new Map<string, { cases: number; fund: number }>()
  for (const { sums: own, fundFen } of postings) {
    const key = `${own.provider} ${own.line}`
    const before = sums.get(key) ?? { cases: 0, fund: 0 }
    sums.set(key, { cases: before.cases + own.cases, fund: before.fund + fundFen })
  }
  return input.pairs.map((pair) => monthRow(input, pair, sums.get(pair) ?? { cases: 0, fund: 0 }))
}

function monthRow(input: MonthInput, pair: string, own: { cases: number; fund: number }): MonthRow {
  const { rules, month, moved } = input
  const [provider = '', line = ''] = pair.split(' ')
  const { mode } = rules.rounding
  const of = (kind: MoneyKind): Fen => moved(provider, line, month, kind)
  const beside = rules.exempt?.line === line ? (input.beside.get(provider) ?? ZERO) : ZERO
  const capitation = input.capitation.get(pair) ?? ZERO
  const deductionFen = of('deduction')
  const advance = monthlyAllowed(yuanOf(fen(own.fund)), rules.month.advance_share.value, deductionFen, mode)
  // What is paid beside the methods and the monthly part of capitation are not cut a second time.
  const allowedFen = fen(fenOf(advance.value, mode) + beside + capitation)
  const [prepaymentOffsetFen, recoveryFen, supplierFen] = [of('prepayment_offset'), of('recovery'), of('supplier')]
  const carriedInFen = input.carry.get(pair) ?? ZERO
  const depositRate = roundedTo(rules.month.deposit.value, 8)
  const inputs = { allowedFen, depositRate, prepaymentOffsetFen, recoveryFen, supplierFen, carryFen: carriedInFen }
  const { depositFen, paidFen, carryFen } = monthlyPayable(inputs, mode)
  const common = { month, provider, line, cases: own.cases, fundFen: fen(own.fund + beside + capitation) }
  return {
    ...common,
    ...{ deductionFen, prepaymentOffsetFen, recoveryFen, supplierFen, allowedFen, depositFen },
    ...{ carriedInFen, paidFen, carryFen },
  }
}
