// Arbitrary bills: persons, visits, lines from zero to millions of yuan, returned items, ceilings, accounts, denials.
import fc from 'fast-check'
import type { AccountUse, Bill, Line, Person, Visit } from '../../src/benefits/bill.ts'
import type { Fen } from '../../src/money/fen.ts'
import { lineAmount, type Quantity, type UnitPrice } from '../../src/money/line-amount.ts'
import {
  CHANNELS,
  ITEM_CLASSES,
  ITEM_KINDS,
  PLACES,
  REFERRALS,
  SCHEMES,
  SETTINGS,
  STATUSES,
} from '../../src/policy/facts.ts'
import { addDays, day } from '../../src/time/day.ts'
import { optionally as maybe, seldom } from './text.ts'
import { CATEGORIES, DISEASES, ITEM_TAGS, ITEMS, LEVELS, TIERS, VISIT_TAGS } from './words.ts'

const small = (max: number) => fc.integer({ min: 0, max })
const few = (values: readonly string[]) => fc.subarray([...values])

/** Leaves undefined keys out, as a reader of messages does. */
function compact<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T
}

export const fenUpTo = (max: number): fc.Arbitrary<Fen> => fc.integer({ min: 0, max }).map((value) => value as Fen)

/** From nothing to millions of yuan. */
export const someFen: fc.Arbitrary<Fen> = fc.oneof(
  { weight: 20, arbitrary: fenUpTo(200_000) },
  { weight: 20, arbitrary: fenUpTo(10_000_000) },
  { weight: 5, arbitrary: fenUpTo(900_000_000) },
  // Where doubles begin to lose single fen.
  { weight: 1, arbitrary: fenUpTo(200_000_000_000) },
)

export const person: fc.Arbitrary<Person> = fc
  .record({
    scheme: fc.constantFrom(...SCHEMES),
    status: fc.constantFrom(...STATUSES),
    sex: maybe(fc.constantFrom('male' as const, 'female' as const)),
    age: maybe(small(100)),
    categories: maybe(few(CATEGORIES)),
    certifiedDiseases: maybe(fc.array(fc.constantFrom(...DISEASES), { maxLength: 3 })),
    continuousYears: maybe(small(40)),
    monthsEnrolled: maybe(small(240)),
    brokenYears: maybe(small(6)),
    repairedYears: maybe(small(6)),
    enrolmentWindow: maybe(fc.constantFrom('concentrated' as const, 'late' as const)),
    zeroClaimYears: maybe(small(8)),
    averageWageFen: maybe(fenUpTo(3_000_000)),
  })
  .map(compact)

const FIRST_DAY = day('2022-12-01')

export const visit: fc.Arbitrary<Visit> = fc
  .record({
    setting: fc.constantFrom(...SETTINGS),
    level: fc.constantFrom(...LEVELS),
    place: maybe(fc.constantFrom(...PLACES)),
    referral: maybe(fc.constantFrom(...REFERRALS)),
    channel: maybe(fc.constantFrom(...CHANNELS)),
    start: small(600),
    stay: fc.oneof(fc.constant(0), small(45)),
    delay: fc.oneof(fc.constant(0), small(90)),
    admissionNumber: maybe(fc.integer({ min: 1, max: 6 })),
    disease: maybe(fc.constantFrom(...DISEASES)),
    sessions: maybe(fc.integer({ min: 1, max: 20 })),
    months: maybe(fc.integer({ min: 1, max: 3 })),
    delivery: maybe(fc.constantFrom('natural' as const, 'difficult' as const, 'caesarean' as const, 'none' as const)),
    newborns: maybe(small(3)),
    tags: maybe(few(VISIT_TAGS)),
    referralChain: maybe(fc.constantFrom('R17', 'R18')),
    diseaseChain: maybe(fc.constantFrom('D1', 'D2')),
    pregnancy: maybe(fc.constantFrom('P1', 'P2')),
    accident: maybe(fc.constantFrom('A1', 'A2')),
    event: maybe(fc.constantFrom('E1', 'E2')),
    inPieces: seldom(fc.constantFrom('S1', 'S2'), 4),
    continued: fc.integer({ min: 0, max: 7 }).map((n) => (n === 0 ? true : undefined)),
  })
  .map(({ start, stay, delay, inPieces, ...rest }) => {
    const admittedOn = addDays(FIRST_DAY, start)
    const dischargedOn = addDays(admittedOn, stay)
    return compact({ ...rest, stay: inPieces, admittedOn, dischargedOn, settledOn: addDays(dischargedOn, delay) })
  })

