// One case with every step: what it counts for, its standard at the value of the run, the fund's part.
import { type Fen, fractions, payment } from '@yibao/kernel'
import type { PaidCase } from './model.ts'
import { exactRead, paymentCaseOf } from './rules.ts'

const NOBODY: ReadonlySet<string> = new Set()

/** The same trees that the calculation went through; a quota that was used up is known by the rule that fired. */
export function explainPaid(
  rules: payment.PaymentRules,
  paid: PaidCase,
  level: string,
): { readonly units: payment.PaymentStep; readonly fund: payment.PaymentStep } {
  const year = Number(paid.facts.settledOn.slice(0, 4))
  const each = paymentCaseOf(paid.facts, level)
  const only = (rule: payment.PricingRule) => (paid.rule === rule ? new Set([each.id]) : NOBODY)
  const overruled = {
    high: only('high_over_quota'),
    review: only('review_over_cap'),
    exit: only('path_left_over_quota'),
  }
  const tables = { groups: new Map(), providers: new Map() }
  const { from, to } = payment.yearPeriod(year)
  const priced = payment.priceCase(each, { rules, tables, overruled, daysBefore: new Map(), from, to })
  const { figures, budget: line, method } = paid
  const value = figures.value === '' ? fractions.EXACT_ZERO : exactRead(figures.value)
  const kept: payment.Kept = { ...priced, line, method }
  return { units: priced.step, fund: payment.caseFundStep(rules, kept, value, exactRead(figures.ratio)) }
}

export const dueText = (fen: number): string => fractions.exactText(fractions.yuanOf(fen as Fen), 2)
