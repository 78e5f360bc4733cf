// Fee lines of a visit: taken in with their split, and taken back while nothing of them is settled.
import {
  accepted,
  type Fen,
  type LineSplit,
  type Outcome,
  type Refused,
  refused,
  splitLines,
  sumFen,
} from '@yibao/kernel'
import type { Kind, Update } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { personFrom } from '../person/index.ts'
import { ownVisit, stateAfter } from './checks.ts'
import type { CareSources } from './deps.ts'
import { frameOf, lineBill } from './frame.ts'
import { type SentLine, takeLines } from './intake.ts'
import type { BatchNote, FeeLine, Visit } from './model.ts'
import type { VisitNamed } from './outpatient.ts'
import { batchRow, CHARGE_FACTS, type StoredSerials, visitUpdate, WITHDRAWAL_FACTS, withdrawalUpdate } from './store.ts'

export interface Charge {
  readonly personNo: string
  readonly provider: string
  readonly visitId: string
  /** One batch, or several that came in one message. */
  readonly batches: readonly { readonly no: string; readonly lines: readonly SentLine[] }[]
  /** 医疗类别, where the lines state one. */
  readonly category?: string
}

export interface ChargedLine {
  readonly line: FeeLine
  readonly split: LineSplit
}

interface ChargeFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly visit: Visit | null
  /** Serials of this message that the visit has already, and lines that this message takes back. */
  readonly taken: readonly string[]
}

/** Lines of stays come without a batch number: each message is one. */
export const ownBatchNo = (seq: number): string => `#${seq}`

