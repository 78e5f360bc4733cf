// What the models ask: rows of the lake as plain values. One temporary view of the claims for all of them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { models } from '@yibao/kernel'
import { quoted } from '../../history/engine.ts'
import type { OpenLake } from '../../indicators/index.ts'

export type Cell = string | number | null | readonly string[]
export type FeatureRow = Readonly<Record<string, Cell>>

export interface FeatureSource {
  /** Views `claims` and `claim_lines` are there; `claim` of a line is its file's, so `file` goes with it. */
  ask(sql: string): Promise<FeatureRow[]>
  /** Tables that not every lake has. */
  has(table: 'trace_codes'): boolean
}

export async function featureSource({ engine }: OpenLake, folder: string): Promise<FeatureSource> {
  const isTraced = existsSync(join(folder, 'trace_codes'))
  for (const table of ['claims', 'claim_lines', ...(isTraced ? ['trace_codes'] : [])]) {
    const files = `read_parquet(${quoted(join(folder, table, '*/*.parquet'))}, hive_partitioning = false, filename = true)`
    const slice = "regexp_extract(filename, 'month=.*$')"
    await engine.connection.run(
      `CREATE OR REPLACE TEMP VIEW ${table} AS SELECT * EXCLUDE (filename), ${slice} AS slice FROM ${files}`,
    )
  }
  return {
    has: () => isTraced,
    ask: async (sql) => {
      const rows = (await engine.connection.runAndReadAll(sql)).getRowObjectsJson()
      return rows as FeatureRow[]
    },
  }
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
