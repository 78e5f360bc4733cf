// Messages as such: repeated, changed, undone before and after they came; addresses, channels, signatures, sign-in.
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { after, test } from 'node:test'
import { signCsb, signTif } from '@yibao/contract'
import type { Fen } from '@yibao/kernel'
import {
  AREA,
  admission,
  admit,
  assertSound,
  BASE,
  buying,
  COUNTY_HOSPITAL,
  charge,
  chargeStay,
  DEPARTMENT,
  feeRow,
  HOSPITAL,
  holder,
  informing,
  item,
  NOW,
  nextSerial,
  openVisit,
  type Patient,
  PHARMACY,
  patient,
  SUSPENDED_HOSPITAL,
  settling,
  settlingStay,
  smallCity,
  startTestServer,
  testClient,
  totalOf,
} from '../../testing/index.ts'
import { SYSTEM } from '../common/index.ts'
import { setChannel } from '../provider/index.ts'
import { BASES } from './routes.ts'

const server = await startTestServer({ cityLoad: smallCity({ each: 20 }) })
after(() => server.close())
const { client } = server
let used = 0
const fresh = (): Patient => patient('employee', used++ % 20)

const undo = (person: Patient, omsgid: string, oinfno = '2207') =>
  client.send('2601', { data: { psn_no: person.personNo, omsgid, oinfno } })
const used2026 = async (person: Patient) => (await client.done('5206', { data: { psn_no: person.personNo } })).cuminfo

async function billed(yuan = 400) {
  const person = fresh()
  const visit = await openVisit(client, person)
  const items = [item('plain', yuan)]
  await charge(client, person, visit, 'B1', items)
  return { person, visit, input: settling(person, visit, 'B1', totalOf(items), '1') }
}

test('a repeated message is answered again, letter for letter, and does nothing', async () => {
  const { person, input } = await billed()
  const msgid = client.msgid()
  const first = await client.send('2207', input, { msgid })
  const state = await used2026(person)
  const again = await client.send('2207', input, { msgid })
  assert.equal(again.text, first.text)
  server.clock.advance(60_000)
  const later = await client.send('2207', input, {
    msgid,
    envelope: { inf_time: '2026-06-15 10:00:00', opter: 'C002' },
  })
  assert.equal(later.text, first.text)
  assert.deepEqual(await used2026(person), state)
})

test('ten copies at one instant settle once', async () => {
  const { person, input } = await billed()
  const msgid = client.msgid()
  const replies = await Promise.all(Array.from({ length: 10 }, () => client.send('2207', input, { msgid })))
  assert.equal(new Set(replies.map(({ text }) => text)).size, 1)
  const used = await used2026(person)
  assert.ok(
    used.some((row) => row.cum === 12_000),
    JSON.stringify(used),
  )
})

test('a number used with another content is refused, naming the first field that differs', async () => {
  const { input } = await billed()
  const msgid = client.msgid()
  await client.done('2207', input, { msgid })
  const changed = await client.send('2207', { data: { ...input.data, acct_used_flag: '0' } }, { msgid })
  assert.match(changed.sentence, /acct_used_flag/)
  const { person, visit } = await billed()
  const rows = [item('plain', 10), item('plain', 20)].map((each) => ({
    ...feeRow(each),
    mdtrt_id: visit,
    psn_no: person.personNo,
    chrg_bchno: 'B9',
    rx_circ_flag: '0',
  }))
  const other = client.msgid()
  await client.done('2204', { feedetail: rows }, { msgid: other })
  const changedRow = await client.send(
    '2204',
    { feedetail: [rows[0]!, { ...rows[1]!, bilg_dr_name: '张医生' }] },
    { msgid: other },
  )
  assert.match(changedRow.sentence, /feedetail\[2\]\.bilg_dr_name/)
  const elsewhere = await client.send('2201', registering(person), { msgid: other })
  assert.match(elsewhere.sentence, new RegExp(other))
})

const registering = (person: Patient) => ({
  data: {
    psn_no: person.personNo,
    insutype: person.insutype,
    begntime: NOW,
    ...holder(person),
    psn_type: '11',
    psn_name: person.name,
    ipt_otp_no: 'MZ1',
    dept_code: DEPARTMENT,
    dept_name: '内科',
    caty: 'A03',
  },
})

