// The office tables of one bucket: made from its own files as soon as they are there, by the engine, in a fixed order.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, type LakeFile } from '../history/manifest.ts'
import { OFFICE_TABLES } from '../history/office-columns.ts'
import { bucketName } from '../history/writer.ts'
import {
  credentialsSelect,
  deferredSelect,
  filingsSelect,
  tracesSelect,
  visitorsSelect,
  walletsSelect,
} from './beside-care.ts'
import { breaksSelect, issuesSelect, receiptsSelect, subsidiesSelect } from './contributions.ts'
import type { OfficePlan, OfficeSource } from './plan.ts'

export interface OfficeProvider {
  readonly code: string
  readonly kind: string
  readonly county: string
  readonly outside: boolean
}

type Select = (source: OfficeSource) => string

/** In this order: breaks are made from receipts. The columns name a row and its place in the file. */
const TABLES: readonly (readonly [table: string, select: Select, order: string])[] = [
  ['receipts', receiptsSelect, 'receipt_no'],
  ['subsidies', subsidiesSelect, 'person_no, period, payer'],
  ['enrolment_issues', issuesSelect, 'issue_id'],
  ['breaks', breaksSelect, 'break_no'],
  ['credentials', credentialsSelect, 'person_no'],
  ['filings', filingsSelect, 'filing_id'],
  ['wallet_transfers', walletsSelect, 'transfer_id'],
  ['visitors', visitorsSelect, 'id'],
  ['traces', tracesSelect, 'id'],
  ['deferred_payments', deferredSelect, 'settled_on, id'],
]

const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)'
const MEMORY_MB = 1024

/** `files` are those that the bucket has written: by table, its claims too. A table without rows is no file. */
export async function writeBucketOffice(
  folder: string,
  files: Readonly<Record<string, readonly LakeFile[]>>,
  plan: OfficePlan,
  providers: readonly OfficeProvider[],
): Promise<Readonly<Record<string, readonly LakeFile[]>>> {
  const engine = await openEngine({ memoryMb: MEMORY_MB, spillTo: join(folder, '.parts', `spill-${plan.bucket}`) })
  const written: Record<string, readonly LakeFile[]> = {}
  try {
    await putProviders(engine, providers)
    const all = (table: string): readonly LakeFile[] => written[table] ?? files[table] ?? []
    const read = (table: string): string =>
      table === 'providers' ? 'city_providers' : readText(folder, table, all(table))
    for (const [table, select, order] of TABLES) {
      const path = `${table}/${bucketName(plan.bucket)}`
      const file = await writeTable(engine, folder, path, orderedText(table, select({ read, plan }), order))
      written[table] = [file]
    }
    return written
  } finally {
    engine.close()
  }
}

/** Exactly the columns that the table is documented with. */
export const orderedText = (table: string, select: string, order: string): string =>
  `SELECT ${OFFICE_TABLES[table]!.map(({ name, type }) => `CAST(${name} AS ${type}) AS ${name}`).join(', ')} FROM (${select}) ORDER BY ${order}`

export async function writeTable(engine: Engine, folder: string, path: string, select: string): Promise<LakeFile> {
  const own = join(folder, path)
  mkdirSync(dirname(own), { recursive: true })
  const rows = await engine.connection.runAndReadAll(`COPY (${select}) TO ${quoted(own)} ${PARQUET}`)
  return { path, rows: Number(rows.getRows()[0]?.[0] ?? 0), sha256: await hashOf(own) }
}

export function readText(folder: string, table: string, files: readonly LakeFile[]): string {
  if (files.length === 0) throw new Error(`No files of ${table}`)
  return `read_parquet([${files.map(({ path }) => quoted(join(folder, path))).join(', ')}], hive_partitioning = false)`
}

export async function putProviders({ connection }: Engine, providers: readonly OfficeProvider[]): Promise<void> {
  await connection.run('CREATE TABLE city_providers (provider VARCHAR, kind VARCHAR, county VARCHAR, outside BOOLEAN)')
  const appender = await connection.createAppender('city_providers')
  for (const { code, kind, county, outside } of providers) {
    appender.appendVarchar(code)
    appender.appendVarchar(kind)
    appender.appendVarchar(county)
    appender.appendBoolean(outside)
    appender.endRow()
  }
  appender.closeSync()
}
