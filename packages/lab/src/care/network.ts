// The providers of a city as patients choose among them: by kind, level and county, larger ones more often.
import type { CityLoad, ProviderRecord, StaffRecord } from '@yibao/contract/load'
import type { CareLevel } from '../cities/index.ts'
import { firstAbove, type Random } from '../random.ts'

const LEVELS: Readonly<Record<string, CareLevel>> = {
  level_1: 'primary',
  community: 'primary',
  township: 'primary',
  level_2: 'county',
  level_3: 'city',
  level_3_provincial: 'city',
}

export const careLevelOf = (provider: ProviderRecord): CareLevel => LEVELS[provider.level] ?? 'primary'

/** How much more often people stay in their own county when they have the choice. */
const NEAR_FACTOR = 12

type Group = CareLevel | 'pharmacy' | 'pooling' | 'outside'

export class Network {
  readonly #groups: ReadonlyMap<Group, readonly ProviderRecord[]>
  /** Sums of the weights of a group's providers, as seen from each county. */
  readonly #sums = new Map<string, Float64Array>()
  readonly #suspended: readonly ProviderRecord[]
  readonly #physicians = new Map<string, readonly StaffRecord[]>()

  constructor(city: CityLoad) {
    const areas = new Set(city.areas.map(({ code }) => code))
    const active = city.providers.filter(({ agreement }) => agreement.state === 'active')
    this.#suspended = city.providers.filter(({ agreement }) => agreement.state === 'suspended')
    const groups = new Map<Group, ProviderRecord[]>()
    for (const provider of active) {
      for (const group of groupsOf(provider, areas)) groups.set(group, [...(groups.get(group) ?? []), provider])
    }
    this.#groups = groups
    for (const { code, staff } of city.providers) {
      const working = staff.filter(({ active: works, kind }) => works && kind !== 'nurse')
      for (const [department, members] of Map.groupBy(working, (member) => member.department)) {
        this.#physicians.set(
          `${code} ${department}`,
          members.filter(({ kind }) => kind === 'physician'),
        )
      }
      this.#physicians.set(
        code,
        working.filter(({ kind }) => kind === 'pharmacist'),
      )
    }
  }

  choose(random: Random, group: Group, county: string): ProviderRecord {
    const candidates = this.#groups.get(group) ?? []
    if (candidates.length === 0) throw new Error(`The city has no provider of the group ${group}`)
    const sums = this.#sumsFrom(candidates, group, county)
    return candidates[firstAbove(sums, random.next() * sums[sums.length - 1]!)]!
  }

  #sumsFrom(candidates: readonly ProviderRecord[], group: Group, county: string): Float64Array {
    const key = `${group} ${county}`
    const known = this.#sums.get(key)
    if (known) return known
    let sum = 0
    const sums = Float64Array.from(candidates, ({ area, staff }) => {
      sum += staff.length * (area === county ? NEAR_FACTOR : 1)
      return sum
    })
    this.#sums.set(key, sums)
    return sums
  }

  /** A pharmacy whose agreement is suspended, if the city has one. */
  chooseSuspended(random: Random): ProviderRecord | undefined {
    return this.#suspended.length > 0 ? random.pick(this.#suspended) : undefined
  }

  /** A physician of the department, or the pharmacist of a pharmacy. */
  physician(random: Random, provider: ProviderRecord, department: string): StaffRecord {
    const physicians = this.#physicians.get(`${provider.code} ${department}`) ?? []
    const candidates = physicians.length > 0 ? physicians : (this.#physicians.get(provider.code) ?? [])
    return random.pick(candidates)
  }
}

function groupsOf(provider: ProviderRecord, areas: ReadonlySet<string>): Group[] {
  if (!areas.has(provider.area)) return ['outside']
  if (provider.kind === 'hospital') return [careLevelOf(provider)]
  return provider.tags.includes('outpatient_pooling') ? ['pharmacy', 'pooling'] : ['pharmacy']
}

/** The department of a provider that treats an illness: its own, or the general one of small places. */
export function departmentFor(provider: ProviderRecord, wanted: string): string {
  const own = provider.departments.find(({ code }) => code === wanted)
  return (own ?? provider.departments[0])?.code ?? wanted
}
