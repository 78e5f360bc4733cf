// The special flows, on random policies and bills: lines sum to the header, pieces of a stay to the whole stay, a cancelled
// settlement leaves the history as if it had never been, and what is clawed back is what was paid.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Bill } from '../src/benefits/bill.ts'
import { cancelEarlier, type Decided, dependantsOf, resettle } from '../src/benefits/flows/again.ts'
import { clawBack } from '../src/benefits/flows/claw-back.ts'
import { piecesOfStay } from '../src/benefits/flows/cross-year.ts'
import { differenceOf } from '../src/benefits/flows/difference.ts'
import { settleInterim } from '../src/benefits/flows/interim.ts'
import { allocateToLines } from '../src/benefits/flows/lines.ts'
import { settle } from '../src/benefits/settle.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import { day } from '../src/time/day.ts'
import { billBy, bookBy, inScope } from './generate/by-hand.ts'
import { runs } from './generate/runs.ts'
import {
  type Aimed,
  CASES_PER_POLICY,
  compiledOn,
  drawn,
  open,
  type Setting,
  settled,
  withChanges,
} from './generate/settling.ts'

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
const AMOUNTS = ['total', 'fundPaid', 'providerPaid', 'personPaid', 'accountPaid', 'mutualPaid', 'cash'] as const

function sameSums(parts: readonly Settlement[], whole: Settlement, what: string): void {
  for (const name of AMOUNTS) assert.equal(sum(parts.map((each) => each[name])), whole[name], `${what}: ${name}`)
  for (const { id, paid } of whole.tiers) {
    const own = parts.flatMap((each) => each.tiers).filter((tier) => tier.id === id)
    assert.equal(sum(own.map((tier) => tier.paid)), paid, `${what}: ${id}`)
  }
}

const withoutZeros = (accumulators: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(accumulators).filter(([, amount]) => amount !== 0))

test('every payer’s lines sum to the header, no line is paid beyond its amount, and a whole claw-back takes it all', () => {
  let compared = 0
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const outcome = settled(setting.book, each)
        const plan = compiledOn(setting.book, each.plan, each.on, each.knownOn)
        if (!outcome.ok || !plan) continue
        const shares = allocateToLines(plan, each.bill)
        assert.ok(shares.ok)
        const { tiers, providerPaid, personPaid, lines } = outcome.value
        // What the account pays as a tier is the person's part of each line.
        const apart = tiers.filter((tier) => tier.payer !== 'account')
        for (const { id, paid } of apart) assert.equal(sum(shares.value.map((line) => line.tiers[id] ?? 0)), paid, id)
        const waived = tiers.filter((tier) => tier.payer === 'provider').map((tier) => tier.paid)
        assert.equal(sum(shares.value.map((line) => line.provider)), providerPaid - sum(waived))
        assert.equal(sum(shares.value.map((line) => line.person)), personPaid)
        const returns = lines.some((line) => Math.min(line.full, line.over, line.pre, line.inScope) < 0)
        shares.value.forEach((share, at) => {
          const parts = [...Object.values(share.tiers), share.provider, share.person]
          assert.ok(parts.every((part) => part >= 0))
          if (!returns) assert.equal(sum(parts), each.bill.lines[at]?.amountFen)
        })
        const all = lines.map((_, line) => ({ line }))
        const back = clawBack(plan, each.bill, all, { personPart: 'refunded_by_provider', personAtFault: true })
        assert.ok(back.ok)
        for (const { id, paid } of apart) assert.equal(0 - (back.value.tiers[id] ?? 0), paid)
        assert.equal(back.value.dueToFunds, outcome.value.fundPaid)
        assert.equal(back.value.dueToPerson, personPaid)
        compared += 1
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(compared > 500, `${compared} bills`)
})

/** The bills of a setting, settled one after another with the accumulators carried. */
function history(setting: Setting, start: Record<string, number>): { decided: Decided[]; end: Record<string, number> } {
  let accumulators = start
  const decided = setting.bills.flatMap((each: Aimed, at): Decided[] => {
    // The number of an admission is what was counted; given with the bill it would not follow the history.
    const { admissionNumber, ...visit } = each.bill.visit
    const bill: Bill = { ...each.bill, visit, accumulators }
    const outcome = settled(setting.book, { ...each, bill })
    if (!outcome.ok) return []
    accumulators = withChanges(accumulators, outcome.value.changes)
    const { plan, on, knownOn } = each
    return [{ id: `S${at}`, plan, on, knownOn, bill, settlement: outcome.value }]
  })
  return { decided, end: accumulators }
}

