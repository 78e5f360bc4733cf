// Signing in and staying signed in: one way in, the same answer for every wrong pair, and a record of each attempt.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { accepted, type Instant, type Outcome, type Refused, refused } from '@yibao/kernel'
import type pg from 'pg'
import type { Principal } from '../access/index.ts'
import type { AccessLog } from '../audit/index.ts'
import { type Clock, epochMsOf, instantAt } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Actor, Receipt, WritePath } from '../write/index.ts'
import { closeAccount, type NewAccount, openAccount } from './accounts.ts'
import { checkPassword, DEFAULT_COST, type HashCost, hashPassword, isPassword } from './password.ts'
import * as store from './store.ts'

const MINUTE_MS = 60_000
const IDLE_MS = 15 * MINUTE_MS
const ABSOLUTE_MS = 10 * 60 * MINUTE_MS
const ONE_TIME_MS = 24 * 60 * MINUTE_MS
/** A session is not written to at every click. */
const TOUCH_MS = MINUTE_MS
const TOKEN_BYTES = 32
/** Without signs that look alike when read from a screen. */
const CODE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const CODE_GROUPS = 4
const CODE_GROUP_LETTERS = 5

/** From where a request came, for the record. */
export interface Origin {
  readonly channel: string
  readonly requestId: string
}

export interface Session {
  readonly sessionId: string
  readonly principal: Principal
  readonly mustChangePassword: boolean
}

/** To be printed once, for whoever starts the platform. */
export interface FirstLogin {
  readonly account: NewAccount
  readonly password: string
}

export interface AuthOptions {
  /** Writes sessions and credentials; accounts go through the write path. */
  readonly pool: pg.Pool
  readonly writePath: WritePath
  readonly accessLog: AccessLog
  readonly clock: Clock
  readonly ids: Ids
  readonly hashCost?: HashCost
}

export class Auth {
  readonly #pool: pg.Pool
  readonly #writePath: WritePath
  readonly #accessLog: AccessLog
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #hashCost: HashCost
  /** Compared when there is no such account, so that the answer takes as long. */
  readonly #hashOfNobody: Promise<string>

  constructor({ pool, writePath, accessLog, clock, ids, hashCost = DEFAULT_COST }: AuthOptions) {
    this.#pool = pool
    this.#writePath = writePath
    this.#accessLog = accessLog
    this.#clock = clock
    this.#ids = ids
    this.#hashCost = hashCost
    this.#hashOfNobody = hashPassword(randomBytes(TOKEN_BYTES).toString('hex'), hashCost)
  }

