// What it would mean to pay as a resident today: waiting and its repair, who pays what and why, and the incentives on the limit.
import type { EnrolleeView } from '@yibao/contract/rest'
import {
  ageOn,
  contribution,
  type Day,
  enrolment,
  type Fen,
  illnessCapFor,
  type Status,
  yearOf,
  yuanForPeople,
  zeroClaimYears,
} from '@yibao/kernel'
import { isConcentrated, waitingIfPaid } from '../../enrolment/index.ts'
import { continuousYears, type Person, spellsOn } from '../../person/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { categoryTitle } from '../words.ts'
import { type Words, words } from './words.ts'

type Outlook = EnrolleeView['outlook']

/** 国办发〔2024〕38号: missed years and years without a claim count from here. */
const RULE_FROM = 2025
const REPAIRS_SHOWN = 6

export function outlookOf(
  parts: ConsoleParts,
  person: Person,
  rules: contribution.ContributionRules,
  today: Day,
  claimYears: readonly number[],
): Outlook {
  const { library } = parts.desks.policy
  const [insured] = spellsOn(person.dossier, today)
  const status = residentStatus(person, today)
  const year = isConcentrated(today, yearOf(today) + 1, rules.resident.window) ? yearOf(today) + 1 : yearOf(today)
  const who = { ...person, spells: person.dossier.spells }
  const waitingWith = (repaired: number) =>
    waitingIfPaid(library, rules, who, { status, paidOn: today, year, repaired })
  const waiting = waitingWith(0)
  // Nobody has missed what was before they were born, or before they were ever enrolled.
  const countFrom = Math.max(RULE_FROM, yearOf(person.bornOn))
  const missed = who.spells.length === 0 ? 0 : enrolment.missedYears(waiting.coveredYears, year, countFrom)
  const standardFen = (rules.resident.standards.get(status) ?? 0) as Fen
  const years = insured ? continuousYears(insured, today) : 0
  const zero = zeroClaimYears(waiting.coveredYears, claimYears, yearOf(today), RULE_FROM)
  return {
    ...{ years, missed, waitingMonths: waiting.months, standardFen },
    benefitFrom: waiting.months > 0 ? (waiting.benefitStart ?? null) : null,
    reason: sentenceOf(waiting.months, missed, waiting.isConcentrated, year),
    standardBasis: rules.resident.standardBasis.get(status) ?? '',
    payers: payersOf(parts, person, rules, standardFen, today),
    repairs: Array.from({ length: Math.min(missed, REPAIRS_SHOWN) + (missed > 0 ? 1 : 0) }, (_, repaired) => {
      const { months, benefitStart } = waitingWith(repaired)
      return {
        ...{ years: repaired, priceFen: repaired * standardFen, waitingMonths: months },
        benefitFrom: months > 0 ? (benefitStart ?? null) : null,
      }
    }),
    cap: capOf(parts, person, status, today, { years, zero }),
  }
}

/** 叠加资助: each payer's share, how it comes about, and what it stands on. */
function payersOf(
  { desks }: ConsoleParts,
  person: Person,
  rules: contribution.ContributionRules,
  standardFen: Fen,
  today: Day,
): Outlook['payers'] {
  const held = person.dossier.categories
    .filter(({ from, until }) => from <= today && (until === undefined || today <= until))
    .map(({ category }) => category)
  const stacks = rules.resident.stacks.filter(({ category }) => held.includes(category))
  const best = contribution.bestStack(standardFen, stacks, contribution.OWN_PAYER)
  const own = stacks.find(({ id }) => id === best?.stack.id)
  if (!best || !own)
    return [
      {
        ...{ title: '个人', amountFen: standardFen, basis: '' },
        how: words('没有资助，由本人全额缴纳', 'No subsidy: the person pays it all'),
      },
    ]
  const category = categoryTitle(desks.policy.library, own.category)
  return best.shares.map(({ payer, amountFen }, at) => ({
    title: payer === contribution.OWN_PAYER ? '个人' : (rules.payers.get(payer) ?? payer),
    ...{ amountFen, how: howOf(own.parts[at], category), basis: own.basis },
  }))
}

function howOf(part: contribution.StackPart | undefined, category: string): Words {
  if (part?.kind === 'amount')
    return words(
      `${category}，定额${yuanForPeople(part.amountFen)}元`,
      `${category}: a fixed ${yuanForPeople(part.amountFen)} yuan`,
    )
  if (part?.kind === 'share')
    return words(`${category}，标准的${part.rateBp / 100}%`, `${category}: ${part.rateBp / 100}% of the standard`)
  return words('前面各方出资后的余额', 'What those before it leave')
}

function capOf(
  { desks }: ConsoleParts,
  person: Person,
  status: Status,
  today: Day,
  { years, zero }: { readonly years: number; readonly zero: number },
): Outlook['cap'] {
  const outcome = illnessCapFor(
    desks.policy.library,
    {
      ...{ scheme: 'resident', status, sex: person.sex, age: ageOn(person.bornOn, today) },
      categories: person.dossier.categories
        .filter(({ from, until }) => from <= today && (until === undefined || today <= until))
        .map(({ category }) => category),
      ...{ continuousYears: years, zeroClaimYears: zero },
    },
    today,
  )
  if (!outcome.ok || !outcome.value) return null
  const { capFen, baseFen, yearsFen, zeroFen, clause } = outcome.value
  return {
    ...{ capFen: capFen ?? null, baseFen: baseFen ?? null, yearsFen, zeroFen, zeroYears: zero, clause },
    reason: capReason(outcome.value, years, zero),
  }
}

type Cap = NonNullable<Extract<ReturnType<typeof illnessCapFor>, { ok: true }>['value']>

function capReason({ capFen, baseFen, yearsFen, zeroFen }: Cap, years: number, zero: number): Words {
  if (capFen === undefined || baseFen === undefined)
    return words('该人员类别不设最高支付限额', 'No limit for this category of person')
  const yuan = (fen: number): string => yuanForPeople(fen as Fen)
  const parts = [
    yearsFen > 0 ? `连续参保${years}年，提高${yuan(yearsFen)}元` : `连续参保${years}年，还没有到提高限额的年数`,
    zeroFen > 0 ? `零报销${zero}年，提高${yuan(zeroFen)}元` : '没有零报销年度的提高',
  ]
  const limited = capFen < baseFen + yearsFen + zeroFen ? '；两项合计受上限限制' : ''
  return words(
    `${parts.join('；')}${limited}；断保后连续年数重新计算`,
    `${years} continuous years: +${yuan(yearsFen)}; ${zero} years without a claim: +${yuan(zeroFen)}${limited === '' ? '' : '; together bounded'}`,
  )
}

const sentenceOf = (months: number, missed: number, isInPeriod: boolean, year: number): Words => {
  if (months === 0) return words(`今日缴纳${year}年度保费，不设等待期`, `Paid today for ${year}: no waiting`)
  const why = [...(isInPeriod ? [] : ['集中缴费期外']), ...(missed > 0 ? [`断保${missed}年`] : [])].join('，')
  return words(
    `今日缴纳${year}年度保费，${why}，等待${months}个月（国办发〔2024〕38号）`,
    `Paid today for ${year}: ${months} months of waiting${missed > 0 ? `, ${missed} years missed` : ''}`,
  )
}

const CHILD = 6
const ADULT = 18

function residentStatus({ bornOn }: Person, today: Day): Status {
  const age = ageOn(bornOn, today)
  if (age < 1) return 'newborn'
  if (age < CHILD) return 'child'
  return age < ADULT ? 'student' : 'adult'
}
