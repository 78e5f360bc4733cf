// Families that hold one line against evidence beside the bill: results, records, prescriptions, registers, dates, trace codes.
import {
  ageText,
  applies,
  beginsWithAny,
  codesOnly,
  FOUND,
  holds,
  isWithin,
  members,
  mulDivText,
  parameter,
  partAmount,
  type SqlForm,
  texts,
} from '../form.ts'

/** Results of a visit in the order of their moments; the last of a name counts. */
export const LABS = `SELECT encounter_id, list({'name': json_extract_string(fact, '$.name'),
    'value': CAST(json_extract(fact, '$.value') AS DOUBLE), 'at': CAST(json_extract(fact, '$.at') AS BIGINT)}
    ORDER BY COALESCE(CAST(json_extract(fact, '$.at') AS BIGINT), 0), nth) AS labs
  FROM records WHERE kind = 'lab' AND encounter_id IS NOT NULL GROUP BY 1`

/** Records with the person they are of, stated or by the visit. */
export const ofPerson = (kind: string): string => `SELECT COALESCE(r.person_id, e.person_id) AS person_id, r.*
    EXCLUDE (person_id) FROM records r LEFT JOIN encounters e ON e.id = r.encounter_id WHERE r.kind = '${kind}'`

export const compared = (found: string, op: string, value: string): string =>
  `CASE ${op} WHEN '<' THEN ${found} < ${value} WHEN '<=' THEN ${found} <= ${value} WHEN '≤' THEN ${found} <= ${value}
    WHEN '>' THEN ${found} > ${value} WHEN '>=' THEN ${found} >= ${value} WHEN '≥' THEN ${found} >= ${value} ELSE ${found} = ${value} END`

const LIMITS = `'[{"name":"VARCHAR","op":"VARCHAR","value":"DOUBLE"}]'`
const LATEST = 'list_filter(labs, r -> r.name = q.name)[-1].value'

/** Each is true when it forbids, null when a fact that it needs is absent. */
const CONDITIONS = [
  `CASE WHEN k_dx IS NULL THEN FALSE ELSE ${beginsWithAny('v.dx', 'k_dx')} END`,
  `CASE WHEN k_minage IS NULL THEN FALSE WHEN m.born_on IS NULL THEN NULL ELSE ${ageText('m.born_on', 'used_on')} >= k_minage
    AND (k_aboveqty IS NULL OR net_quantity > k_aboveqty * COALESCE(supply_days, 1)) END`,
  `COALESCE(list_contains(k_phase, 'pregnancy'), FALSE) AND ${isWithin('v.pregnancies', 'used_on')}`,
  `COALESCE(list_contains(k_phase, 'lactation'), FALSE) AND ${isWithin('v.lactations', 'used_on')}`,
  `COALESCE(len(list_filter(from_json(k_labs, ${LIMITS}), q -> ${compared(LATEST, 'q.op', 'q.value')})) > 0, FALSE)`,
  'COALESCE(k_intolerance, FALSE) AND COALESCE(list_contains(i.codes, code), FALSE)',
]

export const contraindication: SqlForm = {
  family: 'contraindication',
  parameters: [
    ...parameter('VARCHAR[]', 'dx', 'phase'),
    ...parameter('BIGINT', 'minAge', 'aboveQty'),
    ...parameter('JSON', 'labs'),
    ...parameter('BOOLEAN', 'intolerance'),
  ],
  sides: codesOnly,
  gives: 'line',
  rows: `WITH m AS (SELECT * FROM (${members()}) WHERE applies),
    intolerant AS (SELECT person_id, flatten(list(codes)) AS codes FROM (${ofPerson('intolerance')}) GROUP BY 1),
    judged AS (SELECT m.*, (${CONDITIONS.map((each) => `(${each})`).join(' OR ')}) AS broken FROM m JOIN visit v USING (encounter_id)
      LEFT JOIN (${LABS}) l ON l.encounter_id = m.encounter_id LEFT JOIN intolerant i ON i.person_id = m.person_id)
    SELECT point_no, broken IS NOT NULL AS is_true, NULL AS severity, ${FOUND}, net_quantity AS excess_quantity,
      net_amount_fen AS excess_fen FROM judged WHERE broken IS NOT FALSE`,
}

