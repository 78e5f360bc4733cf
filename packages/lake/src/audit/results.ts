// The findings of a run for the lake: files of months, written once and never changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine, quoted } from '../history/engine.ts'

const BY_MONTH = `SELECT * EXCLUDE ("on", lines, encounters, month), TRY_CAST("on" AS DATE) AS on_day,
  list_filter(string_split(lines, ' '), x -> x <> '') AS lines, list_filter(string_split(encounters, ' '), x -> x <> '') AS encounters`

/**
 * The findings of this run as files of months, beside those of other runs. A file is written once and never changed: it is named by the
 * lake, the rules and the months it was made from, so the same run finds its own file there.
 */
export async function appendMonths(out: string, folder: string, identity: string): Promise<string[]> {
  const source = join(out, 'findings.parquet')
  if (!existsSync(source)) return []
  const run = createHash('sha256').update(identity).digest('hex').slice(0, 16)
  const engine = await openEngine({ memoryMb: 1024 })
  try {
    const { connection } = engine
    const all = `(SELECT *, COALESCE(left(CAST("on" AS VARCHAR), 7), '') AS month FROM read_parquet(${quoted(source)}))`
    const months = (await connection.runAndReadAll(`SELECT DISTINCT month FROM ${all} ORDER BY 1`)).getRows()
    const paths: string[] = []
    for (const month of months.map(([text]) => String(text))) {
      const own = join(folder, `month=${month === '' ? 'unknown' : month}`)
      const path = join(own, `run-${run}.parquet`)
      paths.push(path)
      if (existsSync(path)) continue
      mkdirSync(own, { recursive: true })
      const rows = `${BY_MONTH}, ${quoted(run)} AS run FROM ${all} WHERE month = ${quoted(month)}`
      await connection.run(`COPY (${rows}) TO ${quoted(`${path}.part`)} (FORMAT parquet)`)
      renameSync(`${path}.part`, path)
    }
    return paths
  } finally {
    engine.close()
  }
}
