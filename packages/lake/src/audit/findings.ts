// What the forms found, gathered into one table of findings: lines in order, excess, subjects, what is said twice said once.
import type { SqlForm } from './form.ts'

const LINES = 'STRUCT(id VARCHAR, q BIGINT, f BIGINT)[]'
export const SUBJECTS = ['encounters', 'persons', 'providers', 'practitioners', 'purchasers', 'codes'] as const

/** One table for each way in which a form gives its findings: single lines are never grouped or sorted. */
const TABLES = { line: 'found_line', lines: 'found_part', finding: 'found_whole' } as const

const JUDGED = 'point_no BIGINT, is_true BOOLEAN, severity VARCHAR'
const OF_A_LINE = 'id VARCHAR, at_minute BIGINT, sequence BIGINT, excess_quantity BIGINT, excess_fen BIGINT'

export const FOUND_TABLES: readonly string[] = [
  `CREATE OR REPLACE TABLE found_line (${JUDGED}, ${OF_A_LINE})`,
  `CREATE OR REPLACE TABLE found_part (${JUDGED}, part INTEGER, anchor VARCHAR, period VARCHAR, ${OF_A_LINE})`,
  `CREATE OR REPLACE TABLE found_whole (${JUDGED}, nth BIGINT, lines ${LINES}, own_quantity BIGINT, period VARCHAR,
    ${SUBJECTS.map((name) => `${name} VARCHAR[]`).join(', ')})`,
]

export const findingInsert = ({ gives }: SqlForm): string => `INSERT INTO ${TABLES[gives]} BY NAME`

const NOBODY = SUBJECTS.map((name) => `CAST([] AS VARCHAR[]) AS ${name}`).join(', ')

/** Nothing is taken on an unknown, or where the card takes nothing. */
const taken = (what: string): string => `CASE WHEN g.is_true AND p.takes THEN ${what} ELSE 0 END`
const each = (field: 'q' | 'f'): string => taken(`x.${field}`)

const SAID_AS = `p.rule, p.rule_version, p.point, p.point_version, p.doubles, p.span, g.is_true, g.severity AS judged,
    CASE WHEN g.is_true THEN COALESCE(g.severity, p.result) ELSE 'needs_evidence' END AS severity`

/** Findings as people and files get them; of two findings that say the same of one point the kernel keeps the one it meets first. */
export const FINDINGS = `CREATE OR REPLACE TABLE finding AS
  WITH single AS (SELECT ${SAID_AS}, p.point_no, '' AS anchor, 0 AS part, [g.id] AS lines, p.span AS period,
      [${taken('g.excess_quantity')}] AS quantities, [${taken('g.excess_fen')}] AS amounts,
      ${taken('g.excess_quantity')} AS excess_quantity, ${taken('g.excess_fen')} AS excess_fen, ${NOBODY}
    FROM found_line g JOIN point p USING (point_no) WHERE g.is_true OR NOT p.passes),
  grouped AS (SELECT point_no, part, anchor, period, is_true, severity,
      list_sort(list({'at': at_minute, 's': sequence, 'id': id, 'q': excess_quantity, 'f': excess_fen})) AS found,
      CAST(SUM(excess_quantity) AS BIGINT) AS excess_quantity, CAST(SUM(excess_fen) AS BIGINT) AS excess_fen
    FROM found_part GROUP BY point_no, part, anchor, period, is_true, severity),
  several AS (SELECT ${SAID_AS}, p.point_no, g.anchor, g.part, list_transform(g.found, x -> x.id) AS lines, COALESCE(g.period, p.span) AS period,
      list_transform(g.found, x -> ${each('q')}) AS quantities, list_transform(g.found, x -> ${each('f')}) AS amounts,
      ${taken('g.excess_quantity')} AS excess_quantity, ${taken('g.excess_fen')} AS excess_fen, ${NOBODY}
    FROM grouped g JOIN point p USING (point_no) WHERE g.is_true OR NOT p.passes),
  whole AS (SELECT ${SAID_AS}, p.point_no, printf('%020d', COALESCE(g.nth, 0)) AS anchor, 0 AS part,
      COALESCE(list_transform(g.lines, x -> x.id), []) AS lines, COALESCE(g.period, p.span) AS period,
      COALESCE(list_transform(g.lines, x -> ${each('q')}), []) AS quantities,
      COALESCE(list_transform(g.lines, x -> ${each('f')}), []) AS amounts,
      CAST(COALESCE(g.own_quantity, ${taken('list_sum(list_transform(g.lines, x -> x.q))')}, 0) AS BIGINT) AS excess_quantity,
      CAST(COALESCE(${taken('list_sum(list_transform(g.lines, x -> x.f))')}, 0) AS BIGINT) AS excess_fen,
      ${SUBJECTS.map((name) => `COALESCE(g.${name}, []) AS ${name}`).join(', ')}
    FROM found_whole g JOIN point p USING (point_no) WHERE g.is_true OR NOT p.passes),
  worth AS (FROM single UNION ALL FROM several UNION ALL FROM whole)
  SELECT * EXCLUDE (doubles, is_true, judged, point_no, anchor) FROM (
    FROM worth WHERE NOT doubles
    UNION ALL FROM worth WHERE doubles
      QUALIFY ROW_NUMBER() OVER (PARTITION BY rule, point, period, is_true, judged, lines, ${SUBJECTS.join(', ')} ORDER BY point_no, anchor, part) = 1)`
