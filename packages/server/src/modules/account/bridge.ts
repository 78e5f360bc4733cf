// Tying the books to the accounts: what the funds owe to personal accounts is what the accounts hold together.
import { ACCRUAL_ACCOUNTS } from '@yibao/kernel'
import type { BridgeCheck, Ledger } from '../ledger/index.ts'
import { sumOfAccounts } from './store.ts'

export function accountBridge(ledger: Pick<Ledger, 'balances'>, fund: string): BridgeCheck {
  const { code } = ACCRUAL_ACCOUNTS.personal_account
  return {
    name: 'accounts',
    run: async (pool) => {
      const rows = await ledger.balances({ layer: 'accrual', fund })
      const owed = rows.reduce(
        (sum, { account, debitFen, creditFen }) => (account === code ? sum + creditFen - debitFen : sum),
        0,
      )
      const held = await sumOfAccounts(pool)
      return owed === held ? undefined : `accounts hold ${held}, the books owe them ${owed}`
    },
  }
}
