// S0: the texts in force on the governing day, as known on the day of settling.
import { type Classification, entryAt, type LibraryContent, type Slot } from '../../src/index.ts'
import type { Condition, Expression } from '../../src/policy/expression.ts'
import type {
  Band,
  Exclusion,
  Limit,
  PartRule,
  Plan,
  PlanSwitches,
  PolicyCeiling,
  RateChange,
  Rounding,
  Tier,
  TierSwitches,
} from '../../src/policy/model.ts'
import type { Day } from '../../src/time/day.ts'

export class NothingInForce extends Error {}

export interface TierText {
  readonly tier: Tier
  readonly when: Condition | undefined
  readonly covers: readonly ('in_scope' | 'pre' | 'over' | 'full')[]
  /** Absent for a tier whose amount is given. */
  readonly rules?: {
    readonly base: Expression
    readonly deductible: Expression | undefined
    readonly bands: readonly Band[]
    readonly rateChanges: readonly RateChange[]
    readonly rateMax: Expression | undefined
    readonly limits: readonly Limit[]
    readonly atLeast: Expression | undefined
    readonly rounding: Rounding | undefined
    readonly switches: TierSwitches
  }
}

export interface PlanText {
  readonly plan: Plan
  readonly switches: PlanSwitches
  readonly tiers: readonly TierText[]
  readonly preSelfPay: Expression
  readonly partRules: readonly PartRule[]
  readonly exclusions: readonly Exclusion[]
  readonly ceilings: readonly PolicyCeiling[]
  readonly parameter: (id: string) => Expression
}

export function planText(content: LibraryContent, id: string, on: Day, knownOn: Day): PlanText {
  const held = <T>(slot: Slot<T>): T | undefined => entryAt(slot, on, knownOn)?.value
  const needed = <T>(slot: Slot<T>): T => {
    const value = held(slot)
    if (value === undefined) throw new NothingInForce()
    return value
  }
  const plan = content.plans.get(id) as Plan
  const rules = content.classifications.get(plan.classification ?? '') as Classification
  const text: PlanText = {
    plan,
    switches: needed(plan.switches),
    tiers: needed(plan.tiers).map((tierId) => tierText(content.tiers.get(tierId) as Tier, held, needed)),
    preSelfPay: needed(rules.pre_self_pay),
    partRules: held(rules.parts) ?? [],
    exclusions: held(rules.exclusions) ?? [],
    ceilings: held(rules.ceilings) ?? [],
    parameter: (name) => needed(content.parameters.get(name)?.value ?? []),
  }
  // Whatever the texts in force speak of must be in force too, whether or not this bill comes to it.
  everyParameter([text.preSelfPay, text.ceilings, text.tiers.map(({ rules: own }) => own)], text.parameter)
  return text
}

function tierText(tier: Tier, held: <T>(slot: Slot<T>) => T | undefined, needed: <T>(slot: Slot<T>) => T): TierText {
  const common = { tier, when: held(tier.when), covers: held(tier.covers) ?? (['in_scope'] as const) }
  if (tier.given) return common
  return {
    ...common,
    rules: {
      base: needed(tier.base),
      deductible: held(tier.deductible),
      bands: needed(tier.bands),
      rateChanges: held(tier.rate_changes) ?? [],
      rateMax: held(tier.rate_max),
      limits: held(tier.limits) ?? [],
      atLeast: held(tier.at_least),
      rounding: held(tier.rounding),
      switches: needed(tier.switches),
    },
  }
}

/** Looks into every corner of a value for parameters, and into theirs. */
function everyParameter(value: unknown, parameter: PlanText['parameter']): void {
  if (typeof value !== 'object' || value === null) return
  const node = value as { op?: string; parameter?: string }
  if (node.op === 'parameter') everyParameter(parameter(node.parameter as string), parameter)
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) everyParameter(inner, parameter)
}
