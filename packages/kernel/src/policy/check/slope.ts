// One more yuan of cost may never bring more than one yuan of benefit: rates within 0 and 100 %, bases that count no yuan twice.
import { isOfAccount } from '../amounts.ts'
import { childrenOf, type Expression } from '../expression.ts'
import type { LibraryContent } from '../library.ts'
import type { Band, RateChange, Tier } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { unitText } from '../units.ts'
import { usedTiers } from './slots.ts'

export function checkSlopes(content: LibraryContent, faults: FaultList): void {
  for (const tier of usedTiers(content)) {
    for (const entry of tier.rate_max) checkRates(entry.value, faults)
    for (const entry of tier.rate_changes) for (const change of entry.value) checkChange(change, faults)
    for (const slot of [tier.base, tier.at_least]) for (const entry of slot) checkBase(entry.value, tier, faults)
    if (tier.rate_max.length === 0) checkSum(tier, content, faults)
  }
}

function checkChange(change: RateChange, faults: FaultList): void {
  for (const rate of [change.add, change.cut]) if (rate) checkRates(rate, faults)
}

/** Literals of a rate, nested ones too; the parts of a share inside are amounts and not looked at. */
function checkRates(expression: Expression, faults: FaultList): void {
  if (expression.op === 'literal' && expression.unit === 'rate' && !isShare(expression.value))
    faults.add(expression.at, 'slope_above_one', unitText('rate', expression.value), 'a rate from 0% to 100%')
  for (const child of childrenOf(expression)) checkRates(child, faults)
}

const isShare = (rate: number): boolean => rate >= 0 && rate <= 10_000

function checkBase(base: Expression, tier: Tier, faults: FaultList): void {
  const { slope, what } = steepest(slopeOf(base))
  if (slope > 1)
    faults.warn(
      base.at,
      'slope_above_one',
      `${tier.id} counts ${what} ${times(slope)}`,
      'each yuan of cost at most once',
    )
}

const times = (slope: number): string => (Number.isFinite(slope) ? `${slope} times` : 'many times')

/** How much the amount rises, at most, for one yuan more of each kind of cost. */
type Slope = Readonly<Record<'in_scope' | 'pre' | 'over' | 'full', number>>

const FLAT: Slope = { in_scope: 0, pre: 0, over: 0, full: 0 }
const EVERYTHING: Slope = { in_scope: 1, pre: 1, over: 1, full: 1 }
const KINDS = ['in_scope', 'pre', 'over', 'full'] as const

function slopeOf(expression: Expression): Slope {
  switch (expression.op) {
    case 'amount': {
      if (isOfAccount(expression.amount)) return FLAT
      if (expression.amount === 'total') return EVERYTHING
      const kind = expression.amount === 'left' ? 'in_scope' : expression.amount.replace('left_', '')
      return { ...FLAT, [kind]: 1 }
    }
    case 'tier_amount':
      return { ...FLAT, in_scope: 1 }
    case 'sum':
      return expression.of.map(slopeOf).reduce((a, b) => combine(a, b, (x, y) => x + y), FLAT)
    case 'minus':
      return expression.of[0] ? slopeOf(expression.of[0]) : FLAT
    case 'share': {
      const factor = highest(expression.rate)
      return combine(slopeOf(expression.of), FLAT, (x) => (x === 0 ? 0 : (x * factor) / 10_000))
    }
    case 'times':
    case 'prorate':
      return combine(slopeOf(expression.value), FLAT, (x) => (x === 0 ? 0 : Number.POSITIVE_INFINITY))
    default:
      return childrenOf(expression)
        .map(slopeOf)
        .reduce((a, b) => combine(a, b, Math.max), FLAT)
  }
}

function combine(a: Slope, b: Slope, by: (x: number, y: number) => number): Slope {
  const of = (kind: keyof Slope) => by(a[kind], b[kind])
  return { in_scope: of('in_scope'), pre: of('pre'), over: of('over'), full: of('full') }
}

function steepest(slope: Slope): { slope: number; what: string } {
  const what = KINDS.reduce((best, kind) => (slope[kind] > slope[best] ? kind : best))
  return { slope: slope[what], what }
}

/** The highest rate an expression can give, in basis points; 100 % where that is not written out. */
function highest(rate: Expression): number {
  if (rate.op === 'literal') return rate.value
  if (rate.op === 'by' || rate.op === 'choose' || rate.op === 'nth')
    return Math.max(...childrenOf(rate).map(highest), 0)
  if (rate.op === 'sum') return rate.of.reduce((sum, each) => sum + highest(each), 0)
  return rate.op === 'steps' && rate.atMost ? highest(rate.atMost) : 10_000
}

/** Rates that add up beyond 100 % are cut there; the file should say so, or the reader will not expect it. */
function checkSum(tier: Tier, content: LibraryContent, faults: FaultList): void {
  const bands = tier.bands.flatMap((entry) => entry.value)
  const top = Math.max(0, ...bands.map((band: Band) => known(band.rate, content) ?? 0))
  for (const entry of tier.rate_changes) {
    const add = entry.value.reduce((sum, change) => sum + ((change.add && known(change.add, content)) ?? 0), 0)
    if (top + add > 10_000 && top <= 10_000)
      faults.warn(entry.at, 'rate_above_one', `${tier.id} may reach ${unitText('rate', top + add)}`, 'rate_max: 100%')
  }
}

function known(rate: Expression, content: LibraryContent): number | undefined {
  if (rate.op !== 'parameter') return highest(rate)
  const values = content.parameters.get(rate.parameter)?.value ?? []
  return values.length > 0 ? Math.max(...values.map((entry) => highest(entry.value))) : undefined
}
