// A lake opened for questions: bounded memory, every file checked before the first question to its table. No number is given over
// data that could not be read.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, addMonths, type Day } from '@yibao/kernel'
import { DERIVED_TABLES, readDerived } from '../history/derived.ts'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { LakeError, type LakeFile, type Manifest, readManifest } from '../history/manifest.ts'
import { columnsOfTable } from '../history/table-list.ts'
import { importedFiles } from '../intake/places.ts'
import { verifyFiles } from '../replay/verify.ts'
import type { Period } from './scope.ts'

/** What a question needs: a lake of either form answers it. */
export interface LakeTables {
  readonly engine: Engine
  /** Of a lake that goes on: the day of the last operation in it. */
  readonly lastDay?: string
  /** How the engine calls a table of the lake, where the lake has it; only the months near the period, where one is given. */
  sourceOf(table: string, period?: Period): string | undefined
  /** The same with the columns that indicators ask for; absent: as it is. */
  askedOf?(table: string, period?: Period): string | undefined
  /** Every file of the table is there, with its columns and its rows: asked before the first question to it. */
  check?(table: string): Promise<void>
  /** What failed while a table was read, in words that name the file. */
  explain?(tables: readonly string[], error: unknown): Promise<never>
}

export interface OpenLake extends Required<Omit<LakeTables, 'askedOf' | 'lastDay'>> {
  readonly manifest: Manifest
  readonly folder: string
}

/** A table as indicators ask for it, by its own name where the lake does not have it. */
export const asked =
  (lake: LakeTables, period: Period) =>
  (table: string): string =>
    (lake.askedOf ? lake.askedOf(table, period) : lake.sourceOf(table, period)) ?? table

export async function checked(lake: LakeTables, tables: readonly string[]): Promise<void> {
  for (const table of tables) await lake.check?.(table)
}

export async function unreadable(lake: LakeTables, tables: readonly string[], error: unknown): Promise<never> {
  await lake.explain?.(tables, error)
  throw error
}

export interface OpenOptions {
  readonly memoryMb?: number
  readonly threads?: number
  /** Compare every file with its hash as well: a changed value is found, too. */
  readonly hashes?: boolean
}

const MEMORY_MB = 2048
const THREADS = 2
/** Months of settling and days of settling may lie on two sides of midnight; views may look back a month. */
const MARGIN_MONTHS = 2

export async function openLake(folder: string, options: OpenOptions = {}): Promise<OpenLake> {
  const manifest = readManifest(folder)
  const files = filesOf(folder, manifest)
  const spillTo = mkdtempSync(join(tmpdir(), 'yibao-questions-'))
  const { memoryMb = MEMORY_MB, threads = THREADS } = options
  const engine = await openEngine({ memoryMb, threads, spillTo })
  const checked = new Map<string, Promise<void>>()
  const lake: OpenLake = {
    engine: {
      ...engine,
      close: () => {
        engine.close()
        rmSync(spillTo, { recursive: true, force: true })
      },
    },
    manifest,
    folder,
    sourceOf: (table, period) => {
      const own = files.get(table)
      if (!own || own.length === 0) return undefined
      return sourceText(folder, table, period ? near(own, period) : own)
    },
    check: (table) => {
      const known = checked.get(table) ?? checkTable(engine, folder, table, files.get(table) ?? [], options)
      checked.set(table, known)
      return known
    },
    explain: async (tables, error) => {
      for (const table of tables) await verifyFiles(folder, table, files.get(table) ?? [])
      const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      throw new LakeError(`${folder}：${tables.join('、')} 不能读取(unreadable): ${message}`)
    },
  }
  try {
    await lake.check('claims')
  } catch (error) {
    lake.engine.close()
    throw error
  }
  return lake
}

/** Files by table: what the manifest lists, and what was derived from the lake later. */
function filesOf(folder: string, manifest: Manifest): Map<string, readonly LakeFile[]> {
  const files = new Map<string, readonly LakeFile[]>([
    ['claims', manifest.slices.map(({ claims }) => claims)],
    ['claim_lines', manifest.slices.map((slice) => slice.claim_lines).filter(({ rows }) => rows > 0)],
    ...Object.entries(manifest.tables ?? {}),
  ])
  for (const table of DERIVED_TABLES) {
    const parts = readDerived(folder, manifest, table)
    if (parts.length > 0)
      files.set(
        table,
        parts.flatMap((part) => part.files),
      )
  }
  for (const [table, own] of importedFiles(folder)) files.set(table, [...(files.get(table) ?? []), ...own])
  return files
}

const MONTH = /\/month=(\d{4}-\d{2})\//
const EMPTY: Readonly<Record<string, string>> = { month: 'VARCHAR' }

function near(files: readonly LakeFile[], { from, to }: Period): readonly LakeFile[] {
  const [first, last] = [addMonths(from as Day, -MARGIN_MONTHS).slice(0, 7), addMonths(to as Day, 1).slice(0, 7)]
  return files.filter(({ path }) => {
    const month = MONTH.exec(path)?.[1]
    return month === undefined || (month >= first && month <= last)
  })
}

/** The month of a file is a column of it: every engine reads it so from the folder's name. */
function sourceText(folder: string, table: string, files: readonly LakeFile[]): string {
  if (files.length === 0) {
    const columns = [...columnsOfTable(table).map(({ name, type }) => [name, type] as const), ...Object.entries(EMPTY)]
    return `(SELECT ${columns.map(([name, type]) => `NULL::${type} AS ${name}`).join(', ')} WHERE FALSE)`
  }
  const list = files.map(({ path }) => quoted(join(folder, path))).join(', ')
  const partitioned = files.some(({ path }) => MONTH.test(path))
    ? "hive_partitioning = true, hive_types = {'month': VARCHAR}"
    : 'hive_partitioning = false'
  return `read_parquet([${list}], ${partitioned})`
}

/** Columns with their types, and the rows of every file. What does not fit is looked at again, until file, column or row is named. */
async function checkTable(
  engine: Engine,
  folder: string,
  table: string,
  files: readonly LakeFile[],
  { hashes }: OpenOptions,
): Promise<void> {
  if (files.length === 0) return
  if (hashes) return verifyFiles(folder, table, files)
  if (!(await isAsListed(engine, folder, table, files))) {
    await verifyFiles(folder, table, files)
    throw new LakeError(`${join(folder, table)}：内容与清单不符(the content is not what the manifest says)`)
  }
}

async function isAsListed(engine: Engine, folder: string, table: string, files: readonly LakeFile[]): Promise<boolean> {
  const rowsOf = async (sql: string) => (await engine.connection.runAndReadAll(sql)).getRows()
  const list = files.map(({ path }) => quoted(join(folder, path))).join(', ')
  try {
    const described = await rowsOf(`DESCRIBE SELECT * FROM ${sourceText(folder, table, files)}`)
    const types = new Map(described.map(([name, type]) => [String(name), String(type)]))
    if (columnsOfTable(table).some(({ name, type }) => types.get(name) !== type)) return false
    const found = await rowsOf(`SELECT file_name, num_rows FROM parquet_file_metadata([${list}])`)
    const rows = new Map(found.map(([file, count]) => [String(file), Number(count)]))
    return files.every((file) => rows.get(join(folder, file.path)) === file.rows)
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

const lastDay = (month: string): string => addDays(addMonths(`${month}-01` as Day, 1), -1)

/** All months of the lake. */
export function lakePeriod({ slices }: Manifest): Period {
  const months = slices.map(({ month }) => month)
  const [first = '2000-01', last = '2000-01'] = [months[0], months.at(-1)]
  return { from: `${first}-01`, to: lastDay(last) }
}
