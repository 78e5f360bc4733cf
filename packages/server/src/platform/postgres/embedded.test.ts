// The embedded server: durable settings, one owner, adopted after a kill, recovered after a power cut, as root and not.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { systemClock } from '../clock.ts'
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts'
import { isAlive } from './os-process.ts'

const OWNER = fileURLToPath(new URL('../testing/embedded-owner.ts', import.meta.url))
const base = mkdtempSync(join(tmpdir(), 'yibao-embedded-'))
chmodSync(base, 0o755)
const home = join(base, 'home')
const started: Embedded[] = []
const lines: string[] = []

const options = (more: Partial<EmbeddedOptions> = {}): EmbeddedOptions => ({
  home,
  clock: systemClock(),
  role: 'serve',
  log: (line) => lines.push(line),
  initdbFlags: ['--no-sync'],
  ...more,
})

async function start(more: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded(options(more))
  started.push(embedded)
  return embedded
}

async function ask<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // some tests cut the power
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

after(async () => {
  for (const embedded of started) await embedded.stop().catch(() => undefined)
  rmSync(base, { recursive: true, force: true, maxRetries: 5 })
})

test('a first start makes a durable, checksummed database that only its owner can reach', async () => {
  const embedded = await start()
  assert.equal(embedded.adopted, false)
  const settings = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'data_checksums',
    'server_encoding',
    'listen_addresses',
  ]
  const [row] = await ask<Record<string, string>>(
    embedded.url,
    `select ${settings.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`,
  )
  assert.deepEqual(row, {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    data_checksums: 'on',
    server_encoding: 'UTF8',
    listen_addresses: '',
  })
  assert.equal(statSync(join(home, 'postgres-password')).mode & 0o077, 0)
  assert.equal(statSync(embedded.dataFolder).mode & 0o077, 0)
  const stranger = embedded.url.replace(/password=[^&]*/, 'password=guess')
  await assert.rejects(ask(stranger, 'select 1'), /password authentication failed/)
  const uid = process.getuid?.()
  if (uid === 0) assert.notEqual(statSync(embedded.dataFolder).uid, 0, 'as root the server runs under another account')
})

test('a second owner is refused and told who holds it; a visitor is welcome and leaves it running', async () => {
  await assert.rejects(startEmbedded(options()), new RegExp(`yibao serve, pid ${process.pid}`))
  const visitor = await startEmbedded(options({ role: 'visitor' }))
  assert.equal(visitor.adopted, true)
  await visitor.stop()
  assert.equal(isAlive(visitor.pid), true)
})

