// What a line means for the person it names: a new person, a new enrolment, a renewal, a move, a stop, nothing, or a duplicate
// on which the notices rule. Pure: the same line and person give the same verdict for ever.
import type { Scheme, Status } from '../../benefits/bill.ts'
import { addDays, ageOn, type Day, day, daysBetween, yearOf } from '../../time/day.ts'
import { type DuplicateRuling, type PersonPlaces, ruleOnDuplicate, type SpellClaim } from '../duplicate.ts'
import { type NewbornRule, newbornCover } from '../newborn.ts'
import type { EnrolLine, FaultCode } from './line.ts'

/** An enrolment as a person's record holds it. */
export interface EnrolSpell {
  readonly scheme: Scheme
  readonly status: Status
  readonly from: Day
  readonly until?: Day
  readonly benefitFrom?: Day
  readonly state: 'active' | 'suspended' | 'terminated'
  readonly area: string
  readonly employerNo?: string
  readonly civilServant: boolean
  readonly continuousYearsBefore: number
}

/** What of a person the ruling needs. */
export interface EnrolPerson {
  readonly name: string
  readonly area: string
  readonly diedOn?: Day
  readonly spells: readonly EnrolSpell[]
  /** Categories whose contribution others pay. */
  readonly isSubsidised: boolean
}

export const ENROL_KINDS = [
  'new_person',
  'enrolled',
  'renewed',
  'moved',
  'stopped',
  'base_changed',
  'unchanged',
  'duplicate_new_kept',
  'duplicate_old_kept',
  'duplicate_choice',
] as const
export type EnrolKind = (typeof ENROL_KINDS)[number]

export type EnrolVerdict =
  | { readonly kind: EnrolKind; readonly spells: readonly EnrolSpell[]; readonly duplicate?: DuplicateFound }
  | {
      readonly kind: 'fault'
      readonly code: FaultCode
      readonly column: 'name' | 'from' | 'certificateNo' | 'employerNo'
      readonly found: string
      readonly allowed: string
    }

/** Two enrolments of one time, and what the notices say of them. */
export interface DuplicateFound {
  readonly ruling: DuplicateRuling
  readonly standing: EnrolSpell
  readonly asked: EnrolSpell
}

export interface EnrolRules {
  /** 中断不超过几个月视为连续. */
  readonly bridgeMonths: number
  /** An employer declares its own people: whoever stands at another one is ended there first. */
  readonly ownEmployer?: string
  /** Of children enrolled by their birth; absent: their line is taken as it stands. */
  readonly newborn?: NewbornRule
  /** First day of benefits of a resident's enrolment, by the rules of waiting. */
  readonly benefitFrom: (line: EnrolLine, before: EnrolPerson | undefined, until: Day) => Day | undefined
}

const FOREVER = '9999-12-31' as Day
const endOf = ({ until }: EnrolSpell): Day => until ?? FOREVER

export function ruleOnLine(line: EnrolLine, person: EnrolPerson | undefined, rules: EnrolRules): EnrolVerdict {
  if (person && person.name !== line.name)
    return {
      kind: 'fault',
      code: 'name_differs',
      column: 'name',
      found: line.name,
      allowed: '与登记的姓名一致 the name on record',
    }
  if (person?.diedOn !== undefined && person.diedOn < line.from)
    return {
      kind: 'fault',
      code: 'person_died',
      column: 'from',
      found: line.from,
      allowed: `不晚于登记的死亡日期 ${person.diedOn}`,
    }
  if (line.action === 'base') return rebased(line, person)
  if (line.action === 'stop') return stopped(line, person)
  const verdict = enrolled(line, person, rules)
  const other = rules.ownEmployer && elsewhere(verdict, person, line.from, rules.ownEmployer)
  return other
    ? {
        kind: 'fault',
        code: 'at_other_employer',
        column: 'employerNo',
        found: '在其他单位参保',
        allowed: '先由原单位减员',
      }
    : verdict
}

/** Somebody who works elsewhere is not taken from there by the new employer's word alone. */
const elsewhere = (verdict: EnrolVerdict, person: EnrolPerson | undefined, on: Day, own: string): boolean =>
  verdict.kind === 'moved' &&
  (person?.spells ?? []).some(
    (spell) =>
      spell.state === 'active' && spell.employerNo !== undefined && spell.employerNo !== own && endOf(spell) >= on,
  )

