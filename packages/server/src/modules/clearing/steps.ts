// The changes a clearing goes through: proposed from the books, then one step after another, each in its own hands.
import { accepted, type Day, mirrorEntry, type Outcome, post, refused } from '@yibao/kernel'
import { epochMsOfId, idAt, type Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { fundSubjects, type Money, overdraft } from '../ledger/index.ts'
import { DECLARATION_STATES, type DeclarationState } from './declaration/index.ts'
import type { BookedDue, Clearing, ClearingStep, FundDue } from './model.ts'
import { dueOf, nextState, payableOf } from './rules.ts'
import { type BookedPayment, clearingRow, PROPOSE_FACTS, STEP_FACTS, stepUpdate } from './store.ts'

export interface ClearingProposal {
  readonly provider: string
  readonly area: string
  readonly month: string
  readonly depositRateBp: number
  /** 依职权清算: why the month is cleared though its institution has not declared it, or not agreed; '' where it has. */
  readonly exOfficio: string
  /** From this day on it may be. */
  readonly exOfficioFrom: Day
  /** As the books have it; a month that is over changes no more. */
  readonly booked: readonly BookedDue[]
}

export interface Told {
  readonly clearingId: string
}

interface ProposeFacts {
  readonly same: Clearing | null
  readonly last: Clearing | null
  /** State of what the institution declared for the month. */
  readonly declared: DeclarationState | null
}

const SETTLED = new Set(['approved', 'paid', 'returned'])
const subjectOf = (provider: string): string => `provider:${provider}`

export const clearingProposed: Kind<Asked<ClearingProposal, Told>, ProposeFacts> = {
  name: 'clearing.proposed',
  subjects: ({ input }) => [subjectOf(input.provider)],
  facts: { sql: PROPOSE_FACTS, args: ({ input }) => ({ provider: input.provider, month: input.month }) },
  conflicts: { clearing_of_month: 'clearing_exists' },
  decide: ({ message, input }, { facts }, context) => {
    const { month, provider, area, depositRateBp } = input
    // The thirteenth month is the year's clearing.
    if (!/^\d{4}-(0[1-9]|1[0-3])$/.test(month) || month >= context.today.slice(0, 7))
      return refused('clearing_month', { month })
    if (facts.same) return refused('clearing_exists', { month })
    const { last, declared } = facts
    if (last && last.month > month) return refused('clearing_order', { month: last.month })
    if (last && !SETTLED.has(last.state)) return refused('clearing_open_before', { month: last.month })
    const carried = new Map(
      (last?.funds ?? [])
        .filter(({ carriedOutFen }) => carriedOutFen !== 0)
        .map((each) => [each.fund, each.carriedOutFen]),
    )
    const funds = dueOf(input.booked, carried, depositRateBp)
    if (funds.every((each) => each.allowedFen === 0 && each.carriedInFen === 0 && !each.offsetFen && !each.directFen))
      return refused('clearing_nothing', { month })
    const agreed = agreedOn(input, declared, context.today)
    if (!agreed.ok) return agreed
    const clearing: Clearing = {
      ...{ clearingId: context.newId(), provider, area, month, state: 'proposed', funds, depositRateBp },
      payableFen: payableOf(funds),
      steps: [{ step: 'propose', by: context.actor.id, at: context.now, note: agreed.value }],
      ...{ paymentId: null, declaration: null },
    }
    return accepted({
      answer: message.answer({ clearingId: clearing.clearingId }, context),
      rows: { insert: { clearing: [clearingRow(clearing)] } },
      event: { clearingId: clearing.clearingId },
      objects: [clearing.clearingId],
    })
  },
}

const EX_OFFICIO_LENGTH_MIN = 4

/**
 * What is settled is cleared on the institution's declaration, once it agreed; without, ex officio: with the reason, and not before the 20 working
 * days after the last day of declaring are over. The year (month 13) and months in which nothing is owed need none. The note of the proposal.
 */
function agreedOn(
  { month, booked, exOfficio, exOfficioFrom }: ClearingProposal,
  declared: DeclarationState | null,
  today: Day,
): Outcome<string> {
  const isOwed = booked.some(({ allowedFen, isSettled }) => allowedFen > 0 && isSettled)
  if (declared === 'reconciled' || (declared === null && (!isOwed || month.endsWith('-13')))) return accepted('')
  const reason = exOfficio.trim()
  if (reason.length >= EX_OFFICIO_LENGTH_MIN && today >= exOfficioFrom) return accepted(`依职权清算：${reason}`)
  if (reason !== '') return refused('clearing_ex_officio', { month, from: exOfficioFrom })
  return declared === null
    ? refused('clearing_not_declared', { month, from: exOfficioFrom })
    : refused('clearing_declaration_open', { month, state: DECLARATION_STATES[declared] })
}

/** The journals of a payment are numbered right after it. */
const JOURNAL_WITHIN_MS = 600_000

export interface StepAsked {
  readonly clearingId: string
  readonly provider: string
  /** Of the payment that the asker saw. */
  readonly paymentId: string | null
  readonly step: Exclude<ClearingStep, 'propose'>
  readonly note: string
  /** For reviews and approvals: what the books say now. */
  readonly booked?: readonly BookedDue[]
  /** For payments: the funds that pay, each of which pays one after the other. */
  readonly funds?: readonly string[]
}

interface StepFacts {
  readonly clearing: Clearing | null
  readonly journals: readonly BookedPayment[]
  readonly money: Money
}

export const clearingStepped: Kind<Asked<StepAsked, Told>, StepFacts> = {
  name: 'clearing.stepped',
  subjects: ({ input: { provider, funds = [] } }) => [subjectOf(provider), ...fundSubjects(funds)],
  facts: {
    sql: STEP_FACTS,
    args: ({ input: { clearingId, paymentId, step } }) => ({
      clearingId,
      pays: step === 'pay',
      ...(paymentId && { paymentId, journalBefore: idAt(epochMsOfId(paymentId) + JOURNAL_WITHIN_MS) }),
    }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const { clearing, journals: booked, money } = facts
    if (!clearing) throw new Error(`There is no clearing ${input.clearingId}`)
    if (clearing.paymentId !== input.paymentId) return refused('clearing_outdated', { month: clearing.month })
    const next = nextState(clearing, input.step, context.actor.id)
    if (!next.ok) return next
    if (input.booked && isOutdated(clearing, input.booked))
      return refused('clearing_outdated', { month: clearing.month })
    if (input.step === 'pay' && clearing.funds.some(({ fund }) => !input.funds?.includes(fund)))
      return refused('clearing_outdated', { month: clearing.month })
    const { clearingId, provider, area } = clearing
    const paymentId = input.step === 'pay' ? context.newId() : input.step === 'return' ? null : clearing.paymentId
    const journals =
      input.step === 'pay'
        ? post({
            ...{ kind: 'provider_paid', id: paymentId!, on: context.today, area, provider },
            amounts: clearing.funds.map(({ fund, payableFen }) => ({ fund, amountFen: payableFen as never })),
          })
        : input.step === 'return'
          ? booked.map((each) => mirrored(each, clearing, context.today))
          : []
    const short = overdraft(journals, money)
    if (short) return short
    const done = { step: input.step, by: context.actor.id, at: context.now, note: input.note }
    return accepted({
      answer: message.answer({ clearingId }, context),
      rows: {
        update: {
          clearing: [stepUpdate(clearing, { state: next.value, steps: [...clearing.steps, done], paymentId })],
        },
      },
      journals,
      event: { clearingId, state: next.value },
      objects: [clearingId],
    })
  },
}

function mirrored(
  { journalId, layer, lines }: BookedPayment,
  { paymentId }: Clearing,
  on: Parameters<typeof mirrorEntry>[2],
) {
  const cause = { kind: 'provider_payment_returned', id: paymentId ?? '' }
  return mirrorEntry({ layer, lines, postedOn: on, cause }, journalId, on, cause)
}

const NAMES = ['allowedFen', 'offsetFen', 'directFen'] as const

function isOutdated({ funds }: Clearing, booked: readonly BookedDue[]): boolean {
  const now = dueOf(booked, new Map(), 0)
  const of = (rows: readonly FundDue[], fund: string, name: (typeof NAMES)[number]) =>
    rows.find((each) => each.fund === fund)?.[name] ?? 0
  const all = new Set([...funds, ...now].map(({ fund }) => fund))
  return [...all].some((fund) => NAMES.some((name) => of(funds, fund, name) !== of(now, fund, name)))
}
