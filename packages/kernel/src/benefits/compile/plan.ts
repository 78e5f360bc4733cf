// A plan compiled for one day: closures of every tier, with the values in force on that day as known on another.

import { isOfAccount } from '../../policy/amounts.ts'
import type { Expression } from '../../policy/expression.ts'
import { walk } from '../../policy/expression.ts'
import { expressionsIn } from '../../policy/inside.ts'
import type { Library } from '../../policy/library.ts'
import type { Limit, Plan, PlanSwitches, Tier, TierSwitches } from '../../policy/model.ts'
import { type Entry, entryAt, type Slot } from '../../policy/slot.ts'
import type { Day } from '../../time/day.ts'
import type { CompiledClassification } from '../classify.ts'
import { accumulatorKey, type KeyOf, sharedWithinVisit } from './accumulator-key.ts'
import { BandTable } from './bands.ts'
import type { CompiledLimit, CompiledTier } from './compiled-tier.ts'
import { compileCondition } from './condition.ts'
import { Context } from './context.ts'
import { compileExpression, type Evaluate, type Names } from './expression.ts'
import { type Leaf, leavesIn } from './leaves.ts'

/** The entries of a tier that govern, for the explanation: which text, from which source, said what. */
export interface GoverningTier {
  readonly tier: Tier
  readonly entries: { readonly [K in TierSlotName]?: Entry<unknown> }
}

export const TIER_SLOTS = [
  'when',
  'base',
  'covers',
  'deductible',
  'bands',
  'rate_changes',
  'rate_max',
  'limits',
  'at_least',
  'rounding',
  'switches',
] as const
export type TierSlotName = (typeof TIER_SLOTS)[number]

export interface CompiledPlan {
  readonly plan: Plan
  readonly version: string
  readonly on: Day
  readonly knownOn: Day
  readonly switches: PlanSwitches
  readonly classification: CompiledClassification
  readonly parts: readonly string[]
  readonly tiers: readonly CompiledTier[]
  readonly governing: readonly GoverningTier[]
  /** What each tier's texts name, by tier position. */
  readonly leaves: readonly (readonly Leaf[])[]
  readonly planEntries: readonly Entry<unknown>[]
  readonly classificationEntries: readonly Entry<unknown>[]
  readonly library: Library
  readonly context: Context
}

/** A plan has no value where it needs one on that day: not in force yet, or no longer. */
export class NotInForce extends Error {
  readonly what: string
  readonly on: Day

  constructor(what: string, on: Day) {
    super(`${what} is not in force on ${on}`)
    this.what = what
    this.on = on
  }
}

export const MAIN_PART = 'main'

export function compilePlan(library: Library, plan: Plan, on: Day, knownOn: Day): CompiledPlan {
  const at = <T>(slot: Slot<T>) => entryAt(slot, on, knownOn)
  const need = <T>(slot: Slot<T>, what: string): Entry<T> => {
    const entry = at(slot)
    if (!entry) throw new NotInForce(what, on)
    return entry
  }
  const tierList = need(plan.tiers, `${plan.id}.tiers`)
  const switches = need(plan.switches, `${plan.id}.switches`)
  const tiers = tierList.value.map((id) => library.tier(id))
  const rules = library.classification(plan.classification ?? '')
  const partRules = at(rules.parts)
  // Of all times: a tier may name a part that has no rule on this day, and then has no lines.
  const parts = [...new Set([MAIN_PART, ...rules.parts.flatMap((entry) => entry.value.map((rule) => rule.part))])]
  const names: Names = {
    tierIndex: (id) => indexOf(tierList.value, id),
    partIndex: (id) => indexOf(parts, id),
    parameter: (id) => need(library.parameter(id).value, `parameter ${id}`).value,
  }
  const governing = tiers.map((tier): GoverningTier => ({ tier, entries: entriesOf(tier, at) }))
  const context = new Context(parts.length, tiers.length)
  context.readsAccount = governing.some(readsAccount)
  const preSelfPay = need(rules.pre_self_pay, `${rules.id}.pre_self_pay`)
  const exclusions = at(rules.exclusions)
  const ceilings = at(rules.ceilings)
  return {
    plan,
    version: `${library.version}/${plan.id}@${library.intervalOf(plan.id, on, knownOn)}`,
    on,
    knownOn,
    switches: switches.value,
    classification: {
      preSelfPay: compileExpression(preSelfPay.value, names),
      parts: (partRules?.value ?? []).map((rule) => ({
        part: indexOf(parts, rule.part),
        test: compileCondition(rule.when),
      })),
      exclusions: (exclusions?.value ?? []).map((rule) => ({ title: rule.title, test: compileCondition(rule.when) })),
      ceilings: (ceilings?.value ?? []).map(({ when, price, amount }) => ({
        test: when && compileCondition(when),
        price: price && compileExpression(price, names),
        amount: amount && compileExpression(amount, names),
      })),
    },
    parts,
    tiers: governing.map(({ tier }, index) => compileTier({ tier, index, governing, names, parts, on, at })),
    governing,
    leaves: governing.map(({ entries }) =>
      leavesIn(
        Object.values(entries).map((entry) => entry.value),
        names,
      ),
    ),
    planEntries: [tierList, switches],
    classificationEntries: [preSelfPay, partRules, exclusions, ceilings].filter((entry) => entry !== undefined),
    library,
    context,
  }
}

function entriesOf(tier: Tier, at: <T>(slot: Slot<T>) => Entry<T> | undefined): GoverningTier['entries'] {
  return Object.fromEntries(
    TIER_SLOTS.flatMap((name) => {
      const entry = at(tier[name] as Slot<unknown>)
      return entry ? [[name, entry]] : []
    }),
  )
}

