// `yibao audit run`: the rules over a lake, after the event; findings with their texts as tables, and a page that prints.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type AuditFinding, type CompiledAudit, compileAudit, faultText, type RuleCard, textFor } from '@yibao/kernel'
import { auditLake, NOT_IN_A_LAKE } from '@yibao/lake'
import { loadPoints, loadRules, rulesOf } from '@yibao/policy'
import { auditPage, auditText, countsOf } from '../audit/run-page.ts'
import {
  type Command,
  type ExitCode,
  type Invocation,
  print,
  printJson,
  requiredOption,
  textOption,
  UsageError,
} from '../command.ts'
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

interface Chosen {
  readonly cards: ReadonlyMap<string, RuleCard>
  readonly audit: CompiledAudit
  readonly fingerprint: string
  /** Rules left out because a lake holds nothing that they look at. */
  readonly leftOut: readonly RuleCard[]
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const folder = resolve(requiredOption(invocation, 'lake'))
  const out = resolve(requiredOption(invocation, 'out'))
  const chosen = rulesFor(invocation)
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
  const leftOut = chosen.leftOut.map(({ id, title, family }) => ({
    rule: id,
    title: title.zh,
    needs: NOT_IN_A_LAKE[family.name] ?? '',
  }))
  const { pieces: _, ...said } = result
  const answer = { ...said, rules: counts, leftOut }
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify({ ...answer, resumed: 0 }, null, 1)}\n`)
  writeFileSync(join(out, 'report.html'), auditPage(answer))
  if (invocation.values.json) printJson(answer)
  else print(auditText(answer, out))
  return 0
}

function rulesFor(invocation: Invocation): Chosen {
  const loaded = loadRules(textOption(invocation, 'rules'))
  const faults = loaded.faults
  const only = textOption(invocation, 'rule')?.split(',')
  const unknown = only?.filter((id) => !loaded.cards.some((card) => card.id === id)) ?? []
  if (unknown.length > 0)
    throw new UsageError(`没有规则 ${unknown.join('、')}(no such rule)；yibao audit rules 列出全部`)
  const wanted = loaded.cards.filter((card) => card.stages.includes('post') && (!only || only.includes(card.id)))
  const leftOut = wanted.filter((card) => card.family.name in NOT_IN_A_LAKE)
  const cards = wanted.filter((card) => !(card.family.name in NOT_IN_A_LAKE))
  if (cards.length === 0)
    throw new UsageError('所选规则都需要历史库没有的事实(a lake holds nothing that these rules look at)')
  const imported = textOption(invocation, 'points')
  const replaced = imported === undefined ? new Set<string>() : rulesOf(imported)
  const shipped = loaded.points.filter((point) => !replaced.has(point.rule))
  const points = [...shipped, ...(imported === undefined ? [] : loadPoints(imported, faults))]
  const ids = new Set(cards.map((card) => card.id))
  const audit = compileAudit(
    cards,
    points.filter((point) => ids.has(point.rule)),
    faults,
  )
  if (faults.refuses) throw new UsageError(faults.faults.map(faultText).join('\n'))
  const said = [...audit.rules.values()].map(({ card, points: own }) => [
    card.id,
    card.version,
    card.validFrom,
    card.validTo,
    card.scope,
    own,
  ])
  const fingerprint = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  return { cards: new Map(cards.map((card) => [card.id, card])), audit, fingerprint, leftOut }
}

function rowOf(finding: AuditFinding, deductedFen: number, card: RuleCard | undefined): object {
  const { facts } = finding
  const text = (audience: 'provider' | 'auditor', language: 'zh' | 'en') =>
    card ? textFor(finding, card, audience)[language] : ''
  return {
    ...{
      rule: finding.rule,
      rule_version: finding.ruleVersion,
      title: card?.title.zh ?? '',
      category: finding.category,
    },
    ...{
      point: finding.knowledge[0]?.id ?? '',
      point_version: finding.knowledge[0]?.version ?? '',
      severity: finding.severity,
    },
    ...{ person: facts.person ?? '', provider: facts.provider ?? '', on: facts.on ?? '' },
    lines: finding.lines.map(({ lineId }) => lineId).join(' '),
    encounters: finding.encounters.join(' '),
    ...{ excess_quantity: finding.excessQuantity, excess_fen: finding.excessAmountFen, deducted_fen: deductedFen },
    missing: finding.missing.join(' '),
    ...{ provider_zh: text('provider', 'zh'), provider_en: text('provider', 'en') },
    ...{ auditor_zh: text('auditor', 'zh'), auditor_en: text('auditor', 'en') },
  }
}
