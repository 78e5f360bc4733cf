// Families that set lines beside each other: charged twice, in parts, without what belongs to it, without what goes before.
import {
  applies,
  beginsWithAny,
  codesOnly,
  FOUND,
  holds,
  lineList,
  members,
  parameter,
  type SqlForm,
  texts,
} from '../form.ts'

const NARROW = `point_no, id, encounter_id, person_id, used_on, at_minute, sequence, incision, applies, k_window, k_samesite,
  net_quantity, net_amount_fen`
const MEETS = `b.id <> a.id AND (NOT COALESCE(b.k_samesite, FALSE) OR b.incision IS NULL OR a.incision IS NULL OR b.incision = a.incision)`
const side = (name: string): string =>
  `${members(name)} AND NOT COALESCE(list_contains(p.k_separatelychargeable, n.code) AND '${name}' = 'b*', FALSE)`

export const pair: SqlForm = {
  family: 'pair',
  parameters: [
    ...parameter('VARCHAR', 'window'),
    ...parameter('BOOLEAN', 'sameSite'),
    ...parameter('VARCHAR[]', 'separatelyChargeable'),
  ],
  sides: ({ a, b, item, consumablePrefixes }) => ({
    a: [...texts(a), ...texts(item)],
    b: texts(b),
    'b*': texts(consumablePrefixes),
  }),
  gives: 'line',
  rows: `WITH b AS (SELECT ${NARROW} FROM (${side('b')} UNION ALL ${side('b*')} AND n.catalogue = 'consumable'
        AND NOT EXISTS (SELECT 1 FROM point_code x WHERE x.side = 'b' AND x.point_no = p.point_no AND x.code = n.code))),
    a AS (SELECT ${NARROW}, id IN (SELECT id FROM b WHERE b.point_no = all_a.point_no) AS is_both FROM (${side('a')}) all_a),
    met AS (SELECT b.point_no, b.id FROM b JOIN a ON a.point_no = b.point_no AND a.encounter_id = b.encounter_id
        WHERE ${MEETS} AND (b.applies OR (a.applies AND NOT a.is_both)) AND CASE b.k_window WHEN 'stay' THEN TRUE
          WHEN 'sameSitting' THEN abs(a.at_minute - b.at_minute) <= 360 WHEN 'visitDay' THEN a.used_on = b.used_on ELSE FALSE END
      UNION SELECT b.point_no, b.id FROM b JOIN a ON a.point_no = b.point_no AND a.person_id = b.person_id AND a.used_on = b.used_on
        WHERE COALESCE(b.k_window, 'sameDay') = 'sameDay' AND ${MEETS} AND (b.applies OR (a.applies AND NOT a.is_both)))
    SELECT point_no, TRUE AS is_true, NULL AS severity, ${FOUND}, net_quantity AS excess_quantity,
      net_amount_fen AS excess_fen FROM b JOIN met USING (point_no, id)`,
}

const GROUP = 'point_no, encounter_id, low, high'

