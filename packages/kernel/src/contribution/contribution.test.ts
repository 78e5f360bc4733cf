// Contributions: worked figures, and what always holds: the parts are the whole, one ceiling, any order, any repetition.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Fen, fen } from '../money/fen.ts'
import { basisPoints } from '../money/share.ts'
import { day } from '../time/day.ts'
import {
  type Arrival,
  bestStack,
  type Charge,
  checkStack,
  employeeMonth,
  employeeMonths,
  lateFee,
  type PayerStack,
  payersOf,
  type Receipt,
  reconcile,
  refundAfter,
} from './index.ts'

const yuan = (value: number): Fen => fen(Math.round(value * 100))
const rates = { employerBp: basisPoints(650), personBp: basisPoints(200) }
const limits = { floorFen: yuan(4000), ceilingFen: yuan(20_000) }

test('a base of 7,194 yuan: 467.61 of the employer and 143.88 of the person', () => {
  const { employerFen, personFen } = employeeMonth(yuan(7194), limits, rates)
  assert.deepEqual([employerFen, personFen], [yuan(467.61), yuan(143.88)])
})

test('below the floor and above the ceiling the limit is the base', () => {
  assert.equal(employeeMonth(yuan(1000), limits, rates).baseFen, limits.floorFen)
  assert.equal(employeeMonth(yuan(50_000), limits, rates).baseFen, limits.ceilingFen)
})

test('two jobs have one ceiling together, and nothing is lost in dividing', () => {
  const wage = fc.integer({ min: 1, max: 5_000_000 }).map(fen)
  fc.assert(
    fc.property(fc.array(wage, { minLength: 1, maxLength: 4 }), (wages) => {
      const bases = employeeMonths(wages, limits, rates).map(({ baseFen }) => baseFen as number)
      const [sum, paid] = [bases, wages].map((each) => each.reduce((a: number, b) => a + b, 0)) as [number, number]
      assert.equal(sum, Math.min(limits.ceilingFen, Math.max(limits.floorFen, paid)))
      assert.ok(bases.every((base) => base >= 0))
    }),
  )
})

test('a late fee counts the days after the due day', () => {
  const fee = (paid: string) => lateFee(yuan(10_000), day('2026-03-15'), day(paid), basisPoints(5))
  assert.equal(fee('2026-03-15'), 0)
  assert.equal(fee('2026-03-25'), yuan(50))
  assert.equal(fee('2026-03-01'), 0)
})

const stack: PayerStack = {
  id: 'minimum_allowance',
  parts: [
    { payer: 'assistance', kind: 'amount', amountFen: yuan(190) },
    { payer: 'city', kind: 'amount', amountFen: yuan(100) },
    { payer: 'person', kind: 'remainder' },
  ],
}

test('a standard of 380 yuan is 190 of assistance, 100 of the city and 90 of the person', () => {
  assert.deepEqual(
    payersOf(yuan(380), stack).map(({ amountFen }) => amountFen),
    [yuan(190), yuan(100), yuan(90)],
  )
  assert.equal(refundAfter(yuan(380), payersOf(yuan(380), stack), 'person'), yuan(290))
})

test('payers add up to the standard whatever the stack wants', () => {
  const part = fc.oneof(
    fc.record({ payer: fc.string(), kind: fc.constant('amount' as const), amountFen: fc.nat(200_000).map(fen) }),
    fc.record({ payer: fc.string(), kind: fc.constant('share' as const), rateBp: fc.nat(20_000).map(basisPoints) }),
  )
  fc.assert(
    fc.property(fc.nat(100_000).map(fen), fc.array(part, { maxLength: 6 }), (standard, parts) => {
      const shares = payersOf(standard, { id: 's', parts: [...parts, { payer: 'person', kind: 'remainder' }] })
      assert.equal(
        shares.reduce((sum, { amountFen }) => sum + amountFen, 0),
        standard,
      )
      assert.ok(shares.every(({ amountFen }) => amountFen >= 0))
    }),
  )
})

