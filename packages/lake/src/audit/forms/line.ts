// Families that look at one line: limits of a knowledge point, ceilings, arithmetic, days of supply.
import {
  ageText,
  applies,
  beginsWithAny,
  codesOnly,
  FOUND,
  holds,
  members,
  mulDivText,
  parameter,
  partAmount,
  type SqlForm,
} from '../form.ts'

const AGE = `CASE COALESCE(k_unit, 'year') WHEN 'year' THEN ${ageText('born_on', 'used_on')}
  WHEN 'day' THEN date_diff('day', born_on, used_on)
  ELSE (year(used_on) - year(born_on)) * 12 + month(used_on) - month(born_on)
    - CASE WHEN day(used_on) < day(born_on) THEN 1 ELSE 0 END END`

const CLASSES = `['NONE', 'NON_RESTRICTED', 'RESTRICTED', 'SPECIAL']`

/** Each limit is true when broken, null when a fact that it needs is absent: OR of three values is the answer. */
const LIMITS = [
  'COALESCE(k_never, FALSE)',
  `CASE WHEN k_sex IS NULL THEN FALSE ELSE sex <> CASE k_sex WHEN 'M' THEN 'male' ELSE 'female' END END`,
  `CASE WHEN k_min IS NULL AND k_max IS NULL THEN FALSE ELSE NOT (${AGE} BETWEEN COALESCE(k_min, 0) AND COALESCE(k_max, 999999999)) END`,
  `CASE WHEN k_scheme IS NULL OR COALESCE(list_contains(k_exemptbenefittypes, upper(COALESCE(benefit_type, ''))), FALSE) THEN FALSE
    ELSE upper(insurance_type) <> k_scheme END`,
  'CASE WHEN k_minlevel IS NULL THEN FALSE ELSE provider_level < k_minlevel END',
  `COALESCE(NOT list_contains(k_allowed, care_mode), FALSE) OR COALESCE(list_contains(k_deny, care_mode), FALSE)`,
  `CASE WHEN k_depts IS NULL THEN FALSE WHEN COALESCE(department, '') = '' THEN NULL ELSE NOT list_contains(k_depts, department) END`,
  `CASE WHEN k_cls IS NULL OR (care_mode = 'emergency' AND COALESCE(supply_days, 1) <= 1) THEN FALSE
    ELSE list_position(${CLASSES}, antibiotic_right) < list_position(${CLASSES}, k_cls) END`,
  'CASE WHEN k_requires IS NULL THEN FALSE ELSE NOT list_has_all(capabilities, k_requires) END',
]

const RICH = 'k_cls IS NOT NULL OR k_requires IS NOT NULL OR k_exceptiondx IS NOT NULL OR k_scheme IS NOT NULL'

export const lineLimit: SqlForm = {
  family: 'line-limit',
  parameters: [
    ...parameter('VARCHAR', 'sex', 'unit', 'scheme', 'cls'),
    ...parameter('BIGINT', 'min', 'max', 'minLevel'),
    ...parameter('VARCHAR[]', 'exemptBenefitTypes', 'allowed', 'deny', 'depts', 'requires', 'exceptionDx'),
    ...parameter('BOOLEAN', 'never'),
  ],
  sides: codesOnly,
  gives: 'line',
  // Rights, devices and diagnoses are asked for only where a point names them: few lines meet the registers.
  rows: `WITH m AS (SELECT * FROM (${members()}) WHERE applies),
    known AS (SELECT *, CAST(NULL AS VARCHAR) AS antibiotic_right, CAST(NULL AS VARCHAR[]) AS capabilities, CAST(NULL AS VARCHAR[]) AS dx,
          CAST(NULL AS VARCHAR) AS insurance_type FROM m WHERE NOT (${RICH})
      UNION ALL SELECT m.*, d.antibiotic_right, v.capabilities, v.dx, v.insurance_type FROM m JOIN visit v USING (encounter_id)
        LEFT JOIN practitioners d ON d.id = m.prescriber_id WHERE ${RICH}),
    judged AS (SELECT *, (${LIMITS.map((limit) => `(${limit})`).join(' OR ')}) AS broken FROM known
      WHERE NOT COALESCE(${beginsWithAny('dx', 'k_exceptiondx')}, FALSE))
    SELECT point_no, broken IS NOT NULL AS is_true, NULL AS severity, ${FOUND},
      net_quantity AS excess_quantity, net_amount_fen AS excess_fen
    FROM judged WHERE broken IS NOT FALSE`,
}