export const bundle: SqlForm = {
  family: 'bundle',
  parameters: [...parameter('VARCHAR', 'window', 'composite'), ...parameter('BIGINT', 'compositePrice', 'minParts')],
  sides: ({ parts, composite }) => ({
    c: texts(parts),
    composite: texts(parts).includes(String(composite)) ? [] : [String(composite)],
  }),
  gives: 'lines',
  rows: `WITH m AS (SELECT *, TRUE AS is_part FROM (${members()}) UNION ALL SELECT *, FALSE FROM (${members('composite')})),
    based AS (SELECT *, at_minute - at_minute % 1440 AS midnight,
      MIN(at_minute) OVER (PARTITION BY point_no, encounter_id ORDER BY at_minute RANGE BETWEEN 360 PRECEDING AND CURRENT ROW) AS sitting FROM m),
    windows AS (SELECT DISTINCT point_no, encounter_id,
        CASE COALESCE(k_window, 'sameDay') WHEN 'stay' THEN -9000000000 WHEN 'sameDay' THEN midnight ELSE sitting END AS low,
        CASE COALESCE(k_window, 'sameDay') WHEN 'stay' THEN 9000000000 WHEN 'sameDay' THEN midnight + 1439 ELSE sitting + 360 END AS high
      FROM based WHERE is_part AND applies),
    inside AS (SELECT m.*, w.low, w.high FROM m JOIN windows w ON w.point_no = m.point_no AND w.encounter_id = m.encounter_id
      AND m.at_minute BETWEEN w.low AND w.high),
    summed AS (SELECT ${GROUP}, SUM(CASE WHEN is_part THEN net_amount_fen END) - MIN(k_compositeprice) AS excess FROM inside
      GROUP BY ${GROUP} HAVING COUNT(DISTINCT CASE WHEN is_part THEN code END) >= COALESCE(MIN(k_minparts), 2)
        AND BOOL_OR(code = k_composite) = FALSE AND SUM(CASE WHEN is_part THEN net_amount_fen END) > MIN(k_compositeprice))
    SELECT point_no, 1 AS part, low || ' ' || MIN(id) OVER (PARTITION BY ${GROUP}) AS anchor, TRUE AS is_true, NULL AS severity, ${FOUND},
      0 AS excess_quantity, CAST(LEAST(net_amount_fen, GREATEST(0, excess - COALESCE(SUM(net_amount_fen) OVER (PARTITION BY ${GROUP}
        ORDER BY at_minute DESC, sequence DESC, id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS BIGINT) AS excess_fen
    FROM inside JOIN summed USING (${GROUP}) WHERE is_part`,
}

const WHOLE_LINE = `point_no, TRUE AS is_true, NULL AS severity, ${FOUND}, net_quantity AS excess_quantity,
      net_amount_fen AS excess_fen`

export const companion: SqlForm = {
  family: 'companion',
  parameters: parameter('BIGINT', 'windowDays'),
  sides: ({ codes, anyOf }) => ({ c: texts(codes), other: texts(anyOf) }),
  gives: 'line',
  rows: `WITH m AS (SELECT * FROM (${members()}) WHERE applies),
    others AS (SELECT c.point_no, n.person_id, n.encounter_id, n.used_on FROM net n JOIN point_code c ON c.code = n.code AND c.side = 'other'),
    found AS (SELECT m.point_no, m.id FROM m JOIN others o ON o.point_no = m.point_no AND o.encounter_id = m.encounter_id
        AND o.person_id = m.person_id WHERE m.k_windowdays IS NULL
      UNION SELECT m.point_no, m.id FROM m JOIN others o ON o.point_no = m.point_no AND o.person_id = m.person_id
        WHERE abs(date_diff('day', o.used_on, m.used_on)) <= m.k_windowdays)
    SELECT ${WHOLE_LINE} FROM m ANTI JOIN found USING (point_no, id)`,
}

export const priorTherapy: SqlForm = {
  family: 'prior-therapy',
  parameters: [
    ...parameter('BIGINT', 'lookbackDays', 'minDays'),
    ...parameter('VARCHAR[]', 'firstLine', 'exemptionDx'),
  ],
  sides: ({ codes, firstLine }) => ({ c: texts(codes), first: texts(firstLine) }),
  gives: 'line',
  rows: `WITH m AS (SELECT m.* FROM (${members()}) m JOIN visit v USING (encounter_id)
      WHERE applies AND NOT COALESCE(${beginsWithAny('v.dx', 'k_exemptiondx')}, FALSE)),
    earlier AS (SELECT c.point_no, n.person_id, n.used_on FROM net n JOIN point_code c ON c.code = n.code AND c.side = 'first'),
    found AS (SELECT m.point_no, m.id FROM m JOIN earlier e ON e.point_no = m.point_no AND e.person_id = m.person_id
        AND date_diff('day', e.used_on, m.used_on) BETWEEN 1 AND m.k_lookbackdays
      GROUP BY 1, 2 HAVING COUNT(DISTINCT e.used_on) >= COALESCE(MIN(m.k_mindays), 1)),
    intolerant AS (SELECT COALESCE(r.person_id, e.person_id) AS person_id, r.codes FROM records r LEFT JOIN encounters e
      ON e.id = r.encounter_id WHERE r.kind = 'intolerance'),
    excused AS (SELECT DISTINCT m.point_no, m.id FROM m JOIN intolerant i ON i.person_id = m.person_id
      WHERE len(i.codes) = 0 OR list_has_any(i.codes, m.k_firstline))
    SELECT ${WHOLE_LINE} FROM m ANTI JOIN found USING (point_no, id) ANTI JOIN excused USING (point_no, id)`,
}

