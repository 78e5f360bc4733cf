// `yibao user list`: the accounts of a platform, with their roles and what they may see.
import { ROLES } from '@yibao/server'
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'user list',
  summary: '列出账号 list the accounts',
  usage: 'user list [--data FOLDER] [--json]',
  options: { data: dataOption, json: { type: 'boolean' } },
  optionHelp: { data: DATA_HELP, json: '机器可读 machine-readable' },
  examples: ['npx yibao user list'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const accounts = await visiting(invocation, ({ platform }) => platform.auth.accounts())
  if (invocation.values.json) printJson(accounts)
  else if (accounts.length === 0) print('还没有账号 no accounts yet')
  for (const { account, displayName, role, area, provider, status } of invocation.values.json ? [] : accounts) {
    const scope = [area && `区划 area ${area}`, provider && `机构 provider ${provider}`].filter(Boolean).join(', ')
    const state = status === 'active' ? '' : '(已停用 closed)'
    print(`${account.padEnd(20)} ${role.padEnd(18)} ${ROLES[role].title} ${displayName} ${scope}${state}`.trimEnd())
  }
  return 0
}
