// Arbitrary conditions and expressions: every construct of the language, nested to a small depth.
import fc from 'fast-check'
import { CONDITION_AMOUNTS } from '../../src/policy/amounts.ts'
import {
  CHANNELS,
  ENROLMENT_WINDOWS,
  ITEM_CLASSES,
  ITEM_KINDS,
  PLACES,
  REFERRALS,
  SCHEMES,
  SETTINGS,
  STATUSES,
} from '../../src/policy/facts.ts'
import { ROUND_MODES } from '../../src/policy/units.ts'
import {
  countLiteral,
  type Data,
  moneyLiteral,
  moneyText,
  optionally,
  present,
  rateLiteral,
  rateText,
  smallRate,
} from './text.ts'
import { CATEGORIES, DISEASES, ITEM_TAGS, ITEMS, LEVELS, VISIT_TAGS } from './words.ts'

/** What an expression may speak of where it stands. */
export interface Surroundings {
  readonly inClassification: boolean
  /** Earlier tiers of the plan; none in classifications and parameters. */
  readonly earlier: readonly string[]
  /** Amounts of the bill are known. */
  readonly amounts: boolean
  readonly parameters: {
    readonly money: readonly string[]
    readonly rate: readonly string[]
    readonly count: readonly string[]
  }
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  scheme: SCHEMES,
  status: STATUSES,
  sex: ['male', 'female'],
  setting: SETTINGS,
  level: LEVELS,
  place: PLACES,
  referral: REFERRALS,
  channel: CHANNELS,
  disease: DISEASES,
  delivery: ['natural', 'difficult', 'caesarean', 'none'],
  enrolment_window: ENROLMENT_WINDOWS,
}
const SETS: Readonly<Record<string, readonly string[]>> = {
  category: CATEGORIES,
  certified_disease: DISEASES,
  visit_tag: VISIT_TAGS,
}
export const COUNTS = [
  'age',
  'continuous_years',
  'months_enrolled',
  'broken_years',
  'repaired_years',
  'zero_claim_years',
  'admission_number',
  'disease_count',
  'sessions',
  'months',
  'days',
  'newborns',
  'month_of_year',
  'quarter_of_year',
] as const
const ITEM_CHOICES = { item: ITEMS, item_class: ITEM_CLASSES, item_kind: ITEM_KINDS }

type Arb = fc.Arbitrary<Data>
const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1, maxLength: 2 })

const word = (table: Readonly<Record<string, readonly string[]>>): Arb =>
  fc
    .constantFrom(...Object.keys(table))
    .chain((fact) =>
      some(table[fact] ?? []).map((values): Data => ({ [fact]: values.length === 1 ? (values[0] as string) : values })),
    )
const range = fc
  .record({
    fact: fc.constantFrom(...COUNTS),
    low: fc.integer({ min: 0, max: 60 }),
    width: fc.integer({ min: 0, max: 40 }),
    ends: fc.constantFrom('both', 'low', 'high'),
  })
  .map(
    ({ fact, low, width, ends }): Data => ({
      [fact]: present({ at_least: ends === 'high' ? undefined : low, below: ends === 'low' ? undefined : low + width }),
    }),
  )
const wage = moneyLiteral.map((at_least): Data => ({ average_wage: { at_least } }))
const exactCount = fc
  .tuple(fc.constantFrom(...COUNTS), fc.subarray(['0', '1', '2', '3'], { minLength: 1 }))
  .map(([fact, values]): Data => ({ [fact]: values }))
const itemPrice = moneyLiteral.map((below): Data => ({ item_price: { below } }))
/** For ceilings only: what depends on the size of a line is not the same for a line and its halves. */
export const itemAmount: Arb = moneyLiteral.map((at_least): Data => ({ item_amount: { at_least } }))
const selectedPrice = moneyLiteral.map((below): Data => ({ selected_price: { below } }))
const itemRate = rateLiteral.map((at_least): Data => ({ catalogue_rate: { at_least } }))

const personWord = fc.oneof({ weight: 4, arbitrary: word(CHOICES) }, word(SETS), range, exactCount, wage)
const itemWord = fc.oneof(
  { weight: 3, arbitrary: word(ITEM_CHOICES) },
  { weight: 3, arbitrary: word({ item_tag: ITEM_TAGS }) },
  itemPrice,
  selectedPrice,
  itemRate,
  personWord,
)
const composed = (single: Arb): Arb =>
  fc.oneof(
    { weight: 6, arbitrary: single },
    { weight: 1, arbitrary: fc.tuple(single, single).map(([a, b]): Data => ({ ...(a as object), ...(b as object) })) },
    { weight: 1, arbitrary: fc.array(single, { minLength: 1, maxLength: 2 }).map((any): Data => ({ any })) },
    { weight: 1, arbitrary: fc.array(single, { minLength: 1, maxLength: 2 }).map((all): Data => ({ all })) },
    { weight: 2, arbitrary: single.map((not): Data => ({ not })) },
  )
