// Records from a CSV file of any size: read piece by piece, every fault with line and column, in the order of the file.
import { createReadStream, existsSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DISCHARGE_TYPES, type Fen, fenFromYuan, type MedicalRecord } from '@yibao/kernel'
import { UsageError } from '../command.ts'

/** Columns that assignment and forming read; `record_id` and `dx` must be there, others are passed over. */
export const RECORD_COLUMNS = [
  ...[
    'record_id',
    'sex',
    'age_years',
    'age_days',
    'newborn_weight_g',
    'los_days',
    'discharge_type',
    'total_cost',
    'dx',
  ],
  ...['proc', 'discharged_on', 'year', 'basic_level', 'other_method'],
] as const
export type RecordColumn = (typeof RECORD_COLUMNS)[number]

export interface RecordRow {
  readonly line: number
  readonly record: MedicalRecord
  readonly year: number | undefined
  readonly dischargedOn: string | undefined
  readonly isBasicLevel: boolean
  readonly isPaidOtherwise: boolean
}

const MOST_FAULTS = 20

/** What is wrong with a file of records: exit code 2, and nothing has been written. */
export class RecordFaults extends UsageError {}

export interface Progress {
  /** From 0 to 1; −1 where the size is unknown. */
  share(): number
}

export interface RecordSource extends Progress {
  readonly batches: AsyncGenerator<readonly RecordRow[]>
}

export function recordsIn(path: string, needed: readonly RecordColumn[] = []): RecordSource {
  if (path !== '-' && !existsSync(path)) throw new UsageError(`没有这个文件：${path}(no such file)`)
  const size = path === '-' ? 0 : statSync(path).size
  const raw: Readable = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 16 })
  let read = 0
  raw.on('data', (chunk: Buffer) => {
    read += chunk.length
  })
  const stream = path.endsWith('.gz') ? raw.pipe(createGunzip({ chunkSize: 1 << 20 })) : raw
  if (stream !== raw) raw.once('error', (error) => stream.destroy(error))
  return { batches: rowsOf(stream, path, needed), share: () => (size === 0 ? -1 : read / size) }
}

async function* rowsOf(
  stream: AsyncIterable<Buffer>,
  path: string,
  needed: readonly RecordColumn[],
): AsyncGenerator<readonly RecordRow[]> {
  let reader: RowReader | undefined
  const faults: string[] = []
  for await (const lines of linesOf(readable(stream, path))) {
    const rows: RecordRow[] = []
    for (const { line, cells } of lines) {
      if (!reader) reader = new RowReader(path, cells, ['record_id', 'dx', ...needed])
      else {
        const row = reader.row(line, cells, faults)
        if (row) rows.push(row)
      }
    }
    if (faults.length > 0) break
    yield rows
  }
  if (!reader) throw new RecordFaults(`${path} 是空文件(an empty file)`)
  if (faults.length > 0) {
    const more = faults.length > MOST_FAULTS ? [`… 这一段共 ${faults.length} 处(${faults.length} in this part)`] : []
    throw new RecordFaults(
      [`${path} 有错，没有写出任何结果(nothing was written)：`, ...faults.slice(0, MOST_FAULTS), ...more].join('\n'),
    )
  }
}

/** A folder, a broken .gz and the like: said with the file's name. */
async function* readable(stream: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    throw new RecordFaults(`${path} 不能读取(unreadable): ${error instanceof Error ? error.message : String(error)}`)
  }
}

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

