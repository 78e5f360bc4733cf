// The door of the clearing module: a provider's month from the books to the bank.
import type { Outcome, WorkCalendar } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../common/index.ts'
import type { BridgeCheck } from '../ledger/index.ts'
import { exOfficioFrom } from './clock.ts'
import type { Clearing } from './model.ts'
import { type ClearingProposal, clearingProposed, clearingStepped, type StepAsked, type Told } from './steps.ts'
import { bookedDue, findClearing, paidSums } from './store.ts'

export * from './advance/index.ts'
export { declaredClock, type PaymentClock, paymentClock, WORKING_DAYS_LIMIT } from './clock.ts'
export * from './declaration/index.ts'
export * from './history/store.ts'
export * from './model.ts'
export { type PaymentFile, paymentFile } from './payment-file.ts'
export { type ClearingRefusalCode, clearingRefusals } from './refusals.ts'
export { dueOf, payableOf } from './rules.ts'
export type { ClearingProposal, StepAsked } from './steps.ts'
export { bookedDue, type ClearingFilter, clearingsOf, clearingsOfMonth, findClearing } from './store.ts'

/** What a step must know of the clearing that its asker saw. */
export type ClearingNamed = Pick<Clearing, 'clearingId' | 'provider' | 'month' | 'paymentId'>

export interface ClearingDesk {
  propose(
    message: Message<Told>,
    proposal: Omit<ClearingProposal, 'booked' | 'exOfficio' | 'exOfficioFrom'> & { readonly exOfficio?: string },
  ): Promise<Outcome<Receipt>>
  step(
    message: Message<Told>,
    clearing: ClearingNamed,
    asked: Pick<StepAsked, 'step' | 'note'>,
  ): Promise<Outcome<Receipt>>
}

/** `releaseOf`: the release of a month's calculation by payment methods, where there is one. */
export function openClearings(
  writePath: WritePath,
  reader: Reader,
  releaseOf: (month: string) => Promise<string | undefined>,
  calendar: WorkCalendar,
): ClearingDesk {
  const due = async (provider: string, month: string) => bookedDue(reader, provider, month, await releaseOf(month))
  return {
    propose: async (message, { exOfficio = '', ...proposal }) => {
      // A month that is none is refused by the change itself.
      const isMonth = /^\d{4}-(0[1-9]|1[0-3])$/.test(proposal.month)
      const booked = isMonth ? await due(proposal.provider, proposal.month) : []
      const from = exOfficioFrom(calendar, isMonth ? proposal.month : '2000-01')
      const input = { ...proposal, exOfficio, exOfficioFrom: from, booked }
      return writePath.submit(commandFor(clearingProposed, message, input))
    },
    step: async (message, { clearingId, provider, month, paymentId }, asked) => {
      const isLook = asked.step === 'review' || asked.step === 'approve'
      const booked = isLook ? await due(provider, month) : undefined
      const found = asked.step === 'pay' ? await findClearing(reader, clearingId) : undefined
      const funds = found?.funds.map(({ fund }) => fund)
      const input = { clearingId, provider, paymentId, ...asked, ...(booked && { booked }), ...(funds && { funds }) }
      return writePath.submit(commandFor(clearingStepped, message, input))
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
