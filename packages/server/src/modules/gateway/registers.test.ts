// Catalogue, mappings, departments and filings over HTTP.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Day, Instant } from '@yibao/kernel'
import {
  AREA,
  admission,
  assertSound,
  CHRONIC_DISEASE,
  COUNTY_HOSPITAL,
  charge,
  chargeStay,
  discharging,
  feeRow,
  HOSPITAL,
  ITEMS,
  item,
  openVisit,
  PHYSICIAN,
  patient,
  settleBatch,
  settlingStay,
  startTestServer,
} from '../../testing/index.ts'
import { uuidOf } from './identifiers.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server
const day = (text: string) => text as Day
const fromStart = { updt_time: day('2000-01-01'), page_num: 1, page_size: 100 }

test('1312: the catalogue by page, name and class, as of a day', async () => {
  const all = await client.done('1312', { data: fromStart })
  assert.equal(all.data.length, Object.keys(ITEMS).length)
  const pages = await Promise.all(
    [1, 2, 3, 4].map((page_num) => client.done('1312', { data: { ...fromStart, page_num, page_size: 3 } })),
  )
  assert.deepEqual(
    pages.flatMap(({ data }) => data.map((row) => row.hilist_code)),
    all.data.map((row) => row.hilist_code),
  )
  const named = await client.done('1312', { data: { ...fromStart, hilist_name: '胶囊' } })
  assert.deepEqual(named.data.map((row) => row.hilist_name).sort(), ['奥美拉唑肠溶胶囊', '阿莫西林胶囊'].sort())
  const restricted = await client.done('1312', { data: { ...fromStart, lmt_used_flag: '1' } })
  assert.equal(restricted.data.length, 3)
  const before = await client.done('1312', { data: { ...fromStart, query_date: day('2023-12-31') } })
  assert.deepEqual(before.data, [])
  assert.match((await client.send('1312', { data: { ...fromStart, page_size: 10_000 } })).sentence, /10000/)
})

const mapping = (own: string, code: string, rest: object = {}) => ({
  fixmedins_hilist_id: own,
  fixmedins_hilist_name: `院内${own}`,
  list_type: '101',
  med_list_codg: code,
  begndate: day('2026-01-01'),
  enddate: day('2026-12-31'),
  spec: '20mg×14粒',
  ...rest,
})

test('3301, 1317, 3302: a hospital’s own items and what they are', async () => {
  await client.done('3301', { data: [mapping('Y1', ITEMS.plain), mapping('Y2', ITEMS.partly)] })
  const { data } = await client.done('1317', { data: fromStart })
  assert.deepEqual(
    data.map((row) => [row.medins_list_codg, row.med_list_codg, row.vali_flag, row.spec]),
    [
      ['Y1', ITEMS.plain, '1', '20mg×14粒'],
      ['Y2', ITEMS.partly, '1', '20mg×14粒'],
    ],
  )
  const removed = { fixmedins_code: HOSPITAL, fixmedins_hilist_id: 'Y1', list_type: '101', med_list_codg: ITEMS.plain }
  await client.done('3302', { data: removed })
  assert.match((await client.send('3302', { data: removed })).sentence, /Y1/)
  const valid = await client.done('1317', { data: { ...fromStart, vali_flag: '1' } })
  assert.deepEqual(
    valid.data.map((row) => row.medins_list_codg),
    ['Y2'],
  )
  const gone = await client.done('1317', { data: { ...fromStart, vali_flag: '0' } })
  assert.deepEqual(
    gone.data.map((row) => row.medins_list_codg),
    ['Y1'],
  )
  await client.done('3301', { data: [mapping('Y1', ITEMS.plain)] })
  const elsewhere = await client.done('1317', { data: fromStart }, { provider: COUNTY_HOSPITAL })
  assert.deepEqual(elsewhere.data, [])
})

test('3301: an item that is sent again is amended; of two rows on one item the last holds', async () => {
  await client.done('3301', {
    data: [mapping('Y3', ITEMS.capped, { spec: '一' }), mapping('Y3', ITEMS.capped, { spec: '二' })],
  })
  const spec = async () =>
    (await client.done('1317', { data: { ...fromStart, medins_list_codg: 'Y3' } })).data.map((row) => row.spec)
  assert.deepEqual(await spec(), ['二'])
  await client.done('3301', { data: [mapping('Y3', ITEMS.capped, { spec: '三' })] })
  assert.deepEqual(await spec(), ['三'])
})

