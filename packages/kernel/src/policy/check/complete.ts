// Nothing a settlement needs may be missing: each tier its payer, fund, base, rate and switches; each plan its tiers.
import type { LibraryContent } from '../library.ts'
import type { Allowance, Plan, Tier, Waiting } from '../model.ts'
import type { FaultList } from '../text/faults.ts'

export function checkComplete(content: LibraryContent, faults: FaultList): void {
  for (const tier of content.tiers.values()) checkTier(tier, faults)
  for (const plan of content.plans.values()) checkPlan(plan, faults)
  for (const allowance of content.allowances.values()) checkAllowance(allowance, faults)
  for (const waiting of content.waiting.values()) checkWaiting(waiting, faults)
  for (const rules of content.classifications.values()) {
    if (rules.pre_self_pay.length === 0) missing(rules.at, `classification ${rules.id}`, 'pre_self_pay', faults)
  }
}

function checkAllowance(allowance: Allowance, faults: FaultList): void {
  const name = `allowance ${allowance.id}`
  for (const key of ['title', 'payer', 'fund', 'scheme'] as const)
    if (!allowance[key]) missing(allowance.at, name, key, faults)
  if (allowance.amount.length === 0) missing(allowance.at, name, 'amount', faults)
}

function checkWaiting(waiting: Waiting, faults: FaultList): void {
  const name = `waiting period ${waiting.id}`
  for (const key of ['title', 'scheme'] as const) if (!waiting[key]) missing(waiting.at, name, key, faults)
  if (waiting.fixed.length === 0) missing(waiting.at, name, 'fixed', faults)
  if (waiting.counted_from.length === 0)
    faults.add(waiting.at, 'missing_switch', `${name} without counted_from`, 'counted_from: { concentrated, late }')
}

function checkTier(tier: Tier, faults: FaultList): void {
  const name = `tier ${tier.id}`
  if (!tier.title) missing(tier.at, name, 'title', faults)
  if (!tier.payer) missing(tier.at, name, 'payer', faults)
  if (!tier.fund) missing(tier.at, name, 'fund', faults)
  // What a provider waives is nobody's expense; what a fund pays is in its books.
  if (tier.payer && tier.fund && (tier.payer === 'provider') !== (tier.fund === 'provider')) {
    const found = `${name} with payer: ${tier.payer} and fund: ${tier.fund}`
    faults.add(tier.at, 'payer_without_fund', found, 'payer: provider together with fund: provider')
  }
  if (tier.payer && tier.fund && (tier.payer === 'account') !== (tier.fund === 'personal_account')) {
    const found = `${name} with payer: ${tier.payer} and fund: ${tier.fund}`
    faults.add(tier.at, 'payer_without_fund', found, 'payer: account together with fund: personal_account')
  }
  if (tier.given && tier.payer === 'account')
    faults.add(tier.at, 'wrong_value', `${name}, paid by the account and given`, 'an account tier is worked out')
  if (tier.given) return
  if (tier.base.length === 0) missing(tier.at, name, 'base', faults)
  if (tier.bands.length === 0) missing(tier.at, name, 'rate or bands', faults)
  if (tier.switches.length === 0) faults.add(tier.at, 'missing_switch', `${name} without switches`, SWITCHES)
}

const SWITCHES = 'switches: { band_origin, band_scope, deductible_mode, cap_consumption, round_at }'

function checkPlan(plan: Plan, faults: FaultList): void {
  const name = `plan ${plan.id}`
  if (!plan.title) missing(plan.at, name, 'title', faults)
  if (!plan.scheme) missing(plan.at, name, 'scheme', faults)
  if (!plan.settings) missing(plan.at, name, 'settings', faults)
  if (!plan.classification) missing(plan.at, name, 'classification', faults)
  if (plan.tiers.length === 0) missing(plan.at, name, 'tiers', faults)
  if (plan.switches.length === 0) {
    faults.add(
      plan.at,
      'missing_switch',
      `${name} without switches`,
      'switches: { over_limit, account_pays, governed_by, package }',
    )
  }
}

function missing(at: Tier['at'], name: string, key: string, faults: FaultList): void {
  faults.add(at, 'missing_key', `${name} without ${key}`, key)
}
