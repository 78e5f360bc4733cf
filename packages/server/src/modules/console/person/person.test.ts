// A person over HTTP: masked, with everything that holds on the axis of time; shown in full for a purpose; every look kept.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type PersonView, personView } from '@yibao/contract/rest'
import { day } from '@yibao/kernel'
import { Value } from 'typebox/value'
import {
  AREA,
  COUNTY,
  consoleClient,
  HOSPITAL,
  item,
  OTHER_COUNTY,
  openVisit,
  PHYSICIAN,
  patient,
  personNo,
  settleBatch,
  startTestServer,
  twoCounties,
} from '../../../testing/index.ts'
import { ownMessage } from '../../common/index.ts'
import { uuidOf } from '../../gateway/index.ts'

const city = twoCounties()
const server = await startTestServer({ cityLoad: city })
after(server.close)
const officer = await consoleClient(server, { role: 'benefits_officer' })
const record = (no: string) => city.persons.find((each) => each.personNo === no)!

async function view(no: string, by = officer): Promise<PersonView> {
  const { status, body, text } = await by.get<PersonView>(`/persons/${no}`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(personView, body), JSON.stringify([...Value.Errors(personView, body)].slice(0, 3)))
  return body
}

test('nothing that names a person is shown without a purpose', async () => {
  const { name, certificateNo, mobile } = record(personNo('employee', 0))
  const { text } = await officer.get(`/persons/${personNo('employee', 0)}`)
  for (const secret of [certificateNo, mobile, `"${name}"`]) assert.ok(!text.includes(secret), secret)
  const shown = await view(personNo('employee', 0))
  assert.deepEqual([shown.masked, shown.name], [true, '赵*'])
  assert.match(shown.certificate, /^990\*{11}.{4}$/)
  assert.match(shown.mobile, /^139\*{4}\d{4}$/)
})

test('in full for a purpose, and the purpose is kept beside the name of who looked', async () => {
  const no = personNo('employee', 2)
  const { status, body } = await officer.post<PersonView>(`/persons/${no}/unmask`, { purpose: ' 窗口办理异地备案 ' })
  assert.equal(status, 200)
  assert.ok(Value.Check(personView, body))
  const { name, certificateNo, mobile } = record(no)
  assert.deepEqual([body.name, body.certificate, body.mobile, body.masked], [name, certificateNo, mobile, false])
  assert.equal(body.looks[0]?.purpose, '窗口办理异地备案')
  assert.equal(body.looks[0]?.actor, `试验(${officer.account})`)
  const papers = { mdtrt_cert_type: '02', mdtrt_cert_no: certificateNo, psn_cert_type: '01', certno: certificateNo }
  await server.client.done('1101', { data: { ...papers, card_sn: '', psn_name: name } })
  const [byHospital] = (await view(no)).looks.filter(({ purpose }) => purpose.startsWith('接口'))
  assert.deepEqual([byHospital?.purpose, byHospital?.actor], ['接口 1101 人员信息获取', '试验市人民医院 C001'])
  await view(no)
  const { rows } = await server.platform.reader.query(
    'select fields, purpose, shown, area, actor from access_record where person_no = $1 and actor = $2 order by access_id',
    [no, officer.account],
  )
  const common = { shown: 1, area: COUNTY, actor: officer.account }
  assert.deepEqual(rows, [
    { fields: 'full', purpose: '窗口办理异地备案', ...common },
    { fields: 'masked', purpose: '查看参保人员', ...common },
    { fields: 'masked', purpose: '查看参保人员', ...common },
  ])
})

test('no purpose, a short one or one of blanks shows nothing and records nothing', async () => {
  const no = personNo('employee', 3)
  for (const body of [
    {},
    { purpose: '看看' },
    { purpose: '         ' },
    { purpose: 'x'.repeat(201) },
    { purpose: 7 },
  ]) {
    const answer = await officer.post<{ message: string }>(`/persons/${no}/unmask`, body)
    assert.equal(answer.status, 400, JSON.stringify(body))
    assert.match(answer.body.message, /purpose/)
  }
  const { rows } = await server.platform.reader.query('select from access_record where person_no = $1', [no])
  assert.equal(rows.length, 0)
})

