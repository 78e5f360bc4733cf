// The audit workbench over HTTP: the pool and its filters, who sees what, batches with a result for each, an appeal with its
// evidence, a deduction that is booked, and figures with their precision.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type {
  AuditCasePage,
  AuditCaseView,
  AuditFigures,
  AuditStepResult,
  EvidenceTold,
  EvidenceView,
  RefusalView,
  SetAsidePage,
} from '@yibao/contract/rest'
import {
  assertSound,
  buying,
  COUNTY_HOSPITAL,
  type ConsoleClient,
  HOSPITAL,
  ITEMS,
  item,
  openVisit,
  ordering,
  PHARMACY,
  patient,
  seatedClient,
  settleBatch,
  smallCity,
  startTestServer,
} from '../../../testing/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'yibao-points-'))
writeFileSync(
  join(folder, 'N31.csv'),
  `kpId,rule,version,validFrom,genericName,basis,minGapDays,codes\nK1,N31,7,2020-01-01,普通项目,payment,30,${ITEMS.plain}\n`,
)
const server = await startTestServer({ knowledgeFolder: folder, cityLoad: smallCity({ each: 6 }) })
after(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})
const { client } = server

const seat = (role: Parameters<typeof seatedClient>[1]['role'], more = {}) => seatedClient(server, { role, ...more })
const first = await seat('fund_supervision')
const second = await seat('fund_supervision')
const third = await seat('bureau_leader')
const hospital = await seat('provider_office', { provider: HOSPITAL })
const other = await seat('provider_office', { provider: COUNTY_HOSPITAL })
const elsewhere = await seat('fund_supervision', { area: '9902' })

async function bills(at: number, count = 2): Promise<void> {
  const person = patient('employee', at)
  for (let n = 0; n < count; n += 1) {
    const visit = await openVisit(client, person)
    await settleBatch(client, person, visit, 'B1', [item('plain', 400), item('outside', 20)])
  }
}

async function deliver(): Promise<void> {
  const { rows } = await server.platform.reader.query(
    `select op_id as "opId", xid::text as xid, kind, person_no as "personNo", at, event from operation
     where event is not null order by operation.xid, op_id`,
  )
  await server.city.desks.auditCases.listener(rows)
}

const poolOf = async (who: ConsoleClient, query = '') => (await who.get<AuditCasePage>(`/audit/cases${query}`)).body
const oneOf = async (who: ConsoleClient, id: string) => (await who.get<AuditCaseView>(`/audit/cases/${id}`)).body
let keys = 0
const send = async (who: ConsoleClient, path: string, body: object) =>
  who.post<AuditStepResult & RefusalView>(path, { key: `batch-${++keys}-key`, note: '已核对', ...body })

await bills(0)
await bills(1, 3)
await deliver()
let pool = await poolOf(first)

test('the pool: rows with rule, money and time limit; sums of the whole; every filter narrows it', async () => {
  assert.equal(pool.total, 3)
  const [row] = pool.rows
  assert.deepEqual(
    [row?.rule, row?.severity, row?.state, row?.excessFen, row?.dueOn, row?.providerName],
    ['N31', 'definite', 'first_review', 40_000, '2026-06-30', row?.providerName],
  )
  assert.ok(row?.ruleTitle.zh && row.ruleTitle.en && row.personName.includes('*'))
  assert.deepEqual(pool.sums, { excessFen: 120_000, deductedFen: 0, certifiedFen: 0 })
  assert.deepEqual(
    pool.waiting.map(({ state, count, overdue }) => [state, count, overdue]),
    [['first_review', 3, 0]],
  )
  const totals = async (query: string) => (await poolOf(first, query)).total
  assert.deepEqual(
    await Promise.all(
      [
        `?rule=N31&provider=${HOSPITAL}&severity=definite&month=2026-06&state=first_review&min=400&max=400`,
        '?rule=N27',
        `?provider=${COUNTY_HOSPITAL}`,
        '?severity=suspect',
        '?month=2026-05',
        '?state=deducted',
        '?min=400.01',
        '?max=399.99',
        '?overdue=yes',
        '?problem=yes',
        `?person=${row?.personNo}`,
        `?settlement=${row?.settlement}`,
        '?settlement=none',
      ].map(totals),
    ),
    [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0],
  )
  const paged = await poolOf(first, '?size=2&page=2&sort=amount')
  assert.deepEqual([paged.rows.length, paged.total], [1, 3])
  assert.equal((await first.get('/audit/cases?state=nonsense')).status, 400)
  const file = await first.get('/audit/cases/export?rule=N31')
  assert.match(file.text, /rule=N31/)
  assert.equal(file.text.match(/明确违规/g)?.length, 3)
})