const CEILING = `(k_base + CASE WHEN k_childaddon IS NOT NULL AND born_on IS NOT NULL
  AND ${ageText('born_on', 'used_on')} <= COALESCE(k_childmaxage, 6) THEN ${mulDivText('k_base', 'k_childaddon', '10000')} ELSE 0 END)`

export const priceCeiling: SqlForm = {
  family: 'price-ceiling',
  parameters: parameter('BIGINT', 'ceiling', 'selectedPrice', 'level', 'childAddOn', 'childMaxAge'),
  sides: codesOnly,
  gives: 'line',
  rows: `WITH based AS (SELECT *, COALESCE(k_ceiling, k_selectedprice, 0) AS k_base FROM (${members()})
      WHERE applies AND (k_level IS NULL OR provider_level = k_level)),
    priced AS (SELECT *, ${CEILING} AS top FROM based)
    SELECT point_no, unit_price IS NOT NULL AS is_true, NULL AS severity, ${FOUND}, 0 AS excess_quantity,
      CASE WHEN unit_price IS NULL THEN 0 ELSE ${mulDivText('(unit_price - top)', 'net_quantity', '100000000')} END AS excess_fen
    FROM priced WHERE unit_price IS NULL OR unit_price > top`,
}

const EXPECTED = mulDivText('quantity', 'unit_price', '100000000')

export const lineArithmetic: SqlForm = {
  family: 'line-arithmetic',
  parameters: parameter('BIGINT', 'tolerance'),
  gives: 'line',
  // Half a fen apart in floating numbers before the exact question: whole numbers of that size are slow to divide.
  wants: () =>
    `l.unit_price IS NULL OR abs(CAST(l.amount_fen AS DOUBLE) * 1e8 - CAST(l.quantity AS DOUBLE) * l.unit_price) > 4.9e7`,
  rows: `SELECT point_no, unit_price IS NOT NULL AS is_true, NULL AS severity, ${FOUND}, 0 AS excess_quantity,
      GREATEST(0, COALESCE(amount_fen - ${EXPECTED}, 0)) AS excess_fen
    FROM net n, p
    WHERE ${holds('p', 'n')} AND ${applies('p', 'n')} AND (unit_price IS NULL OR abs(amount_fen - ${EXPECTED}) > COALESCE(k_tolerance, 0))`,
}

const DAYS_ALLOWED =
  'CASE WHEN is_long_term_prescription THEN COALESCE(k_longtermmaxdays, k_maxdays) ELSE k_maxdays END'
const TOO_MANY_DAYS = mulDivText('net_quantity', `(supply_days - ${DAYS_ALLOWED})`, 'supply_days')

export const supplyDays: SqlForm = {
  family: 'supply-days',
  parameters: [...parameter('VARCHAR[]', 'careMode', 'codes'), ...parameter('BIGINT', 'maxDays', 'longTermMaxDays')],
  sides: codesOnly,
  gives: 'line',
  wants: (points) => {
    const least = points.flatMap(({ codes, maxDays, longTermMaxDays }) =>
      codes === undefined ? [Math.min(Number(maxDays), Number(longTermMaxDays ?? maxDays))] : [],
    )
    return least.length === 0 ? 'FALSE' : `l.catalogue IN ('drug', 'herb') AND l.supply_days > ${Math.min(...least)}`
  },
  rows: `WITH woken AS (${members()} AND n.catalogue IN ('drug', 'herb')
      UNION ALL SELECT p.*, n.*, (${applies('p', 'n')}) AS applies FROM net n, p
        WHERE ${holds('p', 'n')} AND p.k_codes IS NULL AND n.catalogue IN ('drug', 'herb')),
    judged AS (SELECT *, CASE WHEN supply_days IS NULL THEN 0 ELSE ${TOO_MANY_DAYS} END AS above FROM woken
      WHERE applies AND (k_caremode IS NULL OR list_contains(k_caremode, care_mode))
        AND CASE WHEN supply_days IS NULL THEN k_codes IS NOT NULL ELSE supply_days > ${DAYS_ALLOWED} END)
    SELECT point_no, supply_days IS NOT NULL AS is_true, NULL AS severity, ${FOUND},
      above AS excess_quantity, ${partAmount('above')} AS excess_fen FROM judged`,
}
