// What may be asked over HTTP, and that every look at a person is recorded.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Instant } from '@yibao/kernel'
import {
  AREA,
  admit,
  CHRONIC_DISEASE,
  COUNTY_HOSPITAL,
  discharging,
  HOSPITAL,
  item,
  NOW,
  openVisit,
  type Patient,
  PHARMACY,
  PHYSICIAN,
  patient,
  settleBatch,
  startTestServer,
} from '../../testing/index.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server
const span = { begntime: '2026-06-01 00:00:00' as Instant, endtime: '2026-06-30 23:59:59' as Instant }

const asking = (person: Patient, rest: object = {}) => ({
  data: {
    mdtrt_cert_type: '02',
    mdtrt_cert_no: person.certificateNo,
    card_sn: '',
    psn_cert_type: '01',
    certno: person.certificateNo,
    psn_name: person.name,
    ...rest,
  },
})

test('1101: who this is, how insured, with what in the account, and of what category', async () => {
  const employee = patient('employee')
  const one = await client.done('1101', asking(employee))
  assert.deepEqual(
    [one.baseinfo.psn_no, one.baseinfo.psn_name, one.baseinfo.age],
    [employee.personNo, employee.name, 46],
  )
  assert.deepEqual(
    one.insuinfo.map((row) => [row.insutype, row.psn_type, row.psn_insu_stas, row.balc, row.emp_name]),
    [['310', '11', '1', 100_000, '试验工厂']],
  )
  assert.deepEqual(one.idetinfo, [])
  const poor = await client.done('1101', asking(patient('poor')))
  assert.deepEqual(
    poor.idetinfo.map((row) => [row.psn_idet_type, row.memo]),
    [['2303', '低保对象']],
  )
  const suspended = await client.done('1101', asking(patient('suspended')))
  assert.equal(suspended.insuinfo[0]?.psn_insu_stas, '2')
  const uninsured = await client.done('1101', asking(patient('uninsured')))
  assert.deepEqual(uninsured.insuinfo, [])
})

test('what 1101 refuses', async () => {
  const person = patient('employee')
  const sentence = async (rest: object, envelope = {}) =>
    (await client.send('1101', asking(person, rest), { envelope })).sentence
  assert.match(await sentence({ psn_name: '别人' }), /姓名/)
  assert.match(await sentence({ certno: patient('resident').certificateNo }), /证件/)
  assert.match(await sentence({ mdtrt_cert_no: '110101199001010010', certno: '' }), /./)
  assert.match(await sentence({ mdtrt_cert_type: '01', mdtrt_cert_no: 'TOKEN', certno: '' }), /./)
  assert.match(await sentence({}, { insuplc_admdvs: '110100' }), /110100/)
  assert.match(await sentence({}, { fixmedins_code: 'H00000000000' }), /H00000000000/)
})

test('1201: providers by code and by a part of the name', async () => {
  const find = async (fixmedins_type: string, fixmedins_name: string, fixmedins_code = '') =>
    (await client.done('1201', { medinsinfo: { fixmedins_type, fixmedins_name, fixmedins_code } })).medinsinfo.map(
      (row) => row.fixmedins_code,
    )
  assert.deepEqual(await find('1', '县医院'), [COUNTY_HOSPITAL])
  assert.deepEqual(await find('1', '', HOSPITAL), [HOSPITAL])
  assert.deepEqual(await find('2', '药房'), [PHARMACY])
  assert.deepEqual(await find('2', '医院'), [])
  const nothing = await client.send('1201', {
    medinsinfo: { fixmedins_type: '1', fixmedins_name: '', fixmedins_code: '' },
  })
  assert.match(nothing.sentence, /至少填一项/)
})

test('2001: what a person may enjoy, and why not', async () => {
  const enjoy = async (person: Patient, med_type = '11', dise_codg = '') => {
    const data = {
      psn_no: person.personNo,
      insutype: person.insutype,
      fixmedins_code: HOSPITAL,
      med_type,
      begntime: NOW,
      dise_codg,
    }
    return (await client.done('2001', { data } as never)).trtinfo.map((row) => [
      row.fund_pay_type,
      row.trt_enjymnt_flag,
      row.trt_chk_rslt,
    ])
  }
  assert.deepEqual(await enjoy(patient('employee')), [
    ['310100', '1', ''],
    ['320100', '1', ''],
  ])
  assert.equal((await enjoy(patient('waiting')))[0]?.[1], '0')
  assert.match(String((await enjoy(patient('waiting')))[0]?.[2]), /等待期/)
  assert.match(String((await enjoy(patient('employee'), '14', 'M99999'))[0]?.[2]), /未认定/)
  assert.equal((await enjoy(patient('employee'), '14', CHRONIC_DISEASE))[0]?.[1], '1')
  assert.match(String((await enjoy(patient('resident'), '41'))[0]?.[2]), /政策未规定/)
})

