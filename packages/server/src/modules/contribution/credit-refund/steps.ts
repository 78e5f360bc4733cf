// The changes of a refund: applied with its evidence, reviewed and approved by two, which takes the credit back at once, paid by
// another, returned by the bank and paid again; withdrawn before the approval, revoked after it while nothing is paid.
import {
  accepted,
  type Day,
  type Fen,
  type Fund,
  type JournalEntry,
  mirrorEntry,
  type Outcome,
  post,
  refused,
} from '@yibao/kernel'
import { type Context, epochMsOfId, idAt, type Json, type Kind, type RowSet } from '../../../platform/index.ts'
import { ACCOUNT_FUND, creditRow } from '../../account/index.ts'
import type { Asked } from '../../common/index.ts'
import { fundSubjects, type Money, overdraft } from '../../ledger/index.ts'
import { personState, spendableFen } from '../../person/index.ts'
import { type CreditedLine, type CreditRefund, type CreditRefundStep, type PaidFrom, payoutOf } from './model.ts'
import { type BaseRules, keptBack, nextRefundState, obstacleTo, type RefundAsked, refundSum } from './rules.ts'
import { type BookedRefund, CREDIT_REFUND_FACTS, creditRefundRow, creditRefundUpdate, refundedLine } from './store.ts'

export interface ToldRefund {
  readonly refundId: string
}

export interface ApplyingRefund extends RefundAsked {
  readonly personNo: string
  readonly chargeNo: string
  readonly paidFrom: PaidFrom
  readonly evidence: string
  readonly rules: BaseRules
}

interface Facts {
  readonly refund: CreditRefund | null
  readonly line: CreditedLine | null
  readonly approved: readonly BookedRefund[]
  readonly paid: readonly BookedRefund[]
  readonly money: Money
}

const EVIDENCE_LENGTH_MIN = 4

export const creditRefundApplied: Kind<Asked<ApplyingRefund, ToldRefund>, Facts> = {
  name: 'contribution.credit_refund_applied',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: CREDIT_REFUND_FACTS, args: ({ input: { chargeNo } }) => ({ chargeNo }) },
  conflicts: { contribution_credit_refund_open: 'credit_refund_open' },
  decide: ({ message, input }, { facts: { line }, state }, context) => {
    if (!line) return refused('credit_refund_unknown', {})
    if (input.evidence.trim().length < EVIDENCE_LENGTH_MIN) return refused('credit_refund_evidence', {})
    const sum = refundSum(line, input, input.rules)
    if (!sum.ok) return sum
    const free = obstacleTo(line, input.reason)
    if (!free.ok) return free
    const { personNo, chargeNo, fund, period, area, payerKind, payer } = line
    const refund: CreditRefund = {
      ...{ refundId: context.newId(), personNo, chargeNo, fund, period, area, payerKind, payer, ...sum.value },
      ...{ reason: input.reason, baseFen: input.reason === 'wrong_base' ? input.baseFen : null },
      ...{ keptFen: keptBack(sum.value.accountFen, spendableFen(personState(state))), paidFrom: input.paidFrom },
      ...{ state: 'applied', approvalId: null, paymentId: null, paidOn: null, appliedOn: context.today },
      steps: [{ step: 'apply', by: context.actor.id, at: context.now, note: input.evidence.trim() }],
    }
    return accepted({
      answer: message.answer({ refundId: refund.refundId }, context),
      rows: { insert: { contribution_credit_refund: [creditRefundRow(refund)] } },
      event: { refundId: refund.refundId, state: refund.state },
      objects: [refund.refundId, chargeNo],
    })
  },
}

export interface SteppingRefund {
  readonly refundId: string
  readonly personNo: string
  readonly chargeNo: string
  readonly fund: string
  /** Of the approval and the payment that the asker saw. */
  readonly approvalId: string | null
  readonly paymentId: string | null
  readonly step: CreditRefundStep
  readonly note: string
}

const JOURNAL_WITHIN_MS = 600_000
const idBefore = (id: string): string => idAt(epochMsOfId(id) + JOURNAL_WITHIN_MS)
const NEEDS_NOTE: readonly CreditRefundStep[] = ['pay', 'return', 'revoke']
const NOTE_LENGTH_MIN = 2

export const creditRefundStepped: Kind<Asked<SteppingRefund, ToldRefund>, Facts> = {
  name: 'contribution.credit_refund_stepped',
  subjects: ({ input: { personNo, fund, step } }) => [personNo, ...fundSubjects(step === 'pay' ? [fund] : [])],
  facts: {
    sql: CREDIT_REFUND_FACTS,
    args: ({ input: { refundId, chargeNo, approvalId, paymentId, step } }) => ({
      ...{ refundId, chargeNo, pays: step === 'pay' },
      ...(step === 'revoke' && approvalId && { approvalId, approvalBefore: idBefore(approvalId) }),
      ...(step === 'return' && paymentId && { paymentId, paymentBefore: idBefore(paymentId) }),
    }),
  },
  conflicts: { contribution_credit_refund_open: 'credit_refund_open' },
  decide: ({ message, input }, known, context) => {
    const { refund, line, money } = known.facts
    if (!refund || !line) return refused('credit_refund_unknown', {})
    if (refund.approvalId !== input.approvalId || refund.paymentId !== input.paymentId)
      return refused('credit_refund_outdated', {})
    const next = nextRefundState(refund, input.step, context.actor.id)
    if (!next.ok) return next
    const note = input.note.trim()
    if (NEEDS_NOTE.includes(input.step) && note.length < NOTE_LENGTH_MIN) return refused('credit_refund_note', {})
    const done = { step: input.step, by: context.actor.id, at: context.now, note }
    const after = { ...refund, state: next.value, steps: [...refund.steps, done] }
    const effect = effectOf(input.step, after, known, context)
    if (!effect.ok) return effect
    const { refund: made = after, rows, states, journals = [] } = effect.value
    const short = overdraft(journals, money)
    if (short) return short
    return accepted({
      answer: message.answer({ refundId: refund.refundId }, context),
      rows: {
        ...rows,
        update: { ...rows?.update, contribution_credit_refund: [creditRefundUpdate(made)] },
      },
      ...(states && { states }),
      journals,
      event: { refundId: refund.refundId, state: next.value },
      objects: [refund.refundId, refund.chargeNo],
    })
  },
}

