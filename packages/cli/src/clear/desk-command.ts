// `yibao clear --scheme … --rates … --in …`: the year of a hospital's own records, profit and loss by case, group, department, physician.
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type Day, FaultList, type Fen, payment, yuanForPeople } from '@yibao/kernel'
import { type ExitCode, type Invocation, print, printJson, requiredOption, textOption, UsageError } from '../command.ts'
import { textFile } from '../text-file.ts'
import { closeStays, type DeskClosed, type DeskJob, deskScheme } from './desk.ts'
import { answerWhatIf } from './desk-what-if.ts'
import { refuseFaults } from './inputs.ts'
import { ratesAt } from './rates.ts'
import { issueText } from './report.ts'
import { caseTable, type OutputTable, rolledTable, table } from './tables.ts'

const NOT_HERE = ['config', 'cases', 'lake', 'groups', 'providers', 'heads', 'money', 'month', 'explain']
/** From here on a second core is worth reading the scheme twice. */
const LARGE_BYTES = 16 << 20
const MOST_SHOWN = 10

export async function runDesk(invocation: Invocation): Promise<ExitCode> {
  const other = NOT_HERE.find((name) => invocation.values[name] !== undefined)
  if (other) throw new UsageError(`--scheme 与 --${other} 不能同用（not together）`)
  const job = jobOf(invocation)
  const wanted = textOption(invocation, 'what-if')
  if (wanted !== undefined) return answerWhatIf(invocation, job, wanted)
  const done = await closeStays(job)
  const refusing = done.closed.issues.filter(({ refuses }) => refuses)
  if (refusing.length > 0) {
    process.stderr.write(`${refusing.map(issueText).join('\n')}\n`)
    return 1
  }
  if (done.closed.collected.cases === 0)
    throw new UsageError(`没有 ${job.rules.year} 年结算的病例（no cases settled in the year of the rates）`)
  report(invocation, job, done)
  return 0
}

/** The file's own column says it; without one it must be said, unless the rates know but one insurance. */
function insuranceOf(invocation: Invocation, { schemes = [] }: payment.PaymentRules, input: string): string {
  const said = textOption(invocation, 'insurance')
  if (said !== undefined && schemes.length > 0 && !schemes.includes(said))
    throw new UsageError(`--insurance 应为 ${schemes.join('、')} 之一，收到 ${said}（one of these）`)
  const [only] = schemes
  const insurance = said ?? (schemes.length === 1 ? only : undefined)
  const [head = ''] = textFile(input).split('\n', 1)
  if (insurance === undefined && !/(^|[,"\uFEFF])scheme([,"\r]|$)/.test(head))
    throw new UsageError(
      `文件没有险种列 scheme，请用 --insurance 说明：${schemes.join('、')}（say the insurance of the stays）`,
    )
  return insurance ?? ''
}

function jobOf(invocation: Invocation): DeskJob {
  const folder = requiredOption(invocation, 'scheme')
  const input = requiredOption(invocation, 'in')
  const rules = ratesAt(requiredOption(invocation, 'rates'))
  if (!existsSync(input) || !statSync(input).isFile()) throw new UsageError(`没有这个文件：${input}（no such file）`)
  const isDip = existsSync(join(folder, 'catalogue.csv')) || existsSync(join(folder, 'catalogue.csv.gz'))
  const insurance = insuranceOf(invocation, rules, input)
  const faults = new FaultList()
  const file = textOption(invocation, 'weights')
  const weights = file === undefined ? undefined : payment.readWeights(file, textFile(file), faults)
  refuseFaults(faults)
  const settledOn = `${rules.year}-12-31` as Day
  const isLarge = statSync(input).size * (input.endsWith('.gz') ? 6 : 1) > LARGE_BYTES
  return {
    ...{ rules, weights, input, at: 'start', workers: isLarge ? availableParallelism() : 1 },
    scheme: deskScheme(folder, isDip, invocation.values.ambiguous === true ? { ambiguous: true } : {}),
    defaults: { provider: 'own', level: textOption(invocation, 'level') ?? '', scheme: insurance, settledOn },
  }
}

/** By group, department, physician, and by any column asked for. */
function tablesOf({ rules }: DeskJob, done: DeskClosed, by: string | undefined): OutputTable[] {
  const { amounts } = done.closed
  const rolled = [
    rolledTable('groups.csv', 'group', ({ group }) => group || '未入组', amounts),
    rolledTable('departments.csv', 'department', ({ department }) => department, amounts),
    rolledTable('physicians.csv', 'physician', ({ physician }) => physician, amounts),
    ...(by === undefined ? [] : [byColumn(done, by)]),
  ]
  return [caseTable(rules, amounts), ...rolled.filter((each) => each !== undefined), openTable(done)]
}

