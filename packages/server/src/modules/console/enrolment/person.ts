// One person at the enrolment window: enrolments with the reason of their waiting, categories, charges, mutual aid, and what comes next.
import type { EnrolleeView } from '@yibao/contract/rest'
import { type contribution, type Day, maskCertificate, maskName, type Outcome, refused, yearOf } from '@yibao/kernel'
import type { Reader } from '../../common/index.ts'
import {
  billsPaidAlone,
  chargesFor,
  earlierIdentities,
  isConcentrated,
  receiversOf,
  visitsOf,
  yearsWithClaims,
} from '../../enrolment/index.ts'
import {
  continuousYears,
  findPerson,
  findPersons,
  maskedPerson,
  type Person,
  type Spell,
  schemeTitle,
} from '../../person/index.ts'
import { statusTitle } from '../../policy/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { categoryTitle, fundTitle, SEX_TITLES } from '../words.ts'
import { moment } from './batches.ts'
import { LISTS, reasonTitle } from './lists.ts'
import { isInfant, newbornView } from './newborn.ts'
import { outlookOf } from './outlook.ts'
import { type Words, words } from './words.ts'

const CHARGES_SHOWN = 60
const VISITS_SHOWN = 20
const STATES: Readonly<Record<string, Words>> = {
  active: words('正常参保', 'Enrolled'),
  suspended: words('暂停参保', 'Suspended'),
  terminated: words('已终止', 'Ended'),
  waiting: words('待遇等待期', 'Waiting'),
  coming: words('未开始', 'To come'),
}
const STATUS_EN: Readonly<Record<string, string>> = {
  ...{ active: 'Employed', retired: 'Retired', flexible: 'Flexibly employed', unemployed: 'Unemployed' },
  ...{ adult: 'Adult', student: 'Student', child: 'Child', newborn: 'Newborn' },
}
const RELATIONS: Readonly<Record<string, Words>> = {
  spouse: words('配偶', 'Spouse'),
  parent: words('父母', 'Parent'),
  child: words('子女', 'Child'),
  sibling: words('兄弟姐妹', 'Sibling'),
  grandparent: words('祖父母、外祖父母', 'Grandparent'),
  grandchild: words('孙子女、外孙子女', 'Grandchild'),
}
const relation = (code: string): Words => RELATIONS[code] ?? words(code, code)

/** Everything on record that the screen shows of one person. */
async function knownOf(reader: Reader, personNo: string, today: Day) {
  const person = await findPerson(reader, personNo)
  if (!person) return undefined
  return {
    person,
    givers: await findPersons(
      reader,
      person.dossier.givers.map(({ giver }) => giver),
    ),
    receivers: await receiversOf(reader, personNo),
    charges: await chargesFor(reader, personNo, CHARGES_SHOWN),
    visits: await visitsOf(reader, personNo, VISITS_SHOWN),
    claimYears: await yearsWithClaims(reader, personNo),
    identities: await earlierIdentities(reader, personNo),
    alone: isInfant(person, today) ? await billsPaidAlone(reader, personNo, person.bornOn) : [],
  }
}

