// The door of refunds of credited contributions: asked for, approved by two, paid, and undone.
import type { Outcome } from '@yibao/kernel'
import { refused } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import { commandFor, type Message } from '../../common/index.ts'
import { answering, type ContributionOptions, rulesFor } from '../working.ts'
import type { CreditRefund, CreditRefundStep } from './model.ts'
import { type ApplyingRefund, creditRefundApplied, creditRefundStepped, type ToldRefund } from './steps.ts'
import { findCreditRefund } from './store.ts'

export * from './model.ts'
export { type RefundFile, refundFile } from './payment-file.ts'
export { type CreditRefundRefusalCode, creditRefundRefusals } from './refusals.ts'
export { obstacleTo } from './rules.ts'
export type { ToldRefund } from './steps.ts'
export {
  type CreditRefundFilter,
  type CreditRefundSums,
  creditRefundsOf,
  findCreditRefund,
  findLine,
  type NamedCreditRefund,
  refundsToPay,
} from './store.ts'

export type RefundApplication = Omit<ApplyingRefund, 'rules'> & { readonly period: string }

export interface CreditRefundDesk {
  apply(message: Message<ToldRefund>, asked: RefundApplication): Promise<Outcome<Receipt>>
  step(
    message: Message<ToldRefund>,
    refund: Pick<CreditRefund, 'refundId'>,
    asked: { readonly step: CreditRefundStep; readonly note: string },
  ): Promise<Outcome<Receipt>>
}

export function openCreditRefunds(options: ContributionOptions): CreditRefundDesk {
  const { writePath, reader } = options
  return {
    apply: async (message, { period, ...asked }) => {
      const found = await answering(() => rulesFor(options, period))
      if (!found.ok) return found
      const { floorFen, ceilingFen, employerBp, personBp, accountShareBp } = found.value.employee
      const rules = { floorFen, ceilingFen, employerBp, personBp, accountShareBp }
      return writePath.submit(commandFor(creditRefundApplied, message, { ...asked, rules }))
    },
    step: async (message, { refundId }, asked) => {
      const refund = await findCreditRefund(reader, refundId)
      if (!refund) return refused('credit_refund_unknown', {})
      const { personNo, chargeNo, fund, approvalId, paymentId } = refund
      const input = { refundId, personNo, chargeNo, fund, approvalId, paymentId, ...asked }
      return writePath.submit(commandFor(creditRefundStepped, message, input))
    },
  }
}