test('one case: what the rule says, its clauses, the bill with its lines marked, texts for each reader', async () => {
  const one = await oneOf(first, pool.rows[0]!.id)
  assert.deepEqual(
    one.lines.map(({ no, found, excessFen, amountFen }) => [no, found, excessFen, amountFen]),
    [
      [1, true, 40_000, 40_000],
      [2, false, 0, 2000],
    ],
  )
  assert.equal(one.lines[0]?.name, '奥美拉唑肠溶胶囊')
  assert.deepEqual(one.knowledge, [{ id: 'K1', version: '7' }])
  assert.ok(one.basis.some(({ text }) => text.includes('《医疗保障基金使用监督管理条例》')))
  assert.deepEqual(one.texts.map(({ audience }) => audience).sort(), ['auditor', 'doctor', 'insured', 'provider'])
  assert.deepEqual(one.may, ['confirm_first', 'reject_first'])
  assert.deepEqual((await oneOf(third, one.id)).may, [])
})

test('an institution sees nothing before it is told; another one, and another area, never do', async () => {
  for (const who of [hospital, other, elsewhere]) {
    assert.equal((await poolOf(who)).total, 0)
    assert.equal((await who.get(`/audit/cases/${pool.rows[0]!.id}`)).status, 404)
  }
  assert.equal((await send(hospital, '/audit/reviews', { ids: [pool.rows[0]!.id], step: 'confirm_first' })).status, 403)
})

test('a batch says of each what became of it; the second review is another person’s', async () => {
  const ids = pool.rows.map(({ id }) => id)
  const confirmed = await send(first, '/audit/reviews', { ids: [...ids, '0'.repeat(26)], step: 'confirm_first' })
  assert.deepEqual([confirmed.body.done, confirmed.body.refused], [3, 1])
  assert.match(confirmed.body.results.at(-1)!.message, /疑点/)
  const own = await send(first, '/audit/reviews', { ids, step: 'confirm_second' })
  assert.ok(own.body.results.every(({ ok, message }) => !ok && message.includes('须由另一人')))
  const [told, rejected, kept] = ids as [string, string, string]
  const next = await send(second, '/audit/reviews', { ids: [told, kept], step: 'confirm_second' })
  assert.equal(next.body.done, 2)
  const closing = (reason?: string) =>
    send(second, '/audit/reviews', { ids: [rejected], step: 'reject_second', ...(reason && { reason }) })
  assert.equal((await closing()).body.refused, 1)
  assert.equal((await closing('mapping_error')).body.done, 1)
  assert.equal((await poolOf(hospital)).total, 2)
  assert.equal((await poolOf(other)).total, 0)
  pool = await poolOf(first)
})

test('the institution accepts or appeals in a batch, with files whose hash is kept; nobody changes them', async () => {
  const [told] = (await poolOf(hospital, '?state=appeal')).rows
  const content = Buffer.from('%PDF-1.4 病程记录').toString('base64')
  const bring = (body: object) =>
    hospital.post<EvidenceTold & RefusalView>('/audit/evidence', {
      ...{ key: 'evidence-1', name: '病程.pdf', mediaType: 'application/pdf', content },
      ...body,
    })
  assert.equal((await bring({ key: 'evidence-2', mediaType: 'text/html' })).body.code, 'audit_evidence_kind')
  assert.equal((await bring({ key: 'evidence-3', content: '==' })).body.code, 'audit_evidence_size')
  const { body } = await bring({})
  assert.equal(body.sha256, createHash('sha256').update('%PDF-1.4 病程记录').digest('hex'))
  assert.deepEqual((await bring({})).body, body)
  const appeal = (who: ConsoleClient, evidence: readonly string[]) =>
    send(who, '/audit/appeals', { ids: [told!.id], step: 'appeal', note: '有医嘱和病程', evidence })
  assert.equal((await appeal(other, [body.id])).body.refused, 1)
  assert.equal((await appeal(hospital, ['0'.repeat(26)])).body.refused, 1)
  assert.equal((await appeal(hospital, [body.id])).body.done, 1)
  const kept = (await first.get<EvidenceView>(`/audit/evidence/${body.id}`)).body
  assert.deepEqual([kept.sha256, kept.content, kept.name], [body.sha256, content, '病程.pdf'])
  assert.equal((await other.get(`/audit/evidence/${body.id}`)).status, 404)
  const rest = (await poolOf(hospital, '?state=appeal')).rows.map(({ id }) => id)
  assert.equal((await send(hospital, '/audit/appeals', { ids: rest, step: 'accept' })).body.done, 1)
  assert.equal((await oneOf(second, told!.id)).steps.at(-1)?.evidence[0]?.sha256, body.sha256)
})

