// What `yibao serve` says to whoever started it: where it is, who may sign in, how far it has come.
import type { RunningServer } from '@yibao/server'
import { print } from '../command.ts'

const GATEWAY = '/fsi/api/rsfComIfsService/callService'

export function sayAddresses({ url, about }: RunningServer, home: string, database: string | undefined): void {
  const { city, demo } = about()
  print(
    [
      '',
      `医保 · ${city.title} ${city.titleEn}${demo ? '(演示数据 synthetic data)' : ''}`,
      `  页面 console  ${url}/`,
      `  接口 gateway  ${url}${GATEWAY}`,
      `  数据 data     ${database ? 'DATABASE_URL' : home}`,
      '  按 Ctrl-C 停止 press Ctrl-C to stop',
      '',
    ].join('\n'),
  )
}

export interface Login {
  readonly account: { readonly account: string; readonly displayName: string }
  readonly password: string
}

export function sayLogins(logins: readonly Login[]): void {
  if (logins.length === 0) return
  const rows = logins.map(
    ({ account, password }) => `  ${account.account.padEnd(12)} ${password}  ${account.displayName}`,
  )
  print(
    [
      '首次登录(一次性口令，24 小时内有效，登录后请设置自己的口令)',
      'first-use logins (good once, within 24 hours; choose a password of your own then)',
      ...rows,
      '',
    ].join('\n'),
  )
}
