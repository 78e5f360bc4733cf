// 待遇等待期 (国办发〔2024〕38号): a fixed part, a variable part for missed years that can be repaired, a floor, and the day on which
// benefits begin. Waiting months are whole calendar months.
import { type Outcome, refused } from '../../outcome.ts'
import type { Library } from '../../policy/library.ts'
import type { Waiting } from '../../policy/model.ts'
import { addDays, addMonths, type Day, day } from '../../time/day.ts'
import type { Person, Visit } from '../bill.ts'
import type { ExplanationNode, Words } from '../explain/node.ts'
import { given, node } from '../explain/write.ts'
import { answered } from './allowance.ts'
import { Desk } from './desk.ts'

/** What is known of an enrolment when its waiting period is worked out. */
export interface Enrolment {
  readonly person: Person
  readonly paidOn: Day
  /** The benefit year that the contribution is for. */
  readonly enrolledFor: number
}

export interface WaitingOutcome {
  /** Absent where no rule applies: benefits begin at once. */
  readonly rule?: string
  readonly months: number
  readonly benefitStart: Day
  readonly explanation?: ExplanationNode
}

/** The waiting period of an enrolment under the rules in force on the day of payment. */
export function waitingFor(
  library: Library,
  { person, paidOn, enrolledFor }: Enrolment,
  knownOn: Day,
): Outcome<WaitingOutcome, 'policy_gap' | 'not_in_force' | 'several_rules'> {
  // The rule is looked up on the day from which benefits could first run: a rule that begins with the year holds for it.
  const yearStart = day(`${String(enrolledFor).padStart(4, '0')}-01-01`)
  const concentrated = (person.enrolmentWindow ?? 'concentrated') === 'concentrated'
  const on = concentrated ? yearStart : paidOn
  const desk = new Desk(library, person, eventOn(on), on, knownOn < on ? on : knownOn)
  const own = [...library.content.waiting.values()].filter(
    (each) => each.scheme === person.scheme && desk.at(each.fixed) !== undefined,
  )
  const outcome = answered(() => own.filter((each) => desk.holds(each.when)))
  if (!outcome.ok) return outcome
  const [rule, second] = outcome.value
  if (second && rule) return refused('several_rules', { first: rule.id, second: second.id })
  if (!rule) return { ok: true, value: { months: 0, benefitStart: concentrated ? yearStart : addDays(paidOn, 1) } }
  return answered(() => {
    const explanation = monthsOf(desk, rule)
    const start = desk.need(rule.counted_from, `waiting ${rule.id}.counted_from`).value
    const from = start[concentrated ? 'concentrated' : 'late'] === 'enrolment_year' ? yearStart : addDays(paidOn, 1)
    const months = explanation.value
    return { rule: rule.id, months, benefitStart: startAfter(from, months), explanation }
  })
}

/** The first day of a month on or after the day that many months later; without waiting, the day itself. */
function startAfter(from: Day, months: number): Day {
  if (months === 0) return from
  const end = addMonths(from, months)
  return end.endsWith('-01') ? end : addMonths(day(`${end.slice(0, 7)}-01`), 1)
}

const WORDS = {
  fixed: { zh: '固定等待期', en: 'fixed waiting' },
  variable: { zh: '变动等待期', en: 'variable waiting' },
  repair: { zh: '修复', en: 'repaired' },
  left: { zh: '修复后的变动等待期', en: 'variable waiting after repair' },
  least: { zh: '不少于', en: 'at least' },
} satisfies Record<string, Words>

/** max(floor, fixed + max(0, variable − repaired)), as a tree. */
function monthsOf(desk: Desk, rule: Waiting): ExplanationNode {
  const part = (key: 'fixed' | 'variable' | 'repair' | 'at_least', title: Words): ExplanationNode => {
    const entry = desk.at(rule[key])
    const id = `${rule.id}.${key}`
    return entry ? desk.explained(entry, id, `waiting.${id}`, title) : given(id, title, 'count', 0)
  }
  const [fixed, variable, repair] = [
    part('fixed', WORDS.fixed),
    part('variable', WORDS.variable),
    part('repair', WORDS.repair),
  ]
  const least = part('at_least', WORDS.least)
  const count = (
    id: string,
    title: Words,
    op: 'sum' | 'minus' | 'largest',
    value: number,
    children: ExplanationNode[],
  ) => node({ id: `${rule.id}.${id}`, title, op, unit: 'count', value, children })
  const left = count('left', WORDS.left, 'minus', Math.max(0, variable.value - repair.value), [variable, repair])
  const both = count('both', { zh: '合计', en: 'together' }, 'sum', fixed.value + left.value, [fixed, left])
  const title = { zh: rule.title, en: rule.titleEn ?? rule.title }
  return count('months', title, 'largest', Math.max(both.value, least.value), [both, least])
}

const eventOn = (on: Day): Visit => ({
  setting: 'inpatient',
  level: '',
  admittedOn: on,
  dischargedOn: on,
  settledOn: on,
})