export const condition: Arb = composed(personWord)
export const itemCondition: Arb = composed(itemWord)

const billAmount = fc
  .record({ amount: fc.constantFrom(...CONDITION_AMOUNTS), low: moneyLiteral, high: optionally(moneyLiteral) })
  .map(({ amount: name, low, high }): Data => ({ [name]: present({ at_least: low, below: high }) }))
/** Where the amounts of the bill are known: in tiers, not in plans, classifications and parameters. */
export const billCondition: Arb = composed(
  fc.oneof({ weight: 5, arbitrary: personWord }, { weight: 1, arbitrary: billAmount }),
)

const DEPTH = 2

/** One arbitrary for each unit and depth; built once for each kind of surroundings. */
export function expressions(s: Surroundings) {
  const when = s.inClassification ? itemCondition : s.amounts ? billCondition : condition
  const built = new Map<string, Arb>()
  const once = (name: string, depth: number, build: () => Arb): Arb => {
    const key = `${name}${depth}`
    const arbitrary = built.get(key) ?? build()
    built.set(key, arbitrary)
    return arbitrary
  }
  const simple: Record<'money' | 'rate' | 'count', Arb> = {
    money: s.amounts ? fc.oneof({ weight: 2, arbitrary: moneyLiteral as Arb }, amount(s)) : moneyLiteral,
    rate: s.inClassification ? fc.oneof(rateLiteral, fc.constant('catalogue_rate')) : rateLiteral,
    count: fc.oneof(countLiteral, fc.constantFrom(...COUNTS)),
  }
  const parameter = (unit: 'money' | 'rate' | 'count'): { weight: number; arbitrary: Arb }[] =>
    s.parameters[unit].length === 0
      ? []
      : [
          {
            weight: 1,
            arbitrary: fc.constantFrom(...s.parameters[unit]).map((name): Data => ({ parameter: name, unit })),
          },
        ]

  const any = (unit: 'money' | 'rate' | 'count', depth = DEPTH): Arb =>
    once(unit, depth, () => {
      if (depth === 0) return simple[unit]
      const inner = any(unit, depth - 1)
      const shared: { weight: number; arbitrary: Arb }[] = [
        { weight: 8, arbitrary: simple[unit] },
        { weight: 2, arbitrary: tables(inner, s) },
        { weight: 1, arbitrary: choose(inner, when) },
        { weight: 1, arbitrary: nth(inner) },
        { weight: 1, arbitrary: combined(inner) },
        ...parameter(unit),
      ]
      const count = any('count', depth - 1)
      if (unit === 'money') {
        return fc.oneof(
          ...shared,
          { weight: 1, arbitrary: stepDown(inner, moneyLiteral) },
          { weight: 1, arbitrary: steps(inner) },
          { weight: 1, arbitrary: share(any('rate', depth - 1), inner) },
          { weight: 1, arbitrary: fc.tuple(inner, count).map((times): Data => ({ times })) },
          { weight: 1, arbitrary: prorate(inner, count) },
          { weight: 1, arbitrary: rounded(inner, fc.constantFrom('0.1元', '1元', '100元', '0元')) },
          { weight: 1, arbitrary: fc.constant('average_wage') },
        )
      }
      if (unit === 'rate') {
        return fc.oneof(
          ...shared,
          { weight: 1, arbitrary: stepDown(inner, smallRate) },
          { weight: 1, arbitrary: steps(smallRate) },
          { weight: 1, arbitrary: fc.tuple(smallRate, count).map((times): Data => ({ times })) },
          { weight: 1, arbitrary: rounded(inner, fc.constantFrom('1%', '5%')) },
        )
      }
      return fc.oneof(
        ...shared,
        { weight: 1, arbitrary: steps(countLiteral) },
        { weight: 1, arbitrary: rounded(inner, fc.constantFrom('2', '12')) },
      )
    })
  return { money: any('money'), rate: any('rate'), count: any('count'), when }
}

const rounded = (value: Arb, to: Arb): Arb =>
  fc.record({ round: value, to, mode: fc.constantFrom(...ROUND_MODES) }).map((each): Data => each)

const AMOUNTS = ['total', 'full', 'over', 'pre', 'in_scope', 'left', 'left_pre', 'left_over', 'left_full'] as const
const OF_ACCOUNT = ['account_balance', 'account_current'] as const
const OF_TIERS = ['paid_by', 'deductible_of', 'base_of', 'above_cap_of'] as const

