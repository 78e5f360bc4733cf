// 高套编码: stays whose bill does not look like those of their main diagnosis but like those of a cheaper one, and complications that a
// provider writes far more often than others, on bills that are no dearer for them.
import type { models } from '@yibao/kernel'
import { excessOf, type PeerBounds } from './peers.ts'
import { type Extractor, type FeatureRow, numberOf, parameter, textOf } from './source.ts'

/** Items that mark a diagnosis at a level: on most of its bills, on few others. What everybody gets marks nothing. */
const MARKS = (card: models.ModelCard): string => `
    stays AS (
      SELECT slice, claim, visit_id, person_no, provider, coalesce(practitioner, '') AS practitioner, level, total_fen,
        string_split(diagnoses, ' ')[1] AS main, string_split(diagnoses, ' ')[2:] AS others, procedures IS NOT NULL AS operated
      FROM claims WHERE setting = 'inpatient' AND place = 'local' AND diagnoses IS NOT NULL),
    usual AS (SELECT level, main, count(*) AS n, median(total_fen) AS fen FROM stays WHERE NOT operated GROUP BY level, main),
    known AS (SELECT * FROM usual WHERE n >= ${parameter(card, 'stays_of_diagnosis_min')}),
    cited AS (SELECT main, sum(n) AS n FROM known GROUP BY main),
    billed AS (SELECT DISTINCT s.visit_id, s.main, item FROM stays s JOIN claim_lines USING (slice, claim) WHERE NOT operated),
    everywhere AS (SELECT item, count(*) * 1.0 / (SELECT count(*) FROM stays WHERE NOT operated) AS share FROM billed GROUP BY item),
    marks AS (
      SELECT b.main, b.item, (count(*) * 1.0 / max(c.n)) / max(e.share) AS lift
      FROM billed b JOIN cited c USING (main) JOIN everywhere e USING (item)
      GROUP BY b.main, b.item
      HAVING count(*) * 1.0 / max(c.n) >= ${parameter(card, 'mark_share')} AND lift >= ${parameter(card, 'mark_lift')}),
    marked AS (SELECT main, count(*) AS n FROM marks GROUP BY main HAVING count(*) >= ${parameter(card, 'marks_min')})`

export const upcodedStays: Extractor = async (source, card) => {
  const rows = await source.ask(`
    WITH ${MARKS(card)},
    fits AS (
      SELECT b.visit_id, m.main, count(*) * 1.0 / max(k.n) AS fit
      FROM billed b JOIN marks m USING (item) JOIN marked k ON k.main = m.main GROUP BY b.visit_id, m.main),
    best AS (
      SELECT s.visit_id, arg_max(f.main, f.fit) AS looks_like, max(f.fit) AS fit
      FROM fits f JOIN stays s USING (visit_id) JOIN known own ON own.level = s.level AND own.main = s.main
        JOIN known other ON other.level = s.level AND other.main = f.main
      WHERE f.main <> s.main AND other.fen * ${parameter(card, 'graver')} <= own.fen GROUP BY s.visit_id),
    pairs AS (SELECT main, code, count(*) AS n FROM (SELECT main, unnest(others) AS code FROM stays) GROUP BY main, code),
    of_main AS (SELECT main, count(*) AS n FROM stays GROUP BY main),
    rarest AS (
      SELECT visit_id, min((p.n - 1) * 1.0 / o.n) AS share FROM (SELECT visit_id, main, unnest(others) AS code FROM stays) w
        JOIN pairs p ON p.main = w.main AND p.code = w.code JOIN of_main o ON o.main = w.main GROUP BY visit_id)
    SELECT s.visit_id, s.person_no, s.provider, s.practitioner, s.level, s.main, array_to_string(s.others, ' ') AS others,
      s.total_fen / k.fen AS cost, coalesce(f.fit, 0) AS own_fit, best.fit AS other_fit, coalesce(best.looks_like, '') AS looks_like, rarest.share AS pair_share
    FROM stays s JOIN known k ON k.level = s.level AND k.main = s.main JOIN marked m ON m.main = s.main
      LEFT JOIN fits f ON f.visit_id = s.visit_id AND f.main = s.main LEFT JOIN best ON best.visit_id = s.visit_id LEFT JOIN rarest ON rarest.visit_id = s.visit_id
    WHERE NOT operated ORDER BY s.visit_id`)
  const bounds: PeerBounds = {
    ...{ rowsMin: parameter(card, 'stays_min'), peersMin: parameter(card, 'peers_min') },
    weight: parameter(card, 'unknown_stays'),
  }
  const excess = complicationExcess(rows, bounds)
  return rows.map((row) => candidateOf(row, excess))
}

/** How much oftener than its level each provider writes a complication beside a main diagnosis. */
function complicationExcess(rows: readonly FeatureRow[], bounds: PeerBounds): ReadonlyMap<string, number> {
  const written = new Set(rows.flatMap(othersOf))
  const found = new Map<string, number>()
  for (const code of written)
    for (const [provider, { ratio }] of excessOf(rows, (row) => othersOf(row).includes(code), bounds))
      if (ratio !== undefined) found.set(`${provider} ${code}`, ratio)
  return found
}

const othersOf = (row: FeatureRow): string[] =>
  textOf(row, 'others')
    .split(' ')
    .filter((code) => code !== '')

function candidateOf(row: FeatureRow, excess: ReadonlyMap<string, number>): models.Candidate {
  const provider = textOf(row, 'provider')
  const ratios = othersOf(row).map((code) => excess.get(`${provider} ${code}`) ?? 0)
  const other = row.other_fit === null ? undefined : numberOf(row, 'other_fit')
  const own = numberOf(row, 'own_fit')
  return {
    ...{ key: textOf(row, 'visit_id'), provider, practitioner: textOf(row, 'practitioner') },
    ...{ persons: [textOf(row, 'person_no')], visits: [textOf(row, 'visit_id')] },
    features: {
      own_fit: own,
      cost: numberOf(row, 'cost'),
      ...(other !== undefined && { looks_cheaper: other - own }),
      ...(row.pair_share !== null && { pair_share: numberOf(row, 'pair_share') }),
      ...(ratios.length > 0 && { complication_ratio: Math.max(...ratios) }),
    },
  }
}