/** Whole rows; a row with quotes may go over several lines. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: false })
  let [rest, line, open, openLine] = ['', 0, '', 0]
  const take = (texts: readonly string[]): Line[] => {
    const rows: Line[] = []
    for (const text of texts) {
      line += 1
      if (open === '' && !text.includes('"')) {
        const own = text.endsWith('\r') ? text.slice(0, -1) : text
        if (own !== '') rows.push({ line, cells: own.split(',') })
        continue
      }
      if (open === '') openLine = line
      open = open === '' ? text : `${open}\n${text}`
      if (quotesIn(open) % 2 === 1) continue
      rows.push({ line: openLine, cells: quotedCells(open.endsWith('\r') ? open.slice(0, -1) : open) })
      open = ''
    }
    return rows
  }
  for await (const chunk of stream) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = texts.pop() ?? ''
    yield take(texts)
  }
  rest += decoder.decode()
  if (rest !== '') yield take([rest])
  if (open !== '') throw new RecordFaults(`第 ${openLine} 行的引号没有结束(a quote is never closed)`)
}

const quotesIn = (text: string): number => text.split('"').length - 1

function quotedCells(text: string): string[] {
  const cells: string[] = []
  const cell = /("(?:[^"]|"")*"?[^,]*|[^,]*)(,|$)/y
  for (;;) {
    const [, own = '', end = ''] = cell.exec(text) ?? []
    cells.push(own.startsWith('"') ? own.replace(/^"|"$/g, '').replaceAll('""', '"') : own)
    if (end === '') return cells
  }
}

const YES = new Set(['1', 'yes', '是'])

class RowReader {
  readonly #at: Readonly<Record<RecordColumn, number>>
  readonly #width: number
  readonly #path: string

  constructor(path: string, header: readonly string[], needed: readonly RecordColumn[]) {
    const names = header.map((name) => name.trim())
    const missing = [...new Set(needed)].filter((name) => !names.includes(name))
    if (missing.length > 0)
      throw new RecordFaults(`${path}:1 缺少列 ${missing.join('、')}，首行为 ${names.join(',')}(missing columns)`)
    const twice = RECORD_COLUMNS.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
    if (twice !== undefined) throw new RecordFaults(`${path}:1 列 ${twice} 出现两次(a column stands twice)`)
    this.#at = Object.fromEntries(RECORD_COLUMNS.map((name) => [name, names.indexOf(name)])) as Record<
      RecordColumn,
      number
    >
    this.#width = names.length
    this.#path = path
  }

  row(line: number, cells: readonly string[], faults: string[]): RecordRow | undefined {
    const before = faults.length
    if (cells.length !== this.#width) {
      faults.push(`${this.#path}:${line} 应有 ${this.#width} 列，实有 ${cells.length} 列(columns)`)
      return undefined
    }
    const text = (name: RecordColumn): string => cells[this.#at[name]]?.trim() ?? ''
    const wrong = (name: RecordColumn, expected: string): undefined => {
      faults.push(`${this.#path}:${line}:${this.#at[name] + 1} ${name} “${text(name).slice(0, 60)}”：应为${expected}`)
      return undefined
    }
    const whole = (name: RecordColumn): number | undefined => {
      const own = text(name)
      if (own === '') return undefined
      return /^\d{1,9}$/.test(own) ? Number(own) : wrong(name, '整数(a whole number)')
    }
    const record: MedicalRecord = {
      recordId: text('record_id') || (wrong('record_id', '非空编号(an id)') ?? ''),
      sex: sexOf(text('sex'), (expected) => wrong('sex', expected)),
      ageYears: whole('age_years'),
      ageDays: whole('age_days'),
      birthWeightG: whole('newborn_weight_g') || undefined,
      losDays: whole('los_days'),
      dischargeType: dischargeOf(text('discharge_type'), (expected) => wrong('discharge_type', expected)),
      totalFen: costOf(text('total_cost'), (expected) => wrong('total_cost', expected)),
      diagnoses: codesOf(text('dx')),
      procedures: codesOf(text('proc')),
    }
    const dischargedOn = text('discharged_on')
    if (dischargedOn !== '' && !/^\d{4}-\d\d-\d\d$/.test(dischargedOn))
      wrong('discharged_on', '日期，如 2026-01-31(a day)')
    const year = whole('year') ?? (dischargedOn === '' ? undefined : Number(dischargedOn.slice(0, 4)))
    if (faults.length > before) return undefined
    return {
      ...{ line, record, year, dischargedOn: dischargedOn || undefined },
      isBasicLevel: YES.has(text('basic_level')),
      isPaidOtherwise: YES.has(text('other_method')),
    }
  }
}

const codesOf = (text: string): string[] => (text === '' ? [] : text.split('|'))

type Wrong = (expected: string) => undefined

function sexOf(text: string, wrong: Wrong): MedicalRecord['sex'] {
  if (text === '') return undefined
  return text === '1' ? 'male' : text === '2' ? 'female' : wrong(' 1 男或 2 女(1 or 2)')
}

function dischargeOf(text: string, wrong: Wrong): MedicalRecord['dischargeType'] {
  if (text === '') return undefined
  return DISCHARGE_TYPES.find((each) => each === text) ?? wrong(` ${DISCHARGE_TYPES.join('、')} 之一(one of these)`)
}

function costOf(text: string, wrong: Wrong): Fen | undefined {
  if (text === '') return undefined
  return fenFromYuan(text) ?? wrong('元，最多两位小数(yuan, two decimals at most)')
}
