// A live lake written by a thread of its own. Writing waits for the disk and for the engine; whoever answers a desk must not.
import { Worker } from 'node:worker_threads'
import { LakeError } from '../history/manifest.ts'
import type { LiveManifest } from './manifest.ts'
import type { RecordSubject } from './records.ts'
import type { LiveBatch } from './stage.ts'
import type { LiveLake, LiveOptions } from './writer.ts'

/** What may be asked of the lake from outside its thread. */
export type LiveCall = 'claimsInForce' | 'digests' | 'recordDigests' | 'commit'

export interface ToThread {
  readonly id: number
  readonly call: LiveCall
  readonly args: readonly unknown[]
}

export type FromThread =
  | { readonly id: number; readonly value: unknown; readonly manifest: LiveManifest }
  | { readonly id: number; readonly fault: { readonly name: string; readonly message: string } }

/** The first word of the thread, once the lake is open. */
const OPENED = 0

interface Waiting {
  resolve(value: unknown): void
  reject(fault: Error): void
}

export type ThreadedOptions = Omit<LiveOptions, 'onStep'>

export class LiveLakeThread implements Pick<LiveLake, LiveCall> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #manifest!: LiveManifest
  #next = OPENED

  private constructor(options: ThreadedOptions) {
    this.#worker = new Worker(new URL('./thread-worker.ts', import.meta.url), { workerData: options })
    this.#worker.on('message', (message: FromThread) => this.#take(message))
    this.#worker.on('error', (fault: Error) => this.#fail(fault))
    this.#worker.on('exit', (code) => this.#fail(new Error(`The thread that writes the lake ended with code ${code}`)))
  }

  /** Goes on where the last commit was; refuses what `LiveLake.open` refuses. */
  static async open(options: ThreadedOptions): Promise<LiveLakeThread> {
    const lake = new LiveLakeThread(options)
    try {
      await lake.#answer(OPENED)
    } catch (fault) {
      await lake.close()
      throw fault
    }
    return lake
  }

  /** As of the last commit. */
  get manifest(): LiveManifest {
    return this.#manifest
  }

  claimsInForce(visits: readonly string[]): Promise<Map<string, readonly string[]>> {
    return this.#ask('claimsInForce', [visits])
  }

  digests(persons: readonly string[]): Promise<Map<string, string>> {
    return this.#ask('digests', [persons])
  }

  recordDigests(subject: RecordSubject, keys: readonly string[]): Promise<Map<string, string>> {
    return this.#ask('recordDigests', [subject, keys])
  }

  commit(batch: LiveBatch): Promise<boolean> {
    return this.#ask('commit', [withoutWork(batch)])
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #ask<T>(call: LiveCall, args: readonly unknown[]): Promise<T> {
    this.#next += 1
    const answer = this.#answer(this.#next)
    this.#worker.postMessage({ id: this.#next, call, args } satisfies ToThread)
    return answer as Promise<T>
  }

  /** The thread holds the process only while somebody waits for it. */
  #answer(id: number): Promise<unknown> {
    this.#worker.ref()
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #take(message: FromThread): void {
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if ('fault' in message) {
      const { name, message: text } = message.fault
      waiting?.reject(name === LakeError.name ? new LakeError(text) : new Error(text))
      return
    }
    this.#manifest = message.manifest
    waiting?.resolve(message.value)
  }

  #fail(fault: Error): void {
    for (const { reject } of this.#waiting.values()) reject(fault)
    this.#waiting.clear()
  }
}

/** Only columns are written, and the steps of a calculation are none of them: they hold functions, which cannot be sent. */
function withoutWork(batch: LiveBatch): LiveBatch {
  const visits = [...batch.visits].map(
    ([visit, claims]) =>
      [visit, claims.map(({ settlement: { work, ...settlement }, ...claim }) => ({ ...claim, settlement }))] as const,
  )
  return { ...batch, visits: new Map(visits) }
}