test('what 3301 and 3302 refuse', async () => {
  const refusal = async (...rows: ReturnType<typeof mapping>[]) => (await client.send('3301', { data: rows })).sentence
  assert.match(await refusal(mapping('Z1', 'XZ99NOWHERE')), /第1行.*XZ99NOWHERE/)
  assert.match(await refusal(mapping('Z1', ITEMS.plain, { enddate: day('2025-01-01') })), /2025-01-01/)
  const foreign = {
    fixmedins_code: COUNTY_HOSPITAL,
    fixmedins_hilist_id: 'Y2',
    list_type: '101',
    med_list_codg: ITEMS.partly,
  }
  assert.match((await client.send('3302', { data: foreign })).sentence, new RegExp(COUNTY_HOSPITAL))
})

test('3401: a new department may order at once', async () => {
  const deptinfo = {
    hosp_dept_codg: 'A04',
    caty: 'A04',
    hosp_dept_name: '外科',
    begntime: '2026-06-01 00:00:00' as Instant,
    itro: '普通外科',
    dept_resper_name: '张主任',
    dept_resper_tel: '0000-1234567',
    dept_estbdat: '2020-01-01 00:00:00' as Instant,
    aprv_bed_cnt: 30,
    poolarea_no: AREA,
    dr_psncnt: 10,
    phar_psncnt: 0,
    nurs_psncnt: 20,
    tecn_psncnt: 0,
  }
  const person = patient('employee')
  const visit = await openVisit(client, person)
  const row = {
    ...feeRow(item('plain', 10)),
    bilg_dept_codg: 'A04',
    mdtrt_id: visit,
    psn_no: person.personNo,
    chrg_bchno: 'B1',
    rx_circ_flag: '0',
  }
  assert.match((await client.send('2204', { feedetail: [row] })).sentence, /A04/)
  await client.done('3401', { deptinfo })
  await client.done('2204', { feedetail: [row] })
  await client.done('3401', { deptinfo: { ...deptinfo, hosp_dept_name: '普外科' } })
  const wrong = await client.send('3401', { deptinfo: { ...deptinfo, endtime: '2026-05-01 00:00:00' as Instant } })
  assert.match(wrong.sentence, /2026-05-01/)
})

const referral = (psn_no: string, rest: object = {}) => ({
  refmedin: {
    psn_no,
    insutype: '390',
    diag_code: 'K35.800',
    diag_name: '急性阑尾炎',
    reflin_medins_no: COUNTY_HOSPITAL,
    reflin_medins_name: '试验县医院',
    mdtrtarea_admdvs: '990101',
    refl_type: '1',
    refl_date: day('2026-06-02'),
    refl_rea: '病情需要',
    refl_opnn: '同意',
    begndate: day('2026-06-02'),
    enddate: day('2026-07-02'),
    ...rest,
  },
})

test('2501, 5304, 2502: a referral that continues a stay takes no second deductible', async () => {
  const person = patient('resident')
  const own = { psn_no: person.personNo }
  const stay = async (provider: string, from: string, until: string) => {
    const { result } = await client.done('2401', admission(person, { at: `${from} 09:00:00` as Instant }), { provider })
    const visit = result.mdtrt_id
    await chargeStay(client, person, visit, [item('bed', 3_000, 1, { at: `${from} 10:00:00` as Instant })], {
      provider,
    })
    await client.done('2402', discharging(person, visit, `${until} 09:00:00` as Instant), { provider })
    return { visit, settle: () => client.done('2304', settlingStay(person, visit, 300_000 as never), { provider }) }
  }
  const first = await stay(HOSPITAL, '2026-06-01', '2026-06-03')
  const before = await first.settle()
  const filed = await client.done('2501', referral(person.personNo, { refl_old_mdtrt_id: first.visit }))
  const second = await (await stay(COUNTY_HOSPITAL, '2026-06-03', '2026-06-08')).settle()
  assert.deepEqual(
    [before, second].map(({ setlinfo }) => setlinfo.act_pay_dedc),
    [100_000, 0],
  )
  const listed = await client.done('5304', { data: { ...own, begntime: '2026-06-01 00:00:00' as Instant } })
  assert.deepEqual(
    listed.refmedin.map((row) => [row.reflin_medins_no, row.begndate, row.refl_rea]),
    [[COUNTY_HOSPITAL, '2026-06-02', '病情需要']],
  )
  await client.done('2502', { data: { ...own, trt_dcla_detl_sn: filed.result.trt_dcla_detl_sn } })
  const again = await client.send('2502', { data: { ...own, trt_dcla_detl_sn: filed.result.trt_dcla_detl_sn } })
  assert.equal(again.ok, false)
  assert.match(
    (await client.send('2501', referral(person.personNo, { enddate: day('2026-06-01') }))).sentence,
    /2026-06-01/,
  )
  assert.match((await client.send('2501', referral('99999'))).sentence, /99999/)
})

