// A whole replay: verified lake, buckets shared out among workers, results merged in the order of the buckets. The result
// is the same for any number of workers and after any interruption.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { LakeError, type Manifest, readManifest } from '../history/manifest.ts'
import type { BucketResult } from './bucket.ts'
import { type ReplayAsk, runIdOf } from './options.ts'
import { hasPartial, readPartial } from './partial.ts'
import { type ReplayResult, resultOf } from './result.ts'
import { verifyLake } from './verify.ts'
import type { FromWorker, WorkerInput } from './worker.ts'

export interface ReplayRun extends ReplayAsk {
  readonly workers: number
  /** Results go to a folder below this one, named by the run's id. */
  readonly out: string
  readonly onProgress?: (progress: ReplayProgress) => void
  /** Stops between buckets; what is done is kept. */
  readonly signal?: AbortSignal
}

export interface ReplayProgress {
  readonly stage: 'verify' | 'replay' | 'explain'
  readonly share: number
  readonly claims: number
}

export interface ReplayDone {
  readonly result: ReplayResult
  readonly folder: string
  /** Buckets that an earlier run had done. */
  readonly resumed: number
}

/** Undefined when it was stopped before the end. */
export async function replay(run: ReplayRun): Promise<ReplayDone | undefined> {
  const { folder, onProgress } = run
  const manifest = readManifest(folder)
  await verifyLake(folder, manifest, (share) => onProgress?.({ stage: 'verify', share, claims: 0 }))
  const runId = runIdOf(manifest, run)
  const out = join(run.out, runId)
  mkdirSync(out, { recursive: true })
  const buckets = Array.from({ length: manifest.buckets }, (_, bucket) => bucket)
  const open = buckets.filter((bucket) => !hasPartial(out, bucket))
  await replayBuckets(run, manifest, out, open)
  if (!buckets.every((bucket) => hasPartial(out, bucket))) return undefined
  const parts = buckets.map((bucket): BucketResult => readPartial(out, bucket))
  onProgress?.({ stage: 'explain', share: 1, claims: manifest.claims })
  const result = await resultOf(run, manifest, runId, parts)
  writeFileSync(join(out, 'result.json'), `${JSON.stringify(result, null, 1)}\n`)
  return { result, folder: out, resumed: buckets.length - open.length }
}

async function replayBuckets(run: ReplayRun, manifest: Manifest, out: string, open: readonly number[]): Promise<void> {
  const claimsOf = (bucket: number): number =>
    manifest.slices.reduce((sum, slice) => (slice.bucket === bucket ? sum + slice.claims.rows : sum), 0)
  // The largest first, so that no worker is left with one at the end.
  const queue = [...open].sort((a, b) => claimsOf(b) - claimsOf(a) || a - b)
  let claims = manifest.claims - open.reduce((sum, bucket) => sum + claimsOf(bucket), 0)
  const onSlice = (count: number): void => {
    claims += count
    run.onProgress?.({ stage: 'replay', share: claims / Math.max(1, manifest.claims), claims })
  }
  const { folder, base, reformed, samples, withLines } = run
  const ask: ReplayAsk = {
    ...{ folder, base, reformed, samples, withLines },
    ...(run.from !== undefined && { from: run.from }),
    ...(run.to !== undefined && { to: run.to }),
    ...(run.apart === true && { apart: true }),
  }
  const input: WorkerInput = { ask, manifest, out }
  const count = Math.min(run.workers, queue.length)
  await Promise.all(Array.from({ length: count }, () => workOff(input, queue, onSlice, run.signal)))
}

/** Settling leaves much that nobody needs a moment later: with more room, less of it is looked at twice. */
const YOUNG_MB = 64

function workOff(
  input: WorkerInput,
  queue: number[],
  onSlice: (claims: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
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
      // Without this an ended thread would leave the whole run waiting for nothing, and the program would end in silence.
      else fail(new Error(`A worker of the replay ended by itself with code ${code}`))
    })
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'slice') onSlice(message.claims)
      else if (message.kind === 'fault')
        fail(message.name === 'LakeError' ? new LakeError(message.message) : new Error(message.message))
      else next()
    })
  })
}
