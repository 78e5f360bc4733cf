// 敛卡: purchases at one pharmacy that follow each other within minutes, by different persons, with the same basket.
import type { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, numberOf, parameter, textOf } from './source.ts'

const SECONDS = 60

export const cardRounds: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH baskets AS (
      SELECT slice, claim, string_agg(item || ':' || quantity, ' ' ORDER BY item, quantity) AS basket
      FROM claim_lines GROUP BY slice, claim)
    SELECT visit_id, person_no, provider, coalesce(practitioner, '') AS practitioner, CAST(settled_on AS VARCHAR) AS day,
      CAST(epoch(settled_at) AS DOUBLE) AS second, basket
    FROM claims JOIN baskets USING (slice, claim) WHERE setting = 'pharmacy'
    ORDER BY provider, settled_at, visit_id`)
  const pause = parameter(card, 'pause_minutes') * SECONDS
  return [...Map.groupBy(rows, (row) => `${textOf(row, 'provider')} ${textOf(row, 'day')}`)].flatMap(([, day]) =>
    roundsOf(day, pause).flatMap((round) => {
      const found = candidateOf(round)
      return found.persons.length >= parameter(card, 'persons_min') ? [found] : []
    }),
  )
}

function roundsOf(day: readonly FeatureRow[], pause: number): FeatureRow[][] {
  const rounds: FeatureRow[][] = []
  for (const row of day) {
    const last = rounds.at(-1)?.at(-1)
    if (last && numberOf(row, 'second') - numberOf(last, 'second') <= pause) rounds.at(-1)?.push(row)
    else rounds.push([row])
  }
  return rounds
}

function candidateOf(round: readonly FeatureRow[]): models.Candidate {
  const [first] = round as [FeatureRow]
  const persons = [...new Set(round.map((row) => textOf(row, 'person_no')))]
  const baskets = Map.groupBy(round, (row) => textOf(row, 'basket'))
  return {
    ...{ key: `${textOf(first, 'provider')} ${textOf(first, 'day')} ${textOf(first, 'visit_id')}`, persons },
    ...{ provider: textOf(first, 'provider'), practitioner: textOf(first, 'practitioner') },
    visits: round.map((row) => textOf(row, 'visit_id')),
    features: {
      persons: persons.length,
      same_basket: Math.max(
        ...[...baskets.values()].map((own) => new Set(own.map((row) => textOf(row, 'person_no'))).size),
      ),
      minutes: (numberOf(round.at(-1) as FeatureRow, 'second') - numberOf(first, 'second')) / SECONDS,
    },
  }
}
