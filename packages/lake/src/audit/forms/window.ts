// Families that count in a window: quantities, days, amounts, gaps. Windows and spreading are those of the kernel's window.ts.
import {
  codesOnly,
  FOUND,
  IN_TIME,
  LATEST_FIRST,
  members,
  mulDivText,
  parameter,
  partAmount,
  type SqlForm,
  WINDOW,
  windowColumns,
} from '../form.ts'

/** Of what is above a limit, the part of each line, latest first. */
const taken = (keys: string): string =>
  `CAST(LEAST(net_quantity, GREATEST(0, excess - COALESCE(SUM(net_quantity) OVER (PARTITION BY ${keys} ORDER BY ${LATEST_FIRST}
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS BIGINT)`

/** The first line of each window that the card's scope lets wake the rule; windows without one are not looked at. */
const first = (keys: string, column = 'id'): string =>
  `FIRST_VALUE(${column}) OVER (PARTITION BY ${keys} ORDER BY CASE WHEN applies THEN 0 ELSE 1 END, ${IN_TIME})`

const KEYS = `point_no, counted, ${WINDOW}`
const ON_DAY = "CAST(date_diff('day', DATE '1970-01-01', used_on) AS BIGINT)"
const minutesOnDay = `GREATEST(0, LEAST(end_minute, (${ON_DAY} + 1) * 1440) - GREATEST(start_minute, ${ON_DAY} * 1440))`

export const frequency: SqlForm = {
  family: 'frequency',
  parameters: [
    ...parameter('VARCHAR', 'window', 'maxFrom'),
    ...parameter('BIGINT', 'max'),
    ...parameter('BOOLEAN', 'perHour', 'combine'),
  ],
  sides: codesOnly,
  gives: 'lines',
  rows: `WITH m AS (SELECT *, CASE WHEN COALESCE(k_combine, FALSE) THEN '' ELSE code END AS counted, ${windowColumns('stay')}
      FROM (${members()})),
    w AS (SELECT *, SUM(net_quantity) OVER (PARTITION BY ${KEYS}) AS total, BOOL_OR(applies) OVER (PARTITION BY ${KEYS}) AS woken FROM m),
    big AS (SELECT *, ${first(KEYS)} AS anchor, ${first(KEYS, 'encounter_id')} AS anchor_visit, ${first(KEYS, 'code')} AS anchor_code
      FROM w JOIN (SELECT encounter_id, start_minute, end_minute FROM visit) v USING (encounter_id)
      WHERE woken AND (k_max IS NULL OR total > k_max OR k_perhour OR k_maxfrom IS NOT NULL)),
    stays AS (SELECT ${KEYS}, CAST(LEAST(SUM(minutes), 1440) AS BIGINT) AS minutes FROM (SELECT DISTINCT ${KEYS}, encounter_id,
      ${minutesOnDay} AS minutes FROM big WHERE k_perhour AND care_mode = 'inpatient') GROUP BY ${KEYS}),
    anchors AS (SELECT DISTINCT ${KEYS}, anchor, anchor_visit, anchor_code, used_on, k_maxfrom FROM big
      WHERE k_maxfrom IN ('recordedSites', 'recordedHours')),
    recorded AS (SELECT a.anchor, a.point_no, CAST(SUM(r."count") AS BIGINT) AS recorded FROM anchors a JOIN records r
      ON r.encounter_id = a.anchor_visit AND r.used_on = a.used_on AND (r.code IS NULL OR r.code = a.anchor_code)
      AND r.kind = CASE a.k_maxfrom WHEN 'recordedSites' THEN 'sites' ELSE 'hours' END GROUP BY 1, 2),
    limits AS (SELECT b.*, r.recorded,
        LEAST(k_max, CASE WHEN k_perhour THEN (s.minutes * 20000 + 60) // 120 END,
          CASE WHEN k_maxfrom = 'billableDays' THEN GREATEST(1, end_minute // 1440 - start_minute // 1440) * 10000 END, r.recorded) AS top,
        k_maxfrom IN ('recordedSites', 'recordedHours') AND r.recorded IS NULL AS missing
      FROM big b LEFT JOIN stays s ON s.point_no = b.point_no AND s.counted = b.counted AND s.w_person = b.w_person
        AND s.w_period = b.w_period LEFT JOIN recorded r ON r.point_no = b.point_no AND r.anchor = b.anchor),
    judged AS (SELECT *, CASE WHEN COALESCE(missing, FALSE) AND (top IS NULL OR total <= top) THEN 0 ELSE GREATEST(0, total - top) END AS excess,
        COALESCE(missing, FALSE) AND (top IS NULL OR total <= top) AS unknown FROM limits),
    spread AS (SELECT *, ${taken(KEYS)} AS above FROM judged WHERE unknown OR excess > 0)
    SELECT point_no, 1 AS part, anchor, NOT unknown AS is_true, NULL AS severity, ${FOUND}, above AS excess_quantity,
      CASE WHEN above = 0 THEN 0 ELSE ${partAmount('above')} END AS excess_fen FROM spread`,
}

