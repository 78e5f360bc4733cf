// Signing in on a real PostgreSQL, with a clock that the test moves: time-outs, locks, one-time passwords, records.
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { instant } from '@yibao/kernel'
import { createAccessLog } from '../audit/index.ts'
import { settableClock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { DEMO_ACTOR } from '../testing/demo-kinds.ts'
import { writePathFixture } from '../testing/write-path-fixture.ts'
import { Auth, type NewAccount } from './index.ts'

const MINUTE = 60_000
const clock = settableClock(instant('2026-11-21 08:30:00'))
const ids = createIds(clock)
const fixture = await writePathFixture({ clock, ids })
const { pool, writePath } = fixture
after(fixture.close)
const accessLog = createAccessLog(pool, clock, ids)
const auth = new Auth({ pool, writePath, accessLog, clock, ids, hashCost: { memoryKiB: 64, passes: 1 } })
const origin = { channel: 'console 10.0.0.9', requestId: 'r1' }
const GOOD = 'correct horse battery'

let made = 0
let name = ''
let oneTime = ''
beforeEach(async () => {
  name = `window${++made}`
  const account: NewAccount = {
    account: name,
    displayName: '窗口',
    role: 'enrolment_window',
    area: '9901',
    provider: '',
  }
  const logins = await auth.issueFirstLogins([account], DEMO_ACTOR)
  oneTime = logins[0]!.password
})

const codeOf = async (password: string) => {
  const outcome = await auth.signIn(name, password, origin)
  return outcome.ok ? 'in' : outcome.code
}
async function signedIn(password: string) {
  const outcome = await auth.signIn(name, password, origin)
  assert.ok(outcome.ok)
  return outcome.value
}
async function withOwnPassword(): Promise<void> {
  const { session } = await signedIn(oneTime)
  assert.ok((await auth.changePassword(session, oneTime, GOOD, origin)).ok)
}

test('a one-time password is good once, for one who then chooses an own one', async () => {
  const { token, session } = await signedIn(oneTime)
  assert.equal(session.mustChangePassword, true)
  assert.equal(await codeOf(oneTime), 'login_wrong')
  const weak = await auth.changePassword(session, oneTime, 'password2026', origin)
  assert.equal(!weak.ok && weak.code, 'password_is_common')
  assert.ok((await auth.changePassword(session, oneTime, GOOD, origin)).ok)
  assert.equal((await auth.sessionOf(token))?.mustChangePassword, false)
  assert.equal(await codeOf(GOOD), 'in')
  assert.deepEqual(
    await auth.issueFirstLogins([{ ...(await account()), provider: '' }], DEMO_ACTOR),
    [],
    'its owner has one',
  )
})

const account = async (): Promise<NewAccount> => {
  const found = (await auth.accounts()).find((each) => each.account === name)!
  return { ...found, provider: found.provider ?? '', employer: found.employer ?? '' }
}

test('a one-time password that nobody used in a day is void', async () => {
  clock.advance(24 * 60 * MINUTE)
  assert.equal(await codeOf(oneTime), 'login_wrong')
})

test('an account that does not exist gets the answer of a wrong password', async () => {
  const outcome = await auth.signIn('nobody', GOOD, origin)
  assert.deepEqual(outcome, { ok: false, code: 'login_wrong', facts: {} })
})

test('a session ends after 15 minutes without use and after 10 hours of use', async () => {
  await withOwnPassword()
  const idle = await signedIn(GOOD)
  clock.advance(14 * MINUTE)
  assert.ok(await auth.sessionOf(idle.token))
  clock.advance(14 * MINUTE)
  assert.ok(await auth.sessionOf(idle.token), 'each use begins the 15 minutes anew')
  clock.advance(15 * MINUTE)
  assert.equal(await auth.sessionOf(idle.token), undefined)
  const busy = await signedIn(GOOD)
  for (let minutes = 0; minutes < 600; minutes += 10) {
    assert.ok(await auth.sessionOf(busy.token), `after ${minutes} minutes`)
    clock.advance(10 * MINUTE)
  }
  assert.equal(await auth.sessionOf(busy.token), undefined)
})

test('five failures lock the account for 15 minutes, a sixth for 30, and success forgets them', async () => {
  await withOwnPassword()
  for (let attempt = 1; attempt <= 5; attempt++) assert.equal(await codeOf('wrong'), 'login_wrong')
  const locked = await auth.signIn(name, GOOD, origin)
  const until = new RegExp(clock.now().slice(0, 13).slice(0, 10))
  assert.equal(!locked.ok && locked.code, 'login_locked')
  assert.match(!locked.ok ? String(locked.facts.until) : '', until)
  clock.advance(15 * MINUTE)
  assert.equal(await codeOf('wrong'), 'login_wrong')
  clock.advance(29 * MINUTE)
  assert.equal(await codeOf(GOOD), 'login_locked')
  clock.advance(1 * MINUTE)
  assert.equal(await codeOf(GOOD), 'in')
  assert.equal(await codeOf('wrong'), 'login_wrong')
  assert.equal(await codeOf(GOOD), 'in')
})

test('many guesses at once are not many free guesses', async () => {
  await withOwnPassword()
  const codes = await Promise.all(Array.from({ length: 30 }, () => codeOf('wrong')))
  assert.equal(codes.filter((code) => code === 'login_wrong').length, 5)
  assert.equal(codes.filter((code) => code === 'login_locked').length, 25)
})

test('signing out, another password and a closed account end sessions at once', async () => {
  await withOwnPassword()
  const [here, there] = [await signedIn(GOOD), await signedIn(GOOD)]
  await auth.signOut(here.session, origin)
  assert.equal(await auth.sessionOf(here.token), undefined)
  assert.ok(await auth.sessionOf(there.token))
  const third = await signedIn(GOOD)
  assert.ok((await auth.changePassword(third.session, GOOD, 'another good long one', origin)).ok)
  assert.equal(await auth.sessionOf(there.token), undefined)
  assert.ok(await auth.sessionOf(third.token))
  assert.ok((await auth.closeAccount(name, DEMO_ACTOR, `close ${name}`)).ok)
  assert.equal(await auth.sessionOf(third.token), undefined)
  assert.equal(await codeOf('another good long one'), 'login_wrong')
})

test('every attempt leaves a record, and neither token nor password is anywhere in the database', async () => {
  await withOwnPassword()
  await codeOf('wrong guess of mine')
  const { token } = await signedIn(GOOD)
  const { rows } = await pool.query(
    'select purpose, result, channel from access_record where actor = $1 order by access_id',
    [name],
  )
  assert.deepEqual(rows, [
    { purpose: 'login', result: 'signed in', channel: 'console 10.0.0.9' },
    { purpose: 'password', result: 'changed', channel: 'console 10.0.0.9' },
    { purpose: 'login', result: 'refused', channel: 'console 10.0.0.9' },
    { purpose: 'login', result: 'signed in', channel: 'console 10.0.0.9' },
  ])
  for (const table of ['session', 'credential', 'access_record', 'operation']) {
    const dump = await pool.query(`select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`)
    for (const secret of [token, GOOD, oneTime, 'wrong guess'])
      assert.ok(!dump.rows[0].text.includes(secret), `${table} holds a secret`)
  }
})

test('an account for an institution must name one, and a strange name is refused', async () => {
  const base: NewAccount = {
    account: 'office1',
    displayName: '医保办',
    role: 'provider_office',
    area: '',
    provider: '',
  }
  const noProvider = await auth.openAccount(base, DEMO_ACTOR, 'open office')
  assert.equal(!noProvider.ok && noProvider.code, 'account_needs_provider')
  const strange = await auth.openAccount({ ...base, account: "x'; --", provider: 'H1' }, DEMO_ACTOR, 'open strange')
  assert.equal(!strange.ok && strange.code, 'account_name_form')
  assert.ok((await auth.openAccount({ ...base, provider: 'H1' }, DEMO_ACTOR, 'open office')).ok)
  const twice = await auth.openAccount({ ...base, provider: 'H1' }, DEMO_ACTOR, 'open office again')
  assert.equal(!twice.ok && twice.code, 'account_exists')
})
