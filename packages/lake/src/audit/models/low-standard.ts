// 低标入院: short, cheap stays of which little but tests and bed is billed, and the providers that
// have too many of them. A stay that goes on in another one at once is no short stay: split stays are another model's.
import { excessOf } from './peers.ts'
import { type Extractor, type FeatureRow, numberOf, parameter, textOf } from './source.ts'

export const lowStandardStays: Extractor = async (source, card) => {
  const apart = parameter(card, 'apart_days')
  const rows = await source.ask(`
    WITH content AS (
      SELECT slice, claim, sum(amount_fen) AS fen,
        sum(amount_fen) FILTER (contains(coalesce(item_tags, ''), 'injection')) AS injection_fen
      FROM claim_lines GROUP BY slice, claim),
    every_stay AS (
      SELECT visit_id, admitted_on - lag(discharged_on) OVER own AS before, lead(admitted_on) OVER own - discharged_on AS after
      FROM claims WHERE setting = 'inpatient' AND discharged_on IS NOT NULL
      WINDOW own AS (PARTITION BY person_no ORDER BY admitted_on, discharged_on, id)),
    stays AS (
      SELECT c.*, coalesce(l.injection_fen, 0) / nullif(l.fen, 0) AS injection_share,
        coalesce(los_days, discharged_on - admitted_on) AS days
      FROM claims c JOIN content l USING (slice, claim)
      WHERE setting = 'inpatient' AND place = 'local' AND age >= ${parameter(card, 'age_min')}),
    usual AS (SELECT level, median(total_fen) AS fen FROM stays GROUP BY level)
    SELECT s.visit_id, person_no, provider, coalesce(practitioner, '') AS practitioner, level, days, total_fen / usual.fen AS cost,
      injection_share, CAST(procedures IS NOT NULL AS INTEGER) AS operated,
      CAST(coalesce(before, 9999) > ${apart} AND coalesce(after, 9999) > ${apart} AS INTEGER) AS alone
    FROM stays s JOIN usual USING (level) JOIN every_stay n ON n.visit_id = s.visit_id
    ORDER BY s.visit_id`)
  const isLow = (row: FeatureRow): boolean =>
    numberOf(row, 'days') <= parameter(card, 'low_days') &&
    numberOf(row, 'cost') <= parameter(card, 'low_cost') &&
    numberOf(row, 'operated') === 0 &&
    numberOf(row, 'alone') === 1
  const excess = excessOf(rows, isLow, {
    ...{ rowsMin: parameter(card, 'stays_min'), peersMin: parameter(card, 'peers_min') },
    weight: parameter(card, 'unknown_stays'),
  })
  return rows.filter(isLow).map((row) => {
    const provider = textOf(row, 'provider')
    const { z, ratio } = excess.get(provider) ?? {}
    return {
      ...{ key: textOf(row, 'visit_id'), provider, practitioner: textOf(row, 'practitioner') },
      ...{ persons: [textOf(row, 'person_no')], visits: [textOf(row, 'visit_id')] },
      features: {
        days: numberOf(row, 'days'),
        cost: numberOf(row, 'cost'),
        injection_share: numberOf(row, 'injection_share'),
        ...(z !== undefined && { provider_z: z }),
        ...(ratio !== undefined && { provider_ratio: ratio }),
      },
    }
  })
}
