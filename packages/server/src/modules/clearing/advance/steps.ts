// The changes of an advance: proposed, approved by another, paid by a third; set off or given back, proposed and booked by two.
import { accepted, type Fen, type Fund, type Outcome, type PlainEvent, post, refused, yuanText } from '@yibao/kernel'
import type { Context, Kind } from '../../../platform/index.ts'
import type { Asked } from '../../common/index.ts'
import { fundSubjects, type Money, overdraft } from '../../ledger/index.ts'
import {
  ADVANCE_STATES,
  type Advance,
  type AdvanceKind,
  type AdvanceOffset,
  type AdvanceState,
  type AdvanceStep,
  type AdvanceStepDone,
  balanceOf,
  type OffsetKind,
} from './model.ts'
import { ADVANCE_FACTS, advanceRow, advanceUpdate, offsetRow, offsetUpdate } from './store.ts'

export interface AdvanceTold {
  readonly id: string
}

export interface Advancing {
  readonly kind: AdvanceKind
  readonly provider: string
  readonly area: string
  readonly fund: Fund
  readonly amountFen: number
  readonly supplier: string
  readonly reason: string
  /** What it may come to: the mean month, so many of them; null where nothing is measured. */
  readonly estimateFen: number | null
  /** Of a direct payment: from which identifier on what is owed is counted. */
  readonly owedSince: string | null
}

interface Facts {
  readonly advance: Advance | null
  readonly offset: AdvanceOffset | null
  readonly owedFen: number | null
  /** Where something is paid: what the funds hold. */
  readonly money: Money
}

const REASON_LENGTH_MIN = 4
const yuan = (fen: number): string => yuanText(fen as Fen)
const subjectOf = (provider: string): string => `provider:${provider}`
const isToSupplier = (kind: AdvanceKind): boolean => kind === 'supplier' || kind === 'direct'
const doneBy = (step: AdvanceStepDone['step'], { actor, now }: Context, note: string): AdvanceStepDone => ({
  ...{ step, by: actor.id, at: now, note },
})
const sameHands = (steps: readonly AdvanceStepDone[], who: string): boolean => steps.some(({ by }) => by === who)

const FUNDS_THAT_PAY: ReadonlySet<string> = new Set([
  ...['employee_basic', 'resident_basic', 'resident_serious_illness', 'employee_supplement', 'civil_servant_aid'],
  ...['medical_assistance', 'special_items'],
])

function checkAdvance(
  { kind, fund, amountFen, supplier, reason, estimateFen }: Advancing,
  owedFen: number | null,
): Outcome<null> {
  if (!FUNDS_THAT_PAY.has(fund)) return refused('advance_fund', { fund })
  if (reason.trim().length < REASON_LENGTH_MIN) return refused('advance_reason', {})
  if (isToSupplier(kind) !== (supplier.trim() !== '')) return refused('advance_supplier', {})
  if (estimateFen !== null && amountFen > estimateFen)
    return refused('advance_over_estimate', { amount: yuan(amountFen), estimate: yuan(estimateFen) })
  if (owedFen !== null && amountFen > owedFen)
    return refused('advance_over_owed', { amount: yuan(amountFen), owed: yuan(owedFen) })
  return accepted(null)
}

export const advanceProposed: Kind<Asked<Advancing, AdvanceTold>, Facts> = {
  name: 'advance.proposed',
  subjects: ({ input }) => [subjectOf(input.provider)],
  facts: {
    sql: ADVANCE_FACTS,
    args: ({ input: { provider, fund, owedSince } }) => ({ provider, fund, ...(owedSince && { owedSince }) }),
  },
  decide: ({ message, input }, { facts: { owedFen } }, context) => {
    const sound = checkAdvance(input, owedFen)
    if (!sound.ok) return sound
    const { owedSince: _, reason, supplier, ...asked } = input
    const advance: Advance = {
      ...{ ...asked, reason: reason.trim(), supplier: supplier.trim(), advanceId: context.newId() },
      ...{ offsetFen: 0, askedFen: 0, state: 'proposed', steps: [doneBy('propose', context, '')] },
    }
    return accepted({
      answer: message.answer({ id: advance.advanceId }, context),
      rows: { insert: { advance: [advanceRow(advance)] } },
      event: { advanceId: advance.advanceId, state: advance.state },
      objects: [advance.advanceId],
    })
  },
}

const STEPS: Readonly<Record<AdvanceStep, readonly [readonly AdvanceState[], AdvanceState]>> = {
  approve: [['proposed'], 'approved'],
  pay: [['approved'], 'paid'],
  withdraw: [['proposed', 'approved'], 'withdrawn'],
}

const PAID_AS: Readonly<Record<AdvanceKind, PlainEvent>> = {
  ordinary: 'prepayment_paid',
  emergency: 'emergency_advanced',
  supplier: 'supplier_prepaid',
  direct: 'supplier_paid_directly',
}

export interface AdvanceStepping {
  readonly advanceId: string
  readonly provider: string
  readonly step: AdvanceStep
  readonly note: string
  readonly fund: Fund
  /** Of a direct payment that is paid. */
  readonly owedSince: string | null
}

