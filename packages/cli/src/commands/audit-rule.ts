// `yibao audit rule N10`: one rule card explained — what it detects, how it counts, what it says, what it stands on.
import { AUDIENCES, type RuleCard } from '@yibao/kernel'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { rulesAt } from '../rules-input.ts'

export const command: Command = {
  name: 'audit rule',
  summary: '说明一条审核规则 explain one audit rule',
  usage: 'audit rule ID [--rules PATH] [--points DIR] [--json]',
  options: { rules: { type: 'string' }, points: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    rules: '规则卡文件夹，默认随附的 rules/ a folder of rule cards',
    points: '已导入的知识点文件夹 a folder of imported knowledge points',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao audit rule N10'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [id] = invocation.positionals
  if (!id) throw new UsageError('缺少规则编号，如 N10 missing ID')
  const { cards, audit } = rulesAt(textOption(invocation, 'rules'), textOption(invocation, 'points'))
  const card = cards.find((each) => each.id === id.toUpperCase())
  if (!card)
    throw new UsageError(`没有规则 ${id}（no such rule）。可用 available: ${cards.map((each) => each.id).join(' ')}`)
  const points = audit.rules.get(card.id)?.points ?? []
  if (invocation.values.json) {
    const { tests, parameters: _, family, at: __, ...rest } = card
    printJson({
      ...rest,
      family: family.name,
      columns: family.columns,
      points: points.length,
      tests: tests.map(({ name }) => name),
    })
  } else print(textOf(card, points.length))
  return 0
}

const AUDIENCE_WORDS = { doctor: '医师', provider: '机构', insured: '参保人', auditor: '审核' } as const
const RESULT_WORDS = { definite: '确定违规 definite', suspect: '可疑 suspect' } as const

function textOf(card: RuleCard, points: number): string {
  const validity = `${card.validFrom ?? '…'} – ${card.validTo ?? '…'}`
  return [
    `${card.id} ${card.title.zh} ${card.title.en}${card.officialCode ? `  ${card.officialCode}` : ''}`,
    `  版本 version ${card.version}，有效 valid ${validity}，类别 ${card.category}，对象 ${card.subject}`,
    ...(card.detects ? [`  查什么：${card.detects.zh}`, `  detects: ${card.detects.en}`] : []),
    `  规则族 family：${card.family.name}（${card.family.title.zh}），参数 parameters：${card.family.columns.join('、')}`,
    `  知识点 knowledge：${card.knowledge ?? '无表，规则卡即参数 none, the card itself'}，${points} 个`,
    `  环节 stages：${card.stages.join('、')}；结果 result：${RESULT_WORDS[card.result]}；可追回 excess：${card.excess}`,
    ...AUDIENCES.map((audience) => `  致${AUDIENCE_WORDS[audience]}：${card.messages[audience].zh}`),
    ...card.basis.map(({ title, number, clause }) => `  依据：《${title}》${number ?? ''}${clause ?? ''}`),
    ...card.exceptions.map((exception) => `  例外：${exception}`),
    ...(card.limits ? [`  看不到：${card.limits.zh}`, `  limits: ${card.limits.en}`] : []),
    ...card.tests.map((test) => `  案例：${test.name}`),
  ].join('\n')
}
