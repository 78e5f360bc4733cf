// `bench group`: how many records a core puts into their DRG, from a CSV file to a CSV file; beside it the same reading and writing
// without grouping, and the second grouper that follows the published steps word by word.
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyRows, Grouper, type Layout, lastRowEnd, PieceGrouper, readLayout } from '@yibao/kernel'
import { loadScheme } from '@yibao/policy'
import { generateRecords } from '../grouping/generate.ts'
import { naiveGroupFile } from '../grouping/naive.ts'
import { NaiveScheme } from '../grouping/naive-scheme.ts'
import { naiveTablesAt } from '../grouping/tables-at.ts'
import { type BenchResult, type Measured, machine, quantile, stopwatchMs } from './measure.ts'

export interface GroupBench extends BenchResult {
  readonly name: 'group'
  readonly unit: 'records/s per core'
  readonly scheme: string
  readonly adrgs: number
  /** Bytes of a record on average. */
  readonly bytesPerRecord: number
  /** Of the copy's rate, and of the second grouper's, in the same run. */
  readonly ratioToCopy: number
  readonly ratioToNaive: number
}

export interface GroupBenchOptions {
  /** Folder of the scheme. */
  readonly scheme: string
  readonly records: number
  readonly rounds: number
}

const BLOCK_BYTES = 1 << 20
const SEED = 20_261_122
/** The second grouper is slow: it gets a part. */
const NAIVE_SHARE = 0.1

interface Turn {
  readonly what: string
  readonly records: number
  /** Reads the whole file and writes the whole result; tells the milliseconds of each block. */
  run(): number[]
}

export function benchGroup({ scheme: folder, records, rounds }: GroupBenchOptions): GroupBench {
  const { compiled } = loadScheme(folder)
  const tables = naiveTablesAt(folder)
  const naive = new NaiveScheme(tables)
  const adrgs = compiled.scheme.adrgs.length
  const text = generateRecords(tables, naive, Math.ceil(records / adrgs), SEED)
  const count = text.split('\n').length - 2
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-bench-group-'))
  try {
    const turns = turnsOf(scratch, text, count, compiled, naive)
    const rows = medianRows(turns, rounds)
    const [ours, copy, second] = rows as [Measured, Measured, Measured]
    return {
      name: 'group',
      unit: 'records/s per core',
      value: Math.round(ours.perSecond),
      p50: ours.p50Us,
      p99: ours.p99Us,
      n: count,
      machine: machine(),
      rows,
      scheme: `${compiled.scheme.manifest.name} ${compiled.scheme.manifest.version}`.trimEnd(),
      adrgs,
      bytesPerRecord: Math.round(Buffer.byteLength(text) / count),
      ratioToCopy: ours.perSecond / copy.perSecond,
      ratioToNaive: ours.perSecond / second.perSecond,
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function turnsOf(
  scratch: string,
  text: string,
  count: number,
  compiled: Grouper['compiled'],
  naive: NaiveScheme,
): readonly Turn[] {
  const [input, out] = [join(scratch, 'records.csv'), join(scratch, 'groups.csv')]
  writeFileSync(input, text)
  const layout = readLayout(readFileSync(input))
  if (!('columns' in layout)) throw new Error('The generated header is refused')
  const pieces = new PieceGrouper(layout, new Grouper(compiled))
  const part = text.split('\n', Math.ceil(count * NAIVE_SHARE) + 1)
  const partText = `${part.join('\n')}\n`
  const partInput = join(scratch, 'part.csv')
  writeFileSync(partInput, partText)
  checkSame(partText, layout, pieces, naive)
  const naiveRun = (): number[] => {
    const startedAt = stopwatchMs()
    writeFileSync(out, naiveGroupFile(naive, readFileSync(partInput, 'utf8')))
    return [stopwatchMs() - startedAt]
  }
  return [
    {
      what: 'read, group, write',
      records: count,
      run: () => throughFile(input, out, layout, (block) => pieces.group(block).out),
    },
    {
      what: 'read and write alone',
      records: count,
      run: () => throughFile(input, out, layout, (block) => copyRows(layout, block)),
    },
    { what: 'second grouper, word by word', records: part.length - 1, run: naiveRun },
  ]
}

/** Two groupers that differ on a record are not worth comparing by speed. */
function checkSame(text: string, layout: Layout, pieces: PieceGrouper, naive: NaiveScheme): void {
  const ours = pieces.group(Buffer.from(text).subarray(layout.bodyFrom))
  const [, ...judged] = naiveGroupFile(naive, text).split('\n')
  if (Buffer.from(ours.out).toString() !== judged.join('\n')) throw new Error('The two groupers differ')
}

/** Block by block as the command does it, but in one thread, whose processor time is what counts. */
function throughFile(input: string, out: string, layout: Layout, work: (block: Uint8Array) => Uint8Array): number[] {
  const [from, to] = [openSync(input, 'r'), openSync(out, 'w')]
  const times: number[] = []
  const room = new Uint8Array(BLOCK_BYTES * 2)
  let held = 0
  let isFirst = true
  for (;;) {
    const startedAt = stopwatchMs()
    const read = readSync(from, room, held, BLOCK_BYTES, null)
    const bytes = room.subarray(0, held + read)
    const end = read === 0 ? bytes.length : lastRowEnd(bytes)
    if (end > 0) writeSync(to, work(bytes.subarray(isFirst ? layout.bodyFrom : 0, end)))
    isFirst = false
    if (read === 0) break
    room.copyWithin(0, end, bytes.length)
    held = bytes.length - end
    times.push(stopwatchMs() - startedAt)
  }
  closeSync(from)
  closeSync(to)
  return times
}

/** Turn by turn, round by round; the first round only warms up. */
function medianRows(turns: readonly Turn[], rounds: number): Measured[] {
  const samples = turns.map((): Measured[] => [])
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, turn] of turns.entries()) {
      const measured = measureTurn(turn)
      if (round > 0) samples[at]!.push(measured)
    }
  }
  return samples.map((each) => each.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(each.length / 2)]!)
}

function measureTurn({ what, records, run }: Turn): Measured {
  const before = process.threadCpuUsage()
  const blocks = run()
  const after = process.threadCpuUsage()
  const seconds = (after.user + after.system - before.user - before.system) / 1_000_000
  const perRecord = blocks.map((ms) => (ms * 1000 * blocks.length) / records)
  return {
    what,
    perSecond: records / seconds,
    p50Us: quantile(perRecord, 0.5),
    p99Us: quantile(perRecord, 0.99),
    n: records,
  }
}

export function groupBenchText(bench: GroupBench): string {
  const lines = bench.rows.map(
    ({ what, perSecond, p50Us, p99Us }) =>
      `| ${what} | ${Math.round(perSecond).toLocaleString('en-US')} | ${p50Us.toFixed(2)} | ${p99Us.toFixed(2)} |`,
  )
  return [
    `group, ${bench.unit}, ${bench.machine}`,
    `${bench.scheme}: ${bench.adrgs} ADRGs, ${bench.n} records of ${bench.bytesPerRecord} bytes`,
    '',
    '| what | /s of a core | p50 µs | p99 µs |',
    '|---|---|---|---|',
    ...lines,
    '',
    `group / copy: ${bench.ratioToCopy.toFixed(2)}, group / second grouper: ${bench.ratioToNaive.toFixed(1)}`,
    '',
  ].join('\n')
}
