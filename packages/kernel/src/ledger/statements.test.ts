// The invariants of the books on random histories of events: balanced, tied, closed, the same in any order, undone by mirrors.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Fen, fen } from '../money/fen.ts'
import type { Fund } from '../policy/model.ts'
import { addDays, day } from '../time/day.ts'
import {
  areaAccounts,
  type BookSum,
  balanceSheets,
  bridge,
  closedAmounts,
  incomeStatements,
  type JournalEntry,
  mirrorEntry,
  type PlainEvent,
  post,
  trialBalance,
  yearClosing,
} from './index.ts'

const FUNDS = ['employee_basic', 'resident_basic', 'resident_serious_illness', 'medical_assistance'] as const
const AREAS = ['000101', '000102'] as const
const KINDS = [
  'fund_opened',
  'contribution_received',
  'receipt_unmatched',
  'receipt_matched',
  'treasury_transferred',
  'subsidy_received',
  'account_credited',
  'account_interest',
  'interest_received',
  'use_plan_paid',
  'prepayment_paid',
  'prepayment_offset',
  'account_spent',
  'account_transferred_out',
  'account_transferred_in',
  'wallet_funded',
  'wallet_sent',
  'wallet_accepted',
  'wallet_returned',
  'illness_premium_paid',
  'illness_premium_transferred',
  'illness_premium_returned',
  'illness_premium_reduced',
  'supplier_prepaid',
  'supplier_offset',
  'supplier_paid_directly',
  'surplus_retained',
  'remote_prepaid',
  'remote_cleared',
  'visitors_money_received',
  'visitors_care_paid',
  'vaccine_remitted',
  'vaccination_paid',
  'emergency_advanced',
  'enrolment_subsidised',
  'county_money_advanced',
  'county_money_returned',
] as const satisfies readonly PlainEvent[]

const happened = fc
  .record({
    kind: fc.constantFrom(...KINDS, 'provider_paid', 'recovered', 'clawed_back'),
    fund: fc.constantFrom(...FUNDS),
    area: fc.constantFrom(...AREAS),
    amount: fc.integer({ min: 1, max: 9_000_000_000 }),
    at: fc.nat(364),
  })
  .map(({ kind, fund, area, amount, at }): JournalEntry[] => {
    const on = addDays(day('2026-01-01'), at)
    const amountFen = fen(amount)
    if (kind === 'provider_paid' || kind === 'recovered' || kind === 'clawed_back') {
      const facts = { id: `${at}`, on, area, provider: 'H1', amounts: [{ fund: fund as Fund, amountFen }] }
      if (kind === 'recovered') return post({ kind, ...facts, isEarlierYear: amount % 2 === 0 })
      return kind === 'provider_paid' ? post({ kind, ...facts }) : post({ kind, ...facts, by: 'repayment' })
    }
    const receiver: Fund = fund === 'resident_basic' ? 'resident_serious_illness' : 'resident_basic'
    return post({ kind, id: `${at}`, on, fund, area, amountFen, receiver })
  })
const history = fc.array(happened, { maxLength: 40 }).map((each) => each.flat())

/** As the ledger keeps sums of journals. */
function sumsOf(entries: readonly JournalEntry[]): BookSum[] {
  const rows = entries.flatMap(({ layer, postedOn, lines }) =>
    lines.map(({ fund, account, side, amountFen, area = '' }) => ({
      ...{ layer, period: postedOn.slice(0, 7), fund, account, area },
      debitFen: side === 'debit' ? (amountFen as number) : 0,
      creditFen: side === 'credit' ? (amountFen as number) : 0,
    })),
  )
  return [...Map.groupBy(rows, (row) => [row.layer, row.period, row.fund, row.account, row.area].join()).values()]
    .map((own) => ({
      ...own[0]!,
      debitFen: own.reduce((sum, row) => sum + row.debitFen, 0),
      creditFen: own.reduce((sum, row) => sum + row.creditFen, 0),
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

const YEAR = { from: '2026-01', to: '2026-12' }
const layers = ['cash', 'accrual'] as const

test('invariant: the trial balance of each fund is zero, in both layers, over any span', () => {
  const months = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  fc.assert(
    fc.property(history, months, (entries, [a, b]) => {
      const month = (no: number) => `2026-${String(no).padStart(2, '0')}`
      const span = { from: month(Math.min(a, b)), to: month(Math.max(a, b)) }
      for (const layer of layers) assert.ok(trialBalance(sumsOf(entries), layer, span).isBalanced)
    }),
  )
})

test('invariant: opening and movements make the closing, month after month, and the last closing is the opening of the next', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const sums = sumsOf(entries)
      const before = new Map<string, number>()
      for (let no = 1; no <= 12; no += 1) {
        const month = `2026-${String(no).padStart(2, '0')}`
        for (const row of trialBalance(sums, 'cash', { from: month, to: month }).rows) {
          const key = `${row.fund} ${row.account}`
          assert.equal(row.openingFen, before.get(key) ?? 0)
          assert.equal(row.closingFen, row.openingFen + row.debitFen - row.creditFen)
          before.set(key, row.closingFen)
        }
      }
    }),
  )
})

