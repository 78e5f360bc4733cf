// Migrations: plain SQL files, in order, each in one transaction, never changed once they have run anywhere.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** Where the server's own migrations lie. */
export const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))

/** One number nobody else uses: two processes that start together migrate one after the other. */
const MIGRATE_LOCK = 0x594d
const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/

export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

interface Migration {
  readonly name: string
  readonly text: string
  readonly sha256: string
}

/** Brings the database to the newest version and returns the names of what ran. */
export async function migrate(url: string, folder = MIGRATIONS): Promise<string[]> {
  const wanted = migrationsIn(folder)
  const client = new pg.Client({ connectionString: url, application_name: 'yibao migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATE_LOCK])
    await client.query(`create table if not exists migration (
      name text primary key, sha256 text not null, ran_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration order by name',
    )
    refuseChanged(wanted, rows)
    const pending = wanted.slice(rows.length)
    for (const migration of pending) await runOne(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

function migrationsIn(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const seen = new Map<string, string>()
  return names.map((name) => {
    const number = FILE_NAME.exec(name)?.[1]
    if (!number) throw new MigrationRefused(`${name} is not named NNNN_name.sql`)
    if (seen.has(number)) throw new MigrationRefused(`${name} and ${seen.get(number)} have the same number`)
    seen.set(number, name)
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

/** What ran before must be the beginning of what the folder holds, letter for letter. */
function refuseChanged(wanted: readonly Migration[], ran: readonly { name: string; sha256: string }[]): void {
  for (const [at, { name, sha256 }] of ran.entries()) {
    const here = wanted[at]
    if (here?.name === name && here.sha256 === sha256) continue
    if (here?.name === name)
      throw new MigrationRefused(`${name} 已在此数据库执行过，之后文件被改动；请恢复原文件，另写新的迁移`)
    if (wanted.some((migration) => migration.name === name)) {
      throw new MigrationRefused(`${here?.name} 的编号早于已执行过的 ${name}; 请给它一个更大的编号`)
    }
    throw new MigrationRefused(`${name} 已在此数据库执行过，但文件不在: 此数据库比程序新，请使用更新的程序`)
  }
}

async function runOne(client: pg.Client, { name, text, sha256 }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed and left nothing behind: ${(error as Error).message}`, { cause: error })
  }
}
