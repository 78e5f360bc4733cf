// Arbitrary policies: one to four tiers in up to two plans, a classification, parameters on parameters, and an overlay.
import fc from 'fast-check'
import { SCHEMES, SETTINGS } from '../../src/policy/facts.ts'
import { expressions, itemAmount, itemCondition, type Surroundings } from './expression.ts'
import { slot } from './slot.ts'
import { type Data, optionally, present, seldom, type Writing } from './text.ts'
import { ALL_OF_THE_LANGUAGE, type TierWishes, tier } from './tier.ts'
import { CATEGORIES, LEVELS, TIERS } from './words.ts'

type Arb = fc.Arbitrary<Data>

/** A policy before it is text: the files of the lower layer, and of an overlay where there is one. */
export interface PolicyData {
  readonly file: Data
  readonly tiersApart: boolean
  readonly overlay: Data | undefined
  readonly writing: Writing
}

export const HEAD = {
  title: '生成的政策',
  defaults: { from: '2020-01-01', source: 'notice', grade: 'A' },
  sources: { notice: { title: '通知', issuer: '某市医疗保障局', number: '某医保发〔2019〕1号', date: '2019-12-01' } },
  vocabulary: {
    levels: Object.fromEntries(LEVELS.map((level) => [level, level])),
    categories: Object.fromEntries(CATEGORIES.map((category) => [category, category])),
  },
} satisfies Data

const PARAMETERS = { money: ['income', 'half_income'], rate: ['pace'], count: ['dozen'] }
const NO_PARAMETERS = { money: [], rate: [], count: [] }

const parameters: Arb = (() => {
  const own = expressions({ inClassification: false, earlier: [], amounts: false, parameters: NO_PARAMETERS })
  return fc.record({
    income: slot(own.money, false, 3).map((value): Data => ({ title: '收入', value })),
    half_income: slot(fc.constant<Data>({ share: '50%', of: { parameter: 'income' } }), false).map(
      (value): Data => ({ title: '一半', value }),
    ),
    pace: slot(own.rate, false, 2).map((value): Data => ({ title: '比例', unit: 'rate', value })),
    dozen: slot(own.count, false).map((value): Data => ({ title: '个数', unit: 'count', value })),
  })
})()

const classification: Arb = (() => {
  const s: Surroundings = { inClassification: true, earlier: [], amounts: false, parameters: PARAMETERS }
  const part = fc
    .tuple(fc.constantFrom('special_drug', 'rehabilitation'), itemCondition)
    .map(([name, when]): Data => ({ part: name, when }))
  const parts = fc
    .tuple(fc.array(part, { maxLength: 2 }), itemCondition, itemCondition)
    .map(
      ([more, first, second]): Data => [
        { part: 'special_drug', when: first },
        ...more,
        { part: 'rehabilitation', when: second },
      ],
    )
  const own = expressions(s).money
  const ofItem = fc.oneof(
    { weight: 3, arbitrary: own },
    { weight: 1, arbitrary: fc.constantFrom<Data>('selected_price', 'item_amount', 'none') },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Data>(
        { largest: ['selected_price', { share: '70%', of: 'item_price' }] },
        { share: '35%', of: 'item_amount' },
      ),
    },
  )
  const ceiling = fc
    .record({
      title: fc.constant('限价'),
      when: optionally(fc.oneof(itemCondition, itemAmount)),
      price: optionally(ofItem),
      amount: ofItem,
    })
    .map(({ amount, ...rest }): Data => present({ ...rest, amount: rest.price === undefined ? amount : undefined }))
  const exclusion = itemCondition.map((when): Data => ({ title: '不予支付', when }))
  return fc
    .record({
      title: fc.constant('归类'),
      pre_self_pay: slot(expressions(s).rate, false, 2),
      parts: slot(parts, true),
      exclusions: seldom(slot(fc.array(exclusion, { maxLength: 2 }), true), 4),
      ceilings: seldom(slot(fc.array(ceiling, { maxLength: 2 }), true), 3),
    })
    .map(present)
})()

