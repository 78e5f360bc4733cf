// What a bucket's people hold beside their enrolment: categories of need, certified diseases, accounts and who may use them.
import type { CategoryRecord, CertificateRecord, MutualAidRecord } from '@yibao/contract/load'
import { type Day, day, yearOf } from '@yibao/kernel'
import type { ChronicDiseaseItem } from '../catalogue/index.ts'
import { accountOpening, drawMutualAid } from '../city/accounts.ts'
import { drawCategories } from '../city/categories.ts'
import { drawCertificates } from '../city/certificates.ts'
import type { Random } from '../random.ts'
import { ageAt, type YearSpell } from './population.ts'
import { personRecord, type World } from './world.ts'

/** Of those without a certificate, so many are looked at again each year; assumed. */
const LOOKED_AT_AGAIN = 0.06
/** Spread of the bases of contributions around the city's. */
const BASE_SPREAD = 0.35

interface Held {
  readonly categories: readonly CategoryRecord[]
  certificates: readonly CertificateRecord[]
  /** The year from which on the certificates are held. */
  certifiedIn: number
  /** The person's base against the city's. */
  readonly baseFactor: number
  /** Of the account when the years begin; nothing for who joins later. */
  readonly openingFen: number
}

export class Standings {
  readonly #world: World
  readonly #random: Random
  readonly #diseases: ReadonlyMap<string, ChronicDiseaseItem>
  readonly #certifiers: ReadonlyMap<string, string>
  readonly #held: Held[] = []
  mutualAid: readonly MutualAidRecord[] = []

  constructor(world: World, random: Random) {
    this.#world = world
    this.#random = random
    this.#diseases = new Map(world.catalogue.chronicDiseases.map((item) => [item.code, item]))
    const certifiers = new Map<string, string>()
    for (const { record, careLevel, outside } of world.places) {
      if (outside || careLevel === 'primary' || careLevel === 'pharmacy') continue
      for (const key of ['', record.area]) if (!certifiers.has(key)) certifiers.set(key, record.code)
    }
    this.#certifiers = certifiers
  }

  of(person: number): Held {
    return this.#held[person]!
  }

  /** Nothing for who was never enrolled. */
  ifAny(person: number): Held | undefined {
    return this.#held[person]
  }

  /** At the beginning of each year, for everybody who is enrolled in it. */
  turn(spells: readonly YearSpell[], year: number, isFirst: boolean): void {
    const on = day(`${year}-01-01`)
    for (const spell of spells) {
      const { person } = spell.soul
      const held = this.#held[person]
      if (!held) this.#held[person] = this.#begin(spell, on)
      else if (held.certificates.length === 0 && this.#random.chance(LOOKED_AT_AGAIN)) {
        held.certificates = this.#certificates(spell, on)
        held.certifiedIn = year
      }
    }
    if (isFirst) this.mutualAid = this.#aid(spells, on)
  }

  #begin(spell: YearSpell, on: Day): Held {
    const { profile, plan } = this.#world
    const { soul, scheme } = spell
    const subject = { personNo: soul.personNo, age: Math.max(0, ageAt(soul.bornOn, on)), scheme }
    const shares = profile.population.categories
    return {
      categories: drawCategories(this.#random, subject, shares, 1 - plan.employees.value, on),
      certificates: this.#certificates(spell, on),
      certifiedIn: yearOf(on),
      baseFactor: this.#random.lognormal(-(BASE_SPREAD * BASE_SPREAD) / 2, BASE_SPREAD),
      openingFen: scheme === 'employee' ? accountOpening(this.#random, soul.personNo, spell.status).balanceFen : 0,
    }
  }

  #certificates({ soul, scheme }: YearSpell, on: Day): readonly CertificateRecord[] {
    const certifier = this.#certifiers.get(soul.county.code) ?? this.#certifiers.get('') ?? ''
    const age = Math.max(0, ageAt(soul.bornOn, on))
    return drawCertificates(
      this.#random,
      { personNo: soul.personNo, age, sex: soul.sex, scheme, certifier },
      this.#diseases,
      on,
    )
  }

  #aid(spells: readonly YearSpell[], on: Day): MutualAidRecord[] {
    const citizens = (scheme: YearSpell['scheme']) =>
      spells
        .filter((spell) => spell.scheme === scheme)
        .map((spell) => ({ record: personRecord(spell), age: ageAt(spell.soul.bornOn, on), county: spell.soul.county }))
    return drawMutualAid(this.#random, citizens('employee'), citizens('resident'), on)
  }
}
