// The catalogue that ships and a small city, as the lab's tests use them. Seeds are part of the names, so failures can be repeated.
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CityLoad } from '@yibao/contract/load'
import { type Day, day } from '@yibao/kernel'
import { readCatalogue, type ShippedCatalogue } from '../catalogue/index.ts'
import { generateCity } from '../city/index.ts'

export const catalogueFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../catalogue')

export async function shippedCatalogue(): Promise<ShippedCatalogue> {
  const reading = await readCatalogue(catalogueFolder)
  if (!reading.ok) throw new Error(`The shipped catalogue has ${reading.faults.length} faults`)
  return reading.value
}

export interface SmallCity {
  readonly pack?: string
  readonly people?: number
  readonly seed?: number
  readonly openedOn?: Day
  readonly months?: number
}

export async function smallCity(options: SmallCity = {}): Promise<{ city: CityLoad; catalogue: ShippedCatalogue }> {
  const { pack = 'qingyang', people = 3000, seed = 7, openedOn = day('2025-11-01'), months = 3 } = options
  const catalogue = await shippedCatalogue()
  return { catalogue, city: generateCity({ pack, people, seed, openedOn, months, catalogue }) }
}
