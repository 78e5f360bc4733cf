// The scale that benches of the whole platform are read against: a TPC-B-like transaction on the very server they use, how
// much write-ahead log they make, and what the database's processes cost.
import { readdirSync, readFileSync } from 'node:fs'
import { createPool } from '../postgres/connect.ts'
import type { Sample } from './sample.ts'
import { prepareTpcb, runTpcb } from './tpcb.ts'

export interface Scale {
  tpcb(clients: number, seconds: number): Promise<Sample>
  walBytes(): Promise<number>
  /** Processor time of the database so far; `undefined` where the system does not tell, or it is not on this machine. */
  databaseCpuMs(): number | undefined
  close(): Promise<void>
}

/** What a tick of /proc is everywhere that matters. */
const TICK_MS = 10

/** Makes the tables of the TPC-B-like transaction beside those of the platform, and gathers statistics for both. */
export async function openScale(url: string): Promise<Scale> {
  const pool = createPool(url, { name: 'bench', max: 1 })
  await prepareTpcb(pool)
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = statOf(rows[0]!.pid)?.parent
  return {
    tpcb: (clients, seconds) => runTpcb(url, clients, seconds),
    walBytes: async () => {
      const text = "select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes"
      return Number((await pool.query<{ bytes: string }>(text)).rows[0]!.bytes)
    },
    databaseCpuMs: () => (postmaster === undefined ? undefined : cpuOfFamily(postmaster)),
    close: () => pool.end(),
  }
}

/** Of the first process, its living children, and those that have ended. */
function cpuOfFamily(first: number): number {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const stats = all.flatMap((pid) => statOf(Number(pid)) ?? [])
  return stats.reduce((sum, { pid, parent, ownMs, endedMs }) => {
    if (pid === first) return sum + ownMs + endedMs
    return parent === first ? sum + ownMs : sum
  }, 0)
}

function statOf(pid: number): { pid: number; parent: number; ownMs: number; endedMs: number } | undefined {
  if (process.platform !== 'linux') return undefined
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return undefined // it has just ended
    throw error
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = (at: number): number => Number(fields[at]) * TICK_MS
  return { pid, parent: Number(fields[1]), ownMs: ticks(11) + ticks(12), endedMs: ticks(13) + ticks(14) }
}
