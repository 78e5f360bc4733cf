// Throw-away databases for tests: one real server per test process, one migrated database per call, nothing left behind.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '../clock.ts'
import { binariesFor } from '../postgres/binaries.ts'
import * as cluster from '../postgres/cluster.ts'
import { urlOf } from '../postgres/embedded.ts'
import { migrate } from '../postgres/migrate.ts'
import { serverAccount } from '../postgres/server-account.ts'

/** The server listens in a folder that only this user can enter. */
const PASSWORD = 'scratch'
/** A test asks whether the program is right, not whether the disk is: the power is never cut here. */
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'max_connections=200']

/** Ends the server and removes its folder when the test process has gone, however it went. */
const WATCH = `while kill -0 "$1" 2>/dev/null; do sleep 0.2; done
kill -QUIT "$2" 2>/dev/null
for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$3/data/postmaster.pid" ] || break; sleep 0.2; done
rm -rf "$3"`

let server: Promise<cluster.Running> | undefined
let made = 0

/** The server of this test process: gives the address of any database by name (`postgres` always exists). */
export async function scratchServer(): Promise<(database: string) => string> {
  server ??= startScratchServer()
  const running = await server
  return (database) => urlOf(running, PASSWORD, database)
}

/** An empty, migrated database of its own; the server is shared by all calls in this process. */
export async function scratchDatabase(): Promise<string> {
  const address = await scratchServer()
  const admin = new pg.Client({ connectionString: address('postgres') })
  await admin.connect()
  const name = `scratch_${++made}`
  await admin.query(`create database ${name} template migrated`)
  await admin.end()
  return address(name)
}

async function startScratchServer(): Promise<cluster.Running> {
  const account = serverAccount('')
  const base = join(tmpdir(), `yibao-tests-${userInfo().uid}`)
  mkdirSync(base, { recursive: true, mode: 0o755 })
  const folder = mkdtempSync(join(base, 'server-'))
  cluster.give(account, folder)
  const place: cluster.Cluster = {
    dataFolder: join(folder, 'data'),
    logFile: join(folder, 'log'),
    account,
    binaries: binariesFor(account, () => undefined),
    clock: systemClock(),
  }
  await copyPrepared(place, base)
  const running = await cluster.start(place, { host: folder, port: 5432 }, SETTINGS)
  spawn('sh', ['-c', WATCH, 'watch', String(process.pid), String(running.pid), folder], {
    detached: true,
    stdio: 'ignore',
  }).unref()
  await prepareTemplate(running)
  return running
}

/** initdb takes a second; copying what it made once takes a tenth of it. */
async function copyPrepared(place: cluster.Cluster, base: string): Promise<void> {
  const prepared = join(base, `initdb-${place.binaries.version}-${place.account?.uid ?? 'self'}`)
  if (!existsSync(prepared)) {
    await cluster.initialise(place, PASSWORD, ['--no-sync'])
    const copy = `${prepared}.${process.pid}`
    copyFolder(place, place.dataFolder, copy, 0)
    try {
      renameSync(copy, prepared)
    } catch {
      rmSync(copy, { recursive: true, force: true }) // another test process was quicker
    }
    return
  }
  copyFolder(place, prepared, place.dataFolder, place.account?.uid)
}

function copyFolder(place: cluster.Cluster, from: string, to: string, as: number | undefined): void {
  const identity = as === 0 ? {} : place.account
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { ...identity, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The prepared database folder cannot be copied: ${stderr}`)
}

async function prepareTemplate(running: cluster.Running): Promise<void> {
  const admin = new pg.Client({ connectionString: urlOf(running, PASSWORD, 'postgres') })
  await admin.connect()
  await admin.query('create database migrated')
  await admin.end()
  await migrate(urlOf(running, PASSWORD, 'migrated'))
}
