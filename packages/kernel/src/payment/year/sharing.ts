// Retention and sharing (结余留用、合理超支分担): what is due by the method against what was booked by item, in bands.

import { allocate } from '../../money/allocate.ts'
import {
  compare,
  type Exact,
  fenOf,
  larger,
  minus,
  type RoundingMode,
  smaller,
  times,
  yuanOf,
} from '../../money/exact.ts'
import { type Fen, fen, ZERO } from '../../money/fen.ts'
import type { SharingBand } from '../config/file.ts'
import { added, given, multiplied, type PaymentStep, roundedStep, words } from '../steps.ts'

export interface Shared {
  /** Before the part of the fund in overspending. */
  readonly baseFen: Fen
  /** The fund's part of reasonable overspending, before the reserve limits it. */
  readonly sharedFen: Fen
  /** S − B where the booked amount is paid: stays in the fund. */
  readonly keptByFundFen: Fen
  /** Number of the band, from 1. */
  readonly band: number
  readonly step: PaymentStep
}

/** S = standardFen, B = bookedFen. The upper end belongs to the band. A standard of nothing or less is paid as it is. */
export function sharingOf(bands: readonly SharingBand[], standardFen: Fen, bookedFen: Fen, mode: RoundingMode): Shared {
  const [standard, booked] = [yuanOf(standardFen), yuanOf(bookedFen)]
  const s = given('standard', words('按病种应付', 'due by the method'), 'yuan', standard)
  const b = given('booked', words('按项目记账', 'booked by item'), 'yuan', booked)
  if (standardFen <= 0) return { ...{ baseFen: standardFen, sharedFen: ZERO, keptByFundFen: ZERO, band: 0 }, step: s }
  const at = bands.findIndex(({ to }) => to === undefined || compare(booked, times(standard, to.value)) <= 0)
  const band = bands[at]
  if (band?.pay?.value === 'booked')
    return { baseFen: bookedFen, sharedFen: ZERO, keptByFundFen: fen(standardFen - bookedFen), band: at + 1, step: b }
  if (!band || band.pay) return { baseFen: standardFen, sharedFen: ZERO, keptByFundFen: ZERO, band: at + 1, step: s }
  const parts = partsAbove(bands.slice(0, at + 1), standard, booked)
  const shared = roundedStep(
    'shared',
    words('基金分担的超支', 'overspending borne by the fund'),
    added('shared.exact', words('各段分担', 'shared by band'), 'yuan', parts),
    2,
    mode,
  )
  const step = added('payable', words('应付', 'payable'), 'yuan', [s, shared])
  return { baseFen: standardFen, sharedFen: fenOf(shared.value, mode), keptByFundFen: ZERO, band: at + 1, step }
}

/** Bands above the standard, each its part of the excess × the fund's share. */
function partsAbove(bands: readonly SharingBand[], standard: Exact, booked: Exact): PaymentStep[] {
  let from = standard
  return bands.flatMap(({ to, fund_share: share }, at) => {
    const end = to ? larger(from, times(standard, to.value)) : booked
    const above = minus(smaller(booked, end), from)
    from = larger(from, end)
    if (!share || above.n <= 0n) return []
    const part = given(`above.${at + 1}`, words('超出部分', 'part above'), 'yuan', above)
    const rate = given(
      `share.${at + 1}`,
      words('基金分担比例', 'share of the fund'),
      'rate',
      share.value,
      share.citation,
    )
    return multiplied(`band.${at + 1}`, words(`第${at + 1}段`, `band ${at + 1}`), 'yuan', [part, rate])
  })
}

/** Shared overspending is limited by the reserve: pro rata to the fen when it is not enough. */
export function withinReserve(asked: readonly Fen[], reserveFen: Fen): Fen[] {
  const total = asked.reduce((sum, each) => sum + each, 0)
  return total <= reserveFen ? [...asked] : allocate(reserveFen > 0 ? reserveFen : ZERO, asked)
}
