// `yibao clear`: closes a month or a year for all hospitals of an area, or forecasts it for one hospital on its own records.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fen, fractions, payment } from '@yibao/kernel'
import { groupingsBeside, groupsBeside, paymentCasesOf } from '@yibao/lake'
import { runDesk } from '../clear/desk-command.ts'
import { explainCase, explainProvider } from '../clear/explain.ts'
import { readInput } from '../clear/inputs.ts'
import { issueText, monthReport, yearReport } from '../clear/report.ts'
import * as tables from '../clear/tables.ts'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'

const TEACHING =
  'policies/payment/teaching-2025.yaml --cases policies/payment/teaching/cases.csv --weights policies/payment/teaching/weights.csv'
const BESIDE =
  '--providers policies/payment/teaching/providers.csv --heads policies/payment/teaching/heads.csv --money policies/payment/teaching/money.csv'

const DESK =
  '--scheme schemes/drg-teaching --rates schemes/drg-teaching/rates.yaml --in schemes/drg-teaching/sample-records.csv'

export const command: Command = {
  name: 'clear',
  summary: '按付费规则月结与年终清算 close a month or a year under payment rules',
  usage:
    'clear --scheme DIR --rates FILE --in STAYS.csv [--insurance employee] [--level level_3] [--by COLUMN] [--weights FILE] [--what-if ID --dx … --proc … | --what-if FILE] [--out DIR] [--json]\n     yibao clear --config FILE --cases FILE | --lake DIR [--groups FILE] [--weights FILE] [--providers FILE] [--heads FILE] [--money FILE] [--month 2025-03] [--year 2025] [--forecast] [--out DIR] [--explain ID] [--json]',
  options: {
    config: { type: 'string' },
    cases: { type: 'string' },
    lake: { type: 'string' },
    groups: { type: 'string' },
    weights: { type: 'string' },
    providers: { type: 'string' },
    heads: { type: 'string' },
    money: { type: 'string' },
    month: { type: 'string' },
    year: { type: 'string' },
    forecast: { type: 'boolean' },
    out: { type: 'string' },
    explain: { type: 'string' },
    json: { type: 'boolean' },
    scheme: { type: 'string' },
    rates: { type: 'string' },
    in: { type: 'string' },
    insurance: { type: 'string' },
    level: { type: 'string' },
    by: { type: 'string' },
    ambiguous: { type: 'boolean' },
    'what-if': { type: 'string' },
    dx: { type: 'string' },
    proc: { type: 'string' },
  },
  optionHelp: {
    config: '付费规则文件 payment configuration, such as policies/payment/teaching-2025.yaml',
    cases: '病例表（csv、csv.gz），列见 docs/payment.md cases',
    lake: '历史库，代替 --cases a lake instead of a table of cases',
    groups:
      '分组结果表，按病例编号并入；--lake 时可省略，取历史库旁的病组，或写 drg、dip group results by case; with --lake those beside it, or a name of them',
    weights: '病组权重表 weights or scores by group',
    providers: '机构表：考核分、总额、系数 providers: score, total budget, coefficient',
    heads: '签约人数表 persons signed, for capitation',
    money: '款项表：扣款、预付、追回、直付 deductions, prepayments, recoveries, direct to supplier',
    month: '只做这个月 one month, such as 2025-03',
    year: '年度，须与规则一致；默认全年 the year of the rules, the default',
    forecast: '按年初点值预测，不关账（医院自用） forecast at the start’s values, for a hospital’s own office',
    out: '结果文件夹 results: CSV, JSON and a report',
    explain: '逐步说明一个病例，或一家机构的清算 every step of a case, or of a provider’s clearing',
    json: '机器可读 machine-readable',
    scheme: '本院自算：分组方案或病种目录的文件夹 for a hospital’s own desk: a DRG scheme or DIP catalogue',
    rates: '本院自算：付费规则，或小的费率文件 a payment configuration, or a small rates file',
    in: '本院自算：病案文件 .csv、.csv.gz records of the stays',
    insurance: '文件没有险种列时，全部病案的险种 insurance of all stays, where the file has no such column',
    level: '文件没有等级列时，本院的等级 level of the hospital, where the file has no such column',
    by: '再按此列汇总盈亏 profit and loss by this column too',
    ambiguous: '启用歧义病组 use the ambiguous group',
    'what-if':
      '若这份病案另行编码；或 CSV 文件，列 record_id、dx、proc what if this record were coded otherwise; or a file of such',
    dx: '与 --what-if 同用：诊断，以 | 分隔，第一个为主要诊断 diagnoses, the first is principal',
    proc: '与 --what-if 同用：手术操作；空为没有 procedures',
  },
  examples: [
    `npx yibao clear --config ${TEACHING} ${BESIDE} --out clearing`,
    `npx yibao clear --config ${TEACHING} --month 2025-03 --json`,
    `npx yibao clear --config ${TEACHING} ${BESIDE} --forecast --explain C0007`,
    `npx yibao clear ${DESK} --by sex --out desk`,
    `npx yibao clear ${DESK} --what-if T000001 --dx 'J18.900|A41.900'`,
  ],
  run,
}

type Closed = { readonly month: payment.MonthClosed } | { readonly year: payment.YearClosed }

