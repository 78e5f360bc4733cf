// Signing in and out, files that come and go, and statements of accounts: totals, rows, and archives made to do harm.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { readRecords, statementFiles, writeRecords } from '@yibao/contract'
import type { Day, Fen } from '@yibao/kernel'
import { instant } from '@yibao/kernel'
import {
  AREA,
  BASE,
  COUNTY_HOSPITAL,
  charge,
  HOSPITAL,
  item,
  openVisit,
  type Patient,
  patient,
  settleBatch,
  settling,
  startTestServer,
  totalOf,
} from '../../testing/index.ts'
import { unzipText, zipText } from '../reconciliation/index.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server
const day = (text: string) => text as Day
const TODAY = day('2026-06-15')

test('9001 and 9002: a working day', async () => {
  const { signinoutb } = await client.done('9001', { signIn: { opter_no: 'C001', mac: '00-00', ip: '10.0.0.1' } })
  assert.equal(signinoutb.sign_no.length, 26)
  const out = { signOut: { sign_no: signinoutb.sign_no, opter_no: 'C001' } }
  const other = await client.send('9002', { signOut: { ...out.signOut, opter_no: 'C002' } })
  assert.match(other.sentence, /签到/)
  const { sign_time } = await client.done('9002', out)
  assert.equal(sign_time.sign_time, '2026-06-15 09:00:00')
  assert.equal((await client.send('9002', out)).ok, false)
})

const upload = async (bytes: Uint8Array, name = 'stmt.txt.zip', provider = HOSPITAL) =>
  client.send('9101', { fsUploadIn: { in: Buffer.from(bytes), filename: name, fixmedins_code: provider } } as never, {
    provider,
  })

async function download(file_qury_no: string, filename: string, provider = HOSPITAL) {
  const message = {
    infno: '9102',
    msgid: client.msgid(),
    mdtrtarea_admvs: AREA,
    insuplc_admdvs: AREA,
    recer_sys_code: 'YBXT',
    infver: 'V1.0',
    opter_type: '1',
    opter: 'C001',
    opter_name: '收费员',
    inf_time: '2026-06-15 09:00:00',
    fixmedins_code: provider,
    fixmedins_name: '试验机构',
    input: { fsDownloadIn: { file_qury_no, filename, fixmedins_code: provider } },
  }
  return client.raw(JSON.stringify(message))
}

test('9101 and 9102: a file comes back as it was sent, to its owner alone, for a week', async () => {
  const bytes = zipText('a.txt', 'one\ttwo\n')
  const sent = (await upload(bytes)).output().data
  assert.equal(sent.dld_endtime, '2026-06-22 23:59:59')
  const back = await download(sent.file_qury_no, 'stmt.txt.zip')
  assert.equal(back.type, 'application/octet-stream')
  assert.deepEqual(Buffer.from(back.bytes), bytes)
  assert.match((await download(sent.file_qury_no, 'stmt.txt.zip', COUNTY_HOSPITAL)).text, /不存在或不属于本机构/)
  assert.match((await download(sent.file_qury_no, 'other.zip')).text, /不存在或不属于本机构/)
  assert.match((await download('NOWHERE', 'other.zip')).text, /不存在或不属于本机构/)
  server.clock.set(instant('2026-06-23 09:00:00'))
  assert.match((await download(sent.file_qury_no, 'stmt.txt.zip')).text, /过期/)
  assert.equal(await server.city.desks.reconciliation.removeExpired(), 1)
  assert.match((await download(sent.file_qury_no, 'stmt.txt.zip')).text, /不存在/)
  server.clock.set(instant('2026-06-15 09:00:00'))
})