const price = fc.oneof(
  fc.integer({ min: 0, max: 50_000_000 }).map((value) => value as UnitPrice),
  fc.integer({ min: 0, max: 5_000 }).map((value) => (value * 1_000_000) as UnitPrice),
)
const count = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((value) => (value * 10_000) as Quantity),
  fc.integer({ min: 0, max: 2_000_000 }).map((value) => value as Quantity),
)

const lineFacts = fc.record({
  item: fc.constantFrom(...ITEMS),
  itemClass: fc.constantFrom(...ITEM_CLASSES, 'a' as const, 'b' as const),
  kind: fc.constantFrom(...ITEM_KINDS),
  selectedPrice: maybe(price),
  catalogueRateBp: maybe(fc.integer({ min: 0, max: 10_000 }) as unknown as fc.Arbitrary<never>),
  tags: maybe(few(ITEM_TAGS)),
  deniedFor: seldom(fc.constant('限定支付'), 15),
})

const priced = fc
  .tuple(lineFacts, price, count, maybe(price))
  .map(
    ([facts, each, quantity, ceiling]): Line =>
      compact({ ...facts, price: each, quantity, amountFen: lineAmount(quantity, each), ceiling }),
  )
const lump = fc
  .tuple(lineFacts, someFen, maybe(price), maybe(count))
  .map(([facts, amountFen, ceiling, quantity]): Line => compact({ ...facts, amountFen, ceiling, quantity }))
const split = fc
  .tuple(lineFacts, fenUpTo(20_000_000), fenUpTo(200_000), fenUpTo(200_000), fenUpTo(200_000))
  .map(([facts, inScope, full, over, pre]): Line => {
    const itemClass = facts.itemClass === 'c' ? 'a' : facts.itemClass
    const amountFen = (inScope + full + over + pre) as Fen
    return compact({ ...facts, itemClass, amountFen, split: { full, over, pre } })
  })

const sold = fc.oneof({ weight: 3, arbitrary: lump }, { weight: 3, arbitrary: priced }, { weight: 2, arbitrary: split })

/** The same line given back, as a refund writes it. */
export function returned(line: Line): Line {
  const { split: parts, quantity } = line
  const minus = (value: number) => (value === 0 ? 0 : -value) as never
  return {
    ...line,
    amountFen: minus(line.amountFen),
    ...(quantity !== undefined && { quantity: minus(quantity) }),
    ...(parts && { split: { full: minus(parts.full), over: minus(parts.over), pre: minus(parts.pre) } }),
  }
}

export const lines: fc.Arbitrary<Line[]> = fc
  .tuple(
    fc.oneof({ weight: 12, arbitrary: fc.array(sold, { minLength: 1, maxLength: 6 }) }, fc.constant([])),
    fc.array(fc.nat(), { maxLength: 2 }),
    fc.integer({ min: 0, max: 60 }),
    lump,
  )
  .map(([list, back, wild, more]) => {
    const refunds = list.length > 0 && wild % 3 === 0 ? back.map((at) => returned(list[at % list.length] as Line)) : []
    // Seldom more comes back than was sold, and the bill is refused.
    return [...list, ...(wild % 3 === 0 ? refunds.slice(0, 1) : []), ...(wild === 59 ? [returned(more)] : [])]
  })

const account: fc.Arbitrary<AccountUse> = fc.record({
  use: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
  balanceFen: fenUpTo(2_000_000),
  currentFen: fenUpTo(1_000_000),
  mutual: fc.array(fc.record({ giver: fc.constantFrom('配偶', '子女'), availableFen: fenUpTo(1_000_000) }), {
    maxLength: 2,
  }),
})

const givenAmounts = fc
  .array(fc.tuple(fc.constantFrom(...TIERS), fenUpTo(100_000)), { maxLength: 2 })
  .map((pairs): Record<string, Fen> => Object.fromEntries(pairs))

/** Without accumulators: tests carry them from bill to bill, or set them. */
export const bill: fc.Arbitrary<Bill> = fc
  .record({
    person,
    visit,
    lines,
    accumulators: fc.constant({}),
    account: maybe(account),
    given: maybe(givenAmounts),
    denials: seldom(fc.constant(['waiting_period']), 25),
  })
  .map(compact)
