// 更正 and 撤销 of a settlement on which later ones may rest: all of them are mirrored and settled again in their order, in one
// change, each under the rules of its own days. What comes out the same stands as it is.
import { accepted, type Fen, type Outcome, type Refused, refused, type Settlement } from '@yibao/kernel'
import type { Context, Decision, Json, Row, Update } from '../../../platform/index.ts'
import { personState, spendableFen } from '../../person/index.ts'
import { rulingFor } from '../../policy/index.ts'
import { type FeeBatch, type FeeLine, type Frame, type ShownId, type Visit, visitUpdate } from '../../visit/index.ts'
import { mirrored, mirroredJournal } from '../cancel.ts'
import { compute } from '../compute.ts'
import { accountChanged, changedState, journalsOf } from '../conclude.ts'
import type { SettledBatch, SettlementRecord } from '../model.ts'
import { settledLines } from '../replay.ts'
import { reversedUpdate, settlementRow } from '../store.ts'
import { type Change, changeOf, isSame } from './amounts.ts'
import { dependantsOf } from './dependants.ts'
import type { Past, Standing } from './past.ts'

/** `later_first`: refused while later ones rest on it. `settle_again`: they are settled again with it. */
export type LaterMode = 'later_first' | 'settle_again'

/** What the corrected bill is: its frozen facts, and its lines where they changed. */
export interface CorrectedBill {
  readonly frame: Frame
  readonly details: Visit['details']
  /** The lines in their corrected form, and the batches whose place they take. */
  readonly batch?: {
    readonly seq: number
    readonly lines: readonly FeeLine[]
    readonly replaces: ReadonlySet<number>
  }
}

export interface ToUnwind {
  readonly target: Standing
  readonly past: Past
  readonly mode: LaterMode
  /** Absent: the target is cancelled, and nothing takes its place. */
  readonly corrected?: CorrectedBill
  readonly visits: readonly Visit[]
  readonly states: Readonly<Record<string, Json>>
  readonly msgid: string
  readonly shown: ShownId
}

export interface Replaced {
  readonly original: SettlementRecord
  readonly mirror: SettlementRecord
  /** What stands in its place. */
  readonly again?: SettlementRecord
}

export interface Unwound {
  readonly changes: readonly Change[]
  readonly replaced: readonly Replaced[]
  readonly states: Readonly<Record<string, Json>>
  readonly journals: NonNullable<Decision['journals']>
  readonly settlements: { readonly insert: readonly Row[]; readonly update: readonly Update[] }
  readonly visits: readonly Visit[]
}

export function unwind(facts: ToUnwind, context: Context): Outcome<Unwound> {
  const { target, past } = facts
  const dependants = dependantsOf(target, past.standings)
  const refusal = checkLater(facts, dependants)
  if (refusal) return refusal
  const work = new Work(facts, context)
  for (const each of [target, ...dependants]) work.takeBack(each)
  if (facts.corrected) {
    const again = work.settleAgain(target, facts.corrected)
    if (!again.ok) return again
  } else work.cancel(target)
  for (const each of dependants) {
    const again = work.settleAgain(each)
    if (!again.ok) return again
  }
  return accepted(work.result())
}

const NAMED = 3

function checkLater(
  { target, mode, corrected, shown }: ToUnwind,
  dependants: readonly Standing[],
): Refused | undefined {
  const parts = dependants.filter(({ record }) => record.visitId === target.record.visitId)
  if (!corrected && parts.length > 0)
    return refused('cancel_later_interim_first', { later: shown(parts.at(-1)!.record.settlementId) })
  if (mode === 'settle_again' || dependants.length === 0) return undefined
  const later = dependants
    .slice(-NAMED)
    .reverse()
    .map(({ record }) => `${shown(record.settlementId)}(${record.settledAt.slice(0, 19)})`)
  const settlement = shown(target.record.settlementId)
  return refused('settlement_has_later', { settlement, later: later.join('、'), count: dependants.length })
}

class Work {
  readonly #facts: ToUnwind
  readonly #context: Context
  readonly #states: Record<string, Json>
  readonly #visits: Map<string, Visit>
  readonly #replaced: Replaced[] = []
  readonly #changes: Change[] = []
  /** What stands for a settlement that was settled again. */
  readonly #settled = new Map<string, { readonly id: string; readonly settlement: Settlement }>()

