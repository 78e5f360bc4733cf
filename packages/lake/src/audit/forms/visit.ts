// Families of one visit: its codes against the person, against each other, against what was charged and when.
import {
  ageText,
  applies,
  BILLABLE_DAYS,
  beginning,
  beginsWithAny,
  holds,
  lineList,
  members,
  parameter,
  type SqlForm,
  texts,
  VISITS,
} from '../form.ts'

/** Visits of a CTE `x` (point_no, encounter_id) that the point looks at. */
const woken = (
  x: string,
): string => `SELECT p.*, v.*, (${applies('p', 'v')}) AS applies FROM ${x} x JOIN p USING (point_no)
  JOIN visit v USING (encounter_id) WHERE v.start_on BETWEEN p.valid_from AND p.valid_to`

const OF_VISIT = '[encounter_id] AS encounters'

export const codingEvidence: SqlForm = {
  family: 'coding-evidence',
  parameters: parameter('VARCHAR[]', 'dx'),
  sides: ({ anyOf }) => ({ c: texts(anyOf) }),
  gives: 'finding',
  rows: `WITH coded AS ${beginning('visit_dx', 'k_dx')},
    charged AS (SELECT DISTINCT point_no, encounter_id FROM (${members()}))
    SELECT point_no, TRUE AS is_true, ${OF_VISIT} FROM (${woken('coded')}) ANTI JOIN charged USING (point_no, encounter_id) WHERE applies`,
}

export const diagnosisProcedure: SqlForm = {
  family: 'diagnosis-procedure',
  parameters: parameter('VARCHAR[]', 'forbiddenDx', 'allowedDx'),
  sides: ({ proc }) => ({ proc: texts(proc) }),
  gives: 'finding',
  rows: `WITH done AS (SELECT DISTINCT c.point_no, o.encounter_id FROM visit_procedure o JOIN point_code c ON c.code = o.code AND c.side = 'proc')
    SELECT point_no, main_dx IS NOT NULL AS is_true, ${OF_VISIT} FROM (${woken('done')}) WHERE applies
      AND (main_dx IS NULL OR COALESCE(${beginsWithAny('[main_dx]', 'k_forbiddendx')}, FALSE)
        OR CASE WHEN k_alloweddx IS NULL THEN FALSE ELSE NOT (${beginsWithAny('[main_dx]', 'k_alloweddx')}) END)`,
}

export const injury: SqlForm = {
  family: 'injury',
  parameters: parameter('VARCHAR[]', 'dx'),
  gives: 'finding',
  rows: `WITH woken AS (SELECT *, COALESCE(CAST(json_extract(injury, '$.thirdParty') AS BOOLEAN), FALSE) AS third,
        COALESCE(CAST(json_extract(injury, '$.statementSigned') AS BOOLEAN), FALSE) AS signed FROM (${VISITS}))
    SELECT point_no, injury IS NOT NULL AS is_true, ${OF_VISIT} FROM woken WHERE applies
      AND CASE WHEN injury IS NULL THEN COALESCE(${beginsWithAny('dx', 'k_dx')}, FALSE) ELSE third OR NOT signed END`,
}

const begins = (list: string): string => `len(list_filter(${list}, x -> starts_with(n.code, x))) > 0`

export const mildAdmission: SqlForm = {
  family: 'mild-admission',
  parameters: [
    ...parameter('VARCHAR[]', 'dx', 'severeDx', 'examPrefixes', 'treatmentCodes'),
    ...parameter('BIGINT', 'minExamShare', 'minDays'),
  ],
  gives: 'finding',
  rows: `WITH mild AS (SELECT * FROM (${VISITS}) WHERE applies AND care_mode = 'inpatient' AND NOT COALESCE(is_rescue, FALSE)
        AND (procedures IS NULL OR procedures = '[]') AND GREATEST(1, floor((end_minute - start_minute) / 1440.0 + 0.5)) >= COALESCE(k_mindays, 1)
        AND (diagnoses IS NULL OR (main_dx IS NOT NULL AND ${beginsWithAny('[main_dx]', 'k_dx')}
          AND NOT COALESCE(${beginsWithAny('dx', 'k_severedx')}, FALSE)))),
    billed AS (SELECT encounter_id, code, used_on, net_amount_fen FROM every_line
      WHERE care_mode = 'inpatient' AND encounter_id IN (SELECT encounter_id FROM mild)),
    summed AS (SELECT m.point_no, m.encounter_id, SUM(n.net_amount_fen) AS total,
        COALESCE(SUM(CASE WHEN ${begins('m.k_examprefixes')} THEN n.net_amount_fen END), 0) AS exams,
        BOOL_OR(COALESCE(list_contains(m.k_treatmentcodes, n.code), FALSE)) AS treated
      FROM mild m JOIN billed n USING (encounter_id) WHERE ${holds('m', 'n')} GROUP BY 1, 2)
    SELECT point_no, diagnoses IS NOT NULL AND procedures IS NOT NULL AS is_true, ${OF_VISIT} FROM mild JOIN summed USING (point_no, encounter_id)
    WHERE NOT treated AND total > 0 AND exams * 10000 >= k_minexamshare * total`,
}

