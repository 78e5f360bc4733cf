// Goes through a file of enrolments: reads each line, finds its person, and hands on good lines and faults, some at a time.
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { enrolment } from '@yibao/kernel'
import { FileRefused, openRows, type Reader, type RowSource } from '../common/index.ts'
import { type Person, personFrom } from '../person/index.ts'
import { personsByCertificate } from './store.ts'

/** Lines of the file to a message; the same for ever, since messages are known by where they begin. */
export const LINES_PER_CHUNK = 250
const LINES_MAX = 2_000_000

export interface FoundLine {
  readonly line: enrolment.EnrolLine
  readonly person: Person | undefined
}

/** What a stretch of the file holds. */
export interface Stretch {
  /** Number among the stretches, from 0. */
  readonly no: number
  readonly lines: readonly FoundLine[]
  readonly faults: readonly enrolment.LineFault[]
  /** Word for word as another line before. */
  readonly repeated: number
  readonly rows: number
  /** Bytes of the file read so far. */
  readonly bytes: number
}

export interface Scan {
  readonly stretches: AsyncGenerator<Stretch, void>
  /** After the last stretch. */
  sha256(): string
}

const LINE_FACTOR = 2 ** 32

export function scanFile(path: RowSource, registers: enrolment.Registers, reader: Reader): Scan {
  const file = openRows(path)
  return { stretches: stretchesOf(file, registers, reader), sha256: file.sha256 }
}

async function* stretchesOf(
  file: ReturnType<typeof openRows>,
  registers: enrolment.Registers,
  reader: Reader,
): AsyncGenerator<Stretch, void> {
  let layout: enrolment.Layout | undefined
  let no = 0
  let total = 0
  /** By certificate: the line it stood in, and a sum of what stood there. */
  const seen = new Map<string, number>()
  let waiting: { line: number; cells: readonly string[] }[] = []
  for await (const block of file.blocks) {
    let from = 0
    if (!layout && block[0]) {
      layout = layoutOf(block[0].cells)
      from = 1
    }
    waiting = waiting.length === 0 ? block.slice(from) : [...waiting, ...block.slice(from)]
    while (layout && waiting.length >= LINES_PER_CHUNK) {
      const rows = waiting.splice(0, LINES_PER_CHUNK)
      total += rows.length
      if (total > LINES_MAX) throw new FileRefused('enrol_file_too_many', { lines: LINES_MAX + 1 })
      yield await stretchOf(no++, rows, layout, registers, seen, reader, file.bytesRead())
    }
  }
  if (!layout) throw new FileRefused('enrol_file_empty', {})
  if (waiting.length > 0) yield await stretchOf(no, waiting, layout, registers, seen, reader, file.bytesRead())
}

function layoutOf(cells: readonly string[]): enrolment.Layout {
  const { layout, faults } = enrolment.readEnrolHead(cells)
  const [fault] = faults
  if (layout) return layout
  if (!fault || fault.code === 'empty_file') throw new FileRefused('enrol_file_empty', {})
  throw new FileRefused('enrol_file_head', {
    column: fault.column.slice(0, 40),
    found: fault.code,
    allowed: fault.allowed,
  })
}

async function stretchOf(
  no: number,
  rows: readonly { line: number; cells: readonly string[] }[],
  layout: enrolment.Layout,
  registers: enrolment.Registers,
  seen: Map<string, number>,
  reader: Reader,
  bytes: number,
): Promise<Stretch> {
  const faults: enrolment.LineFault[] = []
  const good: enrolment.EnrolLine[] = []
  let repeated = 0
  for (const { line, cells } of rows) {
    const read = enrolment.readEnrolLine(layout, cells, line, registers)
    faults.push(...read.faults)
    if (!read.value) continue
    const key = certificateOf(read.value)
    const sum = crc32(cells.join('\u0001'))
    const before = seen.get(key)
    if (before === undefined) {
      seen.set(key, line * LINE_FACTOR + sum)
      good.push(read.value)
    } else if (before % LINE_FACTOR === sum) repeated += 1
    else faults.push(repeatedFault(read.value, layout, Math.floor(before / LINE_FACTOR)))
  }
  const known = await knownPersons(reader, good)
  const lines = good.map((line) => ({ line, person: known.get(certificateOf(line)) }))
  return { no, lines, faults, repeated, rows: rows.length, bytes }
}

const certificateOf = ({
  certificateKind,
  certificateNo,
}: Pick<enrolment.EnrolLine, 'certificateKind' | 'certificateNo'>): string => `${certificateKind} ${certificateNo}`

const repeatedFault = (
  { line }: enrolment.EnrolLine,
  { names }: enrolment.Layout,
  before: number,
): enrolment.LineFault => ({
  ...{ line, column: names.certificateNo, code: 'line_repeated' },
  found: `第 ${before} 行已有此人 the person stands in line ${before}`,
  allowed: '一份文件中每人一行 one line for each person',
})

export async function knownPersons(
  reader: Reader,
  lines: readonly enrolment.EnrolLine[],
): Promise<Map<string, Person>> {
  if (lines.length === 0) return new Map()
  const rows = await personsByCertificate(
    reader,
    lines.map(({ certificateNo }) => certificateNo),
  )
  return new Map(rows.map((row) => [certificateOf(row), personFrom(row)]))
}

const SERIAL_DIGITS = 13
/** The first digit after the area of those who came by file; the register's own numbers begin with 0. */
const BY_FILE = '9'

/** A number for a new person, the same whenever the same line of the same file comes again. Says nothing of the certificate. */
export function newPersonNo(sha256: string, { line, area }: enrolment.EnrolLine, attempt: number): string {
  const digest = createHash('sha256').update(`${sha256} ${line} ${attempt}`).digest()
  return `${area}${BY_FILE}${String(digest.readBigUInt64BE() % 10n ** BigInt(SERIAL_DIGITS)).padStart(SERIAL_DIGITS, '0')}`
}
