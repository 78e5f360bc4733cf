// Families of policies for single laws: chains of fractions, policies without cliffs, cumulative policies.
import fc from 'fast-check'
import { type Data, moneyText, optionally, present, rateText, seldom } from './text.ts'
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

const sums = fc.integer({ min: 0, max: 3_000_000 }).map(moneyText)
const rates = fc.integer({ min: 0, max: 10_000 }).map(rateText)
/** A row by level or age, never by category: whoever is tilted towards is so on purpose. */
const byFacts = (value: Arb): Arb =>
  fc.oneof(
    { weight: 4, arbitrary: value },
    fc.tuple(value, value).map(([a, otherwise]): Data => ({ by: 'level', level_1: a, otherwise })),
    fc.tuple(value, value).map(
      ([a, b]): Data => ({
        choose: [{ when: { age: { at_least: 60 } }, value: a }, { otherwise: b }],
      }),
    ),
  )

export interface FamilyWishes {
  readonly periods: readonly string[]
  /** Deductible and bands over one and the same period. */
  readonly joint: boolean
  readonly mayGuarantee: boolean
  readonly parts: boolean
  /** Tiers that cover two kinds of burden. */
  readonly preSelfPay: boolean
  /**
   * Payment limits that several tiers share. With another tier between them, what the first pays more is taken twice:
   * from that tier's base and from the last one's room; then a better rate can cost the person more.
   */
  readonly sharedLimits: boolean
  /**
   * Package prices whose excess the provider bears. Not together with `parts`: what the provider bears of one part may be
   * cost that another tier has paid on, so that a larger bill can cost the person, or another payer, a fen less.
   */
  readonly providerBears: boolean
}

/**
 * A tier without a cliff: it starts from what is left, its numbers depend on person and visit alone, and no two tiers
 * share a limit on cost (where one tier's cost takes another's room, more cost can mean less payment).
 */
export function smoothTier(earlier: readonly string[], wishes: FamilyWishes): Arb {
  const id = `of_${earlier.length}`
  const limit = fc
    .record({
      on: fc.constantFrom('payment', 'eligible'),
      amount: byFacts(fc.integer({ min: 0, max: 8_000_000 }).map(moneyText)),
      per: fc.constantFrom(...wishes.periods),
      shared: wishes.sharedLimits ? fc.boolean() : fc.constant(false),
    })
    .map(({ on, amount, per, shared }) => {
      const own = { title: '限额', on, amount, per }
      if (on === 'eligible') return { ...own, bucket: `${id}_cost` }
      return shared ? { ...own, bucket: 'all_payments' } : own
    })
  // One bearer for all excess of a tier: which of two limits cut a cost depends on the bills it came in.
  const limits = fc
    .tuple(fc.array(limit, { maxLength: 2 }), fc.constantFrom('person', wishes.providerBears ? 'provider' : 'person'))
    .map(([list, excess]): Data => list.map((each): Data => (each.on === 'eligible' ? { ...each, excess } : each)))
  const pre = wishes.preSelfPay ? fc.constantFrom(false, false, true) : fc.constant(false)
  return fc
    .record({
      payer: fc.constantFrom('pooled', 'assistance', 'provider'),
      withPre: pre,
      deductible: optionally(byFacts(sums)),
      bands: bands(byFacts(rates), sums),
      rate_changes: optionally(
        rates.map((add): Data => [{ title: '连续参保', when: { continuous_years: { at_least: 5 } }, add }]),
      ),
      limits,
      at_least: wishes.mayGuarantee ? optionally(sums) : fc.constant(undefined),
      parts: wishes.parts
        ? optionally(fc.subarray(['main', 'special_drug'], { minLength: 1 }))
        : fc.constant(undefined),
      origin: fc.constantFrom('above_deductible', 'zero'),
      scope: fc.constantFrom(...wishes.periods),
      mode: fc.constantFrom(...wishes.periods),
      round: fc.constantFrom('tier', 'tier', wishes.joint ? 'tier' : 'band'),
    })
    .map(({ payer, withPre, origin, scope, mode, round, ...rest }) =>
      present({
        ...rest,
        title: '一层',
        payer,
        fund: payer === 'provider' ? 'provider' : 'resident_basic',
        base: withPre ? { sum: ['left', 'left_pre'] } : 'left',
        covers: withPre ? ['in_scope', 'pre'] : ['in_scope'],
        switches: {
          band_origin: origin,
          band_scope: scope,
          deductible_mode: wishes.joint ? scope : mode,
          cap_consumption: 'binding_point',
          round_at: round,
        },
      }),
    )
}

/** What is better for the category: a higher rate, a lower deductible, a higher limit or none, a tier of its own. */
export function tiltedTier(earlier: readonly string[], wishes: FamilyWishes): Arb {
  const towards = (lower: Data, better: Data, pick: string): Data => ({
    by: 'category',
    pick,
    minimum_allowance: { [pick === 'lowest' ? 'smallest' : 'largest']: [lower, better] },
    otherwise: lower,
  })
  return fc
    .record({
      tier: smoothTier(earlier, wishes),
      add: optionally(rates),
      deductible: optionally(sums),
      limit: optionally(fc.oneof(sums, fc.constant('none'))),
      own: seldom(fc.constant({ category: 'minimum_allowance' } as Data)),
    })
    .map(({ tier, add, deductible, limit, own }): Data => {
      const { rate_changes = [], limits = [], ...plain } = tier as Record<string, Data>
      const changes = add === undefined ? [] : [{ title: '倾斜', when: { category: 'minimum_allowance' }, add }]
      return present({
        ...plain,
        when: own,
        rate_changes: [...(rate_changes as Data[]), ...changes],
        deductible:
          deductible === undefined || plain.deductible === undefined
            ? plain.deductible
            : towards(plain.deductible, deductible, 'lowest'),
        limits: (limits as Record<string, Data>[]).map((each) =>
          // A higher package price is no gift: the provider then bears less.
          limit === undefined || each.excess === 'provider'
            ? each
            : { ...each, amount: towards(each.amount as Data, limit, 'highest') },
        ),
      })
    })
}
