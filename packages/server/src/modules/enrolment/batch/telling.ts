// Faults and progress of one going-through of a batch, written down a few at a time.
import type { enrolment } from '@yibao/kernel'
import type { Actor, Clock } from '../../../platform/index.ts'
import type { BatchFigures } from './change.ts'
import type { EnrolBatch } from './model.ts'

const FAULTS_PER_MESSAGE = 500
const PROGRESS_MS = 1500
export const WHOLE_BP = 10_000

/** The process is closing: what is under way is left as it is. */
export class Closing extends Error {}

export interface Kept {
  readonly batchId: string
  readonly run: number
  readonly no: number
  readonly faults: readonly enrolment.LineFault[]
}

export interface TellingParts {
  readonly clock: Clock
  readonly isClosing: () => boolean
  keepFaults(kept: Kept, actor: Actor): Promise<unknown>
  progress(figures: BatchFigures): Promise<unknown>
}

/** Whoever took the last step does what follows from it. */
export const actorOf = ({ steps, by, area }: EnrolBatch): Actor => ({
  id: steps.at(-1)?.by ?? by,
  channel: 'batch',
  ...(area !== '' && { area }),
})

export class Telling {
  readonly #parts: TellingParts
  readonly #batch: EnrolBatch
  readonly #run: number
  #faults: enrolment.LineFault[] = []
  readonly #faultKinds: Record<string, number> = {}
  #no = 0
  #toldAt: number
  #writing: Promise<unknown> = Promise.resolve()

  constructor(parts: TellingParts, batch: EnrolBatch) {
    this.#parts = parts
    this.#batch = batch
    this.#run = batch.run + 1
    this.#toldAt = parts.clock.epochMs()
  }

  begin = (): Promise<unknown> => this.#parts.progress({ run: this.#run, done: 0, shareBp: 0 })

  figures = (): BatchFigures => ({ run: this.#run, faultKinds: this.#faultKinds })

  onFaults = async (faults: readonly enrolment.LineFault[]): Promise<void> => {
    for (const { code } of faults) this.#faultKinds[code] = (this.#faultKinds[code] ?? 0) + 1
    this.#faults.push(...faults)
    if (this.#faults.length >= FAULTS_PER_MESSAGE) await this.keep()
  }

  onProgress = async (share: number, lines: number): Promise<void> => {
    const { clock, isClosing, progress } = this.#parts
    if (isClosing()) throw new Closing()
    if (clock.epochMs() - this.#toldAt < PROGRESS_MS) return
    this.#toldAt = clock.epochMs()
    await progress({ done: lines, shareBp: Math.min(WHOLE_BP, Math.round(share * WHOLE_BP)) })
  }

  /** One after the other: several stretches are under way at once. */
  keep(): Promise<unknown> {
    const faults = this.#faults
    this.#faults = []
    if (faults.length > 0) {
      const kept = { batchId: this.#batch.batchId, run: this.#run, no: this.#no++, faults }
      this.#writing = this.#writing.then(() => this.#parts.keepFaults(kept, actorOf(this.#batch)))
    }
    return this.#writing
  }
}
