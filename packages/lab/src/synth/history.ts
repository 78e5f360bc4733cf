// Settled care on its way into the lake: what the offline platform decided, as history keeps it.
import type { CityLoad } from '@yibao/contract/load'
import { addDays, type Day, type Instant, type PlanBook } from '@yibao/kernel'
import type { LakeWriter, SettledClaim } from '@yibao/lake'
import {
  BillWriter,
  type CareEvent,
  careByDay,
  hasEffect,
  leavesOn,
  OfflinePlatform,
  type OfflineSettlement,
} from '../care/index.ts'
import type { ShippedCatalogue } from '../catalogue/index.ts'

/** Where each person of a city is insured, by county. */
export type Counties = ReadonlyMap<string, string>

export const countiesOf = (city: CityLoad): Counties =>
  new Map(city.persons.map(({ personNo, area }) => [personNo, area]))

export function settledClaim(event: CareEvent, settled: OfflineSettlement, counties: Counties): SettledClaim {
  const { settlement, bill, plan, on } = settled
  return {
    id: event.id,
    visitId: event.id,
    personNo: event.personNo,
    provider: event.provider,
    county: counties.get(event.personNo) ?? '',
    settledAt: (event.leavesAt ?? event.at) as Instant,
    on,
    knownOn: bill.visit.settledOn,
    bill,
    splits: settlement.lines,
    parts: plan.parts,
    settlement,
    settlements: 1,
  }
}

export interface HistoryOptions {
  readonly city: CityLoad
  readonly catalogue: ShippedCatalogue
  readonly months: number
  readonly seed: number
  readonly book: PlanBook
  readonly lake: Pick<LakeWriter, 'add'>
  readonly onProgress?: (progress: { readonly day: Day; readonly claims: number }) => void
}

export interface HistoryCounts {
  readonly claims: number
  readonly lines: number
  /** Care that nobody settled, by the reason. */
  readonly refused: Readonly<Record<string, number>>
}

/** The same care that `synthesize` writes, settled and written to the lake alone. The caller closes the lake. */
export async function writeHistory(options: HistoryOptions): Promise<HistoryCounts> {
  const { city, catalogue, months, seed, book, lake, onProgress } = options
  const bills = new BillWriter(city, catalogue)
  const platform = new OfflinePlatform(city, book)
  const counties = countiesOf(city)
  const leaving = new Map<Day, CareEvent[]>()
  const refused: Record<string, number> = {}
  let [claims, lines] = [0, 0]
  const settleDay = async (on: Day): Promise<void> => {
    for (const event of leaving.get(on) ?? []) {
      const outcome = platform.settle(event, bills.linesOf(event))
      if (!outcome.ok) refused[outcome.code] = (refused[outcome.code] ?? 0) + 1
      else {
        await lake.add(settledClaim(event, outcome.value, counties))
        claims += 1
        lines += outcome.value.bill.lines.length
      }
    }
    leaving.delete(on)
    onProgress?.({ day: on, claims })
  }
  let on = city.openedOn
  for (const events of careByDay({ city, months, seed })) {
    for (const event of events) {
      if (!hasEffect(event)) continue
      const others = leaving.get(leavesOn(event)) ?? []
      leaving.set(leavesOn(event), [...others, event])
    }
    await settleDay(on)
    on = addDays(on, 1)
  }
  for (const day of [...leaving.keys()].sort()) await settleDay(day)
  return { claims, lines, refused }
}
