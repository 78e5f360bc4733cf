// 中途结算: a long stay settled piece by piece. Each piece is the stay so far, settled whole, less what was settled before: no
// second deductible, one admission, and the pieces always sum to one settlement of the whole stay.
import type { Fen } from '../../money/fen.ts'
import { accepted, type Outcome, refused } from '../../outcome.ts'
import type { AccountUse, Bill } from '../bill.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import { type SettleRefusal, settle } from '../settle.ts'
import type { Settlement } from '../settlement.ts'
import { differenceOf, moved } from './difference.ts'

/**
 * `bill` holds all lines of the stay up to now, and accumulators and account as they stand now, the earlier pieces
 * inside. Refused where a piece would take back what was paid (items returned since): then the last piece is cancelled
 * first.
 */
export function settleInterim(
  plan: CompiledPlan,
  bill: Bill,
  earlier: readonly Settlement[],
): Outcome<Settlement, SettleRefusal | 'interim_falls'> {
  const account = bill.account && accountBefore(bill.account, earlier)
  const asAtAdmission: Bill = {
    ...bill,
    accumulators: moved(bill.accumulators, earlier, -1),
    ...(account && { account }),
  }
  const whole = settle(plan, asAtAdmission)
  if (!whole.ok) return whole
  const piece = differenceOf(whole.value, earlier)
  const falls = [piece.total, piece.fundPaid, piece.providerPaid, piece.personPaid].some((amount) => amount < 0)
  return falls ? refused('interim_falls', { totalFen: piece.total, fundFen: piece.fundPaid }) : accepted(piece)
}

/** What the pieces took of the accounts is there again while the whole is worked out. */
function accountBefore(account: AccountUse, earlier: readonly Settlement[]): AccountUse {
  const taken = earlier.reduce((sum, each) => sum + each.accountPaid, 0)
  const given = (giver: string): number =>
    earlier.flatMap((each) => each.mutual).reduce((sum, each) => sum + (each.giver === giver ? each.paid : 0), 0)
  return {
    ...account,
    balanceFen: (account.balanceFen + taken) as Fen,
    ...(account.mutual && {
      mutual: account.mutual.map((aid) => ({ ...aid, availableFen: (aid.availableFen + given(aid.giver)) as Fen })),
    }),
  }
}