test('5201, 5202, 5203, 5204: a visit, its diagnoses, its settlement and its lines', async () => {
  const person = patient('employee', 1)
  const visit = await openVisit(client, person)
  const items = [item('plain', 300), item('partly', 100, 2), item('outside', 20)]
  const settled = await settleBatch(client, person, visit, 'B1', items, { account: '1' })
  const own = { psn_no: person.personNo, mdtrt_id: visit }
  const visits = await client.done('5201', {
    data: { psn_no: person.personNo, ...span, med_type: '11', mdtrt_id: '' },
  } as never)
  assert.deepEqual(
    visits.mdtrtinfo.map((row) => [row.mdtrt_id, row.ipt_otp_no, row.med_type]),
    [[visit, 'MZ1', '11']],
  )
  const diagnoses = await client.done('5202', { data: own } as never)
  assert.deepEqual(
    diagnoses.diseinfo.map((row) => [row.diag_code, row.inout_diag_type]),
    [['I10.x00', '1']],
  )
  const { setl_id } = settled.setlinfo
  const { setlinfo, setldetail } = await client.done('5203', { data: { ...own, setl_id } } as never)
  assert.deepEqual(
    [setlinfo.medfee_sumamt, setlinfo.hifp_pay, setlinfo.acct_pay, setlinfo.psn_pay],
    [
      settled.setlinfo.medfee_sumamt,
      settled.setlinfo.hifp_pay,
      settled.setlinfo.acct_pay,
      settled.setlinfo.psn_part_amt,
    ],
  )
  assert.deepEqual(
    setldetail.map((row) => row.fund_payamt),
    settled.setldetail.map((row) => row.fund_payamt),
  )
  const lines = await client.done('5204', { data: { ...own, setl_id } } as never)
  assert.deepEqual(
    lines.data.map((row) => [
      row.det_item_fee_sumamt,
      row.fulamt_ownpay_amt,
      row.preselfpay_amt,
      row.inscp_scp_amt,
      row.bilg_dr_codg,
      row.spec,
      row.dosform_name,
    ]),
    [
      [30_000, 0, 0, 30_000, PHYSICIAN, '20mg×14粒', '胶囊剂'],
      [20_000, 0, 2_000, 18_000, PHYSICIAN, '', '无'],
      [2_000, 2_000, 0, 0, PHYSICIAN, '', '无'],
    ],
  )
  const elsewhere = await client.send('5203', { data: { ...own, setl_id } } as never, { provider: COUNTY_HOSPITAL })
  assert.match(elsewhere.sentence, /其他医药机构/)
  const nobody = await client.send('5203', { data: { ...own, setl_id: 'X' } } as never)
  assert.match(nobody.sentence, /结算ID X不存在/)
})

test('5205: the medicines of a chronic disease; 5206: what of the limits is used', async () => {
  const person = patient('resident', 1)
  const visit = await openVisit(client, person, { medType: '14', disease: CHRONIC_DISEASE })
  const settled = await settleBatch(client, person, visit, 'B1', [item('plain', 100), item('consultation', 20)], {
    medType: '14',
  })
  assert.equal(settled.setlinfo.hifp_pay, 8_400)
  const medicines = await client.done('5205', { data: { psn_no: person.personNo, ...span } } as never)
  assert.deepEqual(
    medicines.feedetail.map((row) => [row.feedetl_sn !== '', row.cnt * 100, row.pric, row.spec, row.dosform_name]),
    [[true, 1_000_000, 100_000_000, '20mg×14粒', '胶囊剂']],
  )
  const used = await client.done('5206', { data: { psn_no: person.personNo, cum_ym: '' } } as never)
  assert.ok(
    used.cuminfo.some((row) => row.year === '2026' && row.cum === 8_400),
    JSON.stringify(used.cuminfo),
  )
})

test('5303: who is in hospital', async () => {
  const person = patient('retired')
  const visit = await admit(client, person, { at: '2026-06-10 09:00:00' as Instant })
  const stays = async () =>
    (await client.done('5303', { data: { psn_no: '', ...span } } as never)).data.map((row) => [
      row.mdtrt_id,
      row.psn_name,
    ])
  assert.deepEqual(await stays(), [[visit, person.name]])
  const elsewhere = await client.done('5303', { data: { psn_no: '', ...span } } as never, { provider: COUNTY_HOSPITAL })
  assert.deepEqual(elsewhere.data, [])
  await client.done('2402', discharging(person, visit, '2026-06-12 09:00:00' as Instant))
  assert.deepEqual(await stays(), [])
})

test('every look at a person is recorded: who, whom, what for, how many', async () => {
  const person = patient('civil_servant')
  await client.done('1101', asking(person), { envelope: { opter: 'C777' } })
  const { rows } = await server.platform.reader.query<Record<string, unknown>>({
    text: `select actor, purpose, shown, provider, result from access_record where person_no = $1`,
    values: [person.personNo],
  })
  assert.deepEqual(rows, [{ actor: 'C777', purpose: '1101', shown: 1, provider: HOSPITAL, result: 'shown' }])
  assert.equal(AREA.slice(0, 4), '9901')
})
