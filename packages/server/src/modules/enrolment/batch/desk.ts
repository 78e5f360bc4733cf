// Batches under way: received in parts, checked, brought in after confirmation, resumed after a stop, taken back.
import { createHash } from 'node:crypto'
import {
  accepted,
  addMonths,
  type contribution,
  day,
  enrolment,
  type Library,
  type Outcome,
  type Refused,
  refused,
} from '@yibao/kernel'
import { contributionRulesFor } from '@yibao/policy'
import {
  type Actor,
  type Clock,
  type Ids,
  instantAt,
  type Kind,
  type Log,
  type Receipt,
  type WritePath,
} from '../../../platform/index.ts'
import { FileRefused, isRefused, type Reader } from '../../common/index.ts'
import { duplicateDecided, type IssueDecision } from '../change.ts'
import { openEnrolmentDesk } from '../desk.ts'
import type { ImportScope, ImportSource } from '../import.ts'
import { registersOf } from '../store.ts'
import {
  type BatchFigures,
  type BatchMove,
  batchMoved,
  batchOpened,
  faultsKept,
  linesReversed,
  partKept,
  partsDropped,
} from './change.ts'
import { type EnrolBatch, isUnderWay } from './model.ts'
import { findBatch, outcomesOf, partNumbers, partOf, stalledBatches, undecidedLines } from './store.ts'
import { actorOf, Closing, Telling, WHOLE_BP } from './telling.ts'

export interface BatchParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Pick<Log, 'error'>
  readonly rules: readonly contribution.ContributionRules[]
  readonly library: () => Library
}

export interface NewBatch {
  readonly fileName: string
  readonly origin: EnrolBatch['origin']
  readonly area: string
  readonly employerNo: string | undefined
}

export interface BatchDesk {
  /** Keeps the file and begins to check it; the answer is the batch's number. */
  receive(opening: NewBatch, bytes: AsyncIterable<Uint8Array>, actor: Actor): Promise<Outcome<string>>
  /** One line at once: brought in where it is right, given up where it is not. */
  receiveLine(opening: NewBatch, text: string, actor: Actor): Promise<Outcome<EnrolBatch>>
  /** 确认: the good lines come in. */
  confirm(batchId: string, actor: Actor): Promise<Outcome<true>>
  withdraw(batchId: string, note: string, actor: Actor): Promise<Outcome<true>>
  reverse(batchId: string, note: string, actor: Actor): Promise<Outcome<true>>
  /** After a stop: goes on where it was. */
  resume(batchId: string, actor: Actor): Promise<Outcome<true>>
  /** For the clock: everything that was left lying. */
  resumeStalled(): Promise<number>
  /** 书面选择 of a duplicate. */
  decide(decision: IssueDecision, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  /** Of an employer: the first month that may still be declared. */
  boundsOf(employerNo: string): Promise<enrolment.EmployerBounds>
  /** Everything under way in this process has come to its end. */
  idle(): Promise<void>
  /** What is under way stops at the next message, to be resumed. */
  close(): Promise<void>
}

/** A million lines are some 130 MB. */
export const BATCH_BYTES_MAX = 150 * 1024 * 1024
const PART_BYTES = 1 << 20
const PEOPLE_PER_MESSAGE = 250
const STALLED_MS = 90_000
const SYSTEM_ACTOR: Actor = { id: 'system', channel: 'job' }

export function openBatches(parts: BatchParts): BatchDesk {
  const running = new Map<string, Promise<void>>()
  const state = { isClosing: false }
  const batches = new Batches(parts, state)
  const start = (batchId: string): void => {
    if (running.has(batchId) || state.isClosing) return
    const one = batches
      .carryOn(batchId)
      .catch((error: unknown) => {
        if (!(error instanceof Closing)) parts.log.error({ err: error, batchId }, 'a batch of enrolments stopped')
      })
      .finally(() => running.delete(batchId))
    running.set(batchId, one)
  }
  const moved = async (move: BatchMove, actor: Actor): Promise<Outcome<true>> => {
    const outcome = await batches.move(move, actor)
    if (!outcome.ok) return outcome
    start(move.batchId)
    return accepted(true)
  }
  const idle = async (): Promise<void> => void (await Promise.all(running.values()))
  return {
    receive: async (opening, bytes, actor) => {
      const outcome = await batches.receive(opening, bytes, actor)
      if (outcome.ok) start(outcome.value)
      return outcome
    },
    receiveLine: async (opening, text, actor) => {
      const received = await batches.receive(opening, bytesOf(text), actor)
      return received.ok ? batches.oneLine(received.value, actor) : received
    },
    confirm: (batchId, actor) =>
      moved({ ...to(batchId, ['checked'], 'importing'), step: { step: 'importing', note: '' } }, actor),
    withdraw: async (batchId, note, actor) => {
      const outcome = await moved(
        { ...to(batchId, ['checked', 'refused'], 'withdrawn'), step: { step: 'withdrawn', note } },
        actor,
      )
      if (outcome.ok) await batches.drop(batchId)
      return outcome
    },
    reverse: (batchId, note, actor) =>
      moved({ ...to(batchId, ['imported'], 'reversing'), step: { step: 'reversing', note } }, actor),
    resume: async (batchId, actor) => {
      const batch = await findBatch(parts.reader, batchId)
      if (!batch) return refused('batch_unknown', {})
      if (!isUnderWay(batch.state) || running.has(batchId)) return refused('batch_under_way', {})
      return moved({ ...to(batchId, [batch.state], batch.state), step: { step: 'resumed', note: '' } }, actor)
    },
    resumeStalled: () => batches.resumeStalled((batchId) => start(batchId)),
    decide: (decision, actor, msgid) =>
      parts.writePath.submit({
        kind: duplicateDecided,
        key: { sender: 'enrolment', msgid },
        ...{ actor, input: decision, request: { ...decision } },
      }),
    boundsOf: (employerNo) => batches.boundsOf(employerNo),
    idle,
    close: async () => {
      state.isClosing = true
      await idle()
    },
  }
}

const to = (batchId: string, from: readonly EnrolBatch['state'][], next: EnrolBatch['state']): BatchMove => ({
  ...{ batchId, from, to: next },
  figures: {},
})

class Batches {
  readonly #parts: BatchParts
  readonly #state: { readonly isClosing: boolean }

