// A sheet of an Excel book as rows of text: the first one, or the one that is named. Dates come as days, numbers as they are written.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { LakeError } from '../history/manifest.ts'

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50
const DEFLATED = 8
/** A book that unpacks to more is no table of records. */
const MOST_BYTES = 512 << 20

/** The files of a zip archive, by name. */
function unzipped(bytes: Buffer): Map<string, () => Buffer> {
  let end = bytes.length - 22
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1
  if (end < 0) throw new Error('no directory of an archive')
  const files = new Map<string, () => Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let nth = bytes.readUInt16LE(end + 10); nth > 0; nth -= 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('a broken directory')
    const [method, size, full] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const start = bytes.readUInt32LE(at + 42)
    if (full > MOST_BYTES) throw new Error('too large')
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), () => {
      const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
      const packed = bytes.subarray(from, from + size)
      return method === DEFLATED ? inflateRawSync(packed, { maxOutputLength: MOST_BYTES }) : packed
    })
    at += 46 + name + extra + comment
  }
  return files
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string): string =>
  text.replaceAll(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    return String.fromCodePoint(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)))
  })

/** All the text of a cell or shared string: runs one after the other, readings (rPh) left out. */
const textIn = (xml: string): string =>
  [...xml.replaceAll(/<rPh\b[\s\S]*?<\/rPh>/g, '').matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/g)]
    .map(([, text = '']) => plain(text))
    .join('')

const attribute = (xml: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(xml)?.[1]

const columnAt = (reference: string): number =>
  [...reference.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** Formats that show a day: those built in, and those whose pattern speaks of years or days. */
const DAY_FORMATS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
])

function dayStyles(styles: string): ReadonlySet<number> {
  const own = new Map(
    [...styles.matchAll(/<numFmt\b[^>]*>/g)].map(([xml]) => [
      Number(attribute(xml, 'numFmtId')),
      attribute(xml, 'formatCode') ?? '',
    ]),
  )
  const cells = /<cellXfs\b[\s\S]*?<\/cellXfs>/.exec(styles)?.[0] ?? ''
  const isDay = (id: number): boolean =>
    DAY_FORMATS.has(id) || /[yd年日]/i.test((own.get(id) ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]/g, ''))
  return new Set(
    [...cells.matchAll(/<xf\b[^>]*>/g)].flatMap(([xml], at) => (isDay(Number(attribute(xml, 'numFmtId'))) ? [at] : [])),
  )
}

/** Day 60 of the books is a day that never was; after it they count from the end of 1899. */
const dayOfSerial = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)

export function readSheet(path: string, sheet?: string): string[][] {
  try {
    const files = unzipped(readFileSync(path))
    const text = (name: string): string => files.get(name)?.().toString('utf8') ?? ''
    const shared = [...text('xl/sharedStrings.xml').matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(
      ([, xml = '']) => textIn(xml),
    )
    const days = dayStyles(text('xl/styles.xml'))
    const rows: string[][] = []
    const xml = text(sheetPath(text, sheet))
    for (const [, attributes = '', body = ''] of xml.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
      const row: string[] = []
      for (const [, cell = '', content = ''] of body.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
        const at = columnAt(attribute(cell, 'r') ?? '')
        while (row.length < at) row.push('')
        row.push(cellText(cell, content, shared, days))
      }
      const number = Number(attribute(attributes, 'r') ?? rows.length + 1)
      while (rows.length < number - 1) rows.push([])
      rows.push(row)
    }
    if (rows.length === 0) throw new Error('no rows')
    return rows
  } catch (error) {
    if (error instanceof LakeError) throw error
    throw new LakeError(
      `${basename(path)} 不是 Excel 工作簿或已损坏（no Excel book, or broken）：${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function sheetPath(text: (name: string) => string, sheet: string | undefined): string {
  const sheets = [...text('xl/workbook.xml').matchAll(/<sheet\b[^>]*>/g)].map(([xml]) => ({
    ...{ name: plain(attribute(xml, 'name') ?? ''), id: attribute(xml, 'r:id') ?? '' },
  }))
  const found = sheet === undefined ? sheets[0] : sheets.find(({ name }) => name === sheet)
  if (!found)
    throw new LakeError(`没有工作表 ${sheet ?? ''}，有：${sheets.map(({ name }) => name).join('、')}（no such sheet）`)
  const targets = [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)]
  const target = targets.find(([xml]) => attribute(xml, 'Id') === found.id)?.[0]
  const path = attribute(target ?? '', 'Target') ?? ''
  return path.startsWith('/') ? path.slice(1) : `xl/${path}`
}

function cellText(cell: string, content: string, shared: readonly string[], days: ReadonlySet<number>): string {
  const kind = attribute(cell, 't')
  if (kind === 'inlineStr') return textIn(content)
  const value = plain(/<v>([\s\S]*?)<\/v>/.exec(content)?.[1] ?? '')
  if (kind === 's') return shared[Number(value)] ?? ''
  if (kind === 'b') return value === '1' ? 'true' : 'false'
  if (kind !== undefined && kind !== 'n') return value
  return value !== '' && days.has(Number(attribute(cell, 's') ?? -1)) ? dayOfSerial(Number(value)) : value
}
