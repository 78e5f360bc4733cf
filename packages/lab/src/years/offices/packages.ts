// What the payment rules make of a generated year: deposits that follow the assessment, and the packages of medical consortia.

import { join } from 'node:path'
import { type Day, type Fen, fractions, payment } from '@yibao/kernel'
import type { CityOffice, OfficeRow } from '@yibao/lake'
import { paymentFilesAt, productPolicies, readPaymentFile } from '@yibao/policy'
import type { Place } from '../../city/providers.ts'
import type { Random } from '../../random.ts'

const { exact, fenOf } = fractions
const BP = 10_000

/** The payment rules of the area, where the product has them. */
export const rulesFor = (area: string): payment.PaymentRules | undefined =>
  paymentFilesAt(join(productPolicies, 'payment'))
    .flatMap((path) => readPaymentFile(path).rules ?? [])
    .find((rules) => rules.area === area)

/** Told in the March after the year. Scores are assumed; what they do to the deposit is the rules’. */
const TOLD_ON = '-03-20'
const [MEAN_SCORE, SPREAD] = [91, 6]

export function assessmentRows(
  rules: payment.PaymentRules | undefined,
  deposits: Awaited<ReturnType<CityOffice['deposits']>>,
  source: Random,
  to: Day,
): OfficeRow[] {
  if (!rules) return []
  return deposits.flatMap(({ provider, county, year, depositFen }): OfficeRow[] => {
    const own = source.fork(`${provider} ${year}`)
    const score = Math.min(100, Math.max(50, Math.round(own.normal(MEAN_SCORE, SPREAD))))
    const told = `${year + 1}${TOLD_ON}`
    if (told > to) return []
    const share = payment.keptShare(rules.clearing.assessment.rows, exact(score))
    const kept = fenOf(payment.keptAmount(depositFen as Fen, share, rules.rounding.mode).value)
    return [
      {
        ...{ assessment_id: `A${year}-${provider}`, provider, county, year, assessed_on: told },
        ...{ score_bp: (score * BP) / 100, deposit_fen: depositFen, kept_fen: kept, withheld_fen: depositFen - kept },
        assumed: true,
      },
    ]
  })
}

/** Of each alliance of the rules: the county's hospitals are its members; the pool is that of the whole city, scaled. */
export async function consortiumRows(
  rules: payment.PaymentRules | undefined,
  office: Pick<CityOffice, 'paidBetween'>,
  places: readonly Place[],
  scale: number,
): Promise<OfficeRow[]> {
  const rows: OfficeRow[] = []
  for (const alliance of rules?.alliances ?? []) {
    const [county = ''] = alliance.county
    const own = places.filter(({ record, outside }) => !outside && record.kind === 'hospital' && record.area === county)
    const members = own.map(({ record }) => record.code)
    const scheme = alliance.scheme?.[0] ?? 'resident'
    const mode = rules!.rounding.mode
    const poolFen = Math.round(fenOf(alliance.pool.value) * scale) as Fen
    const reserve = alliance.reserve.value
    for (const { year, insideFen, outsideFen } of await office.paidBetween(county, scheme, members)) {
      const sums = {
        poolFen,
        reserve,
        centralFen: 0 as Fen,
        insideFen: insideFen as Fen,
        outsideFen: outsideFen as Fen,
      }
      const balance = fenOf(payment.packageBalance(sums, mode).value, mode)
      rows.push({
        ...{ consortium: alliance.id, title: alliance.title, year, county, scheme, members: members.length },
        ...{ from_on: `${year}-01-01`, until_on: `${year}-12-31`, package_fen: balance + insideFen + outsideFen },
        ...{ inside_fen: insideFen, outside_fen: outsideFen, balance_fen: balance, assumed: true },
      })
    }
  }
  return rows
}
