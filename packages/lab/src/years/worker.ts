// One worker: makes the buckets it is handed and leaves what each has written in a file of its own.
import { createHash } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { buildLibrary, type Layer, PlanBook } from '@yibao/kernel'
import { writeBucketOffice } from '@yibao/lake'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { cityProfile, cityYears } from '../cities/index.ts'
import type { FraudPlan } from '../fraud/index.ts'
import { FraudPlot } from '../fraud/plot.ts'
import { type MadeBucket, makeBucket } from './bucket.ts'
import { DESK_BUCKET, writeDesk } from './desk/index.ts'
import { officePlan, officeProviders } from './offices/index.ts'
import { partPath, peopleOf } from './parts.ts'
import { makeWorld } from './world.ts'

export interface YearsInput {
  readonly folder: string
  readonly city: string
  readonly people: number
  readonly buckets: number
  readonly months: number
  readonly seed: number
  readonly layers: readonly Layer[]
  readonly catalogue: ShippedCatalogue
  readonly fraud?: FraudPlan
  readonly traced?: boolean
}

export type FromYears =
  | { readonly kind: 'ready' }
  | { readonly kind: 'month'; readonly claims: number }
  | { readonly kind: 'done'; readonly bucket: number }
  | { readonly kind: 'fault'; readonly message: string }

const port = parentPort!
const {
  folder,
  city,
  people,
  buckets,
  months,
  seed,
  layers,
  catalogue,
  fraud,
  traced = false,
} = workerData as YearsInput
const say = (message: FromYears): void => port.postMessage(message)

const { library } = buildLibrary(layers, (text) => createHash('sha256').update(text).digest('hex'))
const [profile, plan] = [cityProfile(city), cityYears(city)]
if (!library || !profile || !plan) throw new Error(`The years of ${city} cannot be made: no policy, profile or years`)
const world = makeWorld({ profile, plan, people, seed, catalogue, book: new PlanBook(library) })

async function make(bucket: number): Promise<void> {
  let told = 0
  // A plot of its own for each bucket: what happens in one moves nothing in another.
  const plot = fraud && new FraudPlot(world, fraud)
  const made = await makeBucket({
    ...{ world, folder, bucket, people: peopleOf(people, buckets, bucket), months, traced },
    ...(plot && { stage: (day) => plot.stage(day), markOf: (eventId) => plot.markOf(eventId) }),
    onMonth: (_, claims) => {
      say({ kind: 'month', claims: claims - told })
      told = claims
    },
  })
  // Whole or not at all.
  const path = partPath(folder, bucket)
  writeFileSync(`${path}.part`, JSON.stringify(await withOffices(made)))
  renameSync(`${path}.part`, path)
}

/** The bucket with what its offices keep of its people. */
async function withOffices(made: MadeBucket): Promise<MadeBucket> {
  const { part } = made
  const files = { ...part.tables, claims: part.slices.map(({ claims }) => claims) }
  const frame = { ...world, months, seed }
  const own = officePlan(frame, part.bucket)
  const tables = await writeBucketOffice(folder, files, own, officeProviders(world.places))
  const { slices } = part
  const desk = part.bucket === DESK_BUCKET ? await writeDesk({ ...frame, folder, people, slices }) : {}
  return { ...made, part: { ...part, tables: { ...part.tables, ...tables, ...desk } } }
}

port.on('message', async (bucket: number | 'end') => {
  if (bucket === 'end') {
    port.close()
    return
  }
  try {
    await make(bucket)
    say({ kind: 'done', bucket })
  } catch (error) {
    say({ kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
say({ kind: 'ready' })
