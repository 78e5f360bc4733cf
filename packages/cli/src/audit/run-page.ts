// What an audit of a lake found, for people: by rule, in the terminal and on a page that prints and asks for no network.
import { readFileSync } from 'node:fs'
import { type Fen, type RuleCard, yuanText } from '@yibao/kernel'
import type { LakeAudit } from '@yibao/lake'
import { escaped, tableOf } from '../html.ts'

export interface RuleCount {
  readonly rule: string
  readonly title: string
  definite: number
  suspect: number
  needsEvidence: number
  excessFen: number
  /** Each line is deducted once, under the rule that comes first. */
  deductedFen: number
}

export interface AuditAnswer extends Omit<LakeAudit, 'pieces' | 'untold'> {
  readonly rules: readonly RuleCount[]
  readonly leftOut: readonly { readonly rule: string; readonly title: string; readonly needs: string }[]
  /** Findings that could only ask for what the lake holds of nothing: counted, not told one by one. */
  readonly unasked: readonly { readonly rule: string; readonly title: string; readonly findings: number }[]
}

interface Row {
  readonly rule: string
  readonly severity: string
  readonly excess_fen: number
  readonly deducted_fen: number
}

export function countsOf(pieces: readonly string[], cards: ReadonlyMap<string, RuleCard>): RuleCount[] {
  const counts = new Map<string, RuleCount>()
  for (const path of pieces) {
    for (const row of (JSON.parse(readFileSync(path, 'utf8')) as { rows: Row[] }).rows) {
      const count = counts.get(row.rule) ?? {
        ...{ rule: row.rule, title: cards.get(row.rule)?.title.zh ?? '', definite: 0, suspect: 0, needsEvidence: 0 },
        ...{ excessFen: 0, deductedFen: 0 },
      }
      counts.set(row.rule, count)
      if (row.severity === 'definite') count.definite += 1
      else if (row.severity === 'suspect') count.suspect += 1
      else count.needsEvidence += 1
      count.excessFen += row.excess_fen
      count.deductedFen += row.deducted_fen
    }
  }
  return [...counts.values()].sort((a, b) => b.deductedFen - a.deductedFen || (a.rule < b.rule ? -1 : 1))
}

const HEAD = [
  '规则 rule',
  '名称 title',
  '确定 definite',
  '可疑 suspect',
  '待补证据 needs evidence',
  '超出金额（元） excess',
  '扣减（元，每行一次） deducted once',
] as const

/** See `FACTS_NOT_IN_A_LAKE`. */
const UNASKED =
  '设备与资质、医师处方权、执行科室、手术时间、汇总行的使用日 equipment, rights, departments, hours of operations, days of summed rows'

const yuan = (fen: number): string => yuanText(fen as Fen)

const cellsOf = (each: RuleCount): string[] => [
  each.rule,
  each.title,
  ...[each.definite, each.suspect, each.needsEvidence].map(String),
  yuan(each.excessFen),
  yuan(each.deductedFen),
]

export const auditText = (answer: AuditAnswer, out: string): string =>
  [
    `${answer.lines} 行明细 lines，${answer.findings} 条发现 findings，${answer.setAside} 行另置 set aside，续做 ${answer.resumed} 桶 buckets done before`,
    ...Object.entries(answer.setAsideFor).map(
      ([reason, count]) => `另置 set aside：${reason} ${count} 行（set-aside.csv）`,
    ),
    HEAD.join('  '),
    ...answer.rules.map((each) => cellsOf(each).join('  ')),
    `集合式 set-based：${answer.setBased.join('、')}`,
    `逐人 by the kernel：${answer.byKernel.join('、') || '无 none'}`,
    ...answer.leftOut.map(({ rule, title, needs }) => `未审 not judged：${rule} ${title}，历史库没有${needs}`),
    ...answer.unasked.map(
      ({ rule, title, findings }) =>
        `未逐条列出 counted, not listed：${rule} ${title} ${findings} 条，所问的事实（${UNASKED}）历史库一概没有`,
    ),
    `结果 results：${out}`,
  ].join('\n')

export function auditPage(answer: AuditAnswer): string {
  const rows = answer.rules.map((each) => cellsOf(each).map(escaped))
  const left = answer.leftOut.map(({ rule, title, needs }) => [rule, title, needs].map(escaped))
  const aside = Object.entries(answer.setAsideFor).map(([reason, count]) => [escaped(reason), String(count)])
  const unasked = answer.unasked.map(({ rule, title, findings }) => [rule, title, String(findings)].map(escaped))
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>事后审核 Audit</title>
<style>body{font:14px/1.5 sans-serif;margin:2em auto;max-width:64em}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #999;padding:4px 8px;text-align:left}td:nth-child(n+3){font-variant-numeric:tabular-nums}</style>
<h1>事后审核 Audit after the event</h1>
<p>${answer.lines} 行明细 lines；${answer.findings} 条发现 findings；${answer.setAside} 行另置 set aside。</p>
${tableOf(HEAD, rows)}
${answer.setAside > 0 ? `<h2>另置的记录 Records set aside</h2>\n${tableOf(['原因 reason', '行数 lines'], aside)}` : ''}
<h2>未审的规则 Rules that were not judged</h2>
${tableOf(['规则 rule', '名称 title', '历史库没有 the lake lacks'], left)}
${unasked.length > 0 ? `<h2>未逐条列出的发现 Findings counted and not listed</h2>\n<p>所问的事实历史库一概没有：${UNASKED}。</p>\n${tableOf(['规则 rule', '名称 title', '发现 findings'], unasked)}` : ''}
</html>
`
}
