// A ZIP archive with one file in it, as reconciliation files travel: written and read without a library.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const UTF8_NAMES = 0x0800
const DEFLATED = 8
const STORED = 0

/** 2026-01-01 in the archive's own form: archives of the same content are the same bytes. */
const FIXED_DAY = ((2026 - 1980) << 9) | (1 << 5) | 1

export function zipOf(name: string, content: Uint8Array): Uint8Array {
  const nameBytes = Buffer.from(name, 'utf8')
  const packed = deflateRawSync(content)
  const head = Buffer.alloc(26)
  head.writeUInt16LE(VERSION, 0)
  head.writeUInt16LE(UTF8_NAMES, 2)
  head.writeUInt16LE(DEFLATED, 4)
  head.writeUInt16LE(0, 6)
  head.writeUInt16LE(FIXED_DAY, 8)
  head.writeUInt32LE(crc32(content), 10)
  head.writeUInt32LE(packed.length, 14)
  head.writeUInt32LE(content.length, 18)
  head.writeUInt16LE(nameBytes.length, 22)
  const local = Buffer.concat([number32(LOCAL), head, nameBytes, packed])
  const central = Buffer.concat([number32(CENTRAL), number16(VERSION), head, Buffer.alloc(14), nameBytes])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, central, number32(END), end])
}

/** The first file of an archive; `undefined` when the bytes are no archive this can read. */
export function unzip(archive: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const endAt = bytes.lastIndexOf(number32(END))
  if (endAt < 0 || bytes.length < endAt + 22) return undefined
  // Sizes stand in the central directory even where the local header leaves them open.
  const centralAt = bytes.readUInt32LE(endAt + 16)
  if (centralAt + 46 > bytes.length || bytes.readUInt32LE(centralAt) !== CENTRAL) return undefined
  const method = bytes.readUInt16LE(centralAt + 10)
  const size = bytes.readUInt32LE(centralAt + 20)
  const localAt = bytes.readUInt32LE(centralAt + 42)
  if (localAt + 30 > bytes.length || bytes.readUInt32LE(localAt) !== LOCAL) return undefined
  const from = localAt + 30 + bytes.readUInt16LE(localAt + 26) + bytes.readUInt16LE(localAt + 28)
  const packed = bytes.subarray(from, from + size)
  if (method === STORED) return packed
  return method === DEFLATED ? inflateRawSync(packed) : undefined
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function number16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
