// A ZIP archive of small texts, as office programs expect a workbook to be: the same texts are the same bytes for ever.
import { crc32, deflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const DEFLATED = 8
/** 1980-01-01: the same template is the same bytes for ever. */
const FIRST_DAY = 33

/** Names and texts, in their order. */
export function archive(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)]
    const packed = deflateRawSync(bytes)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(VERSION, 0)
    shared.writeUInt16LE(DEFLATED, 4)
    shared.writeUInt16LE(FIRST_DAY, 8)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([u32(LOCAL), shared, path, packed])
    centrals.push(Buffer.concat([u32(CENTRAL), u16(VERSION), shared, Buffer.alloc(10), u32(offset), path]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const count = u16(centrals.length)
  const end = Buffer.concat([u32(END), Buffer.alloc(4), count, count, u32(central.length), u32(offset), u16(0)])
  return Buffer.concat([...locals, central, end])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
