// Batches of enrolments over HTTP: uploaded, checked, confirmed, resumed, taken back; and what an employer may send.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type BatchPage,
  type BatchView,
  type BillView,
  billView,
  type DeclarationTold,
  type DoneView,
  type EmployerView,
  employerView,
  type FaultPage,
  type MemberPage,
} from '@yibao/contract/rest'
import { identityCheckCharacter } from '@yibao/kernel'
import { Value } from 'typebox/value'
import {
  AREA,
  COUNTY,
  type ConsoleClient,
  item,
  OTHER_COUNTY,
  openVisit,
  patient,
  personNo,
  seatedClient,
  settleBatch,
  startTestServer,
  twoCounties,
} from '../../../testing/index.ts'
import { uuidOf } from '../../gateway/index.ts'
import { findPerson } from '../../person/index.ts'

const server = await startTestServer({ cityLoad: twoCounties({ each: 8 }) })
after(server.close)
const { reader } = server.platform
const window = await seatedClient(server, { role: 'enrolment_window' })
const county = await seatedClient(server, { role: 'enrolment_window', area: COUNTY })
const employer = await seatedClient(server, { role: 'employer_office', employer: 'E1' })

const cardOf = (birth: string, at: number): string => {
  const first17 = `990101${birth}${String(at).padStart(3, '0')}`
  return first17 + identityCheckCharacter(first17)
}
const HEAD = '办理事项,证件号码,姓名,参保区划,险种,参保身份,参保日期,截止日期,单位编号,月缴费工资'
const resident = (at: number, area = COUNTY): string =>
  `参保,${cardOf('19700101', at)},周${'甲乙丙丁'[at % 4]},${area},居民,成年居民,2026-01-01,,,`

async function upload(client: ConsoleClient, lines: readonly string[], head = HEAD): Promise<BatchView> {
  const answer = await fetch(`${server.url}/api/enrolment/batches?name=${encodeURIComponent('一批.csv')}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', cookie: client.cookie },
    body: [head, ...lines, ''].join('\r\n'),
  })
  const told = (await answer.json()) as DoneView
  assert.equal(answer.status, 200, JSON.stringify(told))
  return settled(client, told.id)
}

async function settled(client: ConsoleClient, id: string): Promise<BatchView> {
  await server.city.desks.batches.idle()
  const { status, body, text } = await client.get<BatchView>(`/enrolment/batches/${id}`)
  assert.equal(status, 200, text)
  return body
}

async function step(client: ConsoleClient, id: string, body: object): Promise<BatchView> {
  const { status, text } = await client.post(`/enrolment/batches/${id}/step`, body)
  assert.equal(status, 200, text)
  return settled(client, id)
}

const counts = (rows: BatchView['kinds']) => Object.fromEntries(rows.map(({ code, count }) => [code, count]))
const people = async () => Number((await reader.query<{ n: number }>('select count(*) as n from person')).rows[0]?.n)
const parts = async () =>
  Number((await reader.query<{ n: number }>('select count(*) as n from enrol_batch_part')).rows[0]?.n)

test('a file is checked, its faults are shown and exported, its good lines come in when somebody confirms', async () => {
  const before = await people()
  const lines = Array.from({ length: 300 }, (_, at) => resident(at))
  lines[10] = resident(10).replace('2026-01-01', '2026-02-30')
  lines[20] = resident(20, '110000')
  lines[21] = resident(21).replace('周乙', '=HYPERLINK("x")')
  const checked = await upload(window, lines)
  assert.deepEqual([checked.state, checked.lines, checked.faulty], ['checked', 300, 3])
  assert.deepEqual(counts(checked.kinds), { new_person: 297 })
  assert.deepEqual(counts(checked.faultKinds), { wrong_day: 1, unknown_area: 1, wrong_text: 1 })
  assert.deepEqual(checked.may, ['confirm', 'withdraw'])
  assert.equal(await people(), before, 'nothing has changed')
  const { body: faults } = await window.get<FaultPage>(`/enrolment/batches/${checked.id}/faults?code=wrong_day`)
  assert.deepEqual(
    [faults.total, faults.rows[0]?.line, faults.rows[0]?.column, faults.rows[0]?.found],
    [1, 12, '参保日期', '2026-02-30'],
  )
  const { text } = await window.get(`/enrolment/batches/${checked.id}/faults/export`)
  assert.equal(text.split('\r\n').length, 3 + 3 + 1)
  assert.match(text, /23,姓名,写法不对,"'=HYPERLINK\(""x""\)"/, 'no cell is a formula')
  const imported = await step(window, checked.id, { step: 'confirm' })
  assert.deepEqual([imported.state, await people()], ['imported', before + 297])
  assert.deepEqual(
    imported.steps.map(({ title }) => title.zh),
    ['正在检查', '待确认', '正在导入', '已导入'],
  )
  assert.equal(await parts(), 0, 'the file is not kept')
  const twice = await window.post<{ code: string }>(`/enrolment/batches/${checked.id}/step`, { step: 'confirm' })
  assert.deepEqual([twice.status, twice.body.code], [409, 'batch_step'])
})

test('the same file once more changes nothing, and a county brings nobody into another one', async () => {
  const before = await people()
  const again = await upload(
    county,
    Array.from({ length: 300 }, (_, at) => resident(at)).filter((_, at) => ![10, 20, 21].includes(at)),
  )
  assert.deepEqual(counts(again.kinds), { unchanged: 297 })
  const elsewhere = await upload(county, [resident(900, OTHER_COUNTY)])
  assert.deepEqual(
    [elsewhere.faulty, counts(elsewhere.faultKinds), elsewhere.may],
    [1, { unknown_area: 1 }, ['withdraw']],
  )
  await step(county, elsewhere.id, { step: 'withdraw', note: '区划填错' })
  assert.equal(await people(), before)
  const { body } = await county.get<BatchPage>('/enrolment/batches')
  assert.deepEqual(body.rows.map(({ state }) => state).sort(), ['checked', 'withdrawn'], 'only those of its own area')
})

test('what cannot be read is refused as a whole, in words', async () => {
  const wrong = await upload(window, [], '姓名,年龄')
  assert.deepEqual([wrong.state, wrong.lines], ['refused', 0])
  assert.match(wrong.refusal, /年龄|证件号码/)
  const empty = await fetch(`${server.url}/api/enrolment/batches?name=x.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', cookie: window.cookie },
    body: '',
  })
  assert.equal(((await empty.json()) as { code: string }).code, 'enrol_file_empty')
  const json = await window.post<{ message: string }>('/enrolment/batches?name=x.csv', {})
  assert.deepEqual([json.status, /text\/csv/.test(json.body.message)], [400, true])
})

