// Contributions as they arrive, who pays a part of them, and the work lists of enrolment: made by the engine from charges and spells.
import { drawn, drawnDays, type OfficeSource } from './plan.ts'

/** Persons for one employer. */
const EMPLOYER_SIZE = 25
/** Unemployment insurance pays so many months before a person leaves the scheme. */
const UNEMPLOYED_MONTHS = 6
const DAY = 'INTERVAL 1 DAY'

const yearOf = (period: string): string => `CAST(substr(${period}, 1, 4) AS INTEGER)`

/** Of residents a row a year, of employers a row a month; what the unemployment fund pays stands apart. */
export function receiptsSelect({ read, plan }: OfficeSource): string {
  const { shares, selfDeclaredFrom, from, to } = plan
  const [firstYear, years] = [Number(from.slice(0, 4)), Math.max(1, Number(to.slice(0, 4)) - Number(from.slice(0, 4)))]
  const online = `${shares.onlineFirst} + (${shares.onlineLast - shares.onlineFirst}) * (${yearOf('month')} - ${firstYear}) // ${years}`
  const key = "person_no || ' ' || month"
  // October to December of the year before; who missed it pays in the first quarter; who is enrolled later, within a month.
  const first = "CAST(month || '-01' AS DATE)"
  const inTime = `month LIKE '%-01' AND ${drawn(plan, key, 'concentrated')} < ${shares.concentrated}`
  const residents = `SELECT 'R' || month || person_no AS receipt_no, person_no, person_no AS payer, 'person' AS payer_kind, 1 AS people,
      scheme, county, month AS period, CASE WHEN ${inTime} THEN ${first} - 92 + ${drawnDays(plan, key, 'paid', 92)}
        WHEN month LIKE '%-01' THEN ${first} + ${drawnDays(plan, key, 'paid', 90)} ELSE ${first} + ${drawnDays(plan, key, 'paid', 30)} END AS paid_on,
      CASE WHEN ${drawn(plan, key, 'online')} < ${online} THEN 'online' WHEN ${drawn(plan, key, 'desk')} < 6000 THEN 'bank' ELSE 'counter' END AS channel,
      FALSE AS is_self_declared, ${inTime} AS is_concentrated, person_fen - aid_fen AS amount_fen
    FROM ${read('charges')} WHERE scheme = 'resident' AND person_fen > aid_fen`
  return `SELECT receipt_no, person_no, payer, payer_kind, CAST(people AS INTEGER) AS people, scheme, county, period, paid_on,
      paid_on + 1 + ${drawnDays(plan, 'receipt_no', 'arrived', 3)} AS arrived_on, channel, is_self_declared, is_concentrated,
      CAST(amount_fen AS BIGINT) AS amount_fen
    FROM (${residents} UNION ALL ${employersSelect({ read, plan }, shares.selfDeclaredBefore, selfDeclaredFrom)})
    WHERE paid_on <= DATE '${to}'`
}

function employersSelect({ read, plan }: OfficeSource, before: number, since: string): string {
  const { to, bucket } = plan
  const size = `SELECT county AS at, GREATEST(1, COUNT(DISTINCT person_no) // ${EMPLOYER_SIZE}) AS n FROM ${read('charges')} WHERE scheme = 'employee' GROUP BY county`
  // Who leaves work at the end of a year has been unemployed for its last months.
  const leaving = `SELECT s.person_no, CAST(substr(CAST(s.until_on AS VARCHAR), 1, 4) AS INTEGER) AS year FROM ${read('spells')} s
    JOIN ${read('spells')} n ON n.person_no = s.person_no AND n.from_on = s.until_on + 1 AND n.scheme = 'resident'
    WHERE s.scheme = 'employee' AND s.status = 'active'`
  const unemployed = `l.person_no IS NOT NULL AND CAST(substr(month, 6, 2) AS INTEGER) > ${12 - UNEMPLOYED_MONTHS}`
  const charged = `SELECT c.*, CASE WHEN ${unemployed} THEN 'unemployment_fund'
      ELSE county || '-${bucket}E' || CAST(hash(c.person_no) % n AS VARCHAR) END AS own,
      CASE WHEN ${unemployed} THEN c.person_no END AS one
    FROM ${read('charges')} c JOIN (${size}) z ON z.at = c.county
    LEFT JOIN (${leaving}) l ON l.person_no = c.person_no AND l.year = ${yearOf('c.month')}
    WHERE c.scheme = 'employee' AND month <= '${to.slice(0, 7)}'`
  const key = "own || ' ' || month"
  return `SELECT 'E' || month || own || COALESCE(one, ''), one, own, CASE WHEN one IS NULL THEN 'employer' ELSE 'unemployment_fund' END,
      COUNT(*), 'employee', county, month, CAST(month || '-01' AS DATE) + 4 + ${drawnDays(plan, key, 'paid', 18)}
        + CASE WHEN ${drawn(plan, key, 'late')} < 150 THEN 30 ELSE 0 END,
      'tax_declared', one IS NULL AND (month >= '${since}' OR ${drawn(plan, 'own', 'declares')} < ${before}), FALSE,
      SUM(employer_fen + person_fen)
    FROM (${charged}) GROUP BY own, one, county, month`
}

