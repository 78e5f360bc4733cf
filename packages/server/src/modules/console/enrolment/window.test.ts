// The enrolment window over HTTP: work lists with their next step, the three rates, and one person's enrolment, categories and aid.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type DeclarationTold,
  type EnrolleeView,
  enrolleeView,
  type RateView,
  rateView,
  type WorkListPage,
  workListPage,
} from '@yibao/contract/rest'
import { identityCheckCharacter } from '@yibao/kernel'
import { Value } from 'typebox/value'
import {
  COUNTY,
  type ConsoleClient,
  OTHER_COUNTY,
  personNo,
  seatedClient,
  startTestServer,
  twoCounties,
} from '../../../testing/index.ts'

const server = await startTestServer({ cityLoad: twoCounties({ each: 4 }) })
after(server.close)
const window = await seatedClient(server, { role: 'enrolment_window' })
const county = await seatedClient(server, { role: 'enrolment_window', area: COUNTY })

async function listed(client: ConsoleClient, query: string): Promise<WorkListPage> {
  const { status, body, text } = await client.get<WorkListPage>(`/enrolment/lists?${query}&size=200`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(workListPage, body), JSON.stringify([...Value.Errors(workListPage, body)].slice(0, 3)))
  return body
}

async function enrollee(no: string, client = window): Promise<EnrolleeView> {
  const { status, body, text } = await client.get<EnrolleeView>(`/enrolment/persons/${no}`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(enrolleeView, body), JSON.stringify([...Value.Errors(enrolleeView, body)].slice(0, 3)))
  return body
}

const codeOf = async (client: ConsoleClient, path: string, body: object): Promise<string> => {
  const answer = await client.post<{ code?: string }>(path, body)
  return answer.status === 200 ? 'done' : (answer.body.code ?? `${answer.status}`)
}

const enrol = (body: object) => window.post<DeclarationTold>('/enrolment/lines', body)
const cardOf = (birth: string, at: number): string => {
  const first17 = `990101${birth}${String(at).padStart(3, '0')}`
  return first17 + identityCheckCharacter(first17)
}

test('who is not enrolled stands on a list, by county; what a visit finds is kept and closes the row', async () => {
  const missing = await listed(window, 'list=missing')
  const all = missing.rows.map(({ personNo: no }) => no)
  assert.ok(all.includes(personNo('uninsured', 0)) && all.includes(personNo('uninsured', 1)))
  assert.ok(!all.includes(personNo('resident', 0)))
  assert.match(missing.basis.zh, /国办发〔2024〕38号/)
  const own = (await listed(county, 'list=missing')).rows.map(({ personNo: no }) => no)
  assert.ok(own.includes(personNo('uninsured', 0)) && !own.includes(personNo('uninsured', 1)), 'its own county alone')
  assert.ok(missing.rows.every(({ name }) => name.includes('*')))
  const visit = { personNo: personNo('uninsured', 0), list: 'missing', reason: 'joined_elsewhere', note: '有外地凭证' }
  assert.equal(await codeOf(county, '/enrolment/lists/visits', visit), 'done')
  assert.equal(
    await codeOf(county, '/enrolment/lists/visits', { ...visit, personNo: personNo('uninsured', 1) }),
    'not_found',
  )
  const open = await listed(window, 'list=missing&open=true')
  assert.equal(open.total, missing.total - 1)
  const { text } = await window.get('/enrolment/lists/export?list=missing')
  assert.match(text, /已在外地参保,有外地凭证/)
  assert.equal((await enrollee(personNo('uninsured', 0))).visits[0]?.reason.zh, '已在外地参保')
})

