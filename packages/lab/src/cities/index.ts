// The cities that can be made. A new one is a new file here and a line below.
import { baotou } from './baotou.ts'
import { bozhou } from './bozhou.ts'
import { jilin } from './jilin.ts'
import { jiujiang } from './jiujiang.ts'
import type { CityProfile } from './profile.ts'
import { qingyang } from './qingyang.ts'
import { qingyangYears } from './qingyang-years.ts'
import type { CityYears } from './years.ts'

export * from './profile.ts'
export * from './years.ts'

const profiles: readonly CityProfile[] = [baotou, bozhou, jilin, jiujiang, qingyang]

export const cityIds: readonly string[] = profiles.map(({ id }) => id)

/** The city a demonstration uses when none is named: the one whose account states most. */
export const defaultCityId = qingyang.id

/** `undefined` for a city that nothing is known of: only a policy pack with a profile can be made into a city. */
export const cityProfile = (id: string): CityProfile | undefined => profiles.find((profile) => profile.id === id)

/** Cities whose account covers several years. */
const accounts: ReadonlyMap<string, CityYears> = new Map([[qingyang.id, qingyangYears]])
export const cityYears = (id: string): CityYears | undefined => accounts.get(id)
