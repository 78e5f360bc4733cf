// `yibao dip group`: the DIP group of every record of a file, or why one record has its group.
import {
  type CompiledDip,
  compileDip,
  DIP_STATUS_TEXT,
  type DipLayer,
  type DipStatus,
  dipExplanationText,
  explainDip,
  LAYER_WORDS,
} from '@yibao/kernel'
import { loadDipCatalogue } from '@yibao/policy'
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
import { type DipSummary, groupRecords, OUT_OF_VALIDITY } from '../dip/group-records.ts'
import { recordsIn } from '../dip/record-file.ts'
import { resultFile } from '../dip/result-file.ts'
import { groupLakeByDip, refuseFileOptions } from '../group/lake.ts'
import { progressBar } from '../progress.ts'

export const command: Command = {
  name: 'dip group',
  summary: '按病种目录为病例入组（DIP） group records by a DIP catalogue',
  usage: 'dip group --catalogue DIR --in records.csv --out groups.csv | --lake LAKE [--json] | --explain ID',
  options: {
    catalogue: { type: 'string' },
    in: { type: 'string' },
    out: { type: 'string' },
    lake: { type: 'string' },
    explain: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    catalogue: '病种目录：文件夹或其中的 catalogue.csv the catalogue',
    in: '病例，.csv 或 .csv.gz，- 为标准输入 records; - is standard input',
    out: '结果，.csv 或 .csv.gz，- 为标准输出 groups; - is standard output',
    lake: '历史库：给其中的住院入组，写在历史库旁的 groups/dip the stays of a lake instead; their groups lie beside it',
    explain: '只说明这一编号的病例为何如此入组 explain one record instead',
    json: '摘要（或说明）以 JSON 输出 the summary or explanation as JSON',
  },
  examples: [
    'npx yibao dip group --catalogue schemes/dip-teaching --in schemes/dip-teaching/records.csv --out dip-groups.csv',
    'npx yibao dip group --catalogue schemes/dip-teaching --in schemes/dip-teaching/records.csv --explain T003',
    'npx yibao dip group --catalogue schemes/dip-teaching --lake years-2021',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const catalogue = requiredOption(invocation, 'catalogue')
  const lake = textOption(invocation, 'lake')
  if (lake !== undefined) {
    refuseFileOptions(invocation, ['in', 'out', 'explain'])
    return groupLakeByDip(invocation, lake, compileDip(loadDipCatalogue(catalogue)))
  }
  const from = requiredOption(invocation, 'in')
  const explained = textOption(invocation, 'explain')
  const compiled = compileDip(loadDipCatalogue(catalogue))
  if (explained !== undefined) return explain(invocation, compiled, from, explained)
  const to = requiredOption(invocation, 'out')
  const source = recordsIn(from)
  const bar = progressBar('入组 grouping')
  const summary = await groupRecords(compiled, source, resultFile(to), (records) => {
    if (records >= 200_000) bar.show(Math.max(0, source.share()), String(records))
  })
  // Standard output is the result's own when it goes there.
  if (to === '-') process.stderr.write(summaryText(summary))
  else if (invocation.values.json) printJson(summary)
  else print(summaryText(summary))
  return 0
}

async function explain(invocation: Invocation, compiled: CompiledDip, from: string, id: string): Promise<ExitCode> {
  for await (const rows of recordsIn(from).batches)
    for (const { record } of rows) {
      if (record.recordId !== id) continue
      const explanation = explainDip(compiled, record)
      if (invocation.values.json) printJson(explanation)
      else print(dipExplanationText(explanation))
      return 0
    }
  throw new UsageError(`${from} 中没有编号为 ${id} 的病例(no record with this id)`)
}

function summaryText({ catalogue, records, byStatus, byLayer, ties, groups }: DipSummary): string {
  const statuses = Object.entries(byStatus).map(
    ([status, count]) => `  ${DIP_STATUS_TEXT[status as DipStatus] ?? OUT_OF_VALIDITY} ${count}`,
  )
  const layers = Object.entries(byLayer).map(([layer, count]) => `  ${LAYER_WORDS[layer as DipLayer].zh} ${count}`)
  return [
    `目录 ${catalogue}：病例 ${records}，用到病种 ${groups}`,
    ...statuses,
    ...(layers.length > 0 ? ['其中 of these', ...layers] : []),
    ...(ties > 0 ? [`  由取舍规则决定 ${ties}（decided by a tie rule）`] : []),
    '',
  ].join('\n')
}
