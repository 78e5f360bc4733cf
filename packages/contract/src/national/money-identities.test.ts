// The identities of a settlement answer, on the one complete inpatient settlement that is publicly known.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fen, fen } from '@yibao/kernel'
import { checkMoneyIdentities, type SettlementAmounts } from './money-identities.ts'

const NONE = fen(0)

/** 5 792.53 = 3 106.54 + 2 685.99, and 4 973.72 = 5 792.53 − 296.20 − 0 − 522.61. */
const live: SettlementAmounts = {
  medfee_sumamt: fen(579253),
  fulamt_ownpay_amt: fen(29620),
  overlmt_selfpay: NONE,
  preselfpay_amt: fen(52261),
  inscp_scp_amt: fen(497372),
  hifp_pay: fen(310654),
  cvlserv_pay: NONE,
  hifes_pay: NONE,
  hifmi_pay: NONE,
  hifob_pay: NONE,
  maf_pay: NONE,
  oth_pay: NONE,
  hifdm_pay: NONE,
  fund_pay_sumamt: fen(310654),
  psn_part_amt: fen(268599),
  acct_pay: NONE,
  acct_mulaid_pay: NONE,
  psn_cash_pay: fen(268599),
  hosp_part_amt: NONE,
}
const rows = [{ fund_pay_type: '390100', fund_payamt: fen(310654) }]

test('the live settlement satisfies every identity, and so does its mirror', () => {
  assert.deepEqual(checkMoneyIdentities(live, rows), [])
  const mirror = Object.fromEntries(Object.entries(live).map(([name, amount]) => [name, fen(-amount)]))
  const mirrorRows = rows.map((row) => ({ ...row, fund_payamt: fen(-row.fund_payamt) }))
  assert.deepEqual(checkMoneyIdentities(mirror as unknown as SettlementAmounts, mirrorRows), [])
})

test('a fen too much in any amount breaks an identity', () => {
  const silent = new Set(['acct_mulaid_pay', 'hifdm_pay'])
  for (const name of Object.keys(live) as (keyof SettlementAmounts)[]) {
    const off = { ...live, [name]: fen((live[name] ?? 0) + 1) }
    const broken = checkMoneyIdentities(off, rows)
    assert.ok(broken.length > 0, `${name}${silent.has(name) ? ' (part of another amount)' : ''}`)
  }
})

test('the disability fund is inside "other" by the text, or a payer of its own', () => {
  const inside = { ...live, hifp_pay: fen(300654), oth_pay: fen(10000), hifdm_pay: fen(10000) }
  const paid = [
    { fund_pay_type: '390100', fund_payamt: fen(300654) },
    { fund_pay_type: '350100', fund_payamt: fen(10000) },
  ]
  assert.deepEqual(checkMoneyIdentities(inside, paid), [])
  assert.ok(checkMoneyIdentities(inside, paid, 'separate').length > 0)
  const separate = { ...inside, oth_pay: NONE }
  assert.deepEqual(checkMoneyIdentities(separate, paid, 'separate'), [])
  assert.ok(checkMoneyIdentities(separate, paid).length > 0)
})

test('fund rows: one for each fund, together each total; the account may be among them', () => {
  const twice = [...rows, ...rows].map((row) => ({ ...row, fund_payamt: fen(155327) }))
  assert.deepEqual(
    checkMoneyIdentities(live, twice).map(({ identity }) => identity),
    ['基金390100只能有一行'],
  )
  const byAccount = { ...live, acct_pay: fen(100), psn_cash_pay: fen(268499) }
  const account = (amount: Fen) => [...rows, { fund_pay_type: '310200', fund_payamt: amount }]
  assert.deepEqual(checkMoneyIdentities(byAccount, rows), [])
  assert.deepEqual(checkMoneyIdentities(byAccount, account(fen(100))), [])
  assert.equal(checkMoneyIdentities(byAccount, account(fen(99))).length, 1)
})
