// Rows that were worked out beside the engine, written as a table of the offices: exactly the columns that are documented.
import type { Column } from '../history/columns.ts'
import { CompactStaging } from '../history/compact-staging.ts'
import { type Engine, openEngine } from '../history/engine.ts'
import type { LakeFile } from '../history/manifest.ts'
import { OFFICE_TABLES } from '../history/office-columns.ts'
import { bucketName } from '../history/writer.ts'
import { writeTable } from './bucket-tables.ts'

export type OfficeValue = string | number | boolean | undefined
/** Values by column. */
export type OfficeRow = Readonly<Record<string, OfficeValue>>

export async function writeOfficeRows(
  engine: Engine,
  folder: string,
  table: string,
  path: string,
  rows: readonly OfficeRow[],
): Promise<LakeFile> {
  const columns = OFFICE_TABLES[table]!.map((each) => ({
    ...(each as Column<never>),
    of: (row: OfficeRow) => row[each.name],
  })) as unknown as Column<OfficeRow>[]
  const staging = new CompactStaging<OfficeRow>('staged', columns)
  await staging.create(engine.connection)
  for (const [at, row] of rows.entries()) staging.add(at, 0, row)
  staging.flush()
  const file = await writeTable(engine, folder, path, staging.select({}, columns))
  await engine.connection.run('DROP TABLE staged')
  return file
}

/** One file of the bucket for each table. */
export async function writeRows(
  folder: string,
  bucket: number,
  tables: Readonly<Record<string, readonly OfficeRow[]>>,
): Promise<Readonly<Record<string, readonly LakeFile[]>>> {
  const engine = await openEngine()
  try {
    const written: Record<string, readonly LakeFile[]> = {}
    for (const [table, rows] of Object.entries(tables))
      written[table] = [await writeOfficeRows(engine, folder, table, `${table}/${bucketName(bucket)}`, rows)]
    return written
  } finally {
    engine.close()
  }
}