test('broken, newborn, died and moved are told apart, and the page of a list is a part of the same whole', async () => {
  const { maintenance } = server.platform
  await maintenance.query(
    `update person set dossier = jsonb_set(dossier::jsonb, '{spells,0,until}', '"2025-12-31"')::json
    where person_no = $1`,
    [personNo('resident', 0)],
  )
  await maintenance.query('update person set died_on = $2 where person_no = $1', [
    personNo('resident', 1),
    '2026-05-01',
  ])
  await maintenance.query('update person set area = $2 where person_no = $1', [personNo('resident', 2), OTHER_COUNTY])
  const only = async (list: string) => (await listed(window, `list=${list}`)).rows.map(({ personNo: no }) => no)
  assert.deepEqual(await only('broken'), [personNo('resident', 0)])
  assert.deepEqual(await only('died'), [personNo('resident', 1)])
  assert.deepEqual(await only('moved'), [personNo('resident', 2)])
  const born = await enrol({
    ...{ action: 'enrol', name: '赵小', certificateNo: cardOf('20260520', 1), scheme: 'resident', status: 'newborn' },
    ...{ area: COUNTY, from: '2026-05-20', until: '2026-12-31', paidOn: '2026-06-01' },
  })
  assert.deepEqual([born.status, born.body.done], [200, true], born.text)
  const page = await window.get<WorkListPage>('/enrolment/lists?list=missing&size=1&page=2')
  assert.deepEqual([page.body.rows.length, page.body.total], [1, (await listed(window, 'list=missing')).total])
  assert.equal((await window.get('/enrolment/lists?list=nothing')).status, 400)
})

test('each rate states its definition and source; without a denominator there is no rate', async () => {
  const rates = async (client: ConsoleClient): Promise<RateView> => {
    const { body, text } = await client.get<RateView>('/enrolment/rates')
    assert.ok(Value.Check(rateView, body), text)
    return body
  }
  const before = await rates(window)
  assert.deepEqual(
    before.rates.map(({ rateBp }) => rateBp),
    [null, null, null],
  )
  const enter = (kind: string, people: number) =>
    codeOf(window, '/enrolment/population', { kind, people, asOf: '2025-12-31', source: '2025年统计公报' })
  assert.equal(await enter('permanent', 50), 'done')
  assert.equal(await enter('household', 60), 'done')
  assert.equal(await enter('enrolled_elsewhere', 4), 'done')
  assert.equal(await enter('exempt', 6), 'done')
  assert.equal(await enter('permanent', 40), 'done', 'a figure may be put right')
  const { enrolled, rates: after } = await rates(window)
  assert.deepEqual(
    after.map(({ definition, numerator, denominator, source }) => [definition, numerator, denominator, source]),
    [
      ['permanent_residents', enrolled, 40, '2025年统计公报（2025-12-31）'],
      ['household_population', enrolled + 4, 60, '2025年统计公报（2025-12-31）'],
      ['should_cover', enrolled, 50, '2025年统计公报（2025-12-31）'],
    ],
  )
  assert.equal(after[0]?.rateBp, Math.round((enrolled * 10_000) / 40))
  const own = await rates(county)
  assert.ok(
    own.enrolled < enrolled && own.rates.every(({ rateBp }) => rateBp === null),
    'a county has figures of its own',
  )
})

test('one person on one screen: enrolments with their reason, who pays what, and what would be waited', async () => {
  const poor = await enrollee(personNo('poor', 0))
  assert.deepEqual(
    poor.categories.map(({ title, authority }) => [title, authority]),
    [['低保对象', '民政']],
  )
  assert.equal(
    poor.outlook.payers.reduce((sum, { amountFen }) => sum + amountFen, 0),
    poor.outlook.standardFen,
    'Σ payers is the standard',
  )
  assert.ok(poor.outlook.payers.length > 1)
  const waiting = await enrollee(personNo('waiting', 0))
  assert.equal(waiting.spells[0]?.state, 'waiting')
  assert.match(waiting.spells[0]?.reason.zh ?? '', /2026-09-01/)
  const child = await enrollee(personNo('child', 0))
  assert.deepEqual(
    child.givers.map(({ personNo: no }) => no),
    [personNo('relative', 0)],
  )
  assert.deepEqual(
    (await enrollee(personNo('relative', 0))).receivers.map(({ personNo: no }) => no),
    [personNo('child', 0)],
  )
  assert.equal((await county.get(`/enrolment/persons/${personNo('poor', 1)}`)).status, 404)
  const { text } = await window.get(`/enrolment/persons/${personNo('poor', 0)}`)
  assert.ok(!text.includes('赵明"'))
})