test('a refused message leaves its number free', async () => {
  const { input } = await billed()
  const msgid = client.msgid()
  const wrong = await client.send('2207', { data: { ...input.data, medfee_sumamt: 1 as Fen } }, { msgid })
  assert.equal(wrong.ok, false)
  assert.ok((await client.send('2207', input, { msgid })).ok)
})

test('trials and queries may repeat a number', async () => {
  const { input, person } = await billed()
  const msgid = client.msgid()
  const quote = { data: { ...input.data, psn_type: '11', psn_name: person.name } }
  const first = await client.send('2206', quote, { msgid })
  const second = await client.send('2206', quote, { msgid })
  assert.ok(first.ok && second.ok)
})

test('2601 after the answer: all is as if the message had never come, and it has no effect when it comes again', async () => {
  const { person, input } = await billed()
  const before = await used2026(person)
  const msgid = client.msgid()
  const settled = await client.done('2207', input, { msgid })
  assert.equal(settled.setlinfo.hifp_pay, 12_000)
  assert.ok((await undo(person, msgid)).ok)
  assert.deepEqual(await used2026(person), before)
  assert.match((await client.send('2207', input, { msgid })).sentence, /已被冲正/)
  assert.ok((await undo(person, msgid)).ok, 'harmless the second time')
  const anew = await client.done('2207', input)
  assert.equal(anew.setlinfo.hifp_pay, 12_000)
})

test('2601 before the message: when it comes, it is refused', async () => {
  const { person, input } = await billed()
  const msgid = client.msgid()
  assert.ok((await undo(person, msgid)).ok)
  assert.ok((await undo(person, msgid)).ok)
  assert.match((await client.send('2207', input, { msgid })).sentence, /已被冲正/)
  assert.ok((await client.send('2207', input)).ok)
})

test('2601 and its message at one instant: one of both orders, never a half', async () => {
  for (let round = 0; round < 8; round++) {
    const { person, input } = await billed()
    const msgid = client.msgid()
    const [settled, undone] = await Promise.all([client.send('2207', input, { msgid }), undo(person, msgid)])
    assert.ok(undone.ok, undone.sentence)
    if (!settled.ok) assert.match(settled.sentence, /已被冲正/)
    assert.ok((await used2026(person)).every(({ cum, cum_type_code }) => cum === 0 || !cum_type_code.startsWith('D')))
  }
})

test('2601 undoes a stay’s settlement, a purchase and an admission', async () => {
  const person = fresh()
  const admitting = client.msgid()
  const visit = await admit(client, person, { msgid: admitting })
  assert.match((await undo(person, admitting)).sentence, /不是交易2207/)
  await chargeStay(client, person, visit, [item('bed', 1_000)])
  assert.match((await undo(person, admitting, '2401')).sentence, /未撤销的费用明细/)
  const settlingIt = client.msgid()
  await client.done('2304', settlingStay(person, visit, 100_000 as Fen), { msgid: settlingIt })
  assert.match((await undo(person, admitting, '2401')).sentence, /./)
  assert.ok((await undo(person, settlingIt, '2304')).ok)
  await client.done('2302', { data: [{ mdtrt_id: visit, psn_no: person.personNo, feedetl_sn: '0000' }] })
  assert.ok((await undo(person, admitting, '2401')).ok)
  assert.match((await client.send('2401', admission(person), { msgid: admitting })).sentence, /已被冲正/)
  await admit(client, person)

  const pharmacy = testClient(server.url, PHARMACY, () => server.clock.now())
  const buyer = fresh()
  const purchase = buying(buyer, [{ ...item('plain', 10), packs: [{ code: '83000000000000000001' }] }])
  const msgid = pharmacy.msgid()
  await pharmacy.done('2102', purchase, { msgid })
  assert.ok((await pharmacy.send('2601', { data: { psn_no: buyer.personNo, omsgid: msgid, oinfno: '2102' } })).ok)
  assert.ok(
    (await pharmacy.send('2102', buying(buyer, [{ ...item('plain', 10), packs: [{ code: '83000000000000000001' }] }])))
      .ok,
  )
})