interface Effect {
  readonly refund?: CreditRefund
  readonly rows?: RowSet
  readonly states?: Readonly<Record<string, Json>>
  readonly journals?: readonly JournalEntry[]
}

type Known = { readonly facts: Facts; readonly state: Json }

function effectOf(step: CreditRefundStep, refund: CreditRefund, known: Known, context: Context): Outcome<Effect> {
  const { approved, paid } = known.facts
  switch (step) {
    case 'review':
      return stillDue(refund, known)
    case 'approve':
      return approval(refund, known, context)
    case 'revoke':
      return accepted(revocation(refund, known, approved, context))
    case 'pay':
      return accepted(payment(refund, context))
    case 'return':
      return accepted({
        refund: { ...refund, paymentId: null, paidOn: null },
        journals: paid.map((each) => mirrored(each, 'contribution_refund_returned', refund.paymentId, context.today)),
      })
    default:
      return accepted({})
  }
}

/** Review and approval look again: what was paid back meanwhile, who is enrolled now, what was settled. */
function stillDue({ reason, amountFen, accountFen }: CreditRefund, { facts: { line } }: Known): Outcome<Effect> {
  if (!line) return refused('credit_refund_unknown', {})
  const isLess = line.amountFen - line.refundedFen < amountFen
  if (isLess || line.accountFen - line.refundedAccountFen < accountFen) return refused('credit_refund_outdated', {})
  const free = obstacleTo(line, reason)
  return free.ok ? accepted({}) : free
}

/** 核销: the contribution is due back, what the account holds of it is taken out, and the line counts that much less. */
function approval(refund: CreditRefund, known: Known, context: Context): Outcome<Effect> {
  const due = stillDue(refund, known)
  if (!due.ok) return due
  const before = personState(known.state)
  const keptFen = keptBack(refund.accountFen, spendableFen(before))
  const takenFen = refund.accountFen - keptFen
  const approvalId = context.newId()
  const made = { ...refund, keptFen, approvalId }
  const about = { id: approvalId, on: context.today, area: refund.area, fund: refund.fund as Fund } as const
  const journals = [
    ...bookedOf('contribution_refund_due', payoutOf(made), about),
    ...bookedOf('account_credit_reversed', takenFen, { ...about, fund: ACCOUNT_FUND }),
  ]
  const state = { ...before, accountFen: (before.accountFen ?? 0) - takenFen }
  return accepted({
    refund: made,
    rows: {
      ...(takenFen > 0 && { insert: { account_credit: [creditOf(made, -takenFen, context)] } }),
      update: { contribution_line: [refundedLine(known.facts.line!, refund, 1)] },
    },
    ...(takenFen > 0 && { states: { [refund.personNo]: state as unknown as Json } }),
    journals,
  })
}

const bookedOf = (
  kind: 'contribution_refund_due' | 'account_credit_reversed',
  amountFen: number,
  about: { readonly id: string; readonly on: Day; readonly area: string; readonly fund: Fund },
): JournalEntry[] => (amountFen === 0 ? [] : post({ kind, ...about, amountFen: amountFen as Fen }))

const creditOf = ({ personNo, chargeNo }: CreditRefund, amountFen: number, { newId, today }: Context) =>
  creditRow(newId(), personNo, `${chargeNo}退费`, amountFen, today)

/** 撤销: the mirror of the approval; the account gets back what was taken. */
function revocation(
  refund: CreditRefund,
  { facts: { line }, state }: Known,
  approved: readonly BookedRefund[],
  context: Context,
): Effect {
  const before = personState(state)
  const takenFen = refund.accountFen - refund.keptFen
  const given = { ...before, accountFen: (before.accountFen ?? 0) + takenFen }
  return {
    rows: {
      ...(takenFen > 0 && { insert: { account_credit: [creditOf(refund, takenFen, context)] } }),
      update: { contribution_line: [refundedLine(line!, refund, -1)] },
    },
    ...(takenFen > 0 && { states: { [refund.personNo]: given as unknown as Json } }),
    journals: approved.map((each) => mirrored(each, `${each.cause}_revoked`, refund.approvalId, context.today)),
  }
}

function payment(refund: CreditRefund, context: Context): Effect {
  const paymentId = context.newId()
  const kind = refund.paidFrom === 'treasury' ? 'contribution_refunded' : 'contribution_refunded_paid'
  const about = { id: paymentId, on: context.today, area: refund.area, fund: refund.fund as Fund } as const
  const amountFen = payoutOf(refund) as Fen
  return {
    refund: { ...refund, paymentId, paidOn: context.today },
    journals: amountFen === 0 ? [] : post({ kind, ...about, amountFen }),
  }
}

function mirrored({ journalId, layer, lines }: BookedRefund, kind: string, id: string | null, on: Day): JournalEntry {
  const cause = { kind, id: id ?? '' }
  return mirrorEntry({ layer, lines, postedOn: on, cause }, journalId, on, cause)
}