interface TierContext {
  readonly tier: Tier
  readonly index: number
  readonly governing: readonly GoverningTier[]
  readonly names: Names
  readonly parts: readonly string[]
  readonly on: Day
  readonly at: <T>(slot: Slot<T>) => Entry<T> | undefined
}

function compileTier({ tier, index, governing, names, parts, on, at }: TierContext): CompiledTier {
  const value = <T>(slot: Slot<T>): T | undefined => at(slot)?.value
  const optional = (slot: Slot<Expression>): Evaluate | undefined => {
    const expression = value(slot)
    return expression && compileExpression(expression, names)
  }
  const switches = value(tier.switches)
  const base = value(tier.base)
  const bands = value(tier.bands) ?? []
  if (!tier.given && (!switches || !base || bands.length === 0)) throw new NotInForce(tier.id, on)
  const limits = value(tier.limits) ?? []
  const when = value(tier.when)
  const compiledBands = bands.map((band) => ({
    to: band.to && compileExpression(band.to, names),
    rate: compileExpression(band.rate, names),
    at: band.at,
  }))
  const mode = switches ?? GIVEN_SWITCHES
  const rounding = value(tier.rounding)
  return {
    index,
    id: tier.id,
    title: tier.title,
    payer: tier.payer ?? 'other',
    fund: tier.fund ?? 'outside',
    given: tier.given,
    parts: tier.parts ? tier.parts.map((part) => indexOf(parts, part)) : parts.map((_, position) => position),
    covers: value(tier.covers) ?? ['in_scope'],
    when: when && compileCondition(when),
    base: base ? compileExpression(base, names) : () => 0,
    usedTiers: base ? usedTiersOf(base, names) : [],
    deductible: optional(tier.deductible),
    deductibleKey: deductibleKeyOf(tier, mode),
    joint: isJoint(tier, mode),
    baseKey: accumulatorKey('base', tier.baseBucket ?? tier.id, mode.band_scope),
    paidKey:
      mode.category_change === 'catch_up'
        ? accumulatorKey('paid', tier.baseBucket ?? tier.id, mode.band_scope)
        : undefined,
    bands: compiledBands,
    table: new BandTable(compiledBands.length),
    rateChanges: (value(tier.rate_changes) ?? []).map((change) => ({
      title: change.title,
      test: change.when && compileCondition(change.when),
      value: compileExpression((change.add ?? change.cut) as Expression, names),
      sign: change.add ? 1 : -1,
    })),
    rateMax: optional(tier.rate_max),
    eligibleLimits: limits.filter((each) => each.on === 'eligible').map((each) => compileLimit(each, tier, names)),
    paymentLimits: limits.filter((each) => each.on === 'payment').map((each) => compileLimit(each, tier, names)),
    atLeast: optional(tier.at_least),
    rounding: rounding && {
      of: rounding.of,
      to: compileExpression(rounding.to, names),
      mode: rounding.mode,
    },
    special: rounding !== undefined || mode.category_change === 'catch_up',
    periodic: mode.band_scope !== 'visit',
    ofAccount: tier.payer === 'account',
    switches: mode,
    usedByLater: governing.some((later) => basesUse(later, tier.id)),
  }
}

/** A given tier computes nothing; its switches are never read. */
const GIVEN_SWITCHES: TierSwitches = {
  band_origin: 'above_deductible',
  band_scope: 'visit',
  deductible_mode: 'visit',
  cap_consumption: 'everything',
  round_at: 'tier',
}

function compileLimit(limit: Limit, tier: Tier, names: Names): CompiledLimit {
  return {
    title: limit.title,
    amount: compileExpression(limit.amount, names),
    keyOf:
      limit.bucket && limit.per === 'visit'
        ? sharedWithinVisit('limit', limit.bucket)
        : accumulatorKey('limit', limit.bucket ?? `${tier.id}.${limit.on}.${limit.per}`, limit.per),
    excess: limit.excess ?? 'person',
    test: limit.when && compileCondition(limit.when),
  }
}

/** A deductible that tiers share within one visit is counted there and forgotten; otherwise it is kept for its period. */
function deductibleKeyOf(tier: Tier, { deductible_mode }: TierSwitches): KeyOf {
  const { deductibleBucket: bucket } = tier
  if (bucket && deductible_mode === 'visit') return sharedWithinVisit('deductible', bucket)
  return accumulatorKey('deductible', bucket ?? tier.id, deductible_mode)
}

/** A deductible shared with other tiers is counted by itself, never inside one tier's cumulative amount. */
const isJoint = (tier: Tier, { band_scope, deductible_mode }: TierSwitches): boolean =>
  band_scope !== 'visit' && band_scope === deductible_mode && tier.deductibleBucket === undefined

function readsAccount({ tier, entries }: GoverningTier): boolean {
  if (tier.payer === 'account') return true
  const asks = (value: unknown) =>
    [...expressionsIn(value)].some((node) => node.op === 'amount' && isOfAccount(node.amount))
  return Object.values(entries).some((entry) => asks(entry.value))
}

function usedTiersOf(base: Expression, names: Names): number[] {
  const indexes = new Set<number>()
  for (const node of walk(base))
    if (node.op === 'tier_amount' && node.amount === 'used_by') indexes.add(names.tierIndex(node.tier))
  return [...indexes]
}

function basesUse({ entries }: GoverningTier, tier: string): boolean {
  const base = entries.base?.value as Expression | undefined
  if (!base) return false
  for (const node of walk(base))
    if (node.op === 'tier_amount' && node.amount === 'used_by' && node.tier === tier) return true
  return false
}

function indexOf(list: readonly string[], id: string): number {
  const index = list.indexOf(id)
  if (index < 0) throw new Error(`Unknown name in a checked policy: ${id}`)
  return index
}
