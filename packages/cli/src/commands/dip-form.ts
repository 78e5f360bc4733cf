// `yibao dip form`: a DIP catalogue from three years of cases, with the report that experts discuss.
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  catalogueCsv,
  DipHistory,
  type Formed,
  type FormRefusal,
  type FormReport,
  formCatalogue,
  REJECTION_TEXT,
  reportOf,
} from '@yibao/kernel'
import { DIP_FILES, DIP_OPTIONS_FILE } from '@yibao/policy'
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
import { type FormInputs, formInputs } from '../dip/form-inputs.ts'
import { formReportText } from '../dip/form-text.ts'
import { recordsIn } from '../dip/record-file.ts'
import { progressBar } from '../progress.ts'

export const command: Command = {
  name: 'dip form',
  summary: '由历史病例测算病种目录（DIP） form a DIP catalogue from history',
  usage:
    'dip form --in cases.csv --out DIR --last-year YEAR [--frame DIR] [--national DIR] [--min-cases N | --coverage PERCENT] [--score METHOD] …',
  options: {
    in: { type: 'string' },
    out: { type: 'string' },
    'last-year': { type: 'string' },
    weights: { type: 'string' },
    frame: { type: 'string' },
    national: { type: 'string' },
    classes: { type: 'string' },
    grey: { type: 'string' },
    'dx-codes': { type: 'string' },
    'proc-codes': { type: 'string' },
    'dx-map': { type: 'string' },
    'proc-map': { type: 'string' },
    'min-cases': { type: 'string' },
    coverage: { type: 'string' },
    related: { type: 'string' },
    'mixed-min': { type: 'string' },
    'mixed-cv': { type: 'string' },
    'mixed-most': { type: 'string' },
    chapters: { type: 'boolean' },
    score: { type: 'string' },
    id: { type: 'string' },
    version: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    in: '历史病例，.csv 或 .csv.gz，有 year 或 discharged_on 列 cases with their year',
    out: '新建的文件夹：目录、报告 a new folder for the catalogue and its report',
    'last-year': '最后一个年度，如 2025 the last year of the history',
    weights: '各年权重，由旧到新，默认 1,2,7 weights of the years, oldest first',
    frame: '先期、并项、细分规则与不纳入清单取自此目录 layers before the basic one, and lists',
    national: '与此国家目录比对编码 compare with the national catalogue',
    classes: '手术操作类别表 classes of procedures (proc_code,class)',
    grey: '灰码表 grey codes (kind,code)',
    'dx-codes': '有效诊断编码与名称 diagnosis codes in force (dx_code or code, name)',
    'proc-codes': '有效手术操作编码与名称 procedure codes in force',
    'dx-map': '旧诊断编码转换表 old codes to new (from_code,to_code)',
    'proc-map': '旧手术操作编码转换表 old procedure codes to new',
    'min-cases': '核心病种最低例数，默认 15 cases that make a core group',
    coverage: '或：核心病种覆盖不低于此百分数的最大例数 the largest number that still covers this percentage',
    related: '相关手术操作保留的费用增幅百分数，默认 10 rise of cost that keeps a related procedure',
    'mixed-min': '综合病种最低例数 cases of a mixed group',
    'mixed-cv': '综合病种变异系数上限 limit of its variation',
    'mixed-most': '综合病种数量上限 how many of them',
    chapters: '余下的再按章聚类 cluster the rest once more by chapter',
    score: 'average（默认）、reference:病种编码、quota:元 method of the scores',
    id: '目录名称，默认 local name of the catalogue',
    version: '版本，默认为下一年度 version',
    json: '报告以 JSON 输出 the report as JSON',
  },
  examples: [
    'npx yibao dip form --in schemes/dip-teaching/history.csv.gz --frame schemes/dip-teaching --last-year 2025 --out dip-2026',
  ],
  run,
}

