// A stay over HTTP: admission to settlement and back, parts of a stay, refunds, and each way in which it is refused.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Day, Fen, Instant } from '@yibao/kernel'
import {
  admission,
  admit,
  assertSound,
  COUNTY_HOSPITAL,
  chargeStay,
  discharging,
  feeRow,
  item,
  NOW,
  openVisit,
  type Patient,
  patient,
  settlingStay,
  smallCity,
  startTestServer,
  totalOf,
} from '../../testing/index.ts'

const server = await startTestServer({ cityLoad: smallCity({ each: 30 }) })
after(() => server.close())
const { client } = server
let used = 0
/** Somebody whom no other test has settled for. */
const fresh = (kind: Parameters<typeof patient>[0] = 'employee'): Patient => patient(kind, used++ % 30)
const at = (day: number, hour = 9): Instant =>
  `2026-06-${String(day).padStart(2, '0')} ${hour > 9 ? hour : `0${hour}`}:00:00` as Instant
const yuan = (amount: number): Fen => (amount * 100) as Fen

async function stay(person: Patient, amount: number, from = at(1), until = at(6)) {
  const visit = await admit(client, person, { at: from })
  await chargeStay(client, person, visit, [item('bed', amount, 1, { at: from })])
  await client.done('2402', discharging(person, visit, until))
  return visit
}

const cancelling = (person: Patient, visit: string, setl_id: string) => ({
  data: { setl_id, mdtrt_id: visit, psn_no: person.personNo },
})

test('from admission to settlement and back: 2401, 2301, 2402, 2303, 2304, 2305', async () => {
  const person = fresh()
  const visit = await stay(person, 2_800)
  const quote = await client.done('2303', { ...settlingStay(person, visit, yuan(2_800)) })
  const { setlinfo, setldetail } = await client.done('2304', settlingStay(person, visit, yuan(2_800)))
  // 2,800 − 800 = 2,000 × 85 % = 1,700
  assert.deepEqual([setlinfo.act_pay_dedc, setlinfo.hifp_pay, setlinfo.psn_cash_pay], [80_000, 170_000, 110_000])
  assert.deepEqual(
    setldetail.map((row) => [row.fund_pay_type, row.fund_payamt]),
    [['310100', 170_000]],
  )
  assert.equal(setlinfo.clr_type, '21')
  assert.equal(quote.setlinfo.hifp_pay, 170_000)
  const again = await client.send('2304', settlingStay(person, visit, yuan(2_800)))
  assert.match(again.sentence, /已出院已结算，不能结算/)
  const mirror = await client.done('2305', cancelling(person, visit, setlinfo.setl_id))
  assert.deepEqual([mirror.setlinfo.medfee_sumamt, mirror.setlinfo.hifp_pay], [-280_000, -170_000])
  assert.equal(mirror.setlinfo.begndate, '2026-06-01')
  assert.equal(mirror.setlinfo.enddate, '2026-06-06')
  await client.done('2405', { data: { mdtrt_id: visit, psn_no: person.personNo } })
  const early = await client.done('2304', settlingStay(person, visit, yuan(2_800)))
  assert.equal(early.setlinfo.hifp_pay, 170_000)
  await client.done('2402', discharging(person, visit, at(6)))
})

test('the second admission of the year has the lower deductible, and is cancelled before the first', async () => {
  const person = fresh()
  const first = await stay(person, 1_800, at(1), at(3))
  const one = await client.done('2304', settlingStay(person, first, yuan(1_800)))
  const second = await stay(person, 1_400, at(5), at(8))
  const two = await client.done('2304', settlingStay(person, second, yuan(1_400)))
  assert.deepEqual(
    [one, two].map(({ setlinfo }) => [setlinfo.act_pay_dedc, setlinfo.hifp_pay]),
    [
      [80_000, 85_000],
      [40_000, 85_000],
    ],
  )
  const refusal = await client.send('2305', cancelling(person, first, one.setlinfo.setl_id))
  assert.ok(refusal.sentence.includes(two.setlinfo.setl_id), refusal.sentence)
  await client.done('2305', cancelling(person, second, two.setlinfo.setl_id))
  await client.done('2305', cancelling(person, first, one.setlinfo.setl_id))
  const anew = await client.done('2304', settlingStay(person, second, yuan(1_400)))
  assert.equal(anew.setlinfo.act_pay_dedc, 80_000)
})

