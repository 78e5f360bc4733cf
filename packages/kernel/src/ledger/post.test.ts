// The posting rules, event by event: which accounts, which side, which layer, and nothing where no money is concerned.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Settlement, TierOutcome } from '../benefits/settlement.ts'
import type { Fen } from '../money/fen.ts'
import type { Fund } from '../policy/model.ts'
import { day } from '../time/day.ts'
import { accountOf } from './chart.ts'
import { checkEntry } from './check-entry.ts'
import { mirrorEntry } from './entry.ts'
import { type FundEvent, post } from './post.ts'

const on = day('2026-11-21')
const occurrence = { id: 'e1', on, fund: 'employee_basic' as Fund, amountFen: 12_345 as Fen, area: '000101' }

const RULES = {
  contribution_received: ['cash', '1005', '4001'],
  subsidy_received: ['cash', '1003', '4101'],
  treasury_transferred: ['cash', '1003', '1005'],
  use_plan_paid: ['cash', '1004', '1003'],
  wallet_funded: ['accrual', 'A301', 'A302'],
  fund_opened: ['cash', '1003', '3001'],
} as const

test('each event moves its amount from one account to another of the same fund, in its own layer', () => {
  for (const [kind, [layer, debit, credit]] of Object.entries(RULES)) {
    const common = { fund: 'employee_basic', amountFen: 12_345, area: '000101' }
    assert.deepEqual(post({ kind: kind as keyof typeof RULES, ...occurrence }), [
      {
        layer,
        postedOn: on,
        cause: { kind, id: 'e1' },
        lines: [
          { ...common, account: debit, side: 'debit' },
          { ...common, account: credit, side: 'credit' },
        ],
      },
    ])
  }
})

test('an event without an area is booked without one, and an event of nothing is not booked', () => {
  const { area, ...nowhere } = occurrence
  const [entry] = post({ kind: 'subsidy_received', ...nowhere })
  assert.deepEqual(
    entry?.lines.map((line) => Object.keys(line).sort()),
    [
      ['account', 'amountFen', 'fund', 'side'],
      ['account', 'amountFen', 'fund', 'side'],
    ],
  )
  assert.ok(area)
  assert.deepEqual(post({ kind: 'subsidy_received', ...occurrence, amountFen: 0 as Fen }), [])
})

const tier = (fund: Fund, paid: number) => ({ fund, paid: paid as Fen }) as TierOutcome

function settled(tiers: readonly TierOutcome[], accountPaid: number, mutualPaid: number): FundEvent {
  const settlement = { tiers, accountPaid: accountPaid as Fen, mutualPaid: mutualPaid as Fen } as Settlement
  const facts = { area: '000101', provider: 'H1', benefitKind: '21', benefitYear: 2026 }
  return { kind: 'settled', id: 's1', on, settlement, ...facts, accountFund: 'employee_basic' }
}

test('a settlement owes the provider what each fund pays and what the accounts pay, own and family together', () => {
  const tiers = [tier('resident_basic', 700), tier('outside', 30), tier('provider', 20), tier('medical_assistance', 50)]
  const facts = { area: '000101', provider: 'H1', benefitKind: '21', benefitYear: 2026 }
  const owed = (fund: string, account: string, amountFen: number, part: string) => [
    { fund, account, side: 'debit', amountFen, ...facts, part },
    { fund, account: 'A201', side: 'credit', amountFen, ...facts, part },
  ]
  assert.deepEqual(post(settled(tiers, 9, 4)), [
    {
      layer: 'accrual',
      postedOn: on,
      cause: { kind: 'settlement', id: 's1' },
      lines: [
        ...owed('resident_basic', 'A501', 700, 'pool'),
        ...owed('medical_assistance', 'A501', 50, 'pool'),
        ...owed('employee_basic', 'A301', 13, 'account'),
      ],
    },
  ])
})

test('a bill that the person pays alone is not booked', () => {
  assert.deepEqual(post(settled([tier('resident_basic', 0), tier('outside', 30), tier('provider', 20)], 0, 0)), [])
})

test('the mirror books the same lines on the other side, for its own cause and day', () => {
  const [entry] = post({ kind: 'fund_opened', ...occurrence })
  assert.ok(entry && checkEntry(entry).ok)
  const later = day('2026-12-01')
  const mirrored = mirrorEntry(entry, 'j1', later, { kind: 'cancellation', id: 'c1' })
  assert.deepEqual(mirrored, {
    layer: 'cash',
    postedOn: later,
    cause: { kind: 'cancellation', id: 'c1' },
    lines: [
      { ...entry.lines[0], side: 'credit' },
      { ...entry.lines[1], side: 'debit' },
    ],
    reverses: 'j1',
  })
})

test('an account is found by its number, in both layers', () => {
  assert.equal(accountOf('1004')?.zh, '支出户存款')
  assert.equal(accountOf('A201')?.kind, 'liability')
  assert.equal(accountOf('9999'), undefined)
})
