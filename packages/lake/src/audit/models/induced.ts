// 诱导住院: days on which a provider admits far more adults than it ever does, for little, without an operation, of one place and
// many of them with help for their own share; and who came together once only.
import { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, numberOf, parameter, textOf } from './source.ts'

export const inducedBatches: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH stays AS (
      SELECT visit_id, person_no, provider, level, county, admitted_on, total_fen, person_fen, procedures, age,
        CAST(categories IS NOT NULL AND categories <> '' AS INTEGER) AS helped
      FROM claims WHERE setting = 'inpatient' AND place = 'local' AND discharged_on IS NOT NULL),
    usual AS (SELECT level, median(total_fen) AS fen FROM stays GROUP BY level)
    SELECT visit_id, person_no, provider, county, CAST(admitted_on AS VARCHAR) AS day,
      date_diff('day', DATE '1970-01-01', admitted_on) AS nth, helped, person_fen / nullif(total_fen, 0) AS own_share,
      CAST(age >= ${parameter(card, 'age_min')} AND procedures IS NULL AND total_fen <= ${parameter(card, 'cost_max')} * usual.fen AS INTEGER) AS mild
    FROM stays JOIN usual USING (level) ORDER BY provider, admitted_on, visit_id`)
  const byProvider = Map.groupBy(rows, (row) => textOf(row, 'provider'))
  return [...byProvider.values()].flatMap((own) => batchesOf(own, card))
}

/** The mild stays of a provider by windows of days, the fullest first; no stay is in two batches. */
function batchesOf(own: readonly FeatureRow[], card: models.ModelCard): models.Candidate[] {
  const mild = own.filter((row) => numberOf(row, 'mild') === 1)
  const days = numberOf(own.at(-1)!, 'nth') - numberOf(own[0]!, 'nth') + 1
  if (days < parameter(card, 'days_min')) return []
  const length = parameter(card, 'window_days')
  const windows = [...new Set(mild.map((row) => numberOf(row, 'nth')))].map((first) =>
    mild.filter((row) => numberOf(row, 'nth') >= first && numberOf(row, 'nth') < first + length),
  )
  const taken = new Set<FeatureRow>()
  const found: models.Candidate[] = []
  for (const window of windows.sort((a, b) => b.length - a.length)) {
    const rows = window.filter((row) => !taken.has(row))
    if (rows.length < parameter(card, 'persons_min')) continue
    for (const row of rows) taken.add(row)
    const others = mild.length - rows.length
    found.push(candidateOf(rows, { mean: (Math.max(1, others) * length) / days, own }))
  }
  return found
}

function candidateOf(
  rows: readonly FeatureRow[],
  { mean, own }: { readonly mean: number; readonly own: readonly FeatureRow[] },
): models.Candidate {
  const [first] = rows as [FeatureRow]
  const share = (all: readonly FeatureRow[], name: string): number =>
    all.reduce((sum, row) => sum + numberOf(row, name), 0) / all.length
  const counties = Map.groupBy(rows, (row) => textOf(row, 'county'))
  const helpedUsually = own.filter((row) => !rows.includes(row))
  return {
    ...{ key: `${textOf(first, 'provider')} ${textOf(first, 'day')}`, provider: textOf(first, 'provider') },
    ...{ practitioner: '', persons: [...new Set(rows.map((row) => textOf(row, 'person_no')))] },
    visits: rows.map((row) => textOf(row, 'visit_id')).sort(),
    features: {
      persons: rows.length,
      rarity: models.rarity(rows.length, mean),
      one_county: Math.max(...[...counties.values()].map((all) => all.length)) / rows.length,
      helped: share(rows, 'helped'),
      helped_more: share(rows, 'helped') - (helpedUsually.length > 0 ? share(helpedUsually, 'helped') : 0),
      own_share: share(rows, 'own_share'),
    },
  }
}
