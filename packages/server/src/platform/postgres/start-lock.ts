// A file that lets one process at a time look after a data folder. It outlives nobody: a dead owner's lock is taken over.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { identityOf } from './os-process.ts'
import { PostgresRefused } from './shared-folder.ts'

const POLL_MS = 50
const WAIT_LIMIT_MS = 60_000

/** Runs `work` while holding the lock; waits for a living owner. */
export async function withStartLock<T>(file: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const deadline = clock.monotonicMs() + WAIT_LIMIT_MS
  while (!tryLock(file)) {
    const owner = ownerOf(file)
    if (owner !== undefined && identityOf(Number.parseInt(owner, 10)) !== owner) rmSync(file, { force: true })
    else if (clock.monotonicMs() > deadline) {
      throw new PostgresRefused(`另一个进程 (${owner}) 正在启动同一个数据库，等待超时；若它已不存在，请删除 ${file}`)
    } else await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function tryLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o644)
    writeSync(handle, identityOf(process.pid))
    closeSync(handle)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

function ownerOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8') || undefined // empty: the owner is just about to write its name
  } catch {
    return undefined // released in the meantime
  }
}
