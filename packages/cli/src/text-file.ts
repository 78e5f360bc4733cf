// A text file that somebody gave, plain or packed: read whole, or refused with what it is instead and what to do.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { UsageError } from './command.ts'

export function textFile(path: string): string {
  if (!existsSync(path)) throw new UsageError(`没有这个文件：${path}（no such file）`)
  if (statSync(path).isDirectory()) throw new UsageError(`${path} 是文件夹，应为文件（a folder, not a file）`)
  const bytes = path.endsWith('.gz') ? unpacked(path) : readFileSync(path)
  const wrong = notUtf8(bytes)
  if (wrong !== undefined) throw new UsageError(`${path}：${wrong}`)
  return new TextDecoder().decode(bytes)
}

function unpacked(path: string): Uint8Array {
  try {
    return gunzipSync(readFileSync(path))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${path}：不是 gzip 文件，或没有传完（not a whole gzip file）：${reason}`)
  }
}

/** What the bytes are where they are no text in UTF-8; of a beginning the last letter may be cut. */
export function notUtf8(bytes: Uint8Array, isBeginning = false): string | undefined {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return '是 UTF-16 文本，请另存为 UTF-8（UTF-16: save it as UTF-8）'
  if (bytes.includes(0)) return '不是文本文件（not a text）'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isBeginning })
    return undefined
  } catch {
    return '不是 UTF-8 文本，可能是 GBK，请另存为 UTF-8（not UTF-8, perhaps GBK: save it as UTF-8）'
  }
}
