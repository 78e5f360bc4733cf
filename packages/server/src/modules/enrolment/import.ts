// Going through a file of enrolments, to check it or to bring its good lines in: the same way for the command, the console and an
// employer, whose files are bounded to their own area or people.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { accepted, type contribution, enrolment, type Library, type Outcome, refused } from '@yibao/kernel'
import type { Actor, Clock, Json, Kind, WritePath } from '../../platform/index.ts'
import { FileRefused, type Reader } from '../common/index.ts'
import {
  type ChunkAnswer,
  chargedKey,
  enrolPersonOf,
  faultOf,
  fileNoted,
  type ImportChunk,
  MONTH_CHARGED,
} from './change.ts'
import type { ImportSummary } from './model.ts'
import { knownPersons, newPersonNo, type Stretch, scanFile } from './scan.ts'
import { chargedMonths, registersOf } from './store.ts'

export interface ImportWatch {
  /** `share` of the file, from 0 to 1. */
  readonly onProgress?: (share: number, lines: number) => void | Promise<void>
  /** Faults in the order of the lines. */
  readonly onFaults?: (faults: readonly enrolment.LineFault[]) => void | Promise<void>
}

/** A file that is read as often as needed: checked, hashed, brought in. */
export interface ImportSource {
  readonly name: string
  readonly size: number
  open(): string | AsyncIterable<Buffer>
}

export const fileSource = async (path: string): Promise<ImportSource> => ({
  name: basename(path),
  size: (await stat(path)).size,
  open: () => path,
})

/** What the sender may bring in, and under which batch the lines are recorded. */
export interface ImportScope {
  /** Area code prefix; absent or '': all. */
  readonly area?: string
  readonly own?: enrolment.EmployerBounds
  /** The batch whose lines are recorded, so that it can be reversed; its number is in the messages. */
  readonly batchId?: string
}

export interface EnrolmentDeskOptions {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly rules: contribution.ContributionRules
  /** The policy in force: whether and how long is waited. */
  readonly library: Library | undefined
}

const IN_FLIGHT = 3

/** A file that cannot be read is a refusal like any other. */
export async function answering<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileRefused) return error.refusal
    throw error
  }
}

class Counts {
  readonly kinds: Record<string, number> = {}
  lines = 0
  faulty = 0

  add(kind: string, count = 1): void {
    if (count > 0) this.kinds[kind] = (this.kinds[kind] ?? 0) + count
  }

  summary(sha256: string, fileName: string): ImportSummary {
    return { sha256, fileName, lines: this.lines, faulty: this.faulty, kinds: this.kinds }
  }
}

const linesOf = (faults: readonly enrolment.LineFault[]): number => new Set(faults.map(({ line }) => line)).size

async function registers(
  { reader, clock }: EnrolmentDeskOptions,
  { area = '', own }: ImportScope,
): Promise<enrolment.Registers> {
  const { areas, employers } = await registersOf(reader)
  return {
    areas: new Set(areas.filter((code) => code.startsWith(area))),
    employers: new Set(own ? employers.filter((each) => each === own.employerNo) : employers),
    today: clock.today(),
    ...(own && { own }),
  }
}

export async function checkFile(
  options: EnrolmentDeskOptions,
  rules: enrolment.EnrolRules,
  source: ImportSource,
  actor: Actor,
  watch: ImportWatch,
  scope: ImportScope,
): Promise<Outcome<ImportSummary>> {
  const scan = scanFile(source.open(), await registers(options, scope), options.reader)
  const counts = new Counts()
  for await (const { lines, faults, repeated, rows, bytes } of scan.stretches) {
    const all = [...faults]
    counts.lines += rows
    counts.add('repeated', repeated)
    const charged = await chargedOf(options.reader, lines)
    for (const { line, person } of lines) {
      const isCharged = person !== undefined && charged.has(chargedKey(person.personNo, line))
      const verdict = isCharged ? MONTH_CHARGED : enrolment.ruleOnLine(line, person && enrolPersonOf(person), rules)
      if (verdict.kind === 'fault') all.push(faultOf(line, verdict))
      else counts.add(verdict.kind)
    }
    counts.faulty += linesOf(all)
    if (all.length > 0) await watch.onFaults?.(all.sort((a, b) => a.line - b.line))
    await watch.onProgress?.(bytes / Math.max(1, source.size), counts.lines)
  }
  const summary = counts.summary(scan.sha256(), source.name)
  return noted(options.writePath, summary, 'checked', actor, options.clock.now())
}

const chargedOf = async (reader: Reader, lines: Stretch['lines']): Promise<ReadonlySet<string>> => {
  const asked = lines.filter(({ line, person }) => line.action === 'base' && person)
  if (asked.length === 0) return new Set()
  return new Set(await chargedMonths(reader, [...new Set(asked.map(({ person }) => person!.personNo))]))
}

