// The posting table against the fund specification, row by row: what each of the thirty events debits and credits.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Fen } from '../money/fen.ts'
import type { Fund } from '../policy/model.ts'
import { day } from '../time/day.ts'
import { ACCRUAL_ACCOUNTS, accountOf } from './chart.ts'
import { checkEntry } from './check-entry.ts'
import { type PlainEvent, post } from './post.ts'
import { POSTING_TABLE, type PostingRow } from './posting-table.ts'

const text = (row: PostingRow, layer: 'cash' | 'accrual'): string =>
  row.legs
    .filter((leg) => leg.layer === layer)
    .map(({ debit, credit, of }) => `${of ? '> ' : ''}${debit.code}/${credit.code}`)
    .join(' ')

/** Written from the specification by hand: number → the cash legs that its row lists, in any of its kinds. */
const CASH: Readonly<Record<number, readonly string[]>> = {
  1: ['1005/4001', '1005/4501', '4001/1005', '4001/1004'],
  2: ['1005/2001.02', '2001.02/4001', '2001.02/4501', '2001.02/1005'],
  3: ['1003/1005'],
  4: ['1003/4101'],
  5: ['4001/4001.05', '4001.05/4001', '3001/3001.02'],
  6: ['1003/4201', '4201/4201.02'],
  7: ['1004/1003'],
  8: ['1101.01/1004', '1004/1101.01'],
  9: [],
  10: ['5001/1004', '5101/1004', '5001/1101.01'],
  11: [],
  12: ['1004/5001'],
  13: ['1004/4501.02'],
  14: [],
  15: ['5001/1004'],
  16: ['5001.05/1004'],
  17: ['5201/1004', '1003/4301'],
  18: ['2001.04/2001.04'],
  19: ['5101/1004', '1004/4501', '1004/5101', '5101/1004 > 1003/4001'],
  20: ['1101.02/1004', '5001/1101.02'],
  21: ['5001/1004'],
  22: ['5001/1004'],
  23: ['1101.03/1004', '5001/1004'],
  24: ['1003/2001.03', '1004/2001.03', '2001.03/1004'],
  25: ['5301/1004'],
  26: ['5001/1004', '5401/1004'],
  27: ['1101.01/1004'],
  28: ['5001.08/1004 > 1003/4001.04', '5001.08/1004'],
  29: ['1101.04/1004', '1004/1101.04'],
  30: [],
}

for (const [no, expected] of Object.entries(CASH)) {
  test(`event ${no} posts in the cash books as the specification lists it`, () => {
    const rows = POSTING_TABLE.filter((row) => row.no === Number(no))
    assert.ok(rows.length > 0)
    assert.deepEqual(new Set(rows.map((row) => text(row, 'cash')).filter(Boolean)), new Set(expected))
  })
}

/** Rows that say in the sub-ledger what becomes of a payable, an account, a wallet. */
const ACCRUAL: Readonly<Record<string, string>> = {
  charge_closed: 'A602/A102',
  account_credited: 'A401/A301',
  account_credit_reversed: 'A301/A401',
  contribution_refund_due: 'A402/A102',
  contribution_refunded: 'A102/A602',
  account_interest: 'A401/A301',
  prepayment_paid: 'A104/A601',
  settled: 'A501/A201',
  claim_settled: 'A501/A202',
  provider_paid: 'A201/A601',
  prepayment_offset: 'A201/A104',
  deducted: 'A201/A501',
  recovery_due: 'A101/A501',
  recovered: 'A601/A101',
  claim_paid: 'A202/A601',
  account_spent: 'A301/A201',
  account_transferred_out: 'A301/A601',
  account_transferred_in: 'A601/A301',
  wallet_sent: 'A302/A303',
  wallet_accepted: 'A303/A302',
  wallet_returned: 'A303/A302',
  supplier_paid_directly: 'A201/A601',
}

test('the sub-ledger follows: payables fall when paid, accounts when spent, wallets wait in transit', () => {
  for (const [kind, expected] of Object.entries(ACCRUAL)) {
    const row = POSTING_TABLE.find((each) => each.kind === kind)
    assert.ok(row, kind)
    assert.equal(text(row, 'accrual'), expected, kind)
  }
})

const specification = new URL('../../../../../shared/domain/fund.md', import.meta.url)

test('every account that the specification names in a row is used by that row of the table', {
  skip: !existsSync(specification),
}, () => {
  const lines = readFileSync(specification, 'utf8').split('\n')
  const from = lines.findIndex((line) => line.startsWith('## 2. Events'))
  const until = lines.findIndex((line, at) => at > from && line.startsWith('Reversal ='))
  const rows = lines.slice(from, until).filter((line) => /^\| \d+ \|/.test(line))
  assert.equal(rows.length, 30)
  for (const line of rows) {
    const [, no = '', , debit = '', credit = ''] = line.split('|').map((cell) => cell.trim())
    const named = `${debit} ${credit}`.match(/\b\d{4}(\.\d\d)?\b/g) ?? []
    const used = POSTING_TABLE.filter((row) => row.no === Number(no)).flatMap(({ legs }) =>
      legs.flatMap((leg) => [leg.debit.code, leg.credit.code]),
    )
    // The closing of the year names whole classes; which accounts they are depends on the balances.
    if (Number(no) === 30) continue
    for (const code of named)
      assert.ok(
        used.some((each) => each === code || each.startsWith(`${code}.`)),
        `row ${no}: ${code} among ${used}`,
      )
  }
})

const on = day('2026-11-21')
const PLAIN = POSTING_TABLE.map(({ kind }) => kind).filter(
  (kind) =>
    !/^(settled|claim_settled|method_settled|method_settled_less|method_adjusted|method_adjusted_less|provider_paid|illness_provider_paid|deducted|recovery_due|recovered|recovered_earlier|claim_paid|account_cleared|account_inherited|account_inherited_within|inheritance_paid|year_closed)$/.test(
      kind,
    ),
)

test('every row gives entries that balance in each fund, name their cause, and use accounts of the chart', () => {
  for (const kind of PLAIN) {
    const entries = post({
      ...{ kind: kind as PlainEvent, id: 'e1', on, fund: 'medical_assistance' as Fund, amountFen: 700 as Fen },
      ...{ receiver: 'resident_basic' as Fund, area: '000101' },
    })
    const row = POSTING_TABLE.find((each) => each.kind === kind)
    assert.equal(entries.length, new Set(row?.legs.map(({ layer }) => layer)).size, kind)
    for (const entry of entries) {
      assert.ok(checkEntry(entry).ok, kind)
      assert.deepEqual(entry.cause, { kind, id: 'e1' })
      assert.ok(entry.lines.every(({ account }) => accountOf(account)))
    }
  }
})

test('two funds meet only in rows that name the rule, and each balances in itself', () => {
  const between = POSTING_TABLE.filter(({ legs }) => legs.some(({ of }) => of === 'receiver')).map(({ kind }) => kind)
  assert.deepEqual(between, ['illness_premium_transferred', 'enrolment_subsidised'])
})

test('a fund is paid what it has paid out: every cash payment of care or an advance has its counterpart in the sub-ledger', () => {
  const settled = ACCRUAL_ACCOUNTS.cash_settled.code
  for (const { kind, legs } of POSTING_TABLE) {
    const pays = legs.some(
      ({ layer, debit, credit }) => layer === 'cash' && credit.code === '1004' && /^(5|1101\.0[123])/.test(debit.code),
    )
    if (pays)
      assert.ok(
        legs.some(({ layer, credit }) => layer === 'accrual' && credit.code === settled),
        kind,
      )
  }
})
