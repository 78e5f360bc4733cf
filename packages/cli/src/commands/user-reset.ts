// `yibao user reset`: a one-time password for an account whose owner forgot the old one; ends its sessions.
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'
import { sayRefusal } from '../refusal.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'
import { operator } from './user-add.ts'

export const command: Command = {
  name: 'user reset',
  summary: '重置口令 reset a password',
  usage: 'user reset ACCOUNT [--data FOLDER] [--json]',
  options: { data: dataOption, json: { type: 'boolean' } },
  optionHelp: { data: DATA_HELP, json: '机器可读 machine-readable' },
  examples: ['npx yibao user reset wang.fang'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [account, extra] = invocation.positionals
  if (!account || extra !== undefined) throw new UsageError('缺少账号 name one account')
  return visiting(invocation, async ({ platform }) => {
    const reset = await platform.auth.resetPassword(account, operator())
    if (!reset.ok) return sayRefusal(reset)
    if (invocation.values.json) printJson({ account, password: reset.value })
    else print(`${account} 的一次性口令(24 小时内有效)one-time password, good within 24 hours: ${reset.value}`)
    return 0
  })
}