test('an outpatient settlement after a stay does not stand in the way of cancelling the stay', async () => {
  const person = fresh()
  const visit = await stay(person, 1_800)
  const settled = await client.done('2304', settlingStay(person, visit, yuan(1_800)))
  const { settleBatch } = await import('../../testing/index.ts')
  await settleBatch(client, person, await openVisit(client, person), 'B1', [item('plain', 300)])
  await client.done('2305', cancelling(person, visit, settled.setlinfo.setl_id))
})

test('a stay settled in parts takes one deductible, and its parts add up to the whole', async () => {
  const person = fresh()
  const whole = fresh()
  const visit = await admit(client, person, { at: at(1) })
  await chargeStay(client, person, visit, [item('bed', 1_000, 1, { at: at(1) })])
  const first = await client.done('2304', settlingStay(person, visit, yuan(1_000), { interim: true, account: '1' }))
  await chargeStay(client, person, visit, [item('partly', 2_000, 1, { at: at(3) })])
  const second = await client.done('2304', settlingStay(person, visit, yuan(2_000), { interim: true }))
  await chargeStay(client, person, visit, [item('bed', 12_000, 1, { at: at(4) })])
  await client.done('2402', discharging(person, visit, at(6)))
  const last = await client.done('2304', settlingStay(person, visit, yuan(12_000)))
  const parts = [first, second, last].map(({ setlinfo }) => setlinfo)
  assert.deepEqual(
    parts.map((part) => part.act_pay_dedc),
    [80_000, 0, 0],
  )
  assert.equal(parts[0]!.hifp_pay, 17_000)
  assert.equal(parts[0]!.acct_pay, 83_000)

  const other = await admit(client, whole, { at: at(1) })
  await chargeStay(client, whole, other, [
    item('bed', 13_000, 1, { at: at(1) }),
    item('partly', 2_000, 1, { at: at(3) }),
  ])
  await client.done('2402', discharging(whole, other, at(6)))
  const once = await client.done('2304', settlingStay(whole, other, yuan(15_000)))
  const sum = (pick: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + pick(part), 0)
  assert.equal(
    sum((part) => part.hifp_pay),
    once.setlinfo.hifp_pay,
  )
  assert.equal(
    sum((part) => part.preselfpay_amt),
    once.setlinfo.preselfpay_amt,
  )

  const wrongOrder = await client.send('2305', cancelling(person, visit, first.setlinfo.setl_id))
  assert.ok(wrongOrder.sentence.includes(last.setlinfo.setl_id), wrongOrder.sentence)
  for (const part of [last, second, first]) {
    await client.done('2305', cancelling(person, visit, part.setlinfo.setl_id))
  }
  const balance = await client.done('1101', {
    data: {
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificateNo,
      psn_cert_type: '01',
      certno: person.certificateNo,
      psn_name: person.name,
    },
  })
  assert.equal(balance.insuinfo[0]?.balc, 100_000)
})

test('a returned item takes back what it cost', async () => {
  const person = fresh()
  const visit = await admit(client, person, { at: at(1) })
  const kept = item('bed', 1_000, 1, { at: at(1), serial: '501' })
  const returned = item('plain', 500, 2, { at: at(1), serial: '601' })
  await chargeStay(client, person, visit, [kept, returned])
  const back = await chargeStay(client, person, visit, [
    { ...item('plain', 500, -2, { at: at(2), serial: '602' }), reverses: '601' },
  ])
  assert.equal(back.result[0]?.det_item_fee_sumamt, -100_000)
  const unknown = await client.send('2301', {
    feedetail: [
      {
        ...feeRow(item('plain', 500, -2, { at: at(2), serial: '603' })),
        mdtrt_id: visit,
        psn_no: person.personNo,
        med_type: '21',
        init_feedetl_sn: '699',
      },
    ],
  })
  assert.match(unknown.sentence, /699/)
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, yuan(1_000)))
  assert.equal(setlinfo.medfee_sumamt, 100_000)
})

test('rows are taken back one by one or all: 2302', async () => {
  const person = fresh()
  const visit = await admit(client, person, { at: at(1) })
  const own = { mdtrt_id: visit, psn_no: person.personNo }
  await chargeStay(client, person, visit, [
    item('bed', 100, 1, { at: at(1), serial: '701' }),
    item('bed', 200, 1, { at: at(1), serial: '702' }),
  ])
  await client.done('2302', { data: [{ feedetl_sn: '701', ...own }] })
  assert.match((await client.send('2302', { data: [{ feedetl_sn: '701', ...own }] })).sentence, /701不在/)
  const wrong = await client.send('2304', settlingStay(person, visit, yuan(300)))
  assert.match(wrong.sentence, /医疗费总额为300.00.*200.00/)
  const settled = await client.done('2304', settlingStay(person, visit, yuan(200), { interim: true }))
  assert.match((await client.send('2302', { data: [{ feedetl_sn: '702', ...own }] })).sentence, /已结算/)
  await client.done('2305', cancelling(person, visit, settled.setlinfo.setl_id))
  await client.done('2302', { data: [{ feedetl_sn: '0000', ...own }] })
  await client.done('2404', { data: own })
  assert.match((await client.send('2404', { data: own })).sentence, /已撤销/)
})

