// 虚假住院: stays at one provider that began on one day or the next, of different persons, with the very same bill.
import type { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

export const copiedStays: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH bills AS (
      SELECT slice, claim, string_agg(item || ':' || quantity, ' ' ORDER BY item, quantity) AS bill, count(*) AS lines
      FROM claim_lines GROUP BY slice, claim),
    stays AS (
      SELECT visit_id, person_no, provider, coalesce(practitioner, '') AS practitioner, admitted_on, discharged_on, bill
      FROM claims JOIN bills USING (slice, claim)
      WHERE setting = 'inpatient' AND discharged_on IS NOT NULL AND lines >= ${parameter(card, 'lines_min')})
    SELECT provider, CAST(admitted_on AS VARCHAR) AS day, min(practitioner) AS practitioner,
      list_sort(list(visit_id)) AS visits, list_sort(list_distinct(list(person_no))) AS persons,
      count(DISTINCT practitioner) AS practitioners, count(DISTINCT discharged_on) AS leaves,
      max(same) AS copied
    FROM (SELECT *, count(*) OVER (PARTITION BY provider, admitted_on, bill) AS same FROM stays)
    WHERE same >= ${parameter(card, 'copies_min')}
    GROUP BY provider, admitted_on, bill ORDER BY provider, day, visits`)
  return rows.map(candidateOf)
}

function candidateOf(row: FeatureRow): models.Candidate {
  const persons = listOf(row, 'persons')
  return {
    ...{ key: `${textOf(row, 'provider')} ${textOf(row, 'day')} ${listOf(row, 'visits')[0] ?? ''}`, persons },
    ...{ provider: textOf(row, 'provider'), practitioner: textOf(row, 'practitioner') },
    visits: listOf(row, 'visits'),
    features: {
      persons: persons.length,
      one_practitioner: numberOf(row, 'practitioners') === 1 ? 1 : 0,
      leave_together: numberOf(row, 'leaves') === 1 ? 1 : 0,
    },
  }
}
