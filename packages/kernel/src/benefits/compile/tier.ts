// One tier, compiled: base → eligible limits → deductible → bands → minimum → payment limits. The one shape that basic
// pooling, large-amount, serious illness, supplement, civil-servant aid, assistance, tilt and local extras all have.
import { allocate } from '../../money/allocate.ts'
import type { Fen } from '../../money/fen.ts'
import type { Coverable } from '../../policy/amounts.ts'
import { type BandTable, gcd, toFen } from './bands.ts'
import type { CompiledTier, Counters, TierWork } from './compiled-tier.ts'
import type { Context } from './context.ts'
import { addTo, admit, countLimits, roomOf } from './limits.ts'
import { roundExact } from './rounding.ts'

/** Runs one tier on the context. Gives what it would pay before its payment limits, in fen; what it paid is in the context. */
export function runTier(tier: CompiledTier, c: Context, counters: Counters, work: TierWork | undefined): number {
  const { index, switches } = tier
  c.parts = tier.parts
  c.providerExcess = 0
  const scale = tier.usedTiers.length === 0 ? 1 : scaleOf(tier.usedTiers, c)
  const base = Math.max(0, tier.base(c, scale))
  const admitted = tier.eligibleLimits.length === 0 ? base : admit(tier, base, scale, c, counters, work)
  const baseKey = tier.periodic || c.stay !== '' ? tier.baseKey(c) : ''
  const cumulative = tier.periodic || baseKey !== ''
  const before = baseKey ? counters.get(baseKey) * scale : 0
  // Where both count over the same stretch, the deductible is the first part of the cumulative amount itself: the year's
  // total then does not depend on how care was split into settlements.
  const { joint } = tier
  const rule = tier.deductible ? tier.deductible(c, scale) : 0
  const deductibleKey = tier.deductible && !joint ? tier.deductibleKey(c) : ''
  const taken = joint ? before : deductibleKey ? counters.get(deductibleKey) * scale : 0
  // A further piece of a stay: its first piece has taken the deductible; by the id of the stay that is counted.
  const credit = c.takenBefore && switches.deductible_mode === 'visit' ? rule : taken
  const deductible = Math.min(admitted, Math.max(0, rule - credit))
  const above = admitted - deductible

  const zero = switches.band_origin === 'zero'
  const from = joint ? jointStart(zero, before, rule) : (zero ? deductible : 0) + before
  const to = from + above

  const change = tier.rateChanges.length === 0 ? 0 : rateChange(tier, c, work)
  tier.table.fill(tier.bands, c, scale, change, tier.rateMax ? tier.rateMax(c, 1) : 10_000)
  // Over a period, cumulative amounts start where payment starts: at the deductible, where it lies on the axis itself.
  const start = cumulative ? (joint && zero ? rule : 0) : from
  const special = tier.special ? openSpecial(tier, c, counters) : undefined
  const star = special
    ? specialPay(tier, { start, from, to, scale, admitted, ...special })
    : payFor(tier, start, from, to, scale, counters)
  const least = tier.atLeast ? Math.min(tier.atLeast(c, 1), Math.floor(admitted / scale)) : 0
  const beforeLimits = least > star ? least : star
  const room = tier.paymentLimits.length === 0 ? Number.POSITIVE_INFINITY : roomOf(tier, c, counters, work)
  const limited = room < beforeLimits ? room : beforeLimits
  const borne = c.providerExcess > 0 ? chargeExcess(tier, c, counters, scale) : 0
  const covered = coverable(tier, c)
  const open = limited < covered ? limited : covered
  const account = tier.ofAccount ? c.accountLeft : undefined
  const paid = account === undefined ? open : takeFromAccount(c, open)

  c.base[index] = Math.round(admitted / scale)
  c.deductible[index] = Math.round(deductible / scale)
  c.paid[index] = paid
  c.aboveCap[index] = beforeLimits - limited
  if (tier.usedByLater) recordUse(tier, c, scale, from, above, room)
  takeFrom(tier, c, paid)

  addTo(counters, deductibleKey, c.deductible[index] as number)
  // A joint stretch counts what came in (deductible inside it); otherwise what stood above the deductible, or the whole when bands start at zero.
  addTo(counters, baseKey, Math.round((joint || zero ? admitted : above) / scale))
  if (special) addTo(counters, special.paidKey, paid)
  countLimits(tier.paymentLimits, c, counters, paid)

  if (work) {
    const taken = { deductibleRule: rule, deductibleCredit: credit, deductible }
    const due = { beforeLimits, atLeast: least, borne, covered, account, paid }
    keep(work, tier, { scale, base, admitted, ...taken, from, to, cumulative, change, ...due }, special)
  }
  return beforeLimits
}