export const advanceStepped: Kind<Asked<AdvanceStepping, AdvanceTold>, Facts> = {
  name: 'advance.stepped',
  // A payment is decided under its fund as well: two at once cannot spend the same fen.
  subjects: ({ input: { provider, step, fund } }) => [
    subjectOf(provider),
    ...fundSubjects(step === 'pay' ? [fund] : []),
  ],
  facts: {
    sql: ADVANCE_FACTS,
    args: ({ input: { advanceId, provider, fund, owedSince, step } }) => ({
      ...{ advanceId, provider, fund, pays: step === 'pay' },
      ...(owedSince && { owedSince }),
    }),
  },
  decide: ({ message, input }, { facts: { advance, owedFen, money } }, context) => {
    if (!advance) return refused('advance_unknown', {})
    const { step, note } = input
    const [from, to] = STEPS[step]
    if (!from.includes(advance.state)) return refused('advance_state', { state: ADVANCE_STATES[advance.state] })
    const who = context.actor.id
    if (step !== 'withdraw' && sameHands(advance.steps, who)) return refused('advance_same_person', { who })
    if (step === 'pay' && note.trim().length < 2) return refused('advance_note', {})
    if (step === 'pay' && owedFen !== null && advance.amountFen > owedFen)
      return refused('advance_over_owed', { amount: yuan(advance.amountFen), owed: yuan(owedFen) })
    const { advanceId, provider, area, fund } = advance
    const amountFen = advance.amountFen as Fen
    const booked = { id: advanceId, on: context.today, fund, amountFen, area, provider }
    const journals = step === 'pay' ? post({ kind: PAID_AS[advance.kind], ...booked }) : []
    const short = overdraft(journals, money)
    if (short) return short
    return accepted({
      answer: message.answer({ id: advanceId }, context),
      rows: {
        update: {
          advance: [advanceUpdate(advance, { state: to, steps: [...advance.steps, doneBy(step, context, note)] })],
        },
      },
      journals,
      event: { advanceId, state: to },
      objects: [advanceId],
    })
  },
}

export interface Offsetting {
  readonly advanceId: string
  readonly provider: string
  readonly kind: OffsetKind
  readonly amountFen: number
  readonly note: string
}

/** Whatever is asked for is kept free at once: two offsets together never pass the balance. */
export const offsetProposed: Kind<Asked<Offsetting, AdvanceTold>, Facts> = {
  name: 'advance.offset_proposed',
  subjects: ({ input }) => [subjectOf(input.provider)],
  facts: { sql: ADVANCE_FACTS, args: ({ input: { advanceId } }) => ({ advanceId }) },
  decide: ({ message, input }, { facts: { advance } }, context) => {
    if (!advance) return refused('advance_unknown', {})
    const { kind, amountFen, note } = input
    if (kind === 'return' && advance.kind === 'supplier') return refused('advance_return', {})
    if (advance.state !== 'paid' || advance.kind === 'direct')
      return refused('advance_state', { state: ADVANCE_STATES[advance.state] })
    const balance = balanceOf(advance) - advance.askedFen
    if (amountFen > balance) return refused('advance_offset_over', { amount: yuan(amountFen), balance: yuan(balance) })
    if (note.trim().length < 2) return refused('advance_note', {})
    const { advanceId, provider, area } = advance
    const offset: AdvanceOffset = {
      ...{ offsetId: context.newId(), advanceId, provider, area, kind, amountFen, note: note.trim() },
      ...{ state: 'proposed', steps: [doneBy('propose', context, note)] },
    }
    return accepted({
      answer: message.answer({ id: offset.offsetId }, context),
      rows: {
        insert: { advance_offset: [offsetRow(offset)] },
        update: { advance: [advanceUpdate(advance, { askedFen: advance.askedFen + amountFen })] },
      },
      event: { advanceId, offsetId: offset.offsetId, state: offset.state },
      objects: [advanceId, offset.offsetId],
    })
  },
}

/** The other side of how it was paid out. */
const offsetAs = (kind: AdvanceKind, how: OffsetKind): PlainEvent => {
  if (how === 'return') return 'prepayment_returned'
  return kind === 'supplier' ? 'supplier_offset' : 'prepayment_offset'
}

export interface OffsetStepping {
  readonly offsetId: string
  readonly advanceId: string
  readonly provider: string
  readonly step: 'approve' | 'withdraw'
  readonly note: string
}

export const offsetStepped: Kind<Asked<OffsetStepping, AdvanceTold>, Facts> = {
  name: 'advance.offset_stepped',
  subjects: ({ input }) => [subjectOf(input.provider)],
  facts: { sql: ADVANCE_FACTS, args: ({ input: { advanceId, offsetId } }) => ({ advanceId, offsetId }) },
  decide: ({ message, input }, { facts: { advance, offset } }, context) => {
    if (!advance || !offset) return refused('advance_unknown', {})
    if (offset.state !== 'proposed') return refused('advance_state', { state: ADVANCE_STATES[offset.state] })
    const { step, note } = input
    const who = context.actor.id
    if (step === 'approve' && sameHands(offset.steps, who)) return refused('advance_same_person', { who })
    const isBooked = step === 'approve'
    const { provider, area, fund } = advance
    const amountFen = offset.amountFen as Fen
    const steps = [...offset.steps, doneBy(step, context, note)]
    const sums = {
      askedFen: advance.askedFen - amountFen,
      ...(isBooked && { offsetFen: advance.offsetFen + amountFen }),
    }
    const booked = { id: offset.offsetId, on: context.today, fund, amountFen, area, provider }
    return accepted({
      answer: message.answer({ id: offset.offsetId }, context),
      rows: {
        update: {
          advance: [advanceUpdate(advance, sums)],
          advance_offset: [offsetUpdate(offset, { state: isBooked ? 'booked' : 'withdrawn', steps })],
        },
      },
      journals: isBooked ? post({ kind: offsetAs(advance.kind, offset.kind), ...booked }) : [],
      event: { advanceId: advance.advanceId, offsetId: offset.offsetId, state: isBooked ? 'booked' : 'withdrawn' },
      objects: [advance.advanceId, offset.offsetId],
    })
  },
}
