// 撤销 and 冲正: the mirror of a settlement. Accumulators and accounts are where they were, the journal is mirrored in the
// open month, and nothing that was written is changed.
import {
  accepted,
  type CompiledPlan,
  type JournalEntry,
  mirror,
  mirrorEntry,
  type Outcome,
  type Refused,
  refused,
  type Settlement,
} from '@yibao/kernel'
import type { Context, Decision, Json, Kind } from '../../platform/index.ts'
import { epochMsOfId } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { type Person, personFrom, personState } from '../person/index.ts'
import { type CareSources, ownVisit, type Step, stateAfter, type Visit, visitUpdate } from '../visit/index.ts'
import type { StoredClawBack } from './claw-back/store.ts'
import { accountChanged, changedState, journalsOf } from './conclude.ts'
import { unpackFrozen, unpackSettlement } from './document.ts'
import type { SettlementRecord } from './model.ts'
import { itemAfter, type OpenItem } from './pay-later/store.ts'
import {
  CANCEL_FACTS,
  type LaterSettlement,
  reversedUpdate,
  type StoredJournal,
  type StoredSettlement,
  settlementRow,
  voidRow,
} from './store.ts'

export interface Cancelling {
  readonly personNo: string
  readonly provider: string
  readonly visitId: string
  readonly settlementId: string
  /** Whose accounts paid: they get it back. */
  readonly givers: readonly string[]
  /** The message that is undone (冲正); absent: an ordinary cancellation. */
  readonly voids?: string
  /** The plan that decided the settlement, in the text of its day. */
  readonly plan: CompiledPlan
}

/** What a cancellation tells: the mirror beside what it mirrors. */
export interface Cancelled {
  readonly record: SettlementRecord
  readonly original: SettlementRecord
  readonly person: Person
  readonly visit: Visit
}

interface CancelFacts {
  readonly visit: Visit | null
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly settlement: StoredSettlement | null
  readonly journal: StoredJournal | null
  readonly later: readonly LaterSettlement[]
  readonly traces: readonly string[]
  readonly items: readonly OpenItem[]
  readonly clawBacks: readonly StoredClawBack[]
  readonly voided: boolean
}

/** Identifiers made within this time of the settlement's: its journal is among them. */
export const JOURNAL_WITHIN_MS = 10_000

export const settlementCancelled = (sources: CareSources): Kind<Asked<Cancelling, Cancelled | null>, CancelFacts> => ({
  name: 'settlement.cancelled',
  subjects: ({ input }) => [input.personNo, ...input.givers],
  facts: {
    sql: CANCEL_FACTS,
    args: ({ message, input }) => ({
      visitId: input.visitId,
      settlementId: input.settlementId,
      settlements: [input.settlementId],
      journalBefore: idAfter(input.settlementId, JOURNAL_WITHIN_MS),
      sender: message.key.sender,
      ...(input.voids === undefined ? {} : { voids: input.voids }),
    }),
  },
  decide: ({ message, input }, { facts, states }, context) => {
    const found = checkCancel(sources, input, facts)
    if (!found.ok) return found
    const { visit, stored, person, step, state } = found.value
    const voiding =
      input.voids === undefined || facts.voided
        ? []
        : [voidRow(message.key.sender, input.voids, input.personNo, context.now)]
    // Cancelled already: 冲正 has nothing left to undo, and only says that the message shall have no effect any more.
    if (step === undefined) {
      const rows = voiding.length > 0 ? { insert: { message_void: voiding } } : {}
      return accepted({ answer: message.answer(null, context), rows })
    }
    const original = recordOf(stored, input.plan)
    const balance = personState(states[input.personNo] ?? {}).accountFen ?? 0
    const change = mirrored(original, balance, context, message.key.msgid)
    const journals = journalsOf(original).map(() => mirroredJournal(facts.journal, change.settlementId, context))
    const decision: Decision = {
      answer: message.answer({ record: change, original, person, visit }, context),
      rows: {
        insert: {
          settlement: [settlementRow(change)],
          ...(voiding.length > 0 && { message_void: voiding }),
        },
        update: {
          settlement: [reversedUpdate(original.settlementId, input.personNo, change.settlementId)],
          visit: [
            visitUpdate(visit, {
              state,
              batches: visit.batches.map(({ settlement, ...note }) =>
                settlement === original.settlementId ? note : { ...note, ...(settlement && { settlement }) },
              ),
              settlements: [...visit.settlements, change.settlementId],
              details: { ...visit.details, knownOn: visit.details.knownOn ?? original.frozen.knownOn },
            }),
          ],
          ...(facts.items.length > 0 && { open_item: facts.items.map((item) => itemAfter(item, undefined)) }),
        },
        ...(facts.traces.length > 0 && { remove: { trace_code_use: facts.traces.map((code) => ({ code })) } }),
      },
      journals,
      states: restored(input, states, change.settlement, context),
      event: { settlementId: change.settlementId, reverses: original.settlementId },
      objects: [change.settlementId, original.settlementId, visit.visitId],
    }
    return accepted(decision)
  },
})

