// Several workers over the blocks of one file; results come back in the order of the file.
import { Worker } from 'node:worker_threads'
import type { GroupedPiece, GroupOptions, Layout } from '@yibao/kernel'

export interface WorkerInput {
  readonly scheme: string
  readonly options: GroupOptions
  readonly layout: Layout
}

/** Blocks on their way to a worker, so that none waits for the reader. */
const AHEAD = 2

export async function* groupedByWorkers(
  blocks: AsyncIterable<Uint8Array>,
  input: WorkerInput,
  count: number,
): AsyncGenerator<GroupedPiece> {
  const workers = Array.from({ length: count }, () => new PieceWorker(input))
  const waiting: Promise<GroupedPiece>[] = []
  let next = 0
  try {
    for await (const block of blocks) {
      const piece = workers[next++ % count]!.group(block)
      piece.catch(() => undefined) // heard below, when its turn comes
      waiting.push(piece)
      if (waiting.length >= count * AHEAD) yield await waiting.shift()!
    }
    for (const piece of waiting) yield await piece
  } finally {
    await Promise.all(workers.map((worker) => worker.end()))
  }
}

interface Waiting {
  resolve(piece: GroupedPiece): void
  reject(error: unknown): void
}

class PieceWorker {
  readonly #worker: Worker
  /** A worker answers in the order it is asked. */
  readonly #asked: Waiting[] = []

  constructor(input: WorkerInput) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: input })
    this.#worker.on('message', (piece: GroupedPiece) => this.#asked.shift()?.resolve(piece))
    this.#worker.on('error', (error) => {
      for (const each of this.#asked.splice(0)) each.reject(error)
    })
  }

  group(block: Uint8Array): Promise<GroupedPiece> {
    const own = new Uint8Array(block) // a copy to give away: `slice` of a Buffer would be the reader's own memory
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject })
      this.#worker.postMessage(own, [own.buffer])
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