export const distinctDays: SqlForm = {
  family: 'distinct-days',
  parameters: [...parameter('VARCHAR', 'window'), ...parameter('BIGINT', 'maxDays')],
  sides: codesOnly,
  gives: 'lines',
  rows: `WITH m AS (SELECT *, ${windowColumns('stay')} FROM (${members()})),
    ranked AS (SELECT *, DENSE_RANK() OVER (PARTITION BY point_no, ${WINDOW} ORDER BY used_on) AS nth,
      BOOL_OR(applies) OVER (PARTITION BY point_no, ${WINDOW}) AS woken FROM m)
    SELECT point_no, 1 AS part, MIN(id) OVER (PARTITION BY point_no, ${WINDOW}) AS anchor, TRUE AS is_true, NULL AS severity, ${FOUND},
      net_quantity AS excess_quantity, net_amount_fen AS excess_fen FROM ranked WHERE nth > k_maxdays AND woken`,
}

export const amountCap: SqlForm = {
  family: 'amount-cap',
  parameters: [...parameter('VARCHAR', 'window'), ...parameter('BIGINT', 'cap')],
  sides: codesOnly,
  gives: 'lines',
  rows: `WITH m AS (SELECT *, COALESCE(fund_paid_fen, net_amount_fen) AS paid, ${windowColumns('lifetime')} FROM (${members()})),
    running AS (SELECT *, CAST(SUM(paid) OVER (PARTITION BY point_no, ${WINDOW} ORDER BY ${IN_TIME} ROWS UNBOUNDED PRECEDING) AS BIGINT) AS total,
      BOOL_OR(applies) OVER (PARTITION BY point_no, ${WINDOW}) AS woken FROM m)
    SELECT point_no, 1 AS part, MIN(id) OVER (PARTITION BY point_no, ${WINDOW}) AS anchor, TRUE AS is_true, NULL AS severity, ${FOUND},
      0 AS excess_quantity, LEAST(paid, total - k_cap) AS excess_fen FROM running WHERE total > k_cap AND woken`,
}

const BASIS = `CASE k_basis WHEN 'payment' THEN 'definite' WHEN 'clinical' THEN 'suspect' END`
/** Where a moment stands among others, as a text. */
const MOMENT = `printf('%020d %020d %s', at_minute, sequence, id)`
/** The moment at which a window is first looked at: of two findings on the same lines the kernel keeps the one that comes first. */
const firstLook = (keys: string, part: number): string => `${first(keys, MOMENT)} || '~${part}'`
const WEEK = `point_no, person_id, date_trunc('week', used_on)`

export const interval: SqlForm = {
  family: 'interval',
  parameters: [...parameter('BIGINT', 'minGapDays', 'maxPerStay', 'maxPerWeek'), ...parameter('VARCHAR', 'basis')],
  sides: codesOnly,
  gives: 'lines',
  rows: `WITH m AS (${members()}),
    gaps AS (SELECT *, date_diff('day', LAG(used_on) OVER o, used_on) AS gap, LAG(applies) OVER o AS before_applies,
        LAG(${MOMENT}) OVER o AS before_moment FROM m
      WHERE k_mingapdays IS NOT NULL WINDOW o AS (PARTITION BY point_no, person_id ORDER BY ${IN_TIME})),
    stays AS (SELECT *, SUM(net_quantity) OVER w - k_maxperstay AS excess, BOOL_OR(applies) OVER w AS woken FROM m
      WHERE k_maxperstay IS NOT NULL WINDOW w AS (PARTITION BY point_no, encounter_id)),
    in_stay AS (SELECT *, ${taken('point_no, encounter_id')} AS above FROM stays WHERE excess > 0 AND woken),
    weeks AS (SELECT *, SUM(net_quantity) OVER w - k_maxperweek AS excess, BOOL_OR(applies) OVER w AS woken FROM m
      WHERE k_maxperweek IS NOT NULL WINDOW w AS (PARTITION BY ${WEEK})),
    in_week AS (SELECT *, ${taken(WEEK)} AS above FROM weeks WHERE excess > 0 AND woken)
    SELECT point_no, 1 AS part, 'gap' AS period, CASE WHEN before_applies THEN before_moment ELSE ${MOMENT} END || '|' || id AS anchor, TRUE AS is_true,
      ${BASIS} AS severity, ${FOUND}, net_quantity AS excess_quantity,
      net_amount_fen AS excess_fen FROM gaps WHERE gap < k_mingapdays AND (applies OR before_applies)
    UNION ALL SELECT point_no, 2, 'stay', ${firstLook('point_no, encounter_id', 2)}, TRUE, ${BASIS}, ${FOUND}, above,
      CASE WHEN above = 0 THEN 0 ELSE ${partAmount('above')} END FROM in_stay
    UNION ALL SELECT point_no, 3, 'week', looked, TRUE, ${BASIS}, ${FOUND}, above, ${partAmount('above')}
      FROM (SELECT *, ${firstLook(WEEK, 3)} AS looked FROM in_week) WHERE above > 0`,
}