interface Found {
  readonly visit: Visit
  readonly person: Person
  readonly stored: StoredSettlement
  /** Absent: nothing is left to cancel. */
  readonly step: Step | undefined
  readonly state: Visit['state']
}

function checkCancel(sources: CareSources, input: Cancelling, facts: CancelFacts): Outcome<Found> {
  const { shown } = sources
  const own = ownVisit(facts.visit, input, shown)
  if (!own.ok) return own
  const visit = own.value
  const stored = facts.settlement
  const settlement = shown(input.settlementId)
  if (!facts.person || !stored || stored.visitId !== visit.visitId) return refused('settlement_unknown', { settlement })
  const person = personFrom(facts.person)
  if (stored.reverses !== null) return refused('settlement_is_mirror', { settlement })
  if (stored.reversedBy !== null) {
    if (input.voids !== undefined) return accepted({ visit, person, stored, step: undefined, state: visit.state })
    return refused('settlement_cancelled_already', { settlement })
  }
  if (facts.clawBacks.length > 0) return refused('settlement_clawed_back', { settlement })
  const refusal = checkLater(sources, stored, facts.later)
  if (refusal) return refusal
  const isFinal = visit.kind !== 'inpatient' || visit.state === 'settled' || visit.state === 'settled_before_discharge'
  const step: Step = isFinal ? 'cancel_settlement' : 'cancel_interim'
  const state = stateAfter(visit, step, shown)
  return state.ok ? accepted({ visit, person, stored, step, state: state.value }) : state
}

export const ADMISSIONS = 'admissions@'
export const STAYS = new Set(['inpatient', 'maternity_inpatient', 'day_surgery', 'day_treatment'])

/** Later settlements that read what this one used up go first; so do later parts of the same stay. */
function checkLater(
  { shown }: CareSources,
  stored: StoredSettlement,
  later: readonly LaterSettlement[],
): Refused | undefined {
  const sameVisit = later.filter(([, visitId]) => visitId === stored.visitId)
  if (sameVisit.length > 0 && stored.setting !== undefined && STAYS.has(stored.setting))
    return refused('cancel_later_interim_first', { later: shown(sameVisit.at(-1)![0]) })
  const changed = new Set(stored.document.acc.filter(([, , change]) => change !== 0).map(([key]) => key))
  const dependent = later.filter(([, , setting, accumulators]) =>
    accumulators.some(([key]) => changed.has(key) && (STAYS.has(setting) || !key.startsWith(ADMISSIONS))),
  )
  if (dependent.length === 0) return undefined
  const names = dependent
    .slice(-3)
    .reverse()
    .map(([id, , , , at]) => `${shown(id)}(${at})`)
  const facts = { settlement: shown(stored.settlementId), later: names.join('、'), count: dependent.length }
  return refused('settlement_has_later', facts)
}

export function recordOf(stored: StoredSettlement, plan?: Parameters<typeof unpackSettlement>[2]): SettlementRecord {
  const { document, ...row } = stored
  return {
    ...row,
    frozen: unpackFrozen(document),
    settlement: unpackSettlement(document, stored, plan),
    accountAfterFen: document.left,
    notes: document.notes ?? {},
  }
}

export function mirrored(
  original: SettlementRecord,
  balance: number,
  context: Context,
  msgid: string,
): SettlementRecord {
  const settlement = mirror(original.settlement)
  return {
    ...original,
    settlementId: context.newId(),
    msgid,
    settledAt: context.now,
    reverses: original.settlementId,
    reversedBy: null,
    settlement,
    accountAfterFen: balance - settlement.accountPaid,
  }
}

export function mirroredJournal(journal: StoredJournal | null, settlementId: string, { today }: Context): JournalEntry {
  if (!journal) throw new Error(`The journal of the settlement that ${settlementId} mirrors is not there`)
  const [journalId, lines] = journal
  const entry: JournalEntry = {
    layer: 'accrual',
    postedOn: today,
    cause: { kind: 'settlement', id: settlementId },
    lines: lines as unknown as JournalEntry['lines'],
  }
  return mirrorEntry(entry, journalId, today, entry.cause)
}

function restored(
  { personNo, givers }: Cancelling,
  states: Readonly<Record<string, Json>>,
  change: Settlement,
  { today }: Context,
): Record<string, Json> {
  const own = personState(states[personNo] ?? {})
  const after: Record<string, Json> = { [personNo]: changedState(own, change, -change.accountPaid, today) }
  for (const giver of givers) {
    const paid = change.mutual.find((each) => each.giver === giver)?.paid ?? 0
    after[giver] = accountChanged(personState(states[giver] ?? {}), -paid)
  }
  return after
}

/** An identifier that lies so many milliseconds after another. */
export function idAfter(id: string, ms: number): string {
  const time = (epochMsOfId(id) + ms).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}