test('9101 in the two other forms: base64 and a form with parts', async () => {
  const bytes = zipText('a.txt', '内容\n')
  const envelope = {
    infno: '9101',
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
  }
  const base64 = {
    ...envelope,
    input: { fsUploadIn: { in: bytes.toString('base64'), filename: 'b.zip', fixmedins_code: HOSPITAL } },
  }
  const one = JSON.parse((await client.raw(JSON.stringify(base64))).text)
  assert.equal(one.infcode, 0, one.err_msg)
  const form = new FormData()
  const inForm = {
    ...envelope,
    msgid: client.msgid(),
    input: { fsUploadIn: { filename: 'c.zip', fixmedins_code: HOSPITAL } },
  }
  form.set('jsonStr', JSON.stringify(inForm))
  form.set('file', new Blob([new Uint8Array(bytes)]), 'c.zip')
  const response = await fetch(server.url + BASE, { method: 'POST', body: form })
  const two = (await response.json()) as { infcode: number; err_msg: string; output: { file_qury_no: string } }
  assert.equal(two.infcode, 0, two.err_msg)
  const back = await download(two.output.file_qury_no, 'c.zip')
  assert.deepEqual(Buffer.from(back.bytes), bytes)
  const broken = await fetch(server.url + BASE, {
    method: 'POST',
    body: 'x',
    headers: { 'content-type': 'multipart/form-data; boundary=y' },
  })
  assert.equal(broken.status, 200)
  assert.equal(((await broken.json()) as { infcode: number }).infcode, -1)
})

test('a file that is empty, too large or badly named is not kept', async () => {
  assert.match((await upload(new Uint8Array(3 * 1024 * 1024 + 1))).sentence, /文件3145729字节，超过上限3145728字节/)
  assert.match((await upload(new Uint8Array(4 * 1024 * 1024))).sentence, /报文.*字节，超过上限/)
  assert.match((await upload(zipText('a', 'b'), '../../etc/passwd')).sentence, /文件名/)
  assert.match((await upload(zipText('a', 'b'), 'x.zip', COUNTY_HOSPITAL)).sentence, /^$/)
  const other = await client.send('9101', {
    fsUploadIn: { in: zipText('a', 'b'), filename: 'x.zip', fixmedins_code: COUNTY_HOSPITAL },
  } as never)
  assert.match(other.sentence, /与发送机构/)
})

const span = { stmt_begndate: TODAY, stmt_enddate: TODAY }
const totals = (medfee: number, fund: number, account: number, count: number, refunds = '0') => ({
  data: {
    insutype: '310',
    clr_type: '11',
    setl_optins: AREA,
    ...span,
    medfee_sumamt: medfee as Fen,
    fund_pay_sumamt: fund as Fen,
    acct_pay: account as Fen,
    fixmedins_setl_cnt: count,
    refd_setl_flag: refunds,
    fixmedins_refd_setl_flag: refunds,
  },
})

type Settled = Awaited<ReturnType<typeof settleBatch>>['setlinfo']
const settlements: Settled[] = []
let cancelled: { original: Settled; mirror: string } | undefined

test('3201: totals with and without refunds', async () => {
  const settle = async (person: Patient, yuan: number) => {
    const visit = await openVisit(client, person)
    return (await settleBatch(client, person, visit, 'B1', [item('plain', yuan)], { account: '1' })).setlinfo
  }
  for (const at of [0, 1, 2]) settlements.push(await settle(patient('employee', at), 300 + at))
  const last = await settle(patient('employee', 3), 500)
  const { setlinfo } = await client.done('2208', {
    data: { setl_id: last.setl_id, mdtrt_id: last.mdtrt_id, psn_no: last.psn_no },
  })
  cancelled = { original: last, mirror: setlinfo.setl_id }
  const sum = (pick: (row: Settled) => number) => settlements.reduce((total, row) => total + pick(row), 0)
  const [medfee, fund, account] = [
    sum((row) => row.medfee_sumamt),
    sum((row) => row.fund_pay_sumamt),
    sum((row) => row.acct_pay),
  ]
  const equal = await client.done('3201', totals(medfee, fund, account, 3))
  assert.deepEqual([equal.stmtinfo.stmt_rslt, equal.stmtinfo.stmt_rslt_dscr], ['0', '对账一致'])
  const withRefunds = await client.done('3201', totals(medfee, fund, account, 5, '1'))
  assert.equal(withRefunds.stmtinfo.stmt_rslt, '0')
  const wrong = await client.done('3201', totals(medfee + 100, fund, account, 4))
  assert.equal(wrong.stmtinfo.stmt_rslt, '1')
  assert.match(wrong.stmtinfo.stmt_rslt_dscr, /笔数机构4中心3.*医疗费总额机构904.00中心903.00/)
  const elsewhere = await client.done('3201', totals(0, 0, 0, 0), { provider: COUNTY_HOSPITAL })
  assert.equal(elsewhere.stmtinfo.stmt_rslt, '0')
  const backwards = await client.send('3201', { data: { ...totals(0, 0, 0, 0).data, stmt_enddate: day('2026-06-01') } })
  assert.match(backwards.sentence, /对账日期/)
})

