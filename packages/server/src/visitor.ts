// For a command that looks at a platform's store, or changes an account, and ends: beside a running server or on a stopped one.
import { ACCOUNT_FUND, accountBridge } from './modules/account/index.ts'
import { createLedger, type Ledger, postingRows } from './modules/ledger/index.ts'
import { adoptedPolicies } from './modules/policy/index.ts'
import { settlementBridge } from './modules/settlement/index.ts'
import { type Clock, type Log, openPlatform, type Platform } from './platform/index.ts'

export interface VisitorOptions {
  /** A PostgreSQL of one's own; absent: the embedded one in `dataFolder`, started for the moment where it does not run. */
  readonly databaseUrl?: string
  readonly dataFolder: string
  readonly log: Log
  readonly clock?: Clock
  readonly sessionClock?: Clock
  /** See the platform's option. */
  readonly catchUp?: (epochMs: number) => void
}

export interface Visitor {
  readonly platform: Platform
  readonly ledger: Ledger
  close(): Promise<void>
}

export async function openVisitor({ databaseUrl, dataFolder, ...options }: VisitorOptions): Promise<Visitor> {
  const platform = await openPlatform({
    ...options,
    config: { databaseUrl, home: dataFolder },
    postingRows,
    role: 'visitor',
  })
  const ledger = createLedger(platform)
  ledger.registerBridge(settlementBridge(adoptedPolicies(platform.reader)))
  ledger.registerBridge(accountBridge(ledger, ACCOUNT_FUND))
  return { platform, ledger, close: () => platform.stop() }
}
