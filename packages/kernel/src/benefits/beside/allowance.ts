// 津贴: what a person or employer is paid without a bill, such as 生育津贴 — the wage of a month ÷ 30 × days of leave.
import type { Fen } from '../../money/fen.ts'
import { accepted, type Outcome, refused } from '../../outcome.ts'
import type { Library } from '../../policy/library.ts'
import type { Fund, Payer } from '../../policy/model.ts'
import type { Day } from '../../time/day.ts'
import type { Person, Visit } from '../bill.ts'
import { PolicyGap } from '../compile/gap.ts'
import { NotInForce } from '../compile/plan.ts'
import type { ExplanationNode } from '../explain/node.ts'
import { Desk } from './desk.ts'

export interface AllowanceOutcome {
  readonly id: string
  readonly title: string
  readonly payer: Payer
  readonly fund: Fund
  readonly amount: Fen
  readonly policyVersion: string
  /** Adds up to the amount, as the tree of a settlement does. */
  readonly explanation: ExplanationNode
}

/** Every allowance that this person may have for this event, in the order of their ids. */
export function allowancesFor(
  library: Library,
  person: Person,
  visit: Visit,
  on: Day,
  knownOn: Day,
): Outcome<readonly AllowanceOutcome[], 'policy_gap' | 'not_in_force'> {
  const desk = new Desk(library, person, visit, on, knownOn)
  const own = [...library.content.allowances.values()].filter((each) => each.scheme === person.scheme)
  return answered(() =>
    own
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .filter((each) => desk.at(each.amount) && desk.holds(each.when))
      .map(({ id, title, titleEn, payer = 'other', fund = 'outside', amount }): AllowanceOutcome => {
        const entry = desk.need(amount, `allowance ${id}`)
        return {
          id,
          title,
          payer,
          fund,
          amount: desk.value(entry.value) as Fen,
          policyVersion: `${library.version}/${id}@${on}~${knownOn}`,
          explanation: desk.explained(entry, id, `allowance.${id}.amount`, { zh: title, en: titleEn ?? title }),
        }
      }),
  )
}

/** A hole in the policy is a refusal, as it is for a bill. */
export function answered<T>(work: () => T): Outcome<T, 'policy_gap' | 'not_in_force'> {
  try {
    return accepted(work())
  } catch (error) {
    if (error instanceof PolicyGap) {
      const at = `${error.place.file}:${error.place.line}`
      return refused('policy_gap', { fact: error.fact ?? '', found: error.found, at })
    }
    if (error instanceof NotInForce) return refused('not_in_force', { what: error.what, on: error.on })
    throw error
  }
}