test('a batch that was cut off goes on: at once by hand, and by the clock', async () => {
  const lines = Array.from({ length: 600 }, (_, at) => resident(at).replace('19700101', '19710101')).map(mended)
  const checked = await upload(window, lines)
  const before = await people()
  // The state that a stopped process leaves behind: half of the lines are in, and nobody works on the rest.
  const confirming = server.city.desks.batches.confirm(uuidOf(checked.id)!, { id: 'x', channel: 'test' })
  assert.ok((await confirming).ok)
  await server.city.desks.batches.idle()
  await server.platform.maintenance.query(
    `update enrol_batch set state = 'importing', moved_at = moved_at - interval '1 hour'
    where sha256 = $1`,
    [checked.sha256],
  )
  assert.equal(await people(), before + 600)
  assert.equal(await server.city.desks.batches.resumeStalled(), 1)
  await server.city.desks.batches.idle()
  assert.equal(await people(), before + 600)
})

const mended = (line: string): string => {
  const [, number = ''] = line.split(',')
  return line.replace(number, number.slice(0, 17) + identityCheckCharacter(number.slice(0, 17)))
}
test('a batch is taken back line by line: what has been used, paid for or changed since stays, and is named', async () => {
  const two = [personNo('uninsured', 0), personNo('uninsured', 2), personNo('uninsured', 4)] as const
  const lines = two.map((_, at) => {
    const { name, certificateNo } = patient('uninsured', at * 2)
    return `参保,${certificateNo},${name},${COUNTY},居民,成年居民,2026-01-01,,,`
  })
  const checked = await upload(window, [...lines, resident(700)])
  const imported = await step(window, checked.id, { step: 'confirm' })
  assert.deepEqual(counts(imported.kinds), { enrolled: 3, new_person: 1 })
  const used = { ...patient('uninsured', 2), insutype: '390' as const }
  const visit = await openVisit(server.client, used)
  await settleBatch(server.client, used, visit, 'B1', [item('plain', 300)])
  const later = await upload(window, [
    lines[2]?.replace('参保,', '停保,').replace('2026-01-01,,', '2026-01-01,2026-05-31,') ?? '',
  ])
  assert.equal((await step(window, later.id, { step: 'confirm' })).state, 'imported')
  const without = await window.post<{ code: string }>(`/enrolment/batches/${checked.id}/step`, { step: 'reverse' })
  assert.equal(without.body.code, 'request_invalid', 'a reason is needed')
  const reversed = await step(window, checked.id, { step: 'reverse', note: '来文有误' })
  assert.equal(reversed.state, 'reversed')
  assert.deepEqual(counts(reversed.outcomes), { reversed: 2, benefit_used: 1, changed_since: 1 })
  assert.deepEqual(
    reversed.kept.map(({ line, personNo: who }) => [line, who]),
    [
      [3, two[1]],
      [4, two[2]],
    ],
  )
  assert.deepEqual((await findPerson(reader, two[0]))?.dossier.spells, [])
  const again = await upload(window, [lines[0] ?? ''])
  assert.deepEqual(counts(again.kinds), { enrolled: 1 }, 'and may come again')
})

