// Families over one prescription or one operation: kinds on it, herbs alone, drugs side by side, later operations at full price.
import { applies, codesOnly, holds, lineList, members, mulDivText, parameter, type SqlForm, texts } from '../form.ts'

/** Without an id the lines of a visit that is no stay are one prescription; of a stay it is not known. */
const KNOWN = `(prescription IS NOT NULL OR care_mode <> 'inpatient')`

export const prescriptionKinds: SqlForm = {
  family: 'prescription-kinds',
  parameters: [...parameter('BIGINT', 'maxKinds', 'maxHerbs'), ...parameter('VARCHAR[]', 'careMode')],
  gives: 'finding',
  // Visits of too few lines are left out before anything is joined or codes are told apart.
  rows: `WITH big AS (SELECT encounter_id FROM lines WHERE catalogue IN ('drug', 'herb') AND to_fund GROUP BY 1
      HAVING COUNT(*) > (SELECT MIN(COALESCE(k_maxkinds, k_maxherbs)) FROM p)),
    m AS (SELECT p.*, n.*, (${applies('p', 'n')}) AS applies FROM every_line n SEMI JOIN big USING (encounter_id), p
      WHERE ${KNOWN} AND ${holds('p', 'n')} AND n.catalogue = CASE WHEN p.k_maxherbs IS NULL THEN 'drug' ELSE 'herb' END
        AND (k_caremode IS NULL OR list_contains(k_caremode, n.care_mode)))
    SELECT point_no, TRUE AS is_true, ${lineList()} AS lines, [encounter_id] AS encounters FROM m
    GROUP BY point_no, encounter_id, prescription HAVING BOOL_OR(applies) AND COUNT(DISTINCT code) > MIN(COALESCE(k_maxkinds, k_maxherbs))`,
}

const SAME = 'h.encounter_id = w.encounter_id AND h.prescription IS NOT DISTINCT FROM w.prescription'

export const prescriptionOnly: SqlForm = {
  family: 'prescription-only',
  parameters: parameter('VARCHAR[]', 'alsoListed'),
  sides: codesOnly,
  gives: 'finding',
  wants: () => `l.catalogue = 'herb'`,
  // A prescription is judged under the first point that its first listed herb wakes.
  rows: `WITH m AS (SELECT * FROM (${members()}) WHERE applies AND catalogue = 'herb' AND ${KNOWN}),
    w AS (SELECT * FROM m QUALIFY ROW_NUMBER() OVER (PARTITION BY rule, encounter_id, prescription
      ORDER BY at_minute, sequence, id, point_no) = 1),
    h AS (SELECT id, encounter_id, prescription, code, used_on, at_minute, sequence, net_quantity, net_amount_fen FROM net
      WHERE catalogue = 'herb' AND encounter_id IN (SELECT encounter_id FROM w)),
    listed AS (SELECT DISTINCT w.point_no, w.encounter_id, w.prescription, c.code FROM w JOIN p q ON q.rule = w.rule
      JOIN point_code c ON c.point_no = q.point_no AND c.side = 'c' WHERE w.used_on BETWEEN q.point_from AND q.point_to),
    of_all AS (SELECT w.point_no, w.prescription AS of_rx, h.*, l.code IS NOT NULL OR COALESCE(list_contains(w.k_alsolisted, h.code), FALSE) AS is_listed
      FROM w JOIN h ON ${SAME} AND h.used_on BETWEEN w.valid_from AND w.valid_to LEFT JOIN listed l ON l.point_no = w.point_no
        AND l.encounter_id = w.encounter_id AND l.prescription IS NOT DISTINCT FROM w.prescription AND l.code = h.code)
    SELECT point_no, TRUE AS is_true, ${lineList('net_quantity', 'net_amount_fen')} AS lines FROM of_all
    GROUP BY point_no, encounter_id, of_rx HAVING BOOL_AND(is_listed)`,
}

const PAIRS = `'[["VARCHAR"]]'`
const bothWays = (
  list: string,
): string => `(WITH x AS (SELECT point_no, UNNEST(from_json(${list}, ${PAIRS})) AS two FROM p)
  SELECT point_no, two[1] AS a, two[2] AS b FROM x UNION SELECT point_no, two[2], two[1] FROM x)`
const endOf = (line: string): string => `${line}.day_number + GREATEST(1, COALESCE(${line}.supply_days, 1))`
const OVERLAP = `LEAST(${endOf('x')}, ${endOf('y')}) - GREATEST(x.day_number, y.day_number)`

