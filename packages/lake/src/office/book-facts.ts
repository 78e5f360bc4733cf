// What a city's year gives the books: sums by month, fund and county of what was charged, arrived, settled and paid. The posting table
// makes journals of them.
import { LAKE_FUNDS } from '../history/columns.ts'
import { drawn, type OfficeSource } from './plan.ts'

export interface BookFact {
  readonly kind: BookFactKind
  /** Month in which it is booked. */
  readonly month: string
  readonly fund: string
  readonly county: string
  readonly amountFen: number
}

export const BOOK_FACT_KINDS = [
  'charged',
  'received',
  'to_accounts',
  'subsidised',
  'subsidy',
  'settled',
  'from_accounts',
  'elsewhere',
  'paid',
  'vaccinated',
  'emergency',
] as const
export type BookFactKind = (typeof BOOK_FACT_KINDS)[number]

const month = (on: string): string => `strftime(${on}, '%Y-%m')`

/** Doses are given in the first year, to whom it can be given. */
const DOSES = 2
const VACCINE_AGE = 3
const VACCINATED_BP = 9000

export function bookFactsSelect(source: OfficeSource): string {
  const { read, plan } = source
  const last = plan.to.slice(0, 7)
  const charges = (kind: BookFactKind, fen: string, scheme?: string): string =>
    `SELECT '${kind}' AS kind, month, scheme || '_basic' AS fund, county, SUM(${fen}) AS fen FROM ${read('charges')}
      WHERE month <= '${last}'${scheme ? ` AND scheme = '${scheme}'` : ''} GROUP BY month, scheme, county`
  // One pass over the claims: what each fund paid and what accounts paid, by month, county and where the care was.
  const sums = LAKE_FUNDS.map((fund) => `SUM(fund_${fund}_fen) AS ${fund}`).join(', ')
  const care = `SELECT ${month('settled_on')} AS month, c.county, p.outside, ${sums}, SUM(account_fen + mutual_fen) AS accounts
    FROM ${read('claims')} c JOIN ${read('providers')} p ON p.provider = c.provider GROUP BY 1, c.county, p.outside`
  const claims = `SELECT CASE WHEN fund = 'accounts' THEN 'from_accounts' WHEN outside THEN 'elsewhere' ELSE 'settled' END, month,
      CASE WHEN fund = 'accounts' THEN 'employee_basic' ELSE fund END, county, SUM(fen)
    FROM (UNPIVOT (${care}) ON ${LAKE_FUNDS.join(', ')}, accounts INTO NAME fund VALUE fen) GROUP BY ALL`
  const parts = [
    charges('charged', 'employer_fen + person_fen - aid_fen'),
    charges('to_accounts', 'person_fen', 'employee'),
    charges('subsidised', 'aid_fen', 'resident'),
    charges('subsidy', 'subsidy_fen', 'resident'),
    // What is paid ahead is income of the time for which it is paid.
    `SELECT 'received', GREATEST(${month('arrived_on')}, period), scheme || '_basic', county, SUM(amount_fen) FROM ${read('receipts')}
      WHERE GREATEST(${month('arrived_on')}, period) <= '${last}' GROUP BY 2, scheme, county`,
    claims,
    `SELECT 'paid', ${month('paid_on')}, fund, county, SUM(paid_fen) FROM ${read('clearings')} WHERE paid_on IS NOT NULL GROUP BY 2, fund, county`,
    vaccinatedSelect(source),
    emergencySelect(source),
  ]
  return `SELECT kind, month, fund, county, CAST(fen AS BIGINT) AS fen FROM (${parts.join(' UNION ALL ')}) WHERE fen > 0 ORDER BY kind, month, fund, county`
}

/** Doses, not money: what one costs is declared by the city. Half in spring, half in summer. */
function vaccinatedSelect({ read, plan }: OfficeSource): string {
  const year = Number(plan.from.slice(0, 4))
  const who = `born_on <= DATE '${year - VACCINE_AGE}-12-31' AND (died_on IS NULL OR died_on > DATE '${year}-08-31')
    AND ${drawn(plan, 'person_no', 'vaccine')} < ${VACCINATED_BP}`
  return `SELECT 'vaccinated', '${year}-0' || m, 'resident_basic', county, COUNT(*) * ${DOSES} // 2 FROM ${read('people')}, range(4, 9, 4) t(m) WHERE ${who} GROUP BY 2, county`
}

/** An emergency advance is one month of what the city's largest hospital claims, by estimate, in the first year. */
function emergencySelect({ read, plan }: OfficeSource): string {
  const year = plan.from.slice(0, 4)
  const claimed = `SELECT provider, county, SUM(claimed_fen) // 12 AS fen FROM ${read('clearings')}
    WHERE month LIKE '${year}-%' AND fund IN ('employee_basic', 'resident_basic') GROUP BY provider, county`
  return `SELECT * FROM (SELECT 'emergency', '${year}-02', 'resident_basic', county, fen FROM (${claimed}) ORDER BY fen DESC, provider LIMIT 1)`
}
