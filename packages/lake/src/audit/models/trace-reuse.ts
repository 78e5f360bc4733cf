// 追溯码重复使用: codes of packages that were sold again to somebody else, at the same place or at another, and places where that is no
// slip any more. A lake without trace codes has no candidates.
import type { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

export const reusedTraces: Extractor = async (source, card) => {
  if (!source.has('trace_codes')) return []
  const rows = await source.ask(`
    WITH sold AS (
      SELECT t.trace_code, c.visit_id, c.person_no, c.provider, c.settled_at, c.settled_on, l.item
      FROM trace_codes t JOIN claims c USING (slice, claim) JOIN claim_lines l USING (slice, claim, line)),
    repeated AS (SELECT *, row_number() OVER again AS nth, first_value(visit_id) OVER again AS first_visit,
        first_value(item) OVER again AS first_item, first_value(provider) OVER again AS first_provider,
        first_value(settled_on) OVER again AS first_on, first_value(person_no) OVER again AS first_person
      FROM sold WINDOW again AS (PARTITION BY trace_code ORDER BY settled_at, visit_id)),
    later AS (SELECT * FROM repeated WHERE nth > 1 AND visit_id <> first_visit),
    places AS (
      SELECT a.visit_id, count(DISTINCT b.trace_code) AS codes FROM later a JOIN later b ON b.provider = a.provider
        AND b.settled_on BETWEEN a.settled_on - ${parameter(card, 'window_days')} AND a.settled_on GROUP BY a.visit_id)
    SELECT visit_id, person_no, provider, count(DISTINCT trace_code) AS codes, max(nth) - 1 AS times,
      count(DISTINCT trace_code) FILTER (item <> first_item) AS other_item,
      count(DISTINCT trace_code) FILTER (provider <> first_provider) AS other_place,
      count(DISTINCT trace_code) FILTER (person_no <> first_person) AS other_person,
      max(settled_on - first_on) AS days, max(places.codes) AS at_place, list_sort(list_distinct(list(first_visit))) AS firsts
    FROM later JOIN places USING (visit_id) GROUP BY visit_id, person_no, provider ORDER BY visit_id`)
  return rows.map(candidateOf)
}

/** The later sale is in question; the first one shows it. */
const candidateOf = (row: FeatureRow): models.Candidate => ({
  ...{ key: textOf(row, 'visit_id'), provider: textOf(row, 'provider'), practitioner: '' },
  ...{ persons: [textOf(row, 'person_no')], visits: [textOf(row, 'visit_id')], beside: listOf(row, 'firsts') },
  features: {
    codes: numberOf(row, 'codes'),
    times: numberOf(row, 'times'),
    same_item: numberOf(row, 'codes') - numberOf(row, 'other_item'),
    other_place: numberOf(row, 'other_place'),
    other_person: numberOf(row, 'other_person'),
    days: numberOf(row, 'days'),
    at_place: numberOf(row, 'at_place'),
  },
})
