// Signing in and staying signed in: one way in, the same answer for every wrong pair, and a record of each attempt.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type pg from 'pg'
import type { Principal } from '../access/index.ts'
import type { AccessLog } from '../audit/index.ts'
import { type Clock, epochMsOf, instantAt } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Actor, WritePath } from '../write/index.ts'
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

export interface AuthOptions {
  /** Writes sessions and credentials; accounts go through the write path. */
  readonly pool: pg.Pool
  readonly writePath: WritePath
  readonly accessLog: AccessLog
  readonly clock: Clock
  readonly ids: Ids
  readonly hashCost?: HashCost
}

export type Auth = ReturnType<typeof createAuth>

export function createAuth({ pool, writePath, accessLog, clock, ids, hashCost = DEFAULT_COST }: AuthOptions) {
  /** Compared when there is no such account, so that the answer takes as long. */
  const nobody = hashPassword(randomBytes(TOKEN_BYTES).toString('hex'), hashCost)
  const later = (milliseconds: number) => instantAt(clock.epochMs() + milliseconds)

  const record = (account: string, purpose: string, result: string, { channel, requestId }: Origin) =>
    accessLog.record({
      personNo: '-',
      actor: account,
      purpose,
      fields: 'session',
      shown: 0,
      result,
      requestId,
      channel,
    })

  async function signIn(
    name: string,
    password: string,
    origin: Origin,
  ): Promise<Outcome<{ token: string; session: Session }>> {
    if ((await store.countAttempt(pool, name, clock.now())) === undefined) {
      await record(name, 'login', 'locked', origin)
      return refused('login_locked', { until: (await store.lockedUntil(pool, name))?.slice(0, 19) ?? '' })
    }
    const credential = await store.credentialOf(pool, name)
    const isRight = await isPassword(password, credential?.passwordHash ?? (await nobody))
    if (!credential || !isRight || credential.status !== 'active' || !(await mayBeUsed(credential))) {
      await record(name, 'login', 'refused', origin)
      return refused('login_wrong', {})
    }
    await store.forgiveAttempts(pool, name)
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const session: Session = {
      sessionId: ids.next(),
      principal: principalOf(credential),
      mustChangePassword: credential.oneTime,
    }
    await store.insertSession(pool, {
      tokenHash: hashOf(token),
      sessionId: session.sessionId,
      account: name,
      mustChangePassword: session.mustChangePassword,
      channel: origin.channel,
      now: clock.now(),
      expiresAt: later(ABSOLUTE_MS),
    })
    await record(name, 'login', 'signed in', origin)
    return accepted({ token, session })
  }

  async function mayBeUsed({ account, oneTime, passwordHash, expiresAt, usedAt }: store.Credential): Promise<boolean> {
    if (!oneTime) return true
    if (usedAt !== null || (expiresAt !== null && expiresAt <= clock.now())) return false
    return store.useOneTime(pool, account, passwordHash, clock.now())
  }

  /** `undefined`: signed out, timed out, or never signed in. */
  async function sessionOf(token: string): Promise<Session | undefined> {
    const tokenHash = hashOf(token)
    const now = clock.now()
    const found = await store.findSession(pool, tokenHash, now, later(-IDLE_MS))
    if (!found) return undefined
    if (clock.epochMs() - epochMsOf(found.lastSeenAt.slice(0, 19) as typeof now) >= TOUCH_MS) {
      await store.touchSession(pool, tokenHash, now)
    }
    return { sessionId: found.sessionId, principal: principalOf(found), mustChangePassword: found.mustChangePassword }
  }

  async function signOut({ principal, sessionId }: Session, origin: Origin): Promise<void> {
    await store.endSessions(pool, principal.account, { sessionId })
    await record(principal.account, 'logout', 'signed out', origin)
  }

  /** Ends every other session of the account. */
  async function changePassword(
    session: Session,
    current: string,
    next: string,
    origin: Origin,
  ): Promise<Outcome<true>> {
    const { account } = session.principal
    if ((await store.countAttempt(pool, account, clock.now())) === undefined) {
      return refused('login_locked', { until: (await store.lockedUntil(pool, account))?.slice(0, 19) ?? '' })
    }
    const credential = await store.credentialOf(pool, account)
    if (!credential || !(await isPassword(current, credential.passwordHash))) return refused('password_wrong', {})
    await store.forgiveAttempts(pool, account)
    if (current === next) return refused('password_unchanged', {})
    const checked = checkPassword(next, account)
    if (!checked.ok) return checked
    const passwordHash = await hashPassword(next, hashCost)
    await store.setCredential(pool, { account, passwordHash, oneTime: false, expiresAt: null, setAt: clock.now() })
    await store.passwordWasChanged(pool, session.sessionId)
    await store.endSessions(pool, account, { except: session.sessionId })
    await record(account, 'password', 'changed', origin)
    return accepted(true)
  }

  /** Replaces whatever password the account had, ends its sessions, and is good for one login within a day. */
  async function issueOneTimePassword(account: string): Promise<string> {
    const password = oneTimePassword()
    const passwordHash = await hashPassword(password, hashCost)
    await store.setCredential(pool, {
      account,
      passwordHash,
      oneTime: true,
      expiresAt: later(ONE_TIME_MS),
      setAt: clock.now(),
    })
    await store.endSessions(pool, account)
    return password
  }

  /** A one-time password for each of these accounts whose owner has not chosen one; opens those that do not exist. */
  async function issueFirstLogins(
    wanted: readonly NewAccount[],
    actor: Actor,
  ): Promise<{ account: NewAccount; password: string }[]> {
    const logins: { account: NewAccount; password: string }[] = []
    for (const account of wanted) {
      const input = { ...account }
      const key = { sender: 'system', msgid: `first login ${account.account}` }
      const opened = await writePath.submit({
        kind: openAccount,
        key,
        actor,
        input,
        request: { account: account.account },
      })
      if (!opened.ok && opened.code !== 'account_exists')
        throw new Error(`${opened.code} ${JSON.stringify(opened.facts)}`)
      const credential = await store.credentialOf(pool, account.account)
      if (credential && !credential.oneTime) continue
      logins.push({ account, password: await issueOneTimePassword(account.account) })
    }
    return logins
  }

  return {
    signIn,
    sessionOf,
    signOut,
    changePassword,
    issueOneTimePassword,
    issueFirstLogins,
    openAccount: (input: NewAccount, actor: Actor, msgid: string) =>
      writePath.submit({ kind: openAccount, key: { sender: actor.id, msgid }, actor, input, request: { ...input } }),
    closeAccount: async (account: string, actor: Actor, msgid: string) => {
      const input = { account }
      const outcome = await writePath.submit({
        kind: closeAccount,
        key: { sender: actor.id, msgid },
        actor,
        input,
        request: input,
      })
      if (outcome.ok) await store.endSessions(pool, account)
      return outcome
    },
    accounts: () => store.allAccounts(pool),
    sessionsOf: (account: string) => store.sessionsOf(pool, account),
    endSession: (account: string, sessionId: string) => store.endSessions(pool, account, { sessionId }),
    forgetDeadSessions: () => store.forgetDeadSessions(pool, clock.now(), later(-IDLE_MS)),
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const principalOf = ({ account, displayName, role, area, provider }: store.Account): Principal => ({
  account,
  displayName,
  role,
  area,
  provider: provider ?? '',
})

/** Some 99 bits: "k7mzq-…". */
function oneTimePassword(): string {
  const letter = () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]
  const group = () => Array.from({ length: CODE_GROUP_LETTERS }, letter).join('')
  return Array.from({ length: CODE_GROUPS }, group).join('-')
}
