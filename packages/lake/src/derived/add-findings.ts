// What an audit found in a lake, taken up beside the lake as its derived table `findings`: a row for each finding, by month.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeDerived } from '../history/derived.ts'
import { FINDING_COLUMNS } from '../history/derived-columns.ts'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { contentHash, hashOf, LakeError, type LakeFile, readManifest } from '../history/manifest.ts'
import { readable } from '../replay/vectors.ts'

export interface AddedFindings {
  readonly part: string
  readonly findings: number
  readonly months: number
  /** Findings that name no day: they are kept and belong to no period. */
  readonly undated: number
}

/** Of each audit what it took, in the columns of the lake. A finding of several visits is that of the first one. */
const SELECT = (
  part: string,
  source: string,
): string => `SELECT ${quoted(`${part}-`)} || row_number() OVER () AS finding_id,
    rule, CAST(rule_version AS VARCHAR) AS rule_version, 'post' AS stage, severity, person,
    string_split(encounters, ' ')[1] AS visit, lines AS line, provider,
    COALESCE(left(CAST("on" AS VARCHAR), 7), '') AS month, CAST(deducted_fen AS BIGINT) AS amount_fen
  FROM read_parquet(${quoted(source)})`

/** `results` is the folder of `yibao audit run`. Results of another lake are refused, and so is taking them up twice. */
export async function addFindings(folder: string, results: string): Promise<AddedFindings> {
  const manifest = readManifest(folder)
  const [run, source] = [join(results, 'run.txt'), join(results, 'findings.parquet')]
  if (!existsSync(run)) throw new LakeError(`${results} 不是审核的结果：没有 run.txt(not the results of an audit)`)
  const identity = readFileSync(run, 'utf8').trim()
  if (!identity.startsWith(contentHash(manifest)))
    throw new LakeError(`${results} 是另一个历史库的审核结果(results of another lake)`)
  if (!existsSync(source)) throw new LakeError(`${source} 没有命中，无可收入(there are no findings)`)
  const part = createHash('sha256').update(identity).digest('hex').slice(0, 12)
  const origin = { rules: identity.split(' ')[1] ?? '' }
  const engine = await openEngine({ memoryMb: 1024 })
  try {
    await readable(source, () => engine.connection.run(`CREATE TABLE taken AS ${SELECT(part, source)}`))
    const made = await writeDerived(folder, manifest, { table: 'findings', part, origin }, (own) =>
      writeMonths(engine, own),
    )
    const rowsOf = (files: readonly LakeFile[]) => files.reduce((sum, { rows }) => sum + rows, 0)
    const undated = made.files.filter(({ path }) => path.startsWith(`month=${UNDATED}/`))
    return {
      ...{ part, findings: rowsOf(made.files), undated: rowsOf(undated) },
      months: made.files.length - undated.length,
    }
  } finally {
    engine.close()
  }
}

const UNDATED = 'unknown'

async function writeMonths(engine: Engine, own: string): Promise<LakeFile[]> {
  const { connection } = engine
  const columns = FINDING_COLUMNS.map(({ name }) => name).join(', ')
  const months = (
    await connection.runAndReadAll('SELECT month, count(*) FROM taken GROUP BY month ORDER BY month')
  ).getRows()
  const files: LakeFile[] = []
  for (const [month, rows] of months) {
    const path = `month=${month === '' ? UNDATED : String(month)}/part.parquet`
    mkdirSync(dirname(join(own, path)), { recursive: true })
    const select = `SELECT ${columns} FROM taken WHERE month = ${quoted(String(month))} ORDER BY finding_id`
    await connection.run(`COPY (${select}) TO ${quoted(join(own, path))} (FORMAT parquet, COMPRESSION zstd)`)
    files.push({ path, rows: Number(rows), sha256: await hashOf(join(own, path)) })
  }
  return files
}