  async signIn(name: string, password: string, origin: Origin): Promise<Outcome<{ token: string; session: Session }>> {
    const locked = await this.#countAttempt(name)
    if (locked) {
      await this.#record(name, 'login', 'locked', origin)
      return locked
    }
    const credential = await store.credentialOf(this.#pool, name)
    const isRight = await isPassword(password, credential?.passwordHash ?? (await this.#hashOfNobody))
    if (!credential || !isRight || credential.status !== 'active' || !(await this.#mayBeUsed(credential))) {
      await this.#record(name, 'login', 'refused', origin)
      return refused('login_wrong', {})
    }
    await store.forgiveAttempts(this.#pool, name)
    const signedIn = await this.#openSession(credential, origin)
    await this.#record(name, 'login', 'signed in', origin)
    return accepted(signedIn)
  }

  /** `undefined`: signed out, timed out, or never signed in. */
  async sessionOf(token: string): Promise<Session | undefined> {
    const tokenHash = hashOf(token)
    const now = this.#clock.now()
    const found = await store.findSession(this.#pool, tokenHash, now, this.#at(-IDLE_MS))
    if (!found) return undefined
    if (this.#clock.epochMs() - epochMsOf(found.lastSeenAt.slice(0, 19) as typeof now) >= TOUCH_MS) {
      await store.touchSession(this.#pool, tokenHash, now)
    }
    return { sessionId: found.sessionId, principal: principalOf(found), mustChangePassword: found.mustChangePassword }
  }

  async signOut({ principal, sessionId }: Session, origin: Origin): Promise<void> {
    await store.endSessions(this.#pool, principal.account, { sessionId })
    await this.#record(principal.account, 'logout', 'signed out', origin)
  }

  /** Ends every other session of the account. */
  async changePassword(session: Session, current: string, next: string, origin: Origin): Promise<Outcome<true>> {
    const { account } = session.principal
    const locked = await this.#countAttempt(account)
    if (locked) return locked
    const credential = await store.credentialOf(this.#pool, account)
    if (!credential || !(await isPassword(current, credential.passwordHash))) return refused('password_wrong', {})
    await store.forgiveAttempts(this.#pool, account)
    if (current === next) return refused('password_unchanged', {})
    const checked = checkPassword(next, account)
    if (!checked.ok) return checked
    await this.#setPassword(account, next, { oneTime: false, expiresAt: null })
    await store.passwordWasChanged(this.#pool, session.sessionId)
    await store.endSessions(this.#pool, account, { except: session.sessionId })
    await this.#record(account, 'password', 'changed', origin)
    return accepted(true)
  }

  /** Replaces whatever password the account had, ends its sessions, and is good for one login within a day. */
  async issueOneTimePassword(account: string): Promise<string> {
    const password = oneTimePassword()
    await this.#setPassword(account, password, { oneTime: true, expiresAt: this.#at(ONE_TIME_MS) })
    await store.endSessions(this.#pool, account)
    return password
  }

  /** For an owner who forgot: a one-time password instead, and a record of who asked for it. */
  async resetPassword(account: string, by: Actor): Promise<Outcome<string>> {
    const known = (await store.allAccounts(this.#pool)).find((each) => each.account === account)
    if (known?.status !== 'active') return refused('account_unknown', { account })
    const password = await this.issueOneTimePassword(account)
    await store.forgiveAttempts(this.#pool, account)
    await this.#record(by.id, 'password', `reset ${account}`, { channel: by.channel, requestId: this.#ids.next() })
    return accepted(password)
  }

  /** A one-time password for each of these accounts whose owner has not chosen one; opens those that do not exist. */
  async issueFirstLogins(wanted: readonly NewAccount[], actor: Actor): Promise<FirstLogin[]> {
    const logins = await Promise.all(wanted.map((account) => this.#firstLogin(account, actor)))
    return logins.filter((login) => login !== undefined)
  }

  async #firstLogin(account: NewAccount, actor: Actor): Promise<FirstLogin | undefined> {
    const key = { sender: 'system', msgid: `first login ${account.account}` }
    const request = { account: account.account } // the rest may be described anew at each start
    const opened = await this.#writePath.submit({ kind: openAccount, key, actor, input: account, request })
    if (!opened.ok && opened.code !== 'account_exists')
      throw new Error(`${opened.code} ${JSON.stringify(opened.facts)}`)
    const credential = await store.credentialOf(this.#pool, account.account)
    if (credential && !credential.oneTime) return undefined
    return { account, password: await this.issueOneTimePassword(account.account) }
  }

  openAccount(input: NewAccount, actor: Actor, msgid: string): Promise<Outcome<Receipt<{ account: string }>>> {
    const key = { sender: actor.id, msgid }
    return this.#writePath.submit({ kind: openAccount, key, actor, input, request: { ...input } })
  }

  async closeAccount(account: string, actor: Actor, msgid: string): Promise<Outcome<Receipt<{ account: string }>>> {
    const [key, input] = [{ sender: actor.id, msgid }, { account }]
    const outcome = await this.#writePath.submit({ kind: closeAccount, key, actor, input, request: input })
    if (outcome.ok) await store.endSessions(this.#pool, account)
    return outcome
  }

  accounts(): Promise<store.Account[]> {
    return store.allAccounts(this.#pool)
  }

  sessionsOf(account: string): Promise<store.SessionRow[]> {
    return store.sessionsOf(this.#pool, account)
  }

  endSession(account: string, sessionId: string): Promise<void> {
    return store.endSessions(this.#pool, account, { sessionId })
  }

  /** For a job: sessions that timed out. */
  forgetDeadSessions(): Promise<void> {
    return store.forgetDeadSessions(this.#pool, this.#clock.now(), this.#at(-IDLE_MS))
  }

  /** The moment so many milliseconds from now. */
  #at(milliseconds: number): Instant {
    return instantAt(this.#clock.epochMs() + milliseconds)
  }

  async #countAttempt(account: string): Promise<Refused | undefined> {
    if ((await store.countAttempt(this.#pool, account, this.#clock.now())) !== undefined) return undefined
    return refused('login_locked', { until: (await store.lockedUntil(this.#pool, account))?.slice(0, 19) ?? '' })
  }

  async #mayBeUsed({ account, oneTime, passwordHash, expiresAt, usedAt }: store.Credential): Promise<boolean> {
    if (!oneTime) return true
    if (usedAt !== null || (expiresAt !== null && expiresAt <= this.#clock.now())) return false
    return store.useOneTime(this.#pool, account, passwordHash, this.#clock.now())
  }

  async #openSession(credential: store.Credential, { channel }: Origin): Promise<{ token: string; session: Session }> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const [sessionId, mustChangePassword] = [this.#ids.next(), credential.oneTime]
    await store.insertSession(this.#pool, {
      tokenHash: hashOf(token),
      sessionId,
      account: credential.account,
      mustChangePassword,
      channel,
      now: this.#clock.now(),
      expiresAt: this.#at(ABSOLUTE_MS),
    })
    return { token, session: { sessionId, principal: principalOf(credential), mustChangePassword } }
  }

  async #setPassword(
    account: string,
    password: string,
    kind: { oneTime: boolean; expiresAt: Instant | null },
  ): Promise<void> {
    const passwordHash = await hashPassword(password, this.#hashCost)
    await store.setCredential(this.#pool, { account, passwordHash, ...kind, setAt: this.#clock.now() })
  }

  #record(account: string, purpose: string, result: string, { channel, requestId }: Origin): Promise<void> {
    const about = { personNo: '-', actor: account, purpose, fields: 'session', shown: 0 }
    return this.#accessLog.record({ ...about, result, requestId, channel })
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const principalOf = ({ account, displayName, role, area, provider, employer }: store.Account): Principal => ({
  account,
  displayName,
  role,
  area,
  provider: provider ?? '',
  employer: employer ?? '',
})

/** Some 99 bits: "k7mzq-…". */
function oneTimePassword(): string {
  const letter = () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]
  const group = () => Array.from({ length: CODE_GROUP_LETTERS }, letter).join('')
  return Array.from({ length: CODE_GROUPS }, group).join('-')
}
