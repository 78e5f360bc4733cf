// The city of a demonstration, made again from its plan: the same people and places each time.
import type { CityLoad } from '@yibao/contract/load'
import { generateCity, type ShippedCatalogue } from '@yibao/lab'
import type { DemoPlan } from './demo-state.ts'

/** Spells last beyond the month: people go on living in this city afterwards. */
const MONTHS_BEYOND = 12

export const demoCity = (
  { city: pack, people, seed, openedOn, months }: DemoPlan,
  catalogue: ShippedCatalogue,
): CityLoad => generateCity({ pack, people, seed, openedOn, months: months + MONTHS_BEYOND, catalogue })
