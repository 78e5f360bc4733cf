// 结算: a batch of an outpatient visit, or a stay (in between or at its end). The trial runs the same way and writes nothing.
import { accepted, type Day, type Outcome, type Refused, refused, type Scheme } from '@yibao/kernel'
import type { Kind, Update } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { checkAlive, type Person, personFrom } from '../person/index.ts'
import {
  type BatchNote,
  batchFrom,
  type CareSources,
  checkIdentity,
  type FeeLine,
  ownVisit,
  type StatedIdentity,
  type Step,
  type StoredBatch,
  stateAfter,
  type Visit,
  type VisitState,
  visitUpdate,
} from '../visit/index.ts'
import { checkStated, computeFor, finish } from './computing.ts'
import type { Settled } from './conclude.ts'
import type { AccountChoice, SettledBatch, StatedAmounts } from './model.ts'
import { leavesYearOpen, type PieceAsked, pieceOfStay, type StayPiece } from './stay-piece.ts'
import { OUTPATIENT_FACTS, STAY_FACTS, type StoredSettlement, settlementRow } from './store.ts'

export interface Settling {
  readonly personNo: string
  readonly provider: string
  readonly visitId: string
  readonly scheme: Scheme
  /** 医疗类别, where the message states it. */
  readonly category?: string
  /** The batch of an outpatient visit; for a stay, what kind of settlement. */
  readonly batchNo: string
  readonly stay?: { readonly interim: boolean; readonly dischargedOn?: Day }
  readonly stated: StatedAmounts
  readonly identity: StatedIdentity
  readonly choice: AccountChoice
  /** Whose accounts may pay after the person's own: further subjects of the change. */
  readonly givers: readonly string[]
  readonly notes: Readonly<Record<string, string>>
}

interface SettleFacts {
  readonly visit: Visit | null
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly batches: readonly StoredBatch[]
  readonly prior?: readonly StoredSettlement[]
  readonly voided: boolean
}

/** One kind for visits and one for stays: they load different facts. */
export const outpatientSettled = (sources: CareSources): Kind<Asked<Settling, Settled>, SettleFacts> =>
  settling(sources, 'settlement.outpatient_settled', OUTPATIENT_FACTS)
export const staySettled = (sources: CareSources): Kind<Asked<Settling, Settled>, SettleFacts> =>
  settling(sources, 'settlement.stay_settled', STAY_FACTS)

const settling = (sources: CareSources, name: string, sql: string): Kind<Asked<Settling, Settled>, SettleFacts> => ({
  name,
  subjects: ({ input }) => [input.personNo, ...input.givers],
  facts: {
    sql,
    args: ({ message, input }) => ({ visitId: input.visitId, batchNo: input.batchNo, ...message.key }),
  },
  decide: ({ message, input }, { facts, states }, context) => {
    if (facts.voided) return refused('message_voided', { msgid: message.key.msgid })
    const opened = open(sources, input, facts, context.today)
    if (!opened.ok) return opened
    const { visit, person, state, piece } = opened.value
    const chosen = piece ? pieceOf(visit, facts, piece) : batchOf(visit, input, facts)
    if (!chosen.ok) return chosen
    const { lines, notes, prior, span } = chosen.value
    const computed = computeFor(sources, {
      input,
      visit,
      person,
      lines,
      prior,
      ...(span && { span }),
      states,
      context,
    })
    if (!computed.ok) return computed
    const wrong = checkStated(input.stated, computed.value.settlement)
    if (wrong) return wrong
    const {
      record,
      journals,
      states: after,
      settled,
    } = finish(
      sources,
      {
        person,
        visit,
        msgid: message.key.msgid,
        computed: computed.value,
        choice: input.choice,
        batches: chosen.value.batches,
        prior: prior.map((each) => each.settlementId),
        states,
        notes: input.notes,
        lines: [],
      },
      context,
    )
    const { settlementId } = record
    return accepted({
      answer: message.answer(settled, context),
      rows: {
        insert: { settlement: [settlementRow(record)] },
        update: { visit: [settledVisit(visit, state, notes, settlementId)] },
      },
      journals,
      states: after,
      event: { settlementId, visitId: visit.visitId },
      objects: [settlementId, visit.visitId],
    })
  },
})

/** The visit after a settlement: its batches know what settled them. */
function settledVisit(visit: Visit, state: VisitState, notes: readonly BatchNote[], settlementId: string): Update {
  const settled = new Set(notes.map(({ seq }) => seq))
  return visitUpdate(visit, {
    state,
    batches: visit.batches.map((note) => (settled.has(note.seq) ? { ...note, settlement: settlementId } : note)),
    settlements: [...visit.settlements, settlementId],
  })
}

