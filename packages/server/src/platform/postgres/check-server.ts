// What a database server must be before anything is entrusted to it.
import type pg from 'pg'
import type { Log } from '../log.ts'
import { PostgresRefused } from './shared-folder.ts'

const VERSION_MIN = 150_000

/** Too old a server is refused; one that may lose what it acknowledged is named in the log. */
export async function checkServer(pool: pg.Pool, log: Pick<Log, 'warn'>): Promise<void> {
  const { rows } = await pool.query<{
    version: number
    fsync: string
    commit: string
    pages: string
    encoding: string
  }>(
    `select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
       current_setting('server_encoding') as encoding`,
  )
  const { version, fsync, commit, pages, encoding } = rows[0]!
  if (version < VERSION_MIN) {
    throw new PostgresRefused(`数据库服务器是 PostgreSQL ${Math.floor(version / 10_000)}, 需要 15 或更高版本`)
  }
  if (encoding !== 'UTF8') throw new PostgresRefused(`数据库的编码是 ${encoding}, 需要 UTF8`)
  if (fsync === 'on' && commit !== 'off' && pages === 'on') return
  log.warn(
    { fsync, synchronous_commit: commit, full_page_writes: pages },
    '数据库设置不能保证断电后不丢数据 not durable',
  )
}
