// `yibao lake findings`: takes the findings of an audit up beside the lake, so that indicators and reports count them.
import { resolve } from 'node:path'
import { addFindings } from '@yibao/lake'
import {
  type Command,
  type ExitCode,
  type Invocation,
  print,
  printJson,
  requiredOption,
  UsageError,
} from '../command.ts'

export const command: Command = {
  name: 'lake findings',
  summary: '把审核命中收入历史库旁的 findings 表 the findings of an audit beside the lake, for indicators and reports',
  usage: 'lake findings --lake LAKE --from RESULTS [--json]',
  options: {
    lake: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    lake: '历史库 a lake',
    from: 'yibao audit run 的结果文件夹 the folder of results of yibao audit run',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao lake findings --lake history-2022 --from audit-2022'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const lake = resolve(requiredOption(invocation, 'lake'))
  const added = await addFindings(lake, resolve(requiredOption(invocation, 'from')))
  if (invocation.values.json) printJson({ lake, ...added })
  else {
    const undated = added.undated > 0 ? `，没有日期、不属任何时段 undated ${added.undated}` : ''
    print(`命中 findings ${added.findings}，月 months ${added.months}${undated}`)
  }
  return 0
}
