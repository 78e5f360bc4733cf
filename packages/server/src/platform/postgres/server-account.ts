// PostgreSQL refuses to run as root. This says under which account it runs instead, and what that account can reach.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** The numeric account of the database server; `undefined`: our own. */
export interface ServerAccount {
  readonly uid: number
  readonly gid: number
}

const PREFERRED = ['postgres', 'nobody']
/** The number that every Unix gives to nobody, for a container without an account file. */
const NOBODY: ServerAccount = { uid: 65534, gid: 65534 }

/** Whoever owns existing data keeps it; otherwise an unprivileged account of this machine, only when we are root. */
export function serverAccount(dataFolder: string): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder)
    if (uid !== 0) return { uid, gid }
  }
  return accountNamed(PREFERRED) ?? NOBODY
}

function accountNamed(names: readonly string[]): ServerAccount | undefined {
  if (!existsSync('/etc/passwd')) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of names) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  return undefined
}

/** Whether the account may enter every folder on the way to `path` (what is missing below does not matter yet). */
export function canReach(account: ServerAccount | undefined, path: string): boolean {
  if (!account) return true
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && !mayEnter(account, at)) return false
    if (at === dirname(at)) return true
  }
}

function mayEnter({ uid, gid }: ServerAccount, path: string): boolean {
  const stat = statSync(path)
  const needed = stat.isDirectory() ? 0o1 : 0o4
  const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0
  return ((stat.mode >> shift) & needed) === needed
}
