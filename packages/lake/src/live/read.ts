// A lake that a platform writes, opened for questions: only the files of the last commit, only the rows that still hold.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, LakeError, type LakeFile } from '../history/manifest.ts'
import { columnsOfTable } from '../history/table-list.ts'
import { type LakeTables, type OpenOptions, openLake } from '../indicators/open.ts'
import { importedFiles } from '../intake/places.ts'
import { isLiveLake, type LiveFile, type LiveManifest, readLiveManifest } from './manifest.ts'
import { emptySource, RECORD_TABLES } from './records.ts'
import { LIVE_TABLES, SUPERSEDED } from './tables.ts'

export interface OpenLiveLake {
  readonly engine: Engine
  readonly manifest: LiveManifest
  /** The day of the last operation that is in. */
  readonly lastDay: string
  /** The rows that hold, as the engine calls them; undefined where the lake has none of the table yet. */
  sourceOf(table: string): string | undefined
  /** The same as indicators ask for it: with the month of settling, and of enrolment only what is in force. */
  askedOf(table: string): string | undefined
}

export interface LiveReading {
  readonly memoryMb?: number
  readonly threads?: number
  /** Of the writer in the same process; absent: what lake.json says now. */
  readonly manifest?: LiveManifest
}

export async function openLiveLake(folder: string, options: LiveReading = {}): Promise<OpenLiveLake> {
  const manifest = options.manifest ?? readLiveManifest(folder)
  if (!manifest) throw new LakeError(`${folder} 不是历史库：没有 lake.json(not a lake: it has no lake.json)`)
  for (const file of Object.values(manifest.tables).flat()) {
    if (!existsSync(join(folder, file.path)))
      throw new LakeError(`缺少文件 ${join(folder, file.path)}(this file is missing)`)
  }
  const { memoryMb = 256, threads = 1 } = options
  const engine = await openEngine({ memoryMb, threads })
  const imported = importedFiles(folder)
  const sourceOf = (table: string) => liveSource(folder, manifest, table) ?? importedSource(folder, imported.get(table))
  return {
    engine,
    manifest,
    lastDay: manifest.at.slice(0, 10),
    sourceOf,
    askedOf: (table) => askedText(table, sourceOf(table)),
  }
}

function askedText(table: string, source: string | undefined): string | undefined {
  if (source === undefined) return undefined
  if (table === 'spells') return `(SELECT s.* FROM ${source} s WHERE s.state = 'active')`
  const byMonth = table === 'claim_lines' || table === 'claim_tiers'
  return byMonth ? `(SELECT t.*, substr(CAST(t.settled_on AS VARCHAR), 1, 7) AS month FROM ${source} t)` : source
}

/** Tables that the platform does not write and that files were brought into. */
const importedSource = (folder: string, own: readonly LakeFile[] | undefined): string | undefined =>
  own && own.length > 0
    ? `read_parquet([${own.map(({ path }) => quoted(join(folder, path))).join(', ')}], hive_partitioning = false)`
    : undefined

const files = (folder: string, list: readonly LiveFile[]): string =>
  `read_parquet([${list.map(({ path }) => quoted(join(folder, path))).join(', ')}], hive_partitioning = false)`

/** In the part of SQL that columnar engines share. */
export function liveSource(folder: string, { tables, batch }: LiveManifest, name: string): string | undefined {
  const table = LIVE_TABLES[name]
  const own = tables[name] ?? []
  if (!table) return undefined
  if (own.length === 0) return isKeptEmpty(name, batch) ? emptySource(columnsOfTable(name)) : undefined
  const gone = tables[SUPERSEDED] ?? []
  if (gone.length === 0) return files(folder, own)
  return `(SELECT held.* FROM ${files(folder, own)} held LEFT JOIN
    (SELECT key AS gone_key, max(batch) AS gone_since FROM ${files(folder, gone)} WHERE subject = ${quoted(table.subject)} GROUP BY key) gone
    ON gone.gone_key = held.${table.key} WHERE gone.gone_since IS NULL OR held.batch >= gone.gone_since)`
}

/** What stands beside settlements and people may have no rows, and then counts as none; before the first batch nothing is known. */
const isKeptEmpty = (name: string, batch: number): boolean =>
  batch > 0 && (name in RECORD_TABLES || name === 'categories' || name === 'certificates')

/** Every file against its hash: the first that is missing or changed is named. */
export async function verifyLiveLake(folder: string, manifest: LiveManifest): Promise<void> {
  const imported = [...importedFiles(folder).values()].flat()
  for (const { path, sha256 } of [...Object.values(manifest.tables).flat(), ...imported]) {
    const own = join(folder, path)
    if (!existsSync(own)) throw new LakeError(`缺少文件 ${own}(this file is missing)`)
    if ((await hashOf(own)) !== sha256)
      throw new LakeError(`${own}：内容与清单不符(the content is not what the manifest says)`)
  }
}

export interface AnyLake extends LakeTables {
  /** First and last month of settling; none where nothing was settled. */
  readonly months: readonly string[]
}

/** A lake of either form, for questions. */
export async function openAnyLake(folder: string, options: OpenOptions = {}): Promise<AnyLake> {
  if (!isLiveLake(folder)) {
    const { manifest, ...lake } = await openLake(folder, options)
    return { ...lake, months: manifest.slices.map(({ month }) => month) }
  }
  const manifest = readLiveManifest(folder)!
  await verifyLiveLake(folder, manifest)
  const { engine, sourceOf, askedOf, lastDay } = await openLiveLake(folder, { manifest, memoryMb: 2048, threads: 2 })
  const months = (manifest.tables.claims ?? []).flatMap(({ month }) => month ?? [])
  return { engine, sourceOf, askedOf, lastDay, months: [...new Set(months)].sort() }
}
