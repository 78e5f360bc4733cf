// Settlement lists over the gateway: kept whatever the rules find, one effective list a settlement, groups on arrival, and each
// hospital sees its own.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { InputWritable } from '@yibao/contract'
import { day, type Fen } from '@yibao/kernel'
import {
  assertSound,
  COUNTY_HOSPITAL,
  item,
  listing,
  openVisit,
  type Patient,
  patient,
  settleBatch,
  settledStay,
  smallCity,
  startTestServer,
} from '../../testing/index.ts'
import { uuidOf } from '../gateway/index.ts'

const server = await startTestServer({ cityLoad: smallCity({ each: 20 }) })
after(() => server.close())
const { client } = server
let used = 0
const fresh = (): Patient => patient('employee', used++ % 20)
const month = (setl_id = '') => ({ data: { setl_ym: '202606', page_num: 1, page_size: 20, setl_id } })

type Sent = InputWritable<'4101'>
const changed = (sent: Sent, setlinfo: Partial<Sent['setlinfo']>): Sent => ({
  ...sent,
  setlinfo: { ...sent.setlinfo, ...setlinfo },
})

async function stay() {
  const person = fresh()
  const { visit, setl_id } = await settledStay(client, person)
  return { person, visit, setl_id, list: listing(setl_id, visit) }
}

test('a trimmed list is filled from the settlement, counts, and its case has a group by each method', async () => {
  const { person, setl_id, list } = await stay()
  const { data } = await client.done('4101', list)
  assert.equal(data.setl_list_id.length, 26)
  const [checked, ...more] = (await client.done('3607', month(setl_id))).data
  assert.equal(more.length, 0)
  assert.equal(checked?.qltctrl_rslt, '1')
  assert.equal(checked?.retn_flag, '0')
  assert.deepEqual(checked?.detl_list, [])
  assert.equal(checked?.psn_no, person.personNo)
  const [drg] = (await client.done('3605', month(setl_id))).data
  assert.equal(drg?.setl_list_sn, data.setl_list_id)
  assert.equal(drg?.vali_flag, '1')
  assert.ok(drg && drg.grp_ver !== '' && (drg.grp_rslt === '1' || drg.err_info !== ''), JSON.stringify(drg))
  const [dip] = (await client.done('3606', month(setl_id))).data
  assert.ok(dip && (dip.grp_stas === '1' ? dip.dip_dise_grp_code !== '' : dip.remarks !== ''), JSON.stringify(dip))
})

test('a list with errors is kept as sent back, has no group, and the corrected one takes its place', async () => {
  const { setl_id, list } = await stay()
  const wrong = changed(list, { act_ipt_days: 9, prfs: '99', brdy: day('2026-06-30') })
  const sent = await client.send('4101', wrong)
  assert.match(sent.warning, /退回/)
  const message = (await client.send('3607', month(setl_id))).text
  for (const field of ['act_ipt_days', 'prfs', 'adm_time']) assert.ok(message.includes(field), `${field}: ${message}`)
  const [returned] = (await client.done('3607', month(setl_id))).data
  assert.equal(returned?.retn_flag, '1')
  assert.ok(returned?.detl_list.some(({ qltctrl_chk_rslt }) => qltctrl_chk_rslt.startsWith('Q07')))
  assert.deepEqual((await client.done('3605', month(setl_id))).data, [])
  const { data } = await client.done('4101', list)
  const again = (await client.done('3607', month(setl_id))).data
  assert.equal(again.length, 1)
  assert.equal(again[0]?.retn_flag, '0')
  assert.equal((await client.done('3605', month(setl_id))).data[0]?.setl_list_sn, data.setl_list_id)
})

