// A folder outside the project for when the project lies where the database's account may not go (such as /root).
import { chmodSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canReach, type ServerAccount } from './server-account.ts'

/** The embedded database cannot be used, for a reason that the operator can do something about. */
export class PostgresRefused extends Error {
  override readonly name = 'PostgresRefused'
}

/** The first place that can be written by us and entered by the account. */
export function sharedFolder(account: ServerAccount | undefined): string {
  for (const folder of ['/var/lib/yibao', join(tmpdir(), 'yibao')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 })
      chmodSync(folder, 0o755)
    } catch {
      continue // a read-only place; the next one may do
    }
    if (canReach(account, folder)) return folder
  }
  throw new PostgresRefused('找不到数据库账号可以进入的文件夹，请用 YIBAO_HOME 指定一个，或设置 DATABASE_URL')
}
