// The offices of a generated city, written once all buckets are there: clearing, books, watching, lists, connections.

import { createHash } from 'node:crypto'
import { addDays, buildLibrary, type Day, day, isWorkingDay, type Layer, type Library } from '@yibao/kernel'
import { CityOffice, type OfficeRow } from '@yibao/lake'
import { projectionFor, readWorkCalendar } from '@yibao/policy'
import type { ShippedCatalogue } from '../../catalogue/index.ts'
import { makePlaces, type Place } from '../../city/providers.ts'
import { accessRows } from '../../city/registers.ts'
import { random } from '../../random.ts'
import { bookLines, postingRows } from './books.ts'
import { catalogueRows, listRows, statisticRows } from './lists.ts'
import { assessmentRows, consortiumRows, rulesFor } from './packages.ts'
import { type OfficeFrame, officePlan, officeProviders } from './plan.ts'
import {
  milestoneRows,
  outageRows,
  outsidePolicyRows,
  projectionRows,
  type Span,
  servicePointRows,
} from './registers.ts'
import { budgetRows, watchRows, yearsOfMonths } from './watching.ts'

export { type OfficeFrame, officePlan, officeProviders } from './plan.ts'

export interface CityOfficeRun extends OfficeFrame {
  readonly folder: string
  readonly people: number
  readonly layers: readonly Layer[]
  readonly catalogue: ShippedCatalogue
}

type Files = Parameters<typeof CityOffice.open>[1]

/** The tables of the whole city, by the files that its buckets have written. */
export async function writeCityOffices(run: CityOfficeRun, known: Files): Promise<Files> {
  const { profile, plan, people, seed, months } = run
  const opensOn = day(`${plan.years[0]!.year}-01-01`)
  const places = makePlaces(random(seed).fork(`places ${profile.id}`), profile, people, opensOn)
  const own = officePlan(run, 0)
  const office = await CityOffice.open(run.folder, known, own, officeProviders(places))
  try {
    await office.clearings(workdays(opensOn, addDays(own.to as Day, 90)))
    const heads = await office.heads()
    const span = yearsOfMonths(opensOn, months)
    const residents = new Map(plan.years.map(({ year }) => [year, headsOf(heads, year, 'resident')]))
    const opening = profile.population.openingBalanceYuan.value * 100
    const first = plan.years[0]!.year
    const lines = bookLines({
      ...{ facts: await office.bookFacts(), offices: plan.offices, residents, from: span[0]!, to: span.at(-1)! },
      opening: {
        employee_basic: Math.round(opening * headsOf(heads, first, 'employee')),
        resident_basic: Math.round(opening * headsOf(heads, first, 'resident')),
      },
    })
    await office.rows('postings', postingRows(lines))
    const { reports, warnings } = watchRows(lines, heads, span)
    await office.rows('fund_reports', reports)
    await office.rows('warnings', warnings)
    await office.rows('budgets', budgetRows(lines, heads, plan))
    await office.rows('statistics', statisticRows(plan, people, heads))
    await office.rows('catalogue', catalogueRows(run.catalogue))
    await office.rows('lists', listRows(libraryOf(run), run.catalogue, profile, opensOn))
    await writeRegisters(office, run, places, { from: opensOn, to: own.to as Day })
    await office.rows('access', accessRows(random(seed).fork('access'), places, opensOn))
    return office.files
  } finally {
    office.close()
  }
}

/** What the payment rules make of the years, and what no record of care gives. */
async function writeRegisters(
  office: CityOffice,
  run: CityOfficeRun,
  places: readonly Place[],
  span: Span,
): Promise<void> {
  const { profile, plan, people, seed } = run
  const rules = rulesFor(profile.area)
  const scale = people / plan.people.value
  const tables: Readonly<Record<string, readonly OfficeRow[]>> = {
    assessments: assessmentRows(rules, await office.deposits(), random(seed).fork('assessments'), span.to),
    consortia: await consortiumRows(rules, office, places, scale),
    projections: projectionRows(projectionFor(profile.id), span),
    service_points: servicePointRows(profile, span),
    outages: outageRows(profile, random(seed).fork('outages'), span),
    milestones: milestoneRows(span),
    outside_policies: outsidePolicyRows(profile, span),
  }
  for (const [table, rows] of Object.entries(tables)) await office.rows(table, rows)
}

const headsOf = (heads: Awaited<ReturnType<CityOffice['heads']>>, year: number, scheme: string): number =>
  heads.filter((each) => each.year === year && each.scheme === scheme).reduce((sum, each) => sum + each.people, 0)

function libraryOf({ layers, profile }: CityOfficeRun): Library {
  const { library } = buildLibrary(layers, (text) => createHash('sha256').update(text).digest('hex'))
  if (!library) throw new Error(`The policy of ${profile.id} cannot be read`)
  return library
}

function workdays(from: Day, to: Day): Day[] {
  const calendar = readWorkCalendar()
  const days: Day[] = []
  for (let on = from; on <= to; on = addDays(on, 1)) if (isWorkingDay(calendar, on)) days.push(on)
  return days
}