interface Opened {
  readonly visit: Visit
  readonly person: Person
  readonly state: VisitState
  readonly step: Step
  /** Of a stay: which part of it is asked for. */
  readonly piece?: PieceAsked
}

function pieceAsked(
  { crossYear }: CareSources,
  { stay }: Settling,
  { endedOn }: Visit,
  today: Day,
): PieceAsked | undefined {
  if (!stay) return undefined
  return { mode: crossYear(), interim: stay.interim, endsOn: endedOn ?? stay.dischargedOn ?? today }
}

function open(sources: CareSources, input: Settling, facts: SettleFacts, today: Day): Outcome<Opened> {
  const { shown } = sources
  const own = ownVisit(facts.visit, input, shown)
  if (!own.ok) return own
  if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
  const visit = own.value
  const piece = pieceAsked(sources, input, visit, today)
  if (visit.state === 'registered') return refused('visit_not_informed', { visit: shown(visit.visitId) })
  if ((visit.kind === 'inpatient') !== (input.stay !== undefined))
    return refused('visit_unknown', { visit: shown(visit.visitId) })
  if (input.stay?.interim && visit.state === 'discharged' && !leavesYearOpen(visit, facts.batches, piece!))
    return refused('interim_after_end', {})
  const step = input.stay?.interim ? 'settle_interim' : 'settle'
  const state = stateAfter(visit, step, shown)
  if (!state.ok) return state
  const person = personFrom(facts.person)
  const refusal =
    checkIdentity(person, input.identity) ??
    checkAlive(person, visit.beganOn) ??
    checkSame(visit, input) ??
    checkLeaving(visit, input, today)
  return refusal ?? accepted({ visit, person, state: state.value, step, ...(piece && { piece }) })
}

/** Nobody leaves before coming. */
function checkLeaving({ beganOn }: Visit, { stay }: Settling, today: Day): Refused | undefined {
  const on = stay?.dischargedOn
  return on === undefined || (on >= beganOn && on <= today)
    ? undefined
    : refused('visit_moment_impossible', { at: on, first: beganOn, last: today })
}

function checkSame({ details }: Visit, { scheme, category }: Settling): Refused | undefined {
  if (scheme !== details.scheme) return refused('visit_scheme_differs', { sent: scheme, registered: details.scheme })
  if (category === undefined || category === details.category) return undefined
  return refused('visit_category_differs', { sent: category, registered: details.category })
}

interface Chosen {
  readonly lines: readonly FeeLine[]
  readonly notes: readonly BatchNote[]
  readonly batches: readonly SettledBatch[]
  readonly prior: readonly StoredSettlement[]
  readonly span?: StayPiece['span']
}

function batchOf(visit: Visit, input: Settling, { batches }: SettleFacts): Outcome<Chosen> {
  const note = visit.batches.find(({ no, withdrawn }) => no === input.batchNo && !withdrawn)
  if (!note) return refused('batch_unknown', { batch: input.batchNo })
  if (note.settlement) return refused('batch_settled', { batch: input.batchNo })
  return accepted({ ...linesOf(batches, [note]), notes: [note], prior: [] })
}

/** All lines of the piece: those that earlier parts settled, too, because each part is the whole less what came before. */
function pieceOf(visit: Visit, { batches, prior: parts = [] }: SettleFacts, asked: PieceAsked): Outcome<Chosen> {
  const piece = pieceOfStay(visit, batches, parts, asked)
  if (!piece.ok) return piece
  const { prior, span } = piece.value
  const notes = piece.value.notes.filter(({ settlement }) => !settlement)
  if (notes.length === 0 && parts.length === 0) return refused('nothing_to_settle', { visit: visit.details.number })
  return accepted({ ...linesOf(batches, piece.value.notes), notes, prior, ...(span && { span }) })
}

function linesOf(stored: readonly StoredBatch[], notes: readonly BatchNote[]): Pick<Chosen, 'lines' | 'batches'> {
  const wanted = new Set(notes.map(({ seq }) => seq))
  const batches = stored.filter(([seq]) => wanted.has(seq)).map(batchFrom)
  return {
    batches: batches.map(({ seq, withdrawn }) => ({ seq, withdrawn: withdrawn.length })),
    lines: batches.flatMap(({ lines, withdrawn }) => lines.filter(({ serial }) => !withdrawn.includes(serial))),
  }
}
