// Special-case reviews over the gateway and the console: asked once, changed, judged by two, never beyond the cap of the year,
// and what is approved leaves its group in the month's calculation.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { DoneView, PaymentCasePage, RefusalView, ReviewPageView } from '@yibao/contract/rest'
import { type Fen, instant } from '@yibao/kernel'
import { productPolicies, readPaymentFile } from '@yibao/policy'
import { settableClock } from '../../../platform/index.ts'
import {
  admit,
  assertSound,
  COUNTY_HOSPITAL,
  chargeStay,
  discharging,
  HOSPITAL,
  item,
  listing,
  patient,
  seatedClient,
  settlingStay,
  smallCity,
  startTestServer,
} from '../../../testing/index.ts'

const { rules } = readPaymentFile(join(productPolicies, 'payment', 'qingyang-2025.yaml'))
assert.ok(rules)
const server = await startTestServer({
  sessionClock: settableClock(instant('2026-06-15 09:00:00')),
  cityLoad: smallCity({ each: 24 }),
  paymentRules: [rules],
})
after(() => server.close())
const { client, clock } = server
const DISCHARGES = 21

const officer = await seatedClient(server, { role: 'benefits_officer' })
const second = await seatedClient(server, { role: 'benefits_officer' })
const hospital = await seatedClient(server, { role: 'provider_office', provider: HOSPITAL })

async function listedStay(at: number): Promise<string> {
  const person = patient('employee', at)
  const visit = await admit(client, person, { at: instant('2026-06-01 09:00:00') })
  const plain = item('plain', 4_000, 1, { at: instant('2026-06-02 09:00:00'), serial: `9${at}` })
  await chargeStay(client, person, visit, [plain])
  await client.done('2402', discharging(person, visit, instant('2026-06-06 09:00:00')))
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, 400_000 as Fen))
  const diseinfo = [
    { diag_type: '1', diag_code: 'K35.800x001', diag_name: '急性阑尾炎', adm_cond_type: '1', maindiag_flag: '1' },
  ]
  await client.done('4101', { ...listing(setlinfo.setl_id, visit), diseinfo })
  return setlinfo.setl_id
}

const stays: string[] = []
for (let at = 0; at < DISCHARGES; at += 1) stays.push(await listedStay(at))
const [first = '', other = '', third = ''] = stays
const asking = (setl_id: string, exit_rea = '重症监护超过三十天') => ({
  data: { setl_id, exit_rea, appy_exit_type: '1' },
  fsiDrgAppySpcasItemEvtDTORet: [],
})
const mine = (vali_flag = '') => ({ data: { fixmedins_code: HOSPITAL, pageNum: 1, pageSize: 50, vali_flag } })
const idIn = (message: string): string => message.slice(-26)
const judged = (who: typeof officer, id: string, path: 'opinion' | 'decision', approves: boolean) =>
  who.post<DoneView & RefusalView>(`/case-reviews/${id}/${path}`, { approves, note: '病历与费用已核' })

let review = ''

test('a hospital asks for its own listed case, once, with a reason', async () => {
  const { data } = await client.done('3602', asking(first))
  assert.equal(data.code, '0')
  review = idIn(data.message)
  assert.match((await client.send('3602', asking(first))).sentence, /已有特例单议/)
  assert.match((await client.send('3602', asking(other, ''))).sentence, /退出原因/)
  assert.match((await client.send('3602', asking(other), { provider: COUNTY_HOSPITAL })).sentence, /结算/)
  assert.match((await client.send('3601', mine(), { provider: COUNTY_HOSPITAL })).sentence, /机构/)
  const [row, ...more] = (await client.done('3601', mine())).data
  assert.deepEqual([row?.setl_id, row?.rchk_flag, row?.memo, more.length], [first, '0', '待初审', 0])
  assert.ok(row && row.exit_fund_payamt !== undefined)
})

