// Accounts, passwords, failed attempts and sessions in the database. Times are the platform clock's, passed in.
import type { Instant } from '@yibao/kernel'
import type pg from 'pg'
import type { Role } from '../access/index.ts'
import type { FactQuery } from '../write/index.ts'

export interface Account {
  readonly account: string
  readonly displayName: string
  readonly role: Role
  readonly area: string
  readonly provider: string | null
  readonly employer: string | null
  readonly status: 'active' | 'closed'
}

const ACCOUNT_COLUMNS = `a.account, a.display_name as "displayName", a.role, a.area, a.provider, a.employer, a.status`

export const accountFacts: FactQuery<{ readonly account: string }> = {
  sql: `select (select to_json(a) from account a where a.account = q.args ->> 'account') as facts`,
  args: ({ account }) => ({ account }),
}

export async function allAccounts(pool: pg.Pool): Promise<Account[]> {
  const { rows } = await pool.query<Account>(`select ${ACCOUNT_COLUMNS} from account a order by a.account`)
  return rows
}

export interface Credential extends Account {
  readonly passwordHash: string
  readonly oneTime: boolean
  readonly expiresAt: string | null
  readonly usedAt: string | null
}

export async function credentialOf(pool: pg.Pool, account: string): Promise<Credential | undefined> {
  const { rows } = await pool.query<Credential>(
    `select ${ACCOUNT_COLUMNS}, c.password_hash as "passwordHash", c.one_time as "oneTime", c.expires_at as "expiresAt",
       c.used_at as "usedAt"
     from account a join credential c using (account) where a.account = $1`,
    [account],
  )
  return rows[0]
}

export interface NewCredential {
  readonly account: string
  readonly passwordHash: string
  readonly oneTime: boolean
  readonly expiresAt: Instant | null
  readonly setAt: Instant
}

export async function setCredential(pool: pg.Pool, credential: NewCredential): Promise<void> {
  const { account, passwordHash, oneTime, expiresAt, setAt } = credential
  await pool.query(
    `insert into credential (account, password_hash, one_time, expires_at, set_at) values ($1, $2, $3, $4, $5)
     on conflict (account) do update set password_hash = excluded.password_hash, one_time = excluded.one_time,
       expires_at = excluded.expires_at, used_at = null, set_at = excluded.set_at`,
    [account, passwordHash, oneTime, expiresAt, setAt],
  )
}

/** Of two logins with one one-time password, one wins. */
export async function useOneTime(pool: pg.Pool, account: string, passwordHash: string, at: Instant): Promise<boolean> {
  const { rowCount } = await pool.query(
    'update credential set used_at = $3 where account = $1 and password_hash = $2 and used_at is null',
    [account, passwordHash, at],
  )
  return rowCount === 1
}

/** How often and how long: from the fifth attempt without success 15 minutes, doubled by each further one, up to a day. */
const LOCK = { attempts: 5, minutes: 15, hoursMax: 24 }

/**
 * Counts an attempt before its password is looked at, so that many at once are not many free guesses. `undefined`: the
 * account is locked. The fifth attempt still counts; whoever comes after it waits.
 */
export async function countAttempt(pool: pg.Pool, account: string, now: Instant): Promise<number | undefined> {
  const { rows } = await pool.query<{ failures: number }>(
    `insert into login_guard as g (account, failures) values ($1, 1)
     on conflict (account) do update set failures = g.failures + 1,
       locked_until = case when g.failures + 1 >= $3
         then $2::timestamptz + least(make_interval(mins => $4) * power(2, least(g.failures + 1 - $3, 10)), make_interval(hours => $5)) end
     where g.locked_until is null or g.locked_until <= $2::timestamptz
     returning failures`,
    [account, now, LOCK.attempts, LOCK.minutes, LOCK.hoursMax],
  )
  return rows[0]?.failures
}

export async function lockedUntil(pool: pg.Pool, account: string): Promise<string | undefined> {
  const text = 'select locked_until as at from login_guard where account = $1'
  const { rows } = await pool.query<{ at: string | null }>(text, [account])
  return rows[0]?.at ?? undefined
}

export async function forgiveAttempts(pool: pg.Pool, account: string): Promise<void> {
  await pool.query('delete from login_guard where account = $1', [account])
}

export interface NewSession {
  readonly tokenHash: Buffer
  readonly sessionId: string
  readonly account: string
  readonly mustChangePassword: boolean
  readonly channel: string
  readonly now: Instant
  readonly expiresAt: Instant
}

export async function insertSession(pool: pg.Pool, session: NewSession): Promise<void> {
  const { tokenHash, sessionId, account, mustChangePassword, channel, now, expiresAt } = session
  await pool.query(
    `insert into session (token_hash, session_id, account, must_change_password, channel, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $6, $7)`,
    [tokenHash, sessionId, account, mustChangePassword, channel, now, expiresAt],
  )
}

export interface FoundSession extends Account {
  readonly sessionId: string
  readonly mustChangePassword: boolean
  readonly lastSeenAt: string
}

/** Alive: neither too old nor too long idle, of an account that is still active. */
export async function findSession(
  pool: pg.Pool,
  tokenHash: Buffer,
  now: Instant,
  idleSince: Instant,
): Promise<FoundSession | undefined> {
  const { rows } = await pool.query<FoundSession>({
    name: 'find session',
    text: `select ${ACCOUNT_COLUMNS}, s.session_id as "sessionId", s.must_change_password as "mustChangePassword",
        s.last_seen_at as "lastSeenAt"
      from session s join account a using (account)
      where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and a.status = 'active'`,
    values: [tokenHash, now, idleSince],
  })
  return rows[0]
}

export async function touchSession(pool: pg.Pool, tokenHash: Buffer, now: Instant): Promise<void> {
  await pool.query('update session set last_seen_at = $2 where token_hash = $1', [tokenHash, now])
}

export interface SessionRow {
  readonly sessionId: string
  readonly channel: string
  readonly createdAt: string
  readonly lastSeenAt: string
}

export async function sessionsOf(pool: pg.Pool, account: string): Promise<SessionRow[]> {
  const { rows } = await pool.query<SessionRow>(
    `select session_id as "sessionId", channel, created_at as "createdAt", last_seen_at as "lastSeenAt"
     from session where account = $1 order by created_at`,
    [account],
  )
  return rows
}

/** Without a session: all sessions of the account. `except` stays. */
export async function endSessions(
  pool: pg.Pool,
  account: string,
  which: { readonly sessionId?: string; readonly except?: string } = {},
): Promise<void> {
  await pool.query(
    `delete from session where account = $1 and ($2::uuid is null or session_id = $2) and ($3::uuid is null or session_id <> $3)`,
    [account, which.sessionId ?? null, which.except ?? null],
  )
}

export async function passwordWasChanged(pool: pg.Pool, sessionId: string): Promise<void> {
  await pool.query('update session set must_change_password = false where session_id = $1', [sessionId])
}

export async function forgetDeadSessions(pool: pg.Pool, now: Instant, idleSince: Instant): Promise<void> {
  await pool.query('delete from session where expires_at <= $1 or last_seen_at <= $2', [now, idleSince])
}
