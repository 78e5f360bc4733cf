// What is counted over time, and what is asked of it: an accumulator nobody fills, one filled in two different ways.
import { expressionsIn, factsIn } from '../inside.ts'
import type { LibraryContent } from '../library.ts'
import type { Limit, Tier } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { slotsNamedIn, usedTiers } from './slots.ts'

export function checkAccumulators(content: LibraryContent, faults: FaultList): void {
  checkEmptyAmounts(content, faults)
  checkBuckets(content, faults)
  checkAdmissions(content, faults)
}

/** The accumulators that settling under this policy can fill, without their period: `deductible.basic`, `limit.year`. */
export function accumulatorNames(content: LibraryContent): Set<string> {
  const names = new Set<string>(['admissions'])
  for (const tier of content.tiers.values()) {
    for (const { value } of tier.switches) {
      if (value.band_scope !== 'visit') names.add(`base.${tier.id}`)
      const own = value.deductible_mode !== 'visit' && value.deductible_mode !== value.band_scope
      if (own && tier.deductible.length > 0) names.add(`deductible.${tier.id}`)
    }
    for (const { value } of tier.limits)
      for (const limit of value) if (limit.per !== 'visit') names.add(`limit.${bucketOf(limit, tier)}`)
  }
  return names
}

const bucketOf = (limit: Limit, tier: Tier): string => limit.bucket ?? `${tier.id}.${limit.on}.${limit.per}`

/** `deductible_of` a tier without deductible, `above_cap_of` one without limits: always zero, surely not meant. */
function checkEmptyAmounts(content: LibraryContent, faults: FaultList): void {
  for (const tier of usedTiers(content)) {
    for (const { slot } of slotsNamedIn(tier)) {
      for (const node of slot.flatMap((entry) => [...expressionsIn(entry.value)])) {
        if (node.op !== 'tier_amount') continue
        const of = content.tiers.get(node.tier)
        if (!of) continue
        if (node.amount === 'deductible_of' && of.deductible.length === 0)
          faults.warn(node.at, 'always_zero', `deductible_of: ${of.id}, which has none`, 'a tier with a deductible')
        if (node.amount === 'above_cap_of' && !hasPaymentLimit(of))
          faults.warn(node.at, 'always_zero', `above_cap_of: ${of.id}, which has no limit on payment`, 'a limited tier')
      }
    }
  }
}

const hasPaymentLimit = (tier: Tier): boolean =>
  tier.limits.some((entry) => entry.value.some((limit) => limit.on === 'payment'))

/** Limits that share a bucket add to one total: payments with costs, or months with years, would make no sense. */
function checkBuckets(content: LibraryContent, faults: FaultList): void {
  const first = new Map<string, Limit>()
  for (const tier of usedTiers(content)) {
    for (const limit of tier.limits.flatMap((entry) => [...entry.value])) {
      if (!limit.bucket) continue
      const other = first.get(limit.bucket)
      if (!other) first.set(limit.bucket, limit)
      else if (other.on !== limit.on || other.per !== limit.per) {
        faults.warn(
          limit.at,
          'bucket_mismatch',
          `bucket ${limit.bucket} on ${limit.on} per ${limit.per}`,
          `on ${other.on} per ${other.per}, as at ${other.at.file}:${other.at.line}`,
        )
      }
    }
  }
}

/** Admissions are counted for the setting inpatient only. */
function checkAdmissions(content: LibraryContent, faults: FaultList): void {
  for (const tier of usedTiers(content)) {
    const plans = [...content.plans.values()].filter((plan) =>
      plan.tiers.some((entry) => entry.value.includes(tier.id)),
    )
    if (plans.length === 0 || plans.some((plan) => plan.settings?.includes('inpatient'))) continue
    for (const { slot } of slotsNamedIn(tier)) {
      const use = slot.flatMap((entry) => [...factsIn(entry.value)]).find(({ fact }) => fact === 'admission_number')
      if (use)
        faults.warn(
          use.at,
          'never_counted',
          `admission_number in ${tier.id}`,
          'a plan of inpatient stays, which are counted',
        )
    }
  }
}
