// 支付: what is due to a person or an heir is paid by the finance office, and booked in both layers.
import { ACCRUAL_ACCOUNTS, accepted, post, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked, Reader } from '../common/index.ts'
import { type BridgeCheck, fundSubjects, type Ledger, MONEY_FACT, type Money, overdraft } from '../ledger/index.ts'
import { fact } from '../visit/index.ts'
import type { Payout } from './model.ts'
import { PAYOUT_FACT, payoutPaid, sumOfPayouts } from './store.ts'

export interface Paying {
  readonly personNo: string
  readonly payoutId: string
  /** 银行回单号 */
  readonly reference: string
  /** The funds that pay, each of which pays one after the other. */
  readonly funds: readonly string[]
}

interface PayoutFacts {
  readonly payout: Payout | null
  readonly money: Money
}

export const payoutMade: Kind<Asked<Paying, { payoutId: string }>, PayoutFacts> = {
  name: 'flow.payout_paid',
  subjects: ({ input }) => [input.personNo, ...fundSubjects(input.funds)],
  facts: { sql: fact({ payout: PAYOUT_FACT, money: MONEY_FACT }), args: ({ input }) => ({ payoutId: input.payoutId }) },
  decide: ({ message, input }, { facts: { payout, money } }, context) => {
    if (!payout || payout.amounts.some(({ fund }) => !input.funds.includes(fund))) return refused('payout_unknown', {})
    if (payout.state !== 'due') return refused('payout_not_due', {})
    if (payout.approvedBy === context.actor.id) return refused('four_eyes_same_person', { who: payout.approvedBy })
    const { payoutId, area, amounts } = payout
    const kind = payout.kind === 'claim' ? ('claim_paid' as const) : ('inheritance_paid' as const)
    const journals = post({ kind, id: payoutId, on: context.today, area, amounts })
    const short = overdraft(journals, money)
    if (short) return short
    return accepted({
      answer: message.answer({ payoutId }, context),
      rows: { update: { payout: [payoutPaid(payout, context.actor.id, context.now, input.reference)] } },
      journals,
      event: { payoutId },
      objects: [payoutId, payout.requestId],
    })
  },
}

/** What the books say is owed to persons is what the payouts that are due add up to. */
export function payoutBridge(ledger: Pick<Ledger, 'balances'>): BridgeCheck {
  const { code } = ACCRUAL_ACCOUNTS.person_payable
  return {
    name: 'payouts',
    run: async (pool: Reader) => {
      const rows = await ledger.balances({ layer: 'accrual' })
      const owed = rows.reduce((sum, row) => (row.account === code ? sum + row.creditFen - row.debitFen : sum), 0)
      const due = await sumOfPayouts(pool)
      return owed === due ? undefined : `payouts due are ${due}, the books owe ${owed}`
    },
  }
}
