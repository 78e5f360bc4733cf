// The platform put together: on a server of one's own and on the embedded one, from first start to orderly end.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { instant } from '@yibao/kernel'
import { createLedger, defineLedgerJobs, postingRows } from '../modules/ledger/index.ts'
import {
  authRefusals,
  createApp,
  createLog,
  demoAccounts,
  openPlatform,
  type Platform,
  registerSessionRoutes,
  settableClock,
} from './index.ts'
import { isAlive } from './postgres/os-process.ts'
import { demoCommand, openVisit } from './testing/demo-kinds.ts'
import { scratchDatabase } from './testing/scratch.ts'

const home = mkdtempSync(join(tmpdir(), 'yibao-platform-'))
chmodSync(home, 0o755)
after(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
const log = createLog({ level: 'silent' })
const open = (databaseUrl: string | undefined, more = {}) =>
  openPlatform({ config: { databaseUrl, home: join(home, 'data') }, log, postingRows, role: 'serve', ...more })

async function withVisits(platform: Platform): Promise<Platform> {
  const { createDemoTables } = await import('./testing/demo-kinds.ts')
  await createDemoTables(platform.maintenance)
  return platform
}

test('on an embedded database: first start, work, orderly end, second start', async () => {
  const first = await open(undefined)
  const pid = Number(
    (await first.reader.query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid")).rows[0].pid,
  )
  await first.checkHealth()
  await first.start()
  await first.stop()
  assert.equal(isAlive(pid), false)
  const second = await open(undefined)
  await assert.rejects(open(undefined), /已由另一个进程使用/)
  await second.stop()
})

test('whoever reads cannot write: the database refuses it', async () => {
  const platform = await open(await scratchDatabase())
  await assert.rejects(
    platform.reader.query("insert into outbox_cursor values ('x', '1', gen_random_uuid())"),
    /read-only transaction/,
  )
  await assert.rejects(
    platform.db
      .insertInto('outbox_cursor' as never)
      .values({} as never)
      .execute(),
    /read-only|syntax|default/i,
  )
  await platform.stop()
})

test('a clock that was set back behind the last record keeps the platform from starting', async () => {
  const url = await scratchDatabase()
  const clock = settableClock(instant('2026-11-21 08:30:00'))
  const platform = await withVisits(await open(url, { clock }))
  await platform.stop()
  const again = await open(url, { clock })
  assert.ok((await again.writePath.submit(demoCommand(openVisit, { person: 'P' }))).ok)
  await again.stop()
  clock.set(instant('2026-11-21 07:30:00'))
  await assert.rejects(open(url, { clock }), /系统时钟 2026-11-21 07:30:00 早于最后一笔业务的时间 2026-11-21 08:30:00/)
})

test('from a one-time password to a working session, over HTTP', async () => {
  const platform = await open(await scratchDatabase())
  const ledger = createLedger({ ...platform })
  defineLedgerJobs(platform.jobs, ledger)
  const about = { city: { id: 'x', title: '示范市', titleEn: 'Demo', area: '9901' }, demo: true }
  const app = createApp({ ...platform, refusals: [authRefusals] })
  app.register(
    registerSessionRoutes(platform.auth, () => about),
    { prefix: '/api' },
  )
  const logins = await platform.auth.issueFirstLogins(demoAccounts('H99010000001'), { id: 'system', channel: 'start' })
  const login = logins.find(({ account }) => account.account === 'leader')
  assert.equal(logins.length, 9)
  const post = (url: string, payload: object, cookie = '') =>
    app.inject({ method: 'POST', url, payload, headers: { cookie } })

  assert.equal((await post('/api/session', { name: 'leader', password: 'wrong' })).statusCode, 401)
  const signedIn = await post('/api/session', { name: 'leader', password: login!.password })
  assert.equal(signedIn.statusCode, 200)
  assert.equal(signedIn.json().mustChangePassword, true)
  const cookie = String(signedIn.headers['set-cookie'])
  assert.match(cookie, /^yibao_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const [pair] = cookie.split(';')
  const next = 'correct horse battery'
  assert.equal((await post('/api/session/password', { current: login!.password, next }, pair)).statusCode, 204)
  const view = await app.inject({ url: '/api/session', headers: { cookie: pair } })
  assert.deepEqual(
    {
      role: view.json().role,
      title: view.json().roleTitle,
      city: view.json().city.title,
      change: view.json().mustChangePassword,
    },
    { role: 'bureau_leader', title: '局领导', city: '示范市', change: false },
  )
  assert.equal((await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie: pair } })).statusCode, 204)
  assert.equal((await app.inject({ url: '/api/session', headers: { cookie: pair } })).statusCode, 401)
  await app.close()
  await platform.stop()
})