test('an employer sends its own people alone, for months that are open, and takes nobody from another one', async () => {
  const { name, certificateNo } = patient('employee', 0)
  const own = (action: string, rest: string) => `${action},${certificateNo},${name},${COUNTY},职工,在职,${rest}`
  const stranger = patient('resident', 1)
  const batch = await upload(employer, [
    own('减员', '2026-06-01,2026-06-30,,'),
    `增员,${cardOf('19900101', 1)},郑一,${COUNTY},职工,在职,2026-07-01,,,6500`,
    `增员,${cardOf('19900101', 2)},郑二,${COUNTY},职工,在职,2026-05-01,,,6500`,
    `参保,${stranger.certificateNo},${stranger.name},${COUNTY},居民,成年居民,2026-07-01,,,`,
    `增员,${cardOf('19900101', 3)},郑三,${COUNTY},职工,在职,2026-07-01,,E9,6500`,
  ])
  assert.deepEqual(counts(batch.kinds), { stopped: 1, new_person: 1 })
  assert.deepEqual(counts(batch.faultKinds), { month_closed: 1, not_for_employers: 1, unknown_employer: 1 })
  const imported = await step(employer, batch.id, { step: 'confirm' })
  assert.equal(imported.state, 'imported')
  assert.equal(imported.employer, '试验工厂')
  const spells = (await findPerson(reader, personNo('employee', 0)))?.dossier.spells
  assert.deepEqual([spells?.[0]?.state, spells?.[0]?.until], ['terminated', '2026-06-30'])
  const { body } = await employer.get<BatchPage>('/enrolment/batches')
  assert.equal(body.total, 1, 'it sees its own batches alone')
  assert.equal(
    (await county.get<BatchPage>(`/enrolment/batches/${batch.id}`)).status,
    404,
    'a county sees those of its area',
  )
  assert.equal((await employer.get(`/persons/${personNo('employee', 1)}`)).status, 403)
})

test('a base may change until the month is charged', async () => {
  const { name, certificateNo } = patient('employee', 2)
  const line = (wage: string) => `基数变更,${certificateNo},${name},${COUNTY},职工,在职,2026-07-01,,,${wage}`
  const first = await upload(employer, [line('7000')])
  assert.deepEqual(counts(first.kinds), { base_changed: 1 })
  await step(employer, first.id, { step: 'confirm' })
  const second = await upload(employer, [line('7100.50')])
  await step(employer, second.id, { step: 'confirm' })
  const wages = async () =>
    (
      await reader.query<{ wage: number }>('select wage_fen as wage from contribution_wage where person_no = $1', [
        personNo('employee', 2),
      ])
    ).rows.map(({ wage }) => wage)
  assert.deepEqual(await wages(), [710_050])
  await step(employer, second.id, { step: 'reverse', note: '报错了' })
  assert.deepEqual(await wages(), [700_000])
  await server.platform.maintenance.query(
    `insert into contribution_line (person_no, charge_no, fund, period, payer, area, base_fen, amount_fen, account_fen)
     values ($1, 'C1', 'employee_basic', '2026-07', 'E1', $2, 1, 1, 0)`,
    [personNo('employee', 2), AREA],
  )
  const late = await upload(employer, [line('8000')])
  assert.deepEqual(counts(late.faultKinds), { month_charged: 1 })
})