export const linesCharged = (sources: CareSources): Kind<Asked<Charge, readonly ChargedLine[]>, ChargeFacts> => ({
  name: 'visit.charged',
  subjects: ({ input }) => [input.personNo],
  facts: {
    sql: CHARGE_FACTS,
    args: ({ input }) => ({ visitId: input.visitId, serials: serialsNamed(input) }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const own = ownVisit(facts.visit, input, sources.shown)
    if (!own.ok) return own
    if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
    const visit = own.value
    const state = stateAfter(visit, 'charge', sources.shown)
    if (!state.ok) return state
    const refusal = checkCharge(visit, input, facts.taken)
    if (refusal) return refusal
    const person = personFrom(facts.person)
    const provider = sources.providers.find(input.provider)!
    const category = sources.categories.find(visit.details.category)
    const intake = { visit, person, provider, category, catalogue: sources.catalogue, today: context.today }
    const taken = takeLines(
      intake,
      input.batches.flatMap(({ lines }) => lines),
    )
    if (!taken.ok) return taken
    const lines = taken.value
    const bill = lineBill(frameOf(sources, person, provider, visit, context.today), lines)
    const ruling = sources.policy.rulingFor(bill)
    if (!ruling.ok) return ruling
    const split = splitLines(ruling.value.plan, bill)
    if (!split.ok) return split
    const charged = lines.map((line, at): ChargedLine => ({ line, split: split.value[at]! }))
    const { notes, rows } = batchesOf(visit, input, lines)
    return accepted({
      answer: message.answer(charged, context),
      rows: {
        insert: { fee_batch: rows },
        update: { visit: [visitUpdate(visit, { state: state.value, batches: [...visit.batches, ...notes] })] },
      },
      event: { visitId: visit.visitId, batches: notes.map(({ seq }) => seq) },
      objects: [visit.visitId],
    })
  },
})

const serialsNamed = ({ batches }: Charge): string[] =>
  batches.flatMap(({ lines }) =>
    lines.flatMap(({ serial, reverses }) => (reverses === undefined ? [serial] : [serial, reverses])),
  )

function checkCharge(visit: Visit, input: Charge, taken: readonly string[]): Refused | undefined {
  const { category } = input
  if (category !== undefined && category !== visit.details.category)
    return refused('visit_category_differs', { sent: category, registered: visit.details.category })
  const known = new Set(taken)
  const sent = new Set(input.batches.flatMap(({ lines }) => lines.map(({ serial }) => serial)))
  for (const { no, lines } of input.batches) {
    if (visit.batches.some((batch) => batch.no === no && !batch.withdrawn)) return refused('batch_known', { batch: no })
    for (const { serial, reverses } of lines) {
      if (known.has(serial)) return refused('line_serial_used', { serial })
      if (reverses !== undefined && !known.has(reverses) && !sent.has(reverses))
        return refused('line_serial_unknown', { serial: reverses })
    }
  }
  return undefined
}

function batchesOf(visit: Visit, { batches }: Charge, lines: readonly FeeLine[]) {
  let at = 0
  const first = (visit.batches.at(-1)?.seq ?? 0) + 1
  const parts = batches.flatMap(({ no, lines: sent }) => {
    const own = lines.slice(at, at + sent.length)
    at += sent.length
    return yearsApart(visit, own).map((part) => ({ no, own: part }))
  })
  const cut = parts.map(({ no: sent, own }, place) => {
    const seq = first + place
    const no = sent === '' ? ownBatchNo(seq) : sent
    const note: BatchNote = { seq, no, lines: own.length, totalFen: sumFen(own.map(({ amountFen }) => amountFen)) }
    return { note, row: batchRow(visit, seq, no, own) }
  })
  return { notes: cut.map(({ note }) => note), rows: cut.map(({ row }) => row) }
}

/** A stay may have to be settled at the year's end: no batch holds lines of two years. */
function yearsApart({ kind }: Visit, lines: readonly FeeLine[]): (readonly FeeLine[])[] {
  if (kind !== 'inpatient') return [lines]
  return [...Map.groupBy(lines, ({ at }) => at.slice(0, 4)).values()]
}

export interface BatchWithdrawal extends VisitNamed {
  /** A batch number; `0000`: every batch that is not settled. */
  readonly batchNo: string
}

export const EVERYTHING = '0000'

interface WithdrawalFacts {
  readonly visit: Visit | null
  readonly batches: readonly StoredSerials[]
}

export const batchWithdrawn = ({ shown }: CareSources): Kind<Asked<BatchWithdrawal, null>, WithdrawalFacts> => ({
  name: 'visit.batch_withdrawn',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: WITHDRAWAL_FACTS, args: ({ input }) => ({ visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const own = ownVisit(facts.visit, input, shown)
    if (!own.ok) return own
    const visit = own.value
    const state = stateAfter(visit, 'withdraw_charge', shown)
    if (!state.ok) return state
    const named = visit.batches.filter(
      (batch) => !batch.withdrawn && (input.batchNo === EVERYTHING ? !batch.settlement : batch.no === input.batchNo),
    )
    if (named.length === 0) return refused('batch_unknown', { batch: input.batchNo })
    if (named.some(({ settlement }) => settlement)) return refused('batch_settled', { batch: input.batchNo })
    const seqs = new Set(named.map(({ seq }) => seq))
    const batches = visit.batches.map((batch) => (seqs.has(batch.seq) ? { ...batch, withdrawn: true as const } : batch))
    const updates = facts.batches
      .filter(([seq]) => seqs.has(seq))
      .map(([seq, serials, before]) => {
        const rest = serials.filter((serial) => !before.includes(serial))
        return withdrawalUpdate(visit, seq, [...before, ...rest])
      })
    return accepted({
      answer: message.answer(null, context),
      rows: { update: { visit: [visitUpdate(visit, { batches })], fee_batch: updates } },
      event: { visitId: visit.visitId, withdrawn: [...seqs] },
      objects: [visit.visitId],
    })
  },
})

export interface LineWithdrawal extends VisitNamed {
  /** Serials; `0000` among them: every line that is not settled. */
  readonly serials: readonly string[]
}

export const linesWithdrawn = ({ shown }: CareSources): Kind<Asked<LineWithdrawal, null>, WithdrawalFacts> => ({
  name: 'visit.lines_withdrawn',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: WITHDRAWAL_FACTS, args: ({ input }) => ({ visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const own = ownVisit(facts.visit, input, shown)
    if (!own.ok) return own
    const visit = own.value
    const state = stateAfter(visit, 'withdraw_charge', shown)
    if (!state.ok) return state
    const chosen = chosenSerials(visit, input.serials, facts.batches)
    if (!chosen.ok) return chosen
    const updates: Update[] = []
    const batches = visit.batches.map((note): BatchNote => {
      const stored = facts.batches.find(([seq]) => seq === note.seq)
      if (!stored) return note
      const [seq, serials, before, amounts] = stored
      // In the order of withdrawing: an older settlement remembers how many had gone when it was made.
      const withdrawn = [...before, ...serials.filter((each) => chosen.value.has(each) && !before.includes(each))]
      if (withdrawn.length === before.length) return note
      updates.push(withdrawalUpdate(visit, seq, withdrawn))
      const left = serials.map((serial, at) => (withdrawn.includes(serial) ? 0 : (amounts[at] ?? 0)))
      return {
        ...note,
        totalFen: sumFen(left as Fen[]),
        lines: serials.length - withdrawn.length,
        ...(withdrawn.length === serials.length ? { withdrawn: true as const } : {}),
      }
    })
    return accepted({
      answer: message.answer(null, context),
      rows: { update: { visit: [visitUpdate(visit, { batches })], fee_batch: updates } },
      event: { visitId: visit.visitId, lines: chosen.value.size },
      objects: [visit.visitId],
    })
  },
})

/** Every serial must name a line of the visit that is neither withdrawn nor settled. */
function chosenSerials(
  visit: Visit,
  named: readonly string[],
  batches: WithdrawalFacts['batches'],
): Outcome<Set<string>> {
  const settled = new Set(visit.batches.filter(({ settlement }) => settlement).map(({ seq }) => seq))
  const open = new Set<string>()
  const closed = new Set<string>()
  for (const [seq, serials, withdrawn] of batches) {
    for (const serial of serials) {
      if (!withdrawn.includes(serial)) (settled.has(seq) ? closed : open).add(serial)
    }
  }
  if (named.includes(EVERYTHING)) {
    return open.size > 0 ? accepted(open) : refused('line_serial_unknown', { serial: EVERYTHING })
  }
  for (const serial of named) {
    if (closed.has(serial) && !open.has(serial)) return refused('line_settled', { serial })
    if (!open.has(serial)) return refused('line_serial_unknown', { serial })
  }
  return accepted(new Set(named))
}
