// `yibao collect`: contributions from charge to credit, step by step, over files that the tax office and the treasury exchange.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { day, type Fen, parseDay, yuanForPeople } from '@yibao/kernel'
import { readHandOver, simulateCollection } from '@yibao/lab'
import { ContributionUnusable, contributionRulesAt, productContributions } from '@yibao/policy'
import {
  type ContributionDesk,
  contributionSentence,
  openContributionDesk,
  poolingAreaOf,
  type Visitor,
} from '@yibao/server'
import {
  type Command,
  type ExitCode,
  type Invocation,
  numberOption,
  print,
  printJson,
  requiredOption,
  textOption,
  UsageError,
} from '../command.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'
import { operator } from './user-add.ts'

export const command: Command = {
  name: 'collect',
  summary: '征缴：核定、移交、收款、入账、记账、对账 contributions from charge to credit',
  usage:
    'collect assess|hand-over|receipts|arrivals|credit|reconcile|interest|simulate [FILE …] [--period P] [--span S] [--out FOLDER] [--rules PATH] [--data FOLDER] [--json]',
  options: {
    period: { type: 'string' },
    span: { type: 'string' },
    out: { type: 'string' },
    rules: { type: 'string' },
    from: { type: 'string' },
    days: { type: 'string' },
    seed: { type: 'string' },
    wrong: { type: 'string' },
    data: dataOption,
    json: { type: 'boolean' },
  },
  optionHelp: {
    period:
      'assess：职工写月份 2026-11，居民写年度 2027 a month of employees, a year of residents；interest：计息年度 the year of interest',
    span: 'reconcile：日 2026-11-20 或月 2026-11 a day or a month',
    out: 'hand-over、simulate：文件写到哪里，默认当前目录 folder for files',
    rules: '征缴规则，默认随附的 policies/contribution contribution rules',
    from: 'simulate：第一天有人缴款 first day of payments',
    days: 'simulate：几天内缴完，默认 10 days',
    seed: 'simulate：种子，默认 1 seed',
    wrong: 'simulate：每千笔有几笔出错，默认 20 wrong ones of a thousand',
    data: DATA_HELP,
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao collect credit --json'],
  longExamples: [
    'npx yibao collect assess --period 2026-11',
    'npx yibao collect hand-over --out 移交',
    'npx yibao collect simulate 移交/hand-over-1.csv --from 2026-12-01 --out 回盘',
    'npx yibao collect receipts 回盘/receipts-2026-12-01.csv',
    'npx yibao collect arrivals 回盘/arrivals-2026-12-02.csv',
    'npx yibao collect reconcile --span 2026-12',
    'npx yibao collect interest --period 2025',
  ],
  run,
}

const STEPS = ['assess', 'hand-over', 'receipts', 'arrivals', 'credit', 'reconcile', 'interest', 'simulate'] as const
type Step = (typeof STEPS)[number]
const TAKES_FILES: ReadonlySet<Step> = new Set(['receipts', 'arrivals', 'simulate'])

async function run(invocation: Invocation): Promise<ExitCode> {
  const [name, ...files] = invocation.positionals
  const step = STEPS.find((each) => each === name)
  if (!step) throw new UsageError(`步骤应为 ${STEPS.join('、')} 之一(name one step)`)
  if (!TAKES_FILES.has(step) && files.length > 0) throw new UsageError(`多余的参数 ${files[0]}(unexpected)`)
  if (TAKES_FILES.has(step) && files.length === 0) throw new UsageError('缺少文件 name the files')
  const missing = files.find((file) => !existsSync(file) || !statSync(file).isFile())
  if (missing !== undefined) throw new UsageError(`没有这个文件：${missing}(no such file)`)
  if (step === 'simulate') return simulate(invocation, files)
  return visiting(invocation, (visitor) => take(visitor, invocation, step, files))
}

async function take(
  { platform }: Visitor,
  invocation: Invocation,
  step: Exclude<Step, 'simulate'>,
  files: readonly string[],
): Promise<ExitCode> {
  const { reader, writePath, clock, ids } = platform
  const desk = openContributionDesk({
    reader,
    writePath,
    clock,
    ids,
    rules: rulesAt(textOption(invocation, 'rules')),
    poolingArea: await poolingAreaOf(reader),
  })
  const outcomes =
    files.length > 0 ? files.map((file) => () => taken(desk, step, file)) : [() => done(desk, invocation, step)]
  for (const outcome of outcomes) {
    const result = await outcome()
    if (!result.ok) {
      process.stderr.write(`${contributionSentence(result)}\n`)
      return 1
    }
    if (step === 'hand-over')
      writeFiles(result.value as readonly { text: string }[], textOption(invocation, 'out') ?? '.')
    if (invocation.values.json === true) printJson(withoutText(result.value))
    else print(textOf(step, withoutText(result.value)))
  }
  return 0
}

const taken = (desk: ContributionDesk, step: Step, file: string) =>
  step === 'receipts' ? desk.takeReceipts(file, operator()) : desk.takeArrivals(file, operator())

function done(desk: ContributionDesk, invocation: Invocation, step: Exclude<Step, 'simulate'>) {
  if (step === 'assess') return desk.assess(requiredOption(invocation, 'period'), operator())
  if (step === 'hand-over') return desk.handOver(operator())
  if (step === 'interest') return desk.interest(requiredOption(invocation, 'period'), operator())
  return step === 'credit' ? desk.credit(operator()) : desk.reconcile(requiredOption(invocation, 'span'), operator())
}

function rulesAt(path = productContributions) {
  try {
    return contributionRulesAt(path)
  } catch (error) {
    throw error instanceof ContributionUnusable ? new UsageError(error.message) : error
  }
}

function writeFiles(files: readonly { text: string }[], folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const [at, { text }] of files.entries()) writeFileSync(join(folder, `hand-over-${at + 1}.csv`), text)
}

