// 3101–3103 over HTTP: what is found and told, once; what is kept; and that care never waits for it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { instant } from '@yibao/kernel'
import {
  COUNTY,
  COUNTY_HOSPITAL,
  HOSPITAL,
  ITEMS,
  item,
  openVisit,
  ordering,
  patient,
  settleBatch,
  startTestServer,
} from '../../testing/index.ts'

const WORK_INJURY = 'XJ07BGR030B001010101119'
const MATERNITY = 'XG02ADD082D003010179504'
const INPATIENT_ONLY = 'XA11ABD203B001010179365'

/** Two points about the trial city's own items, as a pooling area imports them. */
const folder = mkdtempSync(join(tmpdir(), 'yibao-points-'))
writeFileSync(
  join(folder, 'N31.csv'),
  `kpId,rule,version,validFrom,genericName,basis,minGapDays,codes\nK1,N31,7,2020-01-01,普通项目,clinical,30,${ITEMS.plain}\n`,
)
const server = await startTestServer({ knowledgeFolder: folder })
after(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})
const { client } = server
const { reader } = server.platform

const findingsOf = async (personNo: string) =>
  (await reader.query(`select * from audit_finding where person_no = $1 order by finding_id`, [personNo])).rows
const screeningsOf = async (personNo: string) =>
  (
    await reader.query(
      `select stage, state, why, lines, visit, provider, area from audit_screening where person_no = $1 order by screening_id`,
      [personNo],
    )
  ).rows

test('3101 tells what is certain with rule, text, basis, amount and order, and keeps it with its versions', async () => {
  const person = patient('employee')
  const ordered = ordering(person, [{ code: WORK_INJURY, name: '狂犬病疫苗', yuan: 60, count: 2 }])
  const { result } = await client.done('3101', ordered)
  assert.equal(result.length, 1)
  const [told] = result
  assert.deepEqual(
    [
      told?.rule_id,
      told?.sev_deg,
      told?.vola_amt,
      told?.vola_amt_stas,
      told?.vola_bhvr_type,
      told?.patn_id,
      told?.mdtrt_id,
    ],
    ['N01', '1', 12_000, '1', '2', person.personNo, 'MZ001'],
  )
  assert.match(told?.vola_cont ?? '', /狂犬病疫苗/)
  assert.match(told?.vola_evid ?? '', /《医疗保障基金使用监督管理条例》/)
  const rx = ordered.data.patient_dtos[0]?.fsi_encounter_dtos[0]?.fsi_order_dtos[0]?.rx_id
  assert.deepEqual(
    told?.judge_result_detail_dtos.map((row) => [row.rx_id, row.vola_amt, row.vola_item_type]),
    [[rx, 12_000, '1']],
  )
  const [kept] = await findingsOf(person.personNo)
  assert.deepEqual(
    [kept.rule, kept.rule_version, kept.knowledge, kept.severity, kept.excess_fen, kept.told, kept.provider, kept.area],
    ['N01', '1', [{ id: 'N01-002', version: '1' }], 'definite', 12_000, true, HOSPITAL, COUNTY],
  )
  assert.ok(kept.texts.insured.zh && kept.texts.auditor.en && kept.facts.code === WORK_INJURY)
  assert.deepEqual(await screeningsOf(person.personNo), [
    { stage: 'pre', state: 'screened', why: null, lines: 1, visit: 'MZ001', provider: HOSPITAL, area: COUNTY },
  ])
})

test('an order is stopped once, whatever is wrong with it; what is self-paid is nobody’s business', async () => {
  const person = patient('employee', 1)
  const both = [{ code: WORK_INJURY }, { code: MATERNITY }, { code: INPATIENT_ONLY, ownPaid: true }]
  const { result } = await client.done('3101', ordering(person, both))
  const stops = result.filter(({ sev_deg }) => sev_deg === '1')
  assert.equal(stops.length, 1)
  assert.equal(stops[0]?.vola_amt, 20_000)
  assert.match(stops[0]?.vola_cont ?? '', /^1\. .*；2\. /)
  assert.deepEqual(stops[0]?.judge_result_detail_dtos.length, 2)
  const kept = (await findingsOf(person.personNo)).filter(({ severity }) => severity === 'definite')
  assert.deepEqual(kept.map(({ rule }) => rule).sort(), ['N01', 'N02'])
  assert.equal(new Set(kept.map(({ message_id }) => message_id)).size, 1)
  assert.ok(!kept.some(({ rule }) => rule === 'N13'))
})

test('the person’s own history counts, by the imported points, and the same reminder is not given again within 7 days', async () => {
  const person = patient('resident')
  const visit = await openVisit(client, person)
  await settleBatch(client, person, visit, 'B1', [item('plain', 300)])
  const again = { code: ITEMS.plain, name: '普通项目', at: instant('2026-06-15 10:00:00') }
  const first = await client.done('3101', ordering(person, [again], { visit: 'MZ2' }))
  assert.deepEqual(
    first.result.map(({ rule_id, sev_deg }) => [rule_id, sev_deg]),
    [['N31', '2']],
  )
  assert.deepEqual((await client.done('3101', ordering(person, [again], { visit: 'MZ2' }))).result, [])
  const kept = await findingsOf(person.personNo)
  assert.deepEqual(
    kept.map(({ rule, told, knowledge }) => [rule, told, knowledge[0].version]),
    [
      ['N31', true, '7'],
      ['N31', false, '7'],
    ],
  )
  // The lines of a visit that the message itself brings are not looked at twice.
  const own = await client.done('3101', ordering(person, [again], { visit }))
  assert.deepEqual(own.result, [])
})

