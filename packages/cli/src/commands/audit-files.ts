// `yibao audit files`: the rules over files of another system, by a column map; without a platform and without a lake.
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { NATIONAL_TITLES } from '@yibao/contract'
import { type AuditFinding, type FactsView, intake, type Stage } from '@yibao/kernel'
import { auditFiles, type FileAudit, headersOf } from '@yibao/lake'
import { type ChosenRules, chosenRules } from '../audit/chosen-rules.ts'
import { writeBook } from '../audit/files/book.ts'
import { filesInput } from '../audit/files/input.ts'
import { filesPage } from '../audit/files/page.ts'
import { filesRow } from '../audit/files/row.ts'
import { type FilesAnswer, type Total, totalsOf } from '../audit/files/totals.ts'
import {
  type Command,
  type ExitCode,
  type Invocation,
  listOption,
  print,
  printJson,
  requiredOption,
  textOption,
  UsageError,
} from '../command.ts'
import { progressBar } from '../progress.ts'

export const command: Command = {
  name: 'audit files',
  summary: '审核其他系统的文件：按列对照读 CSV、Parquet，出报告 audit files of another system by a column map',
  usage:
    'audit files --map MAP.yaml --in FILE [--in FILE …] --out DIR [--stage mid|post] [--rules DIR] [--points DIR] [--rule IDS] [--title TEXT] [--html] [--xlsx] [--json]  |  audit files --write-map MAP.yaml --in FILE [--in FILE …]',
  options: {
    map: { type: 'string' },
    'write-map': { type: 'string' },
    in: { type: 'string', multiple: true },
    out: { type: 'string' },
    stage: { type: 'string' },
    rules: { type: 'string' },
    points: { type: 'string' },
    rule: { type: 'string' },
    title: { type: 'string' },
    html: { type: 'boolean' },
    xlsx: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    map: '列对照文件 which column is which field; see docs/audit-files.md',
    'write-map': '按文件的列名写出列对照的草稿 write the beginning of a column map from the titles of the files',
    in: '数据文件 .csv、.csv.gz 或 .parquet，可以写多次 data; may stand several times',
    out: '结果文件夹；中断后同一命令续做 a folder for the results; the same command goes on after an interruption',
    stage: '按哪个环节的规则：post 事后（默认）、mid 事中 rules of which moment',
    rules: '规则卡文件夹，默认随附的 rules/ the rule cards',
    points: '导入的知识点文件夹 imported knowledge points',
    rule: '只看这些规则，如 N10,N27 only these rules',
    title: '报告的标题 title of the report',
    html: '写 report.html，可打印 a page that prints',
    xlsx: '写 report.xlsx an Excel book',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao audit files --write-map my-map.yaml --in rules/examples/files/lines.csv --in rules/examples/files/visits.csv',
    'npx yibao audit files --map rules/examples/files/map.yaml --in rules/examples/files/lines.csv --in rules/examples/files/visits.csv --out files-audit --html --xlsx',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0)
    throw new UsageError(`多余的参数 ${invocation.positionals[0]}，文件请用 --in（unexpected）`)
  const inputs = listOption(invocation, 'in')
  if (inputs.length === 0) throw new UsageError('缺少 --in（missing --in）')
  const twice = inputs.find((path, at) => inputs.indexOf(path) !== at)
  if (twice !== undefined) throw new UsageError(`${twice} 写了两次（given twice）`)
  const begun = textOption(invocation, 'write-map')
  if (begun !== undefined) return writeMap(begun, inputs)
  return audit(invocation, inputs)
}

async function writeMap(path: string, inputs: readonly string[]): Promise<ExitCode> {
  if (path === '') throw new UsageError('--write-map 应为文件名（a file）')
  if (existsSync(path))
    throw new UsageError(`${path} 已存在，不覆盖，请另起文件名（exists already and is not overwritten）`)
  const headers = await headersOf(inputs.map((file) => ({ path: file, encoding: 'utf-8' })))
  const files = headers.map(({ path: file, titles }) => ({ name: basename(file), titles }))
  const text = intake.starterMap(files, NATIONAL_TITLES)
  writeFileSync(path, text)
  for (const { name, titles } of files) {
    const table = intake.likelyTable(titles, NATIONAL_TITLES)
    const found = intake.matched(table, titles, NATIONAL_TITLES).map(({ field }) => field.name)
    const missing = (intake.NEEDED[table] ?? []).filter((field) => !found.includes(field))
    print(
      `${name}：看作 taken for ${table}，认出 ${found.length} 列 columns recognised${missing.length > 0 ? `，还缺 still needed ${missing.join('、')}` : ''}`,
    )
  }
  print(`已写出 written ${path}，请核对后用 --map 使用（check it, then use it with --map）`)
  return 0
}

