// One PostgreSQL data folder: made by initdb, started, found running, stopped. No policy about where or for whom.
import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Binaries } from './binaries.ts'
import { commandLineOf, identityOf, isAlive } from './os-process.ts'
import type { ServerAccount } from './server-account.ts'
import { PostgresRefused } from './shared-folder.ts'

export const SUPERUSER = 'yibao'
const POLL_MS = 20
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 60_000

export interface Cluster {
  readonly dataFolder: string
  readonly logFile: string
  readonly account: ServerAccount | undefined
  readonly binaries: Binaries
  readonly clock: Clock
}

/** Where a running server listens. */
export interface Listening {
  /** A socket folder, or 127.0.0.1. */
  readonly host: string
  readonly port: number
}

/** What `postmaster.pid` says. */
export interface Running extends Listening {
  readonly pid: number
  readonly ready: boolean
}

export const isInitialised = (cluster: Cluster): boolean => existsSync(join(cluster.dataFolder, 'PG_VERSION'))

/** Makes the data folder at one stroke: a first start that is cut short leaves nothing that looks like a database. */
export async function initialise(cluster: Cluster, password: string, flags: readonly string[] = []): Promise<void> {
  const { dataFolder, account } = cluster
  const unfinished = `${dataFolder}.unfinished`
  const passwordFile = `${dataFolder}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of [unfinished, passwordFile]) give(account, path)
  try {
    await run(cluster, cluster.binaries.initdb, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=libc',
      '--locale=C',
      '--data-checksums',
      ...flags,
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(unfinished, dataFolder)
}

export function give(account: ServerAccount | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** Starts the server in a session of its own: neither Ctrl-C in our terminal nor our death ends it half-way. */
export async function start(cluster: Cluster, listen: Listening, settings: readonly string[] = []): Promise<Running> {
  const isSocket = listen.host.startsWith('/')
  const log = openSync(cluster.logFile, 'a', 0o600)
  const options = [
    `listen_addresses=${isSocket ? '' : listen.host}`,
    `unix_socket_directories=${isSocket ? listen.host : ''}`,
    'unix_socket_permissions=0700',
    `port=${listen.port}`,
    'timezone=Asia/Shanghai',
    'lc_messages=C',
    ...settings,
  ].flatMap((setting) => ['-c', setting])
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.dataFolder, ...options], {
    ...cluster.account,
    cwd: dirname(cluster.dataFolder),
    detached: true,
    stdio: ['ignore', log, log],
    env: cleanEnvironment(),
  })
  closeSync(log)
  child.unref()
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  const deadline = cluster.clock.monotonicMs() + START_LIMIT_MS
  while (cluster.clock.monotonicMs() < deadline) {
    const now = runningOf(cluster)
    if (now?.ready && now.pid === child.pid) return now
    if (failure || child.exitCode !== null || child.signalCode !== null) break
    await sleep(POLL_MS)
  }
  throw new PostgresRefused(`内置数据库没有启动: ${failure?.message ?? lastLineOf(cluster.logFile)}`)
}

/** The server that runs on this folder now; `undefined` when none does, whatever a left-over pid file says. */
export function runningOf(cluster: Cluster): Running | undefined {
  const file = join(cluster.dataFolder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pidText = '', , , portText = '', socketFolder = '', address = '', , status = ''] = readFileSync(
    file,
    'utf8',
  ).split('\n')
  const pid = Number(pidText)
  if (!isServerOf(cluster, pid)) return undefined
  return { pid, port: Number(portText), host: socketFolder || address, ready: status.trim() === 'ready' }
}

/**
 * After a power cut or a restarted container the pid file may name a process that is something else by now, and the
 * server would refuse to start because of it.
 */
export function removeStalePidFile(cluster: Cluster): boolean {
  const file = join(cluster.dataFolder, 'postmaster.pid')
  if (!existsSync(file) || runningOf(cluster)) return false
  rmSync(file, { force: true })
  return true
}

function isServerOf(cluster: Cluster, pid: number): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false
  const commandLine = commandLineOf(pid)
  return process.platform === 'win32' || commandLine.includes(cluster.dataFolder)
}

/** `fast`: open transactions are rolled back, the server closes its books. `immediate`: as if the power were cut. */
export async function stop(cluster: Cluster, mode: 'fast' | 'immediate'): Promise<void> {
  const running = runningOf(cluster)
  if (!running) return
  // Not by its command line: a process that is ending has lost that before it is gone.
  const identity = identityOf(running.pid)
  process.kill(running.pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  const deadline = cluster.clock.monotonicMs() + STOP_LIMIT_MS
  while (isAlive(running.pid) && identityOf(running.pid) === identity) {
    if (cluster.clock.monotonicMs() > deadline) throw new Error(`The database server ${running.pid} does not stop`)
    await sleep(POLL_MS)
  }
}

function run(cluster: Cluster, command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...cluster.account,
      cwd: dirname(cluster.dataFolder),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: cleanEnvironment(),
    })
    let output = ''
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new PostgresRefused(`数据库初始化失败: ${output.trim() || `initdb ended with ${code}`}`))
    })
  })
}

/** Settings of the operator's own PostgreSQL tools (PGDATA, PGPORT, …) must not reach the embedded server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'Asia/Shanghai' }
}

function lastLineOf(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' / ') || 'the server ended without a message'
}