test('it is changed and withdrawn by its hospital alone, and may be asked again', async () => {
  const { data } = await client.done('3602', asking(third))
  const id = idIn(data.message)
  const change = (vali_flag: string, exit_rea = '') => ({
    data: { appy_chk_setl_list_id: id, vali_flag, exit_rea },
    fsiDrgAppySpcasItemEvtDTORet: [],
  })
  await client.done('3603', change('1', '使用新技术'))
  assert.match((await client.send('3603', change('1', '无'), { provider: COUNTY_HOSPITAL })).sentence, /没有这份/)
  await client.done('3603', change('0'))
  assert.match((await client.send('3603', change('0'))).sentence, /已撤销/)
  const gone = (await client.done('3601', mine('0'))).data.find((row) => row.appy_chk_setl_list_id === id)
  assert.deepEqual([gone?.exit_rea, gone?.vali_flag], ['使用新技术', '0'])
  await client.done('3602', asking(third))
})

test('two people judge it, the second decides, and the hospital reads what they said', async () => {
  assert.equal((await judged(hospital, review, 'opinion', true)).status, 403)
  assert.equal((await judged(officer, review, 'decision', true)).body.code, 'review_state')
  assert.equal((await judged(officer, review, 'opinion', true)).status, 200)
  assert.equal((await judged(officer, review, 'decision', true)).body.code, 'review_same_person')
  assert.equal((await judged(second, review, 'decision', true)).status, 200)
  const answer = await client.done('3604', { data: { appy_chk_setl_list_id: review } })
  assert.deepEqual(
    answer.appy_chk_opnn_evt_list.map(({ opnn }) => opnn),
    ['初审同意：病历与费用已核', '终审同意：病历与费用已核'],
  )
  assert.equal(answer.preSetl_invy_evt_list.length, 1)
  assert.match((await client.send('3604', { data: { appy_chk_setl_list_id: '0'.repeat(26) } })).sentence, /没有这份/)
})

test('no more are approved than the cap of the area allows: 5 % of 21 discharges is one', async () => {
  const { body } = await hospital.get<ReviewPageView>('/case-reviews')
  assert.deepEqual([body.use.discharges, body.use.allowed, body.use.approved, body.use.open], [DISCHARGES, 1, 1, 1])
  const open = body.rows.find(({ state }) => state === 'applied')
  assert.ok(open)
  await judged(officer, open.id, 'opinion', true)
  assert.equal((await judged(second, open.id, 'decision', true)).body.code, 'review_cap')
  assert.equal((await judged(second, open.id, 'decision', false)).status, 200)
})

test('an approved case is paid as booked in the month, a refused one by its group', async () => {
  clock.advance(20 * 86_400_000)
  const { body } = await officer.post<DoneView>('/payment-runs', { key: 'review-month-1', month: '2026-06' })
  const { body: page } = await hospital.get<PaymentCasePage>(`/payment-runs/${body.id}/cases`)
  const [approved, refused] = [first, third].map((id) => page.rows.find(({ settlement }) => settlement === id))
  assert.deepEqual([approved?.rule, approved?.dueFen], ['review', approved?.bookedFen])
  assert.equal(refused?.rule, 'normal')
  assert.match(approved?.reason.zh ?? '', /特例单议通过/)
})

test('counts of a month name the asking institution alone', async () => {
  const month = { setl_mon: '202606', page_num: 1, page_size: 20 }
  const [own] = (await client.done('3610', { data: month })).data
  assert.deepEqual([own?.fixmedins_code, own?.setl_psntime], [HOSPITAL, DISCHARGES])
  const [seen] = (await client.done('3610', { data: month }, { provider: COUNTY_HOSPITAL })).data
  assert.ok(seen && seen.fixmedins_code !== HOSPITAL && !seen.fixmedins_name?.includes('医院'))
  const [group] = (await client.done('3611', { data: { ...month, fixmedins_code: HOSPITAL } })).data
  assert.deepEqual([group?.setl_psntime, group?.medfee_sumamt, group?.ave_medfee_sumamt], [21, 8_400_000, 400_000])
  assert.ok((await client.done('3609', { data: { ...month, fixmedins_code: HOSPITAL } })).data)
  assert.ok((await client.done('3608', { data: month })).data)
  assert.match((await client.send('3611', { data: { ...month, fixmedins_code: COUNTY_HOSPITAL } })).sentence, /机构/)
  assert.match((await client.send('3610', { data: { ...month, setl_mon: '202613' } })).sentence, /202606/)
})

test('the books are untouched by reviews', () => assertSound(server))
