// A project's copy of a lake, written and then verified from the written files alone: only what holds is left on the disk.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, LakeError } from '../history/manifest.ts'
import { openAnyLake } from '../live/index.ts'
import { type CopyCounts, makeCopy, QUASI } from './copy.ts'
import { ProjectKey } from './project.ts'
import { PUBLISHED, type PublishedTable, publishedTable } from './tables.ts'

export const LEAST_K = 10

export interface Deidentifying {
  readonly lake: string
  readonly keyFile: string
  readonly out: string
  readonly k: number
}

export interface CheckedFile {
  readonly path: string
  readonly rows: number
  readonly sha256: string
  /** The fewest people who share the quasi-identifiers, an institution, a diagnosis of the file; of a table, a printed number. */
  readonly k: number
}

export interface DeidentifyReport extends CopyCounts {
  /** Tells projects apart; does not lead to the key. */
  readonly project: string
  readonly threshold: number
  readonly quasiIdentifiers: readonly string[]
  readonly files: readonly CheckedFile[]
  readonly cellsHidden: number
}

export async function deidentify({ lake, keyFile, out, k }: Deidentifying): Promise<DeidentifyReport> {
  if (!(k >= LEAST_K)) throw new LakeError(`k 至少为 ${LEAST_K}(at least ${LEAST_K})`)
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new LakeError(`${out} 不是空文件夹，已有的副本不覆盖(the folder is not empty)`)
  const key = ProjectKey.read(keyFile)
  const part = `${out}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(join(part, 'tables'), { recursive: true })
  try {
    const report = await written(lake, key, part, k)
    writeFileSync(join(part, 'report.json'), `${JSON.stringify(report, null, 1)}\n`)
    if (existsSync(out)) rmSync(out, { recursive: true })
    renameSync(part, out)
    return report
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

async function written(folder: string, key: ProjectKey, part: string, k: number): Promise<DeidentifyReport> {
  const lake = await openAnyLake(folder)
  try {
    const source = lake.sourceOf('claims')
    if (source === undefined) throw new LakeError(`${folder} 没有结算记录(there are no settlements)`)
    const { connection } = lake.engine
    const counts = await makeCopy(connection, source, key, k)
    if (counts.persons < k)
      throw new LakeError(`可用的人数不足 ${k}，不写副本(fewer than ${k} people would be left: nothing is written)`)
    await copyTo(lake.engine, 'copy_people', join(part, 'people.parquet'))
    await copyTo(lake.engine, 'copy', join(part, 'claims.parquet'))
    const tables: PublishedTable[] = []
    for (const pair of PUBLISHED) tables.push(await publishedTable(connection, pair, k))
    for (const { name, csv } of tables) writeFileSync(join(part, 'tables', `${name}.csv`), csv)
    const files = await verified(part, tables, k)
    return {
      project: key.id,
      threshold: k,
      quasiIdentifiers: QUASI,
      ...counts,
      files,
      cellsHidden: tables.reduce((sum, { hidden }) => sum + hidden, 0),
    }
  } finally {
    lake.engine.close()
  }
}

const copyTo = async ({ connection }: Engine, table: string, path: string): Promise<void> => {
  await connection.run(`COPY (SELECT * FROM ${table}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`)
}

/** From the files, as whoever gets them would read them. */
async function verified(part: string, tables: readonly PublishedTable[], k: number): Promise<CheckedFile[]> {
  const engine = await openEngine({ memoryMb: 1024 })
  try {
    const one = async (sql: string): Promise<number> =>
      Number((await engine.connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0)
    const fewest = (file: string, columns: string): Promise<number> =>
      one(`SELECT coalesce(min(n), ${k}) FROM (SELECT count(DISTINCT person) AS n FROM ${file} GROUP BY ${columns})`)
    const files: CheckedFile[] = []
    for (const [name, groups] of [
      ['people.parquet', [QUASI.join(', ')]],
      ['claims.parquet', [QUASI.join(', '), 'provider', 'diagnosis']],
    ] as const) {
      const path = join(part, name)
      const file = `read_parquet(${quoted(path)})`
      const found = await Promise.all(groups.map((columns) => fewest(file, columns)))
      const known = `(SELECT * FROM ${file} WHERE diagnosis <> '*') known`
      if (name === 'claims.parquet') found.push(await fewest(known, `${QUASI.join(', ')}, diagnosis`))
      const rows = await one(`SELECT count(*) FROM ${file}`)
      files.push({ path: name, rows, sha256: await hashOf(path), k: Math.min(...found) })
    }
    for (const { name, csv, cells, fewest: least } of tables)
      files.push({ path: `tables/${name}.csv`, rows: cells, sha256: sha256(csv), k: least })
    const weak = files.find((file) => file.k < k)
    if (weak) throw new LakeError(`${weak.path}：有人只与不足 ${k} 人相同(k = ${weak.k})，不写副本(nothing is written)`)
    return files
  } finally {
    engine.close()
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
