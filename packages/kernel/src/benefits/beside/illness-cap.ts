// 大病保险最高支付限额 with its incentives (国办发〔2024〕38号): the policy's own limit, worked out with and without the years.
import { accepted, type Outcome } from '../../outcome.ts'
import type { Library } from '../../policy/library.ts'
import type { Day } from '../../time/day.ts'
import type { Person, Visit } from '../bill.ts'
import { citationOf, citationText } from '../explain/citation.ts'
import { answered } from './allowance.ts'
import { Desk } from './desk.ts'

export interface IllnessCap {
  /** Absent: no limit for this person. */
  readonly capFen?: number
  /** Without any incentive. */
  readonly baseFen?: number
  /** Of continuous years alone, and of years without a claim alone; together at most what the policy allows. */
  readonly yearsFen: number
  readonly zeroFen: number
  /** The clause behind it. */
  readonly clause: string
}

/** Undefined: the area has no such limit on that day. */
export function illnessCapFor(
  library: Library,
  person: Person,
  on: Day,
): Outcome<IllnessCap | undefined, 'policy_gap' | 'not_in_force'> {
  const tier = [...library.content.tiers.values()].find(
    ({ payer, fund }) => payer === 'serious_illness' && fund === 'resident_serious_illness',
  )
  const desk = (years: number, zero: number) =>
    new Desk(library, { ...person, continuousYears: years, zeroClaimYears: zero }, visitOn(on), on, on)
  const { continuousYears = 0, zeroClaimYears = 0 } = person
  const entry = tier && desk(0, 0).at(tier.limits)
  const limit = entry?.value.find((each) => each.on === 'payment' && each.per === 'year')
  if (!entry || !limit || !tier) return accepted(undefined)
  return answered(() => {
    const of = (years: number, zero: number): number => desk(years, zero).value(limit.amount)
    const [capFen, baseFen] = [of(continuousYears, zeroClaimYears), of(0, 0)]
    const citation = citationOf(library, `tiers.${tier.id}.limits`, entry)
    const clause = citation ? citationText(citation) : ''
    if (!Number.isSafeInteger(capFen) || capFen >= UNLIMITED) return { yearsFen: 0, zeroFen: 0, clause }
    return {
      ...{ capFen, baseFen, clause },
      yearsFen: of(continuousYears, 0) - baseFen,
      zeroFen: of(0, zeroClaimYears) - baseFen,
    }
  })
}

/** A thousand million yuan: what stands for no limit is beyond it. */
const UNLIMITED = 100_000_000_000

const visitOn = (on: Day): Visit => ({
  setting: 'inpatient',
  level: '',
  admittedOn: on,
  dischargedOn: on,
  settledOn: on,
})

/**
 * 零报销年数: years of the unbroken run, from the year the rule begins, that were paid for, followed by another paid year, and in
 * which no fund paid anything.
 */
export function zeroClaimYears(
  paidYears: Iterable<number>,
  claimYears: Iterable<number>,
  year: number,
  ruleFrom: number,
): number {
  const [paid, claimed] = [new Set(paidYears), new Set(claimYears)]
  let count = 0
  for (let each = year - 1; each >= ruleFrom && paid.has(each) && paid.has(each + 1); each -= 1)
    if (!claimed.has(each)) count += 1
  return count
}
