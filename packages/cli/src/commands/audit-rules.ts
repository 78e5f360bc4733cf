// `yibao audit rules`: every rule with its family, severity, stages, validity and number of knowledge points.
import type { RuleCard } from '@yibao/kernel'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption } from '../command.ts'
import { rulesAt } from '../rules-input.ts'
import { rulesPage } from '../rules-page.ts'

export const command: Command = {
  name: 'audit rules',
  summary: '列出审核规则 list the audit rules',
  usage: 'audit rules [--rules PATH] [--points DIR] [--json] [--markdown]',
  options: {
    rules: { type: 'string' },
    points: { type: 'string' },
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
  },
  optionHelp: {
    rules: '规则卡文件夹，默认随附的 rules/ a folder of rule cards',
    points: '已导入的知识点文件夹 a folder of imported knowledge points',
    json: '机器可读 machine-readable',
    markdown: '规则一览页 docs/audit-rules.md the page of all rules',
  },
  examples: ['npx yibao audit rules', 'npx yibao audit rules --json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const { cards, audit } = rulesAt(textOption(invocation, 'rules'), textOption(invocation, 'points'))
  const rows = cards.map((card) => row(card, audit.rules.get(card.id)?.points.length ?? 0))
  if (invocation.values.json) printJson(rows)
  else if (invocation.values.markdown) print(rulesPage(cards, (id) => audit.rules.get(id)?.points.length ?? 0))
  else {
    for (const each of rows)
      print(
        `${each.id.padEnd(4)} ${each.result === 'definite' ? '确定' : '可疑'} ${each.stages.join(',').padEnd(12)} ${each.family.padEnd(20)} ${String(each.points).padStart(6)} 点  ${each.title.zh}`,
      )
    print(`${rows.length} 条规则 rules，${audit.pointCount} 个知识点 knowledge points`)
  }
  return 0
}

const row = (card: RuleCard, points: number) => ({
  id: card.id,
  officialCode: card.officialCode ?? null,
  version: card.version,
  title: card.title,
  category: card.category,
  family: card.family.name,
  result: card.result,
  stages: card.stages,
  validFrom: card.validFrom ?? null,
  validTo: card.validTo ?? null,
  knowledge: card.knowledge ?? null,
  points,
})
