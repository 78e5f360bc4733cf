// `yibao group`: puts each record of a file into its DRG, under a scheme that is a folder of tables.
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import {
  type Comparison,
  type CompiledScheme,
  explainGroup,
  explanationText,
  Grouper,
  type GroupIndexes,
  type GroupOptions,
  IndexTally,
  type MedicalRecord,
  SchemeComparison,
} from '@yibao/kernel'
import { loadScheme } from '@yibao/policy'
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
import { comparisonText } from '../group/comparison-text.ts'
import { type GroupFile, groupFile } from '../group/group-file.ts'
import { indexesText } from '../group/indexes-text.ts'
import { groupLakeByDrg, refuseFileOptions } from '../group/lake.ts'
import { throughParquet } from '../group/parquet.ts'
import { type Summary, summaryText } from '../group/tally.ts'
import { progressBar } from '../progress.ts'

export const command: Command = {
  name: 'group',
  summary: '按 DRG 方案给病案分组 put records into DRGs',
  usage:
    'group --scheme DIR --in RECORDS.csv --out GROUPS.csv | --lake LAKE [--ambiguous] [--map] [--grey refuse] [--explain ID] [--lang zh|en] [--compare DIR] [--by COLUMN] [--workers N] [--json]',
  options: {
    scheme: { type: 'string' },
    in: { type: 'string' },
    out: { type: 'string' },
    lake: { type: 'string' },
    ambiguous: { type: 'boolean' },
    map: { type: 'boolean' },
    grey: { type: 'string' },
    explain: { type: 'string' },
    lang: { type: 'string' },
    compare: { type: 'string' },
    by: { type: 'string' },
    workers: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    scheme: '分组方案的文件夹 a scheme: a folder of tables, see docs/grouping.md',
    in: '病案文件 .csv、.csv.gz 或 .parquet，- 为标准输入 records; - is standard input',
    out: '结果文件 .csv、.csv.gz 或 .parquet，- 为标准输出 groups; - is standard output',
    lake: '历史库：给其中的住院分组，写在历史库旁的 groups/drg the stays of a lake instead; their groups lie beside it',
    ambiguous: '启用歧义病组 use the ambiguous group where the scheme provides for it',
    map: '病案为国家临床版编码，先转换为医保版 codes are clinical ones, translate them first',
    grey: 'refuse：主要诊断或主要手术操作为灰码的病案不分组 refuse records whose principal code is grey',
    explain: '说明一份病案为何在这个组 explain the record with this number',
    lang: '说明的语言 zh 或 en，默认 zh language of the explanation',
    compare: '与另一个方案比较 compare with another scheme over the same records',
    by: '按此列(如医院、科室)算 CMI、费用和时间消耗指数 case mix, cost and time index by a column of the file',
    workers: '并行数，默认按文件大小 workers',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao group --scheme schemes/drg-teaching --in schemes/drg-teaching/sample-records.csv --out groups.csv',
    'npx yibao group --scheme schemes/drg-teaching --in schemes/drg-teaching/sample-records.csv --explain T000001',
    'npx yibao group --scheme schemes/drg-teaching --in schemes/drg-teaching/sample-records.csv --compare schemes/drg-teaching --json',
    'npx yibao group --scheme schemes/drg-teaching --in schemes/drg-teaching/sample-records.csv --by sex',
    'npx yibao group --scheme schemes/drg-teaching --lake years-2021',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const lake = textOption(invocation, 'lake')
  if (lake !== undefined) return overLake(invocation, lake)
  const job = jobOf(invocation)
  const explained = textOption(invocation, 'explain')
  if (explained !== undefined) return explain(job, explained, invocation)
  const other = textOption(invocation, 'compare')
  if (other !== undefined) return compare(job, other, invocation)
  const by = textOption(invocation, 'by')
  if (by !== undefined) return indexes(job, by, invocation)
  if (job.out === undefined) throw new UsageError('缺少 --out(missing --out)')
  const bar = progressBar('分组 grouping')
  const summary = await groupAny({ ...job, onProgress: (share, records) => bar.show(share, `${records}`) })
  bar.done(`${summary.records}`)
  if (invocation.values.json) printJson(summary)
  else if (job.out === '-') process.stderr.write(`${summaryText(summary)}\n`)
  else print(summaryText(summary))
  return 0
}

function overLake(invocation: Invocation, lake: string): Promise<ExitCode> {
  refuseFileOptions(invocation, ['in', 'out', 'explain', 'lang', 'compare', 'by', 'workers'])
  const { compiled } = loadScheme(requiredOption(invocation, 'scheme'))
  return groupLakeByDrg(invocation, lake, compiled, optionsOf(invocation))
}

const groupAny = (job: GroupFile): Promise<Summary> => throughParquet(job, groupFile)

/** From here on a second core is worth reading the scheme twice. */
const LARGE_BYTES = 16 << 20

function jobOf(invocation: Invocation): GroupFile {
  const scheme = requiredOption(invocation, 'scheme')
  const input = requiredOption(invocation, 'in')
  const out = textOption(invocation, 'out')
  if (out === '') throw new UsageError('--out 应为文件名或 -(a file, or -)')
  const alsoSays = ['json', 'explain', 'compare', 'by'].find((name) => invocation.values[name] !== undefined)
  if (out === '-' && alsoSays)
    throw new UsageError(`--out - 与 --${alsoSays} 都要用标准输出(both want standard output)`)
  if (out !== undefined && out !== '-' && out === input)
    throw new UsageError('--out 不得与 --in 相同(must not be the same file)')
  const workers = numberOption(invocation, 'workers', 0) || (isLarge(input) ? availableParallelism() : 1)
  const { compiled, warnings } = loadScheme(scheme)
  if (warnings.length > 0)
    process.stderr.write(`方案有 ${warnings.length} 处提示，不影响分组(${warnings.length} warnings in the scheme)\n`)
  return { scheme, compiled, options: optionsOf(invocation), input, out, workers }
}

function optionsOf(invocation: Invocation): GroupOptions {
  const grey = textOption(invocation, 'grey')
  if (grey !== undefined && grey !== 'refuse' && grey !== 'accept')
    throw new UsageError(`--grey 应为 refuse 或 accept，收到 ${grey}(expected refuse or accept)`)
  return {
    ...(invocation.values.ambiguous === true && { ambiguous: true }),
    map: invocation.values.map === true,
    ...(grey !== undefined && { grey }),
  }
}

function isLarge(input: string): boolean {
  if (input === '-') return false
  const size = statSync(input, { throwIfNoEntry: false })?.size ?? 0
  return size * (input.endsWith('.gz') ? 6 : 1) > LARGE_BYTES
}

async function explain(job: GroupFile, id: string, invocation: Invocation): Promise<ExitCode> {
  const language = textOption(invocation, 'lang') ?? 'zh'
  if (language !== 'zh' && language !== 'en') throw new UsageError(`--lang 应为 zh 或 en，收到 ${language}(zh or en)`)
  const found: MedicalRecord[] = []
  const onRecord = (record: MedicalRecord): void => {
    if (record.recordId === id) found.push(record)
  }
  await groupAny({ ...job, onRecord })
  if (found.length === 0) {
    process.stderr.write(`${job.input} 中没有病案 ${id}(no such record)\n`)
    return 1
  }
  const explanations = found.map((record) => explainGroup(job.compiled, record, job.options))
  if (invocation.values.json) printJson(explanations)
  else for (const explanation of explanations) print(explanationText(explanation, language))
  return 0
}

async function compare(job: GroupFile, folder: string, invocation: Invocation): Promise<ExitCode> {
  const other: CompiledScheme = loadScheme(folder).compiled
  const [first, second] = [new Grouper(job.compiled, job.options), new Grouper(other, job.options)]
  const comparison = new SchemeComparison()
  const onRecord = (record: MedicalRecord): void => comparison.add(first.group(record), second.group(record))
  await groupAny({ ...job, onRecord })
  const result: Comparison = comparison.result()
  const names = [job.compiled, other].map(({ scheme: { manifest } }) =>
    `${manifest.name} ${manifest.version}`.trimEnd(),
  )
  if (invocation.values.json) printJson({ first: names[0], second: names[1], comparison: result })
  else print(comparisonText(names[0]!, names[1]!, result))
  return 0
}

/** Averages are those of the file: the area's when the file is the area's. */
async function indexes(job: GroupFile, column: string, invocation: Invocation): Promise<ExitCode> {
  const grouper = new Grouper(job.compiled, job.options)
  const tally = new IndexTally()
  await groupAny({
    ...job,
    column,
    onRecord: (record, cell) => tally.add(cell(column), grouper.group(record), record),
  })
  const rows: GroupIndexes[] = tally.result()
  if (invocation.values.json) printJson({ by: column, rows })
  else print(indexesText(column, rows))
  return 0
}
