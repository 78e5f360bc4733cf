// What an unwinding changes, payer by payer: every settlement before and after, for people and for the comparison of what was
// proposed with what is approved.
import type { Fund, Payer, Settlement } from '@yibao/kernel'
import type { SettlementRecord } from '../model.ts'

export interface Amounts {
  readonly totalFen: number
  readonly inScopeFen: number
  readonly deductibleFen: number
  readonly fundFen: number
  readonly providerFen: number
  readonly personFen: number
  readonly accountFen: number
  readonly mutualFen: number
  readonly cashFen: number
  readonly tiers: readonly {
    readonly id: string
    readonly title: string
    readonly payer: Payer
    readonly fund: Fund
    readonly paidFen: number
  }[]
}

export const amountsOf = (settlement: Settlement): Amounts => ({
  totalFen: settlement.total,
  inScopeFen: settlement.inScope,
  deductibleFen: settlement.deductible,
  fundFen: settlement.fundPaid,
  providerFen: settlement.providerPaid,
  personFen: settlement.personPaid,
  accountFen: settlement.accountPaid,
  mutualFen: settlement.mutualPaid,
  cashFen: settlement.cash,
  tiers: settlement.tiers.map(({ id, title, payer, fund, paid }) => ({ id, title, payer, fund, paidFen: paid })),
})

/** What happened to one settlement. */
export interface Change {
  readonly action: 'cancelled' | 'corrected' | 'settled_again'
  readonly settlementId: string
  readonly visitId: string
  readonly provider: string
  readonly settledAt: string
  readonly before: Amounts
  /** Null: nothing stands in its place. */
  readonly after: Amounts | null
}

export const changeOf = (
  action: Change['action'],
  { settlementId, visitId, provider, settledAt, settlement }: SettlementRecord,
  after: Settlement | undefined,
): Change => ({
  action,
  settlementId,
  visitId,
  provider,
  settledAt,
  before: amountsOf(settlement),
  after: after ? amountsOf(after) : null,
})

/** Whether settling again came to the same: then the settlement stands as it is. */
export function isSame(a: Settlement, b: Settlement): boolean {
  const changes = ({ changes: all }: Settlement): string =>
    all
      .filter(({ change }) => change !== 0)
      .map(({ key, change }) => `${key} ${change}`)
      .sort()
      .join()
  return (
    JSON.stringify(amountsOf(a)) === JSON.stringify(amountsOf(b)) &&
    a.mutual.map(({ giver, paid }) => `${giver} ${paid}`).join() ===
      b.mutual.map(({ giver, paid }) => `${giver} ${paid}`).join() &&
    changes(a) === changes(b)
  )
}