test('the window enrols and stops by the checks of a file, and says what is wrong', async () => {
  const no = personNo('uninsured', 2)
  const body = { personNo: no, action: 'enrol', scheme: 'resident', status: 'adult', area: COUNTY, from: '2026-06-15' }
  const wrong = await enrol({ ...body, area: '110000' })
  assert.deepEqual([wrong.body.done, wrong.body.faults[0]?.code], [false, 'unknown_area'])
  const done = await enrol({ ...body, paidOn: '2026-06-15' })
  assert.deepEqual([done.body.done, done.body.outcomes[0]?.zh], [true, '新参保'])
  assert.equal((await enrollee(no)).spells.length, 1)
  const stopped = await enrol({ ...body, action: 'stop', until: '2026-06-30' })
  assert.deepEqual([stopped.body.done, stopped.body.outcomes[0]?.zh], [true, '停保'])
})

test('a category holds once at a time, by an authority; it ends on a day', async () => {
  const path = `/enrolment/persons/${personNo('resident', 3)}/categories`
  const body = { category: 'minimum_allowance', from: '2026-06-01', authority: '民政', note: '低保证 001' }
  assert.equal(await codeOf(window, path, body), 'done')
  assert.equal(await codeOf(window, path, body), 'category_held')
  assert.equal(await codeOf(window, path, { ...body, category: 'nothing_such' }), 'category_unknown')
  assert.equal(await codeOf(window, `${path}/end`, { ...body, until: '2026-05-01' }), 'category_days')
  assert.equal(await codeOf(window, `${path}/end`, { ...body, until: '2026-08-31' }), 'done')
  assert.equal(await codeOf(window, `${path}/end`, { ...body, until: '2026-08-31' }), 'category_not_held')
  assert.equal((await enrollee(personNo('resident', 3))).categories[0]?.until, '2026-08-31')
})

test('mutual aid joins near relatives whose giver has an account, and ends', async () => {
  const path = `/enrolment/persons/${personNo('child', 2)}/aid`
  const body = { giver: personNo('employee', 0), relation: 'child', from: '2026-06-01', note: '申请表' }
  assert.equal(await codeOf(window, path, { ...body, giver: personNo('child', 2) }), 'aid_self')
  assert.equal(await codeOf(window, path, { ...body, giver: personNo('poor', 0) }), 'aid_giver_no_account')
  assert.equal(await codeOf(window, path, { ...body, giver: 'nobody' }), 'not_found')
  assert.equal(await codeOf(window, path, body), 'done')
  assert.equal(await codeOf(window, path, body), 'aid_known')
  assert.equal(await codeOf(window, `${path}/end`, { giver: body.giver, note: '本人申请' }), 'done')
  assert.equal(await codeOf(window, `${path}/end`, { giver: body.giver, note: '本人申请' }), 'aid_unknown')
})

