// A server in a process of its own on a database that is there already, so that a test can kill it.
// Usage: server-process.ts DATABASE_URL EPOCH_MS, printing its address; its clock runs from that moment on.
import { startServer } from '../index.ts'
import { type Clock, createLog, instantAt, systemClock } from '../platform/index.ts'
import { TRIAL_POLICY } from './server.ts'

const [databaseUrl = '', start = ''] = process.argv.slice(2)

/** Tests live in a year of their own: the clock runs, but from another beginning. */
function clockFrom(startMs: number): Clock {
  const real = systemClock()
  const begun = real.monotonicMs()
  const epochMs = () => Math.floor(startMs + real.monotonicMs() - begun)
  return {
    epochMs,
    now: () => instantAt(epochMs()),
    today: () => instantAt(epochMs()).slice(0, 10) as ReturnType<Clock['today']>,
    monotonicMs: real.monotonicMs,
  }
}

const { url } = await startServer({
  policyPath: TRIAL_POLICY,
  databaseUrl,
  background: false,
  clock: clockFrom(Number(start)),
  log: createLog({ level: process.env.YIBAO_LOG ?? 'silent' }),
})
process.stdout.write(`${url}\n`)
