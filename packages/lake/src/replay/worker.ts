// One worker: replays the buckets it is handed and leaves each result in a file of its own.
import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from '../history/engine.ts'
import type { Manifest } from '../history/manifest.ts'
import { replayBucket } from './bucket.ts'
import { libraryOf, type ReplayAsk } from './options.ts'
import { writePartial } from './partial.ts'
import { shelvesOf } from './rulings.ts'
import { prepareCodes } from './vectors.ts'

export interface WorkerInput {
  readonly ask: ReplayAsk
  readonly manifest: Manifest
  readonly out: string
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'slice'; readonly claims: number }
  | { readonly kind: 'done'; readonly bucket: number }
  | { readonly kind: 'fault'; readonly name: string; readonly message: string }

/** Claims between two words about progress: each word costs as much as a few claims. */
const TOLD_EVERY = 10_000

const port = parentPort!
const { ask, manifest, out } = workerData as WorkerInput
const say = (message: FromWorker): void => port.postMessage(message)

const engine = await openEngine()
await prepareCodes(engine, manifest)
const shelves = shelvesOf(libraryOf(ask.base), libraryOf(ask.reformed))

port.on('message', async (bucket: number | 'end') => {
  if (bucket === 'end') {
    // The engine is let go before the thread is: a thread that is ended from outside may leave it in the middle of something.
    engine.close()
    port.close()
    return
  }
  let done = 0
  try {
    const result = await replayBucket(
      {
        ...ask,
        engine,
        manifest,
        shelves,
        onSlice: (claims) => {
          done += claims
          if (done < TOLD_EVERY) return
          say({ kind: 'slice', claims: done })
          done = 0
        },
      },
      bucket,
    )
    say({ kind: 'slice', claims: done })
    writePartial(out, result)
    say({ kind: 'done', bucket })
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    say({ kind: 'fault', name, message })
  }
})
say({ kind: 'ready' })