test('the settled past of a stay can still be replayed after rows were taken back', async () => {
  const person = fresh()
  const visit = await admit(client, person, { at: at(1) })
  const own = { mdtrt_id: visit, psn_no: person.personNo }
  await chargeStay(client, person, visit, [
    item('bed', 900, 1, { at: at(1), serial: '701' }),
    item('bed', 300, 1, { at: at(1), serial: '702' }),
  ])
  const first = await client.done('2304', settlingStay(person, visit, yuan(1_200), { interim: true }))
  await client.done('2305', cancelling(person, visit, first.setlinfo.setl_id))
  await client.done('2302', { data: [{ feedetl_sn: '702', ...own }] })
  await client.done('2304', settlingStay(person, visit, yuan(900), { interim: true }))
  await assertSound(server)
})

test('a stay is changed: 2403', async () => {
  const person = fresh()
  const visit = await admit(client, person, { at: at(2) })
  const change = (begntime: Instant, med_type = '21') => {
    const { mdtrtinfo, diseinfo } = admission(person, { at: begntime, medType: med_type })
    const { ipt_no, insutype: _, ...rest } = mdtrtinfo
    return client.send('2403', {
      adminfo: { ...rest, mdtrt_id: visit, ipt_otp_no: ipt_no },
      diseinfo: diseinfo.map((row) => ({ ...row, mdtrt_id: visit, diag_srt_no: 1 })),
    } as never)
  }
  assert.equal((await change(at(1))).sentence, '')
  const seen = await client.done('5201', {
    data: { psn_no: person.personNo, begntime: at(1), endtime: at(15, 23), med_type: '21', mdtrt_id: visit } as never,
  })
  assert.equal(seen.mdtrtinfo[0]?.begntime, at(1))
  await chargeStay(client, person, visit, [item('bed', 100, 1, { at: at(1) })])
  await client.done('2304', settlingStay(person, visit, yuan(100), { interim: true }))
  assert.match((await change(at(2))).sentence, /有效结算/)
  assert.ok((await change(at(1))).ok)
})

test('nobody lies in two beds', async () => {
  const person = fresh()
  const visit = await admit(client, person, { at: at(1) })
  const elsewhere = await client.send('2401', admission(person, { at: at(3) }), { provider: COUNTY_HOSPITAL })
  assert.match(elsewhere.sentence, /试验市人民医院住院，住院时间重叠/)
  const earlier = await client.send('2401', admission(person, { at: '2026-05-20 08:00:00' as Instant }), {
    provider: COUNTY_HOSPITAL,
  })
  assert.match(earlier.sentence, /住院时间重叠/)
  await client.done('2402', discharging(person, visit, at(5)))
  const inside = await client.send('2401', admission(person, { at: at(4) }), { provider: COUNTY_HOSPITAL })
  assert.match(inside.sentence, /2026-06-01至2026-06-05/)
  // A transfer on one day is no overlap; undoing the first discharge would make one.
  await admit(client, person, { at: at(5), provider: COUNTY_HOSPITAL })
  const undone = await client.send('2405', { data: { mdtrt_id: visit, psn_no: person.personNo } })
  assert.match(undone.sentence, /试验县医院住院，住院时间重叠/)
})