const chronic = (psn_no: string, code: string) => ({
  data: {
    psn_no,
    insutype: '310',
    opsp_dise_code: code,
    opsp_dise_name: '糖尿病',
    insu_optins: AREA,
    ide_fixmedins_no: HOSPITAL,
    ide_fixmedins_name: '试验市人民医院',
    hosp_ide_date: day('2026-06-10'),
    diag_dr_codg: PHYSICIAN,
    diag_dr_name: '李医生',
    begndate: day('2026-06-10'),
    trt_dcla_detl_sn: '',
    memo: '',
  },
})

test('2503, 5301, 2504: a chronic disease pays once the agency has approved it', async () => {
  const person = patient('retired', 1)
  const own = { psn_no: person.personNo }
  const { result } = await client.done('2503', chronic(person.personNo, 'M01600'))
  const diseases = async () => (await client.done('5301', { data: own })).feedetail.map((row) => row.opsp_dise_code)
  assert.deepEqual(await diseases(), [])
  const visit = await openVisit(client, person, { medType: '14', disease: 'M01600' })
  const waiting = await settleBatch(client, person, visit, 'B1', [item('plain', 100)], { medType: '14' })
  assert.equal(waiting.setlinfo.hifp_pay, 0)
  const filingId = result.trt_dcla_detl_sn
  const approved = await server.city.desks.filings.approve(
    {
      key: { sender: 'agency', msgid: 'approve 1' },
      actor: { id: 'officer', channel: 'console', area: AREA },
      request: { filingId },
      answer: () => null,
    },
    { personNo: person.personNo, filingId: uuidOf(filingId)!, kind: 'chronic_disease' },
  )
  assert.ok(approved.ok)
  assert.deepEqual(await diseases(), ['M01600'])
  const paid = await settleBatch(client, person, visit, 'B2', [item('plain', 100)], { medType: '14' })
  assert.equal(paid.setlinfo.hifp_pay, 8_000)
  const withdraw = (filing: string) => client.send('2504', { data: { ...own, trt_dcla_detl_sn: filing, memo: '误报' } })
  assert.match((await withdraw(filingId)).sentence, /已审核，不能撤销/)
  const other = await client.done('2503', chronic(person.personNo, 'M03900'))
  assert.ok((await withdraw(other.result.trt_dcla_detl_sn)).ok)
  assert.match((await withdraw(other.result.trt_dcla_detl_sn)).sentence, /已撤销，不能撤销/)
  assert.match((await client.send('2503', chronic(person.personNo, 'M01600'))).sentence, /M01600/)
  assert.match((await client.send('2503', chronic(person.personNo, 'X1'))).sentence, /X1/)
  const held = await client.done('5301', { data: { psn_no: patient('employee').personNo } })
  assert.deepEqual(
    held.feedetail.map((row) => row.opsp_dise_code),
    [CHRONIC_DISEASE],
  )
})

test('2505, 5302, 2506: a chosen provider', async () => {
  const person = patient('employee', 2)
  const own = { psn_no: person.personNo }
  const chosen = {
    ...own,
    biz_appy_type: '01',
    begndate: day('2026-01-01'),
    fix_srt_no: '1',
    fixmedins_code: HOSPITAL,
    fixmedins_name: '试验市人民医院',
  }
  const { result } = await client.done('2505', { data: chosen } as never)
  const listed = async () =>
    (await client.done('5302', { data: { ...own, biz_appy_type: '01' } })).psnfixmedin.map((row) => row.fixmedins_code)
  assert.deepEqual(await listed(), [HOSPITAL])
  await client.done('2506', { data: { ...own, trt_dcla_detl_sn: result.trt_dcla_detl_sn, memo: '更换' } })
  assert.deepEqual(await listed(), [])
  const nowhere = await client.send('2505', { data: { ...chosen, fixmedins_code: 'H00000000000' } } as never)
  assert.match(nowhere.sentence, /H00000000000/)
})

test('books, settlements and accounts agree after all of it', async () => {
  const person = patient('employee', 3)
  await charge(client, person, await openVisit(client, person), 'B1', [item('plain', 10)])
  await assertSound(server)
})
