// The door of the clearing module: a provider's month from the books to the bank.
import type { Outcome } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../common/index.ts'
import type { BridgeCheck } from '../ledger/index.ts'
import type { Clearing } from './model.ts'
import { type ClearingProposal, clearingProposed, clearingStepped, type StepAsked, type Told } from './steps.ts'
import { bookedDue, paidSums } from './store.ts'

export * from './model.ts'
export { type PaymentFile, paymentFile } from './payment-file.ts'
export { type ClearingRefusalCode, clearingRefusals } from './refusals.ts'
export { dueOf, payableOf } from './rules.ts'
export type { ClearingProposal, StepAsked } from './steps.ts'
export { clearingsOf, findClearing } from './store.ts'

export interface ClearingDesk {
  propose(message: Message<Told>, proposal: Omit<ClearingProposal, 'booked'>): Promise<Outcome<Receipt>>
  step(message: Message<Told>, clearing: Clearing, asked: Pick<StepAsked, 'step' | 'note'>): Promise<Outcome<Receipt>>
}

export function openClearings(writePath: WritePath, reader: Reader): ClearingDesk {
  return {
    propose: async (message, proposal) => {
      const booked = await bookedDue(reader, proposal.provider, proposal.month)
      return writePath.submit(commandFor(clearingProposed, message, { ...proposal, booked }))
    },
    step: async (message, { clearingId, provider, month, paymentId }, asked) => {
      const isLook = asked.step === 'review' || asked.step === 'approve'
      const booked = isLook ? await bookedDue(reader, provider, month) : undefined
      return writePath.submit(
        commandFor(clearingStepped, message, { clearingId, provider, paymentId, ...asked, ...(booked && { booked }) }),
      )
    },
  }
}

/** What the books say was paid to providers is what the paid clearings add up to. */
export const clearingBridge = (): BridgeCheck => ({
  name: 'clearings',
  run: async (pool: Reader) => {
    const { paidFen, bookedFen } = await paidSums(pool)
    return paidFen === bookedFen ? undefined : `clearings paid are ${paidFen}, the books have ${bookedFen}`
  },
})
