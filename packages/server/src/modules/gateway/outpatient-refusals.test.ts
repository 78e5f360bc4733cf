// What an outpatient visit over HTTP is refused for, message by message, each in one sentence.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Instant } from '@yibao/kernel'
import {
  assertSound,
  COUNTY_HOSPITAL,
  charge,
  feeRow,
  holder,
  informing,
  item,
  NOW,
  nextSerial,
  openVisit,
  type Patient,
  patient,
  settling,
  startTestServer,
  totalOf,
} from '../../testing/index.ts'

const server = await startTestServer({ cityLoad: (await import('../../testing/index.ts')).smallCity({ each: 30 }) })
after(() => server.close())
const { client } = server
let used = 0
/** Somebody whom no other test has settled for. */
const fresh = (kind: Parameters<typeof patient>[0] = 'employee'): Patient => patient(kind, used++ % 30)

const registering = (person: Patient) => ({
  psn_no: person.personNo,
  insutype: person.insutype as string,
  begntime: NOW,
  ...holder(person),
  psn_type: '11',
  psn_name: person.name,
  ipt_otp_no: 'MZ1',
  dept_code: 'A03',
  dept_name: '内科',
  caty: 'A03',
})

test('what 2201 refuses', async () => {
  const person = fresh()
  const refused = async (change: Partial<ReturnType<typeof registering>>, sentence: RegExp) => {
    const reply = await client.send('2201', { data: { ...registering(person), ...change } })
    assert.match(reply.sentence, sentence)
  }
  await refused({ psn_no: 'nobody' }, /未在本统筹区登记/)
  await refused({ insutype: '340' }, /险种340的待遇不由本平台结算/)
  await refused({ psn_name: '别人' }, /姓名与登记不符/)
  await refused({ certno: '11010119900101123X' }, /不是同一人/)
  await refused({ begntime: '2999-12-31 00:00:00' as Instant }, /应在.*之间/)
  await refused({ begntime: '1970-01-01 00:00:00' as Instant }, /应在.*之间/)
})

test('what 2203 and 2204 refuse', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const base = informing(visit, person)
  const inform = async (change: Partial<typeof base.mdtrtinfo>, code: string | undefined, sentence: RegExp) => {
    const [first] = base.diseinfo
    const diseinfo = code === undefined ? base.diseinfo : [{ ...first!, diag_code: code }]
    const reply = await client.send('2203', { mdtrtinfo: { ...base.mdtrtinfo, ...change }, diseinfo })
    assert.match(reply.sentence, sentence)
  }
  await inform({ med_type: '21' }, undefined, /不能用于门诊/)
  await inform({}, 'I10', /不是医保2.0版可用诊断编码/)
  await inform({ mdtrt_id: '01JDBX0Z0000000000000000A1' }, undefined, /不存在或不属于该人员/)
  await inform({ mdtrt_id: 'not one of ours' }, undefined, /不存在或不属于该人员/)
  const row = {
    ...feeRow(item('plain', 10)),
    mdtrt_id: visit,
    psn_no: person.personNo,
    chrg_bchno: 'B1',
    rx_circ_flag: '0',
  }
  const send = async (rows: readonly (typeof row)[], sentence: RegExp, provider?: string) => {
    const reply = await client.send('2204', { feedetail: rows }, provider === undefined ? {} : { provider })
    assert.match(reply.sentence, sentence)
  }
  await send([{ ...row, det_item_fee_sumamt: 1001 as typeof row.det_item_fee_sumamt }], /不等于单价乘数量/)
  await send([row, row], /在本报文内重复/)
  await send([row, { ...row, mdtrt_id: 'other', feedetl_sn: nextSerial() }], /第2行的就诊ID/)
  await send([{ ...row, fee_ocur_time: '2026-01-01 00:00:00' as Instant }], /费用日期2026-01-01应在/)
  await send([{ ...row, bilg_dr_codg: 'D990101999999' }], /医师编码.*未在本机构备案/)
  await send([{ ...row, bilg_dept_codg: 'Z99' }], /科室编码Z99未在本机构备案/)
  await send([row], /由其他医药机构登记/, COUNTY_HOSPITAL)
  await client.done('2204', { feedetail: [row] })
  await send([{ ...row, chrg_bchno: 'B2' }], /流水号.*已上传/)
  await send([{ ...row, feedetl_sn: nextSerial() }], /收费批次号B1在本次就诊中已上传/)
})

test('what 2207 refuses', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const items = [item('plain', 100)]
  await charge(client, person, visit, 'B1', items)
  const base = settling(person, visit, 'B1', totalOf(items)).data
  const refused = async (change: Partial<typeof base>, sentence: RegExp) => {
    const reply = await client.send('2207', { data: { ...base, ...change } })
    assert.match(reply.sentence, sentence)
  }
  await refused({ medfee_sumamt: 9_999 as typeof base.medfee_sumamt }, /医疗费总额为99.99，.*核算的100.00不一致/)
  await refused({ inscp_scp_amt: 9_000 as typeof base.medfee_sumamt }, /符合政策范围金额为90.00/)
  await refused({ psn_setlway: '02' }, /按定额.*尚未开通/)
  await refused({ insutype: '390' }, /报文险种为居民医保，就诊登记的是职工医保/)
  await refused({ med_type: '13' }, /医疗类别13与就诊登记的11不一致/)
  await refused({ chrg_bchno: 'B9' }, /批次号B9没有未结算/)
  await refused({ certno: '11010119900101123X' }, /不是同一人/)
  await client.done('2207', { data: base })
  await refused({}, /已结算/)
})

test('books, settlements and accounts agree after all of it', () => assertSound(server))
