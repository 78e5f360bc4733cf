// A provider beside others of its level: how far its share of something lies above theirs.
import { models } from '@yibao/kernel'
import { type FeatureRow, textOf } from './source.ts'

export interface PeerBounds {
  /** A provider with fewer rows is no peer and gets no funnel limit. */
  readonly rowsMin: number
  readonly peersMin: number
  /** Rows at the peers' rate that stand for what is not known of a small provider. */
  readonly weight: number
}

export interface Excess {
  /** Standard errors above the others; absent for providers with few rows. */
  readonly z?: number
  /** Times the others' share, small numbers drawn towards them. */
  readonly ratio?: number
}

/** By provider; rows say `provider` and `level`. */
export function excessOf(
  rows: readonly FeatureRow[],
  isHit: (row: FeatureRow) => boolean,
  { rowsMin, peersMin, weight }: PeerBounds,
): ReadonlyMap<string, Excess> {
  const found = new Map<string, Excess>()
  for (const ofLevel of Map.groupBy(rows, (row) => textOf(row, 'level')).values()) {
    const byProvider = Map.groupBy(ofLevel, (row) => textOf(row, 'provider'))
    const rates = [...byProvider].map(([code, own]): [string, models.Rate] => [
      code,
      { hits: own.filter(isHit).length, of: own.length },
    ])
    if (rates.length < peersMin) continue
    const large = rates.filter(([, { of }]) => of >= rowsMin)
    for (const [code, rate] of rates) {
      const others = (all: typeof rates) => all.filter(([each]) => each !== code).map(([, each]) => each)
      const z = rate.of >= rowsMin && large.length >= peersMin ? models.funnelZ(rate, others(large)) : undefined
      const ratio = models.shrunkRatio(rate, others(rates), weight)
      found.set(code, { ...(z !== undefined && { z }), ...(ratio !== undefined && { ratio }) })
    }
  }
  return found
}