const REFUSALS: Readonly<Record<FormRefusal, string>> = {
  no_cases: '没有一例可计入，不能形成目录(no case counts)',
  no_groups: '没有一个病种达到最低例数，不能形成目录(no group reaches the threshold)',
  no_reference_group: '没有 --score 指定的基准病种(the reference group was not formed)',
  no_average: '有权重的年度没有病例(no cases in a year that has a weight)',
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const from = requiredOption(invocation, 'in')
  const out = resolve(requiredOption(invocation, 'out'))
  refuseFolder(out)
  const inputs = formInputs(invocation)
  const history = await historyFrom(from, inputs)
  const outcome = formCatalogue(history, inputs.options, inputs.national, inputs.names)
  if (!outcome.ok) {
    process.stderr.write(`${REFUSALS[outcome.code]}${reasonsOf(history)}\n`)
    return 1
  }
  const report = reportOf(history, outcome.value, inputs.options)
  const text = formReportText(report, inputs.options)
  writeFolder(out, outcome.value, report, text, textOption(invocation, 'frame'), textOption(invocation, 'classes'))
  if (invocation.values.json) printJson(report)
  else print(`${text}\n结果在 results in ${out}`)
  return 0
}

/** Why cases did not count, where that may be the reason. */
function reasonsOf(history: DipHistory): string {
  const reasons = [...history.rejected].filter(([, count]) => count > 0)
  const texts = reasons.map(([reason, count]) => `${REJECTION_TEXT[reason]} ${count} 例`)
  return texts.length === 0 ? '' : `：${texts.join('，')}`
}

async function historyFrom(from: string, { rules }: FormInputs): Promise<DipHistory> {
  const history = new DipHistory(rules)
  const source = recordsIn(from, ['los_days', 'total_cost'])
  const bar = progressBar('读取 reading')
  for await (const rows of source.batches) {
    for (const { record, year, isBasicLevel, isPaidOtherwise } of rows)
      history.add({ ...record, year: year ?? Number.NaN, isBasicLevel, isPaidOtherwise })
    if (history.seen >= 200_000) bar.show(Math.max(0, source.share()), String(history.seen))
  }
  return history
}

function refuseFolder(out: string): void {
  if (!existsSync(dirname(out))) throw new UsageError(`没有这个文件夹：${dirname(out)}(no such folder)`)
  if (!existsSync(out)) return
  if (!statSync(out).isDirectory()) throw new UsageError(`${out} 不是文件夹(not a folder)`)
  const other = readdirSync(out).find((name) => !OWN_FILES.includes(name))
  if (other !== undefined) throw new UsageError(`${out} 中有别的文件 ${other}，请另选文件夹(holds other files)`)
}

const LISTS = [
  DIP_FILES.excludedDiagnoses,
  DIP_FILES.excludedProcedures,
  DIP_FILES.resistantDiagnoses,
  DIP_FILES.procedureClasses,
]
const OWN_FILES: readonly string[] = [
  ...[DIP_FILES.catalogue, DIP_OPTIONS_FILE, 'report.json', 'report.md'],
  ...LISTS.flatMap((name) => [name, `${name}.gz`]),
]

/** Whole or not there: written beside its place, and put there by its name. */
function writeFolder(
  out: string,
  { catalogue }: Formed,
  report: FormReport,
  text: string,
  frame: string | undefined,
  classes: string | undefined,
): void {
  const part = mkdtempSync(join(dirname(out), `.${basename(out)}-`))
  try {
    writeFileSync(join(part, DIP_FILES.catalogue), catalogueCsv(catalogue))
    writeFileSync(join(part, DIP_OPTIONS_FILE), `${JSON.stringify({ ties: catalogue.ties })}\n`)
    writeFileSync(join(part, 'report.json'), `${JSON.stringify(report, null, 1)}\n`)
    writeFileSync(join(part, 'report.md'), text)
    for (const path of listsOf(frame)) cpSync(path, join(part, basename(path)))
    if (classes !== undefined) {
      for (const name of [DIP_FILES.procedureClasses, `${DIP_FILES.procedureClasses}.gz`])
        rmSync(join(part, name), { force: true })
      cpSync(classes, join(part, `${DIP_FILES.procedureClasses}${classes.endsWith('.gz') ? '.gz' : ''}`))
    }
    rmSync(out, { recursive: true, force: true })
    renameSync(part, out)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw error
  }
}

/** What the assignment needs beside the catalogue itself. */
function listsOf(frame: string | undefined): string[] {
  if (frame === undefined) return []
  const folder = statSync(frame).isDirectory() ? frame : dirname(frame)
  return LISTS.flatMap((name) => {
    const path = [join(folder, name), join(folder, `${name}.gz`)].find(existsSync)
    return path === undefined ? [] : [path]
  })
}
