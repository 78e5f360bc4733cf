// What the models ask: rows of the lake as plain values. One temporary view of the claims for all of them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { models } from '@yibao/kernel'
import { type Engine, quoted } from '../../history/engine.ts'
import { LakeError } from '../../history/manifest.ts'
import { openLake } from '../../indicators/index.ts'
import { isLiveLake } from '../../live/manifest.ts'
import { type LiveReading, openLiveLake } from '../../live/read.ts'

export type Cell = string | number | null | readonly string[]
export type FeatureRow = Readonly<Record<string, Cell>>

export interface FeatureSource {
  /** Views `claims` and `claim_lines` are there; `claim` of a line is its file's, so `file` goes with it. */
  ask(sql: string): Promise<FeatureRow[]>
  /** Not every lake has every table. */
  has(table: 'claims' | 'trace_codes'): boolean
}

export interface ModelLake {
  readonly source: FeatureSource
  close(): void
}

/** Of a lake that a platform writes: as of which commit, and how much memory the questions may take. */
export type ModelReading = Pick<LiveReading, 'manifest' | 'memoryMb'>

/** A lake of either form, with the views that every model asks. */
export async function openModelLake(folder: string, reading: ModelReading = {}): Promise<ModelLake> {
  const isLive = reading.manifest !== undefined || isLiveLake(folder)
  const { engine, views } = isLive ? await liveViews(folder, reading) : await historyViews(folder)
  for (const [table, select] of Object.entries(views))
    await engine.connection.run(`CREATE OR REPLACE TEMP VIEW ${table} AS ${select}`)
  return {
    source: {
      has: (table) => views[table] !== undefined,
      ask: async (sql) => {
        try {
          return (await engine.connection.runAndReadAll(sql)).getRowObjectsJson() as FeatureRow[]
        } catch (error) {
          throw isOutOfMemory(error) ? tooLarge(folder) : error
        }
      },
    },
    close: () => engine.close(),
  }
}

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Out of Memory')

/** What is gathered of a person or a provider lies in memory as a whole. */
const tooLarge = (folder: string): LakeError =>
  new LakeError(
    `${folder} 对行为模型太大：逐人、逐机构归集的内容超过 ${MEMORY_MB} MB 内存。请用较短的历史库，或以 --model 只看其他模型（too large for this model: use a shorter history, or other models）`,
  )

interface Views {
  readonly engine: Engine
  readonly views: Readonly<Record<string, string>>
}

const MEMORY_MB = 4096

async function historyViews(folder: string): Promise<Views> {
  const { engine } = await openLake(folder, { memoryMb: MEMORY_MB })
  // Every question says its own order.
  await engine.connection.run('SET preserve_insertion_order = false')
  const tables = ['claims', 'claim_lines', ...(existsSync(join(folder, 'trace_codes')) ? ['trace_codes'] : [])]
  const select = (table: string): string =>
    `SELECT * EXCLUDE (filename), regexp_extract(filename, 'month=.*$') AS slice
     FROM read_parquet(${quoted(join(folder, table, '*/*.parquet'))}, hive_partitioning = false, filename = true)`
  return { engine, views: Object.fromEntries(tables.map((table) => [table, select(table)])) }
}

/** Rows there have no place in a file: a line names its settlement. Before anything was settled there is nothing to look at. */
async function liveViews(folder: string, reading: ModelReading): Promise<Views> {
  const { engine, sourceOf } = await openLiveLake(folder, reading)
  const tables = ['claims', 'claim_lines'].flatMap((table) => {
    const source = sourceOf(table)
    return source === undefined
      ? []
      : [[table, `SELECT held.*, held.id AS claim, '' AS slice FROM ${source} held`] as const]
  })
  return { engine, views: Object.fromEntries(tables) }
}

export const textOf = (row: FeatureRow, name: string): string => String(row[name] ?? '')
export const numberOf = (row: FeatureRow, name: string): number => Number(row[name] ?? 0)
export const listOf = (row: FeatureRow, name: string): readonly string[] => {
  const value = row[name]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

export type Extractor = (source: FeatureSource, card: models.ModelCard) => Promise<models.Candidate[]>

/** A bound of the model's file; one that is missing is a fault of the file. */
export function parameter(card: models.ModelCard, name: string): number {
  const value = card.parameters[name]
  if (value === undefined) throw new RangeError(`The model ${card.id} has no parameter ${name}`)
  return value
}
