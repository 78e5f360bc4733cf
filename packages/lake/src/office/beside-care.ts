// What lies beside care: monthly clearing, visitors, credentials, filings, wallets and trace codes, made from claims and people.

import { LAKE_FUNDS } from '../history/columns.ts'
import { quoted } from '../history/engine.ts'
import { drawn, drawnDays, type OfficeSource } from './plan.ts'

/** The deposit that a clearing withholds, and the bound of the statute for its payment. */
const DEPOSIT_BP = 500
const BOUND_DAYS = 20

/**
 * One row for each provider of the city, month and fund. Declared within ten days of the month's end; payment by the working-day
 * calendar, which the table `workdays` (on, n) holds: the day n working days later is the row with n more.
 */
export function clearingsSelect({ read, plan }: OfficeSource): string {
  const { to } = plan
  const funds = LAKE_FUNDS.map((fund) => `SUM(fund_${fund}_fen) AS ${fund}`).join(', ')
  const months = `SELECT c.provider, MAX(p.county) AS county, MAX(p.kind) AS kind, strftime(c.settled_on, '%Y-%m') AS month, ${funds}
    FROM ${read('claims')} c JOIN ${read('providers')} p ON p.provider = c.provider AND NOT p.outside GROUP BY c.provider, strftime(c.settled_on, '%Y-%m')`
  const byFund = `UNPIVOT (${months}) ON ${LAKE_FUNDS.join(', ')} INTO NAME fund VALUE claimed`
  const key = "provider || ' ' || month"
  // Most are paid within the bound; a few cross it.
  const took = `CASE WHEN ${drawn(plan, key, 'late')} < 300 THEN ${BOUND_DAYS} + 1 + ${drawnDays(plan, key, 'over', 6)} ELSE 11 + ${drawnDays(plan, key, 'took', 10)} END`
  const at = (step: string, days: string): string => `LEFT JOIN workdays ${step} ON ${step}.n = d.n + ${days}`
  const by = (step: string): string => `CASE WHEN ${step}."on" <= DATE '${to}' THEN ${step}."on" END`
  // One month of the year before is prepaid to hospitals, and offset when the fourth quarter is cleared.
  const prepaid = `CASE WHEN kind = 'hospital' AND month LIKE '%-1_' THEN LEAST(claimed - claimed * ${DEPOSIT_BP} // 10000, before // 36) ELSE 0 END`
  return `WITH told AS (SELECT f.*, CAST(SUM(claimed) OVER (PARTITION BY provider, fund, substr(month, 1, 4)) AS BIGINT) AS before,
      CAST(CAST(month || '-01' AS DATE) + INTERVAL 1 MONTH AS DATE) + ${drawnDays(plan, key, 'declared', 10)} AS declared, ${took} AS took
      FROM (${byFund}) f WHERE claimed > 0),
    stepped AS (SELECT t.*, d."on" AS declared_on, r."on" AS r_on, ${by('r')} AS reviewed_on, ${by('s')} AS reconciled_on, ${by('a')} AS approved_on, ${by('b')} AS paid_on,
      CAST(claimed * ${DEPOSIT_BP} // 10000 AS BIGINT) AS deposit_fen, CAST(${prepaid} AS BIGINT) AS prepaid_fen
      FROM told t JOIN (SELECT declared AS raw, MIN(w."on") AS "on", MIN(w.n) AS n FROM (SELECT DISTINCT declared FROM told) x JOIN workdays w ON w."on" >= x.declared
        AND w."on" < x.declared + 15 GROUP BY declared) d ON d.raw = t.declared
      ${at('r', 'took // 2')} ${at('s', 'took // 2 + 3')} ${at('a', 'took - 2')} ${at('b', 'took')}
      WHERE d."on" <= DATE '${to}')
    SELECT 'C' || month || '-' || provider || '-' || fund AS clearing_id, provider, county, month, fund,
      CASE WHEN paid_on IS NOT NULL THEN 'paid' WHEN approved_on IS NOT NULL THEN 'approved' WHEN reviewed_on IS NOT NULL THEN 'reviewed' ELSE 'proposed' END AS state,
      declared_on, reviewed_on, reconciled_on, approved_on, paid_on, CASE WHEN paid_on IS NOT NULL THEN CAST(took AS INTEGER) END AS working_days,
      CAST(claimed AS BIGINT) AS claimed_fen, 0::BIGINT AS deducted_fen, deposit_fen, prepaid_fen,
      CAST(claimed - deposit_fen - prepaid_fen AS BIGINT) AS payable_fen,
      CAST(CASE WHEN paid_on IS NOT NULL THEN claimed - deposit_fen - prepaid_fen ELSE 0 END AS BIGINT) AS paid_fen
    FROM stepped ORDER BY month, provider, fund`
}

/** People of other areas at the city's pharmacies and outpatient desks: what they buy is what the city's own people buy there. */
export function visitorsSelect({ read, plan }: OfficeSource): string {
  const { shares, homeAreas } = plan
  const areas = `[${homeAreas.map(quoted).join(', ')}]`
  return `SELECT 'V' || id AS id, settled_on, c.provider, p.county, ${areas}[1 + ${drawnDays(plan, 'id', 'home', homeAreas.length)}] AS home_area,
      setting, total_fen, fund_fen
    FROM ${read('claims')} c JOIN ${read('providers')} p ON p.provider = c.provider AND NOT p.outside
    WHERE setting IN ('pharmacy', 'outpatient') AND ${drawn(plan, 'id', 'visitor')} < ${shares.visitors} ORDER BY settled_on, id`
}

