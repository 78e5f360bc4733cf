// `yibao audit trial`: what another version of rules or knowledge would find on known history, beside the one in force.
import {
  type AuditCase,
  type AuditFinding,
  type CompiledAudit,
  compileAudit,
  FaultList,
  nodeFromJson,
  type RuleCard,
  type RuleTrial,
  readAuditCase,
  runAudit,
  type Stage,
  trial,
  viewOf,
  yuanText,
} from '@yibao/kernel'
import { trialOverLake } from '../audit/trial-lake.ts'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { rulesAt } from '../rules-input.ts'
import { casesIn, faultLine, stageOf } from './audit-cases.ts'

export const command: Command = {
  name: 'audit trial',
  summary: '规则或知识点上线前在历史上试运行 try rules or knowledge on history before they go live',
  usage:
    'audit trial FILE --stage pre|mid|post | --lake LAKE [--labels FILE] [--from MONTH] [--to MONTH] [--threads N] [--memory MB] [--rules NEW] [--points NEW] [--against OLD] [--against-points OLD] [--tables] [--rule IDS] [--json]',
  options: {
    stage: { type: 'string' },
    lake: { type: 'string' },
    labels: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    threads: { type: 'string' },
    memory: { type: 'string' },
    rules: { type: 'string' },
    points: { type: 'string' },
    against: { type: 'string' },
    'against-points': { type: 'string' },
    tables: { type: 'boolean' },
    rule: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    stage: '环节：pre 事前、mid 事中、post 事后 before, during or after the event',
    lake: '历史库；只审两个版本有差别的规则，或 --rule 所列 a lake; only rules that differ between the versions, or those of --rule',
    labels:
      '已有结论的发现，CSV：rule,lines,encounters,decision（成立 upheld、不成立 overturned） findings that were decided',
    from: '历史库：首个结算月份，更早的作为历史 the first month of the lake',
    to: '历史库：最后一个结算月份 the last month',
    threads: '历史库：引擎的线程数，默认为处理器数 threads of the engine',
    memory: '历史库：引擎的内存上限（MB），默认 3072 memory of the engine',
    rules: '新的规则卡文件夹，默认随附的 rules/ the new rule cards',
    points: '新的知识点文件夹 the new knowledge points',
    against: '原来的规则卡文件夹，默认随附的 rules/ the rule cards in force',
    'against-points': '原来的知识点文件夹 the knowledge points in force',
    tables: '只用知识点表，不用案例自带的知识点 tables only, not the knowledge the cases carry',
    rule: '只看这些规则，如 N10,N27 only these rules',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao audit trial rules/examples/cases.json --stage post',
    'npx yibao audit trial --lake history-2022 --rule N27 --from 2022-06',
  ],
  run,
}

interface Version {
  readonly cards: readonly RuleCard[]
  readonly audit: CompiledAudit
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [file] = invocation.positionals
  if (textOption(invocation, 'lake') !== undefined) {
    if (file !== undefined) throw new UsageError(`--lake 与文件 ${file} 只能给一个（either a lake or a file）`)
    const { lines, rules } = await trialOverLake(invocation)
    if (invocation.values.json) printJson({ stage: 'post', lines, rules })
    else report(rules, `${lines} 行明细 lines`)
    return 0
  }
  if (!file) throw new UsageError('缺少历史文件（案例格式）或 --lake missing FILE or --lake')
  const stage = stageOf(invocation)
  const after = rulesAt(textOption(invocation, 'rules'), textOption(invocation, 'points'))
  const before = rulesAt(textOption(invocation, 'against'), textOption(invocation, 'against-points'))
  const only = textOption(invocation, 'rule')?.split(',')
  const tablesOnly = invocation.values.tables === true
  const items = historiesIn(file).map((item) => ({
    before: findingsOf(item, before, stage, tablesOnly),
    after: findingsOf(item, after, stage, tablesOnly),
    ...(item.expect && { labels: item.expect }),
  }))
  const rules = trial(items).filter((each) => !only || only.includes(each.rule))
  if (invocation.values.json) printJson({ stage, histories: items.length, rules })
  else report(rules, `${items.length} 份历史 histories`)
  return 0
}

function historiesIn(file: string): AuditCase[] {
  return casesIn(file).map(({ name, value }) => {
    const faults = new FaultList()
    const read = readAuditCase(nodeFromJson(value, ''), faults)
    if (read) return read
    const wrong = faults.faults.filter((each) => !each.warning)
    throw new UsageError(wrong.map((fault) => faultLine(file, name, fault)).join('\n'))
  })
}

/** A history that carries its knowledge is judged by that; another by the tables of the version. */
function findingsOf(item: AuditCase, version: Version, stage: Stage, tablesOnly: boolean): AuditFinding[] {
  const view = viewOf(item.facts)
  if (tablesOnly || item.knowledge.length === 0) return runAudit(version.audit, view, { stage })
  const named = new Set(item.knowledge.map((point) => point.rule))
  const cards = version.cards.filter((card) => named.has(card.id))
  const known = new Set(cards.map((card) => card.id))
  const faults = new FaultList()
  const points = item.knowledge.filter((point) => known.has(point.rule))
  const audit = compileAudit(cards, points, faults)
  if (faults.refuses)
    throw new UsageError(
      faults.faults.map((each) => `${item.id}：${each.file} ${each.found}；${each.expected}`).join('\n'),
    )
  return runAudit(audit, view, { stage })
}

function report(rules: readonly RuleTrial[], of: string): void {
  for (const { rule, before, after, added, gone, changed, precisionBefore, precisionAfter } of rules) {
    const hits = `命中 hits ${before.hits} → ${after.hits}`
    const money = `金额 yuan ${yuanText(before.amountFen)} → ${yuanText(after.amountFen)}`
    const moves = `新增 added ${added}，消失 gone ${gone}，变化 changed ${changed}`
    const precision = `准确率 precision ${shown(precisionBefore)} → ${shown(precisionAfter)}，漏报 missed ${before.missed} → ${after.missed}`
    print(`${rule.padEnd(5)} ${hits}；${money}；${moves}；${precision}`)
  }
  print(`${of}，${rules.length} 条规则有命中或标注 rules`)
}

const shown = (percent: number | undefined): string => (percent === undefined ? '—' : `${percent}%`)