test('what 2601 refuses', async () => {
  const { person, input } = await billed()
  const msgid = client.msgid()
  await client.done('2207', input, { msgid })
  assert.match((await undo(fresh(), msgid)).sentence, /不是该人员的交易/)
  assert.match((await undo(person, msgid, '2204')).sentence, /2204不能冲正/)
  assert.match((await undo(person, msgid, '2102')).sentence, /不是交易2102/)
  const foreign = await client.send(
    '2601',
    { data: { psn_no: person.personNo, omsgid: msgid, oinfno: '2207' } },
    { provider: COUNTY_HOSPITAL },
  )
  assert.ok(foreign.ok, 'another provider’s number is a number that never came')
  assert.equal((await client.send('2207', input, { msgid })).ok, true)
})

const envelope = (infno: string, input: object, rest: object = {}) => ({
  infno,
  msgid: client.msgid(),
  mdtrtarea_admvs: AREA,
  insuplc_admdvs: AREA,
  recer_sys_code: 'YBXT',
  infver: 'V1.0',
  opter_type: '1',
  opter: 'C001',
  opter_name: '收费员',
  inf_time: '2026-06-15 09:00:00',
  fixmedins_code: HOSPITAL,
  fixmedins_name: '试验机构',
  input,
  ...rest,
})
const asked = { medinsinfo: { fixmedins_type: '1', fixmedins_name: '', fixmedins_code: HOSPITAL } }

test('every address, in both forms, and three content types', async () => {
  const body = () => JSON.stringify(envelope('1201', asked))
  for (const base of BASES) {
    for (const path of [base, `${base}/1201`, `${base}/`]) {
      const { status, text } = await client.raw(body(), path)
      assert.equal(status, 200, path)
      assert.equal(JSON.parse(text).infcode, 0, `${path} ${text}`)
    }
  }
  const differs = await client.raw(body(), `${BASE}/1101`)
  assert.equal(JSON.parse(differs.text).infcode, -1)
  for (const type of [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'nonsense',
  ]) {
    const { text } = await client.raw(body(), BASE, type)
    assert.equal(JSON.parse(text).infcode, 0, type)
  }
  const form = await client.raw(`=${encodeURIComponent(body())}`, BASE, 'application/x-www-form-urlencoded')
  assert.equal(JSON.parse(form.text).infcode, 0, form.text)
})

test('a known number that is not open, and one that nobody knows', async () => {
  const sentence = async (infno: string) =>
    JSON.parse((await client.raw(JSON.stringify(envelope(infno, {})))).text).err_msg as string
  assert.match(await sentence('7101'), /7101/)
  assert.match(await sentence('9999'), /9999/)
  assert.notEqual((await sentence('7101')).replace('7101', ''), (await sentence('9999')).replace('9999', ''))
})

const own = (msgid: string) => ({ key: { sender: 'agency', msgid }, actor: SYSTEM, request: null, answer: () => null })
const set = (provider: string, channel: object | null) =>
  setChannel(server.city.desks.writePath, server.city.desks.providers, own(nextSerial()), {
    provider,
    channel: channel as never,
  })

