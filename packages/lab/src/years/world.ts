// What all buckets of a city share: its places, catalogue and policy; and the city of one year as one bucket sees it.
import type { CityLoad, PersonRecord, SpellRecord } from '@yibao/contract/load'
import { day, type PlanBook } from '@yibao/kernel'
import { Network } from '../care/network.ts'
import type { CatalogueItem, ShippedCatalogue } from '../catalogue/index.ts'
import type { CityProfile, CityYears, YearShape } from '../cities/index.ts'
import { makePlaces } from '../city/providers.ts'
import { random } from '../random.ts'
import type { YearSpell } from './population.ts'

export interface World {
  readonly profile: CityProfile
  readonly plan: CityYears
  readonly catalogue: ShippedCatalogue
  readonly book: PlanBook
  readonly places: ReturnType<typeof makePlaces>
  /** Everything of a city but its people. */
  readonly frame: Pick<CityLoad, 'pack' | 'seed' | 'areas' | 'providers' | 'catalogue' | 'funds' | 'employers'>
  readonly network: Network
}

export interface WorldOptions {
  readonly profile: CityProfile
  readonly plan: CityYears
  readonly people: number
  readonly seed: number
  readonly catalogue: ShippedCatalogue
  readonly book: PlanBook
}

export function makeWorld({ profile, plan, people, seed, catalogue, book }: WorldOptions): World {
  const opensOn = day(`${plan.years[0]!.year}-01-01`)
  const places = makePlaces(random(seed).fork(`places ${profile.id}`), profile, people, opensOn)
  const items: readonly CatalogueItem[] = [...catalogue.drugs, ...catalogue.services, ...catalogue.consumables]
  const frame = {
    pack: profile.id,
    seed,
    areas: [{ code: profile.area, name: profile.name }, ...profile.counties.map(({ code, name }) => ({ code, name }))],
    providers: places.map(({ record }) => record),
    catalogue: items.map(({ entry }) => entry),
    funds: [],
    employers: [],
  }
  const nobody = {
    openedOn: opensOn,
    persons: [],
    spells: [],
    categories: [],
    certificates: [],
    accounts: [],
    mutualAid: [],
  }
  return { profile, plan, catalogue, book, places, frame, network: new Network({ ...frame, ...nobody }) }
}

/** The profile with what a year changes. */
export function profileOf({ profile, plan }: Pick<World, 'profile' | 'plan'>, shape: YearShape): CityProfile {
  const { care, population } = profile
  const scaled = (kind: keyof typeof care.mix): number => {
    const share = care.mix[kind].value
    if (kind === 'inpatient' || kind === 'day_surgery') return share * shape.stays
    return kind === 'outside_visit' || kind === 'outside_stay' ? share * shape.outside : share
  }
  const cost = (kind: keyof typeof care.meanYuan): number => {
    const yuan = care.meanYuan[kind].value
    if (kind === 'inpatient') return shape.stayYuan.value * shape.stayCost
    if (kind === 'outside_visit' || kind === 'outside_stay') return yuan * shape.outsideCost
    return kind === 'day_surgery' || kind === 'delivery' ? yuan : yuan * shape.visitCost
  }
  const kinds = Object.keys(care.mix) as (keyof typeof care.mix)[]
  const assumed = (value: number) => ({ value, basis: { assumed: '' } })
  // Shares sum to one again: how often people seek care at all is not theirs to decide.
  const whole = kinds.reduce((sum, kind) => sum + scaled(kind), 0)
  const byKind = (of: (kind: keyof typeof care.mix) => number) =>
    Object.fromEntries(kinds.map((kind) => [kind, assumed(of(kind))])) as unknown as typeof care.mix
  return {
    ...profile,
    population: { ...population, employees: plan.employees },
    care: {
      ...care,
      visitsPerPersonYear: assumed(care.visitsPerPersonYear.value * shape.visits),
      mix: byKind((kind) => scaled(kind) / whole),
      meanYuan: byKind(cost),
      employeeCost: assumed(shape.employeeCost),
      stayLevels: { ...care.stayLevels, city: assumed(care.stayLevels.city.value * shape.cityStays) },
    },
  }
}

export const personRecord = ({ soul }: YearSpell): PersonRecord => ({
  personNo: soul.personNo,
  name: '',
  certificateKind: '01',
  certificateNo: '',
  sex: soul.sex,
  bornOn: soul.bornOn,
  ethnicity: '01',
  mobile: '',
  area: soul.county.code,
})

export const spellRecord = (spell: YearSpell): SpellRecord => ({
  personNo: spell.soul.personNo,
  scheme: spell.scheme,
  status: spell.status,
  from: spell.from,
  until: spell.until,
  state: 'active',
  area: spell.soul.county.code,
  civilServant: spell.civilServant,
  continuousYearsBefore: spell.continuousYears,
})
