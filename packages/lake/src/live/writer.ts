// Writes a lake beside a running platform, batch by batch. Files are written whole and made durable first; then lake.json,
// which names them and says how far the platform's operations are in, is replaced in one step. Killed anywhere, the writer
// finds the last lake.json and the operations after its position: nothing is lost, nothing is there twice.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { invariant } from '@yibao/kernel'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, LakeError } from '../history/manifest.ts'
import { dueMerges } from './compact.ts'
import {
  commitManifest,
  isOfThisForm,
  LIVE_FORMAT,
  LIVE_VERSION,
  type LiveFile,
  type LiveManifest,
  manifestIn,
  syncPath,
} from './manifest.ts'
import { monthsIn, RECORDED, type RecordSubject } from './records.ts'
import { type Former, type LiveBatch, stage } from './stage.ts'
import { LIVE_SCHEMA, LIVE_TABLES, type LiveTable, SUPERSEDED } from './tables.ts'

/** Places where a test may end the process. */
export type LiveStep =
  | 'begin'
  | 'staged'
  | 'file'
  | 'files'
  | 'manifest-written'
  | 'committed'
  | 'merged-file'
  | 'merged'
  | 'removed'

export interface LiveOptions {
  readonly folder: string
  readonly origin: string
  readonly area: string
  readonly memoryMb?: number
  /** So many files of one kind become one. A row is written again once for each power of it. */
  readonly hand?: number
  /** Whoever began to read a file before it was replaced has this many batches to come to the end. */
  readonly keptBatches?: number
  readonly onStep?: (step: LiveStep) => void
}

const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)'
const HAND = 16
const KEPT_BATCHES = 20

export class LiveLake {
  readonly #folder: string
  readonly #onStep: (step: LiveStep) => void
  readonly #memoryMb: number
  readonly #hand: number
  readonly #keptBatches: number
  #manifest: LiveManifest

  private constructor(options: LiveOptions, manifest: LiveManifest) {
    this.#folder = options.folder
    this.#onStep = options.onStep ?? (() => undefined)
    this.#memoryMb = options.memoryMb ?? 256
    this.#hand = options.hand ?? HAND
    this.#keptBatches = options.keptBatches ?? KEPT_BATCHES
    this.#manifest = manifest
  }

  /** Goes on where the last commit was; a folder of another platform, or of something else, is refused. */
  static open(options: LiveOptions): LiveLake {
    const { folder, origin, area } = options
    mkdirSync(folder, { recursive: true })
    const found = manifestIn(folder)
    if (!found && readdirSync(folder).some((name) => name.endsWith('.json')))
      throw new LakeError(`${folder} 中有别的文件，不能作为历史库(the folder holds something else)`)
    if (found && found.origin !== origin)
      throw new LakeError(`${folder} 是另一个数据库的历史库(this lake belongs to another database)`)
    if (found && found.version > LIVE_VERSION)
      throw new LakeError(`${folder} 由较新的程序写成，本程序不改写(written by a newer program)`)
    const empty: LiveManifest = {
      ...{ format: LIVE_FORMAT, version: LIVE_VERSION, schema: LIVE_SCHEMA, origin, area },
      ...{ batch: 0, position: null, at: '', tables: {}, retired: [] },
    }
    const lake = new LiveLake(options, found && isOfThisForm(found) ? found : empty)
    // Everything is in the operations: other columns are written from the first one on.
    if (found && !isOfThisForm(found)) lake.#replace(empty)
    lake.#removeUnnamed()
    return lake
  }

  get manifest(): LiveManifest {
    return this.#manifest
  }

  /** Of visits that the lake has ever seen: the claims that hold now, none where the last word was a cancellation. */
  async claimsInForce(visits: readonly string[]): Promise<Map<string, readonly string[]>> {
    const rows = await this.#rowsOf('claims', 'visit', visits, 'visit_id', 'id')
    return new Map([...rows].map(([key, values]) => [key, values.toSorted()]))
  }

  /** Of people that the lake has seen: the hash of what it says of them. */
  async digests(persons: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#rowsOf('people', 'person', persons, 'person_no', 'digest')
    return new Map([...rows].map(([key, values]) => [key, values[0] ?? '']))
  }