test('a channel by TIF: signed, one address a number, codes in text', async () => {
  await set(SUSPENDED_HOSPITAL, { base: 'tif', accessKey: 'PAAS1', secret: 'TOKEN' })
  const key = {
    paasId: 'PAAS1',
    token: 'TOKEN',
    sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex'),
  }
  const post = async (path: string, headers: Record<string, string>) => {
    const body = JSON.stringify(envelope('1201', asked, { fixmedins_code: SUSPENDED_HOSPITAL }))
    const response = await fetch(server.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return { status: response.status, json: (await response.json()) as Record<string, unknown> }
  }
  const seconds = Math.floor(server.clock.epochMs() / 1000)
  const signed = signTif(key, seconds, 'nonce1')
  const path = `${BASE}/1201`
  assert.deepEqual((await post(path, signed)).json.infcode, '0')
  assert.match(String((await post(BASE, signed)).json.err_msg), /1201/)
  assert.deepEqual((await post(path, {})).json.code, 401)
  assert.match(String((await post(path, signTif({ ...key, token: 'WRONG' }, seconds, 'n'))).json.message), /签名/)
  assert.match(String((await post(path, signTif(key, seconds - 4_000, 'n'))).json.message), /校准时钟/)
  assert.match(String((await post(path, signTif({ ...key, paasId: 'OTHER' }, seconds, 'n'))).json.message), /接入标识/)
  await set(SUSPENDED_HOSPITAL, { base: 'tif' })
  assert.match(String((await post(path, signed)).json.message), /接入标识/)
  await set(SUSPENDED_HOSPITAL, null)
  assert.equal((await post(BASE, {})).json.infcode, 0)
})

test('a channel by CSB: four signed headers', async () => {
  await set(SUSPENDED_HOSPITAL, { base: 'csb', accessKey: 'AK', secret: 'SK' })
  const key = {
    accessKey: 'AK',
    secretKey: 'SK',
    hmacSha1Base64: (secret: string, text: string) => createHmac('sha1', secret).update(text).digest('base64'),
  }
  const headers = signCsb(key, 'fsi', '1.0.0', String(server.clock.epochMs()))
  const body = () => JSON.stringify(envelope('1201', asked, { fixmedins_code: SUSPENDED_HOSPITAL }))
  const post = async (given: Record<string, string>) =>
    (await (await fetch(server.url + BASE, { method: 'POST', body: body(), headers: given })).json()) as Record<
      string,
      unknown
    >
  assert.equal((await post(headers)).infcode, 0)
  assert.equal((await post({ ...headers, _api_signature: 'x' })).code, 401)
  await set(SUSPENDED_HOSPITAL, null)
})

test('a channel that signs in: without a number of the day nothing is done', async () => {
  await set(SUSPENDED_HOSPITAL, { profile: { signInRequired: true } })
  const asking = (sign_no: string) =>
    client.send('1201', asked, { provider: SUSPENDED_HOSPITAL, envelope: { sign_no } })
  assert.equal((await asking('')).ok, false)
  assert.equal((await asking('NONE')).ok, false)
  const { signinoutb } = await client.done(
    '9001',
    { signIn: { opter_no: 'C001', mac: '1', ip: '1' } },
    { provider: SUSPENDED_HOSPITAL },
  )
  assert.ok((await asking(signinoutb.sign_no)).ok)
  const elsewhere = await client.send('1201', asked, { envelope: { sign_no: signinoutb.sign_no } })
  assert.ok(elsewhere.ok, 'who need not sign in may say what he likes')
  await client.done(
    '9002',
    { signOut: { sign_no: signinoutb.sign_no, opter_no: 'C001' } },
    { provider: SUSPENDED_HOSPITAL, envelope: { sign_no: signinoutb.sign_no } },
  )
  assert.equal((await asking(signinoutb.sign_no)).ok, false)
  await set(SUSPENDED_HOSPITAL, null)
})

test('a channel with ciphers that are not connected says so', async () => {
  await set(SUSPENDED_HOSPITAL, { profile: { encryption: 'sm4' } })
  const reply = await client.send('1201', asked, { provider: SUSPENDED_HOSPITAL })
  assert.match(reply.sentence, /SM4/)
  await set(SUSPENDED_HOSPITAL, null)
})

test('every message leaves a line in the log of traffic', async () => {
  const { input } = await billed()
  const good = client.msgid()
  await client.done('2207', input, { msgid: good })
  const bad = client.msgid()
  await client.send('2207', { data: { ...input.data, medfee_sumamt: 1 as Fen } }, { msgid: bad })
  await server.city.messages.flush()
  const { rows } = await server.platform.reader.query<Record<string, unknown>>({
    text: 'select msgid, infno, provider, ok, code, sentence from message_log where msgid = any($1) order by at, log_id',
    values: [[good, bad]],
  })
  assert.deepEqual(rows[0], { msgid: good, infno: '2207', provider: HOSPITAL, ok: true, code: '', sentence: '' })
  assert.deepEqual([rows[1]?.ok, rows[1]?.code], [false, 'batch_settled'])
})

test('informing of a visit that is not there', async () => {
  const person = fresh()
  const reply = await client.send('2203', informing('01JDBX0Z0000000000000000A1', person))
  assert.match(reply.sentence, /就诊ID/)
})

test('books, settlements and accounts agree after all of it', () => assertSound(server))
