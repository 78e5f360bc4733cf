// Runs write-worker.ts in a process of its own and collects what it said.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plan, Said } from './write-worker.ts'

const WORKER = fileURLToPath(new URL('./write-worker.ts', import.meta.url))

export interface WorkerEnd {
  readonly said: readonly Said[]
  /** How the process ended: `SIGKILL` when it died on the way. */
  readonly end: NodeJS.Signals | number | null
}

/** Several plans at once, begun at the same moment; `crashAt` names a crash point of the write path. */
export async function runWorkers(plans: readonly Plan[], crashAt?: string): Promise<WorkerEnd[]> {
  const workers = plans.map((plan) => startWorker(plan, crashAt))
  await Promise.all(workers.map(({ ready }) => ready))
  for (const { child } of workers) child.stdin.write('go\n')
  return Promise.all(workers.map(({ ended }) => ended))
}

function startWorker(plan: Plan, crashAt: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-plan-'))
  const file = join(folder, 'plan.json')
  writeFileSync(file, JSON.stringify(plan), { mode: 0o600 })
  const env = { ...process.env, ...(crashAt ? { YIBAO_TEST_CRASH_AT: crashAt } : {}) }
  const child = spawn(process.execPath, [WORKER, file], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (output.startsWith('ready\n')) resolve()
    })
    child.once('close', () => resolve()) // it died before: `ended` will say so
  })
  child.stdin.on('error', () => undefined) // likewise
  const ended = new Promise<WorkerEnd>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      rmSync(folder, { recursive: true, force: true })
      const lines = output
        .split('\n')
        .slice(1)
        .filter((line) => line !== '')
      resolve({ said: lines.map((line) => JSON.parse(line) as Said), end: signal ?? code })
    })
  })
  return { child, ready, ended }
}
