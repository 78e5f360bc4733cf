// `yibao policy test`: runs the cases that stand beside the policy files, to the fen.
import { testPath } from '@yibao/policy'
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'

export const command: Command = {
  name: 'policy test',
  summary: '运行政策文件自带的案例 run the cases beside the policy files',
  usage: 'policy test PATH [--json]',
  options: { json: { type: 'boolean' } },
  optionHelp: { json: '机器可读 machine-readable' },
  examples: ['npx yibao policy test policies'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [path] = invocation.positionals
  if (!path) throw new UsageError('缺少路径 missing PATH')
  const result = testPath(path)
  if (invocation.values.json) printJson(result)
  else {
    for (const pack of result.packs) {
      for (const fault of pack.faults) print(fault)
      for (const failure of pack.failures) {
        print(
          [
            `✖ ${failure.file}:${failure.line} ${failure.name}`,
            ...failure.differences.map((each) => `    ${each}`),
          ].join('\n'),
        )
      }
    }
    print(`${result.cases} 个案例 cases,${result.cases - result.passed} 个不符 failed`)
  }
  if (result.cases === 0 && result.ok) throw new UsageError(`${path} 中没有案例(no cases)`)
  return result.ok ? 0 : 1
}