const LAKES = { casesOf: paymentCasesOf, groupings: groupingsBeside, groupsOf: groupsBeside }

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0)
    throw new UsageError(`多出的词：${invocation.positionals.join(' ')}（too many words）`)
  if (['scheme', 'rates', 'in', 'what-if'].some((name) => invocation.values[name] !== undefined))
    return runDesk(invocation)
  const month = textOption(invocation, 'month')
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new UsageError(`--month 应写作 2025-03，收到 ${month}（expected a month）`)
  const input = await readInput(invocation, LAKES)
  checkYear(input.rules, month?.slice(0, 4) ?? textOption(invocation, 'year'))
  const closed: Closed =
    month === undefined ? { year: payment.clearYear(input) } : { month: payment.clearMonth(input, month) }
  const result = 'year' in closed ? closed.year : closed.month
  if (result.collected.cases === 0)
    throw new UsageError(`没有 ${month ?? input.rules.year} 结算的病例（no cases settled then）`)
  const refusing = result.issues.filter(({ refuses }) => refuses)
  const id = textOption(invocation, 'explain')
  if (id !== undefined) return explain(invocation, input, closed, id)
  if (refusing.length > 0) {
    process.stderr.write(`${refusing.map(issueText).join('\n')}\n`)
    return 1
  }
  report(invocation, input, closed)
  return 0
}

function checkYear(rules: payment.PaymentRules, year: string | undefined): void {
  if (year !== undefined && year !== String(rules.year))
    throw new UsageError(`规则 ${rules.payment} 是 ${rules.year} 年的，收到 ${year}（the rules are of another year）`)
}

const amountsOf = (rules: payment.PaymentRules, closed: Closed): ReadonlyMap<payment.Kept, Fen> =>
  'year' in closed
    ? closed.year.amounts
    : new Map(closed.month.posted.postings.flatMap((posting) => [...payment.caseAmounts(rules, posting)]))

function explain(invocation: Invocation, input: payment.PaymentInput, closed: Closed, id: string): ExitCode {
  const result = 'year' in closed ? closed.year : closed.month
  const found =
    explainCase(input, result, amountsOf(input.rules, closed), id) ??
    ('year' in closed ? explainProvider(input.rules, closed.year, id) : undefined)
  if (!found) throw new UsageError(`没有病例或机构 ${id}（no such case or provider in the period）`)
  if (invocation.values.json) printJson(found.json)
  else print(found.lines.join('\n'))
  return 0
}

function report(invocation: Invocation, input: payment.PaymentInput, closed: Closed): void {
  const { rules } = input
  const text = 'year' in closed ? yearReport(rules, closed.year) : monthReport(rules, closed.month)
  const json = 'year' in closed ? yearJson(rules, closed.year) : monthJson(rules, closed.month)
  const out = textOption(invocation, 'out')
  if (out !== undefined) {
    const all = [
      ...tablesOf(rules, closed),
      { name: 'report.md', text: `${text}\n` },
      { name: 'result.json', text: `${JSON.stringify(json, null, 1)}\n` },
    ]
    mkdirSync(out, { recursive: true })
    // Written beside and renamed: nobody finds half a table.
    for (const { name, text: own } of all) writeFileSync(join(out, `${name}.part`), own)
    for (const { name } of all) renameSync(join(out, `${name}.part`), join(out, name))
  }
  if (invocation.values.json) printJson(json)
  else print(out === undefined ? text : `${text}\n结果在 results in ${out}`)
}

function tablesOf(rules: payment.PaymentRules, closed: Closed): tables.OutputTable[] {
  const amounts = amountsOf(rules, closed)
  const rolled = [
    tables.rolledTable('groups.csv', 'group', ({ group }) => group, amounts),
    tables.rolledTable('departments.csv', 'department', ({ department }) => department, amounts),
    tables.rolledTable('physicians.csv', 'physician', ({ physician }) => physician, amounts),
  ].filter((each) => each !== undefined)
  const both = [tables.caseTable(rules, amounts), ...rolled]
  if ('month' in closed)
    return [...both, tables.methodTable(rules, closed.month.posted.postings), tables.monthTable(closed.month.rows)]
  const { posted, months, rows, statements, alliances, indexes } = closed.year
  return [
    ...both,
    tables.methodTable(rules, posted.postings),
    tables.monthTable(months),
    tables.providerTable(rows),
    tables.valueTable(posted.values),
    tables.statementTable(statements),
    tables.allianceTable(alliances),
    tables.indexTable(indexes),
  ]
}

/** CMI, cost and time index as decimals; shares of low, high and readmitted cases can be taken from the counts. */
const indexesJson = (indexes: readonly payment.ProviderIndexes[]) =>
  indexes.map(({ cmi, costIndex, timeIndex, ...counts }) => ({
    ...counts,
    ...{ cmi: decimalOf(cmi), costIndex: decimalOf(costIndex), timeIndex: decimalOf(timeIndex) },
    diseaseCoverage: decimalOf(payment.groupingRate(counts.grouped, counts.cases)),
  }))
const decimalOf = (value: fractions.Exact | undefined): string | null =>
  value === undefined ? null : fractions.exactText(value, 4)

const valuesJson = (values: readonly payment.MethodValue[]) =>
  values.map(({ line, method, scheme, form, step }) => ({ line, method, scheme, form, step }))

const monthJson = (rules: payment.PaymentRules, { month, collected, rows, issues }: payment.MonthClosed) => ({
  ...{ payment: rules.payment, month, cases: collected.cases, rows, issues },
  indexes: indexesJson(payment.indexesOf(collected.sums.values())),
})

const yearJson = (rules: payment.PaymentRules, closed: payment.YearClosed) => ({
  ...{
    payment: rules.payment,
    year: closed.year,
    cases: closed.collected.cases,
    forecast: closed.statements.length === 0,
  },
  values: valuesJson(closed.posted.values),
  statements: closed.statements,
  alliances: closed.alliances.map(({ split, ...each }) => ({
    ...each,
    byFundFen: split.byFundFen,
    members: Object.fromEntries(split.members),
  })),
  providers: closed.rows,
  quotas: closed.collected.quotas,
  indexes: indexesJson(closed.indexes),
  issues: closed.issues,
})
