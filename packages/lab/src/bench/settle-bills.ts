// Bills for `bench settle`: twelve lines each, of all classes, some above their ceiling, with a year's accumulators.
import { type Bill, basisPoints, day, fen, type Line, lineAmount, type Quantity, type UnitPrice } from '@yibao/kernel'
import { type Random, random } from '../random.ts'
import { BENCH_DAY } from './settle-policy.ts'

const LINES = 12

export function benchBills(count: number, seed: number): Bill[] {
  const source = random(seed)
  return Array.from({ length: count }, () => benchBill(source))
}

function benchBill(source: Random): Bill {
  const on = day(BENCH_DAY)
  return {
    person: {
      scheme: 'resident',
      status: 'adult',
      age: source.int(20, 90),
      categories: source.chance(0.3) ? ['minimum_allowance'] : [],
    },
    visit: {
      setting: 'inpatient',
      level: source.pick(['level_1', 'level_2', 'level_3']),
      admittedOn: on,
      dischargedOn: on,
      settledOn: on,
    },
    lines: Array.from({ length: LINES }, () => benchLine(source)),
    accumulators: {
      'limit.basic.payment.year@2025': source.int(0, 19_900_000),
      'base.serious@2025': source.int(0, 12_000_000),
      'limit.assistance.payment.year@2025': source.int(0, 2_900_000),
      'admissions@2025': source.int(0, 4),
    },
    account: { use: true, balanceFen: fen(source.int(0, 500_000)) },
  }
}

function benchLine(source: Random): Line {
  const quantity = (source.int(1, 30) * 10_000) as Quantity
  const price = (source.int(50, 90_000) * 10_000) as UnitPrice
  const itemClass = source.weighted(['a', 'b', 'c'] as const, (each) => (each === 'c' ? 1 : 5))
  const limited = source.chance(0.25)
  return {
    item: `X${source.int(1, 999)}`,
    itemClass,
    kind: source.pick(['western_drug', 'service', 'consumable']),
    amountFen: lineAmount(quantity, price),
    quantity,
    price,
    ...(itemClass === 'b' && { catalogueRateBp: basisPoints(source.pick([500, 1000, 1500, 2000])) }),
    ...(limited && { ceiling: Math.round(price * 0.8) as UnitPrice }),
  }
}
