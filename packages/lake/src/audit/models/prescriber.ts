// 异常处方医师: each physician's visits beside those of peers of the same level: money, how many, the same order again. Few visits say
// less than many: what one's mean is compared with narrows with their number, as a funnel does.
import { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

export const prescribers: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH content AS (
      SELECT slice, claim, string_agg(item || ':' || quantity, ' ' ORDER BY item, quantity) AS basket
      FROM claim_lines GROUP BY slice, claim),
    visits AS (
      SELECT visit_id, person_no, practitioner, provider, level, ln(total_fen) AS cost, basket FROM claims JOIN content USING (slice, claim)
      WHERE setting = 'outpatient' AND practitioner IS NOT NULL AND place = 'local' AND total_fen > 0),
    orders AS (SELECT practitioner, level, basket, count(DISTINCT person_no) AS n FROM visits GROUP BY practitioner, level, basket),
    most AS (SELECT practitioner, level, max(n) AS n FROM orders GROUP BY practitioner, level)
    SELECT practitioner, min(provider) AS provider, level, count(*) AS visits, sum(cost) AS cost, sum(cost * cost) AS cost_squares,
      max(most.n) AS same_order, list(visit_id ORDER BY visit_id) AS list
    FROM visits v JOIN most USING (practitioner, level) GROUP BY practitioner, level ORDER BY practitioner, level`)
  const groups = Map.groupBy(rows, (row) => textOf(row, 'level'))
  return [...groups.values()].flatMap((group) => candidatesOf(group, card))
}

function candidatesOf(group: readonly FeatureRow[], card: models.ModelCard): models.Candidate[] {
  const all = sumOf(group)
  if (group.length < parameter(card, 'peers_min') || all.visits < parameter(card, 'peer_visits_min')) return []
  const own = group.filter((row) => numberOf(row, 'visits') >= parameter(card, 'visits_min'))
  const busy = own.map((row) => numberOf(row, 'visits'))
  return own.map((row, at) => {
    const visits = numberOf(row, 'visits')
    const others = busy.filter((_, each) => each !== at)
    const more = others.length >= parameter(card, 'peers_min') ? models.robustZ(visits, others) : undefined
    const dearer = excessOfMean(sumOf([row]), { ...minus(all, sumOf([row])) })
    return {
      ...{ key: textOf(row, 'practitioner'), practitioner: textOf(row, 'practitioner') },
      ...{ provider: textOf(row, 'provider'), persons: [], visits: listOf(row, 'list') },
      features: {
        // Persons beyond the first who got the very same order.
        same_order: (numberOf(row, 'same_order') - 1) / visits,
        same_persons: numberOf(row, 'same_order'),
        ...(more !== undefined && { visits_z: more }),
        ...(dearer !== undefined && { cost_z: dearer.z, cost_times: dearer.times }),
      },
    }
  })
}

interface Sums {
  readonly visits: number
  readonly cost: number
  readonly squares: number
}

const sumOf = (rows: readonly FeatureRow[]): Sums =>
  rows.reduce<Sums>(
    (sum, row) => ({
      visits: sum.visits + numberOf(row, 'visits'),
      cost: sum.cost + numberOf(row, 'cost'),
      squares: sum.squares + numberOf(row, 'cost_squares'),
    }),
    { visits: 0, cost: 0, squares: 0 },
  )

const minus = (a: Sums, b: Sums): Sums => ({
  visits: a.visits - b.visits,
  cost: a.cost - b.cost,
  squares: a.squares - b.squares,
})

/** Standard errors by which the mean of the logarithms lies above that of all others, and how many times as dear that is. */
function excessOfMean(own: Sums, others: Sums): { z: number; times: number } | undefined {
  const mean = others.cost / others.visits
  const variance = others.squares / others.visits - mean * mean
  if (!(others.visits > 0 && variance > 0)) return undefined
  const above = own.cost / own.visits - mean
  return { z: above / Math.sqrt(variance / own.visits), times: Math.exp(above) }
}