const TIMES = `from_json(procedures, '[{"at":"BIGINT"}]')`
const MIDNIGHT = (day: string): string => `date_diff('day', DATE '1970-01-01', ${day}) * 1440`

/** Each is true when broken, null when it cannot be put. */
const FIELD_CHECKS: Readonly<Record<string, string>> = {
  dates: 'end_minute < start_minute',
  diagnosis: 'CASE WHEN diagnoses IS NULL THEN NULL ELSE len(dx) = 0 END',
  mainDiagnosis: `CASE WHEN diagnoses IS NULL THEN NULL ELSE len(list_filter(from_json(diagnoses, '[{"isMain":"BOOLEAN"}]'), x -> x.isMain)) <> 1 END`,
  procedureTime: `CASE WHEN procedures IS NULL THEN NULL
    WHEN len(list_filter(${TIMES}, x -> x.at < ${MIDNIGHT('start_on')} OR x.at >= ${MIDNIGHT('end_on')} + 1440)) > 0 THEN TRUE
    WHEN len(list_filter(${TIMES}, x -> x.at IS NULL)) > 0 THEN NULL ELSE FALSE END`,
  birth: 'born_on > start_on',
  sex: 'CASE WHEN sex IS NULL THEN NULL ELSE FALSE END',
}

export const recordFields: SqlForm = {
  family: 'record-fields',
  parameters: parameter('VARCHAR[]', 'checks'),
  gives: 'finding',
  rows: `WITH judged AS (SELECT *, (${Object.entries(FIELD_CHECKS)
    .map(([name, check]) => `CASE WHEN list_contains(k_checks, '${name}') THEN (${check}) ELSE FALSE END`)
    .join(' OR ')}) AS broken FROM (${VISITS}) WHERE applies)
    SELECT point_no, broken IS NOT NULL AS is_true, ${OF_VISIT} FROM judged WHERE broken IS NOT FALSE`,
}

export const removedOrgan: SqlForm = {
  family: 'removed-organ',
  parameters: parameter('JSON', 'procRemoves'),
  gives: 'finding',
  rows: `WITH removes AS (SELECT point_no, x.code AS code, x.organ AS organ FROM (SELECT point_no,
        UNNEST(from_json(k_procremoves, '[{"code":"VARCHAR","organ":"VARCHAR"}]')) AS x FROM p)),
    done AS (SELECT DISTINCT r.point_no, o.encounter_id, r.organ FROM visit_procedure o JOIN removes r USING (code))
    SELECT DISTINCT point_no, TRUE AS is_true, ${OF_VISIT} FROM (${woken('done').replace('SELECT p.*', 'SELECT x.organ, p.*')})
    WHERE applies AND list_contains(removed_organs, organ)`,
}

const AGE = `CASE COALESCE(k_unit, 'year') WHEN 'year' THEN ${ageText('born_on', 'start_on')} WHEN 'day' THEN date_diff('day', born_on, start_on)
  ELSE (year(start_on) - year(born_on)) * 12 + month(start_on) - month(born_on) - CASE WHEN day(start_on) < day(born_on) THEN 1 ELSE 0 END END`

export const visitCode: SqlForm = {
  family: 'visit-code',
  parameters: [...parameter('VARCHAR', 'sex', 'unit'), ...parameter('BIGINT', 'min', 'max')],
  sides: ({ codes }) => ({ code: texts(codes) }),
  gives: 'finding',
  // The sex is asked first: where it is not known, an age that does not fit is not yet said.
  rows: `WITH coded AS (SELECT DISTINCT c.point_no, o.encounter_id FROM (SELECT encounter_id, code FROM visit_dx
        UNION ALL SELECT encounter_id, code FROM visit_procedure) o JOIN point_code c ON c.code = o.code AND c.side = 'code'),
    judged AS (SELECT *, CASE WHEN k_sex IS NOT NULL AND sex IS NULL THEN NULL
        WHEN k_sex IS NOT NULL AND (sex = 'male') <> (k_sex = 'M') THEN TRUE WHEN k_min IS NULL AND k_max IS NULL THEN FALSE
        ELSE NOT (${AGE} BETWEEN COALESCE(k_min, 0) AND COALESCE(k_max, 999999999)) END AS broken FROM (${woken('coded')}) WHERE applies)
    SELECT point_no, broken IS NOT NULL AS is_true, ${OF_VISIT} FROM judged WHERE broken IS NOT FALSE`,
}

