// 低标入院: short, cheap stays of which little but tests and bed is billed, and the providers that have too many of them.
import { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, numberOf, parameter, textOf } from './source.ts'

export const lowStandardStays: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH content AS (
      SELECT slice, claim, sum(amount_fen) AS fen,
        sum(amount_fen) FILTER (item_kind IN ('western_drug', 'chinese_drug')) AS drug_fen,
        sum(amount_fen) FILTER (contains(coalesce(item_tags, ''), 'injection')) AS injection_fen
      FROM claim_lines GROUP BY slice, claim),
    stays AS (
      SELECT c.*, coalesce(l.drug_fen, 0) / nullif(l.fen, 0) AS drug_share,
        coalesce(l.injection_fen, 0) / nullif(l.fen, 0) AS injection_share,
        coalesce(los_days, discharged_on - admitted_on) AS days
      FROM claims c JOIN content l USING (slice, claim) WHERE setting = 'inpatient' AND age >= ${parameter(card, 'age_min')}),
    usual AS (SELECT level, median(total_fen) AS fen FROM stays GROUP BY level)
    SELECT visit_id, person_no, provider, coalesce(practitioner, '') AS practitioner, level, days, total_fen / usual.fen AS cost,
      drug_share, injection_share, CAST(procedures IS NOT NULL AS INTEGER) AS operated
    FROM stays JOIN usual USING (level) ORDER BY visit_id`)
  const isLow = (row: FeatureRow): boolean =>
    numberOf(row, 'days') <= parameter(card, 'low_days') &&
    numberOf(row, 'cost') <= parameter(card, 'low_cost') &&
    numberOf(row, 'operated') === 0
  const excess = providerExcess(rows, isLow, parameter(card, 'stays_min'), parameter(card, 'peers_min'))
  return rows.filter(isLow).map((row) => {
    const provider = textOf(row, 'provider')
    const z = excess.get(provider)
    return {
      ...{ key: textOf(row, 'visit_id'), provider, practitioner: textOf(row, 'practitioner') },
      ...{ persons: [textOf(row, 'person_no')], visits: [textOf(row, 'visit_id')] },
      features: {
        days: numberOf(row, 'days'),
        cost: numberOf(row, 'cost'),
        drug_share: numberOf(row, 'drug_share'),
        injection_share: numberOf(row, 'injection_share'),
        ...(z !== undefined && { provider_z: z }),
      },
    }
  })
}

/** How far each provider's share of such stays lies above its level's, where there are enough stays and peers. */
function providerExcess(
  rows: readonly FeatureRow[],
  isLow: (row: FeatureRow) => boolean,
  staysMin: number,
  peersMin: number,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const ofLevel of Map.groupBy(rows, (row) => textOf(row, 'level')).values()) {
    const byProvider = Map.groupBy(ofLevel, (row) => textOf(row, 'provider'))
    const rates = new Map(
      [...byProvider].map(([code, own]) => [code, { hits: own.filter(isLow).length, of: own.length }]),
    )
    const measured = [...rates].filter(([, { of }]) => of >= staysMin)
    if (measured.length < peersMin) continue
    for (const [code, rate] of measured) {
      const others = measured.filter(([each]) => each !== code).map(([, each]) => each)
      const z = models.funnelZ(rate, others)
      if (z !== undefined) found.set(code, z)
    }
  }
  return found
}
