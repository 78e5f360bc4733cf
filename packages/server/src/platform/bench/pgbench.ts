// The real pgbench, where the machine has one: its TPC-B-like script at scale 16 with prepared statements.
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Sample, summarise } from './sample.ts'

const run = promisify(execFile)
const SCALE = '16'
const THREADS = '2'

/** `undefined`: there is no pgbench on the path. */
export async function pgbenchTpcb(
  url: string,
  home: string,
): Promise<((clients: number, seconds: number) => Promise<Sample>) | undefined> {
  const env = { ...process.env, ...connectionOf(url) }
  try {
    await run('pgbench', ['-i', '-q', '-s', SCALE], { env })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return async (clients, seconds) => {
    const folder = mkdtempSync(join(home, 'pgbench-'))
    const log = ['-l', '--log-prefix', join(folder, 'log')]
    const load = ['-n', '-M', 'prepared', '-c', String(clients), '-j', THREADS, '-T', String(seconds)]
    const started = performance.now()
    await run('pgbench', [...load, ...log], { env })
    const elapsedMs = performance.now() - started
    const latencies = readdirSync(folder).flatMap((name) => latenciesIn(readFileSync(join(folder, name), 'utf8')))
    rmSync(folder, { recursive: true })
    return summarise(latencies, Math.min(elapsedMs, seconds * 1000))
  }
}

/** A line a transaction: client, number, microseconds. */
const latenciesIn = (log: string): number[] =>
  log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Number(line.split(' ')[2]) / 1000)

/** The embedded server is named by parameters of its address: a socket's folder, its port, who, and the password. */
function connectionOf(url: string): Record<string, string> {
  const { pathname, searchParams } = new URL(url)
  const named = [...searchParams].map(([name, value]) => [`PG${name.toUpperCase()}`, value] as const)
  return { ...Object.fromEntries(named), PGDATABASE: pathname.slice(1) }
}
