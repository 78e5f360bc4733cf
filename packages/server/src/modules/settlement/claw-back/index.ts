// 审核追回: decided under four eyes, booked when it is decided, and again when the money has come back.
import { ACCRUAL_ACCOUNTS, accepted, type Outcome, post, refused } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../../platform/index.ts'
import { type Asked, commandFor, type Message, type Reader } from '../../common/index.ts'
import type { BridgeCheck, Ledger } from '../../ledger/index.ts'
import { fact } from '../../visit/index.ts'
import { CLAW_BACK_FACT, recoveredUpdate, type StoredClawBack, sumOfRecoveries } from './store.ts'

export { type ClawBackInput, type ClawedBack, decideClawBack, type LineFinding } from './decide.ts'
export * from './store.ts'
export { type BookedClawBack, type ToUndo, type Undone, undoClawBack } from './undo.ts'

export interface Recovering {
  readonly personNo: string
  readonly clawBackId: string
  /** 到账凭证号 of the bank. */
  readonly reference: string
}

/** 追回到账: of the benefit's own year it lessens the expense, of an earlier one it is other income. */
const recovered: Kind<Asked<Recovering, { clawBackId: string }>, { readonly clawBack: StoredClawBack | null }> = {
  name: 'settlement.recovered',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: fact({ clawBack: CLAW_BACK_FACT }), args: ({ input }) => ({ clawBackId: input.clawBackId }) },
  decide: ({ message, input }, { facts: { clawBack } }, context) => {
    if (!clawBack) return refused('claw_back_unknown', {})
    if (clawBack.state !== 'due') return refused('claw_back_not_due', {})
    const { provider, area, clawBackId, document } = clawBack
    return accepted({
      answer: message.answer({ clawBackId }, context),
      rows: { update: { claw_back: [recoveredUpdate(clawBack, context.now, context.actor.id, input.reference)] } },
      journals: post({
        kind: 'recovered',
        id: clawBackId,
        on: context.today,
        provider,
        area,
        amounts: document.amounts,
        isEarlierYear: document.benefitYear < Number(context.today.slice(0, 4)),
      }),
      event: { clawBackId },
      objects: [clawBackId, clawBack.settlementId],
    })
  },
}

export interface RecoveryDesk {
  receive(message: Message<{ clawBackId: string }>, recovering: Recovering): Promise<Outcome<Receipt>>
}

export const openRecoveryDesk = (writePath: WritePath): RecoveryDesk => ({
  receive: (message, recovering) => writePath.submit(commandFor(recovered, message, recovering)),
})

/** What the books say providers owe is what the claw-backs that are due add up to. */
export function recoveryBridge(ledger: Pick<Ledger, 'balances'>): BridgeCheck {
  const { code } = ACCRUAL_ACCOUNTS.recovery_receivable
  return {
    name: 'recoveries',
    run: async (pool: Reader) => {
      const rows = await ledger.balances({ layer: 'accrual' })
      const booked = rows.reduce((sum, row) => (row.account === code ? sum + row.debitFen - row.creditFen : sum), 0)
      const due = await sumOfRecoveries(pool)
      return booked === due ? undefined : `claw-backs due are ${due}, the books say ${booked}`
    },
  }
}
