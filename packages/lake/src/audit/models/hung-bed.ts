// 挂床住院: stays of some length on whose days little but bed and nursing was charged, and whose person was seen elsewhere meanwhile.
import type { models } from '@yibao/kernel'
import { excessOf } from './peers.ts'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

/** 一般医疗服务 (consultation, bed) and grades of nursing in the national coding of services: charged by the day, whatever is done. */
const BY_THE_DAY = "(item LIKE '0011%' OR item LIKE '001201%')"

export const hungBeds: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH content AS (
      SELECT slice, claim, sum(amount_fen) AS fen, sum(amount_fen) FILTER (${BY_THE_DAY}) AS daily_fen
      FROM claim_lines GROUP BY slice, claim),
    stays AS (
      SELECT c.*, coalesce(daily_fen, 0) AS daily_fen, fen - coalesce(daily_fen, 0) AS active_fen,
        greatest(1, discharged_on - admitted_on) AS days, string_split(coalesce(diagnoses, ''), ' ')[1] AS main
      FROM claims c JOIN content l USING (slice, claim)
      WHERE setting = 'inpatient' AND place = 'local' AND discharged_on IS NOT NULL),
    usual AS (SELECT level, median(active_fen / days) AS active FROM stays GROUP BY level),
    of_diagnosis AS (
      SELECT level, main, median(active_fen / days) AS active FROM stays GROUP BY level, main
      HAVING count(*) >= ${parameter(card, 'stays_of_diagnosis_min')}),
    meanwhile AS (
      SELECT s.visit_id, list_sort(list(o.visit_id)) AS others, count(*) AS times,
        count(*) FILTER (o.setting NOT IN ('pharmacy', 'dual_channel')) AS seen
      FROM stays s JOIN claims o ON o.person_no = s.person_no AND o.visit_id <> s.visit_id AND o.setting <> 'inpatient'
        AND o.admitted_on > s.admitted_on AND o.discharged_on < s.discharged_on
      GROUP BY s.visit_id)
    SELECT s.visit_id, person_no, provider, coalesce(practitioner, '') AS practitioner, level, days,
      active_fen / days / nullif(usual.active, 0) AS active, active_fen / days / nullif(d.active, 0) AS active_of_diagnosis, daily_fen / nullif(daily_fen + active_fen, 0) AS daily_share,
      coalesce(times, 0) AS elsewhere, coalesce(seen, 0) AS seen, others
    FROM stays s JOIN usual USING (level) LEFT JOIN of_diagnosis d ON d.level = s.level AND d.main = s.main LEFT JOIN meanwhile m ON m.visit_id = s.visit_id ORDER BY s.visit_id`)
  const isThin = (row: FeatureRow): boolean =>
    numberOf(row, 'days') >= parameter(card, 'days_min') && numberOf(row, 'active') <= parameter(card, 'thin')
  const excess = excessOf(rows, isThin, {
    ...{ rowsMin: parameter(card, 'stays_min'), peersMin: parameter(card, 'peers_min') },
    weight: parameter(card, 'unknown_stays'),
  })
  return rows
    .filter((row) => numberOf(row, 'days') >= parameter(card, 'days_min'))
    .filter((row) => isThin(row) || numberOf(row, 'elsewhere') > 0)
    .map((row) => candidateOf(row, excess.get(textOf(row, 'provider'))?.ratio))
}

function candidateOf(row: FeatureRow, ratio: number | undefined): models.Candidate {
  return {
    ...{ key: textOf(row, 'visit_id'), provider: textOf(row, 'provider'), practitioner: textOf(row, 'practitioner') },
    ...{ persons: [textOf(row, 'person_no')], visits: [textOf(row, 'visit_id')], beside: listOf(row, 'others') },
    features: {
      days: numberOf(row, 'days'),
      active: numberOf(row, 'active'),
      ...(row.active_of_diagnosis !== null && { active_of_diagnosis: numberOf(row, 'active_of_diagnosis') }),
      daily_share: numberOf(row, 'daily_share'),
      elsewhere: numberOf(row, 'elsewhere'),
      seen_elsewhere: numberOf(row, 'seen'),
      ...(ratio !== undefined && { provider_ratio: ratio }),
    },
  }
}