  constructor(facts: ToUnwind, context: Context) {
    this.#facts = facts
    this.#context = context
    this.#states = { ...facts.states }
    this.#visits = new Map(facts.visits.map((visit) => [visit.visitId, visit]))
  }

  takeBack({ record }: Standing): void {
    this.#move(record.personNo, record.settlement, -1)
  }

  cancel(standing: Standing): void {
    this.#replace(standing.record, 'cancelled')
  }

  settleAgain(standing: Standing, corrected?: CorrectedBill): Outcome<null> {
    const { record, book } = standing
    const { frozen, personNo } = record
    const batches = this.#batchesOf(record)
    const prior = frozen.prior.map((id) => this.#settled.get(id)?.id ?? id)
    const account = this.#accountOf(record)
    const frame = corrected?.frame ?? frozen
    const computed = compute({
      frame,
      lines: this.#linesOf(record, batches),
      accumulators: personState(this.#states[personNo] ?? {}).accumulators,
      account,
      prior: frozen.prior.map((id) => this.#partOf(id)),
      ruling: (bill) =>
        corrected
          ? rulingFor(book, bill, frozen.knownOn)
          : accepted({ plan: standing.plan, on: frozen.on, knownOn: frozen.knownOn }),
    })
    if (!computed.ok) return computed
    const { settlement, ruling, read } = computed.value
    this.#move(personNo, settlement, 1)
    const isKept = !corrected && prior.join() === frozen.prior.join() && isSame(record.settlement, settlement)
    if (isKept) return accepted(null)
    const own = personState(this.#states[personNo] ?? {})
    const again: SettlementRecord = {
      ...record,
      settlementId: this.#context.newId(),
      msgid: this.#facts.msgid,
      settledAt: this.#context.now,
      settlement,
      accountAfterFen: own.accountFen ?? 0,
      frozen: {
        ...frozen,
        plan: settlement.plan,
        on: ruling.on,
        knownOn: ruling.knownOn,
        person: frame.person,
        visit: frame.visit,
        denials: frame.denials,
        before: read,
        account,
        batches,
        prior,
        root: frozen.root ?? record.settlementId,
      },
    }
    this.#replace(record, corrected ? 'corrected' : 'settled_again', again, corrected)
    return accepted(null)
  }

  result(): Unwound {
    const { personNo } = this.#facts.target.record
    const journals = this.#replaced.flatMap(({ original, mirror, again }) => [
      ...journalsOf(original).map(() => mirroredJournal(this.#journalOf(original), mirror.settlementId, this.#context)),
      ...(again ? journalsOf(again, this.#context.today) : []),
    ])
    return {
      changes: this.#changes,
      replaced: this.#replaced,
      states: this.#states,
      journals,
      settlements: {
        insert: this.#replaced.flatMap(({ mirror, again }) => [mirror, ...(again ? [again] : [])].map(settlementRow)),
        update: this.#replaced.map(({ original, mirror }) =>
          reversedUpdate(original.settlementId, personNo, mirror.settlementId),
        ),
      },
      visits: [...this.#visits.values()],
    }
  }

  /** Accumulators and accounts with a settlement, or without it. */
  #move(personNo: string, settlement: Settlement, sign: 1 | -1): void {
    const signed = sign === 1 ? settlement : { ...settlement, changes: negated(settlement.changes) }
    const own = personState(this.#states[personNo] ?? {})
    this.#states[personNo] = changedState(own, signed, -sign * settlement.accountPaid, this.#context.today)
    for (const { giver, paid } of settlement.mutual)
      this.#states[giver] = accountChanged(personState(this.#states[giver] ?? {}), -sign * paid)
  }

  /** The accounts pay what they paid then, where they still can and there is still so much to pay. */
  #accountOf({ frozen, settlement, personNo }: SettlementRecord): SettlementRecord['frozen']['account'] {
    if (!frozen.account?.use) return undefined
    const spendable = (person: string): number => spendableFen(personState(this.#states[person] ?? {}))
    const mutual = settlement.mutual.map(({ giver, paid }) => ({
      giver,
      availableFen: Math.min(spendable(giver), paid) as Fen,
    }))
    return { use: true, balanceFen: Math.min(spendable(personNo), settlement.accountPaid) as Fen, mutual }
  }

  #batchesOf({ frozen, visitId }: SettlementRecord): readonly SettledBatch[] {
    const batch = this.#newBatch(visitId)
    if (!batch || !frozen.batches.some(({ seq }) => batch.replaces.has(seq))) return frozen.batches
    return [...frozen.batches.filter(({ seq }) => !batch.replaces.has(seq)), { seq: batch.seq, withdrawn: 0 }]
  }

  /** Later parts of a stay that looked at the corrected lines see them corrected, too. */
  #newBatch(visitId: string): CorrectedBill['batch'] {
    const { target, corrected } = this.#facts
    return visitId === target.record.visitId ? corrected?.batch : undefined
  }

  #linesOf(record: SettlementRecord, batches: readonly SettledBatch[]): FeeLine[] {
    const batch = this.#newBatch(record.visitId)
    const stored = this.#facts.past.batches.get(record.visitId) ?? []
    const own: FeeBatch[] = batch ? [{ seq: batch.seq, no: '', withdrawn: [], lines: batch.lines }] : []
    return settledLines([...stored, ...own], { batches }, record.visitId)
  }

  #partOf(id: string): Settlement {
    const again = this.#settled.get(id)
    if (again) return again.settlement
    const standing = this.#facts.past.standings.find(({ record }) => record.settlementId === id)
    if (!standing) throw new Error(`The earlier part ${id} is not in effect`)
    return standing.record.settlement
  }

  #journalOf({ settlementId }: SettlementRecord): Standing['journal'] {
    return this.#facts.past.standings.find(({ record }) => record.settlementId === settlementId)?.journal ?? null
  }

  #replace(
    original: SettlementRecord,
    action: Change['action'],
    again?: SettlementRecord,
    corrected?: CorrectedBill,
  ): void {
    const balance = personState(this.#states[original.personNo] ?? {}).accountFen ?? 0
    const before = balance + (again?.settlement.accountPaid ?? 0) - original.settlement.accountPaid
    const mirror = mirrored(original, before, this.#context, this.#facts.msgid)
    this.#replaced.push({ original, mirror, ...(again && { again }) })
    this.#changes.push(changeOf(action, original, again?.settlement))
    if (again) this.#settled.set(original.settlementId, { id: again.settlementId, settlement: again.settlement })
    const visit = this.#visits.get(original.visitId)
    if (!visit) throw new Error(`Settlement ${original.settlementId} has no visit among those loaded`)
    this.#visits.set(visit.visitId, revisited(visit, original, mirror, again, corrected))
  }
}

const negated = (changes: Settlement['changes']): Settlement['changes'] =>
  changes.map(({ key, change }) => ({ key, change: -change }))

/** The visit after one of its settlements was replaced: its batches know what settles them now. */
function revisited(
  visit: Visit,
  original: SettlementRecord,
  mirror: SettlementRecord,
  again: SettlementRecord | undefined,
  corrected: CorrectedBill | undefined,
): Visit {
  const notes = visit.batches.map(({ settlement, ...note }) => {
    if (settlement !== original.settlementId) return settlement ? { ...note, settlement } : note
    if (corrected?.batch?.replaces.has(note.seq)) return { ...note, withdrawn: true as const }
    return again ? { ...note, settlement: again.settlementId } : note
  })
  const batch = again && corrected?.batch
  const added = batch && {
    seq: batch.seq,
    no: `更正${batch.seq}`,
    lines: batch.lines.length,
    totalFen: batch.lines.reduce((sum, { amountFen }) => sum + amountFen, 0) as Fen,
    settlement: again.settlementId,
  }
  const knownOn = visit.details.knownOn ?? original.frozen.knownOn
  return {
    ...visit,
    batches: added ? [...notes, added] : notes,
    settlements: [...visit.settlements, mirror.settlementId, ...(again ? [again.settlementId] : [])],
    details: { ...(corrected?.details ?? visit.details), knownOn },
  }
}

export const visitRewritten = (visit: Visit): Update =>
  visitUpdate(visit, {
    state: visit.state,
    batches: visit.batches,
    settlements: visit.settlements,
    details: visit.details,
  })
