// `yibao audit rules`: every rule with its family, severity, stages, validity and number of knowledge points.
import { factsAwaited, type RuleCard } from '@yibao/kernel'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption } from '../command.ts'
import { rulesAt } from '../rules-input.ts'
import { rulesPage } from '../rules-page.ts'

export const command: Command = {
  name: 'audit rules',
  summary: '列出审核规则 list the audit rules',
  usage: 'audit rules [--rules PATH] [--points DIR] [--facts] [--json] [--markdown]',
  options: {
    rules: { type: 'string' },
    points: { type: 'string' },
    facts: { type: 'boolean' },
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
  },
  optionHelp: {
    rules: '规则卡文件夹，默认随附的 rules/ a folder of rule cards',
    points: '已导入的知识点文件夹 a folder of imported knowledge points',
    facts:
      '每条规则等哪些事实，在平台上从哪里来，没有来源的标明 which facts a rule waits for, and from where a platform has them',
    json: '机器可读 machine-readable',
    markdown: '规则一览页 docs/audit-rules.md the page of all rules',
  },
  examples: ['npx yibao audit rules', 'npx yibao audit rules --facts', 'npx yibao audit rules --json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const { cards, audit } = rulesAt(textOption(invocation, 'rules'), textOption(invocation, 'points'))
  if (invocation.values.facts) return sayFacts(cards, invocation.values.json === true)
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

const STATE_WORDS = { message: '消息', register: '登记', asked: '向机构要证据', none: '无来源' } as const

/** As each card's own cases show; loaded late, so that a list of rules does not wait for a platform. */
async function sayFacts(cards: readonly RuleCard[], isJson: boolean): Promise<ExitCode> {
  const { factSource } = await import('@yibao/server')
  const rows = cards.flatMap((card) => {
    const facts = factsAwaited(card).map((fact) => ({ fact, ...factSource(fact) }))
    return facts.length > 0
      ? [{ id: card.id, title: card.title, waits: facts.some(({ state }) => state === 'none'), facts }]
      : []
  })
  if (isJson) {
    printJson(rows)
    return 0
  }
  for (const { id, title, waits, facts } of rows) {
    print(`${id.padEnd(4)} ${waits ? '等待来源 waits' : '可用 available'}  ${title.zh}`)
    for (const { fact, state, messages, from } of facts)
      print(
        `       ${fact.padEnd(30)} ${STATE_WORDS[state]}${messages.length > 0 ? ` ${messages.join('、')}` : ''}：${from.zh} ${from.en}`,
      )
  }
  const waiting = rows.filter(({ waits }) => waits)
  const beside = cards.length - rows.length
  print(
    `${cards.length} 条规则 rules：${beside} 条只看账单和登记 on bills and registers alone，${rows.length - waiting.length} 条的其他事实平台有来源 with sources，${waiting.length} 条等待来源 waiting for one：${waiting.map(({ id }) => id).join('、')}`,
  )
  return 0
}
