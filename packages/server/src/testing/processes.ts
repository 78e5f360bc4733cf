// Servers as processes that can be killed, one after another on the same database.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { instant } from '@yibao/kernel'
import { epochMsOf, instantAt, systemClock } from '../platform/index.ts'
import { TODAY } from './server.ts'

const SERVER = fileURLToPath(new URL('./server-process.ts', import.meta.url))

export interface ServerProcess {
  readonly url: string
  /** Resolves when the process has gone, however it went. */
  readonly gone: Promise<unknown>
  kill(): Promise<void>
}

const STEP_MS = 5_000

/** Starts servers whose clocks go on where those before them stopped. */
export function serverProcesses(databaseUrl: string) {
  const { monotonicMs } = systemClock()
  const begun = monotonicMs()
  const startMs = epochMsOf(instant(`${TODAY} 10:00:00`))
  let asked = 0
  /** Later than whatever any server has seen as now. */
  const moment = (): number => {
    asked += 1
    return Math.floor(startMs + monotonicMs() - begun) + asked * STEP_MS
  }
  return {
    /** For the clock of a server that goes on in the test's own process. */
    now: () => instantAt(moment()),
    /** `crashAt` names a place in the write path where the process kills itself, and after how many passes. */
    start: async (crashAt?: string): Promise<ServerProcess> => {
      const env = { ...process.env, ...(crashAt ? { YIBAO_TEST_CRASH_AT: crashAt } : {}) }
      const child = spawn(process.execPath, [SERVER, databaseUrl, String(moment())], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const gone = once(child, 'close')
      const url = await addressOf(child)
      return {
        url,
        gone,
        kill: async () => {
          child.kill('SIGKILL')
          await gone
        },
      }
    },
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line
  throw new Error('The server ended before it said its address')
}
