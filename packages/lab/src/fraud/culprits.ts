// Who takes part: a few hospitals of each level, pharmacies and physicians, the same in every bucket of a city.
import type { ProviderRecord, StaffRecord } from '@yibao/contract/load'
import { type CareEvent, isPharmacy } from '../care/index.ts'
import { careLevelOf, departmentFor, type Network } from '../care/network.ts'
import type { CareLevel } from '../cities/index.ts'
import { type Random, random, seedOf } from '../random.ts'
import type { World } from '../years/world.ts'
import type { FraudScheme } from './label.ts'

const SHARE = 0.15
const LEVELS: readonly CareLevel[] = ['primary', 'county', 'city']

export interface Prescriber {
  readonly provider: ProviderRecord
  readonly member: StaffRecord
}

export class Culprits {
  readonly #network: Network
  readonly #providers: ReadonlyMap<string, ProviderRecord>
  readonly #hospitals: ReadonlyMap<CareLevel, readonly ProviderRecord[]>
  readonly pharmacies: readonly ProviderRecord[]
  readonly #prescribers: ReadonlyMap<CareLevel, readonly Prescriber[]>

  constructor({ frame, network }: World, scheme: FraudScheme) {
    const source = random(seedOf(`culprits ${scheme}`, frame.seed))
    const areas = new Set(frame.areas.map(({ code }) => code))
    const local = frame.providers.filter(({ area, agreement }) => areas.has(area) && agreement.state === 'active')
    const hospitals = Map.groupBy(
      local.filter(({ kind }) => kind === 'hospital'),
      careLevelOf,
    )
    const some = <T>(all: readonly T[]): T[] => source.shuffle(all).slice(0, Math.ceil(all.length * SHARE))
    this.#network = network
    this.#providers = new Map(frame.providers.map((provider) => [provider.code, provider]))
    this.#hospitals = new Map(LEVELS.map((level) => [level, some(hospitals.get(level) ?? [])]))
    this.pharmacies = some(local.filter(({ kind }) => kind === 'pharmacy'))
    this.#prescribers = new Map(LEVELS.map((level) => [level, this.#prescribersOf(level, source)]))
  }

  /** One physician at each hospital that takes part. */
  #prescribersOf(level: CareLevel, source: Random): Prescriber[] {
    return (this.#hospitals.get(level) ?? []).flatMap((provider) => {
      const physicians = provider.staff.filter(({ active, kind }) => active && kind === 'physician')
      return physicians.length > 0 ? [{ provider, member: source.pick(physicians) }] : []
    })
  }

  /** The level at which an event takes place; `undefined` outside the city and in pharmacies. */
  levelOf(event: CareEvent): CareLevel | undefined {
    const provider = this.#providers.get(event.provider)
    const outside = event.kind === 'outside_stay' || event.kind === 'outside_visit'
    return provider && !outside && !isPharmacy(event) ? careLevelOf(provider) : undefined
  }

  hospital(source: Random, level: CareLevel): ProviderRecord | undefined {
    const all = this.#hospitals.get(level) ?? []
    return all.length > 0 ? source.pick(all) : undefined
  }

  prescriber(source: Random, level: CareLevel): Prescriber | undefined {
    const all = this.#prescribers.get(level) ?? []
    return all.length > 0 ? source.pick(all) : undefined
  }

  /** The same care at another place. */
  moved(source: Random, event: CareEvent, provider: ProviderRecord): CareEvent {
    const department = departmentFor(provider, event.department)
    const physician = this.#network.physician(source, provider, department).code
    return { ...event, provider: provider.code, department, physician }
  }
}
