// Rounding to 角 or 元, and benefits that reach back over the period: what they need of the other values of the tier.
import type { LibraryContent } from '../library.ts'
import type { Tier } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { unitText } from '../units.ts'

export function checkSpecialPay(content: LibraryContent, faults: FaultList): void {
  for (const tier of content.tiers.values()) {
    checkRounding(tier, faults)
    checkCatchUp(tier, faults)
  }
  for (const rules of content.classifications.values())
    for (const { title, price, amount, at } of rules.ceilings.flatMap(({ value }) => value))
      if ((price === undefined) === (amount === undefined))
        faults.add(at, 'wrong_value', `ceiling ${title}`, 'either price (of a unit) or amount (of the line)')
}

function checkRounding(tier: Tier, faults: FaultList): void {
  for (const { value, at } of tier.rounding) {
    const { to } = value
    if (to.op === 'literal' && to.value < 1)
      faults.add(to.at, 'wrong_value', unitText('money', to.value), 'a unit such as 0.1元 or 1元')
    for (const { value: switches } of tier.switches)
      if (switches.round_at !== 'tier')
        faults.add(at, 'rounding_twice', `${tier.id} rounds at each ${switches.round_at} too`, 'round_at: tier')
  }
}

function checkCatchUp(tier: Tier, faults: FaultList): void {
  for (const { value, at } of tier.switches) {
    if (value.category_change !== 'catch_up') continue
    if (value.band_scope === 'visit')
      faults.add(
        at,
        'catch_up_without_period',
        `${tier.id} catches up within one visit`,
        'band_scope: the period to catch up over',
      )
    if (value.round_at !== 'tier')
      faults.add(at, 'rounding_twice', `${tier.id} catches up and rounds at each ${value.round_at}`, 'round_at: tier')
    if (tier.rounding.some((entry) => entry.value.of === 'person'))
      faults.add(at, 'rounding_twice', `${tier.id} catches up and rounds the person’s share`, 'of: payment')
  }
}