const SPECIAL = 'OUTPATIENT_SPECIAL'

export const outsideList: SqlForm = {
  family: 'outside-list',
  parameters: parameter('VARCHAR', 'disease'),
  sides: codesOnly,
  gives: 'line',
  wants: () => `l.catalogue = 'drug' AND upper(v.benefit_type) = '${SPECIAL}'`,
  rows: `WITH woken AS (SELECT p.*, n.* FROM net n JOIN p ON p.k_disease = n.disease_code WHERE ${holds('p', 'n')} AND ${applies('p', 'n')}
      AND n.catalogue = 'drug' AND upper(n.benefit_type) = '${SPECIAL}'),
    one AS (SELECT * FROM woken QUALIFY ROW_NUMBER() OVER (PARTITION BY rule, id ORDER BY point_no) = 1),
    listed AS (SELECT DISTINCT o.point_no, o.id FROM one o JOIN p q ON q.rule = o.rule AND q.k_disease = o.k_disease
      JOIN point_code c ON c.point_no = q.point_no AND c.side = 'c' AND c.code = o.code WHERE o.used_on BETWEEN q.point_from AND q.point_to)
    SELECT ${WHOLE_LINE} FROM one ANTI JOIN listed USING (point_no, id)`,
}

export const workload: SqlForm = {
  family: 'workload',
  parameters: parameter('BIGINT', 'minutes', 'maxMinutes'),
  sides: codesOnly,
  gives: 'finding',
  rows: `WITH timed AS (SELECT p.*, n.* , (${applies('p', 'n')}) AND ${holds('p', 'n')} AS applies FROM net n
        JOIN point_code c ON c.code = n.code AND c.side = 'c' JOIN p ON p.point_no = c.point_no
        WHERE n.executor_id IS NOT NULL AND n.used_on BETWEEN p.point_from AND p.point_to),
    summed AS (SELECT rule, id, ANY_VALUE(executor_id) AS executor_id, ANY_VALUE(used_on) AS used_on, ARG_MIN(k_minutes, point_no) AS minutes,
      MIN(CASE WHEN applies THEN point_no END) AS waking, ANY_VALUE(net_quantity) AS net_quantity,
      ANY_VALUE(at_minute) AS at_minute, ANY_VALUE(sequence) AS sequence FROM timed GROUP BY rule, id),
    lines AS (SELECT *, (2 * net_quantity * minutes + 10000) // 20000 AS took,
      FIRST_VALUE(waking) OVER (PARTITION BY rule, executor_id, used_on ORDER BY CASE WHEN waking IS NULL THEN 1 ELSE 0 END,
        at_minute, sequence, id) AS anchor_point FROM summed),
    days AS (SELECT *, SUM(took) OVER (PARTITION BY rule, executor_id, used_on) AS all_minutes FROM lines WHERE took > 0)
    SELECT d.anchor_point AS point_no, TRUE AS is_true, ${lineList()} AS lines, [d.executor_id] AS practitioners
    FROM days d JOIN p ON p.point_no = d.anchor_point WHERE d.all_minutes > p.k_maxminutes GROUP BY d.anchor_point, d.rule, d.executor_id, d.used_on`,
}
