// What the operating system knows about a process: whether it lives, since when, with which command line.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // it lives, but belongs to somebody else
  }
}

/** A process that ended but was not yet collected by its parent: dead for every purpose of ours. */
function isZombie(pid: number): boolean {
  return statOf(pid)?.state === 'Z'
}

/** Process ids are reused; the pair of id and start time is not. */
export function identityOf(pid: number): string {
  const since = process.platform === 'linux' ? statOf(pid)?.startTicks : psField(pid, 'lstart')
  return `${pid} ${since ?? ''}`.trim()
}

export function commandLineOf(pid: number): string {
  if (process.platform !== 'linux') return psField(pid, 'command') ?? ''
  return readText(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? ''
}

function statOf(pid: number): { state: string; startTicks: string } | undefined {
  const text = readText(`/proc/${pid}/stat`)
  if (text === undefined) return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ') // the name in brackets may hold spaces
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '' }
}

function psField(pid: number, field: string): string | undefined {
  if (process.platform === 'win32') return undefined
  const { status, stdout } = spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined // no such process, or a system without /proc
  }
}
