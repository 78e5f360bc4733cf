// `yibao policy check`: what is wrong with policy files, where, and what was expected; and how well their values are established.
import { type Fault, faultText } from '@yibao/kernel'
import { checkPath, type PackCheck, type PaymentCheck } from '@yibao/policy'
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'

/** Warnings about where a value comes from. They are many by nature, so they are counted unless asked for. */
const PROVENANCE = new Set(['assumed_value', 'placeholder_value'])

export const command: Command = {
  name: 'policy check',
  summary: '检查政策文件 check policy files',
  usage: 'policy check PATH [--assumed] [--strict] [--json]',
  options: { assumed: { type: 'boolean' }, strict: { type: 'boolean' }, json: { type: 'boolean' } },
  optionHelp: {
    assumed: '逐条列出假定值与占位值 list assumed and placeholder values one by one',
    strict: '警告也算错 warnings fail too',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao policy check policies', 'npx yibao policy check policies/nation --assumed'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [path] = invocation.positionals
  if (!path) throw new UsageError('缺少路径 missing PATH')
  const result = checkPath(path)
  const all = [...result.packs, ...result.payments]
  const faults = unique(all.flatMap((each) => each.faults))
  const warnings = unique(all.flatMap((each) => each.warnings))
  if (invocation.values.json) printJson({ ...result, faults, warnings })
  else report(result, faults, warnings, invocation.values.assumed === true)
  return faults.length > 0 || (invocation.values.strict === true && warnings.length > 0) ? 1 : 0
}

function report(
  { packs, payments }: { readonly packs: readonly PackCheck[]; readonly payments: readonly PaymentCheck[] },
  faults: readonly Fault[],
  warnings: readonly Fault[],
  listAll: boolean,
): void {
  const shown = warnings.filter((fault) => listAll || !PROVENANCE.has(fault.code))
  for (const fault of [...faults, ...shown]) print(faultText(fault))
  for (const pack of packs) {
    const { total, assumed, byGrade } = pack.values
    if (total === 0) continue
    const grades = Object.entries(byGrade).filter(([, count]) => count > 0)
    const counts = grades.map(([grade, count]) => `${grade === 'none' ? '未注明' : grade} ${count}`).join(', ')
    print(`${pack.title ?? pack.path}: ${total} 项取值 values (${counts})，其中假定 assumed ${assumed}`)
  }
  for (const { title, path, values, usable } of payments) {
    const state = usable ? `${values.total} 项取值 values，其中假定 assumed ${values.assumed}` : '有错误 has faults'
    print(`付费、征缴规则 payment and contribution ${title ?? path}: ${state}`)
  }
  print(
    `${packs.length} 个政策包 packs,${payments.length} 份付费、征缴规则 payment and contribution files,${faults.length} 处错误 faults,${warnings.length} 处提示 warnings${listAll ? '' : '(--assumed 列出假定值与占位值)'}`,
  )
}

/** An inherited pack is checked with each pack that stands on it; its faults are shown once. */
function unique(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [faultText(fault), fault])).values()]
}