test('a stack that cannot add up is refused, and the best one is the one that asks least of the person', () => {
  const rest = { payer: 'person', kind: 'remainder' } as const
  const codeOf = (parts: PayerStack['parts']) => {
    const outcome = checkStack({ id: 's', parts })
    return outcome.ok ? 'accepted' : outcome.code
  }
  assert.equal(codeOf(stack.parts), 'accepted')
  assert.equal(codeOf(stack.parts.slice(0, 2)), 'stack_without_remainder')
  assert.equal(codeOf([rest, ...stack.parts.slice(0, 1)]), 'remainder_not_last')
  assert.equal(codeOf([stack.parts[0] ?? rest, stack.parts[0] ?? rest, rest]), 'payer_twice')
  const plain: PayerStack = { id: 'plain', parts: [rest] }
  assert.equal(bestStack(yuan(380), [plain, stack], 'person')?.stack.id, 'minimum_allowance')
  assert.equal(bestStack(yuan(380), [], 'person'), undefined)
})

const charge = (chargeNo: string, amount = 380): Charge => ({
  ...{ chargeNo, personNo: `P${chargeNo}`, fund: 'resident_basic', period: '2027' },
  amountFen: yuan(amount),
})
const receipt = (chargeNo: string, over: Partial<Receipt> = {}): Receipt => ({
  ...{ receiptNo: `R${chargeNo}`, chargeNo, personNo: `P${chargeNo}`, fund: 'resident_basic', period: '2027' },
  amountFen: yuan(380),
  ...over,
})
const arrival = ({ receiptNo, fund, amountFen }: Receipt, over: Partial<Arrival> = {}): Arrival => ({
  ...{ arrivalNo: `A${receiptNo}`, receiptNo, fund, amountFen },
  ...over,
})

test('every kind of break is found and named with its numbers', () => {
  const charges = ['1', '2', '3', '4', '5', '6', '7', '8'].map((no) => charge(no))
  const receipts = [
    receipt('1'),
    receipt('1', { receiptNo: 'R1-again' }),
    receipt('2', { amountFen: yuan(400) }),
    receipt('3', { fund: 'employee_basic' }),
    receipt('4', { period: '2026' }),
    receipt('5', { personNo: 'P99' }),
    receipt('6', { receiptNo: 'R6-back', amountFen: yuan(-380) }),
    receipt('7'),
    receipt('9', { chargeNo: undefined }),
    receipt('10', { chargeNo: undefined, personNo: undefined }),
  ]
  const arrivals = receipts.filter(({ receiptNo }) => receiptNo !== 'R7').map((each) => arrival(each))
  const lost = arrival(receipt('11'))
  const { credited, breaks, totals } = reconcile(charges, receipts, [...arrivals, lost])
  assert.deepEqual(
    credited.map(({ chargeNo }) => chargeNo),
    ['1'],
  )
  assert.deepEqual(
    breaks.map(({ kind, receiptNo = '', chargeNo = '' }) => [kind, chargeNo, receiptNo]),
    [
      ['wrong_fund', '3', 'R3'],
      ['amount_differs', '2', 'R2'],
      ['arrived_without_receipt', '', 'R11'],
      ['charged_not_paid', '8', ''],
      ['duplicate_payment', '1', 'R1-again'],
      ['paid_not_charged', '', 'R9'],
      ['person_unmatched', '', 'R10'],
      ['person_unmatched', '5', 'R5'],
      ['receipt_not_arrived', '', 'R7'],
      ['refunded_at_tax_only', '', 'R6-back'],
      ['wrong_period', '4', 'R4'],
    ],
  )
  for (const each of totals) assert.equal(each.creditedFen, each.confirmedFen - each.suspenseFen)
})

test('files that come twice, late or in another order change nothing, and nothing is credited twice', () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 6 }).map(String), { maxLength: 8 })
  fc.assert(
    fc.property(numbers, numbers, numbers, fc.integer(), (charged, paid, came, seed) => {
      const charges = charged.map((no) => charge(no))
      const receipts = paid.map((no) => receipt(no))
      const arrivals = came.map((no) => arrival(receipt(no)))
      const once = reconcile(charges, receipts, arrivals)
      const turned = <T>(rows: readonly T[]): T[] =>
        [...rows, ...rows].sort(
          (a, b) => JSON.stringify([seed, a]).length - JSON.stringify([seed, b]).length || (seed % 2 === 0 ? 1 : -1),
        )
      assert.deepEqual(reconcile(turned(charges), turned(receipts), turned(arrivals)), once)
      const given = once.credited.map(({ chargeNo }) => chargeNo)
      assert.equal(new Set(given).size, given.length)
    }),
  )
})
