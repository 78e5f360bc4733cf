// `yibao report`: the year in review as Word and HTML, every figure from its indicator, nothing written that was not computed.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { indicator } from '@yibao/kernel'
import { cityProfile } from '@yibao/lab'
import {
  computeBy,
  computeGroups,
  computeIndicators,
  type OpenLake,
  openLake,
  readManifest,
  type Scope,
} from '@yibao/lake'
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
import { indicatorsIn, shippedIndicators } from '../indicators/read.ts'
import { faultsText, libraryAt } from '../policy-input.ts'
import { type Chart, composeReport, type Report } from '../report/compose.ts'
import { GROUP_NAMES } from '../report/names.ts'
import { reportPage } from '../report/page.ts'
import { type ChartPlan, readTemplate, type Template } from '../report/template.ts'
import { reportWord } from '../report/word.ts'
import { cityPolicyPath } from '../shipped.ts'
import { textFile } from '../text-file.ts'

const shipped = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../reports/year-in-review.yaml')

export const command: Command = {
  name: 'report',
  summary: '年度运行情况(Word 与网页) the year in review as Word and HTML',
  usage: 'report --lake LAKE --year YEAR [--out FOLDER] [--template FILE] [--area CODE] [--json]',
  options: {
    lake: { type: 'string' },
    year: { type: 'string' },
    out: { type: 'string' },
    template: { type: 'string' },
    area: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    lake: '历史库 a lake',
    year: '年度 the calendar year',
    out: '输出文件夹，默认 report-YEAR a folder',
    template: '文字模板，默认为随产品的 the text; the shipped one when left out',
    area: '区划代码的开头 leading digits of the area',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao report --lake history-2022 --year 2022 --out report-2022'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const folder = resolve(requiredOption(invocation, 'lake'))
  const year = requiredOption(invocation, 'year')
  if (!/^(19|20)\d\d$/.test(year)) throw new UsageError(`--year 应为年度，如 2025，收到 ${year}(expected a year)`)
  const template = templateAt(textOption(invocation, 'template') ?? shipped)
  const out = resolve(textOption(invocation, 'out') ?? `report-${year}`)
  const lake = await openLake(folder)
  try {
    const scope = { period: { from: `${year}-01-01`, to: `${year}-12-31` }, area: textOption(invocation, 'area') }
    const report = await make(lake, template, scope, areaName(folder))
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, 'report.html'), reportPage(report))
    writeFileSync(join(out, 'report.docx'), await reportWord(report))
    writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    if (invocation.values.json) printJson(report)
    else
      print(
        `${report.title}\n数字 figures ${report.figures.length}，因缺数据未写的指标 left out ${report.missing.length}\n${join(out, 'report.docx')}\n${join(out, 'report.html')}`,
      )
    return 0
  } finally {
    lake.engine.close()
  }
}

async function make(lake: OpenLake, template: Template, scope: Scope, area: string): Promise<Report> {
  const all = indicatorsIn(shippedIndicators)
  const values = await computeIndicators(lake, { indicators: all, ...scope })
  const total = values.find(({ id }) => id === 'CM-24')
  if (total?.numerator === '0')
    throw new UsageError(`${scope.period.from} 至 ${scope.period.to} 没有结算(nothing was settled then)`)
  const plans = template.sections.flatMap(({ charts }) => charts)
  const charts = new Map<string, Chart>()
  for (const plan of plans) charts.set(plan.title, await chartOf(lake, all, plan, scope))
  const names = { area, year: scope.period.from.slice(0, 4), ...scope.period }
  return composeReport(template, new Map(values.map((each) => [each.id, each])), charts, names)
}

async function chartOf(
  lake: OpenLake,
  all: readonly indicator.Indicator[],
  plan: ChartPlan,
  scope: Scope,
): Promise<Chart> {
  const found = all.find(({ id }) => id === plan.indicator)
  if (!found) throw new UsageError(`图“${plan.title}”引用了不存在的指标 ${plan.indicator}(unknown indicator)`)
  const shown = { ...found, unit: plan.unit as indicator.Unit, decimals: plan.unit === '万元' ? 1 : 0 }
  if (plan.by === 'month') return { ...plan, groups: await byMonth(lake, shown, scope) }
  const groups = await computeBy(lake, shown, scope, plan.by)
  const counties = countyNames(lake.manifest.policy)
  const named = groups.map(({ group, value }) => ({
    group: GROUP_NAMES.get(group) ?? counties.get(group) ?? group,
    value: Number(value ?? 0),
  }))
  return { ...plan, groups: named.filter(({ value }) => value !== 0).sort((a, b) => b.value - a.value) }
}

async function byMonth(lake: OpenLake, shown: indicator.Indicator, scope: Scope): Promise<Chart['groups']> {
  const found = new Map((await computeGroups(lake, shown, scope, 'month')).map(({ key, value }) => [key, value]))
  const year = scope.period.from.slice(0, 4)
  return Array.from({ length: 12 }, (_, at) => ({
    group: `${at + 1}月`,
    value: Number(found.get(`${year}-${String(at + 1).padStart(2, '0')}`) ?? 0),
  }))
}

function templateAt(file: string): Template {
  const { template, faults } = readTemplate(file, textFile(file))
  if (!template) throw new UsageError(faultsText(faults))
  return template
}

/** Counties by code, where the city is one that this product knows. */
const countyNames = (policy: string): ReadonlyMap<string, string> =>
  new Map(cityProfile(policy.replace(/^city\//, ''))?.counties.map(({ code, name }) => [code, name]))

/** The city as its policy calls itself. */
function areaName(folder: string): string {
  const { policy } = readManifest(folder)
  return libraryAt(cityPolicyPath(policy.replace(/^city\//, ''))).library.content.packs.at(-1)?.title ?? policy
}
