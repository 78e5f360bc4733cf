// A city's years, written as a lake: buckets shared out among workers, each whole or not at all. The same seed gives the same
// bytes for any number of workers and after any interruption.
import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Layer } from '@yibao/kernel'
import { assembleLake, type LakeFile } from '@yibao/lake'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { cityProfile, cityYears } from '../cities/index.ts'
import { type FraudPlan, labelsText } from '../fraud/index.ts'
import type { MadeBucket } from './bucket.ts'
import { cityTables } from './city-tables.ts'
import { type DeviationRow, deviationRows } from './deviations.ts'
import { writeCityOffices } from './offices/index.ts'
import { isMade, madeBucket, openParts, partsFolder } from './parts.ts'
import { addTotals, noTotals, type YearTotals } from './totals.ts'
import type { FromYears, YearsInput } from './worker.ts'

export interface YearsRun {
  readonly city: string
  readonly people: number
  readonly months: number
  readonly seed: number
  readonly folder: string
  readonly layers: readonly Layer[]
  readonly catalogue: ShippedCatalogue
  readonly workers: number
  readonly buckets?: number
  /** Schemes planted among honest care; their labels are written beside the lake. */
  readonly fraud?: FraudPlan
  /** Trace codes of what people take home. */
  readonly traced?: boolean
  readonly onProgress?: (progress: YearsProgress) => void
  /** Stops between buckets; what is done is kept. */
  readonly signal?: AbortSignal
}

export interface YearsProgress {
  /** Of all months of all buckets. */
  readonly share: number
  readonly claims: number
}

export interface Calibrated {
  readonly scale: number
  readonly months: number
  readonly rows: readonly DeviationRow[]
  readonly years: readonly YearTotals[]
  /** Care that nobody settled, by the reason. */
  readonly refused: Readonly<Record<string, number>>
}

export interface YearsMade {
  readonly claims: number
  readonly lines: number
  readonly buckets: number
  /** Buckets that an earlier run had made. */
  readonly resumed: number
  readonly calibration: Calibrated
  readonly labels: number
}

const PEOPLE_A_BUCKET = 60_000
const BUCKETS_MIN = 2
const BUCKETS_MAX = 64

export const bucketsFor = (people: number): number =>
  Math.min(BUCKETS_MAX, Math.max(BUCKETS_MIN, Math.round(people / PEOPLE_A_BUCKET)))

/** Undefined when it was stopped before the end. */
export async function makeYears(run: YearsRun): Promise<YearsMade | undefined> {
  const { city, people, months, seed, folder, layers, catalogue, fraud, traced = false, onProgress } = run
  const [profile, plan] = [cityProfile(city), cityYears(city)]
  if (!profile || !plan) throw new RangeError(`The years of ${city} are not known`)
  const buckets = run.buckets ?? bucketsFor(people)
  openParts(
    folder,
    `${JSON.stringify({ city, people, months, seed, buckets, policy: policyHash(layers), fraud, ...(traced && { traced }) })}\n`,
  )
  const all = Array.from({ length: buckets }, (_, bucket) => bucket)
  const open = all.filter((bucket) => !isMade(folder, bucket))
  let [done, claims] = [(all.length - open.length) * months, 0]
  const onMonth = (more: number): void => {
    done += 1
    claims += more
    onProgress?.({ share: done / (all.length * months), claims })
  }
  const asked = { folder, city, people, buckets, months, seed, layers, catalogue }
  const input: YearsInput = { ...asked, traced, ...(fraud && { fraud }) }
  const queue = [...open]
  const count = Math.min(run.workers, queue.length)
  await Promise.all(Array.from({ length: count }, () => workOff(input, queue, onMonth, run.signal)))
  if (!all.every((bucket) => isMade(folder, bucket))) return undefined
  const made = all.map((bucket) => madeBucket(folder, bucket))
  const offices = await writeCityOffices({ ...run, profile, plan }, filesOf(made))
  const manifest = assembleLake(
    folder,
    { area: profile.area, policy: `city/${profile.id}` },
    made.map(({ part }) => part),
    { ...(await cityTables(run, profile, plan)), ...offices },
  )
  const years = made[0]!.totals.map(({ year }) => noTotals(year))
  for (const { totals } of made) for (const [at, each] of totals.entries()) addTotals(years[at]!, each)
  const scale = people / plan.people.value
  const refused: Record<string, number> = {}
  for (const each of made)
    for (const [code, n] of Object.entries(each.refused)) refused[code] = (refused[code] ?? 0) + n
  const calibration: Calibrated = { scale, months, rows: deviationRows(plan, years, scale, months), years, refused }
  writeFileSync(join(folder, 'calibration.json'), `${JSON.stringify(calibration, null, 1)}\n`)
  const labels = made.flatMap((each) => each.labels)
  if (fraud) writeFileSync(labelsPath(folder), labelsText(labels))
  rmSync(partsFolder(folder), { recursive: true })
  return {
    claims: manifest.claims,
    lines: manifest.lines,
    buckets,
    resumed: all.length - open.length,
    calibration,
    labels: labels.length,
  }
}

/** What the buckets have written, by table. */
function filesOf(made: readonly MadeBucket[]): Record<string, LakeFile[]> {
  const files: Record<string, LakeFile[]> = { claims: [] }
  for (const { part } of made) {
    files.claims!.push(...part.slices.map(({ claims }) => claims))
    for (const [table, own] of Object.entries(part.tables)) files[table] = [...(files[table] ?? []), ...own]
  }
  return files
}

/** Beside the lake, not in it: who is given the folder is not given the answers. */
export const labelsPath = (folder: string): string => `${folder}.labels.csv`

const policyHash = (layers: readonly Layer[]): string =>
  createHash('sha256')
    .update(layers.map(({ files }) => files.map(({ text }) => text).join('\n')).join('\n\n'))
    .digest('hex')

/** Settling and drawing leave much that nobody needs a moment later. */
const YOUNG_MB = 64

function workOff(
  input: YearsInput,
  queue: number[],
  onMonth: (claims: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: 3000 },
  })
  return new Promise<void>((resolve, reject) => {
    let isEnding = false
    const next = (): void => {
      const bucket = signal?.aborted ? undefined : queue.shift()
      isEnding = bucket === undefined
      worker.postMessage(bucket ?? 'end')
    }
    const fail = (fault: Error): void => {
      queue.length = 0
      isEnding = true
      reject(fault)
      void worker.terminate()
    }
    worker.on('error', fail)
    worker.on('exit', (code) => {
      if (isEnding) resolve()
      else fail(new Error(`A worker ended by itself with code ${code}`))
    })
    worker.on('message', (message: FromYears) => {
      if (message.kind === 'month') onMonth(message.claims)
      else if (message.kind === 'fault') fail(new Error(message.message))
      else next()
    })
  })
}
