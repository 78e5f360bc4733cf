// Draws the people of a city one by one and keeps what the register, enrolment, categories and accounts say of each.
import type {
  AccountOpening,
  CategoryRecord,
  CertificateRecord,
  CityLoad,
  PersonRecord,
  SpellRecord,
} from '@yibao/contract/load'
import { addDays, addMonths, type Day } from '@yibao/kernel'
import type { ChronicDiseaseItem } from '../catalogue/index.ts'
import type { CityProfile } from '../cities/index.ts'
import type { Random } from '../random.ts'
import { accountOpening, drawMutualAid } from './accounts.ts'
import { agePyramid } from './ages.ts'
import { drawCategories } from './categories.ts'
import { drawCertificates } from './certificates.ts'
import { type Employer, makeEmployers } from './employers.ts'
import { drawSpells, type EnrolmentRules, enrolmentRules } from './enrolment.ts'
import { type Citizen, Register } from './person.ts'
import type { Place } from './providers.ts'

export interface CensusOptions {
  readonly profile: CityProfile
  readonly people: number
  readonly openedOn: Day
  readonly months: number
  readonly diseases: readonly ChronicDiseaseItem[]
  readonly places: readonly Place[]
}

type People = Pick<
  CityLoad,
  'persons' | 'spells' | 'categories' | 'certificates' | 'accounts' | 'mutualAid' | 'employers'
>

/** Records of the dead remain; nobody is enrolled after the day. */
const DIED_SHARE = 0.002

/** Each part draws from a source of its own, so that one may change without moving the others. */
export class Census {
  readonly #options: CensusOptions
  readonly #source: Random
  readonly #draws: Readonly<Record<'person' | 'spells' | 'categories' | 'certificates' | 'accounts', Random>>
  readonly #register: Register
  readonly #rules: EnrolmentRules
  readonly #employers: readonly Employer[]
  readonly #diseases: ReadonlyMap<string, ChronicDiseaseItem>
  readonly #certifiers: ReadonlyMap<string, string>
  readonly #persons: PersonRecord[] = []
  readonly #spells: SpellRecord[] = []
  readonly #categories: CategoryRecord[] = []
  readonly #certificates: CertificateRecord[] = []
  readonly #accounts: AccountOpening[] = []
  readonly #givers: Citizen[] = []
  readonly #residents: Citizen[] = []

  constructor(source: Random, options: CensusOptions) {
    const { profile, people, openedOn, months } = options
    const { population } = profile
    const pyramid = agePyramid(population.ageTilt.value)
    const members = Math.round(people * population.employees.value)
    const wageYuan = population.monthlyWageYuan.value
    this.#options = options
    this.#source = source
    this.#draws = {
      person: source.fork('persons'),
      spells: source.fork('spells'),
      categories: source.fork('categories'),
      certificates: source.fork('certificates'),
      accounts: source.fork('accounts'),
    }
    this.#register = new Register(profile, pyramid, openedOn)
    this.#employers = makeEmployers(source.fork('employers'), profile.counties, members, wageYuan)
    const span = { opensOn: openedOn, endsOn: addMonths(openedOn, months) }
    this.#rules = enrolmentRules(population, pyramid, this.#employers, span)
    this.#diseases = new Map(options.diseases.map((item) => [item.code, item]))
    this.#certifiers = certifiersByCounty(options.places)
  }

  draw(): People {
    for (let at = 0; at < this.#options.people; at += 1) this.#add(this.#register.draw(this.#draws.person))
    return {
      persons: this.#persons,
      spells: this.#spells,
      categories: this.#categories,
      certificates: this.#certificates,
      accounts: this.#accounts,
      employers: this.#employers.map(({ record }) => record),
      mutualAid: drawMutualAid(this.#source.fork('mutual aid'), this.#givers, this.#residents, this.#options.openedOn),
    }
  }

  #add(citizen: Citizen): void {
    const { openedOn } = this.#options
    const drawn = drawSpells(this.#draws.spells, citizen, this.#rules)
    const { person, spells } = perhapsDead(this.#draws.spells, citizen, drawn, openedOn)
    this.#persons.push(person)
    this.#spells.push(...spells)
    const spell = spells.findLast(({ from }) => from <= openedOn)
    if (spell && !person.diedOn) this.#addStanding(citizen, spell)
  }

  #addStanding(citizen: Citizen, spell: SpellRecord): void {
    const { openedOn, profile } = this.#options
    const { population } = profile
    const { age, county } = citizen
    const { personNo, sex } = citizen.record
    const { scheme } = spell
    const residentShare = 1 - population.employees.value
    const subject = { personNo, age, scheme }
    this.#categories.push(
      ...drawCategories(this.#draws.categories, subject, population.categories, residentShare, openedOn),
    )
    const certifier = this.#certifiers.get(county.code) ?? this.#certifiers.get('') ?? ''
    this.#certificates.push(
      ...drawCertificates(this.#draws.certificates, { ...subject, sex, certifier }, this.#diseases, openedOn),
    )
    if (scheme === 'resident') {
      this.#residents.push(citizen)
      return
    }
    this.#accounts.push(accountOpening(this.#draws.accounts, personNo, spell.status))
    this.#givers.push(citizen)
  }
}

function perhapsDead(
  source: Random,
  { record }: Citizen,
  spells: readonly SpellRecord[],
  openedOn: Day,
): { person: PersonRecord; spells: readonly SpellRecord[] } {
  const employerNo = spells.findLast((spell) => spell.employerNo)?.employerNo
  const person = { ...record, ...(employerNo && { employerNo }) }
  const died = source.chance(DIED_SHARE)
  const diedOn = addDays(openedOn, -source.int(1, 200))
  if (!died || diedOn <= record.bornOn) return { person, spells }
  const ended = spells.filter(({ from }) => from <= diedOn)
  return {
    person: { ...person, diedOn },
    spells: ended.map((spell) => ({ ...spell, until: diedOn, state: 'terminated' as const })),
  }
}

/** The hospital of each county that certifies chronic diseases; under '' the city's first. */
function certifiersByCounty(places: readonly Place[]): Map<string, string> {
  const certifiers = new Map<string, string>()
  for (const { record, careLevel, outside } of places) {
    if (outside || careLevel === 'primary' || careLevel === 'pharmacy') continue
    for (const key of ['', record.area]) if (!certifiers.has(key)) certifiers.set(key, record.code)
  }
  return certifiers
}
