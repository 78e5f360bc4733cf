// What holds for a person on a day: the spell that insures, categories, certified diseases, and why nothing may be paid.
import { ageOn, type Day, type Refused, refused, type Scheme } from '@yibao/kernel'
import type { Json } from '../../platform/index.ts'
import type { CategoryHeld, DiseaseCertificate, Dossier, Person, PersonState, Spell } from './model.ts'

interface Dated {
  readonly from: Day
  readonly until?: Day
}

export const holdsOn = ({ from, until }: Dated, on: Day): boolean => from <= on && (until === undefined || on <= until)

/** The spell of a scheme that a day falls in; of several the one that began last. */
export function spellOn({ spells }: Dossier, scheme: Scheme, on: Day): Spell | undefined {
  let latest: Spell | undefined
  for (const spell of spells) {
    if (spell.scheme === scheme && holdsOn(spell, on) && (!latest || spell.from > latest.from)) latest = spell
  }
  return latest
}

/** Spells of any scheme on a day, an active one first. */
export function spellsOn({ spells }: Dossier, on: Day): Spell[] {
  return spells
    .filter((spell) => holdsOn(spell, on))
    .sort((a, b) => Number(b.state === 'active') - Number(a.state === 'active') || (a.from > b.from ? -1 : 1))
}

export const categoriesOn = ({ categories }: Dossier, on: Day): CategoryHeld[] =>
  categories.filter((held) => holdsOn(held, on))

export const certificatesOn = ({ certificates }: Dossier, on: Day): DiseaseCertificate[] =>
  certificates.filter((certificate) => holdsOn(certificate, on))

const SCHEME_TITLES: Readonly<Record<Scheme, string>> = { employee: '职工医保', resident: '居民医保' }

/** Why the funds may pay nothing on that day, in words for the bill; empty when they may. */
export function enrolmentDenials(person: Person, scheme: Scheme, on: Day): string[] {
  const { diedOn, dossier } = person
  if (diedOn !== undefined && diedOn < on) return [`登记的死亡日期${diedOn}早于就诊日`]
  const spell = spellOn(dossier, scheme, on)
  if (!spell) return [`${on}未参加${SCHEME_TITLES[scheme]}`]
  // A terminated spell covered the days up to its last one.
  if (spell.state === 'terminated' && spell.until === undefined) return ['参保关系已终止']
  if (spell.state === 'suspended') return ['参保关系暂停']
  if (spell.benefitFrom !== undefined && on < spell.benefitFrom) return [`待遇等待期，${spell.benefitFrom}起享受待遇`]
  return []
}

/** Full years of unbroken enrolment on a day of the spell. */
export const continuousYears = (spell: Spell, on: Day): number =>
  spell.continuousYearsBefore + Math.max(0, ageOn(spell.from, on))

/** Full months since the spell began. */
export function monthsEnrolled({ from }: Spell, on: Day): number {
  const months =
    (Number(on.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(on.slice(5, 7)) - Number(from.slice(5, 7))
  return Math.max(0, on.slice(8) < from.slice(8) ? months - 1 : months)
}

/** Age in years with one decimal, completed months counted: a child of seven months is 0.5. */
export function ageWithDecimal(bornOn: Day, on: Day): number {
  const years = ageOn(bornOn, on)
  if (years >= 18 || years < 0) return Math.max(0, years)
  const months = monthsEnrolled({ from: bornOn } as Spell, on)
  return Math.floor((months * 10) / 12) / 10
}

export function personState(state: Json): PersonState {
  const { accumulators = {}, accountFen, reservedFen, walletFen, isFrozen } = (state ?? {}) as Partial<PersonState>
  return {
    accumulators,
    ...(accountFen === undefined ? {} : { accountFen }),
    ...(reservedFen === undefined ? {} : { reservedFen }),
    ...(walletFen === undefined ? {} : { walletFen }),
    ...(isFrozen === undefined ? {} : { isFrozen }),
  }
}

/** What of the account may be spent now. */
export const spendableFen = ({ accountFen = 0, reservedFen = 0, isFrozen = false }: PersonState): number =>
  isFrozen ? 0 : Math.max(0, accountFen - reservedFen)

/** Nobody is settled under a scheme beside the one that insures: refused where the person is in another scheme alone. */
export function checkScheme(person: Person, scheme: Scheme, on: Day): Refused | undefined {
  const spells = spellsOn(person.dossier, on)
  const found = spells[0]?.scheme
  if (found === undefined || spells.some((spell) => spell.scheme === scheme)) return undefined
  return refused('other_scheme', { asked: scheme, found, on })
}

/** 死亡: nothing that begins after the day of death is registered or settled. */
export function checkAlive({ diedOn }: Pick<Person, 'diedOn'>, on: Day): Refused | undefined {
  return diedOn === undefined || on <= diedOn ? undefined : refused('person_died', { died: diedOn, on })
}
