// Family peer-indicator: a figure of a provider that stands out from its peers (占比、感染率、再入院率等指标).
import { object, oneOf, optional, required, type TypeOf, text } from '../../policy/text/shape.ts'
import type { RecordOf } from '../facts/model.ts'
import { wholeNumber } from '../knowledge/shapes.ts'
import { family, type RecordWork } from './family.ts'

const shape = object({
  indicator: required(text(), '指标名称'),
  minPeers: optional(wholeNumber(2), '至少多少家同类机构，默认 8'),
  minCases: optional(wholeNumber(1), '每家至少多少个观察值，默认 30'),
  percentile: optional(wholeNumber(50, 100), '同类的百分位，默认 95'),
  /** In hundredths: 350 is a robust z of 3.5. */
  robustZ: optional(wholeNumber(1), '稳健 z 值的百倍，默认 350'),
  side: optional(oneOf(['high', 'low']), '哪一侧异常，默认 high'),
})

type Indicator = TypeOf<typeof shape>
type Work = RecordWork<Indicator>
type Figure = RecordOf<'indicator'>

/**
 * A record of the indicator is held against the records of other providers of the same name, period and peer group that
 * have at least minCases. TRUE when the provider's ratio is beyond the nearest-rank percentile of these peers — asked
 * only when that is not simply the last of them, so with the 95th from 20 peers on — or when its robust
 * z = 0.6745·(x − median)/MAD is beyond robustZ (MAD of zero gives no z). UNKNOWN with fewer than minPeers peers, fewer
 * than minCases of its own, or a denominator of zero. Low side: the same with the sign turned. Of the provider; a clue,
 * nothing is excess.
 *
 * Set-based: percentile_disc and median over (partition by indicator, period, peer group) excluding the row itself.
 */
export const peerIndicator = family<Indicator>({
  name: 'peer-indicator',
  title: { zh: '指标偏离同类机构', en: 'An indicator beyond its peers' },
  excess: 'none',
  holes: ['value', 'peer', 'median', 'peers', 'period'],
  shape,
  wake: () => ({ records: 'indicator' }),
  onRecord: (work) => {
    const { record, point, view } = work
    if (record.kind !== 'indicator' || record.name !== point.parameters.indicator) return []
    const { minPeers = 8, minCases = 30 } = point.parameters
    const peers = view.records.filter((each): each is Figure => isPeer(each, record, minCases))
    const finding = { lines: [], providers: [record.providerId], period: record.period }
    const holes = { value: percent(ratioOf(record)), peer: '', median: '', peers: peers.length, period: record.period }
    const missing = [
      ...(peers.length < minPeers ? [`${minPeers} peers`] : []),
      ...(record.cases < minCases || record.denominator === 0 ? [`${minCases} cases`] : []),
    ]
    if (missing.length > 0) return [{ ...finding, truth: 'unknown', missing, holes }]
    const { isBeyond, peer, median } = compare(work, record, peers)
    return isBeyond
      ? [{ ...finding, truth: 'true', holes: { ...holes, peer: percent(peer), median: percent(median) } }]
      : []
  },
})

const isPeer = (each: Work['record'], record: Figure, minCases: number): boolean =>
  each.kind === 'indicator' &&
  each.name === record.name &&
  each.period === record.period &&
  each.peerGroup === record.peerGroup &&
  each.providerId !== record.providerId &&
  each.denominator !== 0 &&
  each.cases >= minCases

const ratioOf = ({ numerator, denominator }: Figure): number => (denominator === 0 ? 0 : numerator / denominator)
const percent = (ratio: number): string => `${Math.round(ratio * 10_000) / 100}%`

function compare({ point }: Work, record: Figure, peers: readonly Figure[]) {
  const { percentile = 95, robustZ = 350, side = 'high' } = point.parameters
  const sign = side === 'high' ? 1 : -1
  const value = sign * ratioOf(record)
  const sorted = peers.map((each) => sign * ratioOf(each)).sort((a, b) => a - b)
  const rank = Math.ceil((percentile * sorted.length) / 100)
  const peer = sorted[rank - 1] ?? 0
  const median = medianOf(sorted)
  const spread = medianOf(sorted.map((each) => Math.abs(each - median)).sort((a, b) => a - b))
  const isFar = spread > 0 && (0.6745 * (value - median)) / spread > robustZ / 100
  const isAboveMost = rank < sorted.length && value > peer
  return { isBeyond: isAboveMost || isFar, peer: sign * peer, median: sign * median }
}

function medianOf(sorted: readonly number[]): number {
  const half = sorted.length / 2
  return sorted.length % 2 === 1 ? (sorted[Math.floor(half)] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}
