// Families that set visits of a person, a purchaser or a bill beside each other.
import { BILLABLE_DAYS, BY_START, beginsWithAny, lineList, parameter, type SqlForm, texts, VISITS } from '../form.ts'

const EXCLUDED = `COALESCE(${beginsWithAny('dx', 'k_exclusiondx')}, FALSE)`

export const readmission: SqlForm = {
  family: 'readmission',
  parameters: [...parameter('BIGINT', 'maxGapDays'), ...parameter('VARCHAR[]', 'exclusionDx')],
  gives: 'finding',
  rows: `WITH stays AS (SELECT *, ${EXCLUDED} AS excluded FROM (${VISITS}) WHERE care_mode = 'inpatient'),
    following AS (SELECT *, LAG(encounter_id) OVER o AS before, LAG(end_on) OVER o AS before_end, LAG(main_dx) OVER o AS before_dx,
        LAG(excluded) OVER o AS before_excluded, LAG(applies) OVER o AS before_applies FROM stays
      WINDOW o AS (PARTITION BY point_no, person_id, provider_id ORDER BY ${BY_START}))
    SELECT point_no, TRUE AS is_true, [before, encounter_id] AS encounters FROM following
    WHERE (applies OR before_applies) AND date_diff('day', before_end, start_on) BETWEEN 0 AND k_maxgapdays
      AND left(main_dx, 3) = left(before_dx, 3) AND NOT excluded AND NOT before_excluded`,
}

const ORDER = (x: string): string => `(${x}.start_minute, ${x}.end_minute, ${x}.sequence, ${x}.encounter_id)`

export const stayOverlap: SqlForm = {
  family: 'stay-overlap',
  parameters: parameter('BIGINT', 'minOverlapDays'),
  gives: 'finding',
  rows: `WITH stays AS (SELECT * FROM (${VISITS}) WHERE care_mode = 'inpatient')
    SELECT a.point_no, TRUE AS is_true, [a.encounter_id, b.encounter_id] AS encounters FROM stays a
    JOIN stays b ON b.point_no = a.point_no AND b.person_id = a.person_id
    WHERE ${ORDER('a')} < ${ORDER('b')} AND (a.applies OR b.applies) AND NOT COALESCE(a.invoice = b.invoice, FALSE)
      AND LEAST(a.end_minute, b.end_minute) - GREATEST(a.start_minute, b.start_minute) >= COALESCE(a.k_minoverlapdays, 1) * 1440`,
}

export const visitCount: SqlForm = {
  family: 'visit-count',
  parameters: [
    ...parameter('VARCHAR[]', 'careModes', 'exclusionDx'),
    ...parameter('BIGINT', 'windowDays', 'max', 'maxStays', 'maxTotalDays'),
  ],
  gives: 'finding',
  // Up to a visit all that came no later; of these, those of days before the window are taken off again.
  rows: `WITH own AS (SELECT point_no, person_id, encounter_id, applies, start_minute, end_minute, sequence, start_minute // 1440 AS on_day,
        ${BILLABLE_DAYS} AS days, COALESCE(k_windowdays, 365) AS width, COALESCE(k_max, k_maxstays) AS most, k_maxtotaldays
      FROM (${VISITS}) WHERE list_contains(k_caremodes, care_mode) AND NOT ${EXCLUDED}),
    running AS (SELECT *, COUNT(*) OVER all_of AS visits, SUM(days) OVER all_of AS stayed, COUNT(*) OVER gone AS visits_gone,
        COALESCE(SUM(days) OVER gone, 0) AS stayed_gone FROM own
      WINDOW all_of AS (PARTITION BY point_no, person_id ORDER BY ${BY_START} ROWS UNBOUNDED PRECEDING),
        gone AS (PARTITION BY point_no, person_id ORDER BY on_day RANGE BETWEEN UNBOUNDED PRECEDING AND width PRECEDING))
    SELECT point_no, TRUE AS is_true, [person_id] AS persons, [encounter_id] AS encounters FROM running
    WHERE applies AND (COALESCE(visits - visits_gone > most, FALSE) OR COALESCE(stayed - stayed_gone > k_maxtotaldays, FALSE))`,
}

export const visitInStay: SqlForm = {
  family: 'visit-in-stay',
  parameters: parameter('VARCHAR[]', 'careMode'),
  gives: 'finding',
  rows: `WITH visits AS (SELECT * FROM (${VISITS}) WHERE care_mode <> 'inpatient' AND exception IS NULL
        AND (k_caremode IS NULL OR list_contains(k_caremode, care_mode))),
    stays AS (SELECT encounter_id, person_id, provider_id, start_on, end_on FROM visit WHERE care_mode = 'inpatient' AND end_on > start_on),
    looked AS (SELECT point_no, encounter_id, applies FROM (${VISITS}) WHERE care_mode = 'inpatient'),
    inside AS (SELECT v.point_no, v.encounter_id, BOOL_OR(s.provider_id = v.provider_id) AS same,
        BOOL_OR(v.applies OR COALESCE(l.applies, FALSE)) AS woken
      FROM visits v JOIN stays s ON s.person_id = v.person_id AND v.start_on > s.start_on AND v.start_on < s.end_on
      LEFT JOIN looked l ON l.point_no = v.point_no AND l.encounter_id = s.encounter_id GROUP BY 1, 2),
    billed AS (SELECT encounter_id, ${lineList('net_quantity', 'net_amount_fen')} AS lines FROM every_line
      WHERE encounter_id IN (SELECT encounter_id FROM inside WHERE woken) GROUP BY 1)
    SELECT point_no, TRUE AS is_true, CASE WHEN same THEN 'definite' ELSE 'suspect' END AS severity, lines, [encounter_id] AS encounters
    FROM inside JOIN billed USING (encounter_id) WHERE woken`,
}

