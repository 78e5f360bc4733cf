// What is raised, and what funds take in and pay: made by the engine from the spells, categories and claims of a bucket.
import { LAKE_FUNDS } from './columns.ts'
import type { ChargeRates } from './table-columns.ts'

/** Employees by the month in which they were active, residents once for the year: what the statute raises, from the spells. */
export function chargesSelect(
  read: (table: string) => string,
  { year, employerBp, employeeBp, residentFen, subsidyFen, aidBp }: ChargeRates,
): string {
  const [first, last] = [`DATE '${year}-01-01'`, `DATE '${year}-12-31'`]
  const part = (bp: number): string => `CAST((base_fen * ${bp} + 5000) // 10000 AS BIGINT)`
  const shares = Object.entries(aidBp).map(([category, bp]) => `WHEN '${category}' THEN ${bp}`)
  const share = shares.length === 0 ? '0' : `CASE category ${shares.join(' ')} ELSE 0 END`
  return `SELECT person, person_no, county, scheme, strftime(m, '%Y-%m') AS month, base_fen,
      ${part(employerBp)} AS employer_fen, ${part(employeeBp)} AS person_fen, 0::BIGINT AS aid_fen, 0::BIGINT AS subsidy_fen
    FROM ${read('spells')} s, (SELECT CAST(unnest(generate_series(${first}, ${last}, INTERVAL 1 MONTH)) AS DATE) AS m)
    WHERE scheme = 'employee' AND base_fen > 0 AND from_on <= m AND m <= until_on
    UNION ALL SELECT s.person, person_no, county, scheme, strftime(from_on, '%Y-%m'), 0::BIGINT, 0::BIGINT, ${residentFen}::BIGINT,
      CAST((${residentFen} * COALESCE(a.bp, 0) + 5000) // 10000 AS BIGINT), ${subsidyFen}::BIGINT
    FROM ${read('spells')} s LEFT JOIN (SELECT person, MAX(${share}) AS bp FROM ${read('categories')}
      WHERE from_on <= ${first} AND (until_on IS NULL OR until_on >= ${first}) GROUP BY person) a ON a.person = s.person
    WHERE scheme = 'resident' AND from_on BETWEEN ${first} AND ${last}
    ORDER BY month, person`
}

/**
 * Income as it is due, expenditure as it is settled, a row for each month, fund, account and county. An employee's own part is
 * the personal account's and stands in no fund. `last` is the last month of care: what is raised for later months is not yet due.
 */
export function entriesSelect({ charges, claims, last }: { charges: string; claims: string; last: string }): string {
  const income = (account: string, fen: string): string =>
    `SELECT CAST(month || '-01' AS DATE) AS first_on, scheme || '_basic' AS fund, '${account}' AS account, county,
      ${fen} AS income_fen, 0 AS expense_fen FROM ${charges} WHERE month <= '${last}'`
  const expense = LAKE_FUNDS.map(
    (fund) =>
      `SELECT date_trunc('month', settled_on)::DATE, '${fund}', 'care', county, 0, fund_${fund}_fen FROM ${claims}`,
  )
  const all = [
    income('contribution', "CASE scheme WHEN 'employee' THEN employer_fen ELSE person_fen - aid_fen END"),
    income('aid', 'aid_fen'),
    income('subsidy', 'subsidy_fen'),
    ...expense,
  ]
  return `SELECT CAST(first_on + INTERVAL 1 MONTH - INTERVAL 1 DAY AS DATE) AS booked_on, fund, account, county,
      SUM(income_fen)::BIGINT AS income_fen, SUM(expense_fen)::BIGINT AS expense_fen
    FROM (${all.join(' UNION ALL ')}) GROUP BY first_on, fund, account, county
    HAVING SUM(income_fen) <> 0 OR SUM(expense_fen) <> 0 ORDER BY booked_on, fund, account, county`
}