  /** Of records that the lake has seen: the hash of what it says of them. */
  async recordDigests(subject: RecordSubject, keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#rowsOf(RECORDED, subject, keys, 'key', 'digest')
    return new Map([...rows].map(([key, values]) => [key, values[0] ?? '']))
  }

  /** Returns whether anything was written; the position advances in either case. */
  async commit(batch: LiveBatch): Promise<boolean> {
    this.#onStep('begin')
    const number = this.#manifest.batch + 1
    const former = await this.#former(batch)
    const written = await this.#withEngine(async (engine) => {
      await stage(engine, batch, former)
      this.#onStep('staged')
      return this.#writeFiles(engine, number, batch)
    })
    this.#onStep('files')
    const tables = { ...this.#manifest.tables }
    for (const [table, files] of Object.entries(written)) tables[table] = [...(tables[table] ?? []), ...files]
    this.#replace({ ...this.#manifest, batch: number, position: batch.position, at: batch.at, tables })
    this.#onStep('committed')
    await this.#merge()
    this.#forget()
    return Object.keys(written).length > 0
  }

  /** What the lake says something of, and what this batch says anew. */
  async #former({ visits, people, records }: LiveBatch): Promise<Former[]> {
    const known: Former[] = []
    const add = (subject: string, keys: Iterable<string>) => known.push(...[...keys].map((key) => ({ subject, key })))
    add('visit', (await this.claimsInForce([...visits.keys()])).keys())
    add('person', (await this.digests(people.map(({ personNo }) => personNo))).keys())
    const changing = records.filter(({ digest }) => digest !== '')
    for (const [subject, own] of Map.groupBy(changing, (each) => each.subject)) {
      const keys = own.map(({ key }) => key)
      add(subject, (await this.recordDigests(subject, keys)).keys())
    }
    return known
  }

  async #rowsOf(
    table: string,
    subject: string,
    keys: readonly string[],
    key: string,
    value: string,
  ): Promise<Map<string, string[]>> {
    const files = this.#manifest.tables[table] ?? []
    if (keys.length === 0 || files.length === 0) return new Map()
    const wanted = keys.map(quoted).join(', ')
    return this.#withEngine(async ({ connection }) => {
      const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRows()
      const own = table === RECORDED ? ` AND subject = ${quoted(subject)}` : ''
      const rows = await read(
        `SELECT ${key}, ${value}, batch FROM ${this.#source(files)} WHERE ${key} IN (${wanted})${own}`,
      )
      const gone = this.#manifest.tables[SUPERSEDED] ?? []
      const since = new Map<string, number>()
      if (gone.length > 0) {
        const sql = `SELECT key, max(batch) FROM ${this.#source(gone)} WHERE subject = ${quoted(subject)} AND key IN (${wanted}) GROUP BY key`
        for (const [name, batch] of await read(sql)) since.set(String(name), Number(batch))
      }
      const found = new Map<string, string[]>()
      for (const [name, text, batch] of rows) {
        const own = found.get(String(name)) ?? []
        found.set(String(name), own)
        if (Number(batch) >= (since.get(String(name)) ?? 0)) own.push(String(text))
      }
      return found
    })
  }

  #source(files: readonly LiveFile[]): string {
    return `read_parquet([${files.map(({ path }) => quoted(join(this.#folder, path))).join(', ')}], hive_partitioning = false)`
  }

  async #writeFiles(engine: Engine, batch: number, content: LiveBatch): Promise<Record<string, LiveFile[]>> {
    const written: Record<string, LiveFile[]> = {}
    const add = async (table: string, select: string, month?: string): Promise<void> => {
      const file = await this.#writeFile(engine, table, `b${String(batch).padStart(8, '0')}-0`, select, 0, month)
      this.#onStep('file')
      if (file) written[table] = [...(written[table] ?? []), file]
    }
    for (const [name, table] of Object.entries(LIVE_TABLES))
      for (const month of monthsOf(content, table)) await add(name, table.select(batch, month), month)
    const ofBatch = `${batch}::BIGINT AS batch`
    await add(SUPERSEDED, `SELECT subject, key, ${ofBatch} FROM superseded ORDER BY subject, key`)
    await add(RECORDED, `SELECT subject, key, digest, ${ofBatch} FROM recorded ORDER BY subject, key`)
    return written
  }

  async #writeFile(
    { connection }: Engine,
    table: string,
    name: string,
    select: string,
    level: number,
    month?: string,
  ): Promise<LiveFile | undefined> {
    const folder = join(this.#folder, table, ...(month === undefined ? [] : [`month=${month}`]))
    const path = join(folder, `${name}.parquet`)
    mkdirSync(folder, { recursive: true })
    const result = await connection.runAndReadAll(`COPY (${select}) TO ${quoted(path)} ${PARQUET}`)
    const rows = Number(result.getRows()[0]?.[0] ?? 0)
    if (rows === 0) {
      rmSync(path, { force: true })
      return undefined
    }
    syncPath(path)
    syncPath(folder)
    const own = path.slice(this.#folder.length + 1)
    return { path: own, rows, sha256: await hashOf(path), ...(month !== undefined && { month }), level }
  }

  /** Many small files become one; what is in force is in neither less nor more. */
  async #merge(): Promise<void> {
    for (
      let merges = dueMerges(this.#manifest, this.#hand);
      merges.length > 0;
      merges = dueMerges(this.#manifest, this.#hand)
    ) {
      for (const { table, month, level, files } of merges) {
        const name = `b${String(this.#manifest.batch).padStart(8, '0')}-${level + 1}`
        const merged = await this.#withEngine((engine) =>
          this.#writeFile(engine, table, name, `SELECT * FROM ${this.#source(files)}`, level + 1, month),
        )
        this.#onStep('merged-file')
        const rows = files.reduce((sum, each) => sum + each.rows, 0)
        invariant(merged?.rows === rows, `merging keeps every row: ${rows} became ${merged?.rows}`)
        const gone = new Set(files.map(({ path }) => path))
        const kept = (this.#manifest.tables[table] ?? []).filter(({ path }) => !gone.has(path))
        const { batch, retired } = this.#manifest
        this.#replace({
          ...this.#manifest,
          tables: { ...this.#manifest.tables, [table]: [...kept, merged!] },
          retired: [...retired, ...[...gone].map((path) => ({ path, batch }))],
        })
        this.#onStep('merged')
      }
    }
  }

  #forget(): void {
    const { batch, retired } = this.#manifest
    const due = retired.filter((each) => each.batch + this.#keptBatches <= batch)
    if (due.length === 0) return
    for (const { path } of due) rmSync(join(this.#folder, path), { force: true })
    this.#onStep('removed')
    this.#replace({ ...this.#manifest, retired: retired.filter((each) => !due.includes(each)) })
  }

  #replace(manifest: LiveManifest): void {
    commitManifest(this.#folder, manifest, () => this.#onStep('manifest-written'))
    this.#manifest = manifest
  }

  /** What a killed writer left behind: files that no commit names. */
  #removeUnnamed(): void {
    const named = new Set([
      ...Object.values(this.#manifest.tables).flatMap((files) => files.map(({ path }) => path)),
      ...this.#manifest.retired.map(({ path }) => path),
    ])
    for (const table of [...Object.keys(LIVE_TABLES), SUPERSEDED, RECORDED]) {
      const folder = join(this.#folder, table)
      if (!existsSync(folder)) continue
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (file.endsWith('.parquet') && !named.has(join(table, file))) rmSync(join(folder, file))
      }
    }
    rmSync(join(this.#folder, 'lake.json.part'), { force: true })
  }

  async #withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await openEngine({ memoryMb: this.#memoryMb, spillTo: join(this.#folder, '.spill') })
    try {
      return await work(engine)
    } finally {
      engine.close()
    }
  }
}

/** Undefined once: the table is not kept by month, and the batch has rows for it. */
function monthsOf({ visits, people, records }: LiveBatch, { of }: LiveTable): readonly (string | undefined)[] {
  if (of === 'people') return people.length > 0 ? [undefined] : []
  if (of !== 'visits') return monthsIn(records, of)
  const claims = [...visits.values()].flat()
  return [...new Set(claims.map(({ settledAt }) => settledAt.slice(0, 7)))].sort()
}
