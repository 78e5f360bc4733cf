// An institution's month by its own books, over HTTP and by message: compared line by line, met over, agreed on, and only then
// cleared; the clock of payment runs from the declaration.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ClearingView, DeclarationPage, DeclarationView, DoneView, RefusalView } from '@yibao/contract/rest'
import { day, type Fen, instant, yuanText } from '@yibao/kernel'
import { settableClock } from '../../../platform/index.ts'
import {
  COUNTY_HOSPITAL,
  type ConsoleClient,
  HOSPITAL,
  item,
  openVisit,
  patient,
  seatedClient,
  settleBatch,
  startTestServer,
} from '../../../testing/index.ts'

const server = await startTestServer({ sessionClock: settableClock(instant('2026-06-15 09:00:00')) })
after(() => server.close())
const { client, clock } = server
const DAY_MS = 86_400_000

const officer = await seatedClient(server, { role: 'benefits_officer' })
const hospital = await seatedClient(server, { role: 'provider_office', provider: HOSPITAL })
const other = await seatedClient(server, { role: 'provider_office', provider: COUNTY_HOSPITAL })

async function settled(at: number, yuan: number) {
  const person = patient('employee', at)
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', [item('plain', yuan)], { account: '0' })
  return { person, visit, ...setlinfo }
}
const [first, second, third, cancelled] = [
  await settled(0, 500),
  await settled(1, 600),
  await settled(2, 700),
  await settled(3, 800),
]
const { person, visit, setl_id } = cancelled
await client.done('2208', { data: { psn_no: person.personNo, mdtrt_id: visit, setl_id } })

const HEAD = '结算编号,清算类别,医疗费总额,基金支付,个人账户,现金'
type Settled = typeof first
const lineOf = ({ setl_id: id, medfee_sumamt, fund_pay_sumamt }: Settled, more = 0): string => {
  const fund = fund_pay_sumamt + more
  const yuan = [medfee_sumamt, fund, 0, medfee_sumamt - fund].map((fen) => yuanText(fen as Fen))
  return [id, '11', ...yuan].join(',')
}

let keys = 0
const declaring = (who: ConsoleClient, body: object, month = '2026-06') => {
  keys += 1
  return who.post<DoneView & RefusalView>('/declarations', {
    key: `declare-${keys}`,
    month,
    figures: [],
    list: '',
    ...body,
  })
}
const act = (who: ConsoleClient, id: string, path: string, body: object = { note: '' }) =>
  who.post<DoneView & RefusalView>(`/declarations/${id}/${path}`, body)
const view = async (id: string) => (await officer.get<DeclarationView>(`/declarations/${id}`)).body
const proposing = () =>
  officer.post<DoneView & RefusalView>('/clearings', {
    ...{ key: `clearing-${++keys}`, provider: HOSPITAL, month: '2026-06', depositRateBp: 0 },
  })
const meeting = { heldOn: '2026-07-08', place: '医保局二楼', ofProvider: '王主任', ofBureau: '张科长、李会计' }

let id = ''

test('a month is declared by the institution itself once it is over, and a list that cannot be read takes nothing', async () => {
  const list = [HEAD, lineOf(first)].join('\n')
  assert.equal((await declaring(hospital, { list })).body.code, 'declaration_month')
  clock.advance(20 * DAY_MS)
  assert.equal((await declaring(officer, { list })).status, 403)
  assert.equal((await declaring(hospital, {})).body.code, 'declaration_nothing')
  const { status, body } = await declaring(hospital, { list: `${list}\nX,11,1.5,abc,0,0` })
  assert.equal(status, 409)
  assert.match(body.message, /明细第3行基金支付不成立：abc/)
  assert.equal((await hospital.get<DeclarationPage>('/declarations')).body.total, 0)
})

test('each difference is a line with both sides and its reason; a cancellation of the same month is none', async () => {
  const lines = [lineOf(first), lineOf(second, 100), '01JDBX0Z0000000000000000C3,11,20.00,10.00,0,10.00']
  const { body, text } = await declaring(hospital, { list: [HEAD, ...lines].join('\r\n') })
  assert.ok(body.id, text)
  id = body.id
  const seen = await view(id)
  assert.deepEqual(
    seen.differenceRows.map(({ reason, settlement, line }) => [reason, settlement, line]),
    [
      ['figures', '', null],
      ['amounts', second.setl_id, 3],
      ['unknown', '01JDBX0Z0000000000000000C3', 4],
      ['not_declared', third.setl_id, null],
    ],
  )
  const [, amounts] = seen.differenceRows
  assert.equal(amounts!.provider!.fundFen! - amounts!.platform!.fundFen!, 100)
  assert.equal((await other.get(`/declarations/${id}`)).status, 404)
  assert.equal((await declaring(hospital, { list: [HEAD, lines[0]].join('\n') })).body.code, 'declaration_exists')
  const file = await hospital.get(`/declarations/${id}/differences`)
  assert.match(file.text, /平台没有这笔结算/)
})

