// Set-based judging: facts in tables in, findings in a table out. The same rules, lines, severities and excess as the kernel gives.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CompiledAudit, Stage } from '@yibao/kernel'
import { FINDINGS, FOUND_TABLES, findingInsert } from './findings.ts'
import type { SqlForm } from './form.ts'
import { codeTable, loadPoints, pointTable, shareOut } from './points.ts'
import { EVERY_LINE, NET_COLUMNS, VISIT, VISIT_CODES } from './relations.ts'

/** Codes that some point names, exactly or by the prefix of a consumable: other lines are left out before anything is joined or sorted. */
function looked(forms: readonly SqlForm[]): string {
  const codes = forms.map((form) => `SELECT code, side FROM ${codeTable(form)}`).join(' UNION ALL ')
  return `CREATE OR REPLACE TABLE looked AS WITH c AS (${codes})
    SELECT DISTINCT code, FALSE AS only_consumable FROM c WHERE side NOT LIKE '%*'
    UNION ALL SELECT DISTINCT l.code, TRUE FROM (SELECT DISTINCT code FROM lines WHERE catalogue = 'consumable') l
      JOIN c ON c.side LIKE '%*' AND starts_with(l.code, c.code) WHERE l.code NOT IN (SELECT code FROM c WHERE side NOT LIKE '%*')`
}

const NET = `CREATE OR REPLACE TABLE net AS SELECT ${NET_COLUMNS} FROM every_line n JOIN looked USING (code)
  WHERE NOT only_consumable OR catalogue = 'consumable'`

export interface SetBased {
  /** Families that were judged here. */
  readonly judged: readonly string[]
  /** Families that have no set-based form: the kernel has to judge them. */
  readonly left: readonly string[]
}

/** Judges what lies in the tables `persons`, `providers`, … and leaves the table `finding`. */
export async function judgeSetBased(
  connection: DuckDBConnection,
  audit: CompiledAudit,
  { stage, onForm }: { stage: Stage; onForm?: (family: string) => void },
): Promise<SetBased> {
  const { sql, kernel } = shareOut(audit, stage)
  await loadPoints(connection, audit, stage)
  for (const text of FOUND_TABLES) await connection.run(text)
  if (sql.length > 0) {
    const reads = (name: string): boolean => sql.some(({ rows }) => rows.includes(name))
    await connection.run(VISIT)
    await connection.run(EVERY_LINE)
    for (const [name, text] of Object.entries(VISIT_CODES)) if (reads(name)) await connection.run(text)
    onForm?.('net')
    await connection.run(looked(sql))
    await connection.run(NET)
    for (const form of sql) {
      onForm?.(form.family)
      await connection.run(CODES(form))
      await connection.run(formText(form))
    }
    onForm?.('finding')
    await connection.run('DROP TABLE net')
  }
  await connection.run(FINDINGS)
  return { judged: sql.map(({ family }) => family), left: kernel }
}

/** Prefixes become the codes that occur, so that lines meet points by equality alone. */
const CODES = (
  form: SqlForm,
): string => `CREATE OR REPLACE TABLE point_code AS SELECT point_no, side, code FROM ${codeTable(form)}
  WHERE side NOT LIKE '%*' UNION ALL SELECT c.point_no, c.side, l.code FROM ${codeTable(form)} c
  JOIN (SELECT DISTINCT code FROM net WHERE catalogue = 'consumable') l ON starts_with(l.code, c.code) WHERE c.side LIKE '%*'`

/** The statement of one family, as it can be read and tried by itself. */
export const formText = (form: SqlForm): string => `${findingInsert(form)}
  WITH p AS (SELECT * EXCLUDE (rule_version, point, point_version, result, passes, takes, doubles) FROM ${pointTable(form)}),
  answer AS (${form.rows})
  SELECT * FROM answer`