test('the third person decides: what is upheld is deducted and booked at once, and can be undone by a fourth', async () => {
  const waiting = (await poolOf(third, '?state=final_review')).rows
  assert.equal(waiting.length, 2)
  const accepted = (await Promise.all(waiting.map(({ id }) => oneOf(third, id)))).find(({ steps }) =>
    steps.some(({ step }) => step === 'accept'),
  )!
  const appealed = waiting.find(({ id }) => id !== accepted.id)!
  assert.deepEqual(accepted.may, ['uphold', 'overturn'])
  const two = { ids: waiting.map(({ id }) => id), step: 'uphold', lines: [{ no: 1, amountFen: 100 }] }
  assert.equal((await send(third, '/audit/decisions', two)).status, 400)
  const over = await send(third, '/audit/decisions', {
    ...{ ids: [accepted.id], step: 'uphold', by: 'deduction', lines: [{ no: 1, amountFen: 40_001 }] },
  })
  assert.match(over.body.results[0]!.message, /第1行的追回金额/)
  assert.equal((await poolOf(third, '?problem=yes')).total, 1)
  const upheld = await send(third, '/audit/decisions', { ids: [appealed.id], step: 'uphold' })
  assert.deepEqual(upheld.body.results[0]?.stateTitle.zh, '已扣款')
  const one = await oneOf(third, appealed.id)
  assert.ok(one.deductedFen === 40_000 && one.certifiedFen > 0 && one.certifiedFen < 40_000 && one.clawBack !== '')
  assert.deepEqual(one.may, [], 'who decided does not undo')
  await assertSound(server)
  const { body: figures } = await first.get<AuditFigures>('/audit/figures')
  const figure = (id: string) => figures.figures.find((each) => each.id === id)!
  assert.equal(figure('certified_savings').value, one.certifiedFen)
  const fourth = await seat('fund_supervision')
  const undo = (body: object) => fourth.post<RefusalView>(`/audit/cases/${appealed.id}/reversal`, { note: '', ...body })
  assert.equal((await undo({ reason: '' })).body.code, 'audit_case_reason')
  assert.equal((await undo({ reason: 'clinically_justified' })).status, 200)
  assert.equal((await oneOf(third, appealed.id)).stateTitle.zh, '扣款已撤销')
  await assertSound(server)
})

test('figures come from rows, each with its precision; the record of every rule and version', async () => {
  const person = patient('employee', 2)
  const { result } = await client.done('3101', ordering(person, [{ code: 'XJ07BGR030B001010101119', yuan: 60 }]))
  await client.done('2102', buying(person, [item('plain', 30)]), { provider: PHARMACY })
  await deliver()
  const { body } = await first.get<AuditFigures>('/audit/figures')
  const figure = (id: string) => body.figures.find((each) => each.id === id)!
  assert.deepEqual([figure('reminders_before').value, figure('reminders_before').precisionBp], [result.length, null])
  assert.deepEqual([figure('pharmacies_watched').value, figure('pharmacies_watched').of], [1, 1])
  assert.deepEqual([figure('suspects_after').confirmed, figure('suspects_after').rejected], [1, 2])
  assert.equal(figure('suspects_after').precisionBp, 3333)
  assert.equal(figure('certified_savings').value, 0)
  const [rule] = body.rules
  assert.deepEqual(
    [rule?.rule, rule?.found, rule?.confirmed, rule?.rejected, rule?.appealed, rule?.precisionBp, rule?.watch],
    ['N31', 3, 1, 2, 1, 3333, false],
  )
  const { body: theirs } = await other.get<AuditFigures>('/audit/figures')
  assert.equal(theirs.figures.find(({ id }) => id === 'suspects_after')?.value, 0)
  assert.equal((await first.get('/audit/figures?from=2026-02-30')).status, 400)
  assert.deepEqual((await first.get<SetAsidePage>('/audit/set-aside')).body.rows, [])
  const again = await first.post<{ cases: number }>(`/audit/settlements/${pool.rows[0]!.settlement}/look`, {
    key: 'look-again',
  })
  assert.deepEqual(again.body, { cases: 0, why: '' })
})
