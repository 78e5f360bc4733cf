// What of a contribution goes back, why not, and which step may follow which, by whom.
import { accepted, type BasisPoints, type contribution, type Fen, type Outcome, refused, share } from '@yibao/kernel'
import {
  type CreditedLine,
  type CreditRefund,
  type CreditRefundState,
  type CreditRefundStep,
  REFUND_STATE_WORDS,
  type RefundReason,
} from './model.ts'

export interface RefundAsked {
  readonly reason: RefundReason
  /** Of a wrong base: the right one. */
  readonly baseFen: number | null
  /** Of an identity that was recognised later: what its payers bear. */
  readonly amountFen: number | null
}

export interface RefundSum {
  readonly amountFen: number
  readonly accountFen: number
}

/** The share of rules that a base is multiplied by: what an employer's line was made of. */
export type BaseRules = Pick<
  contribution.ContributionRules['employee'],
  'floorFen' | 'ceilingFen' | 'employerBp' | 'personBp' | 'accountShareBp'
>

const isWhole = (reason: RefundReason): boolean => reason === 'left' || reason === 'duplicate'

/** Whole for who left or paid twice, the difference for a wrong base or an identity recognised later. */
export function refundSum(line: CreditedLine, asked: RefundAsked, rules: BaseRules): Outcome<RefundSum> {
  const left = line.amountFen - line.refundedFen
  const leftInAccount = line.accountFen - line.refundedAccountFen
  if (line.creditedOn === null) return refused('credit_refund_not_credited', { charge: line.chargeNo })
  if (left <= 0) return refused('credit_refund_done', { charge: line.chargeNo })
  if (isWhole(asked.reason)) return accepted({ amountFen: left, accountFen: leftInAccount })
  if (asked.reason === 'identity') {
    const amountFen = asked.amountFen ?? 0
    return line.payerKind !== 'person' || amountFen <= 0 || amountFen > left
      ? refused('credit_refund_amount', { leftFen: left })
      : accepted({ amountFen, accountFen: Math.min(leftInAccount, proportional(line, amountFen)) })
  }
  return baseDifference(line, asked.baseFen, rules)
}

const proportional = ({ accountFen, amountFen }: CreditedLine, of: number): number =>
  Number((BigInt(accountFen) * BigInt(of)) / BigInt(amountFen))

/** By the right base, within floor and ceiling, the month would have come to less; that much goes back. */
function baseDifference(line: CreditedLine, baseFen: number | null, rules: BaseRules): Outcome<RefundSum> {
  if (line.payerKind !== 'employer') return refused('credit_refund_base', { baseFen: line.baseFen })
  const base = Math.min(rules.ceilingFen, Math.max(rules.floorFen, baseFen ?? 0)) as Fen
  const personFen = share(base, rules.personBp)
  const rightFen = share(base, rules.employerBp) + personFen
  const rightAccountFen = share(personFen, rules.accountShareBp as BasisPoints)
  const amountFen = line.amountFen - line.refundedFen - rightFen
  const accountFen = line.accountFen - line.refundedAccountFen - rightAccountFen
  if (baseFen === null || amountFen <= 0) return refused('credit_refund_base', { baseFen: line.baseFen })
  return accepted({ amountFen, accountFen: Math.min(amountFen, Math.max(0, accountFen)) })
}

/** 待遇已享受的不退；仍在参保的先停保。 Of a difference the insurance itself stays, so neither stands in its way. */
export function obstacleTo(line: CreditedLine, reason: RefundReason): Outcome<null> {
  if (!isWhole(reason)) return accepted(null)
  if (line.isEnrolled) return refused('credit_refund_enrolled', { period: line.period })
  if (line.settlements > 0 && line.otherJobs === 0)
    return refused('credit_refund_used', { period: line.period, settlements: line.settlements })
  return accepted(null)
}

/** 收回: what the account still holds and may be taken of it; the rest was spent, and the payout is less by it. */
export const keptBack = (accountFen: number, spendable: number): number => Math.max(0, accountFen - spendable)

const STEPS: Readonly<Record<CreditRefundStep, readonly [readonly CreditRefundState[], CreditRefundState]>> = {
  review: [['applied'], 'reviewed'],
  approve: [['reviewed'], 'approved'],
  pay: [['approved', 'returned'], 'paid'],
  return: [['paid'], 'returned'],
  withdraw: [['applied', 'reviewed'], 'withdrawn'],
  revoke: [['approved', 'returned'], 'revoked'],
}

/** Whose hands must not be the same: two approve besides who applied, and neither of them pays; who approved does not undo it alone. */
const APART: Readonly<Partial<Record<CreditRefundStep, readonly string[]>>> = {
  review: ['apply'],
  approve: ['apply', 'review'],
  pay: ['review', 'approve'],
  revoke: ['approve'],
}

export function nextRefundState(
  { state, steps }: Pick<CreditRefund, 'state' | 'steps'>,
  step: CreditRefundStep,
  who: string,
): Outcome<CreditRefundState> {
  const [from, to] = STEPS[step]
  if (!from.includes(state)) return refused('credit_refund_state', { state: REFUND_STATE_WORDS[state] })
  const apart = APART[step] ?? []
  return steps.some((each) => each.by === who && apart.includes(each.step))
    ? refused('credit_refund_same_person', { who })
    : accepted(to)
}
