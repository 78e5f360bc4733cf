// `yibao indicators`: the figures of the bureau over a lake or a platform, each with what it was divided by and the rows behind it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type indicator, parseDay } from '@yibao/kernel'
import {
  computeBy,
  computeIndicators,
  DIALECTS,
  type Dialect,
  type IndicatorValue,
  indicatorRows,
  type LakeTables,
  openAnyLake,
  passText,
  type Scope,
  yearBefore,
} from '@yibao/lake'
import {
  type Command,
  type ExitCode,
  type Invocation,
  numberOption,
  print,
  printJson,
  textOption,
  UsageError,
} from '../command.ts'
import { indicatorsIn, shippedIndicators } from '../indicators/read.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

const DEFAULT_ROWS = 20

export const command: Command = {
  name: 'indicators',
  summary: '计算指标 compute the indicators, and open them down to their rows',
  usage:
    'indicators [ID …] --lake LAKE | --data FOLDER [--from DAY] [--to DAY] [--area CODE] [--by COLUMN] [--rows] [--of denominator] [--limit N] [--page N] [--waiting] [--sql DIALECT] [--csv] [--json]',
  options: {
    lake: { type: 'string' },
    data: dataOption,
    indicators: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    area: { type: 'string' },
    by: { type: 'string' },
    rows: { type: 'boolean' },
    of: { type: 'string' },
    limit: { type: 'string' },
    page: { type: 'string' },
    waiting: { type: 'boolean' },
    sql: { type: 'string' },
    csv: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    lake: '历史库 a lake',
    data: `平台 the settlements of a platform instead;${DATA_HELP}`,
    indicators: '指标文件夹，默认为随产品的 a folder of indicator files',
    from: '首日，默认为历史的第一个月 first day',
    to: '末日，默认为历史的最后一个月 last day',
    area: '区划代码的开头，如 621002 leading digits of the area',
    by: '分组的列，如 county、scheme、level(只给一个指标时) a column to group one indicator by',
    rows: '列出一个指标背后的记录 the rows behind one indicator',
    of: '与 --rows 同用：denominator 列出分母 the rows of the denominator instead',
    limit: `每页行数，默认 ${DEFAULT_ROWS} rows of a page`,
    page: '页码，默认 1 page',
    waiting: '也列出尚不能计算的 list those that wait, too',
    sql: `只写出算式，供 ${DIALECTS.join('、')} 执行；不需要历史库 the queries alone, for another engine; needs no lake`,
    csv: 'CSV',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao indicators --lake history-2022',
    'npx yibao indicators QY-024 --lake history-2022 --by county',
    'npx yibao indicators QY-021 BT-002 --sql trino --from 2025-01-01 --to 2025-12-31',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (textOption(invocation, 'sql') !== undefined) return saySql(invocation)
  const lake = textOption(invocation, 'lake')
  if (lake !== undefined) return overLake(invocation, resolve(lake))
  if (textOption(invocation, 'data') === undefined)
    throw new UsageError('缺少 --lake 或 --data(missing --lake or --data)')
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-indicators-'))
  try {
    const folder = join(scratch, 'lake')
    const { claims } = await visiting(invocation, (visitor) => visitor.exportHistory(folder))
    if (claims === 0) throw new UsageError('平台上没有有效的结算(nothing is settled on this platform)')
    return await overLake(invocation, folder)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function overLake(invocation: Invocation, folder: string): Promise<ExitCode> {
  const all = indicatorsIn(resolve(textOption(invocation, 'indicators') ?? shippedIndicators))
  const asked = invocation.positionals.map((id) => named(all, id))
  const lake = await openAnyLake(folder)
  try {
    const scope = scopeOf(invocation, lake.months)
    const [one, second] = asked
    const wantsOne = invocation.values.rows === true || textOption(invocation, 'by') !== undefined
    if (wantsOne && (!one || second)) throw new UsageError('--rows 与 --by 须指定一个指标(name one indicator)')
    if (one && invocation.values.rows === true) return await sayRows(invocation, lake, one, scope)
    if (one && wantsOne) return await sayGroups(invocation, lake, one, scope)
    const values = await computeIndicators(lake, { indicators: all, period: scope.period, area: scope.area })
    const wanted = asked.length > 0 ? new Set(asked.map(({ id }) => id)) : undefined
    return sayAll(invocation, wanted ? values.filter(({ id }) => wanted.has(id)) : values)
  } finally {
    lake.engine.close()
  }
}

/** What is asked, as another engine is asked it: one query for each table of an indicator. */
function saySql(invocation: Invocation): ExitCode {
  const name = textOption(invocation, 'sql')
  const dialect = DIALECTS.find((each) => each === name)
  if (!dialect) throw new UsageError(`--sql 应为 ${DIALECTS.join('、')} 之一，收到 ${name}（one of these）`)
  const [from, to] = [dayOption(invocation, 'from'), dayOption(invocation, 'to')]
  if (from === undefined || to === undefined) throw new UsageError('--sql 须给 --from 与 --to（needs --from and --to）')
  const all = indicatorsIn(resolve(textOption(invocation, 'indicators') ?? shippedIndicators))
  const scope = { period: { from, to }, area: areaOption(invocation) }
  const queries = invocation.positionals.flatMap((id) => {
    const found = named(all, id)
    if (!found.formula) throw new UsageError(`${found.id} 待 ${found.waitsFor}，还没有算式（has no formula yet）`)
    return queriesOf(found, all, scope, dialect)
  })
  if (queries.length === 0) throw new UsageError('--sql 须指定指标（name the indicators）')
  if (invocation.values.json) printJson(queries)
  else for (const { id, part, sql } of queries) print(`-- ${id} ${part}\n${sql.replaceAll(/\s+/g, ' ')};`)
  return 0
}

interface Query {
  readonly id: string
  readonly part: string
  readonly sql: string
}

function queriesOf(
  each: indicator.Indicator,
  all: readonly indicator.Indicator[],
  scope: Scope,
  dialect: Dialect,
): Query[] {
  const { formula, id } = each
  if (!formula) return []
  if (formula.kind === 'of') return formula.of.flatMap((part) => queriesOf(named(all, part), all, scope, dialect))
  if (formula.kind === 'change') {
    const before = { ...scope, period: yearBefore(scope.period) }
    return [scope, before].flatMap((own) => queriesOf(named(all, formula.of), all, own, dialect))
  }
  const parts = formula.kind === 'ratio' ? (['numerator', 'denominator'] as const) : (['numerator'] as const)
  return parts.flatMap((part) => {
    const measure = part === 'numerator' ? formula.numerator : formula.kind === 'ratio' && formula.denominator
    return measure ? [{ id, part, sql: passText(measure.over, [measure], scope, { dialect }) }] : []
  })
}

function sayAll(invocation: Invocation, values: readonly IndicatorValue[]): ExitCode {
  const computed = values.filter(({ status }) => status === 'computed')
  const shown = invocation.values.waiting || invocation.values.json ? values : computed
  if (invocation.values.json) printJson(values)
  else if (invocation.values.csv) print(csvOf(shown))
  else {
    for (const each of shown) print(lineOf(each))
    const rest = values.length - computed.length
    print(`共 ${values.length} 项 indicators：已计算 computed ${computed.length}，待数据 waiting ${rest}`)
  }
  return 0
}

const lineOf = ({ id, title, value, unit, waitsFor, waitsForEn, status }: IndicatorValue): string =>
  status === 'computed'
    ? `${id}  ${title}: ${value === undefined ? '—(分母为零 nothing to divide by)' : `${value} ${unit}`}`
    : `${id}  ${title}: 待 ${waitsFor} · waits for ${waitsForEn}`

function csvOf(values: readonly IndicatorValue[]): string {
  const head = [
    'id',
    'title',
    'value',
    'unit',
    'numerator',
    'denominator',
    'from',
    'asOf',
    'area',
    'status',
    'definition',
  ] as const
  const rows = values.map((each) => head.map((key) => cell(each[key])).join(','))
  return [head.join(','), ...rows].join('\n')
}

const cell = (value: unknown): string => {
  const text = value === undefined || value === null ? '' : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function sayGroups(
  invocation: Invocation,
  lake: LakeTables,
  one: indicator.Indicator,
  scope: Scope,
): Promise<ExitCode> {
  const by = textOption(invocation, 'by') ?? ''
  const groups = await computeBy(lake, one, scope, by)
  if (groups.length === 0) throw new UsageError(`${one.id} 不能按 ${by} 分组(cannot be grouped by this column)`)
  if (invocation.values.json) printJson({ id: one.id, unit: one.unit, by, groups })
  else for (const { group, value } of groups) print(`${group || '(空 none)'}  ${value ?? '—'} ${one.unit}`)
  return 0
}

async function sayRows(
  invocation: Invocation,
  lake: LakeTables,
  one: indicator.Indicator,
  scope: Scope,
): Promise<ExitCode> {
  const part = partOption(invocation)
  const limit = numberOption(invocation, 'limit', DEFAULT_ROWS)
  const page = Math.max(1, numberOption(invocation, 'page', 1))
  const rows = await indicatorRows(lake, one, scope, part, { limit, offset: (page - 1) * limit })
  if (invocation.values.json) printJson({ id: one.id, part, page, rows })
  else if (rows.length === 0) print('没有记录(no rows)')
  else {
    const head = Object.keys(rows[0] ?? {})
    print([head.join(','), ...rows.map((row) => head.map((key) => cell(row[key])).join(','))].join('\n'))
  }
  return 0
}

function partOption(invocation: Invocation): 'numerator' | 'denominator' {
  const text = textOption(invocation, 'of') ?? 'numerator'
  if (text === 'numerator' || text === 'denominator') return text
  throw new UsageError(`--of 应为 numerator 或 denominator，收到 ${text}(expected one of both)`)
}

function named(all: readonly indicator.Indicator[], id: string): indicator.Indicator {
  const found = all.find((each) => each.id === id.toUpperCase())
  if (!found) throw new UsageError(`没有指标 ${id}(no such indicator)`)
  return found
}

/** Without dates: all months of the lake. */
function scopeOf(invocation: Invocation, months: readonly string[]): Scope {
  const [first = '2000-01', last = '2000-01'] = [months[0], months.at(-1)]
  const from = dayOption(invocation, 'from') ?? `${first}-01`
  const to = dayOption(invocation, 'to') ?? lastDay(last)
  if (from > to) throw new UsageError(`--from ${from} 晚于 --to ${to}(the first day is after the last)`)
  return { period: { from, to }, area: areaOption(invocation) }
}

function areaOption(invocation: Invocation): string | undefined {
  const area = textOption(invocation, 'area')
  if (area === undefined || /^\d{2,12}$/.test(area)) return area
  throw new UsageError(`--area 应为区划代码，收到 ${area}(digits of an area)`)
}

function dayOption(invocation: Invocation, name: string): string | undefined {
  const text = textOption(invocation, name)
  if (text === undefined || parseDay(text)) return text
  throw new UsageError(`--${name} 应为日期，如 2025-01-31，收到 ${text}(expected a day)`)
}

const lastDay = (month: string): string => {
  for (let day = 31; day > 28; day -= 1) if (parseDay(`${month}-${day}`)) return `${month}-${day}`
  return `${month}-28`
}
