// The door of the enrolment module: files of enrolments checked and brought in, duplicates decided, and who is not enrolled.
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { accepted, type contribution, enrolment, type Library, type Outcome, refused } from '@yibao/kernel'
import type { Actor, Clock, Json, Kind, Receipt, WritePath } from '../../platform/index.ts'
import { FileRefused, type Reader } from '../common/index.ts'
import {
  type ChunkAnswer,
  duplicateDecided,
  enrolmentsImported,
  enrolPersonOf,
  faultOf,
  fileNoted,
  type IssueDecision,
} from './change.ts'
import type { ImportLine, ImportSummary } from './model.ts'
import { knownPersons, newPersonNo, type Stretch, scanFile } from './scan.ts'
import { registersOf } from './store.ts'
import { enrolRules } from './waiting.ts'

export * from './model.ts'
export { type EnrolmentRefusalCode, enrolmentRefusals } from './refusals.ts'
export { areaCodes, brokenIn, importRuns, listIssues, missingOn } from './store.ts'

export interface ImportWatch {
  /** `share` of the file, from 0 to 1. */
  readonly onProgress?: (share: number, lines: number) => void
  /** Faults in the order of the lines. */
  readonly onFaults?: (faults: readonly enrolment.LineFault[]) => void | Promise<void>
}

export interface EnrolmentDesk {
  /** Reads the whole file and says what would come of it; changes nothing but the note that it was checked. */
  check(path: string, actor: Actor, watch?: ImportWatch): Promise<Outcome<ImportSummary>>
  /** Brings the good lines in. Interrupted, it goes on where it stopped; a second time, it changes nothing. */
  bringIn(path: string, actor: Actor, watch?: ImportWatch): Promise<Outcome<ImportSummary>>
  decide(decision: IssueDecision, actor: Actor, key: string): Promise<Outcome<Receipt>>
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

export function openEnrolmentDesk(options: EnrolmentDeskOptions): EnrolmentDesk {
  const { writePath } = options
  const rules = enrolRules(options.library, options.rules)
  const kind = enrolmentsImported(rules)
  return {
    check: (path, actor, watch = {}) => answering(() => checkFile(options, rules, path, actor, watch)),
    bringIn: (path, actor, watch = {}) => answering(() => bringIn(options, kind, path, actor, watch)),
    decide: (decision, actor, msgid) =>
      writePath.submit({
        kind: duplicateDecided,
        key: { sender: 'enrolment', msgid },
        actor,
        input: decision,
        request: { ...decision },
      }),
  }
}

/** A file that cannot be read is a refusal like any other. */
async function answering<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
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

  summary(sha256: string, path: string): ImportSummary {
    return { sha256, fileName: basename(path), lines: this.lines, faulty: this.faulty, kinds: this.kinds }
  }
}

const linesOf = (faults: readonly enrolment.LineFault[]): number => new Set(faults.map(({ line }) => line)).size

async function registers({ reader, clock }: EnrolmentDeskOptions): Promise<enrolment.Registers> {
  const { areas, employers } = await registersOf(reader)
  return { areas: new Set(areas), employers: new Set(employers), today: clock.today() }
}

async function checkFile(
  options: EnrolmentDeskOptions,
  rules: enrolment.EnrolRules,
  path: string,
  actor: Actor,
  watch: ImportWatch,
): Promise<Outcome<ImportSummary>> {
  const { size } = await stat(path)
  const scan = scanFile(path, await registers(options), options.reader)
  const counts = new Counts()
  for await (const { lines, faults, repeated, rows, bytes } of scan.stretches) {
    const all = [...faults]
    counts.lines += rows
    counts.add('repeated', repeated)
    for (const { line, person } of lines) {
      const verdict = enrolment.ruleOnLine(line, person && enrolPersonOf(person), rules)
      if (verdict.kind === 'fault') all.push(faultOf(line, verdict))
      else counts.add(verdict.kind)
    }
    counts.faulty += linesOf(all)
    if (all.length > 0) await watch.onFaults?.(all.sort((a, b) => a.line - b.line))
    watch.onProgress?.(bytes / Math.max(1, size), counts.lines)
  }
  const summary = counts.summary(scan.sha256(), path)
  return noted(options.writePath, summary, 'checked', actor, options.clock.now())
}

async function bringIn(
  options: EnrolmentDeskOptions,
  kind: Kind<{ lines: readonly ImportLine[] }, never>,
  path: string,
  actor: Actor,
  watch: ImportWatch,
): Promise<Outcome<ImportSummary>> {
  const { size } = await stat(path)
  const sha256 = await hashOf(path)
  const scan = scanFile(path, await registers(options), options.reader)
  const counts = new Counts()
  const work: Working = { options, kind, sha256, actor, counts, watch }
  const running = new Set<Promise<void>>()
  let failed: unknown
  for await (const stretch of scan.stretches) {
    counts.lines += stretch.rows
    counts.add('repeated', stretch.repeated)
    if (running.size >= IN_FLIGHT) await Promise.race(running)
    if (failed !== undefined) break
    const one: Promise<void> = submitStretch(work, stretch)
      .then(() => watch.onProgress?.(stretch.bytes / Math.max(1, size), counts.lines))
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
  return noted(options.writePath, counts.summary(sha256, path), 'imported', actor, options.clock.now())
}

/** The hash names the messages, so it must be known before the first of them. */
async function hashOf(path: string): Promise<string> {
  const { createReadStream } = await import('node:fs')
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

interface Working {
  readonly options: EnrolmentDeskOptions
  readonly kind: Kind<{ lines: readonly ImportLine[] }, never>
  readonly sha256: string
  readonly actor: Actor
  readonly counts: Counts
  readonly watch: ImportWatch
}

const ATTEMPTS = 3
const TAKEN = new Set(['person_number_taken', 'certificate_taken'])

async function submitStretch(
  { options, kind, sha256, actor, counts, watch }: Working,
  stretch: Stretch,
): Promise<void> {
  const faults = [...stretch.faults]
  if (stretch.lines.length > 0) {
    const { kinds, faults: later } = await submitted(options, kind, sha256, actor, stretch)
    for (const [name, count] of Object.entries(kinds)) counts.add(name, count)
    faults.push(...later)
  }
  counts.faulty += linesOf(faults)
  if (faults.length > 0) await watch.onFaults?.(faults.sort((a, b) => a.line - b.line))
}

async function submitted(
  { writePath, reader }: EnrolmentDeskOptions,
  kind: Working['kind'],
  sha256: string,
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
      key: { sender: 'enrolment', msgid: `enrol ${sha256.slice(0, 32)} ${stretch.no} ${digest.toString('hex', 0, 8)}` },
      actor,
      input: { lines },
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
