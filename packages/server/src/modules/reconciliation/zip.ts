// ZIP archives with one text file, as files travel by the interface: written stored or deflated, read with limits, because
// what comes in may have been made to do harm.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { accepted, type Outcome, refused } from '@yibao/kernel'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22
const COMMENT_MAX = 0xffff
const STORED = 0
const DEFLATED = 8
const UTF8_NAME = 0x0800
const ENCRYPTED = 0x0001

export interface ZipLimits {
  readonly textBytesMax: number
}

export type ZipRefusal =
  | 'file_not_zip'
  | 'file_zip_entries'
  | 'file_zip_too_large'
  | 'file_zip_broken'
  | 'file_not_utf8'

/** The text of the one file inside. */
export function unzipText(bytes: Uint8Array, { textBytesMax }: ZipLimits): Outcome<string, ZipRefusal> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(buffer)
  if (end < 0) return refused('file_not_zip', {})
  const entries = buffer.readUInt16LE(end + 10)
  if (entries !== 1) return refused('file_zip_entries', { entries })
  const at = buffer.readUInt32LE(end + 16)
  if (at + CENTRAL_BYTES > buffer.length || buffer.readUInt32LE(at) !== CENTRAL) return refused('file_zip_broken', {})
  const [flags, method] = [buffer.readUInt16LE(at + 8), buffer.readUInt16LE(at + 10)]
  const [crc, packed, size] = [16, 20, 24].map((offset) => buffer.readUInt32LE(at + offset)) as [number, number, number]
  const local = buffer.readUInt32LE(at + 42)
  if ((flags & ENCRYPTED) !== 0 || (method !== STORED && method !== DEFLATED)) return refused('file_zip_broken', {})
  if (size > textBytesMax) return refused('file_zip_too_large', { found: size, allowed: textBytesMax })
  if (local + LOCAL_BYTES > buffer.length || buffer.readUInt32LE(local) !== LOCAL) return refused('file_zip_broken', {})
  const from = local + LOCAL_BYTES + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28)
  if (from + packed > buffer.length) return refused('file_zip_broken', {})
  const content = inflated(buffer.subarray(from, from + packed), method, textBytesMax)
  if (!content || content.length !== size || crc32(content) !== crc) return refused('file_zip_broken', {})
  return utf8(content)
}

/** Plain text within the limit is taken as it is. */
export function textOf(bytes: Uint8Array, limits: ZipLimits): Outcome<string, ZipRefusal> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return unzipText(bytes, limits)
  if (bytes.length > limits.textBytesMax)
    return refused('file_zip_too_large', { found: bytes.length, allowed: limits.textBytesMax })
  return utf8(bytes)
}

/** The end record is looked for from behind, past a comment of any allowed length. */
function endOf(buffer: Buffer): number {
  const first = Math.max(0, buffer.length - END_BYTES - COMMENT_MAX)
  for (let at = buffer.length - END_BYTES; at >= first; at--) if (buffer.readUInt32LE(at) === END) return at
  return -1
}

function inflated(packed: Buffer, method: number, max: number): Buffer | undefined {
  if (method === STORED) return packed
  try {
    return inflateRawSync(packed, { maxOutputLength: max })
  } catch (error) {
    // Broken data, or data that unpacks to more than it says.
    if (error instanceof Error) return undefined
    throw error
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function utf8(bytes: Uint8Array): Outcome<string, ZipRefusal> {
  try {
    return accepted(decoder.decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return refused('file_not_utf8', {})
    throw error
  }
}

export function zipText(name: string, text: string): Buffer {
  const content = Buffer.from(text, 'utf8')
  const packed = deflateRawSync(content)
  const title = Buffer.from(name, 'utf8')
  const local = Buffer.alloc(LOCAL_BYTES)
  local.writeUInt32LE(LOCAL, 0)
  writeCommon(local, 4, content, packed, title)
  const central = Buffer.alloc(CENTRAL_BYTES)
  central.writeUInt32LE(CENTRAL, 0)
  central.writeUInt16LE(20, 4)
  writeCommon(central, 6, content, packed, title)
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(CENTRAL_BYTES + title.length, 12)
  end.writeUInt32LE(LOCAL_BYTES + title.length + packed.length, 16)
  return Buffer.concat([local, title, packed, central, title, end])
}

/** Version, flags, method, time, checksum, sizes, length of the name: the same in both headers. */
function writeCommon(header: Buffer, at: number, content: Buffer, packed: Buffer, title: Buffer): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(UTF8_NAME, at + 2)
  header.writeUInt16LE(DEFLATED, at + 4)
  header.writeUInt16LE(0x21, at + 8) // 1 January 1980: archives of the same text are the same
  header.writeUInt32LE(crc32(content), at + 10)
  header.writeUInt32LE(packed.length, at + 14)
  header.writeUInt32LE(content.length, at + 18)
  header.writeUInt16LE(title.length, at + 22)
}
