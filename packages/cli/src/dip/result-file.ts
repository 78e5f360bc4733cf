// A result that is whole or not there: written beside its place and renamed at the end; `-` is standard output.
import { once } from 'node:events'
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { UsageError } from '../command.ts'

export interface ResultFile {
  write(text: string): Promise<void>
  /** Puts the result in its place. */
  done(): Promise<void>
  /** Leaves nothing behind. */
  drop(): Promise<void>
}

export function resultFile(path: string): ResultFile {
  if (path === '-') return toStandardOutput()
  const folder = dirname(path)
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`没有这个文件夹：${folder}(no such folder)`)
  const part = `${path}.part`
  const file = createWriteStream(part)
  const gzip = path.endsWith('.gz') ? createGzip() : undefined
  gzip?.pipe(file)
  const target: Writable = gzip ?? file
  let failed: Error | undefined
  file.on('error', (error) => {
    failed = error
  })
  const closed = new Promise<void>((resolve) => file.once('close', resolve))
  const close = async (): Promise<void> => {
    target.end()
    await closed
  }
  return {
    write: async (text) => {
      if (failed) throw failed
      if (!target.write(text)) await Promise.race([once(target, 'drain'), closed])
    },
    done: async () => {
      await close()
      if (failed) throw failed
      renameSync(part, path)
    },
    drop: async () => {
      await close()
      rmSync(part, { force: true })
    },
  }
}

function toStandardOutput(): ResultFile {
  return {
    write: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    },
    done: async () => {},
    drop: async () => {},
  }
}
