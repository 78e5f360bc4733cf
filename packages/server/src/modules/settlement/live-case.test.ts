// One settlement that really happened, through the gateway: the fund paid 3,106.54 of 5,792.53 yuan, the person 2,685.99.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Fen, Instant } from '@yibao/kernel'
import {
  AREA,
  admit,
  assertSound,
  chargeStay,
  discharging,
  item,
  patient,
  settlingStay,
  startTestServer,
} from '../../testing/index.ts'

const POLICY = fileURLToPath(new URL('../../../../../policies/examples/live-settlement-identity.yaml', import.meta.url))
const server = await startTestServer({ policyPath: POLICY, poolingArea: AREA })
after(() => server.close())

test('5,792.53 = 3,106.54 + 2,685.99', async () => {
  const person = patient('retired')
  const at = '2026-06-01 09:00:00' as Instant
  const visit = await admit(server.client, person, { at })
  await chargeStay(server.client, person, visit, [
    item('partly', 5_226.1, 1, { at }),
    item('plain', 270.23, 1, { at }),
    item('outside', 296.2, 1, { at }),
  ])
  await server.client.done('2402', discharging(person, visit, '2026-06-09 09:00:00' as Instant))
  const { setlinfo, setldetail } = await server.client.done('2304', settlingStay(person, visit, 579_253 as Fen))
  assert.deepEqual(
    [setlinfo.medfee_sumamt, setlinfo.inscp_scp_amt, setlinfo.fulamt_ownpay_amt, setlinfo.preselfpay_amt],
    [579_253, 497_372, 29_620, 52_261],
  )
  assert.deepEqual(
    [setlinfo.fund_pay_sumamt, setlinfo.psn_part_amt, setlinfo.hifp_pay, setlinfo.hifes_pay],
    [310_654, 268_599, 278_011, 32_643],
  )
  assert.deepEqual(
    setldetail.map((row) => [row.fund_pay_type, row.fund_payamt]),
    [
      ['310100', 278_011],
      ['370100', 32_643],
    ],
  )
  await assertSound(server)
})