/** Stacked payers sum to what was paid instead of the person. */
export function subsidiesSelect({ read }: OfficeSource): string {
  const best = `SELECT c.person_no, c.month, MAX(CASE WHEN k.category = 'severe_disability' THEN 1 ELSE 0 END) AS disabled,
      MIN(k.category) AS category
    FROM ${read('charges')} c JOIN ${read('categories')} k ON k.person_no = c.person_no AND k.from_on <= CAST(c.month || '-01' AS DATE)
      AND (k.until_on IS NULL OR k.until_on >= CAST(c.month || '-01' AS DATE))
    WHERE c.aid_fen > 0 GROUP BY c.person_no, c.month`
  const part = (payer: string, fen: string): string =>
    `SELECT person_no, county, month AS period, COALESCE(category, 'other') AS category, '${payer}' AS payer, CAST(${fen} AS BIGINT) AS amount_fen FROM aided`
  const disabled = 'CASE WHEN disabled = 1 AND aid_fen < person_fen THEN aid_fen // 2 ELSE 0 END'
  const fixed = 'CASE WHEN aid_fen < person_fen THEN aid_fen * 3 // 10 ELSE 0 END'
  return `WITH aided AS (SELECT c.person_no, c.county, c.month, c.aid_fen, c.person_fen, b.category, COALESCE(b.disabled, 0) AS disabled
      FROM ${read('charges')} c LEFT JOIN (${best}) b ON b.person_no = c.person_no AND b.month = c.month WHERE c.aid_fen > 0)
    SELECT * FROM (${part('medical_assistance', `aid_fen - (${disabled}) - (${fixed})`)}
      UNION ALL ${part('disability_fund', disabled)} UNION ALL ${part('city_finance', fixed)}) WHERE amount_fen > 0`
}

/** Found at the beginning of a year: who was enrolled and is not, who never was, and who is twice. */
export function issuesSelect({ read, plan }: OfficeSource): string {
  const { from, to, shares } = plan
  const years = `SELECT CAST(y AS INTEGER) AS year FROM generate_series(${Number(from.slice(0, 4))}, ${Number(to.slice(0, 4))}) t(y)`
  const enrolled = `SELECT person_no, YEAR(from_on) AS year, MIN(scheme) AS scheme FROM ${read('spells')} GROUP BY ALL`
  const standing = `SELECT p.person_no, p.county, p.died_on, y.year, b.scheme AS before, n.scheme AS now, a.scheme AS after
    FROM ${read('people')} p CROSS JOIN (${years}) y
    LEFT JOIN (${enrolled}) b ON b.person_no = p.person_no AND b.year = y.year - 1
    LEFT JOIN (${enrolled}) n ON n.person_no = p.person_no AND n.year = y.year
    LEFT JOIN (${enrolled}) a ON a.person_no = p.person_no AND a.year = y.year + 1
    WHERE p.born_on < make_date(y.year, 1, 1) AND (p.died_on IS NULL OR p.died_on >= make_date(y.year, 1, 1))`
  const key = "person_no || ' ' || year"
  const doubled = `before = 'resident' AND now = 'employee' AND ${drawn(plan, key, 'doubled')} < ${shares.doubled}`
  const kind = `CASE WHEN now IS NULL AND before IS NOT NULL THEN 'break' WHEN now IS NULL THEN 'missing' WHEN ${doubled} THEN 'duplicate' END`
  const found = `make_date(year, 2, 1) + ${drawnDays(plan, key, 'found', 45)}`
  // What comes next year closes a break; the others are closed when they are verified, but for some.
  const outcome = `CASE WHEN kind = 'duplicate' THEN 'suspended' WHEN after IS NOT NULL THEN 'enrolled' WHEN died_on < make_date(year + 1, 1, 1) THEN 'deceased'
    WHEN ${drawn(plan, key, 'elsewhere')} < 6000 THEN 'elsewhere' END`
  return `SELECT kind || '-' || year || '-' || person_no AS issue_id, kind, person_no, county, found_on,
      CAST(found_on + verified_in * ${DAY} AS DATE) AS verified_on,
      CASE WHEN outcome IS NULL THEN NULL WHEN outcome = 'enrolled' THEN make_date(year, 12, 1) + ${drawnDays(plan, key, 'again', 28)}
        ELSE CAST(found_on + (verified_in + 10) * ${DAY} AS DATE) END AS closed_on, outcome
    FROM (SELECT *, ${outcome} AS outcome, ${drawnDays(plan, key, 'verified', 30)} + 5 AS verified_in
      FROM (SELECT *, ${kind} AS kind, ${found} AS found_on FROM (${standing})) WHERE kind IS NOT NULL)
    WHERE found_on <= DATE '${to}'`
}

const KINDS = "['amount', 'unmatched_arrival', 'missing_arrival', 'late_file']"

/** Receipts that did not agree at once with what came to the treasury. */
export function breaksSelect({ read, plan }: OfficeSource): string {
  const { shares, to } = plan
  return `SELECT 'B' || receipt_no AS break_no, ${KINDS}[1 + ${drawnDays(plan, 'receipt_no', 'kind', 4)}] AS kind, scheme || '_basic' AS fund,
      arrived_on AS opened_on, CASE WHEN closed_on <= DATE '${to}' THEN closed_on END AS closed_on, amount_fen
    FROM (SELECT *, arrived_on + 1 + ${drawnDays(plan, 'receipt_no', 'closed', 40)} AS closed_on FROM ${read('receipts')}
      WHERE ${drawn(plan, 'receipt_no', 'break')} < ${shares.breaks})`
}