/** The text of a file is in the file. */
const withoutText = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(({ text: _, ...rest }: { text: string }) => rest) : value

const WORDS: Readonly<Record<string, string>> = {
  charges: '征缴单 charges',
  people: '人次 people',
  amountFen: '金额 amount',
  taken: '新收 new',
  known: '以前收过 known',
  matched: '已匹配 matched',
  lines: '记账人次 credited',
  accounts: '计息账户 accounts with interest',
  opened: '新增差异 breaks opened',
  corrected: '已更正 corrected',
  open: '未结差异 open breaks',
  sha256: 'SHA-256',
}

function textOf(step: Step, value: unknown): string {
  const rows = (Array.isArray(value) ? value : [value]) as Readonly<Record<string, unknown>>[]
  const lines = rows.map((row) =>
    Object.entries(WORDS)
      .filter(([name]) => row[name] !== undefined)
      .map(([name, words]) => `${words} ${name.endsWith('Fen') ? yuanForPeople(row[name] as Fen) : row[name]}`)
      .join('，'),
  )
  const totals = rows.flatMap(
    ({ totals: own = [] }) =>
      own as { fund: string; confirmedFen: Fen; creditedFen: Fen; suspenseFen: Fen; refundedFen: Fen }[],
  )
  const sums = totals.map(
    (each) =>
      `  ${each.fund}: 到账 arrived ${yuanForPeople(each.confirmedFen)} = 已入账 credited ${yuanForPeople(each.creditedFen)} + 待认领 suspense ${yuanForPeople(each.suspenseFen)} + 已退 refunded ${yuanForPeople(each.refundedFen)}`,
  )
  return [
    ...(lines.length > 0 ? lines.map((line) => `${step}: ${line}`) : [`${step}: 没有可办的 nothing to do`]),
    ...sums,
  ].join('\n')
}

function simulate(invocation: Invocation, files: readonly string[]): ExitCode {
  const from = requiredOption(invocation, 'from')
  if (!parseDay(from)) throw new UsageError(`--from 应为日期，收到 ${from}(expected a day such as 2026-12-01)`)
  const charges = files.flatMap((file) => readHandOver(readFileSync(file, 'utf8')))
  const folder = textOption(invocation, 'out') ?? '.'
  const { files: made, truth } = simulateCollection(charges, {
    seed: numberOption(invocation, 'seed', 1),
    from: day(from),
    days: numberOption(invocation, 'days', 10),
    wrongShare: numberOption(invocation, 'wrong', 20) / 1000,
  })
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of made) writeFileSync(join(folder, name), text)
  const summary = {
    files: made.map(({ name, on }) => ({ name, on })),
    charges: charges.length,
    paid: truth.paid.length,
    unpaid: truth.unpaid.length,
    arrivedFen: truth.arrivedFen,
    strayFen: truth.strayFen,
  }
  if (invocation.values.json === true) printJson(summary)
  else
    print(
      [
        `${charges.length} 张征缴单 charges，缴清 paid ${truth.paid.length}，${made.length} 份文件 files:`,
        ...made.map(({ name, on }) => `  ${on} ${join(folder, name)}`),
      ].join('\n'),
    )
  return 0
}
