// Arbitrary tiers: base, deductible, bands, changes of rate, limits of every period, guaranteed minimum, all switches.
import fc from 'fast-check'
import { BAND_SCOPES, FUNDS, PAYERS, PERIODS } from '../../src/policy/model.ts'
import { ROUND_MODES } from '../../src/policy/units.ts'
import { expressions, type Surroundings } from './expression.ts'
import { slot } from './slot.ts'
import { type Data, optionally, present, rateLiteral, seldom, smallRate } from './text.ts'
import { BUCKETS, CATEGORIES, PARTS } from './words.ts'

type Arb = fc.Arbitrary<Data>

/** What a test wants of its tiers: nothing (all of the language), or a family of policies a law holds for. */
export interface TierWishes {
  readonly periods: readonly (typeof PERIODS)[number][]
  readonly scopes: readonly string[]
  readonly roundAt: readonly string[]
  /** Rounding to 角 or 元, and benefits that reach back over the period. */
  readonly specialPay?: boolean
}

export const ALL_OF_THE_LANGUAGE: TierWishes = {
  periods: PERIODS,
  scopes: BAND_SCOPES,
  roundAt: ['tier', 'band', 'line'],
  specialPay: true,
}

const COVERS = ['in_scope', 'pre', 'over', 'full'] as const

export function tierSwitches(wishes: TierWishes): Arb {
  // Visit and year most often, and often the same for both: that is where cities differ.
  const often = <T extends string>(values: readonly T[]) => {
    const usual = values.filter((value) => value === 'visit' || value === 'year')
    const all = { weight: 1, arbitrary: fc.constantFrom(...values) }
    return usual.length > 0 ? fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...usual) }, all) : all.arbitrary
  }
  return fc
    .record({
      band_origin: fc.constantFrom('above_deductible', 'zero'),
      band_scope: often(wishes.scopes),
      deductible_mode: often(wishes.periods),
      same: fc.boolean(),
      cap_consumption: fc.constantFrom('binding_point', 'limit_over_rate', 'everything'),
      round_at: fc.constantFrom(...wishes.roundAt),
    })
    .map(
      ({ same, ...switches }): Data => ({
        ...switches,
        deductible_mode:
          same && wishes.periods.includes(switches.band_scope as never)
            ? switches.band_scope
            : switches.deductible_mode,
      }),
    )
}

/** Rising ends of bands; the last band is open. */
export function bands(rate: Arb, someEnd: Arb): Arb {
  const ends = fc
    .uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 3 })
    .map((list) => list.sort((a, b) => a - b))
  return fc.tuple(ends, fc.array(rate, { minLength: 4, maxLength: 4 }), seldom(someEnd), fc.boolean()).map(
    ([list, rates, end, spelled]): Data => [
      ...list.map(
        (n, index): Data => ({
          to: end !== undefined && index === list.length - 1 ? risingTo(end, n, spelled) : `${n * 100}元`,
          rate: rates[index] as Data,
        }),
      ),
      present({ to: spelled ? 'none' : undefined, rate: rates[3] }),
    ],
  )
}

/** An end that depends on the person, above the fixed ends before it. */
const risingTo = (end: Data, n: number, added: boolean): Data =>
  added ? { sum: [`${n * 100}元`, end] } : { largest: [`${n * 100}元`, end] }

export function limits(amount: Arb, when: Arb, wishes: TierWishes): Arb {
  const none = fc.constant<Data>('none')
  const lifted = amount.map(
    (otherwise): Data => ({ by: 'category', pick: 'highest', [CATEGORIES[0]]: 'none', otherwise }),
  )
  const limit = fc
    .record({
      title: fc.constant('限额'),
      on: fc.constantFrom('payment', 'payment', 'eligible'),
      amount: fc.oneof(
        { weight: 8, arbitrary: amount },
        { weight: 1, arbitrary: none },
        { weight: 1, arbitrary: lifted },
      ),
      per: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom('visit', 'year') as fc.Arbitrary<string> },
        fc.constantFrom(...wishes.periods),
      ),
      bucket: optionally(fc.constantFrom(...BUCKETS)),
      excess: optionally(fc.constantFrom('person', 'provider')),
      when: seldom(when, 4),
    })
    // A running total counts payments or costs, never both: the word of the bucket says which.
    .map(
      ({ on, bucket, excess, ...rest }): Data =>
        present({ ...rest, on, bucket: bucket && `${bucket}_${on}`, excess: on === 'eligible' ? excess : undefined }),
    )
  return fc.array(limit, { maxLength: 3 })
}

const rounding: Arb = fc.record({
  of: fc.constantFrom('payment', 'person'),
  to: fc.constantFrom('0.1元', '1元', '10元'),
  mode: fc.constantFrom(...ROUND_MODES),
})