test('what 2401, 2402, 2301 and 2304 refuse', async () => {
  const person = fresh()
  const refusal = async (reply: Promise<{ sentence: string; ok: boolean }>) => {
    const { ok, sentence } = await reply
    assert.equal(ok, false)
    return sentence
  }
  assert.match(await refusal(client.send('2401', admission(person, { medType: '11' }))), /医疗类别11不能用于住院/)
  assert.match(await refusal(client.send('2401', admission(person, { diagnosis: 'K35' }))), /K35不是/)
  assert.match(
    await refusal(client.send('2401', admission(person, { at: '2026-06-20 08:00:00' as Instant }))),
    /2026-06-20应在/,
  )
  const two = admission(person)
  assert.match(
    await refusal(
      client.send('2401', { ...two, diseinfo: [two.diseinfo[0]!, { ...two.diseinfo[0]!, diag_srt_no: 2 }] }),
    ),
    /主诊断应恰有一条，收到2条/,
  )
  const visit = await admit(client, person, { at: at(3) })
  assert.match(await refusal(client.send('2402', discharging(person, visit, at(2)))), /早于入院时间/)
  assert.match(await refusal(client.send('2402', discharging(person, visit, at(20)))), /2026-06-20应在/)
  assert.match(await refusal(client.send('2402', discharging(person, visit, at(5), '5'))), /须填死亡日期/)
  const { dscginfo, diseinfo } = discharging(person, visit, at(5), '5')
  for (const die_date of ['1900-01-01', '2026-06-02', '2026-06-06', '2999-12-31'])
    assert.match(
      await refusal(client.send('2402', { dscginfo: { ...dscginfo, die_date: die_date as Day }, diseinfo })),
      new RegExp(`死亡日期${die_date}应在入院2026-06-03至出院2026-06-05之间`),
    )
  const lines = (row: object) =>
    client.send('2301', {
      feedetail: [
        {
          ...feeRow(item('bed', 10, 1, { at: at(3) })),
          mdtrt_id: visit,
          psn_no: person.personNo,
          med_type: '21',
          ...row,
        },
      ],
    } as never)
  assert.match(await refusal(lines({ med_type: '22' })), /医疗类别22与就诊登记的21/)
  assert.match(await refusal(lines({ fee_ocur_time: '2026-05-20 08:00:00' })), /费用日期2026-05-20/)
  assert.match(await refusal(client.send('2304', settlingStay(person, visit, yuan(0)))), /没有未结算的费用明细/)
  await client.done('2301', {
    feedetail: [
      { ...feeRow(item('bed', 10, 1, { at: at(3) })), mdtrt_id: visit, psn_no: person.personNo, med_type: '21' },
    ],
  } as never)
  assert.match(await refusal(client.send('2404', { data: { mdtrt_id: visit, psn_no: person.personNo } })), /还有1批/)
  assert.match(
    await refusal(client.send('2304', settlingStay(person, visit, yuan(10)), { provider: COUNTY_HOSPITAL })),
    /其他医药机构/,
  )
  const { data } = settlingStay(person, visit, yuan(10))
  for (const dscgTime of ['1900-01-01', '2026-06-02', '2999-12-31'])
    assert.match(
      await refusal(client.send('2304', { data: { ...data, dscgTime: dscgTime as Day } })),
      new RegExp(`${dscgTime}应在2026-06-03至`),
    )
  await client.done('2402', discharging(person, visit, at(5)))
  assert.match(
    await refusal(client.send('2304', settlingStay(person, visit, yuan(10), { interim: true }))),
    /不能中途结算/,
  )
  assert.match(await refusal(client.send('2305', cancelling(person, visit, visit))), /结算ID/)
  const outpatient = await openVisit(client, person)
  assert.match(await refusal(client.send('2304', settlingStay(person, outpatient, yuan(10)))), /就诊ID/)
})

test('a birth: the stay of a mother has its own setting', async () => {
  const person = patient('employee', 29)
  const { mdtrtinfo, diseinfo } = admission(person, { medType: '52', at: at(1), diagnosis: 'O80.000x001' })
  const admitted = await client.done('2401', {
    mdtrtinfo: { ...mdtrtinfo, matn_type: '1', fetus_cnt: 1, geso_val: 39, fetts: 1 } as never,
    diseinfo,
  })
  const visit = admitted.result.mdtrt_id
  await chargeStay(client, person, visit, [item('bed', 3_000, 1, { at: at(1) })], { medType: '52' })
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, yuan(3_000)))
  assert.equal(setlinfo.med_type, '52')
  assert.equal(setlinfo.hifp_pay, totalOf([item('bed', 2_200)]) * 0.85)
})

test('a stay from before midnight in the eyes of the clock settles on its own day', async () => {
  const person = fresh('resident')
  const visit = await stay(person, 2_000, '2025-12-28 10:00:00' as Instant, '2026-01-03 10:00:00' as Instant)
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, yuan(2_000)))
  assert.deepEqual([setlinfo.act_pay_dedc, setlinfo.hifp_pay], [100_000, 65_000])
  assert.equal(NOW.slice(0, 4), '2026')
})

test('books, settlements and accounts agree after all of it', () => assertSound(server))
