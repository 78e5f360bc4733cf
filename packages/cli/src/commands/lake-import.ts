// `yibao lake import`: a table of another office brought into a lake from CSV, Excel or Parquet, by a column map; with a check run.
import { existsSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { IMPORT_TABLES, type Imported, importFile, readMap } from '@yibao/lake'
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

export const command: Command = {
  name: 'lake import',
  summary: '把其他部门的表（CSV、Excel、Parquet）导入历史库 a table of another office into a lake',
  usage: 'lake import --lake LAKE --table TABLE --in FILE [--map FILE] [--sheet NAME] [--check] [--json]',
  options: {
    lake: { type: 'string' },
    table: { type: 'string' },
    in: { type: 'string' },
    map: { type: 'string' },
    sheet: { type: 'string' },
    check: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    lake: '历史库，合成的或平台写成的 a lake, generated or kept by a platform',
    table: `表 one of ${Object.keys(IMPORT_TABLES).join(', ')}`,
    in: '文件 .csv、.csv.gz、.xlsx 或 .parquet，第一行为标题 the first row has the titles',
    map: '列对照，每行“列: 文件中的标题”；不写时按列名或中文名认 column: title, a line each; by name when left out',
    sheet: '工作表，默认第一个 the sheet of an Excel book, the first when left out',
    check: '只检查，不写入 looks and writes nothing',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao lake import --lake history-2022 --table service_points --in policies/lists/example-points.csv --check',
    'npx yibao lake import --lake history-2022 --table service_points --in policies/lists/example-points.csv',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}（unexpected）`)
  const [folder, file] = [resolve(requiredOption(invocation, 'lake')), resolve(requiredOption(invocation, 'in'))]
  const table = requiredOption(invocation, 'table')
  const check = invocation.values.check === true
  const map = mapFor(table, textOption(invocation, 'map'))
  const sheet = textOption(invocation, 'sheet')
  const found = await importFile({ folder, table, file, map, sheet, check })
  if (invocation.values.json) printJson(found)
  else if (found.badCells === 0) print(saidOf(found, check))
  if (found.badCells === 0) return 0
  if (!invocation.values.json) process.stderr.write(`${faultsOf(found, basename(file))}\n`)
  return 1
}

function mapFor(table: string, path: string | undefined): ReadonlyMap<string, string> {
  if (path === undefined) return new Map()
  if (!existsSync(path)) throw new UsageError(`没有这个文件：${path}（no such file）`)
  return readMap(path, readFileSync(path, 'utf8'), IMPORT_TABLES[table]?.columns ?? [])
}

function saidOf({ rows, titles, unused, path }: Imported, check: boolean): string {
  return [
    ...Object.entries(titles).map(([column, title]) => `${column} ← ${title}`),
    ...(unused.length > 0 ? [`未用的标题 titles that are not used：${unused.join('、')}`] : []),
    check ? `检查通过 ${rows} 行，没有写入（checked, nothing written）` : `导入 ${rows} 行（rows brought in）：${path}`,
  ].join('\n')
}

function faultsOf({ bad, badCells }: Imported, file: string): string {
  const more = badCells > bad.length ? [`… 共 ${badCells} 处（in all）`] : []
  return [
    ...bad.map(
      ({ row, column, found, expected }) =>
        `${file}：第 ${row} 行，列 ${column}：${found || '空 empty'}，应为 ${expected}`,
    ),
    ...more,
    '没有写入（nothing was written）',
  ].join('\n')
}
