// 结伴住院: pairs who were admitted and discharged together several times, joined to groups.
import { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

export const coVisits: Extractor = async (source, card) => {
  const apart = parameter(card, 'apart_days')
  const pairs = await source.ask(`
    WITH stays AS (
      SELECT visit_id, person_no, provider, admitted_on, discharged_on FROM claims
      WHERE setting = 'inpatient' AND discharged_on IS NOT NULL)
    SELECT a.person_no AS one, b.person_no AS other, min(a.provider) AS provider, count(DISTINCT a.visit_id) AS times,
      list_sort(list_distinct(list_concat(list(a.visit_id), list(b.visit_id)))) AS visits
    FROM stays a JOIN stays b ON a.provider = b.provider AND a.person_no < b.person_no
      AND b.admitted_on BETWEEN a.admitted_on - ${apart} AND a.admitted_on + ${apart}
      AND abs(b.discharged_on - a.discharged_on) <= ${apart}
    GROUP BY one, other HAVING count(DISTINCT a.visit_id) >= ${parameter(card, 'times_min')}
    ORDER BY one, other`)
  const groups = models.components(pairs.map((row) => [textOf(row, 'one'), textOf(row, 'other')] as const))
  return groups.map((persons) => candidateOf(persons, pairs))
}

function candidateOf(persons: readonly string[], pairs: readonly FeatureRow[]): models.Candidate {
  const members = new Set(persons)
  const own = pairs.filter((row) => members.has(textOf(row, 'one')))
  const most = Math.max(...own.map((row) => numberOf(row, 'times')))
  return {
    ...{ key: persons.join(' '), provider: textOf(own[0] as FeatureRow, 'provider'), practitioner: '', persons },
    visits: [...new Set(own.flatMap((row) => listOf(row, 'visits')))].sort(),
    features: {
      persons: persons.length,
      times: most,
      density: (2 * own.length) / (persons.length * (persons.length - 1)),
    },
  }
}
