// `yibao audit run`: the rules over a lake, after the event; findings with their texts as tables, and a page that prints.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { auditLake, NOT_IN_A_LAKE } from '@yibao/lake'
import { chosenRules } from '../audit/chosen-rules.ts'
import { rowOf } from '../audit/finding-row.ts'
import { auditPage, auditText, countsOf } from '../audit/run-page.ts'
import { type Command, type ExitCode, type Invocation, print, printJson, requiredOption } from '../command.ts'
import { progressBar } from '../progress.ts'

export const command: Command = {
  name: 'audit run',
  summary: '事后审核：对历史库运行全部规则 run the rules over a lake after the event',
  usage: 'audit run --lake LAKE --out DIR [--rules DIR] [--points DIR] [--rule IDS] [--json]',
  options: {
    lake: { type: 'string' },
    out: { type: 'string' },
    rules: { type: 'string' },
    points: { type: 'string' },
    rule: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    lake: '历史库 a lake',
    out: '结果文件夹；中断后同一命令续做 a folder for the results; the same command goes on after an interruption',
    rules: '规则卡文件夹，默认随附的 rules/ the rule cards',
    points: '导入的知识点文件夹 imported knowledge points',
    rule: '只看这些规则，如 N10,N27 only these rules',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao audit run --lake history-2022 --out audit-2022'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const folder = resolve(requiredOption(invocation, 'lake'))
  const out = resolve(requiredOption(invocation, 'out'))
  const chosen = chosenRules(
    invocation,
    'post',
    (family) => NOT_IN_A_LAKE[family],
    '所选规则都需要历史库没有的事实(a lake holds nothing that these rules look at)',
  )
  const bar = progressBar('audit')
  const started = performance.now()
  const result = await auditLake({
    ...{ folder, out, audit: chosen.audit, fingerprint: chosen.fingerprint },
    rowOf: (finding, deductedFen) => rowOf(finding, deductedFen, chosen.cards.get(finding.rule)),
    onProgress: (share, text) => {
      const left = ((performance.now() - started) / 1000 / share) * (1 - share)
      bar.show(share, `${text}，尚需 remaining ${Math.ceil(left)} s`)
    },
  })
  const counts = countsOf(result.pieces, chosen.cards)
  const { pieces: _, untold: __, ...said } = result
  const answer = { ...said, rules: counts, leftOut: chosen.leftOut }
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify({ ...answer, resumed: 0 }, null, 1)}\n`)
  writeFileSync(join(out, 'report.html'), auditPage(answer))
  if (invocation.values.json) printJson(answer)
  else print(auditText(answer, out))
  return 0
}
