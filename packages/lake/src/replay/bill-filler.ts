// One bill, filled anew for every claim: what the vectors hold, as the kernel wants it.
import {
  type AccountUse,
  type Bill,
  type Day,
  dayFromNumber,
  type Fen,
  type Line,
  type MutualAid,
  type Person,
  type Visit,
} from '@yibao/kernel'
import type { Manifest } from '../history/manifest.ts'
import { listOf, pairsOf, sentencesOf } from '../history/texts.ts'
import { type ClaimVectors, type CodeName, codesOf } from './vectors.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export type FilledAccount = Mutable<AccountUse>
export interface FilledBill extends Mutable<Bill> {
  lines: readonly Line[]
  accumulators: Readonly<Record<string, number>>
}

const NO_ACCUMULATORS: Readonly<Record<string, number>> = {}
const NO_LINES: readonly Line[] = []
const NO_AID: readonly MutualAid[] = []
const FIRST_DAY = 0
const DAYS_MAX = 60_000

/** Days by their number, each written once. */
const days: Day[] = []
export function dayOfNumber(number: number): Day {
  if (number < FIRST_DAY || number > DAYS_MAX) return dayFromNumber(number)
  const known = days[number]
  if (known !== undefined) return known
  const made = dayFromNumber(number)
  days[number] = made
  return made
}

export class BillFiller {
  readonly bill: FilledBill
  readonly account: FilledAccount = { use: false, balanceFen: 0 as Fen, mutual: NO_AID }
  readonly #person: Mutable<Person>
  readonly #visit: Mutable<Visit>
  readonly #values: Readonly<Record<CodeName, readonly string[]>>
  readonly #categories: readonly (readonly string[])[]
  readonly #diseases: readonly (readonly string[])[]
  readonly #tags: readonly (readonly string[])[]

  constructor(manifest: Manifest) {
    const values = (name: CodeName): readonly string[] => codesOf(manifest, `claims.${name}`)
    this.#values = {
      county: values('county'),
      scheme: values('scheme'),
      status: values('status'),
      sex: values('sex'),
      categories: values('categories'),
      certified_diseases: values('certified_diseases'),
      setting: values('setting'),
      level: values('level'),
      place: values('place'),
      referral: values('referral'),
      channel: values('channel'),
      disease: values('disease'),
      delivery: values('delivery'),
      visit_tags: values('visit_tags'),
    }
    this.#categories = this.#values.categories.map(listOf)
    this.#diseases = this.#values.certified_diseases.map(listOf)
    this.#tags = this.#values.visit_tags.map(listOf)
    this.#person = blankPerson()
    this.#visit = blankVisit()
    this.bill = {
      person: this.#person,
      visit: this.#visit,
      lines: NO_LINES,
      accumulators: NO_ACCUMULATORS,
      account: this.account,
      given: NO_ACCUMULATORS as Readonly<Record<string, Fen>>,
      denials: [],
    }
  }

  /** All of the bill but the accumulators and the givers of mutual aid, which are the replay's own. */
  fill(vectors: ClaimVectors, row: number): void {
    this.#fillPerson(vectors, row)
    this.#fillVisit(vectors, row)
    const { number, text } = vectors
    const { bill, account } = this
    const denials = text.denials.at(row)
    bill.denials = denials === '' ? NO_SENTENCES : sentencesOf(denials)
    const given = text.given.at(row)
    bill.given = given === '' ? NO_GIVEN : (Object.fromEntries(pairsOf(given)) as Record<string, Fen>)
    bill.lines = NO_LINES
    account.use = number.account_use[row] === 1
    account.balanceFen = number.account_balance_fen[row] as Fen
    account.mutual = NO_AID
  }

  #fillPerson({ number, code }: ClaimVectors, row: number): void {
    const person = this.#person
    const values = this.#values
    person.scheme = values.scheme[code.scheme[row]!] as Person['scheme']
    person.status = values.status[code.status[row]!] as Person['status']
    person.sex = values.sex[code.sex[row]!] as NonNullable<Person['sex']>
    person.categories = this.#categories[code.categories[row]!]!
    person.certifiedDiseases = this.#diseases[code.certified_diseases[row]!]!
    person.age = number.age[row]!
    person.continuousYears = number.continuous_years[row]!
    person.monthsEnrolled = number.months_enrolled[row]!
    person.zeroClaimYears = number.zero_claim_years[row]!
    person.averageWageFen = number.average_wage_fen[row] as Fen
  }

  #fillVisit({ number, code, day, text }: ClaimVectors, row: number): void {
    const visit = this.#visit
    const values = this.#values
    visit.setting = values.setting[code.setting[row]!] as Visit['setting']
    visit.level = values.level[code.level[row]!]!
    visit.place = (values.place[code.place[row]!] || 'local') as NonNullable<Visit['place']>
    visit.referral = (values.referral[code.referral[row]!] || 'none') as NonNullable<Visit['referral']>
    visit.channel = (values.channel[code.channel[row]!] || 'direct') as NonNullable<Visit['channel']>
    visit.disease = values.disease[code.disease[row]!]!
    visit.delivery = (values.delivery[code.delivery[row]!] || 'none') as NonNullable<Visit['delivery']>
    visit.tags = this.#tags[code.visit_tags[row]!]!
    visit.admittedOn = dayOfNumber(day.admitted_on[row]!)
    visit.dischargedOn = dayOfNumber(day.discharged_on[row]!)
    visit.settledOn = dayOfNumber(day.settled_on[row]!)
    visit.sessions = number.sessions[row]!
    visit.months = number.months[row]!
    visit.newborns = number.newborns[row]!
    const admission = number.admission_number[row]!
    visit.admissionNumber = admission === 0 ? (undefined as unknown as number) : admission
    visit.referralChain = text.referral_chain.at(row)
    visit.diseaseChain = text.disease_chain.at(row)
    visit.pregnancy = text.pregnancy.at(row)
  }
}

const NO_SENTENCES: readonly string[] = []
const NO_GIVEN: Readonly<Record<string, Fen>> = {}

const blankPerson = (): Mutable<Person> => ({
  scheme: 'resident',
  status: 'adult',
  sex: 'female',
  age: 0,
  categories: [],
  certifiedDiseases: [],
  continuousYears: 0,
  monthsEnrolled: 0,
  zeroClaimYears: 0,
  averageWageFen: 0 as Fen,
})

const blankVisit = (): Mutable<Visit> => ({
  setting: 'outpatient',
  level: '',
  place: 'local',
  referral: 'none',
  channel: 'direct',
  admittedOn: dayFromNumber(0),
  dischargedOn: dayFromNumber(0),
  settledOn: dayFromNumber(0),
  admissionNumber: 1,
  disease: '',
  sessions: 1,
  months: 1,
  delivery: 'none',
  newborns: 0,
  tags: [],
  referralChain: '',
  diseaseChain: '',
  pregnancy: '',
})
