// An office workbook (xlsx) read as the rows of its first sheet: strict and small. What it cannot be sure of it refuses, with what to do.
import { crc32, inflateRawSync } from 'node:zlib'
import { accepted, type Outcome, refused } from '@yibao/kernel'

/** Beyond it a CSV file streams, a workbook does not. */
export const WORKBOOK_BYTES_MAX = 20 << 20
const XML_BYTES_MAX = 128 << 20
const ENTRIES_MAX = 500
const ROWS_MAX = 200_000
const COLUMNS_MAX = 60

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_BYTES = 22
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30
const COMMENT_MAX = 0xffff
const DEFLATED = 8
const ENCRYPTED = 1

/** Every ZIP archive begins so, and no text of ours does. */
export const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03

class Unreadable extends Error {}

const must = <T>(value: T | undefined | null | false, what: string): T => {
  if (value === undefined || value === null || value === false) throw new Unreadable(what)
  return value
}

/** The first sheet as CSV, a line for each of its rows, so that a fault names the row that the office program shows. */
export function workbookCsv(bytes: Buffer): Outcome<string> {
  try {
    return accepted(csvOf(new Parts(bytes)))
  } catch (error) {
    if (error instanceof Unreadable) return refused('enrol_workbook', { what: error.message })
    throw error
  }
}

/** The parts of the archive by name; each is unpacked within a limit and held against its checksum. */
class Parts {
  readonly #bytes: Buffer
  readonly #entries = new Map<string, number>()
  #left = XML_BYTES_MAX

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    const end = must(endOf(bytes), '压缩包不完整')
    const count = bytes.readUInt16LE(end + 10)
    if (count > ENTRIES_MAX) throw new Unreadable('内容过多')
    let at = bytes.readUInt32LE(end + 16)
    for (let each = 0; each < count; each += 1) {
      if (at + CENTRAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new Unreadable('压缩包不完整')
      const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
        number,
        number,
        number,
      ]
      this.#entries.set(bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + name), at)
      at += CENTRAL_BYTES + name + extra + comment
    }
  }

  /** Undefined: there is no such part. */
  text(name: string): string | undefined {
    const at = this.#entries.get(name)
    if (at === undefined) return undefined
    const bytes = this.#bytes
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)]
    const [crc, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = bytes.readUInt32LE(at + 42)
    if ((flags & ENCRYPTED) !== 0) throw new Unreadable('文件有密码')
    if (size > this.#left) throw new Unreadable('内容过多，请另存为 CSV')
    this.#left -= size
    if (local + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw new Unreadable('压缩包不完整')
    const from = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = unpacked(bytes.subarray(from, from + packed), method, size)
    if (content.length !== size || crc32(content) !== crc) throw new Unreadable('压缩包已损坏')
    const text = content.toString('utf8')
    if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) throw new Unreadable('含有不允许的声明')
    return text
  }
}

function unpacked(packed: Buffer, method: number, size: number): Buffer {
  if (method === 0) return packed
  if (method !== DEFLATED) throw new Unreadable('压缩方式不支持')
  try {
    return inflateRawSync(packed, { maxOutputLength: size + 1 })
  } catch (error) {
    if (error instanceof Error) throw new Unreadable('压缩包已损坏')
    throw error
  }
}

function endOf(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_MAX)
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END) return at
  return undefined
}

const attribute = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)(?:\\w+:)?${name}="([^"]*)"`).exec(text)?.[1]

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (_, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? ''
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })

/** All runs of a text; how it is read aloud (rPh) is not part of it. */
const runs = (xml: string): string =>
  plain(
    [...xml.replaceAll(/<rPh\b[\s\S]*?<\/rPh>/g, '').matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/g)]
      .map(([, text = '']) => text)
      .join(''),
  )

const SHEETS = 'xl/workbook.xml'

