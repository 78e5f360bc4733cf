// The invariants of the funds' books and the tests that hold them: each by a property, or by a whole scenario on a real PostgreSQL. A
// test that is renamed or removed is missed here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './sources.ts'

const KERNEL = 'packages/kernel/src/ledger'
const SERVER = 'packages/server/src/modules'
const YEAR = 'packages/cli/src/year/year.test.ts'

/** What must hold | the file | words of its test's name. */
const HELD: readonly (readonly [invariant: string, file: string, title: string])[] = [
  [
    'each journal balances per fund',
    `${KERNEL}/check-entry.test.ts`,
    'any amounts split over any accounts of one fund',
  ],
  [
    'no posting mixes funds',
    `${KERNEL}/check-entry.test.ts`,
    'an entry that balances in total but moves money between',
  ],
  ['trial balance zero', `${KERNEL}/statements.test.ts`, 'invariant: the trial balance of each fund is zero'],
  [
    'opening + movements = closing',
    `${KERNEL}/statements.test.ts`,
    'invariant: opening and movements make the closing',
  ],
  ['assets = liabilities + balance', `${KERNEL}/statements.test.ts`, 'invariant: assets are liabilities and balance'],
  ['bank book = statement ± listed items', `${KERNEL}/bank.test.ts`, 'invariant: bank book = statement ± listed items'],
  [
    'accounts sum = account part',
    `${SERVER}/wallet/wallet.test.ts`,
    'property: however many reserve, confirm, release',
  ],
  [
    'accounts never negative',
    `${SERVER}/settlement/concurrency.test.ts`,
    'children spend one relative’s account at one instant',
  ],
  [
    'open items = difference of the layers',
    `${KERNEL}/statements.test.ts`,
    'invariant: what the sub-ledger accrued less',
  ],
  [
    'both layers tie in a year',
    YEAR,
    'invariant: counties add up to the city and nothing moves between them; both layers tie',
  ],
  ['Σ tiers cleared = Σ 5001 posted', YEAR, 'invariant: Σ paid clearings is what the expense accounts were debited'],
  [
    'no expense without its cause',
    `${KERNEL}/posting-table.test.ts`,
    'every row gives entries that balance in each fund, name',
  ],
  ['no negative cash', YEAR, 'invariant: no negative cash'],
  ['no negative cash, many at once', `${SERVER}/ledger/paying.test.ts`, 'of payments at once that together exceed'],
  [
    'every payment is under the fund’s lock',
    `${SERVER}/ledger/paying.test.ts`,
    'every event that takes money from a bank',
  ],
  ['prepayment offset ≤ balance', `${SERVER}/ledger/paying.test.ts`, 'a prepayment is offset up to what its provider'],
  ['payment file = approved', `${SERVER}/console/clearings/clearings.test.ts`, 'the file for the bank holds it once'],
  ['four eyes on payment', YEAR, 'invariant: four eyes on every payment'],
  ['four eyes on refunds', `${SERVER}/contribution/contribution.test.ts`, 'money that belongs to nobody goes back'],
  ['closed periods immutable', YEAR, 'invariant: closed months take nothing more'],
  ['Σ counties = city', `${KERNEL}/statements.test.ts`, 'invariant: the counties add up to the city'],
  ['budget lines cover each expense', `${KERNEL}/coverage.test.ts`, 'invariant: with a line for each expense'],
  [
    'replays never post',
    'packages/server/src/platform/write/write-path.test.ts',
    'the same message again gets the stored answer',
  ],
  [
    'files twice, late, out of order',
    `${SERVER}/contribution/exchange.test.ts`,
    'each file is taken once by the nights',
  ],
  ['three-way reconciliation', `${SERVER}/contribution/contribution.test.ts`, 'a reconciliation names every break'],
  ['split leaves the balances', `${KERNEL}/statements.test.ts`, 'invariant: splitting an event in two'],
  ['reversal and order leave the balances', `${KERNEL}/statements.test.ts`, 'invariant: reversal is the identity'],
]

for (const [invariant, file, title] of HELD)
  test(`${invariant}: held in ${file}`, () => {
    const text = readFileSync(join(root, file), 'utf8')
    const titles = [...text.matchAll(/\btest\(\s*['"`]([^\n]*)/g)].map(([, line = '']) => line)
    assert.ok(titles.some((each) => each.includes(title)))
  })
