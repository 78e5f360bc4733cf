// Writes history: claims come in the order of their months, each month is written when the next one begins. What is held in
// memory is one month and the number of every person.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { invariant } from '@yibao/kernel'
import type { LakeLine, SettledClaim } from './claim.ts'
import { CLAIM_COLUMNS, type Column, LAKE_FORMAT, LAKE_VERSION, LINE_COLUMNS } from './columns.ts'
import { type Engine, openEngine, quoted } from './engine.ts'
import type { Households } from './households.ts'
import { hashOf, LakeError, type LakeFile, type LakeSlice, writeManifest } from './manifest.ts'
import { atRest, Staging } from './staging.ts'

export interface LakeOptions {
  readonly folder: string
  /** Area code and policy pack, as the manifest states them. */
  readonly area: string
  readonly policy: string
  readonly buckets?: number
  /** Who shares accounts with whom: they come into one bucket, so that a replay can follow the givers' accounts. */
  readonly households?: Households
}

const BUCKETS = 16
export const bucketName = (bucket: number): string => `bucket-${String(bucket).padStart(3, '0')}.parquet`
const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)'

/** FNV-1a over the letters: the same person is always in the same bucket. */
export function bucketOf(personNo: string, buckets: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < personNo.length; at += 1) hash = Math.imul(hash ^ personNo.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % buckets
}

export class LakeWriter {
  readonly #options: LakeOptions
  readonly #buckets: number
  readonly #engine: Engine
  #claims = new Staging<SettledClaim>('claims', CLAIM_COLUMNS)
  #lines = new Staging<LakeLine>('lines', LINE_COLUMNS)
  readonly #persons: Map<string, number>[]
  readonly #slices: LakeSlice[] = []
  readonly #codes = new Map<string, Set<string>>()
  readonly #versions = new Set<string>()
  #month = ''
  #seq = 0
  #lineCount = 0
  #claimCount = 0

  private constructor(options: LakeOptions, engine: Engine) {
    this.#options = options
    this.#buckets = options.buckets ?? BUCKETS
    this.#engine = engine
    this.#persons = Array.from({ length: this.#buckets }, () => new Map())
  }

  /** Refuses a folder that holds anything: history is not written over. */
  static async open(options: LakeOptions): Promise<LakeWriter> {
    const { folder } = options
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new LakeError(`${folder} 不是空文件夹(the folder is not empty)`)
    mkdirSync(folder, { recursive: true })
    const engine = await openEngine({ memoryMb: 1024, spillTo: join(folder, '.spill') })
    return new LakeWriter(options, engine)
  }

