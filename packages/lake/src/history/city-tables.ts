// Tables of the whole city, one file each: its providers with their agreements, and what its policy says.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Library } from '@yibao/kernel'
import type { Column } from './columns.ts'
import { CompactStaging } from './compact-staging.ts'
import { openEngine, quoted } from './engine.ts'
import { hashOf, type LakeFile } from './manifest.ts'
import { type PolicyRow, policyRows } from './policy-rows.ts'
import { column } from './table-columns.ts'

export interface LakeProvider {
  readonly code: string
  readonly kind: string
  readonly level: string
  readonly grade: string
  readonly county: string
  readonly tags: readonly string[]
  /** Outside the area: no agreement with this city. */
  readonly outside: boolean
  readonly from: string
  readonly until: string
  readonly state: string
}

export const PROVIDER_COLUMNS: readonly Column<LakeProvider>[] = [
  column('provider', 'VARCHAR', '', '定点机构 provider', ({ code }) => code),
  column('kind', 'VARCHAR', '', '医院或药店 hospital or pharmacy', ({ kind }) => kind),
  column('level', 'VARCHAR', '', '机构等级 level', ({ level }) => level),
  column('grade', 'VARCHAR', '', '医院等次，国家代码 grade, national code', ({ grade }) => grade),
  column('county', 'VARCHAR', '', '所在县区 county where it is', ({ county }) => county),
  column('tags', 'VARCHAR', '', '标签 tags, a list', ({ tags }) => (tags.length > 0 ? tags.join(' ') : null)),
  column('outside', 'BOOLEAN', '', '在统筹区以外 outside the area', ({ outside }) => outside),
  column('from_on', 'DATE', 'day', '协议起 first day of the agreement', ({ from }) => from),
  column('until_on', 'DATE', 'day', '协议止 last day of the agreement', ({ until }) => until),
  column('state', 'VARCHAR', '', '协议状态 state of the agreement', ({ state }) => state),
]

export const PARAMETER_COLUMNS: readonly Column<PolicyRow>[] = [
  column(
    'parameter',
    'VARCHAR',
    '',
    '参数，或“层次.部分.条件” parameter, or tier.part.case',
    ({ parameter }) => parameter,
  ),
  column('title', 'VARCHAR', '', '名称 title', ({ title }) => title),
  column('from_on', 'DATE', 'day', '生效日 first day in force', ({ from }) => from),
  column('until_on', 'DATE', 'day', '止，仍有效时为空 last day in force', ({ until }) => until),
  column('value', 'BIGINT', '', '数值：分、次或万分之一 fen, a count, or ten-thousandths', ({ value }) => value),
  column('per', 'BIGINT', '', '比例为 10000，其余为 1 10000 for rates, else 1', ({ per }) => per),
  column('assumed', 'BOOLEAN', '', '示例值，没有查到文件 assumed', ({ assumed }) => assumed),
  column('source', 'VARCHAR', '', '依据的文件 document', ({ source }) => source),
]

const PARQUET = '(FORMAT parquet, COMPRESSION zstd)'

export async function writeCityTables(
  folder: string,
  providers: readonly LakeProvider[],
  policy: readonly PolicyRow[],
): Promise<Readonly<Record<string, readonly LakeFile[]>>> {
  const write = async <Item>(table: string, columns: readonly Column<Item>[], rows: readonly Item[]) => {
    const engine = await openEngine()
    try {
      const staging = new CompactStaging<Item>('staged', columns)
      await staging.create(engine.connection)
      for (const [at, row] of rows.entries()) staging.add(at, 0, row)
      staging.flush()
      const path = `${table}/${table}.parquet`
      const own = join(folder, path)
      mkdirSync(dirname(own), { recursive: true })
      await engine.connection.run(`COPY (${staging.select({}, columns)}) TO ${quoted(own)} ${PARQUET}`)
      return [{ path, rows: rows.length, sha256: await hashOf(own) }]
    } finally {
      engine.close()
    }
  }
  return {
    providers: await write('providers', PROVIDER_COLUMNS, providers),
    parameters: await write('parameters', PARAMETER_COLUMNS, policy),
  }
}

/** The rows of a library, and those that a city knows from elsewhere, in the order of their names. */
export const parameterRows = (library: Library, more: readonly PolicyRow[] = []): PolicyRow[] =>
  [...policyRows(library), ...more].sort((a, b) =>
    a.parameter < b.parameter ? -1 : a.parameter > b.parameter ? 1 : a.from < b.from ? -1 : 1,
  )
