// S0 and S1 of settling: the facts of person and visit frozen on the governing days, and why nothing may be paid.
import {
  ageOn,
  type BasisPoints,
  type Bill,
  type Person as BillPerson,
  type Visit as BillVisit,
  type CarePlace,
  type Day,
  dayOf,
  type Line,
  type Referral,
  type Scheme,
  type Setting,
} from '@yibao/kernel'
import {
  type CityRegister,
  categoriesOn,
  certificatesOn,
  continuousYears,
  type DiseaseCertificate,
  enrolmentDenials,
  type FilingNote,
  holdsOn,
  monthsEnrolled,
  type Person,
  spellOn,
} from '../person/index.ts'
import { agreementDenial, type Provider } from '../provider/index.ts'
import type { CategoryTable, VisitCategory } from './categories.ts'
import type { FeeLine, Visit } from './model.ts'

/** Everything of a bill but its lines, its accumulators and its account. */
export interface Frame {
  readonly person: BillPerson
  readonly visit: BillVisit
  readonly denials: readonly string[]
}

export interface FrameSources {
  readonly city: CityRegister
  readonly categories: CategoryTable
  /** 医保区划 of the pooling area, six digits. */
  readonly poolingArea: string
}

export type Framed = Pick<Visit, 'visitId' | 'beganOn' | 'endedOn' | 'details' | 'kind'>

/** `settledOn`: the day of settling. A stay that has not ended is settled as if it ended on that day. */
export function frameOf(
  { city, categories, poolingArea }: FrameSources,
  person: Person,
  provider: Provider,
  visit: Framed,
  settledOn: Day,
): Frame {
  const { details, beganOn } = visit
  const { scheme } = details
  const category = categories.find(details.category)
  const certificates = certificatesOn(person.dossier, beganOn)
  const { setting, denial } = settingOf(category, details.disease, certificates)
  const unpaid = agreementDenial(provider, beganOn)
  const denials = [
    ...enrolmentDenials(person, scheme, beganOn),
    ...(unpaid ? [unpaid] : []),
    ...(denial ? [denial] : []),
  ]
  return {
    person: billPerson(city, person, scheme, beganOn),
    visit: visitFacts(visit, person, provider, category, setting, poolingArea, settledOn),
    denials,
  }
}

/** What policies ask of a person, as it is on a day. */
export function billPerson(city: CityRegister, person: Person, scheme: Scheme, on: Day): BillPerson {
  const spell = spellOn(person.dossier, scheme, on)
  const wage = city.employer(spell?.employerNo ?? person.employerNo)?.averageMonthlyWageFen
  return {
    scheme,
    status: spell?.status ?? (scheme === 'employee' ? 'active' : 'adult'),
    sex: person.sex,
    age: Math.max(0, ageOn(person.bornOn, on)),
    categories: [
      ...categoriesOn(person.dossier, on).map((held) => held.category),
      ...(spell?.civilServant ? [CIVIL_SERVANT] : []),
    ],
    certifiedDiseases: certificatesOn(person.dossier, on).map(({ disease }) => disease),
    continuousYears: spell ? continuousYears(spell, on) : 0,
    monthsEnrolled: spell ? monthsEnrolled(spell, on) : 0,
    ...(wage === undefined ? {} : { averageWageFen: wage }),
  }
}

/** Said by the spell itself, not by an authority of its own. */
const CIVIL_SERVANT = 'civil_servant'
/** The word by which policies ask for it. */
const PRESCRIPTION = 'prescription'

