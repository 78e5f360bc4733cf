// Cases about what no bill stands behind: `expect: { allowance: 38400元 }`, `expect: { waiting_months: 4, benefit_start: … }`.
import { allowancesFor } from '../benefits/beside/allowance.ts'
import { waitingFor } from '../benefits/beside/waiting.ts'
import type { ExplanationNode } from '../benefits/explain/node.ts'
import { accepted, type Outcome } from '../outcome.ts'
import type { Library } from '../policy/library.ts'
import type { PolicyCase } from './case.ts'

export interface BesideTheBill {
  readonly amounts: ReadonlyMap<string, number | string>
  readonly explanations: readonly ExplanationNode[]
}

const OF_ALLOWANCES = /^allowances?(\.|$)/

/** A case about an enrolment, or one that expects an allowance. */
export const isBesideTheBill = ({ enrolment, expect }: PolicyCase): boolean =>
  enrolment !== undefined || [...expect.keys()].some((path) => OF_ALLOWANCES.test(path))

export function besideTheBill(library: Library, policyCase: PolicyCase): Outcome<BesideTheBill> {
  return policyCase.enrolment ? waitingOf(library, policyCase, policyCase.enrolment) : allowanceOf(library, policyCase)
}

function allowanceOf(library: Library, { bill, on, knownOn }: PolicyCase): Outcome<BesideTheBill> {
  const outcome = allowancesFor(library, bill.person, bill.visit, on, knownOn)
  if (!outcome.ok) return outcome
  const amounts = outcome.value.map(({ id, amount }): [string, number] => [`allowances.${id}`, amount])
  const sum = amounts.reduce((total, [, amount]) => total + amount, 0)
  return accepted({
    amounts: new Map([...amounts, ['allowance', sum]]),
    explanations: outcome.value.map(({ explanation }) => explanation),
  })
}

function waitingOf(
  library: Library,
  { bill, knownOn }: PolicyCase,
  enrolment: NonNullable<PolicyCase['enrolment']>,
): Outcome<BesideTheBill> {
  const outcome = waitingFor(library, { person: bill.person, ...enrolment }, knownOn)
  if (!outcome.ok) return outcome
  const { months, benefitStart, explanation } = outcome.value
  return accepted({
    amounts: new Map<string, number | string>([
      ['waiting_months', months],
      ['benefit_start', benefitStart],
    ]),
    explanations: explanation ? [explanation] : [],
  })
}
