// Set-based judging: facts in tables in, findings in a table out. The same rules, lines, severities and excess as the kernel gives.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CompiledAudit, Stage } from '@yibao/kernel'
import type { SqlForm } from './form.ts'
import { codeTable, loadPoints, pointTable, shareOut } from './points.ts'

/** A line that counts, with what its visit, person, provider and prescriber say: see `netLines` of the kernel. */
const NET = `SELECT l.*, l.quantity - COALESCE(back.quantity, 0) AS net_quantity,
    CASE WHEN back.quantity IS NULL THEN l.amount_fen ELSE GREATEST(0, l.amount_fen - back.amount_fen) END AS net_amount_fen,
    e.person_id, e.provider_id, e.care_mode, e.start_minute, e.end_minute, e.insurance_type, e.benefit_type, e.disease_code, e.episode,
    e.is_rescue, e.is_long_term_prescription, e.dx,
    o.provider_level, o.provider_type, o.capabilities, s.sex, s.born_on, s.scheme, d.antibiotic_right
  FROM (SELECT id, encounter_id, at_minute, used_on, catalogue, code, quantity, unit_price, amount_fen, fund_paid_fen, supply_days,
      prescription, doses, prescriber_id, executor_id, department, incision, sequence FROM lines
    WHERE reversal_of IS NULL AND to_fund AND quantity > 0) l
  JOIN (SELECT *, json_extract_string(diagnoses, '$[*].code') AS dx FROM encounters) e ON e.id = l.encounter_id
  LEFT JOIN (SELECT reversal_of, CAST(SUM(abs(quantity)) AS BIGINT) AS quantity, CAST(SUM(abs(amount_fen)) AS BIGINT) AS amount_fen
    FROM lines WHERE reversal_of IS NOT NULL GROUP BY 1) back ON back.reversal_of = l.id
  LEFT JOIN providers o ON o.id = e.provider_id LEFT JOIN persons s ON s.id = e.person_id
  LEFT JOIN practitioners d ON d.id = l.prescriber_id
  WHERE l.quantity > COALESCE(back.quantity, 0)`

/** Lines that no point looks at are left out before anything is joined or sorted. */
function lookedAt(forms: readonly SqlForm[]): string {
  const codes = forms.map((form) => `SELECT code, side FROM ${codeTable(form)}`).join(' UNION ALL ')
  const every = forms.flatMap((form) => (form.everyLine ? [`(${form.everyLine})`] : []))
  return [
    `code IN (SELECT code FROM (${codes}) WHERE side NOT LIKE '%*')`,
    `(catalogue = 'consumable' AND code IN (SELECT l.code FROM (SELECT DISTINCT code FROM lines WHERE catalogue = 'consumable') l
      JOIN (${codes}) c ON c.side LIKE '%*' AND starts_with(l.code, c.code)))`,
    ...every,
  ].join(' OR ')
}

const FOUND = `CREATE OR REPLACE TABLE found (point_no BIGINT, part INTEGER, anchor VARCHAR, is_true BOOLEAN, severity VARCHAR,
  id VARCHAR, at_minute BIGINT, sequence BIGINT, excess_quantity BIGINT, excess_fen BIGINT)`

/** Findings as people and files get them; two findings of one point on the same lines are said once, as the kernel does. */
const FINDINGS = `CREATE OR REPLACE TABLE finding AS
  WITH grouped AS (SELECT point_no, part, anchor, is_true, severity,
      list_sort(list({'at': at_minute, 's': sequence, 'id': id, 'q': excess_quantity, 'f': excess_fen})) AS found,
      CAST(SUM(excess_quantity) AS BIGINT) AS excess_quantity, CAST(SUM(excess_fen) AS BIGINT) AS excess_fen
    FROM found GROUP BY point_no, part, anchor, is_true, severity),
  worth AS (SELECT p.rule, p.rule_version, p.point, p.point_version, p.doubles, g.is_true, g.severity AS judged, p.point_no, g.anchor, g.part,
    CASE WHEN g.is_true THEN COALESCE(g.severity, p.result) ELSE 'needs_evidence' END AS severity,
    list_transform(g.found, x -> x.id) AS lines,
    list_transform(g.found, x -> CASE WHEN g.is_true AND p.takes THEN x.q ELSE 0 END) AS quantities,
    list_transform(g.found, x -> CASE WHEN g.is_true AND p.takes THEN x.f ELSE 0 END) AS amounts,
    CASE WHEN g.is_true AND p.takes THEN g.excess_quantity ELSE 0 END AS excess_quantity,
    CASE WHEN g.is_true AND p.takes THEN g.excess_fen ELSE 0 END AS excess_fen
  FROM grouped g JOIN point p USING (point_no) WHERE g.is_true OR NOT p.passes)
  SELECT * EXCLUDE (doubles, is_true, judged, point_no, anchor, part) FROM (
    SELECT * FROM worth WHERE NOT doubles
    UNION ALL SELECT * FROM worth WHERE doubles
      QUALIFY ROW_NUMBER() OVER (PARTITION BY rule, point, is_true, judged, lines ORDER BY point_no, anchor, part) = 1)`

export interface SetBased {
  /** Families that were judged here. */
  readonly judged: readonly string[]
  /** Families that have no set-based form yet: the kernel has to judge them. */
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
  await connection.run(FOUND)
  if (sql.length > 0) {
    await connection.run(`CREATE OR REPLACE TABLE net AS SELECT * FROM (${NET}) WHERE ${lookedAt(sql)}`)
    for (const form of sql) {
      onForm?.(form.family)
      await connection.run(CODES(form))
      await connection.run(formText(form))
    }
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
export const formText = (form: SqlForm): string => `INSERT INTO found
  WITH p AS (SELECT * EXCLUDE (rule_version, point, point_version, result, passes, takes, doubles) FROM ${pointTable(form)}),
  answer AS (${form.rows})
  SELECT point_no, part, anchor, is_true, severity, id, at_minute, sequence, excess_quantity, excess_fen FROM answer`
