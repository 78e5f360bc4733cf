// What a source can never answer: findings that only ask for a fact which it holds of nothing. They are counted by rule and not told
// one by one, visit after visit, and nobody's year is read for them.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { AuditFinding, CompiledAudit } from '@yibao/kernel'
import { byDay } from './undated.ts'

/**
 * Facts of which a lake of claims has none: no register of equipment and rights, no department that did the work, no hour of an
 * operation, no day for a row that sums up a stay.
 */
export const FACTS_NOT_IN_A_LAKE: ReadonlySet<string> = new Set([
  'provider.capabilities',
  'practitioner.antibioticRight',
  'line.usedOn',
  'line.execDept',
  'procedure.at',
])

/** Without the day of use nothing else that is missing matters; otherwise all of it must be what a lake holds of nothing. */
export const asksInVain = ({ missing }: AuditFinding): boolean =>
  missing.includes('line.usedOn') || (missing.length > 0 && missing.every((fact) => FACTS_NOT_IN_A_LAKE.has(fact)))

/** Limits of a point that look at nothing but such facts: what they find is always a question. */
const asksOnly = (family: string, parameters: object, isRecorded: boolean): boolean => {
  if (family === 'record-fields')
    return isRecorded && (parameters as { checks: readonly string[] }).checks.includes('procedureTime')
  if (family !== 'line-limit') return false
  const { codes: _, at: __, exceptionDx: ___, unit: ____, ...limits } = parameters as Record<string, unknown>
  const stated = Object.keys(limits).filter((name) => limits[name] !== undefined)
  return stated.length > 0 && stated.every((name) => name === 'requires' || name === 'cls' || name === 'depts')
}

/** Of everybody birth and sex, of every stay its codes: then only the hour of an operation is left to ask for. */
const RECORDED = `SELECT NOT EXISTS (SELECT 1 FROM persons WHERE born_on IS NULL OR sex IS NULL)
  AND NOT EXISTS (SELECT 1 FROM encounters WHERE care_mode = 'inpatient' AND (diagnoses IS NULL OR procedures IS NULL))`

/** Leaves `in_vain`: the numbers of such findings in `finding`, each with its rule. */
export async function findInVain(connection: DuckDBConnection, audit: CompiledAudit): Promise<Record<string, number>> {
  await byDay(connection, audit)
  const [recorded = []] = (await connection.runAndReadAll(RECORDED)).getRows()
  const isRecorded = recorded[0] === true
  const asking = [...audit.rules.values()].flatMap(({ card, points }) =>
    points
      .filter(({ parameters }) => asksOnly(card.family.name, parameters, isRecorded))
      .map(({ head }) => `${card.id} ${head.id}`),
  )
  await connection.run('CREATE OR REPLACE TABLE asking (key VARCHAR)')
  const appender = await connection.createAppender('asking')
  for (const key of asking) {
    appender.appendVarchar(key)
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
  await connection.run(`CREATE OR REPLACE TABLE in_vain AS
    SELECT rowid AS no, rule FROM finding WHERE severity = 'needs_evidence' AND rule || ' ' || point IN (SELECT key FROM asking)
    UNION SELECT DISTINCT f.no, f.rule FROM (SELECT rowid AS no, rule, point, span, part, UNNEST(lines) AS id FROM finding) f
      JOIN undated u USING (id) JOIN by_day d ON d.rule = f.rule AND d.point = f.point AND d.span = f.span AND d.part = f.part`)
  const rows = (await connection.runAndReadAll('SELECT rule, count(*) FROM in_vain GROUP BY 1 ORDER BY 1')).getRows()
  return Object.fromEntries(rows.map(([rule, count]) => [String(rule), Number(count)]))
}