/** 基数变更: the enrolment stays as it is; the wage that is declared is kept beside it. */
function rebased(line: EnrolLine, person: EnrolPerson | undefined): EnrolVerdict {
  const spells = person?.spells ?? []
  const stands = spells.some(
    (spell) =>
      spell.scheme === line.scheme &&
      spell.state === 'active' &&
      spell.employerNo === line.employerNo &&
      spell.from <= line.from &&
      line.from <= endOf(spell),
  )
  return stands ? { kind: 'base_changed', spells } : notEnrolled(line.from)
}

const notEnrolled = (on: Day): EnrolVerdict => ({
  kind: 'fault',
  code: 'not_enrolled',
  column: 'certificateNo',
  found: `${on} 没有这一险种的参保`,
  allowed: '正在参保的人员',
})

function stopped(line: EnrolLine, person: EnrolPerson | undefined): EnrolVerdict {
  const until = line.until ?? line.from
  const isOwn = (spell: EnrolSpell) => line.employerNo === undefined || spell.employerNo === line.employerNo
  const isMeant = (spell: EnrolSpell) =>
    spell.scheme === line.scheme && spell.area === line.area && spell.state === 'active' && isOwn(spell)
  const spells = person?.spells ?? []
  if (
    spells.some(
      (spell) =>
        spell.scheme === line.scheme &&
        spell.area === line.area &&
        spell.state === 'terminated' &&
        spell.until === until &&
        isOwn(spell),
    )
  )
    return { kind: 'unchanged', spells }
  const at = spells.findIndex((spell) => isMeant(spell) && spell.from <= until && until <= endOf(spell))
  const found = spells[at]
  if (!found) return notEnrolled(until)
  return { kind: 'stopped', spells: spells.with(at, { ...found, until, state: 'terminated' }) }
}

function enrolled(line: EnrolLine, person: EnrolPerson | undefined, rules: EnrolRules): EnrolVerdict {
  const asked = spellOf(line, person, rules)
  const spells = person?.spells ?? []
  const standing = spells.filter(
    (spell) => spell.state === 'active' && spell.from <= endOf(asked) && asked.from <= endOf(spell),
  )
  if (standing.length === 0) return { kind: kindOf(person, asked), spells: inOrder([...spells, asked]) }
  if (standing.some((spell) => isCovered(asked, spell))) return { kind: 'unchanged', spells }
  const [other] = standing as [EnrolSpell, ...EnrolSpell[]]
  if (standing.length === 1 && isSuccessor(asked, other))
    return { kind: 'moved', spells: inOrder([...without(spells, other), ...cutBefore(other, asked.from), asked]) }
  const ruling = ruleOnDuplicate(
    claimOf(
      'asked',
      asked,
      yearsBefore(person, asked.from, rules.bridgeMonths, asked.scheme) * YEAR_MONTHS,
      asked.from,
      person,
    ),
    claimOf('standing', other, monthsUpTo(asked.from, other), asked.from, person),
    placesOf(asked, person),
  )
  const duplicate = { ruling, standing: other, asked }
  if (ruling.keep === 'asked' && standing.length === 1)
    return {
      kind: 'duplicate_new_kept',
      spells: inOrder([...without(spells, other), ...suspendedFrom(other, asked.from), asked]),
      duplicate,
    }
  return { kind: ruling.keep === 'standing' ? 'duplicate_old_kept' : 'duplicate_choice', spells, duplicate }
}

const kindOf = (person: EnrolPerson | undefined, { scheme }: EnrolSpell): EnrolKind =>
  person === undefined ? 'new_person' : person.spells.some((spell) => spell.scheme === scheme) ? 'renewed' : 'enrolled'

function spellOf(line: EnrolLine, person: EnrolPerson | undefined, rules: EnrolRules): EnrolSpell {
  const { scheme, status, area, employerNo, civilServant } = line
  const born = daysOfNewborn(line, person, rules)
  const from = born?.from ?? line.from
  const until = line.until ?? born?.until ?? (scheme === 'resident' ? day(`${from.slice(0, 4)}-12-31`) : undefined)
  const benefitFrom = scheme === 'resident' ? rules.benefitFrom(line, person, until ?? FOREVER) : undefined
  return {
    ...{ scheme, status, from, area, civilServant, state: 'active' as const },
    ...(until && { until }),
    ...(benefitFrom !== undefined && benefitFrom > from && { benefitFrom }),
    ...(employerNo && { employerNo }),
    continuousYearsBefore: yearsBefore(person, from, rules.bridgeMonths),
  }
}

