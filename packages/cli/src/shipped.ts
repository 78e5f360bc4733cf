// What ships with the product: the small catalogue and the policy of each city.
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCatalogue, type ShippedCatalogue } from '@yibao/lab'
import { productPolicies } from '@yibao/policy'
import { UsageError } from './command.ts'

const catalogueFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../../../catalogue')

export async function shippedCatalogue(): Promise<ShippedCatalogue> {
  const reading = await readCatalogue(catalogueFolder)
  if (reading.ok) return reading.value
  const first = reading.faults[0]
  throw new UsageError(`catalogue/ 中有 ${reading.faults.length} 处错误，首处：${JSON.stringify(first)}`)
}

const citiesFolder = join(productPolicies, 'city')

/** The policy pack of a city by its name, or a path to one. */
export function cityPolicyPath(city: string): string {
  const named = join(citiesFolder, city)
  if (/^[a-z][a-z0-9-]*$/.test(city) && existsSync(named)) return named
  if (city.includes('/') && existsSync(city)) return resolve(city)
  throw new UsageError(`没有城市 ${city} 的政策(no policy for this city)。可用 available: ${cityNames().join(', ')}`)
}

export const cityNames = (): string[] => readdirSync(citiesFolder).sort()

/** The assumptions of projections that come with the product. */
export const shippedProjections = resolve(dirname(fileURLToPath(import.meta.url)), '../../../projections')