test('what is charged between two orders counts in the second, whatever is kept ready of the past', async () => {
  const person = patient('resident', 2)
  const again = { code: ITEMS.plain, name: '普通项目', at: instant('2026-06-15 10:00:00') }
  const visit = await openVisit(client, person)
  assert.deepEqual((await client.done('3101', ordering(person, [again], { visit: 'MZ3' }))).result, [])
  await settleBatch(client, person, visit, 'B1', [item('plain', 300)])
  const { result } = await client.done('3101', ordering(person, [again], { visit: 'MZ3' }))
  assert.deepEqual(
    result.map(({ rule_id }) => rule_id),
    ['N31'],
  )
})

test('3102 looks at the whole visit, and only at the rules that are named', async () => {
  const person = patient('employee', 2)
  const orders = [{ code: WORK_INJURY, isEarlier: true }, { code: MATERNITY }]
  const all = await client.done('3102', ordering(person, orders))
  assert.equal(all.result[0]?.judge_result_detail_dtos.length, 2)
  const typed = await client.done('3101', ordering(person, orders))
  assert.deepEqual(
    typed.result.map(({ rule_id }) => rule_id),
    ['N02'],
  )
  const one = await client.done('3102', ordering(person, orders, { rules: '["N01"]' }))
  assert.deepEqual(
    one.result.map(({ rule_id }) => rule_id),
    ['N01'],
  )
})

test('the same message gets the same answer and finds nothing twice; another one under its number is refused', async () => {
  const person = patient('employee', 3)
  const input = ordering(person, [{ code: WORK_INJURY }])
  const msgid = client.msgid()
  const first = await client.send('3101', input, { msgid })
  const second = await client.send('3101', input, { msgid })
  assert.equal(first.output().result[0]?.jr_id, second.output().result[0]?.jr_id)
  assert.equal((await findingsOf(person.personNo)).length, 1)
  const other = await client.send('3101', ordering(person, [{ code: MATERNITY }]), { msgid })
  assert.match(other.sentence, /已用过/)
})

test('3103 keeps what the doctor did, with the reason, on every finding of the message', async () => {
  const person = patient('resident', 1)
  const { result } = await client.done('3101', ordering(person, [{ code: WORK_INJURY }, { code: MATERNITY }]))
  const warn = { warn_rslt_id: result[0]!.jr_id, dspo_way: '1', dspo_way_rea: '' }
  const send = (warns: readonly object[], provider = HOSPITAL) =>
    client.send('3103', { data: { warn_type: '1', warns } } as never, { provider })
  assert.match((await send([warn])).sentence, /第1条.*没有处理原因/)
  assert.match((await send([{ ...warn, warn_rslt_id: 'X', dspo_way: '2' }])).sentence, /X不是本机构收到的提示/)
  const reasoned = { ...warn, dspo_way_rea: '工伤认定中' }
  assert.match((await send([reasoned], COUNTY_HOSPITAL)).sentence, /不是本机构收到的提示/)
  assert.ok((await send([reasoned])).ok)
  const kept = (await findingsOf(person.personNo)).filter(({ told, severity }) => told && severity === 'definite')
  assert.deepEqual(
    kept.map(({ response, reason, responded_by }) => [response, reason, responded_by]),
    [
      ['continued', '工伤认定中', 'C001'],
      ['continued', '工伤认定中', 'C001'],
    ],
  )
})

test('what 3101 refuses, in one sentence', async () => {
  const person = patient('employee')
  const right = ordering(person, [{ code: WORK_INJURY }])
  const [one] = right.data.patient_dtos
  const sentence = async (patient_dtos: readonly object[], options = {}) =>
    (await client.send('3101', { data: { ...right.data, patient_dtos } } as never, options)).sentence
  assert.match(await sentence([one!, one!]), /有2位/)
  assert.match(await sentence([]), /patient_dtos/)
  assert.match(await sentence([{ ...one, curr_mdtrt_id: 'MZ9' }]), /MZ9/)
  assert.match(await sentence([one!], { provider: COUNTY_HOSPITAL }), new RegExp(HOSPITAL))
  assert.match(await sentence([{ ...one, patn_id: 'NOBODY' }]), /NOBODY/)
  const earlier = ordering(person, [{ code: WORK_INJURY, isEarlier: true }])
  assert.match(await sentence(earlier.data.patient_dtos), /没有当前处方/)
})

test('a rule that breaks, or a look that takes too long, neither stops the order nor the settlement; it is noted', async () => {
  const broken = await startTestServer({
    auditLook: () => {
      throw new Error('a rule with a bug')
    },
  })
  const slow = await startTestServer({ auditTimeLimitMs: 0 })
  try {
    for (const [each, why] of [
      [broken, 'failed'],
      [slow, 'slow'],
    ] as const) {
      const person = patient('employee')
      const visit = await openVisit(each.client, person)
      const answer = await each.client.send('3101', ordering(person, [{ code: WORK_INJURY }], { visit }))
      assert.deepEqual(answer.output().result, [])
      assert.match(answer.warning, /未筛查/)
      const { setlinfo } = await settleBatch(each.client, person, visit, 'B1', [item('plain', 300)])
      assert.ok(setlinfo.setl_id)
      await each.city.desks.audit.close()
      const { rows } = await each.platform.reader.query(
        `select state, why from audit_screening where person_no = $1 and state = 'unscreened'`,
        [person.personNo],
      )
      assert.deepEqual(rows, [{ state: 'unscreened', why }])
    }
  } finally {
    await broken.close()
    await slow.close()
  }
})

test('every rule and every point that ships is loaded', () => {
  const { audit } = server.city.desks
  assert.ok(audit.rules >= 100, `${audit.rules} rules`)
  assert.ok(audit.points > 200, `${audit.points} points`)
})