test('the template is a file that the import reads, and a workbook', async () => {
  const { text } = await employer.get('/enrolment/template?form=csv')
  assert.match(text, /^办理事项,证件类型,证件号码/)
  const answer = await fetch(`${server.url}/api/enrolment/template?form=xlsx`, { headers: { cookie: window.cookie } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  assert.deepEqual([answer.status, bytes.subarray(0, 2).toString()], [200, 'PK'])
  const sent = await fetch(`${server.url}/api/enrolment/batches?name=${encodeURIComponent('模板.xlsx')}`, {
    ...{ method: 'POST', headers: { 'content-type': 'text/csv', cookie: window.cookie }, body: bytes },
  })
  const read = await settled(window, ((await sent.json()) as DoneView).id)
  assert.deepEqual([read.state, read.lines, read.faulty], ['checked', 1, 1], 'the example alone, which names nobody')
  const cut = await fetch(`${server.url}/api/enrolment/batches?name=x.xlsx`, {
    ...{ method: 'POST', headers: { 'content-type': 'text/csv', cookie: window.cookie }, body: bytes.subarray(0, 900) },
  })
  assert.deepEqual([cut.status, ((await cut.json()) as { code: string }).code], [409, 'enrol_workbook'])
  const empty = await upload(window, [], text.trim())
  assert.deepEqual([empty.state, empty.lines], ['checked', 0])
})

test('an employer sees its people, what would be charged, and declares one person at a time by the same way', async () => {
  const { body: view, text } = await employer.get<EmployerView>('/employer')
  assert.ok(Value.Check(employerView, view), text)
  assert.deepEqual([view.name, view.month, view.openMonth, view.declareDay], ['试验工厂', '2026-06', '2026-06', 20])
  assert.equal(view.billed, false)
  const { body: members } = await employer.get<MemberPage>('/employer/members?state=active&size=200')
  assert.equal(members.total, view.members)
  const { name, certificateNo } = patient('employee', 4)
  const declared = await employer.post<DeclarationTold>('/employer/declarations', {
    ...{ action: 'base', name, certificateNo, month: '2026-06', wage: '8000' },
  })
  assert.deepEqual([declared.body.done, declared.body.outcomes[0]?.zh], [true, '基数变更'])
  const { body: bill, text: billText } = await employer.get<BillView>('/employer/bill?month=2026-06&size=200')
  assert.ok(Value.Check(billView, bill), billText)
  const row = bill.rows.find(({ personNo: who }) => who === personNo('employee', 4))
  assert.deepEqual([bill.assessed, row?.baseFen, row?.name], [false, 800_000, name])
  assert.equal(
    bill.amountFen,
    bill.rows.reduce((sum, each) => sum + each.employerFen + each.personFen, 0),
  )
  const dropped = await employer.post<DeclarationTold>('/employer/declarations', {
    ...{ action: 'drop', name, certificateNo, month: '2026-06' },
  })
  assert.equal(dropped.body.done, true)
  const { body: after } = await employer.get<EmployerView>('/employer')
  assert.deepEqual([after.members, after.dropped], [view.members, view.dropped + 1], 'enrolled to the end of the month')
  const wrong = await employer.post<DeclarationTold>('/employer/declarations', {
    ...{ action: 'add', name: '李四', certificateNo: '123', month: '2026-05', wage: '6000' },
  })
  assert.deepEqual([wrong.status, wrong.body.done], [200, false])
  assert.deepEqual(
    wrong.body.faults.map(({ column }) => column),
    ['证件号码'],
  )
  const { text: file } = await employer.get('/employer/bill/export')
  assert.match(file, /未核定/)
  const nobody = await seatedClient(server, { role: 'employer_office', employer: 'E2' })
  assert.deepEqual((await nobody.get<MemberPage>('/employer/members')).body.total, 0)
  assert.equal((await window.get('/employer')).status, 403)
})
