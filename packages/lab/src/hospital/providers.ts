// The systems of all providers of a city, one client each, made when first needed.
import type { CityLoad, ProviderRecord } from '@yibao/contract/load'
import { placeOf } from '../care/index.ts'
import { HisClient } from './client.ts'
import type { Tally } from './tally.ts'
import type { Transport } from './transport.ts'

export class Providers {
  readonly #clients = new Map<string, HisClient>()
  readonly #records: ReadonlyMap<string, ProviderRecord>
  readonly #city: CityLoad
  readonly #transport: Transport
  readonly #tally: Tally
  readonly #larger: readonly ProviderRecord[]

  constructor(city: CityLoad, transport: Transport, tally: Tally) {
    this.#city = city
    this.#transport = transport
    this.#tally = tally
    this.#records = new Map(city.providers.map((provider) => [provider.code, provider]))
    this.#larger = city.providers.filter(
      (each) =>
        each.kind === 'hospital' &&
        each.level !== 'level_1' &&
        each.agreement.state === 'active' &&
        placeOf(city, each) === 'local',
    )
  }

  client(code: string): HisClient {
    const known = this.#clients.get(code)
    if (known) return known
    const record = this.#records.get(code)
    if (!record) throw new Error(`No provider ${code} in this city`)
    const client = new HisClient(record, {
      transport: this.#transport,
      tally: this.#tally,
      areaOf: (provider) => this.pooledArea(provider),
    })
    this.#clients.set(code, client)
    return client
  }

  /** The pooling area a provider lies in: the city's own, or the prefecture of its area. */
  pooledArea(provider: ProviderRecord): string {
    if (placeOf(this.#city, provider) === 'local') return this.#city.areas[0]?.code ?? provider.area
    return `${provider.area.slice(0, 4)}00`
  }

  placeOf(code: string) {
    return placeOf(this.#city, this.client(code).provider)
  }

  /** A larger hospital of the city that is not the given one, the same for the same number. */
  another(than: string, number: number): HisClient {
    const others = this.#larger.filter(({ code }) => code !== than)
    const other = others[number % others.length]
    if (!other) throw new Error('The city has no second hospital')
    return this.client(other.code)
  }
}
