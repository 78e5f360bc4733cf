// 异常处方医师: each physician's visits beside those of peers of the same level: money, kinds of drugs, the same order again.
import { models } from '@yibao/kernel'
import { type Extractor, type FeatureRow, listOf, numberOf, parameter, textOf } from './source.ts'

const COMPARED = ['visits', 'mean_fen', 'same_order'] as const

export const prescribers: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH content AS (
      SELECT slice, claim, string_agg(item || ':' || quantity, ' ' ORDER BY item, quantity) AS basket
      FROM claim_lines GROUP BY slice, claim),
    visits AS (
      SELECT visit_id, practitioner, provider, level, total_fen, basket FROM claims JOIN content USING (slice, claim)
      WHERE setting = 'outpatient' AND practitioner IS NOT NULL AND place = 'local'),
    orders AS (SELECT practitioner, basket, count(*) AS n FROM visits GROUP BY practitioner, basket)
    SELECT practitioner, min(provider) AS provider, level, count(*) AS visits, avg(total_fen) AS mean_fen,
      (SELECT max(n) FROM orders o WHERE o.practitioner = v.practitioner) / count(*) AS same_order,
      list(visit_id ORDER BY visit_id) AS list
    FROM visits v GROUP BY practitioner, level ORDER BY practitioner, level`)
  const groups = Map.groupBy(rows, (row) => textOf(row, 'level'))
  return [...groups.values()].flatMap((group) => candidatesOf(group, card))
}

function candidatesOf(group: readonly FeatureRow[], card: models.ModelCard): models.Candidate[] {
  const peers = group.filter((row) => numberOf(row, 'visits') >= parameter(card, 'peer_visits_min'))
  if (peers.length < parameter(card, 'peers_min')) return []
  const own = peers.filter((row) => numberOf(row, 'visits') >= parameter(card, 'visits_min'))
  return own.map((row) => {
    const compared = COMPARED.flatMap((name) => {
      const others = peers.filter((each) => each !== row).map((each) => numberOf(each, name))
      const z = models.robustZ(numberOf(row, name), others)
      return z === undefined ? [] : [[`${name}_z`, z] as const]
    })
    return {
      ...{ key: textOf(row, 'practitioner'), practitioner: textOf(row, 'practitioner') },
      ...{ provider: textOf(row, 'provider'), persons: [], visits: listOf(row, 'list') },
      features: { same_order: numberOf(row, 'same_order'), ...Object.fromEntries(compared) },
    }
  })
}