function visitFacts(
  visit: Framed,
  person: Person,
  provider: Provider,
  category: VisitCategory | undefined,
  setting: Setting,
  poolingArea: string,
  settledOn: Day,
): BillVisit {
  const { details, beganOn } = visit
  const place = placeOf(provider.area, poolingArea)
  const note = person.dossier.filings.find((each) => isReferralTo(each, provider.code, beganOn))
  const disease = details.disease
  return {
    setting,
    level: provider.level,
    place,
    referral: referralOf(person, category, note, place, beganOn),
    admittedOn: beganOn,
    dischargedOn: endOf(visit, settledOn),
    settledOn,
    // At a pharmacy, pooling follows a physician's prescription: who wrote it is said with the visit.
    tags: details.notes?.prescribedAt ? [...provider.tags, PRESCRIPTION] : provider.tags,
    ...(disease ? { disease, diseaseChain: `${beganOn.slice(0, 4)}/${disease}` } : {}),
    ...(visit.kind === 'inpatient' ? { referralChain: note?.chain ?? visit.visitId } : {}),
    ...(details.delivery ? { delivery: details.delivery as NonNullable<BillVisit['delivery']> } : {}),
    ...(details.newborns ? { newborns: details.newborns } : {}),
    ...(details.pregnancy ? { pregnancy: details.pregnancy } : {}),
    ...(details.channel ? { channel: details.channel } : {}),
  }
}

/** A visit of one day ends where it began. */
function endOf({ kind, beganOn, endedOn, details }: Framed, settledOn: Day): Day {
  if (kind !== 'inpatient') return beganOn
  const ended = details.discharge ? dayOf(details.discharge.at) : endedOn
  return ended ?? (settledOn < beganOn ? beganOn : settledOn)
}

const isReferralTo = (note: FilingNote, provider: string, on: Day): boolean =>
  note.kind === 'referral' && note.provider === provider && holdsOn(note, on)

/** 异地安置登记 of the chosen-provider filings. */
const LONG_TERM_RESIDENCE = '08'

function referralOf(
  { dossier }: Person,
  category: VisitCategory | undefined,
  note: FilingNote | undefined,
  place: CarePlace,
  on: Day,
): Referral {
  if (category?.emergency) return 'emergency'
  if (note) return 'referred'
  if (place === 'local') return 'none'
  const isLongTerm = dossier.filings.some((each) => each.business === LONG_TERM_RESIDENCE && holdsOn(each, on))
  return isLongTerm ? 'long_term' : 'unfiled'
}

/** The pooling area is a prefecture: its counties share the first four digits, its province the first two. */
export function placeOf(area: string, poolingArea: string): CarePlace {
  if (area.slice(0, 4) === poolingArea.slice(0, 4)) return 'local'
  return area.slice(0, 2) === poolingArea.slice(0, 2) ? 'in_province' : 'out_of_province'
}

function settingOf(
  category: VisitCategory | undefined,
  disease: string | undefined,
  certificates: readonly DiseaseCertificate[],
): { setting: Setting; denial?: string } {
  const setting = category?.setting ?? 'outpatient'
  if (setting !== 'by_certificate') return { setting }
  const certificate = certificates.find((each) => each.disease === disease)
  return certificate ? { setting: certificate.kind } : { setting: 'chronic', denial: '未认定本病种的慢特病待遇' }
}

/** A line as the engine takes it. */
export function billLine(line: FeeLine): Line {
  return {
    item: line.item,
    itemClass: line.itemClass,
    kind: line.kind,
    amountFen: line.amountFen,
    quantity: line.quantity,
    price: line.price,
    ...(line.ceiling === undefined ? {} : { ceiling: line.ceiling }),
    ...(line.rateBp === undefined ? {} : { catalogueRateBp: line.rateBp as BasisPoints }),
    ...(line.tags.length === 0 ? {} : { tags: line.tags }),
    ...(line.deniedFor === undefined ? {} : { deniedFor: line.deniedFor }),
    ...(line.split === undefined ? {} : { split: line.split }),
  }
}

/** A bill of the frame, for lines alone: nothing used up before, no account. */
export const lineBill = (frame: Frame, lines: readonly FeeLine[]): Bill => ({
  person: frame.person,
  visit: frame.visit,
  denials: frame.denials,
  lines: lines.map(billLine),
  accumulators: {},
})