function byColumn({ text, closed }: DeskClosed, column: string): OutputTable | undefined {
  const rows = payment.csvRows(text)
  const first = rows.next()
  const head = first.done ? [] : first.value.cells.map((name) => name.trim())
  const [at, id] = [head.indexOf(column), head.indexOf('record_id')]
  if (at < 0) throw new UsageError(`文件没有列 ${column}（no such column）：${head.join(',')}`)
  const cells = new Map<string, string>()
  for (const row of rows) cells.set(row.cells[id] ?? '', row.cells[at] ?? '')
  const name = /^[\w\p{Script=Han}-]+$/u.test(column) ? column : 'column'
  return rolledTable(`by-${name}.csv`, column, (each) => cells.get(each.id) ?? '', closed.amounts)
}

/** Every stay without a group: its status and why. */
function openTable({ groups }: DeskClosed): OutputTable {
  const open = [...groups].filter(([, { status }]) => status !== 'grouped').sort(([a], [b]) => (a < b ? -1 : 1))
  return table(
    'ungrouped.csv',
    ['id', 'status', 'reason'],
    open.map(([id, { statusText, reason }]) => [id, statusText, reason]),
  )
}

interface Total {
  cases: number
  costFen: number
  bookedFen: number
  dueFen: number
}

function totalOf(amounts: ReadonlyMap<payment.Kept, Fen>): Total {
  const total = { cases: 0, costFen: 0, bookedFen: 0, dueFen: 0 }
  for (const [{ case: each }, due] of amounts) {
    total.cases += 1
    total.costFen += each.costFen
    total.bookedFen += each.fundFen
    total.dueFen += due
  }
  return total
}

function jsonOf({ rules, scheme }: DeskJob, { closed, groups }: DeskClosed, tables: readonly OutputTable[]) {
  const { cases, costFen, bookedFen, dueFen } = totalOf(closed.amounts)
  const statuses: Record<string, number> = {}
  for (const { statusText } of groups.values()) statuses[statusText] = (statuses[statusText] ?? 0) + 1
  return {
    ...{ rates: rules.payment, year: rules.year, scheme: scheme.folder, kind: scheme.kind, cases, statuses },
    otherYears: groups.size - cases,
    ...{ costFen, fundBookedFen: bookedFen, fundDueFen: dueFen, profitFen: dueFen - bookedFen },
    tables: Object.fromEntries(tables.map(({ name, text }) => [name.replace(/\.csv$/, ''), rowsOf(text)])),
    issues: closed.issues,
  }
}

function rowsOf(text: string): Record<string, string>[] {
  const [head, ...rows] = [...payment.csvRows(text)].map(({ cells }) => cells)
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head?.[at] ?? '', cell])))
}

const lost = (rows: readonly Record<string, string>[]): Record<string, string>[] =>
  [...rows].sort((a, b) => Number(a.difference) - Number(b.difference)).slice(0, MOST_SHOWN)

function reportText(json: ReturnType<typeof jsonOf>): string {
  const yuan = (amount: number): string => yuanForPeople(amount as Fen)
  const sections = Object.entries(json.tables).flatMap(([name, rows]) => {
    if (name === 'ungrouped' || name === 'cases' || rows.length === 0) return []
    const [, column = ''] = Object.keys(rows[0] ?? {})
    return [
      `## 亏损最多的 ${name} Largest losses`,
      '',
      `| ${column} | 病例 cases | 费用 cost | 应付 due | 盈亏 profit and loss |`,
      '|---|---|---|---|---|',
      ...lost(rows).map(
        (row) => `| ${row[column]} | ${row.cases} | ${row.cost} | ${row.fund_due} | ${row.difference} |`,
      ),
      '',
    ]
  })
  return [
    `# 本院盈亏 Profit and loss: ${json.rates}, ${json.year}`,
    '',
    `病例 cases ${json.cases}，费用 cost ${yuan(json.costFen)}，按项目记账 booked ${yuan(json.fundBookedFen)}，按付费规则应付 due ${yuan(json.fundDueFen)}，盈亏 profit and loss ${yuan(json.profitFen)}`,
    '',
    `分组 grouping: ${Object.entries(json.statuses)
      .map(([name, count]) => `${name} ${count}`)
      .join('，')}；未入组的逐例原因见 ungrouped.csv（reasons in the table）`,
    '',
    ...(json.otherYears > 0
      ? [`另有 ${json.otherYears} 份不在 ${json.year} 年结算，没有计入（settled in other years, left out）`, '']
      : []),
    '按年初点值（费率）计算，年终以医保部门公布的为准（at the value the year began with）。',
    '',
    ...sections,
    ...json.issues.map((issue) => `- ${issueText(issue)}`),
  ].join('\n')
}

function report(invocation: Invocation, job: DeskJob, done: DeskClosed): void {
  const tables = tablesOf(job, done, textOption(invocation, 'by'))
  const json = jsonOf(job, done, tables)
  const text = reportText(json)
  const out = textOption(invocation, 'out')
  if (out !== undefined) {
    const all = [
      ...tables,
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