export async function bringIn(
  options: EnrolmentDeskOptions,
  kind: Kind<ImportChunk, never>,
  source: ImportSource,
  actor: Actor,
  watch: ImportWatch,
  scope: ImportScope,
): Promise<Outcome<ImportSummary>> {
  const sha256 = await hashOf(source)
  const scan = scanFile(source.open(), await registers(options, scope), options.reader)
  const counts = new Counts()
  const work: Working = { options, kind, sha256, actor, counts, watch, batchId: scope.batchId }
  const running = new Set<Promise<void>>()
  let failed: unknown
  for await (const stretch of scan.stretches) {
    counts.lines += stretch.rows
    counts.add('repeated', stretch.repeated)
    if (running.size >= IN_FLIGHT) await Promise.race(running)
    if (failed !== undefined) break
    const one: Promise<void> = submitStretch(work, stretch)
      .then(() => watch.onProgress?.(stretch.bytes / Math.max(1, source.size), counts.lines))
      .catch((error: unknown) => {
        failed ??= error
      })
      .finally(() => {
        running.delete(one)
      })
    running.add(one)
  }
  await Promise.all(running)
  if (failed !== undefined) throw failed
  if (scan.sha256() !== sha256) return refused('enrol_file_changed', {})
  return noted(options.writePath, counts.summary(sha256, source.name), 'imported', actor, options.clock.now())
}

/** The hash names the messages, so it must be known before the first of them. */
async function hashOf(source: ImportSource): Promise<string> {
  const hash = createHash('sha256')
  const opened = source.open()
  const bytes = typeof opened === 'string' ? createReadStream(opened) : opened
  for await (const chunk of bytes) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

interface Working {
  readonly options: EnrolmentDeskOptions
  readonly kind: Kind<ImportChunk, never>
  readonly sha256: string
  readonly batchId: string | undefined
  readonly actor: Actor
  readonly counts: Counts
  readonly watch: ImportWatch
}

const ATTEMPTS = 3
const TAKEN = new Set(['person_number_taken', 'certificate_taken'])

async function submitStretch(
  { options, kind, sha256, actor, counts, watch, batchId }: Working,
  stretch: Stretch,
): Promise<void> {
  const faults = [...stretch.faults]
  if (stretch.lines.length > 0) {
    const { kinds, faults: later } = await submitted(options, kind, { sha256, batchId }, actor, stretch)
    for (const [name, count] of Object.entries(kinds)) counts.add(name, count)
    faults.push(...later)
  }
  counts.faulty += linesOf(faults)
  if (faults.length > 0) await watch.onFaults?.(faults.sort((a, b) => a.line - b.line))
}

async function submitted(
  { writePath, reader }: EnrolmentDeskOptions,
  kind: Working['kind'],
  { sha256, batchId }: Pick<Working, 'sha256' | 'batchId'>,
  actor: Actor,
  stretch: Stretch,
): Promise<ChunkAnswer> {
  let known = new Map(stretch.lines.map(({ line, person }) => [line.line, person?.personNo]))
  for (let attempt = 0; ; attempt += 1) {
    const lines = stretch.lines.map(({ line }) => ({
      line,
      personNo: known.get(line.line) ?? newPersonNo(sha256, line, attempt),
    }))
    const text = JSON.stringify(stretch.lines.map(({ line }) => line))
    const digest = createHash('sha256').update(text).digest()
    const outcome = await writePath.submit({
      kind,
      // A batch that was reversed may come again: its messages are its own. Without a batch the file itself is the number.
      key: {
        sender: 'enrolment',
        msgid: `enrol ${batchId ?? sha256.slice(0, 32)} ${stretch.no} ${digest.toString('hex', 0, 8)}`,
      },
      actor,
      input: { lines, ...(batchId !== undefined && { batchId }) },
      request: null,
      fingerprint: { bytes: digest, difference: () => 'lines' },
    })
    if (outcome.ok) return outcome.value.answer as unknown as ChunkAnswer
    if (!TAKEN.has(outcome.code) || attempt >= ATTEMPTS) throw new FileRefused(outcome.code, {})
    const now = await knownPersons(
      reader,
      stretch.lines.map(({ line }) => line),
    )
    known = new Map(
      stretch.lines.map(({ line }) => [line.line, now.get(`${line.certificateKind} ${line.certificateNo}`)?.personNo]),
    )
  }
}

async function noted(
  writePath: WritePath,
  summary: ImportSummary,
  step: 'checked' | 'imported',
  actor: Actor,
  at: string,
): Promise<Outcome<ImportSummary>> {
  const outcome = await writePath.submit({
    kind: fileNoted,
    key: { sender: 'enrolment', msgid: `enrol-file ${step} ${summary.sha256.slice(0, 32)} ${at}` },
    actor,
    input: { ...summary, step },
    request: summary as unknown as Json,
  })
  return outcome.ok ? accepted(summary) : outcome
}
