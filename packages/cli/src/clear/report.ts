// The readable report of a month or a year: what was closed, at which values, for whom, what is open; Chinese first.
import { type Fen, fractions, type payment, yuanForPeople } from '@yibao/kernel'
import { ISSUE_WORDS, ITEM_WORDS, RULE_WORDS } from './words.ts'

const yuan = (amount: number): string => yuanForPeople(amount as Fen)
const MOST_PROVIDERS = 50

const tableLines = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        `| ${head.join(' | ')} |`,
        `|${head.map(() => '---').join('|')}|`,
        ...rows.map((row) => `| ${row.join(' | ')} |`),
        '',
      ]

export const issueText = ({ code, refuses, subject, count }: payment.PaymentIssue): string =>
  `${refuses ? '不能关账 refuses to close' : '提示 note'}: ${ISSUE_WORDS[code][0]}（${ISSUE_WORDS[code][1]}）：${subject || '没有病组 no group'}，${count}`

function ruleRows(collected: payment.Collected): (string | number)[][] {
  const counts = new Map<payment.PricingRule, number>()
  for (const { kept } of collected.sums.values())
    for (const { rule } of kept) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([rule, count]) => [...RULE_WORDS[rule], count])
}

function methodRows(rules: payment.PaymentRules, postings: readonly payment.Posting[]): (string | number)[][] {
  const rows = new Map<string, { cases: number; booked: number; due: number }>()
  for (const { sums, bookedFen, fundFen } of postings) {
    const row = rows.get(sums.method) ?? { cases: 0, booked: 0, due: 0 }
    rows.set(sums.method, { cases: row.cases + sums.cases, booked: row.booked + bookedFen, due: row.due + fundFen })
  }
  return [...rows].map(([id, { cases, booked, due }]) => [
    rules.methods.get(id)?.title ?? id,
    ...[cases, yuan(booked), yuan(due), yuan(due - booked)],
  ])
}

const head = (rules: payment.PaymentRules, period: string, collected: payment.Collected): string[] => [
  `# ${rules.title}：${period}`,
  '',
  `病例 cases: ${collected.cases.toLocaleString('en-US')}；付费规则 configuration: ${rules.payment}`,
  '',
]

const common = (
  rules: payment.PaymentRules,
  collected: payment.Collected,
  postings: readonly payment.Posting[],
): string[] => [
  '## 按方式 By method',
  '',
  ...tableLines(
    ['方式 method', '病例 cases', '记账基金 booked', '应付 due', '差额 difference'],
    methodRows(rules, postings),
  ),
  '## 适用的规则 Rules that fired',
  '',
  ...tableLines(['规则', 'rule', '病例 cases'], ruleRows(collected)),
]

const issueLines = (issues: readonly payment.PaymentIssue[]): string[] =>
  issues.length === 0 ? [] : ['## 提示 Notes', '', ...issues.map((issue) => `- ${issueText(issue)}`), '']

export function monthReport(rules: payment.PaymentRules, closed: payment.MonthClosed): string {
  const rows = [...closed.rows].sort((a, b) => b.paidFen - a.paidFen).slice(0, MOST_PROVIDERS)
  return [
    ...head(rules, closed.month, closed.collected),
    ...common(rules, closed.collected, closed.posted.postings),
    `## 按机构 By provider（拨付最多的 ${rows.length} 行）`,
    '',
    ...tableLines(
      [
        '机构 provider',
        '预算 budget',
        '病例 cases',
        '应付 due',
        '审定 allowed',
        '保证金 deposit',
        '拨付 paid',
        '结转 carried',
      ],
      rows.map((row) => [
        ...[row.provider, row.line, row.cases, yuan(row.fundFen), yuan(row.allowedFen), yuan(row.depositFen)],
        ...[yuan(row.paidFen), yuan(row.carryFen)],
      ]),
    ),
    ...issueLines(closed.issues),
  ].join('\n')
}

export function yearReport(rules: payment.PaymentRules, closed: payment.YearClosed): string {
  const rows = [...closed.rows].sort((a, b) => b.dueFen - a.dueFen).slice(0, MOST_PROVIDERS)
  return [
    ...head(rules, `${closed.year} 年`, closed.collected),
    ...(closed.statements.length === 0
      ? ['按年初点值预测，没有关账（a forecast at the start’s values; no budget is closed）', '']
      : []),
    ...valueLines(rules, closed.posted.values),
    ...common(rules, closed.collected, closed.posted.postings),
    ...closed.statements.flatMap(statementLines),
    ...closed.alliances.flatMap(allianceLines),
    `## 按机构 By provider（应付最多的 ${rows.length} 行）`,
    '',
    ...tableLines(
      [
        '机构 provider',
        '预算 budget',
        '按方式 by method',
        '记账 booked',
        '应付 due',
        '已拨 advanced',
        '保证金返还 returned',
        '清算付 paid',
        '结转 carried',
      ],
      rows.map((row) => [
        ...[
          row.provider,
          row.line,
          yuan(row.standardFen),
          yuan(row.bookedFen),
          yuan(row.dueFen),
          yuan(row.advancedFen),
        ],
        ...[yuan(row.depositReturnedFen), yuan(row.paidFen), yuan(row.carryFen)],
      ]),
    ),
    ...issueLines(closed.issues),
  ].join('\n')
}

const valueLines = (rules: payment.PaymentRules, values: readonly payment.MethodValue[]): string[] => [
  '## 点值与费率 Values of a unit',
  '',
  ...tableLines(
    ['预算 budget', '方式 method', '形式 form', '基金支付比例 ratio', '总点数 units', '点值 value'],
    values.map(({ line, method, scheme, form, ratio, units, value }) => [
      ...[line, `${rules.methods.get(method)?.title ?? method} ${scheme}`.trim(), form],
      ...[fractions.exactText(ratio, 4), fractions.exactText(units, 4), fractions.exactText(value, 4)],
    ]),
  ),
]

const statementLines = ({ title, budgetFen, items, unexplainedFen }: payment.LineStatement): string[] => [
  `## 预算关账 Closing: ${title}`,
  '',
  ...tableLines(
    ['项目', 'item', '元 yuan'],
    [
      ['预算', 'budget', yuan(budgetFen)],
      ...items.map(({ item, amountFen }) => [...ITEM_WORDS[item], yuan(amountFen)]),
      ['说不清的差额', 'unexplained', yuan(unexplainedFen)],
    ],
  ),
]

const allianceLines = ({
  title,
  packageFen,
  insideFen,
  outsideFen,
  balanceFen,
  split,
}: payment.AllianceResult): string[] => [
  `## 医共体打包 Alliance: ${title}`,
  '',
  `打包额 package ${yuan(packageFen)}，成员 inside ${yuan(insideFen)}，县外 outside ${yuan(outsideFen)}，结余 balance ${yuan(balanceFen)}，基金分担 borne by the fund ${yuan(split.byFundFen)}`,
  '',
  ...tableLines(
    ['成员 member', '元 yuan'],
    [...split.members].map(([name, amount]) => [name, yuan(amount)]),
  ),
]