/** The credential came with the national platform; each person has a day of its own. */
const CREDENTIALS_FROM = '2020-06-01'
const CREDENTIALS_DAYS = 2000

export function credentialsSelect({ read, plan }: OfficeSource): string {
  const { shares, to } = plan
  const since = `GREATEST(p.born_on + 30, DATE '${CREDENTIALS_FROM}') + ${drawnDays(plan, 'p.person_no', 'activated', CREDENTIALS_DAYS)}`
  return `SELECT person_no, 'e_credential' AS kind, county, from_on, died_on AS until_on
    FROM (SELECT p.*, ${since} AS from_on FROM ${read('people')} p WHERE ${drawn(plan, 'p.person_no', 'credential')} < ${shares.credentials})
    WHERE from_on <= DATE '${to}' AND (died_on IS NULL OR died_on > from_on)`
}

/** Before care elsewhere that was filed or referred: once a person and year. */
export function filingsSelect({ read, plan }: OfficeSource): string {
  const { shares } = plan
  const key = "person_no || ' ' || year"
  return `SELECT 'F' || year || '-' || person_no AS filing_id, CASE WHEN referral LIKE '%referr%' THEN 'referral' ELSE 'relocation' END AS kind,
      person_no, county, channel, filed_on, CASE WHEN at_once THEN filed_on ELSE filed_on + 1 + ${drawnDays(plan, key, 'decided', 3)} END AS decided_on,
      at_once AS is_immediate
    FROM (SELECT person_no, county, year, referral, first_on - ${drawnDays(plan, key, 'filed', 5)} AS filed_on,
        CASE WHEN ${drawn(plan, key, 'channel')} < ${shares.filedOnline} THEN 'online' ELSE 'counter' END AS channel,
        ${drawn(plan, key, 'at once')} < ${shares.filedAtOnce} AS at_once
      FROM (SELECT person_no, MIN(county) AS county, YEAR(settled_on) AS year, MIN(referral) AS referral, MIN(admitted_on) AS first_on
        FROM ${read('claims')} WHERE place <> 'local' AND referral <> 'none' GROUP BY person_no, YEAR(settled_on)))`
}

/** At most three transfers a day and 2,000 yuan each: the rule of the wallet. */
const WALLET_MAX_YUAN = 2000

export function walletsSelect({ read, plan }: OfficeSource): string {
  const { shares, walletsFrom, to } = plan
  const key = "person_no || ' ' || from_on"
  return `SELECT 'W' || YEAR(from_on) || '-' || person_no AS transfer_id, person_no, county, sent_on,
      CASE WHEN ${drawn(plan, key, 'returned')} < 300 THEN 'returned' ELSE 'accepted' END AS state,
      ${drawn(plan, key, 'province')} < 1200 AS is_cross_province,
      CAST(100 * (50 + ${drawnDays(plan, key, 'amount', WALLET_MAX_YUAN - 50)}) AS BIGINT) AS amount_fen
    FROM (SELECT *, from_on + ${drawnDays(plan, key, 'sent', 360)} AS sent_on FROM ${read('spells')}
      WHERE scheme = 'employee' AND ${drawn(plan, key, 'wallet')} < ${shares.wallets})
    WHERE sent_on BETWEEN DATE '${walletsFrom}' AND LEAST(until_on, DATE '${to}')`
}

export function tracesSelect({ read, plan }: OfficeSource): string {
  const { shares, tracesFrom } = plan
  return `SELECT id, settled_on, c.provider, p.county, line_count AS lines_due,
      CAST(CASE WHEN ${drawn(plan, 'id', 'traced')} < ${shares.traced} THEN line_count ELSE line_count // 2 END AS INTEGER) AS lines_valid,
      ${drawn(plan, 'id', 'known')} < 9900 AS is_identified
    FROM ${read('claims')} c JOIN ${read('providers')} p ON p.provider = c.provider AND p.kind = 'pharmacy'
    WHERE settled_on >= DATE '${tracesFrom}' AND line_count > 0 ORDER BY settled_on, id`
}

/** Who is in need pays no deposit in the county of enrolment; most pay when they leave, the rest within two months, a few not at all. */
const IN_NEED = 'extreme_poverty|orphan|minimum_allowance|low_income_edge|registered_poor|monitored|relapsed_poor'
const PAID_LATER_DAYS = 60

export function deferredSelect({ read, plan }: OfficeSource): string {
  const later = `settled_on + 1 + ${drawnDays(plan, 'id', 'paid later', PAID_LATER_DAYS)}`
  const paid = `CASE WHEN person_fen = 0 OR ${drawn(plan, 'id', 'pays')} < 8500 THEN settled_on WHEN ${drawn(plan, 'id', 'owes')} < 9000 THEN ${later} END`
  return `SELECT id, settled_on, person_no, provider, county, category, total_fen, person_fen, CASE WHEN paid <= DATE '${plan.to}' THEN paid END AS paid_on
    FROM (SELECT c.id, c.settled_on, c.person_no, c.provider, p.county, regexp_extract(c.categories, '${IN_NEED}') AS category, c.total_fen, c.person_fen,
        ${paid} AS paid FROM ${read('claims')} c JOIN ${read('providers')} p ON p.provider = c.provider AND p.county = c.county AND NOT p.outside
      WHERE c.setting = 'inpatient' AND c.place = 'local' AND regexp_matches(c.categories, '${IN_NEED}'))`
}
