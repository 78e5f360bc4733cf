// Before a number is computed over a lake, every file of it must be what was written: there, whole, unchanged. Where one is
// not, the file, the column and the row are named as far as they can be found.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, LakeError, type LakeFile, type LakeTable, type Manifest } from '../history/manifest.ts'
import { columnsOfTable } from '../history/table-list.ts'

export async function verifyLake(folder: string, manifest: Manifest, onFile?: (share: number) => void): Promise<void> {
  const files = manifest.slices.flatMap(({ claims, claim_lines }): [LakeTable, LakeFile][] => [
    ['claims', claims],
    ...(claim_lines.rows > 0 ? [['claim_lines', claim_lines] as [LakeTable, LakeFile]] : []),
  ])
  for (const [at, [table, file]] of files.entries()) {
    await verifyFiles(folder, table, [file])
    onFile?.((at + 1) / files.length)
  }
}

/** Files of one table, each against its hash. */
export async function verifyFiles(folder: string, table: string, files: readonly LakeFile[]): Promise<void> {
  for (const file of files) {
    const path = join(folder, file.path)
    if (!existsSync(path)) throw new LakeError(`缺少文件 ${path}(this file is missing)`)
    if ((await hashOf(path)) !== file.sha256) throw new LakeError(await diagnosis(path, table, file))
  }
}

async function diagnosis(path: string, table: string, file: LakeFile): Promise<string> {
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

async function faultOf(engine: Engine, path: string, table: string, file: LakeFile): Promise<string | undefined> {
  const rowsOf = async (sql: string) => (await engine.connection.runAndReadAll(sql)).getRows()
  const source = `read_parquet(${quoted(path)}, hive_partitioning = false)`
  const found = new Map((await rowsOf(`DESCRIBE SELECT * FROM ${source}`)).map(([name, type]) => [name, type]))
  for (const { name, type } of columnsOfTable(table)) {
    if (!found.has(name)) return `${path}：缺少列 ${name}(the column is missing)`
    if (found.get(name) !== type) return `${path}：列 ${name} 应为 ${type}，实为 ${found.get(name)}(wrong type)`
  }
  const [[rows] = [0]] = await rowsOf(`SELECT count(*) FROM ${source}`)
  if (Number(rows) !== file.rows) return `${path}：应有 ${file.rows} 行，实有 ${rows}(rows)`
  for (const [column, isBad] of BAD[table] ?? []) {
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
const nothing = (...names: string[]): readonly (readonly [string, string])[] =>
  names.map((name) => [name, `${name} IS NULL`] as const)
const BAD: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  claims: BAD_CLAIMS,
  claim_lines: BAD_LINES,
  claim_tiers: [...nothing('claim', 'tier', 'payer', 'fund', 'paid_fen'), ['paid_fen', 'paid_fen < 0']],
  trace_codes: nothing('claim', 'line', 'trace_code'),
  people: [...nothing('person_no', 'born_on', 'county'), ['died_on', 'died_on < born_on']],
  spells: [...nothing('person_no', 'scheme', 'status', 'from_on', 'until_on'), ['until_on', 'until_on < from_on']],
  categories: nothing('person_no', 'category', 'from_on'),
  certificates: nothing('person_no', 'disease', 'kind', 'from_on'),
  charges: nothing('person_no', 'scheme', 'month', 'employer_fen', 'person_fen', 'subsidy_fen'),
  entries: nothing('booked_on', 'fund', 'account', 'income_fen', 'expense_fen'),
  providers: nothing('provider', 'kind', 'level', 'from_on', 'until_on', 'state'),
  parameters: nothing('parameter', 'from_on', 'value', 'per'),
  groups: nothing('id', 'settled_on', 'status', 'total_fen', 'fund_fen'),
  findings: nothing('finding_id', 'rule', 'severity', 'month', 'amount_fen'),
}