function csvOf(parts: Parts): string {
  const book = must(parts.text(SHEETS), '不是 Excel 工作簿')
  const [, first] = must(/<sheet\b([^>]*?)\/?>/.exec(book), '没有工作表')
  const id = must(attribute(first ?? '', 'id'), '没有工作表')
  const links = must(parts.text('xl/_rels/workbook.xml.rels'), '没有工作表')
  const link = [...links.matchAll(/<Relationship\b([^>]*?)\/?>/g)].find(([, text = '']) => attribute(text, 'Id') === id)
  const target = must(attribute(link?.[1] ?? '', 'Target'), '没有工作表')
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  const shared = [...(parts.text('xl/sharedStrings.xml') ?? '').matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)]
  return linesOf(must(parts.text(path), '没有工作表'), {
    shared: shared.map(([, text = '']) => runs(text)),
    isDay: dayStyles(parts.text('xl/styles.xml') ?? ''),
    from1904: /<workbookPr\b[^>]*date1904="(1|true)"/.test(book),
  })
}

interface Looks {
  readonly shared: readonly string[]
  /** By style: a number in it is a day. */
  readonly isDay: readonly boolean[]
  readonly from1904: boolean
}

/** 14–22, 27–36, 50–58 are the days among the formats that programs know by number. */
const isDayFormat = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

function dayStyles(xml: string): boolean[] {
  const own = new Map(
    [...xml.matchAll(/<numFmt\b([^>]*?)\/?>/g)].map(([, text = '']) => [
      Number(attribute(text, 'numFmtId')),
      /[ymd年月日]/i.test((attribute(text, 'formatCode') ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]/g, '')),
    ]),
  )
  const [, cells = ''] = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml) ?? []
  return [...cells.matchAll(/<xf\b([^>]*?)\/?>/g)].map(([, text = '']) => {
    const id = Number(attribute(text, 'numFmtId') ?? 0)
    return own.get(id) ?? isDayFormat(id)
  })
}

function linesOf(sheet: string, looks: Looks): string {
  const lines: string[] = []
  let width = 0
  for (const [, head = '', body = ''] of sheet.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
    const no = Number(attribute(head, 'r') ?? lines.length + 1)
    if (!(no > lines.length) || no > ROWS_MAX) throw new Unreadable(`超过${ROWS_MAX}行，请另存为 CSV`)
    while (lines.length < no - 1) lines.push('')
    const cells = cellsOf(body, looks)
    width ||= cells.length
    while (cells.length < width && cells.length > 0) cells.push('')
    lines.push(cells.every((cell) => cell === '') ? '' : cells.map(quoted).join(','))
  }
  return `${lines.join('\r\n')}\r\n`
}

/** A cell is one line, so that rows and lines stay the same. */
const quoted = (text: string): string => `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`

function cellsOf(body: string, looks: Looks): string[] {
  const cells: string[] = []
  for (const [, head = '', inner = ''] of body.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const at = columnOf(attribute(head, 'r')) ?? cells.length
    if (at < cells.length || at >= COLUMNS_MAX) throw new Unreadable(`超过${COLUMNS_MAX}列`)
    while (cells.length < at) cells.push('')
    cells.push(cellText(head, inner, looks).trim())
  }
  while (cells.length > 0 && cells.at(-1) === '') cells.pop()
  return cells
}

const LETTERS = 26
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0) - 1
}

function cellText(head: string, inner: string, { shared, isDay, from1904 }: Looks): string {
  const kind = attribute(head, 't') ?? 'n'
  if (kind === 'inlineStr') return runs(inner)
  const value = plain(/<v\b[^>]*>([\s\S]*?)<\/v>/.exec(inner)?.[1] ?? '')
  if (kind === 's') return must(shared[Number(value)], '文字表不完整')
  if (kind === 'e') throw new Unreadable(`单元格 ${attribute(head, 'r') ?? ''} 的公式出错`)
  return kind === 'n' && value !== '' && isDay[Number(attribute(head, 's') ?? 0)]
    ? dayOf(Number(value), from1904)
    : value
}

const DAY_MS = 86_400_000
/** Days since 1899-12-30, or since 1904-01-01 where an old program wrote it. */
const FIRST = { old: Date.UTC(1904, 0, 1), usual: Date.UTC(1899, 11, 30) }

function dayOf(serial: number, from1904: boolean): string {
  const ms = (from1904 ? FIRST.old : FIRST.usual) + Math.floor(serial) * DAY_MS
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString().slice(0, 10) : String(serial)
}