test('an owner whose connection the server drops takes its place again', async () => {
  const embedded = started.at(-1)!
  await ask(
    embedded.url,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'yibao serve%'`,
  )
  const isHeld = async () =>
    (await ask(embedded.url, "select 1 as n from pg_locks where locktype = 'advisory' and classid = 22850")).length > 0
  for (let waited = 0; !(await isHeld()) && waited < 10_000; waited += 100) await sleep(100)
  await assert.rejects(startEmbedded(options()), /已由另一个进程使用/)
})

test('after an orderly end nothing runs, and the next start finds the data', async () => {
  const embedded = started.pop()!
  await ask(embedded.url, 'create table kept as select 42 as n')
  await embedded.stop()
  assert.equal(isAlive(embedded.pid), false)
  const again = await start()
  assert.deepEqual(await ask(again.url, 'select n from kept'), [{ n: 42 }])
})

test('after a power cut the database recovers by itself what was committed', async () => {
  const embedded = started.pop()!
  await ask(embedded.url, 'insert into kept values (43)')
  await embedded.kill()
  assert.equal(isAlive(embedded.pid), false)
  const again = await start()
  assert.equal(again.adopted, false)
  assert.deepEqual(await ask(again.url, 'select n from kept order by n'), [{ n: 42 }, { n: 43 }])
})

test('a pid file that names a process which is something else by now does not keep the database from starting', async () => {
  const embedded = started.pop()!
  const pidFile = join(embedded.dataFolder, 'postmaster.pid')
  const old = readFileSync(pidFile, 'utf8')
  await embedded.kill()
  writeFileSync(pidFile, old.replace(/^\d+/, String(process.ppid)))
  const again = await start()
  assert.deepEqual(await ask(again.url, 'select count(*)::int as n from kept'), [{ n: 2 }])
})

test('a port of 127.0.0.1 works where sockets do not, and a taken port is not taken again', async () => {
  await started.pop()!.stop()
  const first = await start({ listen: 'tcp' })
  const second = await start({ listen: 'tcp', home: join(base, 'second') })
  assert.deepEqual(await ask(first.url, 'select count(*)::int as n from kept'), [{ n: 2 }])
  assert.deepEqual(await ask(second.url, 'select 1 as n'), [{ n: 1 }])
  assert.notEqual(new URL(first.url).searchParams.get('port'), new URL(second.url).searchParams.get('port'))
  await started.pop()!.stop()
  await started.pop()!.stop()
})

/** A process that owns the database of `home` and says so. */
async function owner(
  ownerHome: string,
  prefix: string[] = [],
): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const [command, ...args] = [...prefix, process.execPath, OWNER, ownerHome]
  const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: base })
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, ...(JSON.parse(chunk.toString()) as { pid: number; url: string }) }
}

test('when its owner is killed the server stays, the next owner adopts it, and stops it at the end', async () => {
  const { child, pid } = await owner(home)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(isAlive(pid), true)
  const next = await start()
  assert.equal(next.adopted, true)
  assert.equal(next.pid, pid)
  assert.deepEqual(await ask(next.url, 'select count(*)::int as n from kept'), [{ n: 2 }])
  await started.pop()!.stop()
  assert.equal(isAlive(pid), false)
})

test('SIGTERM ends owner and server in order', async () => {
  const { child, pid } = await owner(home)
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number]
  assert.equal(code, 0)
  assert.equal(isAlive(pid), false)
  assert.match(readFileSync(join(home, 'postgres.log'), 'utf8'), /database system is shut down/)
})

const isRoot = process.getuid?.() === 0
const setpriv = spawnSync('setpriv', ['--version']).status === 0

test('an ordinary user starts it too, as himself', {
  skip: !(isRoot && setpriv) && 'needs root and setpriv',
}, async (t) => {
  const readable = spawnSync('setpriv', [
    '--reuid=65534',
    '--regid=65534',
    '--clear-groups',
    process.execPath,
    '-e',
    '',
  ])
  if (readable.status !== 0) return t.skip('the project lies where an ordinary user cannot read')
  const userHome = join(base, 'user')
  mkdirSync(userHome, { mode: 0o700 })
  spawnSync('chown', ['65534:65534', userHome])
  const { child, url } = await owner(userHome, ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'])
  assert.equal(statSync(join(userHome, 'postgres')).uid, 65534)
  assert.deepEqual(await ask(url, 'select 1 as n'), [{ n: 1 }])
  child.kill('SIGTERM')
  await once(child, 'exit')
})

test('as root, a folder of our own that is closed is opened for passing through, and for nothing else', {
  skip: !isRoot && 'needs root',
}, async () => {
  const own = mkdtempSync(join(base, 'own-')) // 0700, as made for one user
  const embedded = await start({ home: own })
  assert.equal(embedded.dataFolder, join(own, 'postgres'))
  assert.equal(statSync(own).mode & 0o777, 0o711)
  await started.pop()!.stop()
})

test('as root, data move out of a folder that the server may not enter', {
  skip: !isRoot && 'needs root',
}, async () => {
  const closed = join(base, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const embedded = await start({ home: join(closed, 'home') })
  assert.ok(!embedded.dataFolder.startsWith(closed))
  assert.ok(
    lines.some((line) => line.includes(embedded.dataFolder)),
    'it says where the data are',
  )
  const again = await startEmbedded(options({ home: join(closed, 'home'), role: 'visitor' }))
  assert.equal(again.dataFolder, embedded.dataFolder)
  await again.stop()
  await started.pop()!.stop()
  rmSync(dirname(embedded.dataFolder), { recursive: true, force: true })
})

test('of two owners that start at the same moment on an empty folder one gets it and the other is told', async () => {
  const shared = { home: join(base, 'shared') }
  const outcomes = await Promise.allSettled([start(shared), start(shared)])
  const refusals = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.equal(refusals.length, 1)
  assert.match(String(refusals[0]?.reason), /已由另一个进程使用/)
  await started.pop()!.stop()
})

test('data of another major version are refused with what to do', async () => {
  const version = join(home, 'postgres', 'PG_VERSION')
  const now = readFileSync(version, 'utf8')
  writeFileSync(version, '9\n')
  await assert.rejects(startEmbedded(options()), /PostgreSQL 9 的数据/)
  writeFileSync(version, now)
  assert.ok(!existsSync(join(home, 'database.lock')), 'a refusal leaves no lock behind')
})
