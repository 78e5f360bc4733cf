// `yibao lake export`: the settlements of a platform that are in effect, as a lake for `yibao simulate`. Only reads.
import { resolve } from 'node:path'
import {
  type Command,
  type ExitCode,
  type Invocation,
  print,
  printJson,
  requiredOption,
  UsageError,
} from '../command.ts'
import { progressBar } from '../progress.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'lake export',
  summary: '把平台的有效结算写成历史库 write a platform’s settlements to a lake',
  usage: 'lake export --out LAKE [--data FOLDER] [--json]',
  options: { out: { type: 'string' }, data: dataOption, json: { type: 'boolean' } },
  optionHelp: {
    out: '历史库文件夹，应为空 an empty folder for the lake',
    data: DATA_HELP,
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao lake export --out history'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const out = resolve(requiredOption(invocation, 'out'))
  const bar = progressBar('导出 exporting')
  const counts = await visiting(invocation, (visitor) =>
    visitor.exportHistory(out, (month, claims) => bar.show(0, `${month} 结算 claims ${claims}`)),
  )
  bar.done(out)
  if (invocation.values.json) printJson({ lake: out, ...counts })
  else if (counts.claims === 0) print('没有有效的结算，没有写历史库(nothing is settled, no lake was written)')
  else print(`结算 claims ${counts.claims}，明细 lines ${counts.lines}`)
  return 0
}
