// Bands must rise without gap and end open; rates stay between 0 and 100 %, so that more cost never costs the person less.
import type { Expression } from '../expression.ts'
import { expressionsIn } from '../inside.ts'
import type { LibraryContent } from '../library.ts'
import type { Band, Tier } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { unitText } from '../units.ts'

export function checkBands(content: LibraryContent, faults: FaultList): void {
  for (const tier of content.tiers.values()) {
    for (const entry of tier.bands) checkOrder(entry.value, tier, faults)
    for (const entry of tier.rate_changes) {
      for (const change of entry.value) {
        if ((change.add === undefined) === (change.cut === undefined)) {
          faults.add(change.at, 'wrong_value', `rate change ${change.title}`, 'either add or cut')
        }
      }
    }
    for (const entry of tier.limits) {
      for (const limit of entry.value) {
        if (limit.on === 'payment' && limit.excess)
          faults.add(limit.at, 'wrong_value', 'excess on a payment limit', 'excess with on: eligible')
      }
    }
  }
  for (const rules of content.classifications.values()) {
    for (const entry of rules.pre_self_pay) checkRate(entry.value, faults)
  }
}

function checkOrder(bands: readonly Band[], tier: Tier, faults: FaultList): void {
  let previous = 0
  bands.forEach((band, index) => {
    checkRate(band.rate, faults)
    const last = index === bands.length - 1
    const end = band.to ? constantOf(band.to) : Number.POSITIVE_INFINITY
    if (last && end !== undefined && Number.isFinite(end)) {
      faults.add(
        band.at,
        'bands_gap',
        `the last band of ${tier.id} ends at ${unitText('money', end)}`,
        'to: none, or a rate of 0% above',
      )
    }
    if (!last && (band.to === undefined || end === Number.POSITIVE_INFINITY)) {
      faults.add(band.at, 'bands_overlap', `an open band of ${tier.id} before its last`, 'to: the upper end')
    }
    if (end !== undefined && end <= previous) {
      faults.add(
        band.at,
        'bands_overlap',
        `a band up to ${unitText('money', end)}`,
        `an end above ${unitText('money', previous)}`,
      )
    }
    if (end !== undefined) previous = end
  })
}

/** A rate above 100 % would pay more than the cost: every literal in a rate is looked at. */
function checkRate(rate: Expression, faults: FaultList): void {
  for (const node of expressionsIn(rate)) {
    if (node.op !== 'literal' || node.unit !== 'rate') continue
    if (node.value < 0 || node.value > 10_000)
      faults.add(node.at, 'slope_above_one', unitText('rate', node.value), 'a rate from 0% to 100%')
  }
}

const constantOf = (expression: Expression): number | undefined =>
  expression.op === 'literal' ? expression.value : undefined