test('cancelling an earlier settlement leaves what the others come to without it; the provider must cancel dependants first', () => {
  let [cancelled, supplemented] = [0, 0]
  fc.assert(
    fc.property(drawn(), fc.nat(5), (data, pick) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      const { decided, end } = history(setting, {})
      const first = decided[pick % Math.max(1, decided.length)]
      if (!first) return
      const later = decided.slice(decided.indexOf(first) + 1)
      const dependants = dependantsOf(setting.book, first, later)
      const byProvider = cancelEarlier(setting.book, first, later, 'later_first')
      if (dependants.length > 0) assert.equal(!byProvider.ok && byProvider.code, 'later_settlements')
      const outcome = cancelEarlier(setting.book, first, later, 'keep_and_flag')
      // Without the cancelled one a later bill may be refused (a given amount exceeds what is left): that is said.
      if (!outcome.ok) return
      cancelled += 1
      const { mirror, supplements } = outcome.value
      for (const { id } of supplements) assert.ok(dependants.includes(id), `${id} is no dependant`)
      supplemented += supplements.length
      let present = withChanges(end, mirror.changes)
      for (const { difference } of supplements) present = withChanges(present, difference.changes)
      let never = { ...first.bill.accumulators }
      for (const each of later) {
        const again = settled(setting.book, { ...each, bill: { ...each.bill, accumulators: never } })
        assert.ok(again.ok)
        const supplement = supplements.find(({ id }) => id === each.id)
        sameSums([each.settlement, ...(supplement ? [supplement.difference] : [])], again.value, each.id)
        never = withChanges(never, again.value.changes)
      }
      assert.deepEqual(withoutZeros(present), withoutZeros(never))
    }),
    runs(CASES_PER_POLICY, 2_000),
  )
  assert.ok(cancelled > 100 && supplemented > 20, `${cancelled} cancelled, ${supplemented} supplements`)
})

test('a settlement worked out again on the same bill changes nothing; with less cost it posts the difference', () => {
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      const { decided } = history(setting, {})
      for (const each of decided) {
        const now = withChanges(each.bill.accumulators, each.settlement.changes)
        const same = resettle(setting.book, each, { ...each.bill, accumulators: now })
        assert.ok(same.ok)
        const { difference, settlement } = same.value
        for (const name of AMOUNTS) assert.equal(difference[name], 0, name)
        assert.deepEqual(difference.changes, [])
        sameSums([each.settlement, difference], settlement, 'again')
        const fewer = resettle(setting.book, each, { ...each.bill, accumulators: now, lines: each.bill.lines.slice(1) })
        if (!fewer.ok) continue
        sameSums([each.settlement, fewer.value.mirror, fewer.value.settlement], fewer.value.settlement, 'mirror')
        assert.deepEqual(fewer.value.difference, differenceOf(fewer.value.settlement, [each.settlement]))
      }
    }),
    runs(CASES_PER_POLICY),
  )
})

test('interim settlements of a stay sum to one settlement of the whole stay, with one admission and one deductible', () => {
  let whole = 0
  fc.assert(
    fc.property(drawn(), fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }), (data, cuts) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const plan = compiledOn(setting.book, each.plan, each.on, each.knownOn)
        const once = settled(setting.book, each)
        if (!plan || !once.ok) continue
        const { admissionNumber, ...visit } = each.bill.visit
        const own: Bill = { ...each.bill, visit: { ...visit, admissionNumber: admissionNumber ?? 1 } }
        const atOnce = settle(plan, own)
        assert.ok(atOnce.ok)
        const ends = [...new Set([...cuts.map((cut) => cut % (own.lines.length + 1)), own.lines.length])].sort(
          (a, b) => a - b,
        )
        const pieces: Settlement[] = []
        let accumulators = { ...own.accumulators }
        let balance = own.account?.balanceFen ?? 0
        let fell = false
        for (const end of ends) {
          const account = own.account && { ...own.account, balanceFen: balance as never, mutual: left(own, pieces) }
          const bill: Bill = { ...own, lines: own.lines.slice(0, end), accumulators, ...(account && { account }) }
          const piece = settleInterim(plan, bill, pieces)
          if (!piece.ok) {
            fell = true
            break
          }
          pieces.push(piece.value)
          accumulators = withChanges(accumulators, piece.value.changes)
          balance -= piece.value.accountPaid
        }
        if (fell) continue
        whole += 1
        sameSums(pieces, atOnce.value, 'stay')
        assert.deepEqual(withoutZeros(accumulators), withoutZeros(withChanges(own.accumulators, atOnce.value.changes)))
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(whole > 150, `${whole} stays`)
})

/** What the pieces so far have left of the family's accounts. */
const left = (bill: Bill, pieces: readonly Settlement[]) =>
  (bill.account?.mutual ?? []).map((aid) => {
    const taken = pieces.flatMap((each) => each.mutual).filter((each) => each.giver === aid.giver)
    return { ...aid, availableFen: (aid.availableFen - sum(taken.map((each) => each.paid))) as never }
  })

