// `yibao audit run`: the rules over a lake, after the event; findings with their texts as tables, and a page that prints.
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { auditLake, NOT_IN_A_LAKE } from '@yibao/lake'
import { chosenRules } from '../audit/chosen-rules.ts'
import { rowOf } from '../audit/finding-row.ts'
import { periodOf, positiveOption } from '../audit/lake-rules.ts'
import { auditPage, auditText, countsOf } from '../audit/run-page.ts'
import {
  type Command,
  type ExitCode,
  type Invocation,
  print,
  printJson,
  requiredOption,
  textOption,
} from '../command.ts'
import { progressBar } from '../progress.ts'

export const command: Command = {
  name: 'audit run',
  summary: '事后审核：对历史库运行全部规则 run the rules over a lake after the event',
  usage:
    'audit run --lake LAKE [--out DIR] [--from MONTH] [--to MONTH] [--findings DIR] [--threads N] [--memory MB] [--rules DIR] [--points DIR] [--rule IDS] [--json]',
  options: {
    lake: { type: 'string' },
    out: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    findings: { type: 'string' },
    threads: { type: 'string' },
    memory: { type: 'string' },
    rules: { type: 'string' },
    points: { type: 'string' },
    rule: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    lake: '历史库 a lake',
    out: '结果文件夹，默认在历史库旁的 LAKE.audit；中断后同一命令续做 a folder for the results, LAKE.audit unless given; the same command goes on after an interruption',
    from: '首个结算月份，如 2022-01；更早的月份作为历史 the first month; earlier ones are read as history',
    to: '最后一个结算月份 the last month',
    findings:
      '按月归集发现的文件夹，可由多次审核共用，默认在结果文件夹内 a folder of findings by month, shared by several runs',
    threads: '引擎的线程数，默认为处理器数 threads of the engine',
    memory: '引擎的内存上限（MB），默认 3072 memory of the engine',
    rules: '规则卡文件夹，默认随附的 rules/ the rule cards',
    points: '导入的知识点文件夹 imported knowledge points',
    rule: '只看这些规则，如 N10,N27 only these rules',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao audit run --lake history-2022 --out audit-2022',
    'npx yibao audit run --lake history-2022 --out audit-2022-06 --from 2022-06 --to 2022-06 --threads 2',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const folder = resolve(requiredOption(invocation, 'lake'))
  const out = resolve(textOption(invocation, 'out') ?? `${folder}.audit`)
  const findings = textOption(invocation, 'findings')
  const chosen = chosenRules(
    invocation,
    'post',
    (family) => NOT_IN_A_LAKE[family],
    '所选规则都需要历史库没有的事实(a lake holds nothing that these rules look at)',
  )
  const bar = progressBar('audit')
  const started = performance.now()
  const result = await auditLake({
    ...{ folder, out, audit: chosen.audit, fingerprint: chosen.fingerprint, period: periodOf(invocation) },
    ...{ threads: positiveOption(invocation, 'threads', availableParallelism()) },
    memoryMb: positiveOption(invocation, 'memory', 3072),
    ...(findings !== undefined && { findings: resolve(findings) }),
    rowOf: (finding, deductedFen) => rowOf(finding, deductedFen, chosen.cards.get(finding.rule)),
    onProgress: (share, text) => {
      const left = ((performance.now() - started) / 1000 / share) * (1 - share)
      bar.show(share, `${text}，尚需 remaining ${Math.ceil(left)} s`)
    },
  })
  bar.done(`${result.lines} 行明细 lines，${result.findings} 条发现 findings`)
  const counts = countsOf(result.pieces, chosen.cards)
  const { pieces: _, untold, ...said } = result
  const unasked = Object.entries(untold).map(([rule, findings]) => ({
    ...{ rule, title: chosen.cards.get(rule)?.title.zh ?? '', findings },
  }))
  const answer = { ...said, rules: counts, leftOut: chosen.leftOut, unasked }
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify({ ...answer, resumed: 0 }, null, 1)}\n`)
  writeFileSync(join(out, 'report.html'), auditPage(answer))
  if (invocation.values.json) printJson(answer)
  else print(auditText(answer, out))
  return 0
}
