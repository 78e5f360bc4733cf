// `yibao policy check`: what is wrong with policy files, where, and what was expected.
import { type Fault, faultText } from '@yibao/kernel'
import { buildPack, packsAt } from '@yibao/policy'
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'

export const command: Command = {
  name: 'policy check',
  summary: '检查政策文件 check policy files',
  usage: 'policy check PATH [--json] [--strict]',
  options: { json: { type: 'boolean' }, strict: { type: 'boolean' } },
  optionHelp: { json: '机器可读 machine-readable', strict: '警告也算错 warnings fail too' },
  examples: ['npx yibao policy check policies'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [path] = invocation.positionals
  if (!path) throw new UsageError('缺少路径 missing PATH')
  const packs = packsAt(path)
  const faults = unique(packs.flatMap((pack) => buildPack(pack).faults))
  const wrong = faults.filter((fault) => !fault.warning || invocation.values.strict === true)
  if (invocation.values.json) printJson({ packs: packs.length, faults })
  else {
    for (const fault of faults) print(faultText(fault))
    const warnings = faults.length - faults.filter((fault) => !fault.warning).length
    print(`${packs.length} 个政策包 packs,${faults.length - warnings} 处错误 faults,${warnings} 处警告 warnings`)
  }
  return wrong.length === 0 ? 0 : 1
}

/** An inherited pack is checked with each pack that stands on it; its faults are shown once. */
function unique(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [faultText(fault), fault])).values()]
}
