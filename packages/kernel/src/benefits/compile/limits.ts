// The limits of a tier: how much room each leaves, what it cuts off the cost or the payment, and what counts towards it.
import type { CompiledLimit, CompiledTier, Counters, TierWork } from './compiled-tier.ts'
import type { Context } from './context.ts'

/** The base less what exceeds the room of each limit on eligible cost. */
export function admit(
  tier: CompiledTier,
  base: number,
  scale: number,
  c: Context,
  counters: Counters,
  work: TierWork | undefined,
): number {
  let admitted = base
  for (const each of tier.eligibleLimits) {
    if (each.test && !each.test(c)) {
      if (work) work.eligible.push({ limit: each, ...NOT_APPLIED, cut: 0 })
      continue
    }
    const key = each.keyOf(c)
    const amount = each.amount(c, scale)
    const used = key ? counters.get(key) * scale : 0
    const room = Math.max(0, amount - used)
    const cut = Math.max(0, admitted - room)
    admitted -= cut
    if (each.excess === 'provider') c.providerExcess += cut
    if (work) work.eligible.push({ limit: each, amount, used, room, cut })
  }
  countLimits(tier.eligibleLimits, c, counters, Math.round(admitted / scale))
  return admitted
}

/** A limit whose condition does not hold leaves all the room there is. */
const NOT_APPLIED = { amount: Number.POSITIVE_INFINITY, used: 0, room: Number.POSITIVE_INFINITY } as const

/** A running total that a tier names twice is counted once. */
export function countLimits(limits: readonly CompiledLimit[], c: Context, counters: Counters, change: number): void {
  for (let k = 0; k < limits.length; k += 1) {
    const limit = limits[k] as CompiledLimit
    if (limit.test && !limit.test(c)) continue
    const key = limit.keyOf(c)
    if (k === 0 || !isNamedBefore(limits, k, key, c)) addTo(counters, key, change)
  }
}

function isNamedBefore(limits: readonly CompiledLimit[], k: number, key: string, c: Context): boolean {
  for (let j = 0; j < k; j += 1) {
    const limit = limits[j] as CompiledLimit
    if (limit.keyOf(c) === key && (!limit.test || limit.test(c))) return true
  }
  return false
}

/** The smallest room of the payment limits, in fen. */
export function roomOf(tier: CompiledTier, c: Context, counters: Counters, work: TierWork | undefined): number {
  let smallest = Number.POSITIVE_INFINITY
  for (const each of tier.paymentLimits) {
    if (each.test && !each.test(c)) {
      if (work) work.limits.push({ limit: each, ...NOT_APPLIED })
      continue
    }
    const key = each.keyOf(c)
    const amount = each.amount(c, 1)
    const used = key ? counters.get(key) : 0
    const room = Math.max(0, amount - used)
    if (room < smallest) smallest = room
    if (work) work.limits.push({ limit: each, amount, used, room })
  }
  return smallest
}

export function addTo(counters: Counters, key: string, change: number): void {
  if (key && change !== 0) counters.add(key, change)
}
