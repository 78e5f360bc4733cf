// For a command that looks at a platform's store, or changes an account, and ends: beside a running server or on a stopped one.
import { ACCOUNT_FUND, accountBridge } from './modules/account/index.ts'
import { clearingBridge } from './modules/clearing/index.ts'
import { collectionBridge } from './modules/contribution/index.ts'
import { payoutBridge } from './modules/flow/index.ts'
import { countyBridge, createLedger, type Ledger, layerBridge, postingRows } from './modules/ledger/index.ts'
import { paymentBridge } from './modules/payment/index.ts'
import { adoptedPolicies } from './modules/policy/index.ts'
import { exportHistory, type HistoryExport, recoveryBridge, settlementBridge } from './modules/settlement/index.ts'
import { walletBridge } from './modules/wallet/index.ts'
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
  /** Writes the settlements in effect to a lake. Only reads the platform. */
  exportHistory(folder: string, onProgress?: (month: string, claims: number) => void): Promise<HistoryExport>
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
  const policy = adoptedPolicies(platform.reader)
  ledger.registerBridge(settlementBridge(policy))
  ledger.registerBridge(accountBridge(ledger, ACCOUNT_FUND))
  ledger.registerBridge(payoutBridge(ledger))
  ledger.registerBridge(recoveryBridge(ledger))
  ledger.registerBridge(clearingBridge())
  ledger.registerBridge(collectionBridge())
  ledger.registerBridge(paymentBridge())
  ledger.registerBridge(walletBridge(ledger))
  ledger.registerBridge(layerBridge(ledger))
  ledger.registerBridge(countyBridge())
  return {
    platform,
    ledger,
    exportHistory: (folder, onProgress) => exportHistory({ reader: platform.reader, policy }, folder, onProgress),
    close: () => platform.stop(),
  }
}