const row = (of: Settled, rest: object = {}) => ({
  setl_id: of.setl_id,
  mdtrt_id: of.mdtrt_id,
  psn_no: of.psn_no,
  medfee_sumamt: of.medfee_sumamt,
  fund_pay_sumamt: of.fund_pay_sumamt,
  acct_pay: of.acct_pay,
  refd_setl_flag: '0',
  ...rest,
})
const compare = async (bytes: Uint8Array, refunds = '0') => {
  const { file_qury_no } = (await upload(bytes)).output().data
  return client.send('3202', {
    data: {
      setl_optins: AREA,
      file_qury_no,
      ...span,
      medfee_sumamt: 0 as Fen,
      fund_pay_sumamt: 0 as Fen,
      cash_payamt: 0 as Fen,
      fixmedins_setl_cnt: 0,
      clr_type: '11',
      refd_setl_flag: refunds,
      fixmedins_refd_setl_flag: refunds,
    },
  })
}
async function resultOf(reply: Awaited<ReturnType<typeof compare>>) {
  const { file_qury_no, filename } = reply.output().fileinfo
  const text = unzipText((await download(file_qury_no, filename)).bytes, { textBytesMax: 1_000_000 })
  assert.ok(text.ok)
  const rows = readRecords('3202', 'result', statementFiles.result, text.value)
  assert.ok(rows.ok, JSON.stringify(rows))
  return rows.value
}

test('3202: rows compared one by one', async () => {
  const [one, two, three] = settlements as [Settled, Settled, Settled]
  const sent = [
    row(one),
    row(one),
    row(two, { fund_pay_sumamt: two.fund_pay_sumamt + 1 }),
    row(three, { setl_id: 'NOWHERE' }),
  ]
  const rows = await resultOf(await compare(zipText('s.txt', writeRecords(statementFiles.upload, sent as never))))
  assert.deepEqual(
    rows.map(({ psn_no, setl_id, stmt_rslt, memo }) => [psn_no, setl_id, stmt_rslt, memo]),
    [
      [one.psn_no, one.setl_id, '0', ''],
      [one.psn_no, one.setl_id, '1', '机构重复上传'],
      [two.psn_no, two.setl_id, '1', '基金支付总额不一致'],
      [three.psn_no, 'NOWHERE', '1', '中心无此记录'],
      [three.psn_no, '', '1', '机构无此记录'],
    ],
  )
  const { original, mirror } = cancelled!
  const all = [
    ...settlements.map((each) => row(each)),
    row(original),
    row(original, {
      setl_id: mirror,
      medfee_sumamt: -original.medfee_sumamt,
      fund_pay_sumamt: -original.fund_pay_sumamt,
      acct_pay: -original.acct_pay,
      refd_setl_flag: '1',
    }),
  ]
  const clean = await resultOf(await compare(zipText('s.txt', writeRecords(statementFiles.upload, all as never)), '1'))
  assert.deepEqual(
    clean.map(({ stmt_rslt }) => stmt_rslt),
    ['0', '0', '0', '0', '0'],
  )
})

