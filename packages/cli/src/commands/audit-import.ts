// `yibao audit import`: a published list of knowledge points comes in as a batch: read, compared, and laid over what is there.
import { basename } from 'node:path'
import {
  type BatchDiff,
  type BatchForm,
  CHANGES,
  type CsvTable,
  diffBatch,
  FaultList,
  joinTables,
  parseDay,
  readBatch,
  readCsv,
} from '@yibao/kernel'
import { checkPointsFolder, loadRules, storedIn, storePoints, tableFile } from '@yibao/policy'
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
import { faultsText } from '../policy-input.ts'

export const command: Command = {
  name: 'audit import',
  summary: '分批导入知识点 import a published list of knowledge points',
  usage:
    'audit import --batch FILE --points DIR [--rule IDS] [--from DAY] [--map …] [--words …] [--set …] [--join FILE] [--name NAME] [--whole] [--dry-run] [--rules PATH] [--json]',
  options: {
    batch: { type: 'string' },
    points: { type: 'string' },
    rule: { type: 'string' },
    from: { type: 'string' },
    map: { type: 'string' },
    words: { type: 'string' },
    set: { type: 'string' },
    join: { type: 'string' },
    name: { type: 'string' },
    whole: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    rules: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    batch: '发布的清单，CSV 或 CSV.gz the list, CSV or CSV.gz',
    points: '知识点文件夹，不在产品目录内 folder for knowledge points, outside the product',
    rule: '只要这些规则，如 N65,N67 only these rules',
    from: '清单没有写日期时的生效日 first day of validity where the list has none',
    map: '列的对应，本系统=清单，如 codes=药品代码,sex=限定 our column = theirs',
    words: '词的对应，如 男=M,女=F their word = ours',
    set: '清单没有写的列，如 max=14,unit=year columns the list leaves out',
    join: '另一张表，按同名列并入 another table, joined on columns of the same name',
    name: '批次名称，默认文件名 name of the batch',
    whole: '清单是这些规则的全部：没有列出的到期 the list is all of its rules: points not in it end',
    'dry-run': '只比较，不写入 compare only',
    rules: '规则卡文件夹，默认随附的 rules/ a folder of rule cards',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao audit import --batch rules/examples/batch.csv --points points --map minGapDays=间隔天数,basis=性质 --dry-run',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const file = requiredOption(invocation, 'batch')
  const folder = requiredOption(invocation, 'points')
  checkPointsFolder(folder)
  const faults = new FaultList()
  const text = tableFile(file)
  const form = formOf(invocation, file)
  const { cards } = loadRules(textOption(invocation, 'rules'))
  const table = tableOf(file, text, textOption(invocation, 'join'), faults)
  const batch = table && !faults.refuses ? readBatch(file, table, form, cards, faults) : undefined
  if (!batch) return refuse(faults)
  const existing = storedIn(folder, new Set(batch.points.map((point) => point.rule)), faults)
  const diff = diffBatch(existing, batch, { isWhole: form.isWhole ?? false }, file, faults)
  if (faults.refuses) return refuse(faults)
  const summary = summaryOf(form, file, diff, batch.passedOver)
  const isDry = invocation.values['dry-run'] === true
  const isNews = diff.changes.some(({ change }) => change !== 'same')
  if (!isDry && isNews) storePoints(folder, diff.points, { name: form.batch, file, text, summary })
  if (invocation.values.json) printJson({ ...summary, written: !isDry && isNews })
  else
    report(
      summary,
      diff,
      isDry ? '试算，未写入 dry run' : isNews ? `已写入 written to ${folder}` : '没有变化，未写入 nothing new',
    )
  return 0
}

function refuse(faults: FaultList): ExitCode {
  const more = faults.faults.length > SHOWN ? `… 另有 ${faults.faults.length - SHOWN} 处 more\n` : ''
  const first = faultsText(faults.faults.slice(0, SHOWN))
  process.stderr.write(`${first}\n${more}整批未导入：${faults.faults.length} 处错误（refused whole）\n`)
  return 1
}

function tableOf(file: string, text: string, other: string | undefined, faults: FaultList): CsvTable | undefined {
  const main = readCsv(file, text, faults)
  if (!main || other === undefined) return main
  const joined = readCsv(other, tableFile(other), faults)
  return joined && joinTables(main, joined, { main: file, other }, faults)
}

function formOf(invocation: Invocation, file: string): BatchForm {
  const from = textOption(invocation, 'from')
  if (from !== undefined && !parseDay(from))
    throw new UsageError(`--from 应为日期，收到 ${from}（expected a day such as 2026-01-01）`)
  const fixed = new Map([...(from ? [['validFrom', from] as const] : []), ...pairs(invocation, 'set')])
  const rules = textOption(invocation, 'rule')
    ?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return {
    batch: textOption(invocation, 'name') ?? basename(file).replace(/\.csv(\.gz)?$/i, ''),
    ...(rules && rules.length > 0 && { rules }),
    columns: pairs(invocation, 'map'),
    words: pairs(invocation, 'words'),
    fixed,
    isWhole: invocation.values.whole === true,
  }
}

/** `a=b,c=d`. */
function pairs(invocation: Invocation, option: string): Map<string, string> {
  const given = textOption(invocation, option)
  if (given === undefined) return new Map()
  return new Map(
    given.split(',').map((pair): [string, string] => {
      const at = pair.indexOf('=')
      if (at < 1) throw new UsageError(`--${option} 应为 名=值，用逗号分隔，收到 ${pair}（expected name=value, …）`)
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}

type Counts = Record<(typeof CHANGES)[number], number>

function summaryOf(form: BatchForm, file: string, diff: BatchDiff, passedOver: ReadonlyMap<string, number>) {
  const rules = new Map<string, Counts>()
  for (const { rule, change } of diff.changes) {
    const counts = rules.get(rule) ?? { added: 0, changed: 0, ended: 0, same: 0 }
    rules.set(rule, counts)
    counts[change] += 1
  }
  const points = diff.changes.length
  return {
    batch: form.batch,
    file: basename(file),
    points,
    rules: Object.fromEntries(rules),
    passedOver: Object.fromEntries(passedOver),
  }
}

const WORDS = { added: '新增 added', changed: '变更 changed', ended: '到期 ended', same: '相同 same' } as const
const SHOWN = 10

function report(summary: ReturnType<typeof summaryOf>, diff: BatchDiff, end: string): void {
  for (const [rule, counts] of Object.entries(summary.rules))
    print(`${rule}  ${CHANGES.map((change) => `${WORDS[change]} ${counts[change]}`).join('，')}`)
  for (const change of ['changed', 'ended'] as const) {
    const some = diff.changes.filter((each) => each.change === change)
    for (const { key, name = '', before, after } of some.slice(0, SHOWN))
      print(
        `  ${WORDS[change]} ${key} ${name} ${before?.from ?? ''}–${before?.to ?? ''} → ${after?.from ?? ''}–${after?.to ?? ''}`,
      )
    if (some.length > SHOWN) print(`  … 另有 ${some.length - SHOWN} 条 more（--json）`)
  }
  for (const [rule, rows] of Object.entries(summary.passedOver))
    print(`未要求的规则 passed over: ${rule} ${rows} 行 rows`)
  print(`${summary.points} 个知识点 points，${end}`)
}
