// A small demonstration city, alive on a throw-away database, for tests that look at the console: loaded, a month of care
// played and booked, the demonstration viewer signed up with a password, everybody else still on a one-time login.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLog, demoAccounts } from '@yibao/server'
import { ensureConsole } from '@yibao/web'
import { startDemo } from '../../packages/cli/src/serve/demo.ts'
import { scratchDatabase } from '../../packages/server/src/platform/testing/scratch.ts'

export interface Login {
  readonly name: string
  readonly password: string
}

export interface StartedCity extends Login {
  readonly url: string
  /** One-time logins that nobody has used. */
  readonly firstLogins: readonly Login[]
  readonly close: () => Promise<void>
}

/** Few enough to be there in seconds, enough for care of every kind. */
const PEOPLE = 800
const VIEWER = 'demo'
const PASSWORD = 'seven calm rivers'

export async function startCity(): Promise<StartedCity> {
  const home = mkdtempSync(join(tmpdir(), 'yibao-city-'))
  const [databaseUrl] = await Promise.all([scratchDatabase(), ensureConsole()])
  const demo = await startDemo({
    home,
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    wishes: { people: PEOPLE },
    log: createLog({ level: process.env.YIBAO_LOG ?? 'silent' }),
  })
  const close = async () => {
    await demo.stop()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    await demo.played
    const { server } = demo
    const { platform, ledger, city, url } = server
    await Promise.all([ledger.seal(), city.messages.flush(), lakeWritten(server)])
    const hospital = city.desks.providers.all().find(({ kind }) => kind === 'hospital')!
    const employer = city.desks.city.employers()[0]?.employerNo ?? ''
    const wanted = demoAccounts(hospital.code, employer)
    const issued = await platform.auth.issueFirstLogins(wanted, { id: 'test', channel: 'job' })
    const logins = issued.map(({ account, password }) => ({ name: account.account, password }))
    const viewer = logins.find(({ name }) => name === VIEWER)!
    await choosePassword(url, viewer)
    const firstLogins = logins.filter((login) => login !== viewer)
    return { url, name: VIEWER, password: PASSWORD, firstLogins, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The lake follows by itself; tests look at the cockpit when it has come up. */
async function lakeWritten({ lake }: Awaited<ReturnType<typeof startDemo>>['server']): Promise<void> {
  for (let tries = 0; lake && tries < 300; tries += 1) {
    if ((await lake.catchUp()) === 0 && (await lake.status()).lag.operations === 0) return
    await sleep(100)
  }
}

async function choosePassword(url: string, { name, password }: Login): Promise<void> {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const signedIn = await post('/session', { name, password })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const changed = await post('/session/password', { current: password, next: PASSWORD }, cookie)
  if (changed.status !== 204) throw new Error(`No password for ${name}: ${await changed.text()}`)
}
