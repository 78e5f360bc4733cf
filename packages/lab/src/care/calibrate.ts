// Settles the planned care of a city offline and says how near it comes to the city's published figures.
import type { CityLoad } from '@yibao/contract/load'
import { addMonths, daysBetween, type PlanBook } from '@yibao/kernel'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { cityProfile } from '../cities/index.ts'
import { BillWriter } from './bill.ts'
import { Calibration, type CalibrationRow } from './calibration.ts'
import { hasEffect, inOrderOfLeaving } from './event.ts'
import { observe } from './observation.ts'
import { planCare } from './plan.ts'
import { OfflinePlatform } from './settle-offline.ts'

export interface CalibrationRun {
  readonly rows: readonly CalibrationRow[]
  readonly settled: number
  /** Refusals of the offline settlement by code. */
  readonly refused: ReadonlyMap<string, number>
}

const DAYS_A_YEAR = 365

export function calibrate(
  city: CityLoad,
  catalogue: ShippedCatalogue,
  book: PlanBook,
  options: { months: number; seed: number },
): CalibrationRun {
  const profile = cityProfile(city.pack)
  if (!profile) throw new RangeError(`No profile for a city named ${city.pack}`)
  const writer = new BillWriter(city, catalogue)
  const platform = new OfflinePlatform(city, book)
  const calibration = new Calibration()
  const refusals = new Map<string, number>()
  let settled = 0
  for (const event of inOrderOfLeaving(planCare({ city, ...options }).filter(hasEffect))) {
    const outcome = platform.settle(event, writer.linesOf(event))
    if (outcome.ok) {
      calibration.add(observe(event.kind, outcome.value))
      settled += 1
    } else refusals.set(outcome.code, (refusals.get(outcome.code) ?? 0) + 1)
  }
  const insured = new Set(city.spells.map(({ personNo }) => personNo)).size
  const days = daysBetween(city.openedOn, addMonths(city.openedOn, options.months))
  return { rows: calibration.table(profile, (insured * days) / DAYS_A_YEAR), settled, refused: refusals }
}