export async function enrolleeView(
  parts: ConsoleParts,
  asker: Asker,
  personNo: string,
): Promise<Outcome<EnrolleeView>> {
  const { desks, platform } = parts
  const today = platform.clock.today()
  const found = await asker.read((reader) => knownOf(reader, personNo, today))
  if (!found) return refused('not_found', { what: `参保人员 ${personNo}` })
  const { person } = found
  await asker.looked({ personNo, purpose: '参保窗口查看', fields: 'masked', shown: 1, area: person.area })
  const rules = await desks.contributions.rules(today.slice(0, 4))
  if (!rules.ok) return rules
  const masked = maskedPerson(person)
  const names = new Map(found.givers.map((giver) => [giver.personNo, maskName(giver.name)]))
  return {
    ok: true,
    value: {
      ...{ personNo, name: masked.name, certificate: masked.certificateNo },
      sexTitle: SEX_TITLES[person.sex],
      bornOn: person.bornOn,
      diedOn: person.diedOn ?? null,
      area: desks.city.areaName(person.area),
      spells: [...person.dossier.spells].reverse().map((spell) => spellView(parts, person, spell, rules.value, today)),
      categories: person.dossier.categories.map(({ category, authority, from, until }) => ({
        ...{ category, authority, from, until: until ?? null },
        title: categoryTitle(desks.policy.library, category),
      })),
      outlook: outlookOf(parts, person, rules.value, today, found.claimYears),
      newborn: newbornView(parts, person, rules.value, today, found.alone),
      earlierIdentities: found.identities.map(({ certificateNo, name, by, at }) => ({
        ...{ certificate: maskCertificate(certificateNo), name: maskName(name), by, at: moment(at) },
      })),
      givers: person.dossier.givers.map(({ giver, relation: tie, from }) => ({
        ...{ personNo: giver, name: names.get(giver) ?? '', relation: relation(tie), from },
      })),
      receivers: found.receivers.map((each) => ({
        ...{ personNo: each.personNo, name: maskName(each.name), relation: relation(each.relation) },
        from: each.from as Day,
      })),
      charges: found.charges.map((charge) => ({
        ...{ chargeNo: charge.chargeNo, period: charge.period, baseFen: charge.baseFen, amountFen: charge.amountFen },
        fundTitle: fundTitle(charge.fund).title,
        payer: payerName(parts, person, charge),
        state: charge.state,
        creditedOn: charge.creditedOn as Day | null,
      })),
      visits: found.visits.map(({ list, reason, note, by, at }) => ({
        ...{ note, by, at: moment(at), reason: reasonTitle(reason) },
        list: LISTS[list as keyof typeof LISTS].title,
      })),
      vocabulary: [...desks.policy.library.content.vocabulary.categories].map(([category, title]) => ({
        category,
        title,
      })),
    },
  }
}

function payerName(
  { desks }: ConsoleParts,
  { personNo }: Person,
  { payerKind, payer }: { readonly payerKind: string; readonly payer: string },
): string {
  if (payer === personNo) return '本人'
  return (payerKind === 'employer' ? desks.city.employer(payer)?.name : desks.contributions.payerTitle(payer)) || payer
}

type SpellView = EnrolleeView['spells'][number]

function spellView(
  { desks }: ConsoleParts,
  person: Person,
  spell: Spell,
  rules: contribution.ContributionRules,
  today: Day,
): SpellView {
  const state = stateOf(spell, today)
  return {
    scheme: words(schemeTitle(spell.scheme), spell.scheme === 'employee' ? 'Employees' : 'Residents'),
    status: words(statusTitle(spell.status), STATUS_EN[spell.status] ?? spell.status),
    state,
    stateTitle: STATES[state] ?? words(state, state),
    from: spell.from,
    until: spell.until ?? null,
    benefitFrom: spell.benefitFrom ?? null,
    area: desks.city.areaName(spell.area),
    employer: desks.city.employer(spell.employerNo)?.name ?? '',
    years: continuousYears(spell, spell.until !== undefined && spell.until < today ? spell.until : today),
    reason: reasonOf(person, spell, rules),
  }
}

function stateOf({ state, from, until, benefitFrom = from }: Spell, today: Day): string {
  if (until !== undefined && until < today) return 'terminated'
  if (state === 'suspended') return state
  if (today < from) return 'coming'
  return state === 'active' && today < benefitFrom ? 'waiting' : 'active'
}

/** 等待期 in one sentence: from when benefits run, and by which rule. */
function reasonOf(
  person: Person,
  { from, benefitFrom, scheme, until }: Spell,
  rules: contribution.ContributionRules,
): Words {
  if (scheme !== 'resident') return words('职工参保，当月享受待遇', 'Employee: benefits with the month')
  if (benefitFrom === undefined || benefitFrom <= from)
    return person.bornOn === from
      ? words('新生儿，自出生之日起享受待遇', 'Newborn: benefits from birth')
      : words('不设等待期', 'No waiting')
  const year = yearOf(until ?? from)
  const late = !isConcentrated(from, year, rules.resident.window)
  const why = late ? '集中缴费期外参保' : '未连续参保'
  return words(
    `${why}，等待期满后自 ${benefitFrom} 起享受待遇（国办发〔2024〕38号）`,
    `${late ? 'Paid outside the concentrated period' : 'Not continuous'}: benefits from ${benefitFrom}`,
  )
}