const rateChanges = (when: Arb): Arb =>
  fc.array(
    fc
      .record({
        title: fc.constant('增减'),
        when: optionally(when),
        rate: fc.oneof(
          smallRate,
          smallRate.map((each): Data => ({ steps: { of: 'continuous_years', every: 5, each } })),
        ),
        adds: fc.boolean(),
      })
      .map(({ rate, adds, ...rest }): Data => present({ ...rest, [adds ? 'add' : 'cut']: rate })),
    { maxLength: 3 },
  )

/** The money a tier starts from: what the earlier ones left, more often than anything else. */
function base(money: Arb, earlier: readonly string[]): Arb {
  const usual = fc.constantFrom<Data>('in_scope', 'left', 'left', { sum: ['left', 'left_pre'] }, 'total')
  if (earlier.length === 0) return fc.oneof({ weight: 3, arbitrary: usual }, money)
  const tier = fc.constantFrom(...earlier)
  const used = fc
    .tuple(fc.constantFrom('in_scope', 'left', 'total'), tier)
    .map(([from, id]): Data => ({ minus: [from, { used_by: id }] }))
  const usedUp = tier.map((id): Data => ({ sum: [{ used_by: id }, { above_cap_of: id }] }))
  return fc.oneof(
    { weight: 6, arbitrary: usual },
    { weight: 2, arbitrary: money },
    { weight: 2, arbitrary: used },
    usedUp,
  )
}

/** Whole 角 or 元 and catching up are worked out tier by tier, and one that reaches back has a period to do so. */
function withSpecialPay(tier: { readonly [key: string]: Data }): { readonly [key: string]: Data } {
  const text = JSON.stringify(tier.switches)
  const { rounding, reaches, ...rest } = tier
  const isOfPerson = JSON.stringify(rounding ?? '').includes('person')
  const catchUp = reaches === true && !isOfPerson && !text.includes('"band_scope":"visit"')
  if (!catchUp && rounding === undefined) return rest
  const switches = JSON.parse(text.replaceAll(/"round_at":"(band|line)"/g, '"round_at":"tier"')) as Data
  const reaching = (one: Data): Data => ({ ...(one as object), ...(catchUp && { category_change: 'catch_up' }) })
  return {
    ...rest,
    ...(rounding !== undefined && { rounding }),
    switches: Array.isArray(switches)
      ? switches.map((each): Data => ({ ...each, value: reaching(each.value) }))
      : reaching(switches),
  }
}

/** Fractions of fen cannot be rounded by line: such a tier rounds once. */
function withoutLines(tier: { readonly [key: string]: Data }): Data {
  if (!JSON.stringify(tier.base).includes('used_by')) return tier
  return { ...tier, switches: JSON.parse(JSON.stringify(tier.switches).replaceAll('"line"', '"tier"')) as Data }
}

const OWN_FUND: Readonly<Record<string, string>> = { provider: 'provider', account: 'personal_account' }

/** A tier that stands after the given ones. */
export function tier(s: Surroundings, wishes: TierWishes = ALL_OF_THE_LANGUAGE): Arb {
  const { money, rate, when } = expressions(s)
  const covers = fc.subarray([...COVERS], { minLength: 1 })
  const names = fc
    .record({
      title: fc.constant('一层'),
      payer: fc.constantFrom(...PAYERS),
      fund: fc.constantFrom(...FUNDS.filter((fund) => fund !== 'provider' && fund !== 'personal_account')),
      when: seldom(slot(when, true)),
      covers: seldom(slot(covers, true), 4),
      parts: seldom(fc.subarray([...PARTS], { minLength: 1 }), 4),
      deductible_bucket: seldom(fc.constantFrom(...BUCKETS), 5),
      base_bucket: seldom(fc.constantFrom(...BUCKETS), 8),
    })
    .map((own) => ({ ...own, fund: OWN_FUND[own.payer] ?? own.fund }))
  const calculated = fc
    .record({
      names,
      base: slot(base(money, s.earlier), false),
      deductible: optionally(slot(money, true, 2)),
      bands: fc.oneof(
        slot(bands(rate, money), false).map((list): Data => ({ bands: list })),
        slot(rate, false).map((single): Data => ({ rate: single })),
      ),
      rate_changes: seldom(slot(rateChanges(when), true), 3),
      rate_max: seldom(slot(rateLiteral, true), 4),
      limits: fc.option(slot(limits(money, when, wishes), true), { nil: undefined }),
      at_least: seldom(slot(money, true), 5),
      rounding: wishes.specialPay ? seldom(slot(rounding, true), 5) : fc.constant(undefined),
      reaches: wishes.specialPay ? seldom(fc.constant(true), 4) : fc.constant(undefined),
      switches: slot(tierSwitches(wishes), false),
    })
    .map(
      ({ names: own, bands: cut, ...rest }): Data =>
        withoutLines(withSpecialPay(present({ ...present(own), ...present(rest), ...(cut as object) }))),
    )
  const given = names.map(
    (own): Data =>
      present({ ...own, ...(own.payer === 'account' && { payer: 'other', fund: 'outside' }), given: true }),
  )
  return fc.oneof({ weight: 9, arbitrary: calculated }, { weight: 1, arbitrary: given })
}
