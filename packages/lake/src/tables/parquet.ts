// A Parquet file as CSV text, for commands that read tables of records: the same columns, an absent value as an empty cell.
import { openEngine, quoted } from '../history/engine.ts'
import { LakeError } from '../history/manifest.ts'

/** Writes the rows of `parquet`, in their order, to a new CSV file. */
export async function parquetAsCsv(parquet: string, csv: string): Promise<void> {
  const engine = await openEngine()
  try {
    await engine.connection.run(
      `COPY (SELECT * FROM read_parquet(${quoted(parquet)})) TO ${quoted(csv)} (FORMAT csv, HEADER true)`,
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new LakeError(`${parquet}：不是 Parquet 文件或已损坏(cannot be read as Parquet)：${reason}`)
  } finally {
    engine.close()
  }
}

/** The other way: a CSV file, every column as text, as Parquet. */
export async function csvAsParquet(csv: string, parquet: string): Promise<void> {
  const engine = await openEngine()
  try {
    await engine.connection.run(
      `COPY (SELECT * FROM read_csv(${quoted(csv)}, header = true, all_varchar = true)) TO ${quoted(parquet)} (FORMAT parquet)`,
    )
  } finally {
    engine.close()
  }
}

/** The rows of a query over nothing but itself, as a Parquet file. */
export async function writeParquet(select: string, parquet: string): Promise<void> {
  const engine = await openEngine()
  try {
    await engine.connection.run(`COPY (${select}) TO ${quoted(parquet)} (FORMAT parquet)`)
  } finally {
    engine.close()
  }
}
