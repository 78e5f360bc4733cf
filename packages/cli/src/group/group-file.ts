// Groups a whole file: blocks of rows in, groups out in the same order, everything or nothing.
import {
  type CompiledScheme,
  CsvRows,
  GROUP_COLUMNS,
  type GroupedPiece,
  Grouper,
  type GroupOptions,
  type MedicalRecord,
  PieceGrouper,
  recordFaultText,
  recordOfRow,
} from '@yibao/kernel'
import { Sink } from './sink.ts'
import { openRecords, RecordsUnreadable, type Source } from './source.ts'
import { type Summary, Tally } from './tally.ts'
import { groupedByWorkers } from './workers.ts'

export interface GroupFile {
  /** Folder of the scheme, for workers to read it too. */
  readonly scheme: string
  readonly compiled: CompiledScheme
  readonly options: GroupOptions
  readonly input: string
  /** The file that the caller named, where `input` only stands for it. */
  readonly shownAs?: string | undefined
  /** `undefined`: nothing is written. */
  readonly out: string | undefined
  readonly workers: number
  /** A column that must be there, beside those that grouping reads. */
  readonly column?: string | undefined
  /** Sees every record, in order; then one worker does all. */
  readonly onRecord?: ((record: MedicalRecord, cell: (title: string) => string) => void) | undefined
  readonly onProgress?: ((share: number, records: number) => void) | undefined
}

export async function groupFile(job: GroupFile): Promise<Summary> {
  const source = await openRecords(job.input, job.shownAs)
  if (job.column !== undefined && !source.layout.titles.includes(job.column))
    throw new RecordsUnreadable(
      `${source.name}:1 没有列 ${job.column}(no such column)：${source.layout.titles.join(',')}`,
    )
  const sink = job.out === undefined ? undefined : new Sink(job.out)
  const tally = new Tally(job.compiled, source.layout.bodyLine, source.layout.unread)
  try {
    await sink?.write(Buffer.from(`${GROUP_COLUMNS.join(',')}\n`))
    for await (const piece of piecesOf(job, source)) {
      tally.add(piece)
      if (tally.faults.length > 0) throw new RecordsUnreadable(faultsText(source.name, tally))
      await sink?.write(piece.out)
      job.onProgress?.(source.share(), tally.records)
    }
    await sink?.keep()
  } catch (error) {
    await sink?.drop()
    throw error
  }
  return tally.summary()
}

function faultsText(name: string, { faults }: Tally): string {
  const lines = faults.map((fault) => recordFaultText(name, fault))
  return `${lines.join('\n')}\n没有写出任何结果(nothing was written)`
}

function piecesOf(job: GroupFile, source: Source): AsyncIterable<GroupedPiece> {
  const { scheme, options, workers, onRecord } = job
  if (workers > 1 && !onRecord)
    return groupedByWorkers(source.blocks, { scheme, options, layout: source.layout }, workers)
  return groupedHere(job, source)
}

async function* groupedHere(job: GroupFile, { layout, blocks }: Source): AsyncGenerator<GroupedPiece> {
  const pieces = new PieceGrouper(layout, new Grouper(job.compiled, job.options))
  for await (const block of blocks) {
    const piece = pieces.group(block)
    if (job.onRecord && piece.notices.faults.length === 0) {
      const rows = new CsvRows(block)
      const cell = (title: string): string => textOf(rows, layout.titles.indexOf(title))
      while (rows.next()) job.onRecord(recordOfRow(rows, layout), cell)
    }
    yield piece
  }
}

const decoder = new TextDecoder()

/** A cell as text; '' when there is no such column. */
const textOf = ({ bytes, starts, ends }: CsvRows, at: number): string =>
  at < 0 ? '' : decoder.decode(bytes.subarray(starts[at], ends[at]))