const STAY = {
  tiers: {
    basic: {
      deductible: '1000元',
      rate: '80%',
      limits: [{ title: '封顶线', on: 'payment', amount: '20000元', per: 'year' }],
    },
  },
} as const
const DAYS = ['2023-12-20', '2023-12-31', '2024-01-05'] as const
const crossing = billBy({
  visit: {
    setting: 'inpatient',
    admittedOn: day('2023-12-20'),
    dischargedOn: day('2024-01-10'),
    settledOn: day('2024-01-10'),
  },
  lines: [inScope(300_000), inScope(200_000), inScope(400_000)],
})

test('a stay across two years, three ways: at discharge, at the year’s end, by the date of each line', () => {
  const book = bookBy(STAY)
  const settledAs = (how: 'at_discharge' | 'at_year_end' | 'by_line_date') => {
    let accumulators: Record<string, number> = {}
    const paid = piecesOfStay(crossing, DAYS.map(day), how).map(({ bill, rulesOn }) => {
      const outcome = settle(book.planOn('ordinary', rulesOn, bill.visit.settledOn), { ...bill, accumulators })
      assert.ok(outcome.ok)
      accumulators = withChanges(accumulators, outcome.value.changes)
      return { deductible: outcome.value.deductible, fund: outcome.value.fundPaid, rulesOn }
    })
    return { paid, accumulators }
  }
  const limit = 'limit.basic.payment.year'
  assert.deepEqual(settledAs('at_discharge'), {
    paid: [{ deductible: 100_000, fund: 640_000, rulesOn: '2024-01-10' }],
    accumulators: { 'admissions@2024': 1, [`${limit}@2024`]: 640_000 },
  })
  const ofStay = { 'deductible.basic@stay/2023-12-20': 100_000, 'base.basic@stay/2023-12-20': 800_000 }
  const apart = { 'admissions@2023': 1, [`${limit}@2023`]: 320_000, [`${limit}@2024`]: 320_000, ...ofStay }
  assert.deepEqual(settledAs('at_year_end'), {
    paid: [
      { deductible: 100_000, fund: 320_000, rulesOn: '2023-12-31' },
      { deductible: 0, fund: 320_000, rulesOn: '2024-01-10' },
    ],
    accumulators: apart,
  })
  const byDate = settledAs('by_line_date')
  assert.deepEqual(byDate.accumulators, apart)
  assert.deepEqual(
    byDate.paid.map(({ rulesOn }) => rulesOn),
    ['2024-01-10', '2024-01-10'],
  )
  const within = { ...crossing, visit: { ...crossing.visit, admittedOn: day('2024-01-01') } }
  assert.equal(piecesOfStay(within, DAYS.map(day), 'at_year_end').length, 1)
})

test('a claw-back of half a line gives every payer its part of that half, and the year its room again', () => {
  const plan = bookBy(STAY).planOn('ordinary', day('2023-05-01'), day('2023-05-01'))
  const bill = billBy({ visit: { setting: 'inpatient' }, lines: [inScope(300_000), inScope(200_000)] })
  const decision = { personPart: 'refunded_by_provider', personAtFault: false } as const
  const back = clawBack(plan, bill, [{ line: 1, amountFen: 100_000 as never }], decision)
  assert.ok(back.ok)
  // 320 000 fen were paid for 500 000: 128 000 of the second line, half of which comes back.
  assert.deepEqual(back.value.lines, [{ line: 1, tiers: { basic: -64_000 }, provider: 0, person: -36_000 }])
  assert.deepEqual([back.value.dueToFunds, back.value.dueToPerson], [64_000, 36_000])
  // As if the half had never been: 80 % of 100 000 above the deductible.
  assert.deepEqual(back.value.changes, [{ key: 'limit.basic.payment.year@2023', change: -80_000 }])
  const fault = clawBack(plan, bill, [{ line: 0 }], { personPart: 'stays_with_person', personAtFault: true })
  assert.ok(fault.ok)
  assert.deepEqual([fault.value.dueToFunds, fault.value.dueToPerson, fault.value.changes], [192_000, 0, []])
  const tooMuch = clawBack(plan, bill, [{ line: 1, amountFen: 200_001 as never }], decision)
  assert.equal(!tooMuch.ok && tooMuch.code, 'finding_exceeds_line')
})

test('items returned in the middle of a stay are not settled as a piece that takes money back', () => {
  const plan = bookBy(STAY).planOn('ordinary', day('2023-05-01'), day('2023-05-01'))
  const bill = billBy({ visit: { setting: 'inpatient' }, lines: [inScope(300_000)] })
  const first = settleInterim(plan, bill, [])
  assert.ok(first.ok)
  const accumulators = withChanges({}, first.value.changes)
  const returned = settleInterim(plan, { ...bill, lines: [inScope(300_000), inScope(-50_000)], accumulators }, [
    first.value,
  ])
  assert.equal(!returned.ok && returned.code, 'interim_falls')
})