test('nothing is cleared before both sides agree; the meeting says who, when and what of each difference', async () => {
  assert.equal((await proposing()).body.code, 'clearing_declaration_open')
  assert.equal((await act(hospital, id, 'agreement')).body.code, 'declaration_state')
  clock.advance(5 * DAY_MS)
  const resolutions = [
    { difference: `line ${third.setl_id} not_declared`, resolution: 'provider_corrects', note: '漏报' },
  ]
  const asked = { ...meeting, agreed: '以平台为准，漏报一笔补记', resolutions, rest: null }
  assert.equal((await act(hospital, id, 'meeting', asked)).status, 403)
  assert.match((await act(officer, id, 'meeting', asked)).body.message, /还有3处差异/)
  assert.equal((await act(officer, id, 'meeting', { ...asked, heldOn: '2026-07-01' })).body.code, 'declaration_met_on')
  assert.equal((await act(officer, id, 'meeting', { ...asked, rest: 'platform_corrects' })).status, 200)
  assert.equal((await act(hospital, id, 'agreement')).body.code, 'declaration_correction_open')
  assert.equal((await act(hospital, id, 'objection', { note: '' })).body.code, 'declaration_note')
  assert.equal((await act(hospital, id, 'objection', { note: '第二行另议' })).status, 200)
  assert.equal((await act(officer, id, 'meeting', { ...asked, rest: 'as_platform' })).status, 200)
  assert.equal((await act(officer, id, 'check')).status, 200)
  assert.equal((await view(id)).state, 'met')
  assert.equal((await act(hospital, id, 'agreement')).status, 200)
  assert.equal((await proposing()).status, 200)
  assert.equal((await act(hospital, id, 'withdrawal')).body.code, 'declaration_cleared')
})

test('the money is due 20 working days after the declaration, and what is late is counted', async () => {
  const seen = await view(id)
  assert.equal(seen.declaredOn, '2026-07-05')
  const clearing = (await officer.get<ClearingView>(`/clearings/${seen.clearing?.id}`)).body
  // Sunday the 5th; the first of the 20 working days is Monday the 6th.
  assert.deepEqual(
    [clearing.clock.declaredOn, clearing.clock.dueOn, seen.dueOn],
    ['2026-07-05', '2026-07-31', '2026-07-31'],
  )
  const counted = async () => (await officer.get<DeclarationPage>('/declarations?month=2026-06')).body.clock
  assert.deepEqual([(await counted()).open, (await counted()).overdue], [1, 0])
  clock.advance(22 * DAY_MS)
  assert.deepEqual([(await counted()).open, (await counted()).overdue], [1, 1])
})

test('by message a month comes one category after the other, and one of them is taken back', async () => {
  const none = 0 as Fen
  const asked = (clr_type: string, setlym = '202606') => ({
    data: {
      ...{ clr_type, setlym, psntime: 1, medfee_sumamt: 10_000 as Fen, med_sumfee: 10_000 as Fen },
      ...{ fund_appy_sum: 6_000 as Fen, cash_payamt: 4_000 as Fen, acct_pay: none },
      ...{ begndate: day('2026-06-01'), enddate: day('2026-06-30') },
    },
  })
  const by = { provider: COUNTY_HOSPITAL }
  const { result } = await client.done('3203', asked('11'), by)
  await client.done('3203', asked('21'), by)
  assert.match((await client.send('3203', asked('21'), by)).sentence, /清算类别21已经申报/)
  assert.match((await client.send('3203', asked('11', '202605'), by)).sentence, /不在清算年月2026-05之内/)
  const { rows } = (await other.get<DeclarationPage>('/declarations')).body
  assert.equal(rows.length, 1)
  const id = rows[0]!.id
  assert.deepEqual(
    (await view(id)).differenceRows.map(({ category }) => category),
    ['11', '21'],
  )
  assert.match((await client.send('3204', { data: result })).sentence, /没有这份申报/)
  await client.done('3204', { data: result }, by)
  assert.deepEqual(
    (await view(id)).figures.map(({ category }) => category),
    ['21'],
  )
  assert.equal((await act(other, id, 'withdrawal')).status, 200)
  assert.equal((await other.get<DeclarationPage>('/declarations')).body.total, 0)
})
