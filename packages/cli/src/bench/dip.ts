// `yibao bench dip`: records of a CSV file assigned to DIP groups a second; beside it, in turns, the same file only read and written.
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { assignDip, type CompiledDip, compileDip, csvCell } from '@yibao/kernel'
import { type BenchResult, generateStays, machine, quantile, type ShippedCatalogue, STAY_COLUMNS } from '@yibao/lab'
import { loadDipCatalogue } from '@yibao/policy'
import { groupRecords } from '../dip/group-records.ts'
import { type RecordRow, recordsIn } from '../dip/record-file.ts'
import { resultFile } from '../dip/result-file.ts'

export interface DipBench extends Omit<BenchResult, 'rows'> {
  readonly groups: number
  readonly megabytes: number
  /** Reading and writing alone: the bound. */
  readonly copiedPerSecond: number
  /** Records at hand, nothing read or written. */
  readonly assignedPerSecond: number
  readonly groupedShare: number
}

export interface DipBenchOptions {
  readonly scheme: string
  readonly shipped: ShippedCatalogue
  readonly records: number
  readonly rounds: number
}

const YEARS = [2025]
const IN_MEMORY = 50_000

export async function benchDip({ scheme, shipped, records, rounds }: DipBenchOptions): Promise<DipBench> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-bench-dip-'))
  try {
    const catalogue = loadDipCatalogue(scheme)
    const compiled = compileDip(catalogue)
    const from = join(folder, 'records.csv')
    const codes = {
      diagnoses: shipped.diagnoses.map(({ code }) => code),
      procedures: shipped.procedures.map(({ code }) => code),
    }
    await written(from, generateStays({ catalogue, codes, seed: 1, count: records, years: YEARS }))
    const to = join(folder, 'groups.csv')
    const some = await firstRows(from)
    const samples: Record<'whole' | 'copy' | 'assign', number[]> = { whole: [], copy: [], assign: [] }
    let grouped = 0
    for (let round = 0; round < rounds; round += 1) {
      const summary = await timed(samples.whole, records, () =>
        groupRecords(compiled, recordsIn(from), resultFile(to), () => {}),
      )
      grouped = summary.byStatus.grouped ?? 0
      await timed(samples.copy, records, () => copied(from, to))
      await timed(samples.assign, some.length, async () => assignAll(compiled, some))
    }
    return {
      ...{ name: 'dip', unit: 'records/s of a core, reading and writing CSV', value: quantile(samples.whole, 0.5) },
      ...{
        p50: quantile(samples.whole, 0.5),
        p99: quantile(samples.whole, 0.99),
        n: records * rounds,
        machine: machine(),
      },
      groups: catalogue.groups.length,
      megabytes: statSync(from).size / 1e6,
      copiedPerSecond: quantile(samples.copy, 0.5),
      assignedPerSecond: quantile(samples.assign, 0.5),
      groupedShare: grouped / records,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function written(path: string, rows: Iterable<string>): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${STAY_COLUMNS.join(',')}\n`)
  for (const row of rows) file.write(`${row}\n`)
  file.end()
  await finished(file)
}

async function firstRows(path: string): Promise<RecordRow[]> {
  const rows: RecordRow[] = []
  for await (const batch of recordsIn(path).batches) {
    rows.push(...batch)
    if (rows.length >= IN_MEMORY) break
  }
  return rows
}

/** What remains when no record is assigned: every row read into a record, and a row of the same shape written. */
async function copied(from: string, to: string): Promise<void> {
  const out = resultFile(to)
  for await (const rows of recordsIn(from).batches)
    await out.write(
      rows
        .map(({ record }) => `${csvCell(record.recordId)},入组成功,basic,JC-100,I21.0-保守治疗,core,1577.7778,alone\n`)
        .join(''),
    )
  await out.done()
}

function assignAll(compiled: CompiledDip, rows: readonly RecordRow[]): number {
  let grouped = 0
  for (const { record } of rows) if (assignDip(compiled, record).group) grouped += 1
  return grouped
}

/** By processor time of the whole process: the machine may be shared. */
async function timed<T>(samples: number[], records: number, work: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  samples.push(records / ((user + system) / 1e6))
  return result
}

export function dipText(result: DipBench): string {
  const rate = (value: number): string => Math.round(value).toLocaleString('en-US')
  return [
    `dip, ${result.unit}, ${result.machine}`,
    `${result.groups} groups, ${result.megabytes.toFixed(1)} MB, ${(result.groupedShare * 100).toFixed(1)} % grouped`,
    '',
    '| what | /s |',
    '|---|---|',
    `| read, assign, write | ${rate(result.value)} |`,
    `| read and write alone | ${rate(result.copiedPerSecond)} |`,
    `| assign alone | ${rate(result.assignedPerSecond)} |`,
    '',
  ].join('\n')
}
