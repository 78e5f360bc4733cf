// The ledger's background work.
import type { Jobs } from '../../platform/index.ts'
import type { Ledger } from './service.ts'

/** New journals wait a minute at most for their block. */
export function defineLedgerJobs(jobs: Jobs, ledger: Ledger): void {
  jobs.define({ name: 'ledger.seal', cron: '* * * * *', run: async () => void (await ledger.seal()) })
}
