// Before a number is computed over a lake, every file of it must be what was written: there, whole, unchanged. Where one is
// not, the file, the column and the row are named as far as they can be found.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CLAIM_COLUMNS, LINE_COLUMNS } from '../history/columns.ts'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, LakeError, type LakeFile, type LakeTable, type Manifest } from '../history/manifest.ts'

export async function verifyLake(folder: string, manifest: Manifest, onFile?: (share: number) => void): Promise<void> {
  const files = manifest.slices.flatMap(({ claims, claim_lines }): [LakeTable, LakeFile][] => [
    ['claims', claims],
    ...(claim_lines.rows > 0 ? [['claim_lines', claim_lines] as [LakeTable, LakeFile]] : []),
  ])
  for (const [at, [table, file]] of files.entries()) {
    const path = join(folder, file.path)
    if (!existsSync(path)) throw new LakeError(`缺少文件 ${path}(this file is missing)`)
    if ((await hashOf(path)) !== file.sha256) throw new LakeError(await diagnosis(path, table, file))
    onFile?.((at + 1) / files.length)
  }
}

async function diagnosis(path: string, table: LakeTable, file: LakeFile): Promise<string> {
  const engine = await openEngine()
  try {
    return (
      (await faultOf(engine, path, table, file)) ?? `${path}：内容与清单不符(the content is not what the manifest says)`
    )
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return `${path} 不能读取(unreadable): ${message.split('\n')[0]}`
  } finally {
    engine.close()
  }
}

async function faultOf(engine: Engine, path: string, table: LakeTable, file: LakeFile): Promise<string | undefined> {
  const rowsOf = async (sql: string) => (await engine.connection.runAndReadAll(sql)).getRows()
  const source = `read_parquet(${quoted(path)}, hive_partitioning = false)`
  const found = new Map((await rowsOf(`DESCRIBE SELECT * FROM ${source}`)).map(([name, type]) => [name, type]))
  for (const { name, type } of table === 'claims' ? CLAIM_COLUMNS : LINE_COLUMNS) {
    if (!found.has(name)) return `${path}：缺少列 ${name}(the column is missing)`
    if (found.get(name) !== type) return `${path}：列 ${name} 应为 ${type}，实为 ${found.get(name)}(wrong type)`
  }
  const [[rows] = [0]] = await rowsOf(`SELECT count(*) FROM ${source}`)
  if (Number(rows) !== file.rows) return `${path}：应有 ${file.rows} 行，实有 ${rows}(rows)`
  for (const [column, isBad] of table === 'claims' ? BAD_CLAIMS : BAD_LINES) {
    const [bad] = await rowsOf(`SELECT file_row_number FROM read_parquet(${quoted(path)}, file_row_number = true,
      hive_partitioning = false) WHERE ${isBad} ORDER BY 1 LIMIT 1`)
    if (bad)
      return `${path}：第 ${Number(bad[0]) + 1} 行，列 ${column} 的值不合规定(row ${Number(bad[0]) + 1}: unfit value)`
  }
  return undefined
}

/** What every row must hold; the first that does not is named. */
const BAD_CLAIMS: readonly (readonly [string, string])[] = [
  ...['person', 'settled_on', 'admitted_on', 'discharged_on', 'scheme', 'setting', 'total_fen'].map(
    (name) => [name, `${name} IS NULL`] as const,
  ),
  ['claim', 'claim <> file_row_number'],
  ['discharged_on', 'discharged_on < admitted_on'],
  ['person_fen', 'fund_fen + provider_fen + person_fen <> total_fen OR person_fen < 0'],
  ['cash_fen', 'account_fen + mutual_fen + cash_fen <> person_fen'],
  ['in_scope_fen', 'parts IS NULL AND full_fen + over_fen + pre_fen + in_scope_fen <> total_fen'],
]
const BAD_LINES: readonly (readonly [string, string])[] = [
  ['amount_fen', 'amount_fen IS NULL'],
  ['item_class', "item_class NOT IN ('a', 'b', 'c')"],
]
