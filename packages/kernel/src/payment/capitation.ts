// Capitation (按人头): persons × price of their class × (1 + quality bonus), part by month, part after the checks.
import { compare, EXACT_ZERO, type Exact, exact, plus, yuanOf } from '../money/exact.ts'
import { type Fen, fen } from '../money/fen.ts'
import type { CapitationRules } from './config/methods.ts'
import type { Heads } from './model.ts'
import { added, given, multiplied, type PaymentStep, subtracted, words } from './steps.ts'

/** Full years of persons: person-months ÷ 12. */
const yearsOf = (personMonths: number): Exact => exact(personMonths, 12)

/** The first row whose score is reached; none: no bonus. */
export function bonusFor({ bonus }: CapitationRules, score: Exact | undefined): Exact {
  const row = score && bonus?.find(({ score_at_least: least }) => compare(score, least.value) >= 0)
  return row?.bonus.value ?? EXACT_ZERO
}

/** What a provider's signed persons are worth in a year, with the bonus, less cost elsewhere where it is deducted. */
export function capitationDue(rules: CapitationRules, heads: readonly Heads[], score: Exact | undefined): PaymentStep {
  const bonus = bonusFor(rules, score)
  const parts = [...heads]
    .sort((a, b) => (a.class < b.class ? -1 : a.class > b.class ? 1 : a.scheme < b.scheme ? -1 : 1))
    .flatMap((each) => {
      const price = rules.classes.get(each.class)
      if (!price) return []
      return multiplied(`heads.${each.class}`, words(`签约 ${each.class}`, `signed ${each.class}`), 'yuan', [
        given('persons', words('人年', 'person-years'), 'number', yearsOf(each.personMonths)),
        given('price', words('每人每年', 'a person a year'), 'yuan', price.value, price.citation),
        given('bonus', words('1 + 质量奖励', '1 + quality bonus'), 'number', plus(exact(1), bonus)),
      ])
    })
  const sum = added('heads', words('按人头总额', 'capitation'), 'yuan', parts)
  const elsewhere = heads.reduce((total, each) => total + each.elsewhereFen, 0)
  if (rules.elsewhere.value === 'ignore' || elsewhere === 0) return sum
  return subtracted('due', words('扣减别处费用后', 'less cost elsewhere'), 'yuan', [
    sum,
    given('elsewhere', words('别处同范围费用', 'cost of the same scope elsewhere'), 'yuan', yuanOf(fen(elsewhere))),
  ])
}

/** Classes that the configuration does not price. */
export const unknownClasses = (rules: CapitationRules, heads: readonly Heads[]): string[] => [
  ...new Set(heads.map((each) => each.class).filter((name) => !rules.classes.has(name))),
]

/** Next year's budget of a hospital: last year × (1 + growth). */
export const grownBudget = (lastYearFen: Fen, growth: Exact): PaymentStep =>
  multiplied('budget', words('总额', 'total budget'), 'yuan', [
    given('last', words('上年总额', 'last year'), 'yuan', yuanOf(lastYearFen)),
    given('growth', words('1 + 增长', '1 + growth'), 'number', plus(exact(1), growth)),
  ])