  constructor(parts: BatchParts, state: { readonly isClosing: boolean }) {
    this.#parts = parts
    this.#state = state
  }

  async receive(opening: NewBatch, bytes: AsyncIterable<Uint8Array>, actor: Actor): Promise<Outcome<string>> {
    const { employerNo = null, ...rest } = opening
    const batchId = this.#parts.ids.next()
    const opened = await this.#submit(batchOpened, `open ${batchId}`, { ...rest, employerNo, batchId }, actor)
    if (!opened.ok) return opened
    const hash = createHash('sha256')
    let [total, no] = [0, 0]
    for await (const part of partsOf(bytes)) {
      total += part.length
      if (total > BATCH_BYTES_MAX) return this.#giveUp(batchId, 'batch_too_large', { megabytes: BATCH_BYTES_MAX >> 20 })
      hash.update(part)
      const kept = await this.#submit(partKept, `part ${batchId} ${no}`, { batchId, no, bytes: part }, actor)
      if (!kept.ok) return kept
      no += 1
    }
    if (total === 0) return this.#giveUp(batchId, 'enrol_file_empty', {})
    const figures = { sha256: hash.digest('hex'), bytes: total }
    const step = { step: 'checking', note: '' } as const
    const moved = await this.move({ batchId, from: ['receiving'], to: 'checking', figures, step }, actor)
    return moved.ok ? accepted(batchId) : moved
  }

  async #giveUp(batchId: string, code: string, facts: Refused['facts']): Promise<Refused> {
    await this.move({ ...to(batchId, ['receiving'], 'withdrawn') }, SYSTEM_ACTOR)
    await this.drop(batchId)
    return refused(code, facts) as Refused
  }

  move(move: BatchMove, actor: Actor): Promise<Outcome<unknown>> {
    return this.#submit(batchMoved, `move ${move.batchId} ${this.#parts.ids.next()}`, move, actor)
  }