/** 新生儿: paid in time, from birth to the end of the last year paid for; late, from the day of payment on. */
function daysOfNewborn(
  { scheme, status, bornOn, from, paidOn = from }: EnrolLine,
  person: EnrolPerson | undefined,
  { newborn }: EnrolRules,
): { readonly from: Day; readonly until?: Day } | undefined {
  const isFirst = (person?.spells ?? []).every((spell) => spell.status === 'newborn')
  if (scheme !== 'resident' || status !== 'newborn' || !newborn || !isFirst) return undefined
  const { inTime, chargedYears } = newbornCover(bornOn, paidOn, false, newborn)
  if (!inTime) return { from: paidOn > from ? paidOn : from }
  return { from: bornOn, until: day(`${Math.max(yearOf(paidOn), ...chargedYears)}-12-31`) }
}

const DAYS_OF_MONTH = 31

const YEAR_MONTHS = 12
/** Mean length: a year is never short of twelve. */
const MONTH_DAYS = 30.4

/** Months without a break in the standing enrolment when the other one begins. */
const monthsUpTo = (on: Day, { from, continuousYearsBefore }: EnrolSpell): number =>
  continuousYearsBefore * YEAR_MONTHS + (from < on ? Math.floor(daysBetween(from, on) / MONTH_DAYS) : 0)

/** Years of the enrolments that lead up to a day without a gap longer than may be bridged. */
function yearsBefore(person: EnrolPerson | undefined, from: Day, bridgeMonths: number, scheme?: Scheme): number {
  const last = (person?.spells ?? [])
    .filter((spell) => spell.from < from && spell.state !== 'suspended' && (scheme ?? spell.scheme) === spell.scheme)
    .sort((a, b) => (endOf(a) < endOf(b) ? 1 : -1))[0]
  if (!last) return 0
  const end = endOf(last) < from ? endOf(last) : addDays(from, -1)
  if (daysBetween(end, from) - 1 > bridgeMonths * DAYS_OF_MONTH) return 0
  return last.continuousYearsBefore + Math.max(0, ageOn(last.from, addDays(end, 1)))
}

/** Nothing new: the same enrolment stands already over all of the time asked for. */
const isCovered = (asked: EnrolSpell, spell: EnrolSpell): boolean =>
  spell.scheme === asked.scheme &&
  spell.status === asked.status &&
  spell.area === asked.area &&
  spell.employerNo === asked.employerNo &&
  spell.from <= asked.from &&
  endOf(spell) >= endOf(asked)

/** The same scheme and area, begun later: another employer or status follows the one before. */
const isSuccessor = (asked: EnrolSpell, spell: EnrolSpell): boolean =>
  spell.scheme === asked.scheme && spell.area === asked.area && spell.from < asked.from

const without = (spells: readonly EnrolSpell[], spell: EnrolSpell): EnrolSpell[] =>
  spells.filter((each) => each !== spell)

const cutBefore = (spell: EnrolSpell, on: Day): EnrolSpell[] => [
  { ...spell, until: addDays(on, -1), state: 'terminated' },
]

/** 暂停: what lies before stays as it was; from the day on nothing is paid out of it. */
function suspendedFrom(spell: EnrolSpell, on: Day): EnrolSpell[] {
  if (on <= spell.from) return [{ ...spell, state: 'suspended' }]
  return [
    { ...spell, until: addDays(on, -1), state: 'terminated' },
    { ...spell, from: on, state: 'suspended' },
  ]
}

/** 书面选择: the one asked for stands, and what stood is suspended from its first day. */
export function keepAsked(spells: readonly EnrolSpell[], at: number, asked: EnrolSpell): EnrolSpell[] {
  const standing = spells[at]
  return standing ? inOrder([...without(spells, standing), ...suspendedFrom(standing, asked.from), asked]) : [...spells]
}

const inOrder = (spells: readonly EnrolSpell[]): EnrolSpell[] =>
  [...spells].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))

function claimOf(
  spellId: string,
  spell: EnrolSpell,
  continuousMonths: number,
  on: Day,
  person: EnrolPerson | undefined,
): SpellClaim {
  const { scheme, area, status, from, benefitFrom } = spell
  return {
    ...{ spellId, scheme, area, since: from },
    isStudent: status === 'student',
    isSubsidised: person?.isSubsidised === true && spellId === 'standing' && scheme === 'resident',
    continuousMonths,
    isWaiting: benefitFrom !== undefined && benefitFrom > on,
  }
}

const placesOf = (asked: EnrolSpell, person: EnrolPerson | undefined): PersonPlaces => ({
  workArea: asked.employerNo === undefined ? undefined : asked.area,
  residenceArea: person?.area,
  schoolArea: undefined,
})
