// A rule that turns on the size of the bill makes payment jump: a yuan more of cost may then bring hundreds, or lose them.
import { amountConditionsIn } from '../inside.ts'
import type { LibraryContent } from '../library.ts'
import type { FaultList } from '../text/faults.ts'
import { unitText } from '../units.ts'
import { slotsNamedIn, usedTiers } from './slots.ts'

/** A cliff is allowed, for documents have them, but never unseen: people wait for the bill to reach the edge. */
export function checkCliffs(content: LibraryContent, faults: FaultList): void {
  for (const tier of usedTiers(content)) {
    for (const { name, slot } of slotsNamedIn(tier)) {
      for (const { amount, atLeast, below, at } of slot.flatMap((entry) => [...amountConditionsIn(entry.value)])) {
        const edges = [atLeast, below].flatMap((edge) => (edge === undefined ? [] : [unitText('money', edge)]))
        faults.warn(
          at,
          'payment_cliff',
          `${name} changes where ${amount} reaches ${edges.join(' and ')}`,
          'a deductible or bands, unless the document says so',
        )
      }
    }
  }
}
