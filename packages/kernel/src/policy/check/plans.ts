// Plans beside each other: who serves a visit must be clear, package prices must be borne by someone, no tier may lie idle.

import { SCHEMES, SETTINGS } from '../facts.ts'
import type { LibraryContent } from '../library.ts'
import type { Plan } from '../model.ts'
import type { FaultList } from '../text/faults.ts'

export function checkPlans(content: LibraryContent, faults: FaultList): void {
  const plans = [...content.plans.values()]
  plans.forEach((plan, index) => {
    for (const other of plans.slice(0, index)) checkOverlap(plan, other, faults)
    checkPackage(plan, content, faults)
  })
  checkIdleTiers(content, faults)
  checkSettings(content, faults)
}

/** Two plans for one visit at the same precedence: the alphabet would decide. */
function checkOverlap(plan: Plan, other: Plan, faults: FaultList): void {
  const setting = plan.settings?.find((each) => other.settings?.includes(each))
  if (plan.scheme !== other.scheme || !setting || plan.precedence !== other.precedence) return
  if (plan.when.length > 0 && other.when.length > 0) return
  faults.warn(
    plan.at,
    'plans_overlap',
    `plan ${plan.id} and plan ${other.id} (${other.at.file}:${other.at.line}), both for ${plan.scheme} ${setting}`,
    'a precedence each, or a when each',
  )
}

/** The switch `package` says who bears the excess; the limit on eligible cost says it again, so that both can be read alone. */
function checkPackage(plan: Plan, content: LibraryContent, faults: FaultList): void {
  for (const { value: switches, at } of plan.switches) {
    const limits = plan.tiers
      .flatMap((entry) => entry.value.flatMap((id) => content.tiers.get(id)?.limits ?? []))
      .flatMap((entry) => entry.value)
    const byProvider = limits.some((limit) => limit.on === 'eligible' && limit.excess === 'provider')
    if (switches.package === 'excess_to_provider' && !byProvider)
      faults.warn(
        at,
        'package_mismatch',
        `plan ${plan.id} without a package price`,
        'a limit on: eligible, excess: provider',
      )
    if (switches.package !== 'excess_to_provider' && byProvider)
      faults.warn(
        at,
        'package_mismatch',
        `plan ${plan.id}: package: ${switches.package}`,
        'package: excess_to_provider',
      )
  }
}

function checkIdleTiers(content: LibraryContent, faults: FaultList): void {
  if (content.plans.size === 0) return
  const listed = new Set([...content.plans.values()].flatMap((plan) => plan.tiers.flatMap((entry) => entry.value)))
  const top = Math.max(...[...content.plans.values()].flatMap((plan) => plan.tiers.map((entry) => entry.layer)))
  for (const tier of content.tiers.values()) {
    const own = tier.base.some((entry) => entry.layer === top) || tier.given
    if (own && !listed.has(tier.id)) faults.warn(tier.at, 'tier_unused', `tier ${tier.id}`, 'a plan that lists it')
  }
}

/** A pooling area serves every kind of visit of both schemes; a pack without an area is a frame or an example. */
function checkSettings(content: LibraryContent, faults: FaultList): void {
  const pack = content.packs.filter((each) => each.area).at(-1)
  if (!pack) return
  for (const scheme of SCHEMES) {
    const served = new Set(
      [...content.plans.values()].filter((plan) => plan.scheme === scheme).flatMap((plan) => plan.settings ?? []),
    )
    const open = SETTINGS.filter((setting) => !served.has(setting))
    if (open.length > 0)
      faults.warn(
        pack.at,
        'setting_without_plan',
        `${pack.id}, ${scheme}: ${open.join(', ')}`,
        'a plan for each setting',
      )
  }
}
