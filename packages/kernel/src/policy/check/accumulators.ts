// What is counted over time, and what is asked of it: an accumulator nobody fills, one filled in two different ways.
import { expressionsIn, factsIn } from '../inside.ts'
import type { LibraryContent } from '../library.ts'
import type { Limit, Tier } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { slotsNamedIn, usedTiers } from './slots.ts'

export function checkAccumulators(content: LibraryContent, faults: FaultList): void {
  checkEmptyAmounts(content, faults)
  checkShared(content, faults)
  checkBuckets(content, faults)
  checkAdmissions(content, faults)
}

/**
 * The accumulators that settling under this policy can fill, without their period: `deductible.basic`, `limit.year`. A stay
 * in pieces also keeps what else counts for one visit.
 */
export function accumulatorNames(content: LibraryContent, ofStay = false): Set<string> {
  const names = new Set<string>(ofStay ? [] : ['admissions'])
  for (const tier of content.tiers.values()) {
    for (const { value } of tier.switches) {
      if (value.category_change === 'catch_up') names.add(`paid.${tier.baseBucket ?? tier.id}`)
      if ((value.band_scope === 'visit') === ofStay) names.add(`base.${tier.baseBucket ?? tier.id}`)
      const joint = value.deductible_mode === value.band_scope && tier.deductibleBucket === undefined
      if ((value.deductible_mode === 'visit') === ofStay && (ofStay || !joint) && tier.deductible.length > 0)
        names.add(`deductible.${tier.deductibleBucket ?? tier.id}`)
    }
    for (const { value } of tier.limits)
      for (const limit of value) if ((limit.per === 'visit') === ofStay) names.add(`limit.${bucketOf(limit, tier)}`)
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

/** Tiers that share a deductible or a cumulative base count it over one period, and in the same way. */
function checkShared(content: LibraryContent, faults: FaultList): void {
  const first = new Map<string, { tier: Tier; says: string }>()
  const share = (tier: Tier, bucket: string, says: string) => {
    const other = first.get(bucket)
    if (!other) first.set(bucket, { tier, says })
    else if (other.says !== says)
      faults.warn(
        tier.at,
        'bucket_mismatch',
        `${tier.id}: ${bucket} ${says}`,
        `${other.says}, as ${other.tier.id} at ${other.tier.at.file}:${other.tier.at.line}`,
      )
  }
  for (const tier of usedTiers(content)) {
    for (const { value } of tier.switches) {
      if (tier.deductibleBucket)
        share(tier, `deductible_bucket ${tier.deductibleBucket}`, `deductible_mode: ${value.deductible_mode}`)
      if (tier.baseBucket)
        share(tier, `base_bucket ${tier.baseBucket}`, `band_scope: ${value.band_scope}, ${value.band_origin}`)
    }
    if (tier.deductibleBucket && tier.deductible.length === 0)
      faults.warn(
        tier.at,
        'never_counted',
        `deductible_bucket ${tier.deductibleBucket} of ${tier.id}, which has no deductible`,
        'a deductible',
      )
    if (tier.baseBucket && tier.switches.every(({ value }) => value.band_scope === 'visit'))
      faults.warn(
        tier.at,
        'never_counted',
        `base_bucket ${tier.baseBucket} of ${tier.id}, whose bands stand for the visit alone`,
        'band_scope: a period',
      )
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
