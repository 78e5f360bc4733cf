// A project's key and what is derived from it: names that only this project uses, and how far each person's dates move. Nothing
// that is derived leads back to the key, and nothing of two keys can be told to be of the same person.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { LakeError } from '../history/manifest.ts'

const LEAST_BYTES = 32
const LEAST_DIFFERENT = 12
const SHIFT_DAYS = 182

export class ProjectKey {
  readonly #key: Buffer

  private constructor(key: Buffer) {
    this.#key = key
  }

  /** At least 32 bytes, in hexadecimal or base64; anything that somebody could have typed is refused. */
  static read(path: string): ProjectKey {
    let text: string
    try {
      text = readFileSync(path, 'utf8').trim()
    } catch {
      throw new LakeError(`${path}：读不到项目密钥(the project's key cannot be read)`)
    }
    const key = /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
    const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
    if (!isBase64 || key.length < LEAST_BYTES || new Set(key).size < LEAST_DIFFERENT)
      throw new LakeError(
        `${path}：项目密钥应为至少 ${LEAST_BYTES} 字节的随机数，十六进制或 base64，例如 openssl rand -hex 32(a random key of at least ${LEAST_BYTES} bytes)`,
      )
    return new ProjectKey(key)
  }

  #digest(kind: string, name: string): Buffer {
    return createHmac('sha256', this.#key).update(`${kind}\0${name}`).digest()
  }

  /** Tells two copies of one project from two projects. */
  get id(): string {
    return this.#digest('project', '').toString('hex').slice(0, 16)
  }

  /** 80 bits: a city's people never meet in one. */
  pseudonym(kind: 'person' | 'provider', name: string): string {
    return this.#digest(kind, name).toString('hex').slice(0, 20)
  }

  /** Days, never none: −182 … 182 without 0. */
  shiftDays(person: string): number {
    const at = this.#digest('shift', person).readUInt32BE(0) % (2 * SHIFT_DAYS)
    return at < SHIFT_DAYS ? at - SHIFT_DAYS : at - SHIFT_DAYS + 1
  }

  /** What a person's amounts and days are rounded with; it is not written anywhere. */
  salt(person: string): bigint {
    return this.#digest('salt', person).readBigUInt64BE(0) >> 1n
  }
}
