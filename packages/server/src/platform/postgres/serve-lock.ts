// The lock of the one `serve` on a data folder: held by a connection, so that it ends with its process, however that ends.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { PostgresRefused } from './shared-folder.ts'

/** Two numbers nobody else uses. */
const LOCK = [0x5942, 1] as const
const RETAKE_PAUSE_MS = 1_000

export interface ServeLock {
  release(): Promise<void>
}

/** Refuses when another process holds it. When the server loses our connection, it is taken again. */
export async function takeServeLock(url: string, home: string, log: (line: string) => void): Promise<ServeLock> {
  let isReleased = false
  let client = await lockedClient(url, home, onLost)

  function onLost(): void {
    if (!isReleased) void retake()
  }

  async function retake(): Promise<void> {
    while (!isReleased) {
      await sleep(RETAKE_PAUSE_MS, undefined, { ref: false })
      try {
        client = await lockedClient(url, home, onLost)
        return
      } catch (error) {
        log(`数据库的占用标记丢失，将重试 ${(error as Error).message}`)
      }
    }
  }

  return {
    release: async () => {
      isReleased = true
      await client.end().catch(() => undefined) // it may be the connection that was lost
    },
  }
}

async function lockedClient(url: string, home: string, onLost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: `yibao serve, pid ${process.pid}` })
  client.on('error', () => undefined) // followed by 'end'
  await client.connect()
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [...LOCK])
  if (rows[0]?.taken) {
    client.on('end', onLost)
    return client
  }
  const holder = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.classid = $1 and l.objid = $2 and l.granted
       and l.database = (select oid from pg_database where datname = current_database())`,
    [...LOCK],
  )
  await client.end()
  throw new PostgresRefused(
    `${home} 已由另一个进程使用 (${holder.rows[0]?.name ?? 'unknown'}), 一个文件夹同时只能运行一个 yibao serve`,
  )
}
