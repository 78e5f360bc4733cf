// `ledger verify`: every journal balances, nothing was altered, and the books agree with the business they record.
import type pg from 'pg'
import { type SealReport, verifyChain } from '../../platform/seal/index.ts'
import { faultOf, JOURNALS } from './journal-source.ts'
import { journalWithoutOperation } from './store.ts'

/**
 * A check that ties the ledger to what it records, registered by the module that owns the business: for example, each
 * effective settlement's tier amounts equal its accrual postings.
 */
export interface BridgeCheck {
  readonly name: string
  /** The first thing that does not agree, in words; `undefined` when all does. */
  run(pool: pg.Pool): Promise<string | undefined>
}

export interface LedgerReport {
  /** Every journal's debits equal its credits in each fund. */
  readonly balanced: boolean
  /** The chain of blocks is whole, holds every journal, and the balances are their sums. */
  readonly chain: boolean
  /** Every journal was made by a recorded operation, and every registered check agrees. */
  readonly bridge: boolean
  readonly firstFault: string | null
  readonly journals: number
  readonly unsealed: number
  readonly head: SealReport['head'] | null
}

export interface LedgerVerifyOptions {
  readonly bridges: readonly BridgeCheck[]
  /** A head that was kept outside the database. */
  readonly anchor?: { readonly no: number; readonly hash: string }
  /** Told now and then while it runs. */
  readonly onStep?: (step: VerifyStep) => void
}

/** The journals one by one, then the businesses that are tied to them. */
export type VerifyStep =
  | { readonly stage: 'journals'; readonly checked: number }
  | { readonly stage: 'bridges'; readonly checked: number; readonly of: number }

export async function verifyLedger(pool: pg.Pool, options: LedgerVerifyOptions): Promise<LedgerReport> {
  const { bridges, anchor, onStep } = options
  const onChecked = (checked: number) => onStep?.({ stage: 'journals', checked })
  const report = await verifyChain(pool, JOURNALS, { inspect: faultOf, anchor, onChecked })
  const { firstFault } = report
  const isUnbalanced = firstFault?.fault === 'record wrong'
  const bridgeFault = await bridgeFaultIn(pool, bridges, onStep)
  const chainText =
    firstFault && `${firstFault.fault}: ${[firstFault.id, firstFault.detail].filter(Boolean).join(', ')}`
  return {
    balanced: !isUnbalanced,
    chain: !firstFault || isUnbalanced,
    bridge: bridgeFault === undefined,
    firstFault: chainText ?? bridgeFault ?? null,
    journals: report.sealed + report.unsealed,
    unsealed: report.unsealed,
    head: report.head ?? null,
  }
}

async function bridgeFaultIn(
  pool: pg.Pool,
  bridges: readonly BridgeCheck[],
  onStep: LedgerVerifyOptions['onStep'],
): Promise<string | undefined> {
  const orphan = await journalWithoutOperation(pool)
  if (orphan) return `journal ${orphan} was made by no recorded operation`
  for (const [checked, bridge] of bridges.entries()) {
    onStep?.({ stage: 'bridges', checked, of: bridges.length })
    const fault = await bridge.run(pool)
    if (fault) return `${bridge.name}: ${fault}`
  }
  return undefined
}
