// `yibao user add`: opens an account, through the one write path like every change, and prints its first-use password.
import { userInfo } from 'node:os'
import { isRole, ROLES } from '@yibao/server'
import {
  type Command,
  type ExitCode,
  type Invocation,
  print,
  printJson,
  requiredOption,
  textOption,
  UsageError,
} from '../command.ts'
import { sayRefusal } from '../refusal.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'user add',
  summary: '开设账号 open an account',
  usage:
    'user add ACCOUNT --role ROLE [--name TEXT] [--area PREFIX] [--provider CODE] [--employer NUMBER] [--data FOLDER] [--json]',
  options: {
    role: { type: 'string' },
    name: { type: 'string' },
    area: { type: 'string' },
    provider: { type: 'string' },
    employer: { type: 'string' },
    data: dataOption,
    json: { type: 'boolean' },
  },
  optionHelp: {
    role: `角色 one of ${Object.keys(ROLES).join(', ')}`,
    name: '姓名，默认同账号 the name shown; the account when left out',
    area: '只见此医保区划 sees this area code prefix only',
    provider: '只见此定点医药机构 sees this institution only',
    employer: '只见此单位的参保人员(单位经办人)sees the people of this employer only',
    data: DATA_HELP,
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao user add wang.fang --role finance --name 王芳'],
  run,
}

/** Whoever has the machine has the platform: the record names the account of the operating system. */
export const operator = () => ({ id: `os:${userInfo().username}`, channel: 'command line' })

async function run(invocation: Invocation): Promise<ExitCode> {
  const [account, extra] = invocation.positionals
  if (!account || extra !== undefined) throw new UsageError('缺少账号 name one account')
  const role = requiredOption(invocation, 'role')
  if (!isRole(role))
    throw new UsageError(`没有角色 ${role}(no such role)。可用 available: ${Object.keys(ROLES).join(', ')}`)
  const wanted = {
    account,
    displayName: textOption(invocation, 'name') ?? account,
    role,
    area: textOption(invocation, 'area') ?? '',
    provider: textOption(invocation, 'provider') ?? '',
    employer: textOption(invocation, 'employer') ?? '',
  }
  return visiting(invocation, async ({ platform }) => {
    const opened = await platform.auth.openAccount(wanted, operator(), platform.ids.next())
    if (!opened.ok) return sayRefusal(opened)
    const password = await platform.auth.issueOneTimePassword(account)
    if (invocation.values.json) printJson({ account, role, password })
    else
      print(`${account} 已开设 opened；一次性口令(24 小时内有效)one-time password, good within 24 hours: ${password}`)
    return 0
  })
}