  async drop(batchId: string): Promise<void> {
    const parts = await partNumbers(this.#parts.reader, batchId)
    if (parts.length > 0) await this.#submit(partsDropped, `drop ${batchId}`, { batchId, parts }, SYSTEM_ACTOR)
  }

  async #submit<Input>(kind: unknown, msgid: string, input: Input, actor: Actor): Promise<Outcome<unknown>> {
    return this.#parts.writePath.submit({
      kind: kind as Kind<Input>,
      key: { sender: 'enrolment', msgid: `batch ${msgid}` },
      ...{ actor, input, request: null },
    })
  }

  async boundsOf(employerNo: string): Promise<enrolment.EmployerBounds> {
    const { clock } = this.#parts
    const rules = await this.#rules()
    const earliestOn = rules
      ? enrolment.earliestDeclared(clock.today(), rules.employee.declareDay)
      : addMonths(day(`${clock.today().slice(0, 7)}-01`), 1)
    return { employerNo, earliestOn }
  }

  async #rules(): Promise<contribution.ContributionRules | undefined> {
    const { reader, clock, rules } = this.#parts
    const { areas } = await registersOf(reader)
    return contributionRulesFor(rules, new Set(areas), Number(clock.today().slice(0, 4)))
  }

  /** Checked, and brought in if nothing is wrong with it. */
  async oneLine(batchId: string, actor: Actor): Promise<Outcome<EnrolBatch>> {
    await this.carryOn(batchId)
    const checked = await findBatch(this.#parts.reader, batchId)
    if (checked?.state === 'checked' && checked.faulty === 0 && checked.lines === 1) {
      const step = { step: 'importing', note: '' } as const
      const moved = await this.move({ ...to(batchId, ['checked'], 'importing'), step }, actor)
      if (!moved.ok) return moved
      await this.carryOn(batchId)
    } else {
      const step = { step: 'withdrawn', note: '有误，未办理' } as const
      await this.move({ ...to(batchId, ['checked', 'refused'], 'withdrawn'), step }, actor)
      await this.drop(batchId)
    }
    const batch = await findBatch(this.#parts.reader, batchId)
    return batch ? accepted(batch) : refused('batch_unknown', {})
  }

  async carryOn(batchId: string): Promise<void> {
    const batch = await findBatch(this.#parts.reader, batchId)
    if (!batch) return
    if (batch.state === 'reversing') return this.#reverse(batch)
    if (batch.state !== 'checking' && batch.state !== 'importing') return
    const outcome = await this.#goThrough(batch)
    const actor = actorOf(batch)
    if (!outcome.ok) {
      const { code, facts } = outcome
      const figures = { refusal: { code, facts: facts as Record<string, string | number> }, shareBp: WHOLE_BP }
      await this.move(
        { batchId, from: [batch.state], to: 'refused', figures, step: { step: 'refused', note: '' } },
        actor,
      )
      return
    }
    const next = batch.state === 'checking' ? 'checked' : 'imported'
    await this.move(
      { batchId, from: [batch.state], to: next, figures: outcome.value, step: { step: next, note: '' } },
      actor,
    )
    if (next === 'imported') await this.drop(batchId)
  }

  /** The same way as the command: `check` or `bringIn` of the desk, with the faults kept and the progress told on the way. */
  async #goThrough(batch: EnrolBatch): Promise<Outcome<BatchFigures>> {
    const rules = await this.#rules()
    if (!rules) return refused('contribution_no_rules', { period: this.#parts.clock.today().slice(0, 4) })
    const desk = openEnrolmentDesk({ ...this.#parts, library: this.#parts.library(), rules })
    const work = batch.state === 'checking' ? desk.check : desk.bringIn
    const telling = new Telling(
      {
        clock: this.#parts.clock,
        isClosing: () => this.#state.isClosing,
        keepFaults: (kept, actor) =>
          this.#submit(faultsKept, `faults ${kept.batchId} ${kept.run} ${kept.no}`, kept, actor),
        progress: (figures) =>
          this.move({ batchId: batch.batchId, from: [batch.state], to: batch.state, figures }, actorOf(batch)),
      },
      batch,
    )
    await telling.begin()
    const outcome = await work(await this.#source(batch), actorOf(batch), telling, await this.#scope(batch))
    if (!outcome.ok) return outcome
    await telling.keep()
    const { lines, faulty, kinds } = outcome.value
    return accepted({ ...telling.figures(), lines, faulty, kinds, done: lines, shareBp: WHOLE_BP })
  }

  async #scope({ batchId, area, employerNo }: EnrolBatch): Promise<ImportScope> {
    return { batchId, area, ...(employerNo !== null && { own: await this.boundsOf(employerNo) }) }
  }

  async #source({ batchId, fileName, bytes }: EnrolBatch): Promise<ImportSource> {
    const { reader } = this.#parts
    const numbers = await partNumbers(reader, batchId)
    async function* open(): AsyncGenerator<Buffer> {
      for (const no of numbers) yield await partOf(reader, batchId, no)
    }
    return { name: fileName, size: bytes, open }
  }

  async #reverse(batch: EnrolBatch): Promise<void> {
    const { batchId } = batch
    const { reader } = this.#parts
    const actor = actorOf(batch)
    for (;;) {
      if (this.#state.isClosing) throw new Closing()
      const persons = await undecidedLines(reader, batchId, PEOPLE_PER_MESSAGE)
      if (persons.length === 0) break
      const outcome = await this.#submit(linesReversed, `reverse ${batchId} ${persons[0]}`, { batchId, persons }, actor)
      if (isRefused(outcome)) throw new FileRefused(outcome.code, {})
    }
    const kinds = { ...batch.kinds, ...(await outcomesOf(reader, batchId)) }
    const step = { step: 'reversed', note: '' } as const
    await this.move({ batchId, from: ['reversing'], to: 'reversed', figures: { kinds }, step }, actor)
  }

  async resumeStalled(start: (batchId: string) => void): Promise<number> {
    const { reader, clock } = this.#parts
    const stalled = await stalledBatches(reader, instantAt(clock.epochMs() - STALLED_MS))
    for (const { batchId, state } of stalled) {
      if (state !== 'receiving') start(batchId)
      else {
        await this.move(to(batchId, ['receiving'], 'withdrawn'), SYSTEM_ACTOR)
        await this.drop(batchId)
      }
    }
    return stalled.length
  }
}

/** Parts of one size, however the bytes come. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    held.push(Buffer.from(chunk))
    size += chunk.length
    if (size < PART_BYTES) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Bytes that are at hand. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
