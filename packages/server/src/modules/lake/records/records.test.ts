// What postings and findings say in the history: income and expenditure of the pool alone, decisions as they stand, one reminder a message.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FoundHistory } from '../../audit-case/index.ts'
import type { BookedJournal } from '../../ledger/index.ts'
import { lookRecord } from './audit.ts'
import { journalRecord } from './books.ts'

const journal = (causeKind: string, lines: BookedJournal['lines']): BookedJournal => ({
  ...{ journalId: 'J1', layer: 'accrual', postedOn: '2026-06-15', causeKind, area: '990101', lines },
})
const line = (account: string, side: 'debit' | 'credit', amountFen: number, part?: 'pool' | 'account') => ({
  ...{ fund: 'employee_basic', account, side, amountFen, area: '990101', provider: 'H1', ...(part && { part }) },
})

test('a settlement is care of the pool; what the account pays is an event of its own and no expenditure', () => {
  const { rows, digest } = journalRecord(
    journal('settlement', [
      ...[line('A501', 'debit', 700, 'pool'), line('A201', 'credit', 700, 'pool')],
      ...[line('A301', 'debit', 300, 'account'), line('A201', 'credit', 300, 'account')],
    ]),
  )
  assert.equal(digest, '')
  assert.deepEqual(
    rows.postings?.map(({ event, account, account_kind: kind, debit_fen: debit, credit_fen: credit }) =>
      [event, account, kind, debit, credit].join(' '),
    ),
    [
      'settled A501 expense 700 0',
      'settled A201 liability 0 700',
      'account_spent A301 liability 300 0',
      'account_spent A201 liability 0 300',
    ],
  )
  assert.deepEqual(
    rows.entries?.map(({ account, income_fen: income, expense_fen: expense }) => [account, income, expense]),
    [['care', 0, 700]],
  )
})

test('what is charged is income, what goes to accounts is none, a mirror takes both back, openings say nothing', () => {
  const entriesOf = (kind: string, ...lines: BookedJournal['lines']) =>
    (journalRecord(journal(kind, lines)).rows.entries ?? []).map(({ account, income_fen, expense_fen }) => [
      ...[account, income_fen, expense_fen],
    ])
  const charged = [line('A102', 'debit', 1000), line('A402', 'credit', 1000)]
  assert.deepEqual(entriesOf('contribution_charged', ...charged), [['contribution', 1000, 0]])
  assert.deepEqual(entriesOf('account_credited', line('A401', 'debit', 250), line('A301', 'credit', 250)), [
    ['contribution', -250, 0],
  ])
  assert.deepEqual(entriesOf('settlement', line('A501', 'credit', 700), line('A201', 'debit', 700)), [
    ['care', 0, -700],
  ])
  assert.deepEqual(entriesOf('account_opened', line('A401', 'debit', 250), line('A301', 'credit', 250)), [])
})

const found = (more: Partial<FoundHistory>): FoundHistory => ({
  ...{ key: 'S1', findingId: 'F1', messageId: 'M1', personNo: 'P1', provider: 'H1', county: '990101', visit: 'V1' },
  ...{
    stage: 'post',
    rule: 'N27',
    ruleVersion: '1',
    severity: 'definite',
    lines: [{ lineId: 'L1' }, { lineId: 'L2' }],
  },
  ...{ excessFen: 900, foundOn: '2026-06-20', told: false, response: null, case: null },
  ...more,
})
const caseOf = (state: string, steps: readonly (readonly [string, string])[]): FoundHistory['case'] =>
  ({
    ...{ state, settledOn: '2026-06-15', visitId: 'V1', decision: { lines: [{ no: 1, amountFen: 500 }] } },
    ...{ steps: steps.map(([step, at]) => ({ step, by: 'a', at, note: '' })), deductedFen: 500, certifiedFen: 400 },
    countedFen: 500,
  }) as unknown as FoundHistory['case']

test('a case that is confirmed, one that an appeal overturns, one that is open, one whose settlement was cancelled', () => {
  const look = (one: FoundHistory) => lookRecord('S1', [one], () => 'frequency').rows
  const deducted = look(
    found({
      case: caseOf('deducted', [
        ['uphold', '2026-07-01 10:00:00'],
        ['deduct', '2026-07-02 10:00:00'],
      ]),
    }),
  )
  assert.deepEqual(
    deducted.decisions?.map((row) => [row.violation, row.outcome, row.decided_on, row.is_appealed, row.appeal]),
    [['frequency', 'confirmed', '2026-07-01', false, null]],
  )
  assert.deepEqual(
    deducted.decisions?.map((row) => [row.confirmed_fen, row.recovered_fen, row.recovered_on]),
    [[500, 400, '2026-07-02']],
  )
  assert.deepEqual(
    deducted.findings?.map((row) => [row.stage, row.month, row.line, row.amount_fen]),
    [['post', '2026-06', 'L1 L2', 500]],
  )
  const overturned = look(
    found({
      case: caseOf('overturned', [
        ['appeal', '2026-07-01 10:00:00'],
        ['overturn', '2026-07-03 10:00:00'],
      ]),
    }),
  )
  assert.deepEqual(
    overturned.decisions?.map((row) => [row.outcome, row.decided_on, row.appeal, row.recovered_fen]),
    [['rejected', '2026-07-03', 'upheld', 0]],
  )
  const open = look(found({ case: caseOf('first_review', []) }))
  assert.deepEqual(
    open.decisions?.map((row) => [row.outcome, row.decided_on, row.confirmed_fen]),
    [[undefined, null, 0]],
  )
  assert.deepEqual(look(found({ case: caseOf('void', []) })), {})
})

test('findings told in one message are one reminder; what the doctor changed is prevented', () => {
  const before = { stage: 'pre', told: true, messageId: 'M7' } as const
  const { rows } = lookRecord(
    'S1',
    [
      found({ ...before, findingId: 'F1', response: 'changed', excessFen: 300 }),
      found({ ...before, findingId: 'F2', response: 'continued', excessFen: 200 }),
      found({ ...before, findingId: 'F3', messageId: 'M8', response: null }),
      found({ ...before, findingId: 'F4', messageId: 'M9', told: false }),
    ],
    () => undefined,
  )
  assert.deepEqual(
    rows.reminders?.map((row) => [row.reminder_id, row.stage, row.outcome, row.prevented_fen]),
    [
      ['M7', 'pre', 'changed', 300],
      ['M8', 'pre', null, 0],
    ],
  )
  assert.equal(rows.findings?.length, 4)
  assert.equal(rows.decisions, undefined)
})