  async add(claim: SettledClaim): Promise<void> {
    const month = claim.settledAt.slice(0, 7)
    invariant(month >= this.#month, `claims come in the order of their months: ${month} after ${this.#month}`)
    if (month !== this.#month) await this.#begin(month)
    const bucket = bucketOf(this.#options.households?.get(claim.personNo) ?? claim.personNo, this.#buckets)
    const persons = this.#persons[bucket]!
    const person = persons.get(claim.personNo) ?? persons.size
    persons.set(claim.personNo, person)
    this.#claims.add(this.#seq, bucket, person, claim)
    claim.bill.lines.forEach((line, at) => {
      this.#lines.add(this.#seq, bucket, at, line)
    })
    this.#versions.add(textVersion(claim.settlement.policyVersion))
    this.#seq += 1
    this.#claimCount += 1
    this.#lineCount += claim.bill.lines.length
  }

  async close(): Promise<void> {
    await this.#writeMonth()
    const personFiles = await this.#writePersons()
    this.#engine.close()
    rmSync(join(this.#options.folder, '.spill'), { recursive: true, force: true })
    writeManifest(this.#options.folder, {
      format: LAKE_FORMAT,
      version: LAKE_VERSION,
      area: this.#options.area,
      policy: this.#options.policy,
      policyVersions: [...this.#versions].sort(),
      buckets: this.#buckets,
      persons: this.#persons.map(({ size }) => size),
      personFiles,
      claims: this.#claimCount,
      lines: this.#lineCount,
      codes: Object.fromEntries([...this.#codes].map(([name, values]) => [name, [...values].sort()])),
      slices: this.#slices,
    })
  }

  async #begin(month: string): Promise<void> {
    await this.#writeMonth()
    this.#month = month
    this.#seq = 0
    this.#claims = new Staging('claims', CLAIM_COLUMNS)
    this.#lines = new Staging('lines', LINE_COLUMNS)
    await this.#claims.create(this.#engine.connection)
    await this.#lines.create(this.#engine.connection)
  }

  async #writeMonth(): Promise<void> {
    if (this.#month === '') return
    const { connection } = this.#engine
    this.#claims.flush()
    this.#lines.flush()
    for (const [table, staging] of [
      ['claims', this.#claims],
      ['claim_lines', this.#lines],
    ] as const) {
      for (const [column, values] of staging.codes()) {
        const key = `${table}.${column}`
        this.#codes.set(key, (this.#codes.get(key) ?? new Set()).union(new Set(values)))
      }
    }
    await connection.run(`CREATE TABLE placed AS SELECT *,
      row_number() OVER (PARTITION BY at_bucket ORDER BY settled_at, id) - 1 AS claim FROM claims`)
    for (let bucket = 0; bucket < this.#buckets; bucket += 1) await this.#writeSlice(bucket)
    for (const table of ['placed', 'claims', 'lines']) await connection.run(`DROP TABLE ${table}`)
  }

  async #writeSlice(bucket: number): Promise<void> {
    const claims = `SELECT ${CLAIM_COLUMNS.map(claimAtRest).join(', ')} FROM placed
      WHERE at_bucket = ${bucket} ORDER BY claim`
    const lines = `SELECT ${LINE_COLUMNS.map(lineAtRest).join(', ')} FROM lines l
      JOIN placed p ON p.at_seq = l.at_seq WHERE l.at_bucket = ${bucket} AND p.at_bucket = ${bucket} ORDER BY p.claim, l.at_place`
    const inClaims = await this.#copy('claims', bucket, claims)
    if (inClaims.rows === 0) return
    const inLines = await this.#copy('claim_lines', bucket, lines)
    const empty = await this.#emptyColumns(bucket)
    this.#slices.push({ month: this.#month, bucket, claims: inClaims, claim_lines: inLines, empty })
  }

  async #copy(table: string, bucket: number, select: string): Promise<LakeFile> {
    const path = `${table}/month=${this.#month}/${bucketName(bucket)}`
    const own = join(this.#options.folder, path)
    mkdirSync(join(own, '..'), { recursive: true })
    const result = await this.#engine.connection.runAndReadAll(`COPY (${select}) TO ${quoted(own)} ${PARQUET}`)
    const rows = Number(result.getRows()[0]?.[0] ?? 0)
    if (rows > 0 || table === 'claim_lines') return { path, rows, sha256: await hashOf(own) }
    rmSync(own)
    return { path, rows, sha256: '' }
  }

  async #emptyColumns(bucket: number): Promise<string[]> {
    const names = CLAIM_COLUMNS.filter(({ of }) => of).map(({ name }) => name)
    const counts = names.map((name) => `count(${name})`).join(', ')
    const result = await this.#engine.connection.runAndReadAll(
      `SELECT ${counts} FROM placed WHERE at_bucket = ${bucket}`,
    )
    const row = result.getRows()[0] ?? []
    return names.filter((_, at) => Number(row[at]) === 0)
  }

  async #writePersons(): Promise<LakeFile[]> {
    const { connection } = this.#engine
    const files: LakeFile[] = []
    for (const [bucket, persons] of this.#persons.entries()) {
      await connection.run('CREATE TABLE persons (person INTEGER, person_no VARCHAR)')
      const appender = await connection.createAppender('persons')
      for (const [personNo, person] of persons) {
        appender.appendInteger(person)
        appender.appendVarchar(personNo)
        appender.endRow()
      }
      appender.closeSync()
      const path = `persons/${bucketName(bucket)}`
      const own = join(this.#options.folder, path)
      mkdirSync(join(own, '..'), { recursive: true })
      await connection.run(`COPY (SELECT * FROM persons ORDER BY person) TO ${quoted(own)} ${PARQUET}`)
      await connection.run('DROP TABLE persons')
      files.push({ path, rows: persons.size, sha256: await hashOf(own) })
    }
    return files
  }
}

const whole = (value: string, name: string): string => `CAST(${value} AS INTEGER) AS ${name}`

function claimAtRest(column: Column<SettledClaim>): string {
  if (column.name === 'claim') return whole('claim', 'claim')
  return column.name === 'person' ? whole('at_place', 'person') : atRest(column)
}

function lineAtRest(column: Column<LakeLine>): string {
  if (column.name === 'claim') return whole('p.claim', 'claim')
  if (column.name === 'used_on') return 'NULL::DATE AS used_on'
  return column.name === 'line' ? whole('l.at_place', 'line') : atRest(column, 'l.')
}

/** `city/x#8761…/plan@days` without plan and days. */
export function textVersion(version: string): string {
  const end = version.indexOf('/', version.indexOf('#') + 1)
  return end < 0 ? version : version.slice(0, end)
}
