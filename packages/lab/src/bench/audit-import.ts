// `bench audit-import`: how long a quarter of a million knowledge points take to come in, to come in again, and to be loaded.
import {
  compileAudit,
  diffBatch,
  FaultList,
  knowledgeIn,
  type RuleCard,
  readBatch,
  readCsv,
  type StoredPoint,
  storedPoints,
  tableText,
} from '@yibao/kernel'
import { type BenchResult, type Measured, machine, quantile, stopwatchMs } from './measure.ts'

export interface AuditImportBench extends BenchResult {
  readonly name: 'audit-import'
  readonly unit: 'points/s per core'
  readonly points: number
  /** Processor seconds of the median round. */
  readonly importSeconds: number
  readonly againSeconds: number
  readonly loadSeconds: number
}

export interface AuditImportOptions {
  readonly cards: readonly RuleCard[]
  readonly points: number
  readonly rounds: number
}

const FILE = 'list.csv'

export function benchAuditImport({ cards, points, rounds }: AuditImportOptions): AuditImportBench {
  const list = publishedList(points)
  const stored = tableText(imported(list, [], cards).points)
  const pieces = [
    { what: 'import: read, check, compare, write', run: () => tableText(imported(list, [], cards).points).length },
    { what: 'the same batch again: nothing new', run: () => againOf(list, stored, cards) },
    { what: 'load: read and compile', run: () => loaded(stored, cards) },
    { what: 'only split the text at commas into a map', run: () => split(stored) },
  ]
  const rows = pieces.map(({ what, run }): Measured => {
    const samples = Array.from({ length: rounds }, () => timed(run, points))
    const cpu = quantile(
      samples.map((each) => each.cpu),
      0.5,
    )
    const wall = samples.map((each) => (each.wall * 1000) / points)
    return {
      what,
      perSecond: (points * 1000) / cpu,
      p50Us: quantile(wall, 0.5),
      p99Us: quantile(wall, 0.99),
      n: points * rounds,
    }
  })
  const seconds = (at: number): number => points / (rows[at]?.perSecond ?? 1)
  return {
    ...{ name: 'audit-import', unit: 'points/s per core', value: Math.round(rows[0]?.perSecond ?? 0) },
    ...{ p50: rows[0]?.p50Us ?? 0, p99: rows[0]?.p99Us ?? 0, n: rows[0]?.n ?? 0, machine: machine(), rows, points },
    ...{ importSeconds: seconds(0), againSeconds: seconds(1), loadSeconds: seconds(2) },
  }
}

/** A list as it is published: the rule by its name, words of its own. */
function publishedList(points: number): string {
  const rows = Array.from(
    { length: points },
    (_, at) =>
      `药品区分性别使用,X${String(at).padStart(22, '0')},示例药品${at % 5000},${at % 3 === 0 ? '男' : '女'},2025-05-23`,
  )
  return `规则名称,医保药品代码,药品名称,限定,发布日期\n${rows.join('\n')}\n`
}

const FORM = {
  batch: 'bench',
  columns: new Map([['sex', '限定']]),
  words: new Map([
    ['男', 'M'],
    ['女', 'F'],
  ]),
}

function imported(text: string, existing: readonly StoredPoint[], cards: readonly RuleCard[]) {
  const faults = new FaultList()
  const table = readCsv(FILE, text, faults)
  const batch = table && readBatch(FILE, table, FORM, cards, faults)
  if (!batch) throw new Error(`The bench's list is refused: ${JSON.stringify(faults.faults[0])}`)
  return diffBatch(existing, batch, { isWhole: false }, FILE, faults)
}

function againOf(list: string, stored: string, cards: readonly RuleCard[]): number {
  const table = readCsv(FILE, stored, new FaultList())
  const { changes } = imported(list, table ? storedPoints(table) : [], cards)
  const same = changes.filter(({ change }) => change === 'same').length
  if (same !== changes.length) throw new Error(`${changes.length - same} points of the same batch are news`)
  return same
}

function loaded(stored: string, cards: readonly RuleCard[]): number {
  const faults = new FaultList()
  const audit = compileAudit(cards, knowledgeIn(FILE, stored, faults), faults)
  if (faults.refuses) throw new Error(`The bench's table is refused: ${JSON.stringify(faults.faults[0])}`)
  return audit.pointCount
}

const split = (stored: string): number => new Map(stored.split('\n').map((row) => [row.split(',')[0], row])).size

function timed(run: () => number, atLeast: number): { cpu: number; wall: number } {
  const before = process.threadCpuUsage()
  const startedAt = stopwatchMs()
  if (run() < atLeast) throw new Error('The bench lost points')
  const { user, system } = process.threadCpuUsage(before)
  return { cpu: (user + system) / 1000, wall: stopwatchMs() - startedAt }
}

export const auditImportText = (result: AuditImportBench, table: string): string =>
  [
    table,
    `${result.points.toLocaleString('en-US')} points, processor time: import ${result.importSeconds.toFixed(1)} s, again ${result.againSeconds.toFixed(1)} s, load ${result.loadSeconds.toFixed(1)} s`,
    '',
  ].join('\n')