export const presence: SqlForm = {
  family: 'presence',
  parameters: parameter('BIGINT', 'minAbsentShare', 'minDays'),
  gives: 'finding',
  rows: `WITH seen AS (SELECT encounter_id, used_on, BOOL_OR(CAST(json_extract(fact, '$.found') AS BOOLEAN)) AS found FROM records
      WHERE kind = 'presence' GROUP BY 1, 2),
    stays AS (SELECT *, ${BILLABLE_DAYS} AS days FROM (${VISITS}) WHERE applies AND care_mode = 'inpatient'),
    counted AS (SELECT s.point_no, s.encounter_id, ANY_VALUE(s.days) AS days, ANY_VALUE(s.k_minabsentshare) AS share,
        COUNT(*) FILTER (NOT n.found) AS absent, ANY_VALUE(s.days) - COUNT(*) AS unknown
      FROM stays s JOIN seen n USING (encounter_id) WHERE s.days >= COALESCE(s.k_mindays, 3)
        AND date_diff('day', s.start_on, n.used_on) BETWEEN 0 AND s.days - 1 GROUP BY 1, 2)
    SELECT point_no, absent * 10000 >= share * days AS is_true, ${OF_VISIT} FROM counted
    WHERE absent > 0 AND (absent + unknown) * 10000 >= share * days`,
}

export const procedureItems: SqlForm = {
  family: 'procedure-items',
  parameters: [...parameter('VARCHAR[]', 'procs'), ...parameter('BOOLEAN', 'needsCode')],
  sides: ({ items }) => ({ c: texts(items) }),
  gives: 'finding',
  rows: `WITH coded AS ${beginning('visit_procedure', 'k_procs')},
    charged AS (SELECT point_no, encounter_id, ${lineList()} AS lines FROM (${members()}) WHERE care_mode = 'inpatient' GROUP BY 1, 2),
    either AS (SELECT COALESCE(c.point_no, l.point_no) AS point_no, COALESCE(c.encounter_id, l.encounter_id) AS encounter_id,
        c.point_no IS NOT NULL AS is_coded, l.lines FROM coded c FULL JOIN charged l ON l.point_no = c.point_no AND l.encounter_id = c.encounter_id
      WHERE c.point_no IS NULL OR l.point_no IS NULL)
    SELECT point_no, is_coded OR procedures IS NOT NULL AS is_true, lines, ${OF_VISIT}
    FROM (${woken('either').replace('SELECT p.*', 'SELECT x.is_coded, x.lines, p.*')})
    WHERE applies AND care_mode = 'inpatient' AND (is_coded OR COALESCE(k_needscode, FALSE))`,
}

export const prophylaxis: SqlForm = {
  family: 'prophylaxis',
  parameters: [
    ...parameter('VARCHAR[]', 'procs', 'allowed', 'infectionDx'),
    ...parameter('BOOLEAN', 'notIndicated'),
    ...parameter('BIGINT', 'maxHours', 'beforeMinutes'),
  ],
  sides: ({ codes }) => ({ c: texts(codes) }),
  gives: 'finding',
  rows: `WITH clean AS ${beginning('visit_procedure', 'k_procs')},
    cut AS (SELECT x.point_no, o.encounter_id, MIN(o.at_minute) AS cut_minute FROM (SELECT point_no, UNNEST(k_procs) AS prefix FROM p) x
      JOIN visit_procedure o ON starts_with(o.code, x.prefix) WHERE o.encounter_id IN (SELECT encounter_id FROM clean) GROUP BY 1, 2),
    stays AS (SELECT * FROM (${woken('cut').replace('SELECT p.*', 'SELECT x.cut_minute, p.*')}) WHERE applies AND care_mode = 'inpatient'
      AND NOT COALESCE(${beginsWithAny('dx', 'k_infectiondx')}, FALSE)),
    used AS (SELECT s.point_no, s.encounter_id, s.cut_minute, s.diagnoses, m.id, m.at_minute, m.sequence, m.net_quantity, m.net_amount_fen,
        COALESCE(s.k_notindicated, FALSE) OR COALESCE(NOT list_contains(s.k_allowed, m.code), FALSE)
          OR COALESCE(m.at_minute < s.cut_minute - COALESCE(s.k_beforeminutes, 120), FALSE)
          OR COALESCE(m.at_minute > s.cut_minute + COALESCE(s.k_maxhours, 24) * 60, FALSE) AS is_fault
      FROM stays s JOIN (${members()}) m ON m.point_no = s.point_no AND m.encounter_id = s.encounter_id),
    judged AS (SELECT *, BOOL_OR(is_fault) OVER (PARTITION BY point_no, encounter_id) AS some,
        diagnoses IS NULL OR (cut_minute IS NULL AND NOT BOOL_OR(is_fault) OVER (PARTITION BY point_no, encounter_id)) AS unknown FROM used)
    SELECT point_no, NOT unknown AS is_true, ${lineList('net_quantity', 'net_amount_fen')} AS lines, ${OF_VISIT} FROM judged
    WHERE unknown OR is_fault GROUP BY point_no, encounter_id, unknown`,
}
