// Set-based judging: facts in tables in, findings in a table out. The same rules, lines, severities and excess as the kernel gives.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CompiledAudit, Stage } from '@yibao/kernel'
import { FINDINGS, FOUND_TABLES, findingInsert } from './findings.ts'
import type { SqlForm } from './form.ts'
import { codeTable, loadPoints, pointsOf, pointTable, shareOut } from './points.ts'
import { EVERY_LINE, lookedText, netOf, netText, VISIT, VISIT_CODES } from './relations.ts'

export interface SetBased {
  /** Families that were judged here. */
  readonly judged: readonly string[]
  /** Families that have no set-based form: the kernel has to judge them. */
  readonly left: readonly string[]
}

export interface JudgeOptions {
  readonly stage: Stage
  /** Only these families. */
  readonly only?: ReadonlySet<string>
  readonly onForm?: (family: string) => void
}

/** Judges what lies in the tables `persons`, `providers`, … and leaves the table `finding`. */
export async function judgeSetBased(
  connection: DuckDBConnection,
  audit: CompiledAudit,
  { stage, only, onForm }: JudgeOptions,
): Promise<SetBased> {
  const { sql: all, kernel } = shareOut(audit, stage)
  const sql = all.filter(({ family }) => only?.has(family) ?? true)
  await loadPoints(connection, audit, stage)
  for (const text of FOUND_TABLES) await connection.run(text)
  if (sql.length > 0) {
    const reads = (name: string): boolean => sql.some(({ rows }) => rows.includes(name))
    await connection.run(VISIT)
    await connection.run(EVERY_LINE)
    for (const [name, text] of Object.entries(VISIT_CODES)) if (reads(name)) await connection.run(text)
    onForm?.('net')
    await connection.run(lookedText(sql))
    await connection.run(netText(sql, (form) => pointsOf(audit, form, stage)))
    for (const form of sql) {
      onForm?.(form.family)
      await connection.run(CODES(form))
      await connection.run(formText(form, netOf(sql, form)))
    }
    onForm?.('finding')
    await connection.run('DROP TABLE net_of_all')
  }
  await connection.run(FINDINGS)
  return { judged: sql.map(({ family }) => family), left: kernel }
}

/** Prefixes become the codes that occur, so that lines meet points by equality alone. */
const CODES = (
  form: SqlForm,
): string => `CREATE OR REPLACE TABLE point_code AS SELECT point_no, side, code FROM ${codeTable(form)}
  WHERE side NOT LIKE '%*' UNION ALL SELECT c.point_no, c.side, l.code FROM ${codeTable(form)} c
  JOIN (SELECT DISTINCT code FROM net_of_all WHERE catalogue = 'consumable') l ON starts_with(l.code, c.code) WHERE c.side LIKE '%*'`

/** The statement of one family, as it can be read and tried by itself. */
export const formText = (form: SqlForm, net: string): string => `${findingInsert(form)}
  WITH net AS (${net}), p AS (SELECT * EXCLUDE (rule_version, point, point_version, result, passes, takes, doubles, span) FROM ${pointTable(form)}),
  answer AS (${form.rows})
  SELECT * FROM answer`