export const combinedUse: SqlForm = {
  family: 'combined-use',
  parameters: [
    ...parameter('JSON', 'pairs', 'allowed'),
    ...parameter('VARCHAR', 'within'),
    ...parameter('BIGINT', 'minOverlapDays'),
  ],
  sides: ({ pairs, codes }) => ({
    c: [...((pairs as readonly (readonly string[])[] | undefined) ?? []).flat(), ...texts(codes)],
    group: texts(codes),
  }),
  gives: 'finding',
  rows: `WITH m AS (SELECT point_no, id, code, person_id, encounter_id, catalogue, prescription, supply_days, at_minute, sequence, applies,
        ${KNOWN} AS known, COALESCE(k_within, 'use') AS k_within, COALESCE(k_minoverlapdays, 1) AS k_minoverlapdays,
        date_diff('day', DATE '1970-01-01', used_on) AS day_number,
        EXISTS (SELECT 1 FROM point_code g WHERE g.side = 'group' AND g.point_no = all_m.point_no AND g.code = all_m.code) AS in_group
      FROM (${members()}) all_m),
    pairs AS MATERIALIZED ${bothWays('k_pairs')}, allowed AS MATERIALIZED ${bothWays('k_allowed')},
    met AS (SELECT x.point_no, x.id AS first_id, y.id AS second_id, x.code AS a, y.code AS b,
        x.in_group AND y.in_group AND x.code <> y.code AS of_group
      FROM m x JOIN m y ON y.point_no = x.point_no AND y.person_id = x.person_id
      WHERE (x.at_minute, x.sequence, x.id) < (y.at_minute, y.sequence, y.id) AND (x.applies OR y.applies)
        AND CASE x.k_within WHEN 'prescription' THEN x.known AND x.encounter_id = y.encounter_id AND x.catalogue = y.catalogue
            AND x.prescription IS NOT DISTINCT FROM y.prescription ELSE ${OVERLAP} >= x.k_minoverlapdays END)
    SELECT t.point_no, TRUE AS is_true, [{'id': first_id, 'q': 0, 'f': 0}, {'id': second_id, 'q': 0, 'f': 0}] AS lines
    FROM met t LEFT JOIN pairs USING (point_no, a, b) LEFT JOIN allowed w USING (point_no, a, b)
    WHERE pairs.point_no IS NOT NULL OR (of_group AND w.point_no IS NULL)`,
}

const WINDOW = `rule, COALESCE(k_group, ''), encounter_id, used_on, COALESCE(incision, '')`
const ALLOWED = mulDivText('list_price', 'share', '10000')

export const discount: SqlForm = {
  family: 'discount',
  parameters: [...parameter('VARCHAR', 'group'), { name: 'discount', type: 'BIGINT' }],
  sides: codesOnly,
  gives: 'finding',
  // The group is of the whole rule: a line has the discount of its own first point, the finding the point that wakes first.
  rows: `WITH timed AS (SELECT p.*, n.*, (${applies('p', 'n')}) AND ${holds('p', 'n')} AS applies FROM net n
        JOIN point_code c ON c.code = n.code AND c.side = 'c' JOIN p ON p.point_no = c.point_no),
    lines AS (SELECT * REPLACE (FIRST_VALUE(COALESCE(k_discount, 5000)) OVER (PARTITION BY ${WINDOW}, id ORDER BY point_no) AS k_discount),
        MIN(CASE WHEN applies THEN point_no END) OVER (PARTITION BY ${WINDOW}, id) AS waking FROM timed
      QUALIFY ROW_NUMBER() OVER (PARTITION BY ${WINDOW}, id ORDER BY point_no) = 1),
    ranked AS (SELECT *, k_discount AS share, FIRST_VALUE(waking) OVER (PARTITION BY ${WINDOW}
          ORDER BY CASE WHEN waking IS NULL THEN 1 ELSE 0 END, at_minute, sequence, id) AS woken,
        COUNT(*) OVER (PARTITION BY ${WINDOW}) AS of_window,
        BOOL_OR(list_price IS NULL OR unit_price IS NULL) OVER (PARTITION BY ${WINDOW}) AS unknown,
        ROW_NUMBER() OVER (PARTITION BY ${WINDOW} ORDER BY COALESCE(list_price, 0) DESC, at_minute, sequence, id) AS nth FROM lines),
    judged AS (SELECT *, ${ALLOWED} AS top FROM ranked WHERE of_window > 1 AND woken IS NOT NULL)
    SELECT woken AS point_no, FALSE AS is_true, NULL AS severity, ${lineList()} AS lines FROM judged
      WHERE unknown AND (list_price IS NULL OR unit_price IS NULL) GROUP BY woken, ${WINDOW}
    UNION ALL SELECT woken, TRUE, CASE WHEN incision IS NULL THEN 'suspect' END,
      [{'id': id, 'q': 0, 'f': ${mulDivText('(unit_price - top)', 'net_quantity', '100000000')}}]
      FROM judged WHERE NOT unknown AND nth > 1 AND unit_price > top`,
}