function stageOf(invocation: Invocation): Stage {
  const given = textOption(invocation, 'stage') ?? 'post'
  if (given === 'mid' || given === 'post') return given
  throw new UsageError(`--stage 应为 mid 或 post，收到 ${given}（mid or post）`)
}

const needsOf =
  (fields: ReadonlySet<string>, tables: ReadonlySet<string>) =>
  (family: string): string | undefined => {
    const needs = intake.FAMILY_NEEDS[family]
    return needs === undefined || needs.anyOf.some((each) => fields.has(each) || tables.has(each))
      ? undefined
      : needs.zh
  }

async function audit(invocation: Invocation, inputs: readonly string[]): Promise<ExitCode> {
  const mapPath = requiredOption(invocation, 'map')
  const out = resolve(requiredOption(invocation, 'out'))
  if (existsSync(out) && !statSync(out).isDirectory()) throw new UsageError(`${out} 不是文件夹（not a folder）`)
  const stage = stageOf(invocation)
  const { map, files, hash } = await filesInput(mapPath, inputs)
  const fields = intake.fieldsTold(map)
  const tables = new Set(map.files.map(({ table }) => table))
  const chosen = chosenRules(
    invocation,
    stage,
    needsOf(fields, tables),
    '所选规则都需要文件没有的列（the files tell nothing that these rules look at）',
  )
  const bar = progressBar('audit files')
  const row = (finding: AuditFinding, deductedFen: number, view?: FactsView) =>
    filesRow(finding, deductedFen, chosen.cards.get(finding.rule), view)
  const result = await auditFiles({
    ...{ out, files, fields, stage, audit: chosen.audit, fingerprint: `${hash} ${stage} ${chosen.fingerprint}` },
    ...{ rowOf: row, looseRowOf: (finding) => row(finding, 0) },
    onProgress: (share, text) => bar.show(share, text),
  })
  bar.done(`${result.findings} 条疑点 findings`)
  await report(invocation, result, chosen, stage, out)
  return 0
}

async function report(
  invocation: Invocation,
  result: FileAudit,
  chosen: ChosenRules,
  stage: Stage,
  out: string,
): Promise<void> {
  const { names } = result
  const totals = totalsOf(result.pieces, names)
  const titleOf = (rule: string): string => chosen.cards.get(rule)?.title.zh ?? ''
  const answer: FilesAnswer = {
    ...{
      title: textOption(invocation, 'title') ?? '医保费用审核报告',
      stage,
      lines: result.lines,
      visits: result.visits,
      persons: result.persons,
    },
    ...{
      findings: result.findings,
      files: result.files,
      setAside: result.setAside,
      rules: chosen.audit.rules.size,
      points: chosen.audit.pointCount,
    },
    ...{ leftOut: chosen.leftOut, resumed: result.resumed },
    unasked: Object.entries(result.untold).map(([rule, findings]) => ({ rule, title: titleOf(rule), findings })),
  }
  const { top: _, ...counted } = totals
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify({ ...answer, resumed: 0, ...counted }, null, 1)}\n`)
  if (invocation.values.html) writeFileSync(join(out, 'report.html'), filesPage(answer, totals, names))
  if (invocation.values.xlsx)
    await writeBook(join(out, 'report.xlsx'), {
      answer,
      totals,
      names,
      findings: join(out, 'findings.jsonl'),
      setAside: join(out, 'set-aside.csv'),
    })
  if (invocation.values.json) printJson({ ...answer, byRule: totals.byRule })
  else print(summaryText(answer, totals.byRule, out))
}

const summaryText = (answer: FilesAnswer, byRule: readonly Total[], out: string): string =>
  [
    `${answer.lines} 行明细 lines，${answer.visits} 次就诊 visits，${answer.findings} 条疑点 findings，${answer.setAside} 行未能读入 rows not read${answer.setAside > 0 ? '（见 set-aside.csv）' : ''}`,
    '规则 rule  名称 title  确定 definite  可疑 suspect  待补证据 evidence  应扣（元） deducted',
    ...byRule.map(({ key, name, definite, suspect, needsEvidence, deductedFen }) =>
      [key, name, definite, suspect, needsEvidence, (deductedFen / 100).toFixed(2)].join('  '),
    ),
    ...answer.leftOut.map(({ rule, title, needs }) => `未审 not judged：${rule} ${title}，文件没有${needs}`),
    `结果 results：${out}`,
  ].join('\n')
