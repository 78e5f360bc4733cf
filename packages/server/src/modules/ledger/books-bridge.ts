// The books against themselves: the sub-ledger ties to the cash books, the trial balance is zero, no money moves between areas.
import { balanceSheets, bridge, trialBalance } from '@yibao/kernel'
import type { Ledger } from './service.ts'
import { transfersBetweenAreas } from './store.ts'
import type { BridgeCheck } from './verify.ts'

const EVER = { from: '0000-00', to: '9999-12' }

/** 应计与现金: every payment stands in both layers, each fund's trial balance is zero and its balance sheet adds up. */
export const layerBridge = (ledger: Pick<Ledger, 'sums' | 'closedYears'>): BridgeCheck => ({
  name: 'cash and accrual',
  run: async () => {
    const sums = await ledger.sums()
    const closed = (await ledger.closedYears()).flatMap((year) => year.closed)
    for (const layer of ['cash', 'accrual'] as const)
      if (!trialBalance(sums, layer, EVER).isBalanced) return `the trial balance of the ${layer} books is not zero`
    const sheet = balanceSheets(sums, EVER.to).find(({ isBalanced }) => !isBalanced)
    if (sheet)
      return `${sheet.fund}: assets ${sheet.assetsFen} are not liabilities ${sheet.liabilitiesFen} and balance ${sheet.netFen}`
    const loose = bridge(sums, EVER.to, closed).find(({ isTied }) => !isTied)
    return loose && `${loose.fund}: the sub-ledger settled ${loose.settledFen}, the cash books paid ${loose.paidFen}`
  },
})

/** 统收统支: count and sum of transfers between counties are zero. */
export const countyBridge = (): BridgeCheck => ({
  name: 'counties',
  run: async (pool) => {
    const { n, first } = await transfersBetweenAreas(pool)
    return n === 0 ? undefined : `${n} journals move money between areas, the first is ${first}`
  },
})
