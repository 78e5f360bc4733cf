// 药店串换: one basket that a pharmacy books for many persons on many days, far more often than pharmacies book any basket twice.
import type { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

export const swappedBaskets: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH baskets AS (
      SELECT slice, claim, string_agg(item || ':' || quantity, ' ' ORDER BY item, quantity) AS basket
      FROM claim_lines GROUP BY slice, claim),
    sold AS (
      SELECT visit_id, person_no, provider, settled_on, basket FROM claims JOIN baskets USING (slice, claim)
      WHERE setting = 'pharmacy'),
    shops AS (SELECT provider, count(*) AS sales FROM sold GROUP BY provider)
    SELECT provider, list_sort(list(visit_id)) AS visits, list_sort(list_distinct(list(person_no))) AS persons,
      count(DISTINCT settled_on) AS days, count(*) * 1.0 / max(sales) AS share
    FROM sold JOIN shops USING (provider)
    GROUP BY provider, basket
    HAVING count(DISTINCT person_no) >= ${parameter(card, 'persons_min')}
      AND max(sales) >= ${parameter(card, 'sales_min')}
    ORDER BY provider, visits`)
  return rows.map(candidateOf)
}

function candidateOf(row: FeatureRow): models.Candidate {
  const [persons, visits] = [listOf(row, 'persons'), listOf(row, 'visits')]
  return {
    ...{ key: `${textOf(row, 'provider')} ${visits[0] ?? ''}`, provider: textOf(row, 'provider') },
    ...{ practitioner: '', persons, visits },
    features: { persons: persons.length, days: numberOf(row, 'days'), share: numberOf(row, 'share') },
  }
}
