// Where groups are written: beside the file they are for, under another name until all is well; to standard output only then.

import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

export class Sink {
  readonly #out: string
  readonly #partial: string
  readonly #folder: string | undefined
  readonly #stream: Writable
  readonly #done: Promise<void>

  constructor(out: string) {
    this.#out = out
    this.#folder = out === '-' ? mkdtempSync(join(tmpdir(), 'yibao-group-')) : undefined
    this.#partial = this.#folder ? join(this.#folder, 'groups.csv') : `${out}.partial-${process.pid}`
    const file = createWriteStream(this.#partial)
    const packed = out.endsWith('.gz') ? createGzip({ level: 3 }) : undefined
    this.#stream = packed ?? file
    this.#done = packed ? pipeline(packed, file) : finished(file)
    this.#done.catch(() => undefined) // told by whoever writes or ends
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0 || this.#stream.write(bytes)) return
    await Promise.race([once(this.#stream, 'drain'), this.#done])
  }

  /** Only now the result is there under its name. */
  async keep(): Promise<void> {
    this.#stream.end()
    await this.#done
    if (!this.#folder) return renameSync(this.#partial, this.#out)
    await pipeline(createReadStream(this.#partial), process.stdout, { end: false })
    this.#remove()
  }

  async drop(): Promise<void> {
    this.#stream.destroy()
    await this.#done.catch(() => undefined)
    this.#remove()
  }

  #remove(): void {
    rmSync(this.#folder ?? this.#partial, { recursive: true, force: true })
  }
}
