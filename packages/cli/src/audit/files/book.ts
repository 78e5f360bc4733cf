// The report of `audit files` as an Excel book: totals, findings one by one, and the rows that were not read.
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { FaultList, readCsv } from '@yibao/kernel'
import writeXlsxFile, { type Row, type Sheet } from 'write-excel-file/node'
import type { FindingRow } from './row.ts'
import { type FilesAnswer, SEVERITY_WORDS, type Total, type Totals } from './totals.ts'

/** A book is made in memory; whatever is beyond this stands in the CSV files, and the sheet says so. */
const MOST_ROWS = 50_000

const head = (titles: readonly string[]): Row =>
  titles.map((value) => ({ value, fontWeight: 'bold', backgroundColor: '#E7EEF9' }))
const money = (fen: number) => ({ value: fen / 100, type: Number, format: '#,##0.00' })
const count = (value: number) => ({ value, type: Number, format: '#,##0' })

const TOTAL_HEAD = ['疑点数', '确定', '可疑', '待补证据', '超出金额（元）', '应扣金额（元，每行一次）']
const totalCells = (total: Total): Row => [
  ...[total.findings, total.definite, total.suspect, total.needsEvidence].map(count),
  money(total.excessFen),
  money(total.deductedFen),
]

const sheetOf = (sheet: string, widths: readonly number[], data: Row[]): Sheet<never> =>
  ({ sheet, data, columns: widths.map((width) => ({ width })), stickyRowsCount: 1 }) as unknown as Sheet<never>

function totalsSheet(sheet: string, first: string, totals: readonly Total[]): Sheet<never> {
  const rows = totals.map((total): Row => [total.key, total.name, ...totalCells(total)])
  return sheetOf(sheet, [24, 36, 10, 10, 10, 12, 18, 22], [head([first, '名称', ...TOTAL_HEAD]), ...rows])
}

function summarySheet(answer: FilesAnswer, { all }: Totals): Sheet<never> {
  const rows: Row[] = [
    ['明细行数', count(answer.lines)],
    ['就诊次数', count(answer.visits)],
    ['人数', count(answer.persons)],
    ['规则数', count(answer.rules)],
    ['知识点数', count(answer.points)],
    ['疑点数', count(all.findings)],
    ['其中：确定', count(all.definite)],
    ['其中：可疑', count(all.suspect)],
    ['其中：待补证据', count(all.needsEvidence)],
    ['超出金额（元）', money(all.excessFen)],
    ['应扣金额（元，每行一次）', money(all.deductedFen)],
    ['未能读入的行', count(answer.setAside)],
    ...answer.files.map(
      ({ file, table, rows: read, setAside }): Row => [
        `文件 ${file}（${table}）`,
        `读到 ${read} 行，未能读入 ${setAside} 行`,
      ],
    ),
    ...answer.leftOut.map(({ rule, title, needs }): Row => [`未审 ${rule} ${title}`, `文件没有：${needs}`]),
    ...answer.unasked.map(
      ({ rule, title, findings }): Row => [`未列 ${rule} ${title}`, `${findings} 条发现只缺文件没有的列`],
    ),
  ]
  return sheetOf('汇总', [44, 60], [head(['项目', answer.title]), ...rows])
}

const FINDING_HEAD = [
  ...[
    '规则',
    '名称',
    '结果',
    '机构',
    '机构名称',
    '科室',
    '医师',
    '人员编号',
    '就诊号',
    '日期',
    '项目',
    '编码',
    '明细',
    '超出数量',
  ],
  ...['超出金额（元）', '应扣金额（元）', '缺少的证据', '说明', '给机构的话', '依据'],
]

function findingCells(row: FindingRow, names: Readonly<Record<string, string>>): Row {
  return [
    ...[row.rule, row.title, SEVERITY_WORDS[row.severity], row.provider, names[row.provider] ?? '', row.department],
    ...[
      names[row.prescriber] ?? row.prescriber,
      row.person,
      row.visit,
      row.on,
      row.item,
      row.code,
      row.lines.slice(0, 2000),
    ],
    ...[{ value: row.excess_quantity / 10_000, type: Number }, money(row.excess_fen), money(row.deducted_fen)],
    ...[row.missing, row.auditor_zh, row.provider_zh, row.basis],
  ] as Row
}

async function findingRows(path: string, names: Readonly<Record<string, string>>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue
    if (rows.length === MOST_ROWS) {
      rows.push([`只列前 ${MOST_ROWS} 条，全部见 findings.csv`])
      break
    }
    rows.push(findingCells(JSON.parse(line) as FindingRow, names))
  }
  return rows
}

function asideRows(path: string): Row[] {
  if (!existsSync(path)) return []
  const table = readCsv(path, readFileSync(path, 'utf8'), new FaultList())
  const rows = (table?.rows ?? [])
    .slice(0, MOST_ROWS)
    .map(
      ({ cells: [file = '', row = '', column = '', , found = '', allowed = ''] }): Row => [
        file,
        Number(row),
        column,
        found,
        allowed,
      ],
    )
  return (table?.rows.length ?? 0) > MOST_ROWS ? [...rows, [`只列前 ${MOST_ROWS} 行，全部见 set-aside.csv`]] : rows
}

/** Every sheet but the summary is filtered by its titles: an auditor looks at one rule, one institution, one doctor. */
const filters = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string, _: unknown, { sheetIndex }: { readonly sheetIndex: number }) => {
          const last = [...xml.matchAll(/<c r="([A-Z]+)1"/g)].at(-1)?.[1]
          const rows = [...xml.matchAll(/<row r="(\d+)"/g)].at(-1)?.[1]
          if (sheetIndex === 0 || last === undefined || rows === undefined) return xml
          return xml.replace('</sheetData>', `</sheetData><autoFilter ref="A1:${last}${rows}"/>`)
        },
      },
    },
  },
}

export interface BookInput {
  readonly answer: FilesAnswer
  readonly totals: Totals
  readonly names: Readonly<Record<string, string>>
  /** One finding a line. */
  readonly findings: string
  readonly setAside: string
}

export async function writeBook(path: string, { answer, totals, names, findings, setAside }: BookInput): Promise<void> {
  const sheets = [
    summarySheet(answer, totals),
    totalsSheet('按规则', '规则', totals.byRule),
    totalsSheet('按机构', '机构', totals.byProvider),
    totalsSheet('按科室', '科室', totals.byDepartment),
    totalsSheet('按医师', '医师', totals.byDoctor),
    sheetOf(
      '疑点明细',
      [8, 26, 10, 16, 24, 14, 14, 20, 18, 12, 22, 26, 24, 10, 16, 16, 18, 60, 60, 40],
      [head(FINDING_HEAD), ...(await findingRows(findings, names))],
    ),
    sheetOf('未能读入', [24, 10, 18, 30, 50], [head(['文件', '行', '列', '读到', '允许']), ...asideRows(setAside)]),
  ]
  await writeXlsxFile(sheets, { features: [filters] }).toFile(path)
}
