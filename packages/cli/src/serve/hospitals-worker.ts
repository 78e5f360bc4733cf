// The thread of the simulated hospitals: makes the city and its care, sends the month over HTTP, and reports how far it is.
import { parentPort, workerData } from 'node:worker_threads'
import type { CityLoad } from '@yibao/contract/load'
import { addDays, addMonths, type Day, daysBetween } from '@yibao/kernel'
import {
  Calibration,
  type CalibrationRow,
  cityProfile,
  complaintsText,
  memoryInFile,
  observationsOf,
  planCare,
  type RunReport,
  runMonth,
  type ShippedCatalogue,
} from '@yibao/lab'
import { shippedCatalogue } from '../shipped.ts'
import { demoCity } from './demo-city.ts'
import type { DemoPlan } from './demo-state.ts'
import { advanceCell, type MomentCell } from './moment-cell.ts'

export interface WorkerInput {
  readonly plan: DemoPlan
  readonly cell: MomentCell
  readonly memoryFile: string
}

export type ToWorker =
  | { readonly kind: 'play'; readonly url: string }
  | { readonly kind: 'city' }
  | { readonly kind: 'stop' }

export interface MonthEnd {
  readonly finished: boolean
  readonly settled: number
  readonly messages: number
  readonly openStays: number
  readonly broken: number
  readonly unexpected: number
  readonly discrepancies: number
  readonly complaints: string
  readonly calibration: readonly CalibrationRow[]
}

export type FromWorker =
  | { readonly kind: 'city'; readonly city: CityLoad }
  | { readonly kind: 'planned'; readonly events: number }
  | { readonly kind: 'day'; readonly day: Day }
  | {
      readonly kind: 'progress'
      readonly day: Day
      readonly begun: number
      readonly settled: number
      readonly messages: number
    }
  | { readonly kind: 'end'; readonly end: MonthEnd }

const port = parentPort!
const { plan, cell, memoryFile } = workerData as WorkerInput
const say = (message: FromWorker): void => port.postMessage(message)
const stopping = new AbortController()

/** Made once, when first needed: for loading and for playing. */
let making: Promise<{ city: CityLoad; catalogue: ShippedCatalogue }> | undefined
const made = () => {
  making ??= shippedCatalogue().then((catalogue) => ({ catalogue, city: demoCity(plan, catalogue) }))
  return making
}

port.on('message', async (message: ToWorker) => {
  if (message.kind === 'stop') stopping.abort()
  else if (message.kind === 'city') say({ kind: 'city', city: (await made()).city })
  else say({ kind: 'end', end: await play(message.url) })
})

async function play(baseUrl: string): Promise<MonthEnd> {
  const { city, catalogue } = await made()
  const events = planCare({ city, months: plan.months, seed: plan.seed })
  say({ kind: 'planned', events: events.length })
  const lastDay = addDays(addMonths(plan.openedOn, plan.months), -1)
  let on: Day | undefined
  const report = await runMonth({
    city,
    catalogue,
    events,
    baseUrl,
    through: lastDay,
    memory: memoryInFile(memoryFile),
    signal: stopping.signal,
    clock: {
      advanceTo: (at) => {
        const day = at.slice(0, 10) as Day
        if (day !== on) {
          on = day
          say({ kind: 'day', day })
        }
        advanceCell(cell, at)
      },
    },
    onProgress: ({ day, begun, settled, messages }) => say({ kind: 'progress', day, begun, settled, messages }),
  })
  return endOf(report, city, daysBetween(plan.openedOn, addDays(lastDay, 1)))
}

const DAYS_A_YEAR = 365

function endOf({ tally, memory, openStays }: RunReport, city: CityLoad, days: number): MonthEnd {
  const profile = cityProfile(plan.city)!
  const calibration = new Calibration()
  for (const observation of observationsOf(memory.acknowledged)) calibration.add(observation)
  const insured = new Set(city.spells.map(({ personNo }) => personNo)).size
  return {
    finished: !stopping.signal.aborted,
    settled: tally.settled,
    messages: tally.messageCount,
    openStays,
    broken: tally.broken,
    unexpected: tally.unexpectedRefusals,
    discrepancies: tally.discrepancyCount,
    complaints: complaintsText(tally),
    calibration: calibration.table(profile, (insured * days) / DAYS_A_YEAR),
  }
}
