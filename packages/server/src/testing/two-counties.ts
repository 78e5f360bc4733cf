// The small city in two counties: every second person of a kind, and the county hospital, belong to the other one.
import type { CityLoad } from '@yibao/contract/load'
import { COUNTY, COUNTY_HOSPITAL, type SmallCityOptions, smallCity } from './small-city.ts'

export const OTHER_COUNTY = '990102'

export function twoCounties(options?: SmallCityOptions): CityLoad {
  const city = smallCity(options)
  const areaOf = (personNo: string): string => (Number(personNo.slice(-1)) % 2 === 1 ? OTHER_COUNTY : COUNTY)
  return {
    ...city,
    areas: [...city.areas, { code: OTHER_COUNTY, name: '试验二县' }],
    providers: city.providers.map((each) => (each.code === COUNTY_HOSPITAL ? { ...each, area: OTHER_COUNTY } : each)),
    persons: city.persons.map((each) => ({ ...each, area: areaOf(each.personNo) })),
    spells: city.spells.map((each) => ({ ...each, area: areaOf(each.personNo) })),
  }
}
