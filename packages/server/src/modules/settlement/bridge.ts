// Tying the books to the business: every settlement's postings are what its amounts say, and every mirror's are its mirror.
import type { EntryLine } from '@yibao/kernel'
import type { BridgeCheck } from '../ledger/index.ts'
import type { PolicyDesk } from '../policy/index.ts'
import { recordOf } from './cancel.ts'
import { journalsOf } from './conclude.ts'
import { journalLinesOf, type StoredSettlement, settlementsAfter } from './store.ts'

const PAGE = 500
const FIRST = '00000000-0000-0000-0000-000000000000'
const OTHER = { debit: 'credit', credit: 'debit' } as const

export function settlementBridge(policy: Pick<PolicyDesk, 'rulingAs'>): BridgeCheck {
  return {
    name: 'settlements',
    run: async (pool) => {
      let after = FIRST
      for (;;) {
        const page = await settlementsAfter(pool, after, PAGE)
        const last = page.at(-1)
        if (!last) return undefined
        const booked = await journalLinesOf(pool, page[0]!.settlementId, last.settlementId)
        for (const stored of page) {
          const fault = await faultOf(policy, stored, booked.get(stored.settlementId) ?? [])
          if (fault) return fault
        }
        after = last.settlementId
      }
    },
  }
}

async function faultOf(
  policy: Pick<PolicyDesk, 'rulingAs'>,
  stored: StoredSettlement,
  booked: readonly EntryLine[],
): Promise<string | undefined> {
  const { document } = stored
  const { plan } = await policy.rulingAs(document.policy, document.plan, document.on, document.known)
  const record = recordOf(stored, plan)
  const isMirror = record.reverses !== null
  const positive = isMirror ? { ...record, settlement: unmirrored(record.settlement) } : record
  const due = journalsOf(positive)
    .flatMap(({ lines }) => lines)
    .map((line) => (isMirror ? { ...line, side: OTHER[line.side] } : line))
  return textOf(due) === textOf(booked) ? undefined : `${stored.settlementId} is not booked as it was settled`
}

/** Postings are made of positive amounts: a mirror is booked as its original with the sides exchanged. */
function unmirrored(settlement: ReturnType<typeof recordOf>['settlement']) {
  return {
    ...settlement,
    tiers: settlement.tiers.map((tier) => ({ ...tier, paid: -tier.paid as typeof tier.paid })),
    accountPaid: -settlement.accountPaid as typeof settlement.accountPaid,
    mutualPaid: -settlement.mutualPaid as typeof settlement.mutualPaid,
  }
}

const textOf = (lines: readonly EntryLine[]): string =>
  lines
    .map(({ fund, account, side, amountFen }) => `${fund} ${account} ${side} ${amountFen}`)
    .sort()
    .join('; ')
