// What the check of journal entries accepts and refuses, and that a mirror undoes its entry.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allocate } from '../money/allocate.ts'
import { type Fen, fen } from '../money/fen.ts'
import { day } from '../time/day.ts'
import { checkEntry } from './check-entry.ts'
import { type EntryLine, type JournalEntry, mirrorEntry } from './entry.ts'

const line = (fund: string, side: 'debit' | 'credit', amountFen: number): EntryLine => ({
  fund,
  account: side === 'debit' ? 'expense' : 'payable',
  side,
  amountFen: amountFen as Fen,
})
const entry = (...lines: EntryLine[]): JournalEntry => ({
  layer: 'accrual',
  postedOn: day('2026-11-21'),
  cause: { kind: 'settlement', id: 's1' },
  lines,
})
const codeOf = (checked: JournalEntry) => {
  const outcome = checkEntry(checked)
  return outcome.ok ? 'accepted' : outcome.code
}

test('the first thing that is wrong is named', () => {
  assert.equal(codeOf(entry(line('F1', 'debit', 100), line('F1', 'credit', 100))), 'accepted')
  assert.equal(codeOf(entry(line('F1', 'debit', 100))), 'entry_needs_two_lines')
  assert.equal(codeOf(entry(line('', 'debit', 100), line('', 'credit', 100))), 'line_without_account')
  assert.equal(codeOf(entry(line('F1', 'debit', 0), line('F1', 'credit', 0))), 'line_amount_not_positive')
  assert.equal(codeOf(entry(line('F1', 'debit', -5), line('F1', 'credit', -5))), 'line_amount_not_positive')
  assert.equal(codeOf(entry(line('F1', 'debit', 0.5), line('F1', 'credit', 0.5))), 'line_amount_not_positive')
  assert.equal(codeOf(entry(line('F1', 'debit', 100), line('F1', 'credit', 99))), 'entry_unbalanced')
  const noCause = { ...entry(line('F1', 'debit', 1), line('F1', 'credit', 1)), cause: { kind: 'settlement', id: '' } }
  assert.equal(codeOf(noCause), 'entry_without_cause')
})

test('a refusal says which entry and which line it means', () => {
  const factsOf = (checked: JournalEntry) => {
    const outcome = checkEntry(checked)
    return outcome.ok ? undefined : [outcome.code, outcome.facts]
  }
  const cause = 'settlement s1'
  const good = line('F1', 'credit', 1)
  assert.deepEqual(factsOf(entry(good)), ['entry_needs_two_lines', { cause }])
  const noKind = { ...entry(line('F1', 'debit', 1), good), cause: { kind: '', id: 's1' } }
  assert.deepEqual(factsOf(noKind), ['entry_without_cause', { cause: ' s1' }])
  const noAccount = { ...line('F1', 'debit', 1), account: '' }
  assert.deepEqual(factsOf(entry(noAccount, good)), ['line_without_account', { cause, fund: 'F1', account: '' }])
  const noFund = line('', 'debit', 1)
  assert.deepEqual(factsOf(entry(noFund, good)), ['line_without_account', { cause, fund: '', account: 'expense' }])
  assert.deepEqual(factsOf(entry(line('F1', 'debit', -5), good)), [
    'line_amount_not_positive',
    { cause, fund: 'F1', account: 'expense', amountFen: -5 },
  ])
})

test('an entry that balances in total but moves money between funds is refused', () => {
  const mixed = checkEntry(entry(line('F1', 'debit', 100), line('F3', 'credit', 100)))
  assert.deepEqual(mixed, {
    ok: false,
    code: 'entry_unbalanced',
    facts: { cause: 'settlement s1', fund: 'F1', debitMinusCreditFen: '100' },
  })
})

const amounts = fc.array(fc.integer({ min: 1, max: 9e15 / 100 }), { minLength: 1, maxLength: 6 })

test('any amounts split over any accounts of one fund are accepted, and refused when one line differs by one fen', () => {
  fc.assert(
    fc.property(amounts, fc.nat(), (debits, pick) => {
      const total = fen(debits.reduce((sum, amount) => sum + amount, 0))
      const credits = allocate(
        total,
        debits.map(() => 1 as Fen),
      ).filter((amount) => amount > 0)
      const lines = [...debits.map((a) => line('F1', 'debit', a)), ...credits.map((a) => line('F1', 'credit', a))]
      assert.equal(codeOf(entry(...lines)), 'accepted')
      const at = pick % lines.length
      const wrong = lines.map((l, index) => (index === at ? { ...l, amountFen: (l.amountFen + 1) as Fen } : l))
      assert.equal(codeOf(entry(...wrong)), 'entry_unbalanced')
    }),
  )
})

test('an entry and its mirror together leave every account at zero', () => {
  fc.assert(
    fc.property(amounts, (debits) => {
      const lines = debits.flatMap((a, at) => [line(`F${at}`, 'debit', a), line(`F${at}`, 'credit', a)])
      const first = entry(...lines)
      const second = mirrorEntry(first, 'j1', day('2026-12-01'), { kind: 'cancellation', id: 's2' })
      assert.ok(checkEntry(second).ok)
      assert.equal(second.reverses, 'j1')
      const balances = new Map<string, bigint>()
      for (const { fund, account, side, amountFen } of [...first.lines, ...second.lines]) {
        const name = `${fund} ${account}`
        balances.set(name, (balances.get(name) ?? 0n) + (side === 'debit' ? BigInt(amountFen) : -BigInt(amountFen)))
      }
      assert.ok([...balances.values()].every((balance) => balance === 0n))
    }),
  )
})