test('enrolment, categories and certified diseases with their days and states', async () => {
  const employee = await view(personNo('employee', 0))
  assert.deepEqual(employee.spells, [
    {
      scheme: 'employee',
      schemeTitle: '职工医保',
      status: 'active',
      statusTitle: '在职',
      from: '2015-01-01',
      until: null,
      state: 'active',
      stateTitle: '正常参保',
      employer: '试验工厂',
      area: '试验县',
    },
  ])
  assert.equal(employee.continuousYears, 14)
  assert.equal(employee.age, 46)
  assert.equal(employee.areaTitle, '试验县')
  const [certificate] = employee.filings
  assert.deepEqual(
    [certificate?.title, certificate?.detail, certificate?.state],
    ['门诊慢性病：高血压', 'M03900', '有效'],
  )
  const poor = await view(personNo('poor', 0))
  assert.deepEqual(
    poor.categories.map(({ title, authority }) => [title, authority]),
    [['低保对象', '民政']],
  )
  assert.equal((await view(personNo('suspended', 0))).spells[0]?.state, 'suspended')
  const waiting = (await view(personNo('waiting', 0))).spells[0]
  assert.deepEqual([waiting?.state, waiting?.stateTitle], ['waiting', '待遇等待期，2026-09-01起享受待遇'])
  assert.deepEqual((await view(personNo('uninsured', 0))).spells, [])
})

test('the account and what of each limit is used, as settling left them', async () => {
  const who = patient('employee', 1)
  const visit = await openVisit(server.client, who)
  const bill = [item('plain', 1000)]
  const { setlinfo } = await settleBatch(server.client, who, visit, 'B1', bill, { account: '1' })
  const chronic = await openVisit(server.client, who, { medType: '14', disease: 'M03900' })
  const second = await settleBatch(server.client, who, chronic, 'B1', [item('plain', 500)], { medType: '14' })
  const { account, accumulators } = await view(who.personNo)
  assert.deepEqual(account, { balanceFen: 100_000 - setlinfo.acct_pay, state: '正常' })
  assert.deepEqual(
    accumulators.map(({ title, year, usedFen, limitFen }) => [title, year, usedFen, limitFen]),
    [
      ['职工门诊慢特病病种年度限额', '2026 M03900', second.setlinfo.fund_pay_sumamt, 300_000],
      ['门诊年度限额', '2026', setlinfo.fund_pay_sumamt, 400_000],
      ['职工门诊统筹起付线', '2026', 20_000, 20_000],
    ],
  )
  assert.equal((await view(personNo('resident', 0))).account, null)
})

test('an application for a chronic disease waits, and stands as its certificate once it is approved', async () => {
  const no = personNo('retired', 0)
  const { result } = await server.client.done('2503', {
    data: {
      psn_no: no,
      insutype: '310',
      opsp_dise_code: 'M01600',
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
  const shown = async () =>
    (await view(no)).filings.map(({ title, detail, from, state }) => [title, detail, from, state])
  assert.deepEqual(await shown(), [['慢特病认定申请：糖尿病', '试验市人民医院', '2026-06-10', '待审核']])
  const approval = { personNo: no, filingId: uuidOf(result.trt_dcla_detl_sn)!, kind: 'chronic_disease' as const }
  const message = ownMessage<null>({ id: 'agency', channel: 'job' }, 'approval 1', null)
  assert.ok((await server.city.desks.filings.approve(message, approval)).ok)
  assert.deepEqual(await shown(), [['门诊慢性病：糖尿病', 'M01600 试验市人民医院', '2026-06-10', '有效']])
})

test('a county sees its own people; who is elsewhere is as if there were none', async () => {
  const county = await consoleClient(server, { role: 'enrolment_window', area: COUNTY })
  const other = await consoleClient(server, { role: 'enrolment_window', area: OTHER_COUNTY })
  const no = personNo('resident', 2)
  assert.equal((await view(no, county)).areaTitle, '试验县')
  const hidden = await other.get<{ message: string }>(`/persons/${no}`)
  assert.deepEqual([hidden.status, hidden.body.message], [404, `没有找到 参保人员 ${no}`])
  assert.equal((await other.post(`/persons/${no}/unmask`, { purpose: '窗口查询' })).status, 404)
  assert.equal((await other.get('/persons/nobody')).status, 404)
  assert.equal((await other.get(`/persons/${'9'.repeat(31)}`)).status, 400)
  const { rows } = await server.platform.reader.query(`select from access_record where person_no = $1 and actor = $2`, [
    no,
    other.account,
  ])
  assert.equal(rows.length, 0, 'a look that found nothing is no look at this person')
})

test('looking needs the permission, and seeing in full another one', async () => {
  const path = `/persons/${personNo('employee', 0)}`
  const supervision = await consoleClient(server, { role: 'fund_supervision' })
  assert.equal((await supervision.get(path)).status, 200)
  assert.equal((await supervision.post(`${path}/unmask`, { purpose: '基金监管核查' })).status, 403)
  const leader = await consoleClient(server, { role: 'bureau_leader' })
  assert.equal((await leader.get(path)).status, 403)
})
