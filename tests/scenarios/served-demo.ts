// `yibao serve --demo` as a user starts it: a process of its own on a data folder of its own, which a test may kill.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type DemoState, readDemo } from '../../packages/cli/src/serve/demo-state.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const LOOK_MS = 50

export interface ServedDemo {
  /** Everything it has said so far. */
  readonly said: () => string
  readonly state: () => DemoState | undefined
  /** Resolves when this holds; fails when the process ends before. */
  until(holds: (state: DemoState) => boolean): Promise<void>
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

const yibao = (...args: string[]): ChildProcess => {
  const { DATABASE_URL: _, ...env } = process.env
  return spawn(process.execPath, [join(root, 'bin', 'yibao.mjs'), ...args], { cwd: root, env })
}

/** What `yibao ledger verify` says of a data folder, and that its exit code says the same. */
export async function ledgerVerified(home: string) {
  const child = yibao('ledger', 'verify', '--json', '--data', home)
  let text = ''
  child.stdout!.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  const { balanced, chain, bridge, firstFault } = JSON.parse(text) as Record<string, unknown>
  if ((code === 0) !== (balanced === true && chain === true && bridge === true))
    throw new Error(`It ended with ${code}: ${text}`)
  return { balanced, chain, bridge, firstFault }
}

/** What `yibao synth --serve` says of the care that it sent to a platform. */
export async function sentTo(url: string, home: string): Promise<Record<string, number>> {
  const child = yibao('synth', '--serve', url, '--data', home, '--json')
  let [text, trouble] = ['', '']
  child.stdout!.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
  })
  child.stderr!.on('data', (chunk: Buffer) => {
    trouble += chunk.toString('utf8')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`It ended with ${code}: ${text}${trouble}`)
  return JSON.parse(text) as Record<string, number>
}

export function serveDemo(home: string, people: number, port: number): ServedDemo {
  const child = yibao('serve', '--demo', '--people', String(people), '--data', home, '--port', String(port))
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
    })
  }
  const gone = once(child, 'close') as Promise<[number | null]>
  let isGone = false
  void gone.then(() => {
    isGone = true
  })
  const state = (): DemoState | undefined => readDemo(home)
  return {
    said: () => text,
    state,
    until: async (holds) => {
      for (;;) {
        const now = state()
        if (now && holds(now)) return
        if (isGone) throw new Error(`The platform ended before its time:\n${text}`)
        await sleep(LOOK_MS)
      }
    },
    kill: async (signal) => {
      child.kill(signal)
      const [code] = await gone
      return code
    },
  }
}