export const planSwitches: Arb = fc.record({
  over_limit: fc.constantFrom('separate', 'in_self_paid'),
  account_pays: fc.oneof(fc.constant(['none']), fc.subarray(['in_scope', 'pre', 'over', 'full'], { minLength: 1 })),
  governed_by: fc.constantFrom('visit', 'admission', 'discharge', 'settlement'),
  package: fc.constantFrom('none', 'excess_to_provider', 'excess_to_person'),
})

function plan(count: number, when: Arb): Arb {
  const own = TIERS.slice(0, count)
  return fc
    .record({
      title: fc.constant('计划'),
      scheme: fc.constantFrom(...SCHEMES),
      settings: fc.subarray([...SETTINGS], { minLength: 3 }),
      classification: fc.constant('standard'),
      precedence: optionally(fc.integer({ min: 0, max: 999 })),
      when: seldom(slot(when, true)),
      tiers: slot(
        fc.integer({ min: 1, max: count }).map((length): Data => own.slice(0, length)),
        false,
      ),
      switches: slot(planSwitches, false),
    })
    .map(present)
}

/** Single slots of a tier with new values from a later day on: what a reform does. */
function overlay(tiers: readonly Arb[]): Arb {
  const index = fc.integer({ min: 0, max: tiers.length - 1 })
  return index.chain((at) =>
    fc
      .tuple(
        tiers[at] as Arb,
        fc.subarray(['deductible', 'bands', 'limits', 'rate_changes', 'base', 'when', 'covers'], { maxLength: 3 }),
      )
      .map(([value, keys]): Data => {
        const entries = Object.entries(value as Record<string, Data>).filter(([key]) => keys.includes(key))
        return {
          title: '改革',
          defaults: { from: '2023-07-01', published: '2023-06-01', assumed: true, note: '试算' },
          ...(entries.length > 0 && { tiers: { [TIERS[at] as string]: Object.fromEntries(entries) } }),
        }
      }),
  )
}

/** A tier whose amount is given calculates nothing, so a reform gives it no rules. */
function fitting(reform: Data, own: readonly Data[]): Data {
  const { tiers = {}, ...rest } = reform as Record<string, Record<string, Record<string, Data>>>
  const fit = Object.entries(tiers).map(([id, slots]) => {
    const isGiven = (own[TIERS.indexOf(id as never)] as Record<string, Data>).given === true
    const kept = Object.entries(slots).filter(([key]) => !isGiven || key === 'when' || key === 'covers')
    return [id, Object.fromEntries(kept)] as const
  })
  return { ...rest, ...(fit.length > 0 && { tiers: Object.fromEntries(fit) }) }
}

/** Tiers of the whole language, or of one family of it. */
export function policyWith(tierAt: (earlier: readonly string[]) => Arb): fc.Arbitrary<PolicyData> {
  const tiers = TIERS.map((_, at) => tierAt(TIERS.slice(0, at)))
  const { when } = expressions({ inClassification: false, earlier: [], amounts: false, parameters: NO_PARAMETERS })
  return fc
    .integer({ min: 1, max: TIERS.length })
    .chain((count) =>
      fc.record({
        own: fc.tuple(...tiers.slice(0, count)),
        first: plan(count, when),
        second: optionally(plan(count, when)),
        parameters,
        classification,
        tiersApart: fc.boolean(),
        overlay: seldom(overlay(tiers.slice(0, count)), 3),
        writing: fc.constantFrom<Writing>('json', 'yaml'),
      }),
    )
    .map(({ own, first, second, tiersApart, overlay: reform, writing, ...rest }) => ({
      file: {
        ...HEAD,
        parameters: rest.parameters,
        classifications: { standard: rest.classification },
        tiers: Object.fromEntries(own.map((each, at) => [TIERS[at], each])),
        plans: present({ ordinary: first, other: second }),
      } as Data,
      tiersApart,
      overlay: reform === undefined ? undefined : fitting(reform, own),
      writing,
    }))
}

const surroundings = (earlier: readonly string[]): Surroundings => ({
  inClassification: false,
  earlier,
  amounts: true,
  parameters: PARAMETERS,
})

export const policyOfWishes = (wishes: TierWishes): fc.Arbitrary<PolicyData> =>
  policyWith((earlier) => tier(surroundings(earlier), wishes))

export const anyPolicy: fc.Arbitrary<PolicyData> = policyOfWishes(ALL_OF_THE_LANGUAGE)