function amount(s: Surroundings): Arb {
  const parts = ['main', 'special_drug', 'rehabilitation']
  const plain = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('in_scope', 'left') as Arb },
    { weight: 2, arbitrary: fc.constantFrom(...AMOUNTS, ...OF_ACCOUNT) as Arb },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...AMOUNTS), fc.constantFrom(...parts))
        .map(([name, part]): Data => ({ amount: name, part })),
    },
  )
  if (s.earlier.length === 0) return plain
  const ofTier = fc
    .tuple(fc.constantFrom(...OF_TIERS), fc.constantFrom(...s.earlier))
    .map(([name, tier]): Data => ({ [name]: tier }))
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: ofTier })
}

/** Rows may be missing: seldom together with `otherwise`, and then some bills are refused with policy_gap. */
function tables(inner: Arb, s: Surroundings): Arb {
  const choices = {
    ...CHOICES,
    ...(s.inClassification && ITEM_CHOICES),
    admission_number: ['1', '2', '3'],
    months: ['1', '2'],
  }
  const sets = { ...SETS, ...(s.inClassification && { item_tag: ITEM_TAGS }) }
  const otherwise = fc.option(inner, { nil: undefined, freq: 12 })
  const rows = (words: readonly string[]) =>
    fc
      .subarray([...words], { minLength: 1 })
      .chain((keys) => fc.tuple(...keys.map((key) => inner.map((value) => [key, value] as const))))
  const table = (fact: string, words: readonly string[], pick?: string) =>
    fc.tuple(rows(words), otherwise, fc.integer({ min: 0, max: 5 })).map(([each, rest, merge]): Data => {
      const list = merge === 0 ? inOneRow(each) : each
      return present({ by: fact, pick, ...Object.fromEntries(list), otherwise: rest })
    })
  return fc.oneof(
    ...Object.entries(choices).map(([fact, words]) => table(fact, words)),
    ...Object.entries(sets).flatMap(([fact, words]) => [table(fact, words, 'highest'), table(fact, words, 'lowest')]),
  )
}

/** One row for several words. */
const inOneRow = (rows: readonly (readonly [string, Data])[]): [string, Data][] =>
  rows.length < 2
    ? rows.map(([key, value]) => [key, value])
    : [[rows.map(([key]) => key).join(' | '), rows[0]?.[1] as Data]]

function choose(inner: Arb, when: Arb): Arb {
  const option = fc.tuple(when, inner).map(([condition, value]): Data => ({ when: condition, value }))
  const last = fc.option(inner, { nil: undefined, freq: 12 })
  return fc
    .tuple(fc.array(option, { minLength: 1, maxLength: 2 }), last)
    .map(([options, otherwise]): Data => ({ choose: otherwise === undefined ? options : [...options, { otherwise }] }))
}

const countFact = fc.constantFrom(...COUNTS)

const nth = (inner: Arb): Arb =>
  fc
    .tuple(countFact, fc.array(inner, { minLength: 1, maxLength: 3 }))
    .map(([fact, list]): Data => ({ nth: fact, list }))

const combined = (inner: Arb): Arb =>
  fc
    .tuple(fc.constantFrom('sum', 'minus', 'smallest', 'largest'), fc.array(inner, { minLength: 1, maxLength: 3 }))
    .map(([op, of]): Data => ({ [op]: of }))

const stepDown = (inner: Arb, down: Arb): Arb =>
  fc
    .record({
      of: fc.constantFrom('admission_number', 'sessions', 'disease_count'),
      start: inner,
      lower: fc.oneof(
        down.map((by) => ({ by })),
        rateLiteral.map((factor) => ({ factor })),
      ),
      floor: optionally(inner),
    })
    .map(({ of, start, lower, floor }): Data => ({ step_down: present({ of, start, ...lower, floor }) }))

const steps = (each: Arb): Arb =>
  fc
    .record({
      of: countFact,
      every: fc.integer({ min: 1, max: 6 }),
      each,
      at_most: optionally(each),
    })
    .map((record): Data => ({ steps: present(record) }))

const share = (rate: Arb, of: Arb): Arb =>
  fc
    .record({
      share: rate,
      of,
      at_least: optionally(moneyLiteral),
      at_most: optionally(moneyLiteral),
    })
    .map(present)

const prorate = (of: Arb, by: Arb): Arb =>
  fc
    .tuple(of, by, fc.constantFrom('30', '31', '365', '7'))
    .map(([value, count, over]): Data => ({ prorate: { of: value, by: count, over } }))

export { moneyText, rateText }