const DAILY_MAX = 'CAST(floor(k_maxdaily * COALESCE(k_tolerance, 1) + 0.5) AS BIGINT)'
const A_DAY = mulDivText('net_quantity', '1', 'GREATEST(1, COALESCE(supply_days, 1))')

export const dailyQuantity: SqlForm = {
  family: 'daily-quantity',
  parameters: [...parameter('BIGINT', 'maxDaily'), ...parameter('DOUBLE', 'tolerance')],
  sides: codesOnly,
  gives: 'lines',
  rows: `WITH m AS (SELECT *, ${DAILY_MAX} AS top FROM (${members()})),
    herbs AS (SELECT *, CASE WHEN doses IS NULL THEN 0 ELSE net_quantity - top * doses END AS above FROM m
      WHERE catalogue = 'herb' AND applies AND (doses IS NULL OR net_quantity > top * doses)),
    days AS (SELECT point_no, person_id, used_on, MIN(id) AS anchor FROM m WHERE catalogue <> 'herb'
      GROUP BY 1, 2, 3 HAVING SUM(${A_DAY}) > MIN(top) AND BOOL_OR(applies)),
    drugs AS (SELECT m.*, d.anchor FROM m JOIN days d USING (point_no, person_id, used_on) WHERE catalogue <> 'herb')
    SELECT point_no, 1 AS part, id AS anchor, doses IS NOT NULL AS is_true, NULL AS severity, ${FOUND}, above AS excess_quantity,
      CASE WHEN above = 0 THEN 0 ELSE ${partAmount('above')} END AS excess_fen FROM herbs
    UNION ALL SELECT point_no, 2, anchor, TRUE, NULL, ${FOUND}, 0, 0 FROM drugs`,
}

const DAY_NUMBER = `date_diff('day', DATE '1970-01-01', used_on)`

export const onHand: SqlForm = {
  family: 'on-hand',
  parameters: parameter('BIGINT', 'maxOnHandDays'),
  sides: codesOnly,
  gives: 'line',
  // Stock after a line is the greatest, over the lines up to it, of what was supplied since less the days since.
  rows: `WITH m AS (SELECT *, ${DAY_NUMBER} AS day_number FROM (${members()})),
    known AS (SELECT * FROM (SELECT *, BOOL_OR(applies) OVER (PARTITION BY point_no, person_id) AS woken FROM m)
      WHERE supply_days IS NOT NULL),
    supplied AS (SELECT *, SUM(supply_days) OVER (PARTITION BY point_no, person_id ORDER BY ${IN_TIME} ROWS UNBOUNDED PRECEDING) AS supply
      FROM known),
    stocked AS (SELECT *, CAST(supply - day_number + MAX(day_number - supply + supply_days) OVER (PARTITION BY point_no, person_id
      ORDER BY ${IN_TIME} ROWS UNBOUNDED PRECEDING) AS BIGINT) AS stock FROM supplied),
    judged AS (SELECT *, ${mulDivText('net_quantity', 'LEAST(supply_days, stock - k_maxonhanddays)', 'supply_days')} AS above FROM stocked
      WHERE woken AND supply_days > 0 AND stock > k_maxonhanddays)
    SELECT point_no, TRUE AS is_true, NULL AS severity, ${FOUND}, above AS excess_quantity,
      ${partAmount('above')} AS excess_fen FROM judged`,
}
