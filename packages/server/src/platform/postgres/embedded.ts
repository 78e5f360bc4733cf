// The embedded PostgreSQL: a real, durable server that needs no installation, started, adopted and stopped by us.
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Clock } from '../clock.ts'
import { type Binaries, binariesFor } from './binaries.ts'
import * as cluster from './cluster.ts'
import { takeServeLock } from './serve-lock.ts'
import { canReach, type ServerAccount, serverAccount } from './server-account.ts'
import { PostgresRefused, sharedFolder } from './shared-folder.ts'
import { withStartLock } from './start-lock.ts'

const DATABASE = 'yibao'
/** Unix sockets have paths of at most 107 bytes, of which the file name takes some 20. */
const SOCKET_FOLDER_MAX = 80
const ADOPT_LIMIT_MS = 60_000

export interface EmbeddedOptions {
  /** The project's own folder, usually `.yibao`. */
  readonly home: string
  readonly clock: Clock
  /** `serve`: the one owner, who stops the server at the end. `visitor`: a command that finds or starts it. */
  readonly role: 'serve' | 'visitor'
  readonly log: (line: string) => void
  /** A socket in a private folder unless the system has none. */
  readonly listen?: 'socket' | 'tcp'
  readonly initdbFlags?: readonly string[]
}

export interface Embedded {
  /** For `DATABASE_URL` of another process, too. Holds the password: never print it. */
  readonly url: string
  readonly pid: number
  readonly dataFolder: string
  /** It was found running: left behind by a process that was killed, or started by another command. */
  readonly adopted: boolean
  /** Orderly end. A visitor leaves the server running while anybody else is connected to it. */
  stop(): Promise<void>
  /** As if the power were cut, for tests. */
  kill(): Promise<void>
}

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = resolve(options.home)
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const place = placeFor(home, options)
  const locked = <T>(work: () => Promise<T>) => withStartLock(join(home, 'database.lock'), options.clock, work)
  return locked(async () => {
    const { running, adopted } = await startOrAdopt(place, options)
    const url = (database: string) => urlOf(running, place.password, database)
    await ensureDatabase(url('postgres'))
    const lock = options.role === 'serve' ? await takeServeLock(url(DATABASE), home, options.log) : undefined
    return {
      url: url(DATABASE),
      pid: running.pid,
      dataFolder: place.dataFolder,
      adopted,
      stop: async () => {
        await lock?.release()
        await locked(async () => {
          if (lock || !(await isUsed(url('postgres')))) await cluster.stop(place, 'fast')
        })
      },
      kill: async () => {
        await lock?.release()
        await cluster.stop(place, 'immediate')
      },
    }
  })
}

interface Place extends cluster.Cluster {
  readonly password: string
}

/** The data folder stays where it was first put; that is outside `home` only when the server could not enter there. */
function placeFor(home: string, { clock, log }: EmbeddedOptions): Place {
  const account = serverAccount(join(home, 'postgres'))
  const dataFolder = dataFolderFor(home, account, log)
  const binaries: Binaries = binariesFor(account, log)
  return {
    dataFolder,
    account,
    binaries,
    clock,
    logFile: join(home, 'postgres.log'),
    password: passwordIn(home),
  }
}

function dataFolderFor(home: string, account: ServerAccount | undefined, log: (line: string) => void): string {
  const note = join(home, 'postgres-is-at')
  if (existsSync(note)) return readFileSync(note, 'utf8').trim()
  letPass(account, home)
  if (canReach(account, home)) return join(home, 'postgres')
  const folder = join(sharedFolder(account), `data-${shortHash(home)}`)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const dataFolder = join(folder, 'postgres')
  writeFileSync(note, `${dataFolder}\n`)
  log(`数据放在 ${dataFolder}: ${home} is closed to the account that the database runs under`)
  return dataFolder
}

/** Our own folder may be passed through when that is all that keeps the server out; what is in it stays closed. */
function letPass(account: ServerAccount | undefined, home: string): void {
  if (!account || canReach(account, home) || !canReach(account, dirname(home))) return
  const { mode, uid } = statSync(home)
  if (uid === process.getuid?.()) chmodSync(home, (mode & 0o777) | 0o011)
}

function passwordIn(home: string): string {
  const file = join(home, 'postgres-password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}

async function startOrAdopt(
  place: Place,
  options: EmbeddedOptions,
): Promise<{ running: cluster.Running; adopted: boolean }> {
  if (!cluster.isInitialised(place)) {
    options.log(`第一次启动，建立数据库 creating the database in ${place.dataFolder}`)
    await cluster.initialise(place, place.password, options.initdbFlags)
  }
  refuseOtherVersion(place)
  if (cluster.runningOf(place)) return { running: await adopt(place, options), adopted: true }
  if (cluster.removeStalePidFile(place))
    options.log('上次没有正常关闭，数据库将自行恢复 recovering after an unclean end')
  const running = await cluster.start(place, await listeningFor(place, options.listen))
  return { running, adopted: false }
}

/** A server left behind by a killed process is as good as a new one, once it answers. */
async function adopt(place: Place, { clock, log }: EmbeddedOptions): Promise<cluster.Running> {
  const deadline = clock.monotonicMs() + ADOPT_LIMIT_MS
  let reason = 'it does not answer'
  while (clock.monotonicMs() < deadline) {
    const running = cluster.runningOf(place)
    if (!running) throw new PostgresRefused('正在关闭的数据库刚刚停止，请再试一次')
    const answer = await dataFolderServedAt(urlOf(running, place.password, 'postgres'))
    if (answer === place.dataFolder) {
      log(`接管已在运行的数据库 (pid ${running.pid}) adopting the running database server`)
      return running
    }
    reason = answer
    await sleep(200)
  }
  throw new PostgresRefused(`数据库进程在运行但不可用: ${reason}`)
}

async function dataFolderServedAt(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory ?? ''
  } catch (error) {
    return (error as Error).message
  } finally {
    await client.end().catch(() => undefined) // a connection that never opened
  }
}

function refuseOtherVersion(place: Place): void {
  const major = readFileSync(join(place.dataFolder, 'PG_VERSION'), 'utf8').trim()
  if (place.binaries.version.startsWith(`${major}.`)) return
  throw new PostgresRefused(
    `${place.dataFolder} 是 PostgreSQL ${major} 的数据，而内置程序是 ${place.binaries.version}; 请先迁移数据或换回原版本`,
  )
}

async function listeningFor(
  place: Place,
  kind = process.platform === 'win32' ? 'tcp' : 'socket',
): Promise<cluster.Listening> {
  if (kind === 'tcp') return { host: '127.0.0.1', port: await freePort() }
  const beside = join(place.dataFolder, '..', 'socket')
  const folder =
    beside.length <= SOCKET_FOLDER_MAX ? resolve(beside) : join(tmpdir(), `yibao-${shortHash(place.dataFolder)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid } = statSync(folder)
  if (uid !== process.getuid?.() && uid !== place.account?.uid) throw new PostgresRefused(`${folder} 属于别的用户`)
  cluster.give(place.account, folder)
  return { host: folder, port: 5432 }
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolvePort(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export function urlOf({ host, port }: cluster.Listening, password: string, database: string): string {
  const login = `user=${cluster.SUPERUSER}&password=${encodeURIComponent(password)}`
  return `postgres:///${database}?host=${encodeURIComponent(host)}&port=${port}&${login}`
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code !== '42P04' && code !== '23505') throw error // another process made it at the same instant
  } finally {
    await client.end()
  }
}

async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    return rowCount !== 0
  } finally {
    await client.end()
  }
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