test('invariant: assets are liabilities and balance in every fund, before and after the year is closed', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const closing = yearClosing(sumsOf(entries), 2026, 'Y2026')
      for (const each of [entries, [...entries, ...closing]])
        for (const sheet of balanceSheets(sumsOf(each), '2026-12')) assert.ok(sheet.isBalanced, sheet.fund)
    }),
  )
})

test('invariant: what the sub-ledger accrued less what the cash books paid is what is open, fund by fund', () => {
  fc.assert(
    fc.property(history, (entries) => {
      for (const row of bridge(sumsOf(entries), '2026-12')) assert.ok(row.isTied, JSON.stringify(row))
    }),
  )
})

test('a payment that one layer missed is found by the bridge, with its amount', () => {
  const paid = post({
    ...{ kind: 'provider_paid', id: 'p1', on: day('2026-03-01'), area: '000101', provider: 'H1' },
    amounts: [{ fund: 'employee_basic', amountFen: 500 as Fen }],
  })
  const [row] = bridge(sumsOf(paid.filter(({ layer }) => layer === 'cash')), '2026-12')
  assert.equal(row?.differenceFen, -500)
  assert.equal(row?.isTied, false)
})

test('invariant: closing a year leaves income and expense at zero, moves the surplus to the balance, and the statements stay', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const closing = yearClosing(sumsOf(entries), 2026, 'Y2026')
      const after = sumsOf([...entries, ...closing])
      const closed = closedAmounts(closing)
      assert.deepEqual(incomeStatements(after, YEAR, closed), incomeStatements(sumsOf(entries), YEAR))
      assert.deepEqual(
        bridge(after, '2026-12', closed).map(({ paidFen }) => paidFen),
        bridge(sumsOf(entries), '2026-12').map(({ paidFen }) => paidFen),
      )
      for (const { kind, closingFen } of trialBalance(after, 'cash', YEAR).rows)
        if (kind === 'income' || kind === 'expense') assert.equal(closingFen, 0)
      assert.deepEqual(yearClosing(after, 2026, 'again'), [])
    }),
  )
})

test('invariant: reversal is the identity on balances, and the order of events does not matter', () => {
  fc.assert(
    fc.property(history, history, fc.nat(), (entries, undone, turn) => {
      const mirrors = undone.map((entry, at) =>
        mirrorEntry(entry, `j${at}`, entry.postedOn, { kind: 'reversed', id: `r${at}` }),
      )
      const all = [...undone, ...entries, ...mirrors]
      const at = all.length === 0 ? 0 : turn % all.length
      const turned = [...all.slice(at), ...all.slice(0, at)].toReversed()
      const closingOf = (each: readonly JournalEntry[]) =>
        layers.flatMap((layer) =>
          trialBalance(sumsOf(each), layer, YEAR).rows.flatMap(({ fund, account, closingFen }) =>
            closingFen === 0 ? [] : [[fund, account, closingFen]],
          ),
        )
      assert.deepEqual(closingOf(turned), closingOf(entries))
    }),
  )
})

test('invariant: splitting an event in two leaves the same sums', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.integer({ min: 2, max: 1_000_000 }), fc.nat(), (kind, amount, cut) => {
      const first = 1 + (cut % (amount - 1))
      const event = (amountFen: number) =>
        post({
          ...{
            kind,
            id: 'e',
            on: day('2026-05-05'),
            fund: 'medical_assistance' as Fund,
            receiver: 'resident_basic' as Fund,
          },
          amountFen: fen(amountFen),
        })
      assert.deepEqual(sumsOf([...event(first), ...event(amount - first)]), sumsOf(event(amount)))
    }),
  )
})

test('invariant: the counties add up to the city, and nothing is transferred between counties', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const areas = areaAccounts(sumsOf(entries), YEAR)
      const city = incomeStatements(sumsOf(entries), YEAR)
      for (const { fund, incomeFen, expenseFen } of city) {
        const own = areas.filter((each) => each.fund === fund)
        assert.equal(
          own.reduce((sum, each) => sum + each.incomeFen, 0),
          incomeFen,
        )
        assert.equal(
          own.reduce((sum, each) => sum + each.expenseFen, 0),
          expenseFen,
        )
      }
      assert.ok(areas.every(({ transferredFen }) => transferredFen === 0))
    }),
  )
})

test('money moved from one county to another is seen, in both', () => {
  const line = { fund: 'employee_basic', account: '1004', amountFen: 900 as Fen }
  const moved: JournalEntry = {
    ...{ layer: 'cash', postedOn: day('2026-03-01'), cause: { kind: 'moved', id: 'm' } },
    lines: [
      { ...line, side: 'debit', area: '000101' },
      { ...line, side: 'credit', area: '000102' },
    ],
  }
  assert.deepEqual(
    areaAccounts(sumsOf([moved]), YEAR).map(({ transferredFen }) => transferredFen),
    [900, -900],
  )
})

test('a bank account below zero is named', () => {
  const [sheet] = balanceSheets(
    sumsOf(
      post({ kind: 'use_plan_paid', id: 'u', on: day('2026-03-01'), fund: 'employee_basic', amountFen: 5 as Fen }),
    ),
    '2026-12',
  )
  assert.deepEqual(
    sheet?.negativeMoney.map(({ account, amountFen }) => [account, amountFen]),
    [['1003', -5]],
  )
})
