// 结算: a batch of an outpatient visit, or a stay (in between or at its end). The trial runs the same way and writes nothing.
import {
  type AccountUse,
  accepted,
  type Day,
  type Fen,
  type Outcome,
  type Refused,
  refused,
  type Scheme,
  type Settlement,
  yuanText,
} from '@yibao/kernel'
import type { Context, Kind, Update } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { checkScheme, holdsOn, type Person, personFrom, personState, spendableFen } from '../person/index.ts'
import {
  type BatchNote,
  batchFrom,
  type CareSources,
  checkIdentity,
  type FeeLine,
  frameOf,
  ownVisit,
  type StatedIdentity,
  type Step,
  type StoredBatch,
  stateAfter,
  type Visit,
  type VisitState,
  visitUpdate,
} from '../visit/index.ts'
import { type Computed, compute } from './compute.ts'
import { conclude, type Settled } from './conclude.ts'
import { unpackSettlement } from './document.ts'
import type { AccountChoice, SettledBatch, StatedAmounts } from './model.ts'
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
    const { visit, person, state, step } = opened.value
    const chosen = step === 'settle' && !input.stay ? batchOf(visit, input, facts) : wholeStay(visit, facts)
    if (!chosen.ok) return chosen
    const { lines, notes, prior } = chosen.value
    const computed = computeFor(sources, { input, visit, person, lines, prior, states, context })
    if (!computed.ok) return computed
    const wrong = checkStated(input.stated, computed.value.settlement)
    if (wrong) return wrong
    const settlementId = context.newId()
    const concluded = conclude(
      {
        settlementId,
        personNo: person.personNo,
        person,
        visit,
        provider: sources.providers.find(visit.provider)!,
        category: sources.categories.find(visit.details.category)!,
        msgid: message.key.msgid,
        frame: computed.value.frame,
        computed: computed.value,
        choice: input.choice,
        batches: chosen.value.batches,
        prior: prior.map((each) => each.settlementId),
        states,
        notes: input.notes,
        policy: sources.policy.library.version,
      },
      context,
    )
    const result: Settled = {
      record: concluded.record,
      person,
      visit,
      provider: sources.providers.find(visit.provider)!,
      category: sources.categories.find(visit.details.category)!,
      computed: computed.value,
      lines: [],
    }
    return accepted({
      answer: message.answer(result, context),
      rows: {
        insert: { settlement: [settlementRow(concluded.record)] },
        update: { visit: [settledVisit(visit, state, notes, settlementId)] },
      },
      journals: concluded.journals,
      states: concluded.states,
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
}

function open({ shown }: CareSources, input: Settling, facts: SettleFacts, today: Day): Outcome<Opened> {
  const own = ownVisit(facts.visit, input, shown)
  if (!own.ok) return own
  if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
  const visit = own.value
  if (visit.state === 'registered') return refused('visit_not_informed', { visit: shown(visit.visitId) })
  if ((visit.kind === 'inpatient') !== (input.stay !== undefined))
    return refused('visit_unknown', { visit: shown(visit.visitId) })
  if (input.stay?.interim && visit.state === 'discharged') return refused('interim_after_end', {})
  const step = input.stay?.interim ? 'settle_interim' : 'settle'
  const state = stateAfter(visit, step, shown)
  if (!state.ok) return state
  const person = personFrom(facts.person)
  const refusal = checkIdentity(person, input.identity) ?? checkSame(visit, input) ?? checkLeaving(visit, input, today)
  return refusal ?? accepted({ visit, person, state: state.value, step })
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
}

function batchOf(visit: Visit, input: Settling, { batches }: SettleFacts): Outcome<Chosen> {
  const note = visit.batches.find(({ no, withdrawn }) => no === input.batchNo && !withdrawn)
  if (!note) return refused('batch_unknown', { batch: input.batchNo })
  if (note.settlement) return refused('batch_settled', { batch: input.batchNo })
  return accepted({ ...linesOf(batches, [note]), notes: [note], prior: [] })
}

/** All lines of the stay: those that earlier parts settled, too, because each part is the whole less what came before. */
function wholeStay(visit: Visit, { batches, prior = [] }: SettleFacts): Outcome<Chosen> {
  const present = visit.batches.filter(({ withdrawn }) => !withdrawn)
  const notes = present.filter(({ settlement }) => !settlement)
  if (notes.length === 0 && prior.length === 0) return refused('nothing_to_settle', { visit: visit.details.number })
  return accepted({ ...linesOf(batches, present), notes, prior })
}

function linesOf(stored: readonly StoredBatch[], notes: readonly BatchNote[]): Pick<Chosen, 'lines' | 'batches'> {
  const wanted = new Set(notes.map(({ seq }) => seq))
  const batches = stored.filter(([seq]) => wanted.has(seq)).map(batchFrom)
  return {
    batches: batches.map(({ seq, withdrawn }) => ({ seq, withdrawn: withdrawn.length })),
    lines: batches.flatMap(({ lines, withdrawn }) => lines.filter(({ serial }) => !withdrawn.includes(serial))),
  }
}

interface ToCompute {
  readonly input: Pick<Settling, 'choice' | 'givers' | 'stay' | 'personNo'>
  readonly visit: Visit
  readonly person: Person
  readonly lines: readonly FeeLine[]
  readonly prior: readonly StoredSettlement[]
  readonly states: Parameters<typeof accountOf>[2]
  readonly context: Context
}

export type ComputedFor = Computed & { readonly frame: ReturnType<typeof frameOf> }

export function computeFor(sources: CareSources, facts: ToCompute): Outcome<ComputedFor> {
  const { input, visit, person, lines, prior, states, context } = facts
  const refusal = checkScheme(person, visit.details.scheme, visit.beganOn)
  if (refusal) return refusal
  const account = accountOf(person, input, states, context.today)
  if (!account.ok) return account
  const framed = input.stay?.dischargedOn && !visit.endedOn ? { ...visit, endedOn: input.stay.dischargedOn } : visit
  const provider = sources.providers.find(visit.provider)!
  const frame = frameOf(sources, person, provider, framed, context.today)
  const computed = compute({
    frame,
    lines,
    accumulators: personState(states[person.personNo] ?? {}).accumulators,
    account: account.value,
    prior: prior.map((each): Settlement => unpackSettlement(each.document, each)),
    ruling: (bill) => sources.policy.rulingFor(bill, visit.details.knownOn),
  })
  return computed.ok ? accepted({ ...computed.value, frame }) : computed
}

/** The givers that the person may use now must be the subjects of this change: otherwise their accounts are not locked. */
function accountOf(
  person: Person,
  { choice, givers }: Pick<Settling, 'choice' | 'givers'>,
  states: Readonly<Record<string, Parameters<typeof personState>[0]>>,
  today: Day,
): Outcome<AccountUse | undefined> {
  if (choice === 'none') return accepted(undefined)
  const own = spendableFen(personState(states[person.personNo] ?? {})) as Fen
  if (choice === 'own') return accepted({ use: true, balanceFen: own })
  const allowed = giversOf(person, today)
  if (allowed.join() !== givers.join()) return refused('account_state_changed', {})
  const mutual = givers.map((giver) => ({
    giver,
    availableFen: spendableFen(personState(states[giver] ?? {})) as Fen,
  }))
  return accepted({ use: true, balanceFen: own, mutual })
}

export const giversOf = ({ dossier, personNo }: Person, on: Day): string[] => [
  ...new Set(dossier.givers.filter((each) => holdsOn(each, on) && each.giver !== personNo).map(({ giver }) => giver)),
]

const STATED = [
  ['totalFen', '医疗费总额', 'total'],
  ['fullFen', '全自费金额', 'full'],
  ['overFen', '超限价自费费用', 'over'],
  ['preFen', '先行自付金额', 'pre'],
  ['inScopeFen', '符合政策范围金额', 'inScope'],
] as const

export function checkStated(stated: StatedAmounts, settlement: Settlement): Refused | undefined {
  for (const [name, what, own] of STATED) {
    const amount = stated[name]
    if (amount === undefined || amount === settlement[own]) continue
    return refused('stated_amount_differs', { what, stated: yuanText(amount), computed: yuanText(settlement[own]) })
  }
  return undefined
}