/** The person's own account pays what it can of it. */
function takeFromAccount(c: Context, amount: number): number {
  const paid = Math.min(amount, c.accountLeft)
  c.accountLeft -= paid
  c.accountCurrent = Math.max(0, c.accountCurrent - paid)
  return paid
}

/** What a special payment needs beside the bands: the unit, and what the period has been paid. */
function openSpecial(tier: CompiledTier, c: Context, counters: Counters) {
  const paidKey = tier.paidKey ? tier.paidKey(c) : ''
  return { paidKey, paidBefore: paidKey ? counters.get(paidKey) : 0, unit: tier.rounding ? tier.rounding.to(c, 1) : 1 }
}

interface Stretch {
  readonly start: number
  readonly from: number
  readonly to: number
  readonly scale: number
  readonly unit: number
  readonly paidBefore: number
  readonly admitted: number
}

/** Payments to whole 角 or 元, and those that reach back over the period. Seldom, and so apart from the usual path. */
function specialPay(tier: CompiledTier, s: Stretch): number {
  const { start, from, to, scale, unit } = s
  if (tier.rounding?.of === 'person') return leavingRounded(tier, from, to, scale, Math.round(s.admitted / scale), unit)
  const upTo = payUpTo(tier, start, to, scale, unit)
  return tier.paidKey ? Math.max(0, upTo - s.paidBefore) : upTo - payUpTo(tier, start, from, scale, unit)
}

/** The cumulative payment from `start` to a point, to a multiple of the unit (fen where nothing is said). */
function payUpTo(tier: CompiledTier, start: number, to: number, scale: number, unit: number): number {
  const divisor = 10_000n * BigInt(scale)
  return roundExact(tier.table.weightedExact(start, to), divisor, unit, tier.rounding?.mode ?? 'half_up')
}

/** The payment that leaves the person, of the admitted cost, a multiple of the unit. */
function leavingRounded(
  tier: CompiledTier,
  from: number,
  to: number,
  scale: number,
  admitted: number,
  unit: number,
): number {
  const divisor = 10_000n * BigInt(scale)
  const rest = BigInt(admitted) * divisor - tier.table.weightedExact(from, to)
  if (rest <= 0n) return admitted
  return Math.max(0, admitted - roundExact(rest, divisor, unit, tier.rounding?.mode ?? 'half_up'))
}

/** The numbers of the run, for the explanation. */
function keep(
  work: TierWork,
  tier: CompiledTier,
  numbers: Partial<TierWork>,
  special: { readonly paidBefore: number; readonly unit: number } | undefined,
): void {
  Object.assign(work, numbers)
  work.paidBefore = special?.paidBefore ?? 0
  work.unit = special?.unit ?? 1
  work.rates = [...tier.table.rates]
  work.overlaps = tier.bands.map((_, k) => tier.table.overlap(k, work.from, work.to))
}

/** Where the bands of this bill begin when the deductible is the first part of the cumulative amount itself. */
const jointStart = (zero: boolean, before: number, rule: number): number =>
  zero ? Math.max(before, rule) : Math.max(0, before - rule)

/** A tier whose amount was decided elsewhere: takes it from what is left and gives back how much was left. */
export function runGivenTier(tier: CompiledTier, c: Context, given: number): number {
  c.parts = tier.parts
  const room = coverable(tier, c)
  skipTier(tier, c)
  if (given < 0 || given > room) return room
  c.paid[tier.index] = given
  takeFrom(tier, c, given)
  return room
}

export function skipTier({ index }: CompiledTier, c: Context): void {
  c.base[index] = 0
  c.deductible[index] = 0
  c.paid[index] = 0
  c.aboveCap[index] = 0
  c.usedNumerator[index] = 0
  c.usedDenominator[index] = 1
}

/** The exact fractions that `used_by` brings in: with this factor every amount of the tier is a whole number. */
function scaleOf(usedTiers: readonly number[], c: Context): number {
  let scale = 1
  for (const index of usedTiers) {
    const denominator = c.usedDenominator[index] as number
    scale *= denominator / gcd(scale, denominator)
  }
  return scale
}