test('a settlement undone by 2601 is in no statement, and the row that still names it is told so', async () => {
  const sums = async () => {
    const { stmtinfo } = await client.done('3201', totals(0, 0, 0, 0, '1'))
    return stmtinfo.stmt_rslt_dscr
  }
  const before = await sums()
  const person = patient('employee', 3)
  const visit = await openVisit(client, person)
  const lost = client.msgid()
  const items = [item('plain', 700)]
  await charge(client, person, visit, 'U1', items)
  const { setlinfo } = await client.done('2207', settling(person, visit, 'U1', totalOf(items), '1'), { msgid: lost })
  assert.notEqual(await sums(), before)
  await client.done('2601', { data: { psn_no: person.personNo, omsgid: lost, oinfno: '2207' } })
  assert.equal(await sums(), before)
  const sent = [row(settlements[0]!), row(settlements[0]!), row(setlinfo), row(setlinfo, { setl_id: 'NOWHERE' })]
  const rows = await resultOf(await compare(zipText('s.txt', writeRecords(statementFiles.upload, sent as never)), '1'))
  const named = (id: string) => rows.filter(({ setl_id }) => setl_id === id).map(({ msgid, memo }) => [msgid, memo])
  assert.deepEqual(named(setlinfo.setl_id), [[lost, '该结算已冲正，中心不计']])
  assert.deepEqual(named('NOWHERE'), [['无', '中心无此记录']])
  const twice = named(settlements[0]!.setl_id)
  assert.deepEqual(
    twice.map(([, memo]) => memo),
    ['', '机构重复上传'],
  )
  assert.equal(twice[0]?.[0], twice[1]?.[0])
})

/** An archive of our own making with something wrong about it. */
function archive({
  size,
  entries = 1,
  method = 8,
  flags = 0,
  crc,
  content = Buffer.from('x\n'),
}: {
  size?: number
  entries?: number
  method?: number
  flags?: number
  crc?: number
  content?: Buffer
}): Buffer {
  const bytes = zipText('a.txt', content.toString('utf8'))
  const end = bytes.length - 22
  const central = bytes.readUInt32LE(end + 16)
  bytes.writeUInt16LE(entries, end + 10)
  bytes.writeUInt16LE(flags, central + 8)
  bytes.writeUInt16LE(method, central + 10)
  bytes.writeUInt32LE(crc ?? crc32(content), central + 16)
  bytes.writeUInt32LE(size ?? content.length, central + 24)
  return bytes
}

test('archives made to do harm are refused in one sentence', async () => {
  const bomb = archive({ content: Buffer.alloc(40 * 1024 * 1024, 0x61) })
  const lying = archive({ content: Buffer.alloc(40 * 1024 * 1024, 0x61), size: 10 })
  const offset = zipText('a.txt', 'x\n')
  offset.writeUInt32LE(0xfffffff0, offset.length - 22 + 16)
  const raw = deflateRawSync(Buffer.from('x'))
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['a bomb', bomb, /解压后41943040字节，超过上限/],
    ['a bomb that lies about its size', lying, /ZIP已损坏/],
    ['encrypted', archive({ flags: 1 }), /加密/],
    ['an unknown method', archive({ method: 99 }), /ZIP已损坏/],
    ['a wrong checksum', archive({ crc: 1 }), /ZIP已损坏/],
    ['many entries', archive({ entries: 1000 }), /ZIP内有1000个文件/],
    ['no entry', archive({ entries: 0 }), /ZIP内有0个文件/],
    ['an offset outside', offset, /ZIP已损坏/],
    ['cut off', zipText('a.txt', 'x\n').subarray(0, 20), /不是ZIP/],
    ['not UTF-8', archive({ content: Buffer.from('x\n') }).subarray(0, 3), /./],
    ['another archive', Buffer.concat([Buffer.from([0x50, 0x4b]), raw]), /不是ZIP/],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), /不是UTF-8/],
    ['columns that are no amounts', zipText('a.txt', '1\t2\t3\tx\t5\t6\t0\n'), /第1行 医疗费总额/],
    ['a missing column', zipText('a.txt', '1\t2\t3\n'), /第1行/],
  ]
  for (const [name, bytes, expected] of cases) {
    const reply = await compare(bytes)
    assert.equal(reply.ok, false, name)
    assert.match(reply.sentence, expected, name)
    assert.ok([...reply.sentence].length <= 200, name)
  }
  const unknown = await client.send('3202', {
    data: { ...totals(0, 0, 0, 0).data, file_qury_no: 'NOWHERE', cash_payamt: 0 as Fen },
  } as never)
  assert.match(unknown.sentence, /文件NOWHERE不存在/)
})
