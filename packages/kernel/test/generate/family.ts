// Families of policies for single laws: chains of fractions, policies without cliffs, cumulative policies.
import fc from 'fast-check'
import { type Data, moneyText, optionally, present, rateText } from './text.ts'
import { bands, tierSwitches } from './tier.ts'

type Arb = fc.Arbitrary<Data>

const anyRate = fc.integer({ min: 1, max: 10_000 }).map(rateText)
const hugeMoney = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000_000 }).map(moneyText),
  fc.integer({ min: 1, max: 400_000_000_000 }).map(moneyText),
)

/** Every tier starts from what the one before has not used up: the most exacting arithmetic there is. */
export function fractionTier(earlier: readonly string[]): Arb {
  const last = earlier.at(-1)
  return fc
    .record({
      title: fc.constant('一层'),
      payer: fc.constant('pooled'),
      fund: fc.constant('resident_basic'),
      base: fc.constant<Data>(last === undefined ? 'in_scope' : { minus: ['in_scope', { used_by: last }] }),
      deductible: optionally(fc.integer({ min: 0, max: 1_000_000 }).map(moneyText)),
      bands: bands(anyRate, hugeMoney),
      limits: hugeMoney.map((amount): Data => [{ title: '限额', on: 'payment', amount, per: 'year' }]),
      switches: tierSwitches({ periods: ['visit', 'year'], scopes: ['visit', 'year'], roundAt: ['tier', 'band'] }),
    })
    .map(present)
}