export const sameBill: SqlForm = {
  family: 'same-bill',
  parameters: [],
  gives: 'finding',
  rows: `WITH bills AS (SELECT encounter_id, start_minute, end_minute, sequence, FIRST_VALUE(encounter_id) OVER o AS first_id,
        ROW_NUMBER() OVER o AS nth FROM visit WHERE invoice IS NOT NULL WINDOW o AS (PARTITION BY invoice ORDER BY ${BY_START})),
    again AS (SELECT * FROM bills WHERE nth > 1),
    woken AS (SELECT point_no, encounter_id FROM (${VISITS}) WHERE applies AND invoice IS NOT NULL),
    found AS (SELECT point_no, encounter_id FROM again JOIN woken USING (encounter_id)
      UNION SELECT w.point_no, a.encounter_id FROM again a JOIN woken w ON w.encounter_id = a.first_id),
    billed AS (SELECT encounter_id, ${lineList('net_quantity', 'net_amount_fen')} AS lines FROM every_line
      WHERE encounter_id IN (SELECT encounter_id FROM found) GROUP BY 1)
    SELECT point_no, TRUE AS is_true, lines, [encounter_id] AS encounters FROM found LEFT JOIN billed USING (encounter_id)`,
}

export const purchaser: SqlForm = {
  family: 'purchaser',
  parameters: parameter('BIGINT', 'maxPersonsPerDay'),
  gives: 'finding',
  rows: `WITH days AS (SELECT purchaser_id, start_on, COUNT(DISTINCT person_id) AS persons, list(encounter_id ORDER BY ${BY_START}) AS visits
      FROM visit WHERE COALESCE(purchaser_id, '') <> '' GROUP BY 1, 2)
    SELECT DISTINCT v.point_no, TRUE AS is_true, [v.purchaser_id] AS purchasers, d.visits AS encounters
    FROM (${VISITS}) v JOIN days d ON d.purchaser_id = v.purchaser_id AND d.start_on = v.start_on
    WHERE v.applies AND d.persons > v.k_maxpersonsperday`,
}

export const outsideStay: SqlForm = {
  family: 'outside-stay',
  parameters: [
    ...parameter('VARCHAR[]', 'dx'),
    ...parameter('BIGINT', 'daysAround'),
    ...parameter('BOOLEAN', 'consentExcepts'),
  ],
  sides: ({ codes }) => ({ shifted: texts(codes) }),
  gives: 'finding',
  // As submitted, whoever paid; a line that was taken back in part or whole is left out.
  rows: `WITH stays AS (SELECT * FROM (${VISITS}) WHERE applies AND care_mode = 'inpatient'
        AND (diagnoses IS NULL OR ${beginsWithAny('dx', 'k_dx')})),
    moved AS (SELECT c.point_no, l.id, l.encounter_id, l.at_minute, l.sequence, l.used_on, l.to_fund FROM lines l
      JOIN point_code c ON c.code = l.code AND c.side = 'shifted'
      WHERE l.reversal_of IS NULL AND l.id NOT IN (SELECT reversal_of FROM lines WHERE reversal_of IS NOT NULL)),
    shifted AS (SELECT s.*, v.person_id, v.care_mode, v.exception, v.start_minute AS v_start, v.end_minute AS v_end, v.sequence AS v_sequence
      FROM moved s JOIN visit v USING (encounter_id))
    SELECT s.point_no, s.diagnoses IS NOT NULL AS is_true, [s.encounter_id] AS encounters,
      list({'id': l.id, 'q': 0, 'f': 0} ORDER BY v_start, v_end, v_sequence, l.encounter_id, l.at_minute, l.sequence, l.id) AS lines
    FROM stays s JOIN shifted l ON l.point_no = s.point_no AND l.person_id = s.person_id
    WHERE l.used_on BETWEEN s.valid_from AND s.valid_to AND NOT (COALESCE(s.k_consentexcepts, FALSE) AND COALESCE(l.exception, '') <> '')
      AND l.at_minute // 1440 BETWEEN s.start_minute // 1440 - COALESCE(s.k_daysaround, 3) AND s.end_minute // 1440 + COALESCE(s.k_daysaround, 3)
      AND CASE WHEN l.encounter_id = s.encounter_id THEN NOT l.to_fund ELSE l.care_mode <> 'inpatient' END
    GROUP BY s.point_no, s.encounter_id, s.diagnoses`,
}
