// 分解住院: each stay beside the same person's next one.
import { type Extractor, numberOf, parameter, textOf } from './source.ts'

export const splitStays: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH stays AS (
      SELECT id, visit_id, person_no, provider, practitioner, admitted_on, discharged_on, total_fen,
        nullif(string_split(coalesce(diagnoses, ''), ' ')[1], '') AS main, level
      FROM claims WHERE setting = 'inpatient' AND discharged_on IS NOT NULL),
    usual AS (SELECT level, main, median(total_fen) AS fen FROM stays GROUP BY level, main),
    pairs AS (
      SELECT *, lead(visit_id) OVER next AS other, lead(admitted_on) OVER next AS again_on,
        lead(provider) OVER next AS other_provider, lead(main) OVER next AS other_main,
        lead(total_fen) OVER next AS other_fen
      FROM stays WINDOW next AS (PARTITION BY person_no ORDER BY admitted_on, discharged_on, id))
    SELECT visit_id, other, person_no, provider, practitioner, again_on - discharged_on AS gap,
      CAST(provider = other_provider AS INTEGER) AS same_provider, CAST(pairs.main = other_main AS INTEGER) AS same_main,
      (total_fen + other_fen) / usual.fen AS cost
    FROM pairs JOIN usual ON usual.level = pairs.level AND usual.main IS NOT DISTINCT FROM pairs.main
    WHERE other IS NOT NULL AND again_on - discharged_on BETWEEN 0 AND ${parameter(card, 'gap_days_max')}
    ORDER BY visit_id`)
  return rows.map((row) => ({
    key: `${textOf(row, 'visit_id')} ${textOf(row, 'other')}`,
    ...{ provider: textOf(row, 'provider'), practitioner: textOf(row, 'practitioner') },
    persons: [textOf(row, 'person_no')],
    visits: [textOf(row, 'visit_id'), textOf(row, 'other')],
    features: {
      gap_days: numberOf(row, 'gap'),
      same_provider: numberOf(row, 'same_provider'),
      // Two that nobody knows are not the same.
      ...(row.same_main !== null && { same_diagnosis: numberOf(row, 'same_main') }),
      cost_of_both: numberOf(row, 'cost'),
    },
  }))
}