export const performed: SqlForm = {
  family: 'performed',
  parameters: parameter('VARCHAR[]', 'likelyActual'),
  sides: ({ billed }) => ({ c: texts(billed) }),
  gives: 'line',
  rows: `WITH m AS (SELECT * FROM (${members()}) WHERE applies),
    done AS (SELECT encounter_id, flatten(list(codes)) AS codes FROM records WHERE kind = 'performed' GROUP BY 1),
    judged AS (SELECT m.*, COALESCE(len(d.codes), 0) > 0 AS known, d.codes AS done FROM m LEFT JOIN done d USING (encounter_id))
    SELECT point_no, known AS is_true, NULL AS severity, ${FOUND}, net_quantity AS excess_quantity, net_amount_fen AS excess_fen
    FROM judged WHERE NOT known OR (NOT list_contains(done, code) AND (k_likelyactual IS NULL OR list_has_any(done, k_likelyactual)))`,
}

const RX_FAULT = `l.e_prescription IS NULL OR COALESCE(json_extract_string(l.e_prescription, '$.personId') <> m.person_id, FALSE)
  OR COALESCE(CAST(json_extract(l.e_prescription, '$.issuedAt') AS BIGINT) > m.at_minute, FALSE)
  OR COALESCE(CAST(json_extract(l.e_prescription, '$.validUntil') AS BIGINT) < m.at_minute, FALSE)`

export const prescriptionEvidence: SqlForm = {
  family: 'prescription-evidence',
  parameters: parameter('VARCHAR[]', 'careMode'),
  sides: codesOnly,
  gives: 'line',
  rows: `WITH m AS (SELECT * FROM (${members()}) WHERE applies AND (k_caremode IS NULL OR list_contains(k_caremode, care_mode))),
    judged AS (SELECT m.*, CASE WHEN ${RX_FAULT} THEN net_quantity
        ELSE GREATEST(0, net_quantity - CAST(json_extract(l.e_prescription, '$.quantity') AS BIGINT)) END AS above
      FROM m JOIN lines l ON l.id = m.id)
    SELECT point_no, TRUE AS is_true, NULL AS severity, ${FOUND}, above AS excess_quantity, ${partAmount('above')} AS excess_fen
    FROM judged WHERE above > 0`,
}

/** Lines whatever their code, beside the points of the family. */
const beside = (
  relation: 'net' | 'every_line',
  columns: string,
  where: string,
): string => `SELECT p.*, ${columns} FROM ${relation} n, p
  WHERE ${holds('p', 'n')} AND ${applies('p', 'n')} AND ${where}`

const OF_LINE = 'n.id, n.at_minute, n.sequence, n.used_on, n.net_quantity, n.net_amount_fen'

export const stayDates: SqlForm = {
  family: 'stay-dates',
  parameters: parameter('BIGINT', 'preAdmissionDays'),
  gives: 'line',
  wants: () => `v.care_mode = 'inpatient' AND (l.used_on > v.end_on OR l.used_on < v.start_on)`,
  rows: `WITH woken AS (${beside('net', `${OF_LINE}, n.encounter_id`, `n.care_mode = 'inpatient'`)})
    SELECT point_no, TRUE AS is_true, NULL AS severity, id, at_minute, w.sequence, net_quantity AS excess_quantity,
      net_amount_fen AS excess_fen
    FROM woken w JOIN visit v USING (encounter_id) WHERE used_on > v.end_on
      OR used_on < v.start_on - CAST(CASE WHEN v.is_pre_admission THEN COALESCE(k_preadmissiondays, 0) ELSE 0 END AS INTEGER)`,
}

export const uploadLag: SqlForm = {
  family: 'upload-lag',
  parameters: [...parameter('VARCHAR[]', 'careMode'), ...parameter('BIGINT', 'maxHours')],
  gives: 'line',
  wants: (points) =>
    `l.uploaded_at IS NULL OR l.uploaded_at - l.at_minute > ${60 * Math.min(...points.map(({ maxHours }) => Number(maxHours)))}`,
  rows: `${beside(
    'net',
    `n.uploaded_at IS NOT NULL AS is_true, NULL AS severity, n.id, n.at_minute, n.sequence, 0 AS excess_quantity, 0 AS excess_fen`,
    `(k_caremode IS NULL OR list_contains(k_caremode, n.care_mode))
    AND (n.uploaded_at IS NULL OR n.uploaded_at - n.at_minute > k_maxhours * 60)`,
  ).replace('p.*', 'p.point_no')}`,
}

const suspended = (ranges: string): string =>
  `CASE WHEN ${ranges} = '[]' THEN FALSE ELSE ${isWithin(ranges, 'used_on')} END`

