// The changes of a batch: opened, parts kept, moved from state to state, faults kept, and lines taken back.
import { accepted, type enrolment, refused } from '@yibao/kernel'
import type { Kind, Row, Update } from '../../../platform/index.ts'
import { type Person, personFrom, type Spell } from '../../person/index.ts'
import { enrolledUpdate, type PersonRow, wageUpdate } from '../store.ts'
import type { BatchLine, BatchState, BatchStep, EnrolBatch, LineOutcome } from './model.ts'
import {
  BATCH_FACTS,
  batchRow,
  batchUpdate,
  faultsRow,
  lineOutcome,
  partKey,
  partRow,
  REVERSAL_FACTS,
  wageKey,
} from './store.ts'

const subjectOf = (batchId: string): string => `enrol-batch:${batchId}`

export interface BatchOpening extends Pick<EnrolBatch, 'batchId' | 'fileName' | 'origin' | 'area' | 'employerNo'> {}

export const batchOpened: Kind<BatchOpening> = {
  name: 'enrolment.batch_opened',
  subjects: ({ batchId }) => [subjectOf(batchId)],
  decide: (opening, _, { actor, now }) => {
    const batch: EnrolBatch = {
      ...opening,
      ...{ sha256: null, bytes: 0, state: 'receiving', run: 0, done: 0, shareBp: 0, lines: 0, faulty: 0 },
      ...{ kinds: {}, faultKinds: {}, refusal: null, steps: [], by: actor.id, at: now, movedAt: now },
    }
    return accepted({
      answer: { batchId: opening.batchId },
      rows: { insert: { enrol_batch: [batchRow(batch)] } },
      event: { batchId: opening.batchId },
      objects: [opening.batchId],
    })
  },
}

export const partKept: Kind<{ readonly batchId: string; readonly no: number; readonly bytes: Uint8Array }> = {
  name: 'enrolment.batch_part_kept',
  subjects: ({ batchId }) => [subjectOf(batchId)],
  decide: ({ batchId, no, bytes }) =>
    accepted({ answer: null, rows: { insert: { enrol_batch_part: [partRow(batchId, no, bytes)] } } }),
}

/** 用后即删: personal data of the file is not kept once its lines are in, or nobody wants them. */
export const partsDropped: Kind<{ readonly batchId: string; readonly parts: readonly number[] }> = {
  name: 'enrolment.batch_parts_dropped',
  subjects: ({ batchId }) => [subjectOf(batchId)],
  decide: ({ batchId, parts }) =>
    accepted({ answer: null, rows: { remove: { enrol_batch_part: parts.map((no) => partKey(batchId, no)) } } }),
}

export const faultsKept: Kind<{
  readonly batchId: string
  readonly run: number
  readonly no: number
  readonly faults: readonly enrolment.LineFault[]
}> = {
  name: 'enrolment.batch_faults_kept',
  subjects: ({ batchId }) => [subjectOf(batchId)],
  decide: ({ batchId, run, no, faults }) =>
    accepted({ answer: null, rows: { insert: { enrol_batch_fault: [faultsRow(batchId, run, no, faults)] } } }),
}

export type BatchFigures = Partial<
  Pick<
    EnrolBatch,
    'sha256' | 'bytes' | 'run' | 'done' | 'shareBp' | 'lines' | 'faulty' | 'kinds' | 'faultKinds' | 'refusal'
  >
>

export interface BatchMove {
  readonly batchId: string
  readonly from: readonly BatchState[]
  readonly to: BatchState
  readonly figures: BatchFigures
  /** A step that the history keeps; progress alone is none. */
  readonly step?: { readonly step: BatchStep['step']; readonly note: string }
}

export const STATE_WORDS: Readonly<Record<BatchState, string>> = {
  receiving: '正在接收',
  checking: '正在检查',
  checked: '检查完毕，待确认',
  importing: '正在导入',
  imported: '已导入',
  reversing: '正在撤销',
  reversed: '已撤销',
  refused: '文件不能读取',
  withdrawn: '已放弃',
}

