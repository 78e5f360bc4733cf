// Tying the books to the money that came: what the treasury took in by contributions, and what still lies in suspense.
import type { BridgeCheck } from '../ledger/index.ts'
import { creditRefundSums } from './credit-refund/store.ts'
import { bookedCollections, collectionSums } from './store.ts'

export const collectionBridge = (): BridgeCheck => ({
  name: 'contributions',
  run: async (pool) => {
    const { arrivedFen, suspenseFen, refundedFen } = await collectionSums(pool)
    const booked = await bookedCollections(pool)
    if (booked.treasuryFen !== arrivedFen - refundedFen)
      return `arrived less refunded is ${arrivedFen - refundedFen}, the treasury's books have ${booked.treasuryFen}`
    if (booked.suspenseFen !== suspenseFen)
      return `in suspense are ${suspenseFen}, the books have ${booked.suspenseFen}`
    const { paidFen, bookedFen } = await creditRefundSums(pool)
    return paidFen === bookedFen ? undefined : `paid back are ${paidFen}, the books have ${bookedFen}`
  },
})