test('a second list beside an effective one is sent back, and the first still counts', async () => {
  const { setl_id, list } = await stay()
  const { data } = await client.done('4101', list)
  await client.done('4101', list)
  const all = (await client.done('3607', month(setl_id))).data
  assert.deepEqual(all.map(({ retn_flag }) => retn_flag).sort(), ['0', '1'])
  assert.ok(all.some(({ detl_list }) => detl_list.some((each) => each.qltctrl_chk_rslt.startsWith('Q24'))))
  const groups = (await client.done('3605', month(setl_id))).data
  assert.deepEqual(
    groups.map(({ setl_list_sn }) => setl_list_sn),
    [data.setl_list_id],
  )
})

test('ten lists of one settlement at one instant: one is effective', async () => {
  const { setl_id, list } = await stay()
  const replies = await Promise.all(Array.from({ length: 10 }, () => client.send('4101', list)))
  assert.ok(replies.every(({ text }) => JSON.parse(text).infcode === 0))
  const { rows } = await server.platform.reader.query<{ state: string; count: number }>(
    'select l.state, count(*)::int as count from settlement_list l where l.settlement_id = $1 group by l.state',
    [uuidOf(setl_id)],
  )
  assert.deepEqual(rows.find(({ state }) => state === 'effective')?.count, 1)
  assert.equal(
    rows.reduce((sum, { count }) => sum + count, 0),
    10,
  )
})

test('the fuller form is compared with the settlement to the fen', async () => {
  const { setl_id, list } = await stay()
  const rows = [
    { med_chrgitm_type: '01', amt: 65_000, claa_sumfee: 65_000, clab_amt: 0, fulamt_ownpay_amt: 0, oth_amt: 0 },
  ]
  const one = (amt: number) =>
    ({ ...list, iteminfo: rows.map((row) => ({ ...row, amt: amt as Fen })) }) as unknown as Sent
  await client.done('4101', one(64_999))
  const [returned] = (await client.done('3607', month(setl_id))).data
  const rules = returned?.detl_list.map(({ qltctrl_chk_rslt }) => qltctrl_chk_rslt.slice(0, 3))
  assert.deepEqual(rules, ['Q22', 'Q22'])
  await client.done('4101', one(65_000))
  assert.equal((await client.done('3607', month(setl_id))).data[0]?.retn_flag, '0')
})

test('a cancelled settlement sends its list back, and a group made before no longer counts', async () => {
  const { person, visit, setl_id, list } = await stay()
  await client.done('4101', list)
  await client.done('2305', { data: { psn_no: person.personNo, mdtrt_id: visit, setl_id } })
  assert.equal((await client.done('3605', month(setl_id))).data[0]?.vali_flag, '0')
  const other = await stay()
  await client.done('2305', { data: { psn_no: other.person.personNo, mdtrt_id: other.visit, setl_id: other.setl_id } })
  await client.done('4101', other.list)
  assert.equal((await client.done('3607', month(other.setl_id))).data[0]?.retn_flag, '1')
})

test('what is no list of this hospital or no list at all is refused in words', async () => {
  const { visit, setl_id, list } = await stay()
  const elsewhere = await client.send('4101', list, { provider: COUNTY_HOSPITAL })
  assert.match(elsewhere.sentence, /机构/)
  assert.match((await client.send('4101', changed(list, { setl_id: '0'.repeat(26) }))).sentence, /结算/)
  assert.match((await client.send('4101', changed(list, { vent_used_dura: '一天' }))).sentence, /天\/小时\/分钟/)
  assert.match((await client.send('3607', { data: { ...month().data, setl_ym: '202613' } })).sentence, /202606/)
  assert.match((await client.send('3605', { data: { ...month().data, page_size: 501 } })).sentence, /500/)
  assert.deepEqual((await client.done('3607', month(setl_id), { provider: COUNTY_HOSPITAL })).data, [])
  const person = fresh()
  const clinic = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, clinic, 'B1', [item('plain', 10)], { account: '0' })
  assert.match((await client.send('4101', listing(setlinfo.setl_id, clinic))).sentence, /无须上传/)
  assert.ok(visit)
})

test('the books are untouched by lists', () => assertSound(server))
