// A process that walks a month from its lists to the bank, so that a test can kill it anywhere on the way.
// Usage: clearing-worker.ts DATABASE_URL MOMENT MONTH PROVIDER RULES.
import type { Instant } from '@yibao/kernel'
import { readPaymentFile } from '@yibao/policy'
import { startServer } from '../index.ts'
import { createLog, settableClock } from '../platform/index.ts'
import { walkMonth } from './clearing-walk.ts'
import { TRIAL_POLICY } from './server.ts'

const [databaseUrl = '', moment = '', month = '', provider = '', rulesPath = ''] = process.argv.slice(2)
const { rules } = readPaymentFile(rulesPath)
if (!rules) throw new Error(`No payment rules in ${rulesPath}`)

const server = await startServer({
  policyPath: TRIAL_POLICY,
  databaseUrl,
  background: false,
  clock: settableClock(moment as Instant),
  log: createLog({ level: process.env.YIBAO_LOG ?? 'silent' }),
  paymentRules: [rules],
})
await walkMonth(server, month, provider)
await server.close()
