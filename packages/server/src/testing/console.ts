// Somebody at the console, for tests: an account of a role, signed in over HTTP with a password of its own.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import type { RunningServer } from '../index.ts'
import { insertSession } from '../platform/auth/store.ts'
import { instantAt, type Role } from '../platform/index.ts'

export interface Seat {
  readonly role: Role
  /** Area code prefix; absent: the whole pooling area. */
  readonly area?: string
  /** Institution code; absent: all. */
  readonly provider?: string
  /** Employer number, of those who are bound to one. */
  readonly employer?: string
}

export interface Reading<T> {
  readonly status: number
  readonly text: string
  /** The answer as JSON. */
  readonly body: T
  readonly headers: Headers
}

export interface ConsoleClient {
  readonly account: string
  /** What a browser would send; '' where nobody is signed in. */
  readonly cookie: string
  get<T = unknown>(path: string): Promise<Reading<T>>
  post<T = unknown>(path: string, body?: unknown): Promise<Reading<T>>
}

const PASSWORD = 'correct horse battery'
let seats = 0

/** Without a seat: nobody is signed in. */
export async function consoleClient(
  { url, platform }: Pick<RunningServer, 'url' | 'platform'>,
  seat?: Seat,
): Promise<ConsoleClient> {
  if (!seat) return clientOf(url, '', '')
  seats += 1
  const account = `${seat.role.replaceAll('_', '.')}.${process.pid}.${seats}`
  const opened = {
    account,
    displayName: '试验',
    role: seat.role,
    area: seat.area ?? '',
    provider: seat.provider ?? '',
    ...(seat.employer && { employer: seat.employer }),
  }
  const [login] = await platform.auth.issueFirstLogins([opened], { id: 'test', channel: 'job' })
  const client = await signIn(url, account, login!.password)
  const changed = await client.post('/session/password', { current: login!.password, next: PASSWORD })
  assert.equal(changed.status, 204, changed.text)
  return client
}

/** The same without the ways of passwords, which cost a second each: for tests of many seats. */
export async function seatedClient(
  { url, platform }: Pick<RunningServer, 'url' | 'platform'>,
  { role, area = '', provider = '', employer = '' }: Seat,
): Promise<ConsoleClient> {
  seats += 1
  const account = `seat.${process.pid}.${seats}`
  const wanted = { account, displayName: '试验', role, area, provider, employer }
  const opened = await platform.auth.openAccount(wanted, { id: 'test', channel: 'job' }, account)
  assert.ok(opened.ok, JSON.stringify(opened))
  const token = randomBytes(32).toString('base64url')
  await insertSession(platform.maintenance, {
    tokenHash: createHash('sha256').update(token).digest(),
    sessionId: platform.ids.next(),
    account,
    mustChangePassword: false,
    channel: 'test',
    now: platform.clock.now(),
    expiresAt: instantAt(platform.clock.epochMs() + 3_600_000),
  })
  return clientOf(url, account, `yibao_session=${token}`)
}

async function signIn(url: string, account: string, password: string): Promise<ConsoleClient> {
  const answer = await clientOf(url, account, '').post('/session', { name: account, password })
  assert.equal(answer.status, 200, answer.text)
  return clientOf(url, account, answer.headers.getSetCookie()[0]!.split(';', 1)[0]!)
}

function clientOf(url: string, account: string, cookie: string): ConsoleClient {
  async function ask<T>(path: string, init: RequestInit): Promise<Reading<T>> {
    const answer = await fetch(`${url}/api${path}`, init)
    const text = await answer.text()
    const isJson = (answer.headers.get('content-type') ?? '').includes('json')
    return { status: answer.status, text, body: (isJson ? JSON.parse(text) : undefined) as T, headers: answer.headers }
  }
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) }
  return {
    account,
    cookie,
    get: (path) => ask(path, { headers: cookie ? { cookie } : {} }),
    post: (path, body = {}) => ask(path, { method: 'POST', headers, body: JSON.stringify(body) }),
  }
}
