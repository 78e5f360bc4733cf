// A whole pooling area from a profile and a seed: plain records that a platform can be loaded with.
import type { CityLoad } from '@yibao/contract/load'
import type { Day } from '@yibao/kernel'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { cityProfile } from '../cities/index.ts'
import { random } from '../random.ts'
import { fundOpenings } from './accounts.ts'
import { Census } from './census.ts'
import { makePlaces } from './providers.ts'
import { cityRegisters } from './registers.ts'

export interface CityOptions {
  /** Id of the policy pack; a profile of the same name must exist. */
  readonly pack: string
  readonly people: number
  readonly seed: number
  readonly openedOn: Day
  /** How long the demonstration lasts: spells cover it. */
  readonly months: number
  readonly catalogue: ShippedCatalogue
}

const PEOPLE_MIN = 50

/** The same options give the same city, to the byte. */
export function generateCity(options: CityOptions): CityLoad {
  const profile = cityProfile(options.pack)
  if (!profile) throw new RangeError(`No profile for a city named ${options.pack}`)
  if (!Number.isSafeInteger(options.people) || options.people < PEOPLE_MIN) {
    throw new RangeError(`A city has at least ${PEOPLE_MIN} people, not ${options.people}`)
  }
  const { pack, seed, openedOn, months, people } = options
  const places = makePlaces(random(seed).fork(`places ${pack}`), profile, people, openedOn)
  const diseases = options.catalogue.chronicDiseases
  const source = random(seed).fork(`city ${profile.id}`)
  const drawn = new Census(source, { profile, people, openedOn, months, diseases, places }).draw()
  const insured = new Set(drawn.spells.filter(({ state }) => state === 'active').map(({ personNo }) => personNo)).size
  return {
    pack,
    seed,
    openedOn,
    areas: [
      { code: profile.area, name: profile.name },
      ...profile.counties.map(({ code, name, nameEn }) => ({ code, name, nameEn })),
    ],
    providers: places.map(({ record }) => record),
    catalogue: payable(options.catalogue),
    funds: fundOpenings(insured, profile.population.openingBalanceYuan.value, openedOn),
    registers: cityRegisters(random(seed).fork(`registers ${pack}`), {
      ...{ places, catalogue: options.catalogue, openedOn, people, employed: employedIn(drawn.spells) },
    }),
    ...drawn,
  }
}

const employedIn = (spells: CityLoad['spells']): number =>
  new Set(
    spells
      .filter(({ scheme, status, state }) => scheme === 'employee' && status === 'active' && state === 'active')
      .map(({ personNo }) => personNo),
  ).size

const payable = ({ drugs, services, consumables }: ShippedCatalogue) =>
  [...drugs, ...services, ...consumables].map(({ entry }) => entry)