test('a newborn is enrolled from birth in time and by the other rule when late; its number is bound once, and everything follows', async () => {
  const line = (at: number, bornOn: string, paidOn: string) =>
    enrol({
      ...{ action: 'enrol', name: '赵某之子', certificateKind: '99', certificateNo: `Q99010100${at}`, sex: 'male' },
      ...{ bornOn, scheme: 'resident', status: 'newborn', area: COUNTY, from: paidOn, paidOn },
    })
  const born = '2026-03-20'
  assert.equal((await line(1, born, '2026-06-10')).body.done, true)
  assert.equal((await line(2, '2026-01-05', '2026-06-10')).body.done, true)
  const numberOf = async (at: number): Promise<string> => {
    const { rows } = await server.platform.reader.query<{ no: string }>(
      'select person_no as no from person where certificate_no = $1',
      [`Q99010100${at}`],
    )
    return rows[0]?.no ?? ''
  }
  const [soon, late] = [await numberOf(1), await numberOf(2)]
  const [first, second] = [await enrollee(soon), await enrollee(late)]
  assert.deepEqual([first.spells[0]?.from, first.spells[0]?.benefitFrom], [born, null])
  assert.deepEqual(
    [first.newborn?.temporary, first.newborn?.deadline, first.newborn?.daysLeft],
    [true, '2026-06-18', 3],
  )
  assert.match(first.newborn?.reason.zh ?? '', /自出生之日起/)
  assert.equal(second.spells[0]?.from, '2026-06-10')
  assert.ok((second.spells[0]?.benefitFrom ?? '') > '2026-06-10', 'the rule of late enrolment')
  assert.match(second.newborn?.reason.zh ?? '', /以前的费用由本人负担/)
  const card = cardOf('20260320', 11)
  const bind = (no: string, body: object) =>
    codeOf(window, `/enrolment/persons/${no}/identity`, { note: '出生证明', ...body })
  assert.equal(await bind(soon, { name: '赵小宝', certificateNo: cardOf('20260321', 11) }), 'identity_birth_differs')
  assert.equal(await bind(soon, { name: '赵小宝', certificateNo: cardOf('20260320', 12) }), 'identity_sex_differs')
  assert.equal(await bind(soon, { name: '赵小宝', certificateNo: `${card.slice(0, 17)}?` }), 'identity_number_wrong')
  assert.equal(await bind(personNo('poor', 0), { name: '赵', certificateNo: card }), 'identity_not_temporary')
  assert.equal(await bind(soon, { name: '赵小宝', certificateNo: card }), 'done')
  assert.equal(await bind(soon, { name: '赵小宝', certificateNo: card }), 'identity_not_temporary')
  const bound = await enrollee(soon)
  assert.deepEqual([bound.newborn?.temporary, bound.earlierIdentities.length, bound.outlook.missed], [false, 1, 0])
  const again = await enrol({
    ...{ action: 'enrol', name: '赵小宝', certificateNo: card, scheme: 'resident', status: 'newborn', area: COUNTY },
    ...{ from: '2026-06-10', paidOn: '2026-06-10' },
  })
  assert.deepEqual(
    [again.body.done, again.body.outcomes[0]?.zh],
    [true, '已参保，无变化'],
    'found by the number, nothing doubled',
  )
  assert.equal(await numberOf(1), '')
})

test('what a person would pay is explained by payer, and what repairing missed years would change', async () => {
  const { outlook } = await enrollee(personNo('poor', 0))
  assert.deepEqual(
    outlook.payers.map(({ title, how }) => [title, how.zh]),
    [
      ['医疗救助基金', '低保对象，定额190.00元'],
      ['市财政', '低保对象，定额100.00元'],
      ['个人', '前面各方出资后的余额'],
    ],
  )
  assert.ok(outlook.payers.every(({ basis }) => basis.startsWith('假定值：')))
  const gone = await enrollee(personNo('uninsured', 3))
  assert.equal(gone.outlook.payers[0]?.how.zh, '没有资助，由本人全额缴纳')
  assert.deepEqual([gone.outlook.missed, gone.outlook.repairs], [0, []], 'who never was enrolled has missed nothing')
  await server.platform.maintenance.query(
    `update person set dossier = jsonb_set(dossier::jsonb, '{spells,0,until}', '"2023-12-31"')::json
    where person_no = $1`,
    [personNo('resident', 0)],
  )
  const broken = (await enrollee(personNo('resident', 0))).outlook
  assert.deepEqual(
    broken.repairs.map(({ years, priceFen }) => [years, priceFen]),
    [
      [0, 0],
      [1, broken.standardFen],
    ],
  )
  const months = broken.repairs.map(({ waitingMonths }) => waitingMonths)
  assert.deepEqual(
    months,
    [...months].sort((a, b) => b - a),
    'repairing never makes the waiting longer',
  )
})