/** The provider bears what stood above a package price; only now, for until here `left` is what earlier tiers have left. */
function chargeExcess(tier: CompiledTier, c: Context, counters: Counters, scale: number): number {
  const borne = Math.min(Math.round(c.providerExcess / scale), coverable(tier, c))
  takeFrom(tier, c, borne)
  counters.chargeProvider(borne)
  return borne
}

function rateChange(tier: CompiledTier, c: Context, work: TierWork | undefined): number {
  let sum = 0
  for (const each of tier.rateChanges) {
    if (each.test && !each.test(c)) continue
    const value = each.sign * each.value(c, 1)
    sum += value
    if (work) work.changes.push({ change: each, value })
  }
  return sum
}

/** The payment for [from, to] in fen, rounded where the policy says. */
function payFor(
  tier: CompiledTier,
  start: number,
  from: number,
  to: number,
  scale: number,
  counters: Counters,
): number {
  const { table, switches } = tier
  if (switches.round_at === 'band') {
    let sum = 0
    for (let k = 0; k < table.rates.length; k += 1) {
      sum += toFen(table.overlap(k, from, to) * (table.rates[k] as number), scale)
    }
    return sum
  }
  if (switches.round_at === 'line') return payByLine(tier, from, to, counters)
  // Differences of the rounded cumulative: the year's payment is the same however care was split.
  const upToHere = exactPay(table, start, to, scale)
  return start === from ? upToHere : upToHere - exactPay(table, start, from, scale)
}

function exactPay(table: BandTable, from: number, to: number, scale: number): number {
  if (scale === 1) return toFen(table.weighted(from, to), 1)
  const divisor = 10_000n * BigInt(scale)
  return Number((2n * table.weightedExact(from, to) + divisor) / (2n * divisor))
}

function payByLine(tier: CompiledTier, from: number, to: number, counters: Counters): number {
  // The larger line first: of equal remainders it takes the fen, so that the order of lines does not matter.
  const weights = [...counters.lineAmounts(tier.parts)].sort((a, b) => Math.abs(b) - Math.abs(a))
  let sum = 0
  for (let k = 0; k < tier.table.rates.length; k += 1) {
    const rate = tier.table.rates[k] as number
    for (const part of allocate(tier.table.overlap(k, from, to) as Fen, weights)) sum += toFen(part * rate, 1)
  }
  return sum
}

/** What the tier may still pay of the parts it covers: no tier pays what another has paid. */
function coverable(tier: CompiledTier, c: Context): number {
  let sum = 0
  for (const part of tier.parts) for (const kind of tier.covers) sum += leftOf(c, kind)[part] as number
  return sum
}

function takeFrom(tier: CompiledTier, c: Context, paid: number): void {
  let left = paid
  for (const kind of tier.covers) {
    const amounts = leftOf(c, kind)
    for (const part of tier.parts) {
      const taken = Math.min(left, amounts[part] as number)
      amounts[part] = (amounts[part] as number) - taken
      left -= taken
      if (left === 0) return
    }
  }
}

function leftOf(c: Context, kind: Coverable): number[] {
  switch (kind) {
    case 'in_scope':
      return c.leftInScope
    case 'pre':
      return c.leftPre
    case 'over':
      return c.leftOver
    case 'full':
      return c.leftFull
  }
}

/**
 * The cost this tier has used up of what stood above its deductible, for a later tier's `used_by`. Whether a limit binds
 * is asked of the exact payment, not of the rounded one: so the cost used up never jumps when the bill grows by a fen.
 */
function recordUse(tier: CompiledTier, c: Context, scale: number, from: number, above: number, room: number): void {
  const { index, table, switches } = tier
  let numerator = above
  let denominator = scale
  if (switches.cap_consumption !== 'everything' && table.weighted(from, from + above) > room * 10_000 * scale) {
    const rate = table.topRate(from, from + above)
    if (switches.cap_consumption === 'binding_point') {
      const point = table.pointOf(room * 10_000 * scale, from, from + above)
      numerator = point.numerator - from * point.denominator
      denominator = point.denominator * scale
    } else if (room * 10_000 * scale < above * rate) {
      // Limit ÷ rate, but never more than there was.
      numerator = room * 10_000
      denominator = rate
    }
  }
  const divisor = gcd(numerator, denominator)
  c.usedNumerator[index] = numerator / divisor
  c.usedDenominator[index] = denominator / divisor
}