export const eligibility: SqlForm = {
  family: 'eligibility',
  parameters: parameter('VARCHAR[]', 'states'),
  gives: 'line',
  // Few persons died and few anybodies are suspended: lines of all others are never looked at.
  wants: () =>
    `v.may_be_barred OR l.prescriber_id IN (SELECT id FROM practitioners WHERE COALESCE(suspended, '[]') <> '[]')`,
  rows: `WITH woken AS (${beside('net', `${OF_LINE}, n.encounter_id, n.prescriber_id`, 'TRUE')})
    SELECT point_no, TRUE AS is_true, NULL AS severity, w.id, at_minute, w.sequence, net_quantity AS excess_quantity,
      net_amount_fen AS excess_fen
    FROM woken w JOIN visit v USING (encounter_id) LEFT JOIN practitioners d ON d.id = w.prescriber_id
    WHERE (list_contains(k_states, 'death') AND COALESCE(used_on > v.died_on, FALSE))
      OR (list_contains(k_states, 'person') AND ${suspended(`COALESCE(v.person_suspended, '[]')`)})
      OR (list_contains(k_states, 'provider') AND ${suspended(`COALESCE(v.provider_suspended, '[]')`)})
      OR (list_contains(k_states, 'prescriber') AND ${suspended(`COALESCE(d.suspended, '[]')`)})`,
}

const TRACED = `n.packs, n.encounter_id, n.catalogue, n.is_on_no_code_list, COALESCE(n.is_split_pack, FALSE) AS is_split_pack,
  COALESCE(list_distinct(n.trace_codes), []) AS own`
const MOMENT = (x: string): string => `(${x}.at_minute, ${x}.sequence, ${x}.id)`
const share = (part: string, of: string): string => mulDivText('net_quantity', part, of)

export const traceCode: SqlForm = {
  family: 'trace-code',
  parameters: [...parameter('VARCHAR', 'require'), ...parameter('DATE', 'effective')],
  gives: 'line',
  rows: `WITH woken AS (${beside(
    'every_line',
    `${OF_LINE}, ${TRACED}`,
    `(k_effective IS NULL OR n.used_on >= k_effective)
      AND CASE k_require WHEN 'unique' THEN len(n.trace_codes) > 0 ELSE n.catalogue = 'drug' AND NOT COALESCE(n.is_on_no_code_list, FALSE) END`,
  )}),
    carried AS (SELECT w.point_no, w.id, w.at_minute, w.sequence, v.provider_id, w.is_split_pack, UNNEST(own) AS code
      FROM woken w JOIN visit v USING (encounter_id) WHERE k_require = 'unique'),
    sales AS (SELECT l.id, l.at_minute, l.sequence, l.code, l.provider_id, b.back_at FROM (SELECT l.id, l.at_minute, l.sequence, e.provider_id,
        UNNEST(list_distinct(l.trace_codes)) AS code FROM lines l LEFT JOIN encounters e ON e.id = l.encounter_id
        WHERE l.to_fund AND l.reversal_of IS NULL AND l.quantity > 0) l
      LEFT JOIN (SELECT reversal_of, MIN(at_minute) AS back_at FROM lines WHERE reversal_of IS NOT NULL GROUP BY 1) b ON b.reversal_of = l.id),
    sold AS (SELECT c.point_no, c.id, COUNT(DISTINCT c.code) AS part FROM carried c JOIN sales s ON s.code = c.code
      WHERE ${MOMENT('s')} < ${MOMENT('c')} AND (s.back_at IS NULL OR s.back_at > c.at_minute)
        AND NOT (c.is_split_pack AND COALESCE(s.provider_id = c.provider_id, FALSE)) GROUP BY 1, 2),
    judged AS (SELECT w.*, TRUE AS known, ${share('s.part', 'GREATEST(len(own), COALESCE(packs, 0))')} AS above FROM woken w JOIN sold s USING (point_no, id)
      UNION ALL SELECT *, packs IS NOT NULL, CASE WHEN packs IS NULL THEN 0 ELSE ${share('(packs - len(own))', 'packs')} END FROM woken
        WHERE k_require = 'present' AND CASE WHEN packs IS NULL THEN len(own) = 0 ELSE len(own) < packs END)
    SELECT point_no, known AS is_true, NULL AS severity, ${FOUND}, above AS excess_quantity,
      CASE WHEN above = 0 THEN 0 ELSE ${partAmount('above')} END AS excess_fen FROM judged`,
}
