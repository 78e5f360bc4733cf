// 药店串换: one basket that a pharmacy books for many persons on many days, while the other pharmacies of the place hardly sell it: how
// many times that would come about by chance, were this shop like the others.
import { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

export const swappedBaskets: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH baskets AS (
      SELECT slice, claim, string_agg(item || ':' || quantity, ' ' ORDER BY item, quantity) AS basket
      FROM claim_lines GROUP BY slice, claim),
    sold AS (
      SELECT visit_id, person_no, provider, settled_on, basket FROM claims JOIN baskets USING (slice, claim)
      WHERE setting = 'pharmacy'),
    shops AS (SELECT provider, count(*) AS sales FROM sold GROUP BY provider),
    everywhere AS (SELECT basket, count(*) AS times FROM sold GROUP BY basket)
    SELECT provider, list_sort(list(visit_id)) AS visits, list_sort(list_distinct(list(person_no))) AS persons,
      count(DISTINCT settled_on) AS days, count(*) * 1.0 / max(sales) AS share, max(sales) AS sales,
      max(everywhere.times) - count(*) AS elsewhere, (SELECT count(*) FROM sold) - max(sales) AS others
    FROM sold JOIN shops USING (provider) JOIN everywhere USING (basket)
    GROUP BY provider, basket
    HAVING count(DISTINCT person_no) >= ${parameter(card, 'persons_min')}
      AND max(sales) >= ${parameter(card, 'sales_min')}
    ORDER BY provider, visits`)
  return rows.map(candidateOf)
}

function candidateOf(row: FeatureRow): models.Candidate {
  const [persons, visits] = [listOf(row, 'persons'), listOf(row, 'visits')]
  const others = numberOf(row, 'others')
  // Many persons within minutes are a card round, and another model's: a habit of the till shows on as many days.
  const times = Math.min(persons.length, numberOf(row, 'days'))
  // As if the others had sold it once more than they did: never seen is not impossible.
  const mean = ((numberOf(row, 'elsewhere') + 1) * numberOf(row, 'sales')) / others
  return {
    ...{ key: `${textOf(row, 'provider')} ${visits[0] ?? ''}`, provider: textOf(row, 'provider') },
    ...{ practitioner: '', persons, visits },
    features: {
      persons: persons.length,
      days: numberOf(row, 'days'),
      share: numberOf(row, 'share'),
      // A single pharmacy has no others to be compared with.
      ...(others > 0 && { rarity: models.rarity(times, mean) }),
    },
  }
}