export const batchMoved: Kind<BatchMove, { readonly batch: EnrolBatch | null }, { readonly run: number }> = {
  name: 'enrolment.batch_moved',
  subjects: ({ batchId }) => [subjectOf(batchId)],
  facts: { sql: BATCH_FACTS, args: ({ batchId }) => ({ batchId }) },
  decide: ({ batchId, from, to, figures, step }, { facts: { batch } }, { actor, now }) => {
    if (!batch) return refused('batch_unknown', {})
    if (!from.includes(batch.state)) return refused('batch_step', { state: STATE_WORDS[batch.state] })
    const steps = step ? [...batch.steps, { ...step, by: actor.id, at: now }] : batch.steps
    const next: EnrolBatch = { ...batch, ...figures, state: to, steps, movedAt: now }
    return accepted({
      answer: { run: next.run },
      rows: { update: { enrol_batch: [batchUpdate(next)] } },
      ...(step && { event: { batchId, state: to } }),
      objects: [batchId],
    })
  },
}

interface ReversalFacts {
  readonly persons: readonly PersonRow[]
  readonly lines: readonly BatchLine[]
  readonly used: readonly string[]
  readonly charged: readonly string[]
}

export interface Reversal {
  readonly batchId: string
  readonly persons: readonly string[]
}

/** Two enrolments that differ in nothing: the order of names says nothing. */
export const written = (spells: readonly enrolment.EnrolSpell[]): string =>
  JSON.stringify(spells.map((spell) => Object.entries(spell).sort(([a], [b]) => (a < b ? -1 : 1))))

/** 享受待遇后不退: what has been used, paid for or changed since stays, and is named. */
function outcomeOf(line: BatchLine, person: Person, { used, charged }: ReversalFacts): LineOutcome {
  if (person.diedOn !== undefined) return 'died'
  if (written(person.dossier.spells) !== written(line.after)) return 'changed_since'
  if (used.includes(person.personNo)) return 'benefit_used'
  return charged.includes(person.personNo) ? 'charged' : 'reversed'
}

/** 撤销: people stand as before the batch; nothing is deleted, the record of both stays in the batch. */
export const linesReversed: Kind<Reversal, ReversalFacts, { readonly decided: number }> = {
  name: 'enrolment.batch_lines_reversed',
  subjects: ({ persons }) => persons as [string, ...string[]],
  facts: { sql: REVERSAL_FACTS, args: ({ batchId, persons }) => ({ batchId, persons: [...persons] }) },
  decide: ({ batchId }, { facts }) => {
    const persons = new Map(facts.persons.map((row) => [row.personNo, personFrom(row)]))
    const people: Update[] = []
    const outcomes: Update[] = []
    const wages: Update[] = []
    const dropped: Row[] = []
    for (const line of facts.lines.filter(({ outcome }) => outcome === null)) {
      const person = persons.get(line.personNo)
      if (!person) throw new Error(`The batch ${batchId} names a person that does not exist`)
      const outcome = outcomeOf(line, person, facts)
      outcomes.push(lineOutcome(batchId, line.personNo, outcome))
      if (outcome !== 'reversed') continue
      const dossier = { ...person.dossier, spells: line.before as readonly Spell[] }
      people.push(enrolledUpdate(line.personNo, dossier, line.employerBefore ?? undefined))
      if (!line.wage) continue
      const { employerNo, month, beforeFen } = line.wage
      if (beforeFen === undefined) dropped.push(wageKey(line.personNo, employerNo, month))
      else wages.push(wageUpdate(line.personNo, employerNo, month, beforeFen))
    }
    return accepted({
      answer: { decided: outcomes.length },
      rows: {
        update: { enrol_batch_line: outcomes, person: people, contribution_wage: wages },
        remove: { contribution_wage: dropped },
      },
      event: { batchId, lines: outcomes.length },
      objects: [batchId],
    })
  },
}
