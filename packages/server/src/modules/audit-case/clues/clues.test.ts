// Behaviour models over the platform's own history: what a run files, that it files it once, that it goes on after a stop; then the
// way of a clue's cases by three people, money from confirmed ones alone, precision by model and version, and what is cancelled.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type {
  AuditCasePage,
  AuditCaseView,
  AuditFigures,
  AuditModelRuns,
  AuditStepResult,
  RefusalView,
} from '@yibao/contract/rest'
import type { Instant } from '@yibao/kernel'
import {
  admit,
  assertSound,
  type ConsoleClient,
  chargeStay,
  discharging,
  HOSPITAL,
  item,
  type Patient,
  patient,
  seatedClient,
  settlingStay,
  smallCity,
  startTestServer,
  totalOf,
} from '../../../testing/index.ts'
import { SYSTEM } from '../../common/index.ts'
import { openClues } from './index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'yibao-clues-'))
const server = await startTestServer({ lakeFolder: join(scratch, 'lake'), cityLoad: smallCity({ each: 4 }) })
after(async () => {
  await server.close()
  rmSync(scratch, { recursive: true, force: true })
})
const { client } = server
const first = await seatedClient(server, { role: 'fund_supervision' })
const second = await seatedClient(server, { role: 'fund_supervision' })
const third = await seatedClient(server, { role: 'bureau_leader' })
const hospital = await seatedClient(server, { role: 'provider_office', provider: HOSPITAL })

interface Stayed {
  readonly visit: string
  readonly settlement: string
}

async function stay(person: Patient, from: number, to: number): Promise<Stayed> {
  const at = (day: number) => `2026-06-0${day} 09:00:00` as Instant
  const visit = await admit(client, person, { at: at(from) })
  const lines = [item('plain', 3000, 1, { at: at(from) }), item('partly', 500, 2, { at: at(from) })]
  await chargeStay(client, person, visit, lines)
  await client.done('2402', discharging(person, visit, at(to)))
  const { setlinfo } = (await client.done('2304', settlingStay(person, visit, totalOf(lines)))) as {
    setlinfo: { setl_id: string }
  }
  return { visit, settlement: setlinfo.setl_id }
}

/** Discharged and admitted again the same day, for the same disease, at the same place. */
const split = async (person: Patient): Promise<readonly [Stayed, Stayed]> => [
  await stay(person, 1, 4),
  await stay(person, 4, 8),
]

async function deliver(): Promise<void> {
  const { rows } = await server.platform.reader.query(
    `select op_id as "opId", xid::text as xid, kind, person_no as "personNo", at, event from operation
     where event is not null order by operation.xid, op_id`,
  )
  await server.city.desks.auditCases.listener(rows)
}

let keys = 0
const poolOf = async (who: ConsoleClient, query = '') => (await who.get<AuditCasePage>(`/audit/cases${query}`)).body
const oneOf = async (who: ConsoleClient, id: string) => (await who.get<AuditCaseView>(`/audit/cases/${id}`)).body
const send = async (who: ConsoleClient, path: string, body: object) =>
  (await who.post<AuditStepResult>(path, { key: `clue-batch-${++keys}`, note: '已核对病历', ...body })).body
const runs = async () => (await first.get<AuditModelRuns>('/audit/model-runs')).body.runs
const run = async () => {
  await server.lake!.catchUp()
  const asked = await first.post<RefusalView>('/audit/model-runs', { key: `run-of-models-${++keys}` })
  assert.equal(asked.status, 200)
  await server.clues.carryOn()
  return (await runs())[0]!
}

const [a, b] = [patient('employee', 0), patient('employee', 1)]
await split(a)
const [, later] = await split(b)

test('before there is a history a run is refused in words; then it says what came of each model', async () => {
  const none = await first.post<RefusalView>('/audit/model-runs', { key: 'run-without-lake' })
  assert.equal(none.body.code, 'audit_models_no_lake')
  const done = await run()
  assert.deepEqual([done.state, done.done, done.of, done.problem], ['done', server.clues.cards.length, done.done, ''])
  const splits = done.models.find(({ model }) => model === 'split-stay')!
  assert.deepEqual([splits.clues, splits.filed, splits.known, splits.setAside], [2, 4, 0, []])
  assert.ok(done.lakeBatch > 0)
})

test('clues are in the pool of findings under a filter of their own, with reasons, bounds and the rows behind them', async () => {
  const all = await poolOf(first, '?kind=model')
  assert.equal(all.total, 4)
  assert.equal((await poolOf(first, '?kind=rule')).total + 4, (await poolOf(first)).total)
  const [row] = all.rows
  assert.deepEqual([row?.rule, row?.severity, row?.state, row?.excessFen], ['split-stay', 'suspect', 'first_review', 0])
  assert.equal(row?.ruleTitle.zh, '分解住院')
  assert.equal((await poolOf(first, `?clue=${row!.clue}`)).total, 2)
  const { ofClue, texts, may } = await oneOf(first, row!.id)
  assert.ok(ofClue && ofClue.score >= ofClue.alarm)
  assert.deepEqual(
    ofClue.reasons.map(({ feature, value, bound }) => [feature, value, bound]),
    [
      ['gap_days', 0, '≤ 1'],
      ['same_provider', 1, '≥ 1'],
      ['same_diagnosis', 1, '≥ 1'],
    ],
  )
  assert.deepEqual(
    ofClue.evidence.map(({ admittedOn, dischargedOn }) => [admittedOn, dischargedOn]),
    [
      ['2026-06-01', '2026-06-04'],
      ['2026-06-04', '2026-06-08'],
    ],
  )
  assert.ok(ofClue.evidence.every(({ fundFen, totalFen }) => fundFen > 0 && fundFen < totalFen))
  assert.ok(texts.some(({ text }) => text.zh.includes('线索，不是认定')))
  assert.deepEqual(may, ['confirm_first', 'reject_first'])
  assert.equal((await poolOf(hospital)).total, 0)
})

test('a run that repeats doubles nothing; one that was stopped in the middle goes on after the models that were done', async () => {
  const again = await run()
  const splits = again.models.find(({ model }) => model === 'split-stay')!
  assert.deepEqual([splits.filed, splits.known], [0, 4])
  assert.equal((await poolOf(first, '?kind=model')).total, 4)
  const { platform, city, lake } = server
  const parts = {
    ...{ ...platform, calendar: city.desks.calendar, cards: () => server.clues.cards, areaOf: () => '' },
    lake: () => ({ folder: lake!.folder, batch: 1, manifest: lake!.lake()!.manifest }),
  }
  const stopped = openClues(parts)
  const stop = new AbortController()
  assert.ok((await stopped.begin({ ...SYSTEM, id: 'stopper' }, 'first-of-two')).ok)
  await stopped.carryOn(stop.signal, () => stop.abort())
  await stopped.close()
  const refusedNow = await first.post<RefusalView>('/audit/model-runs', { key: 'second-at-once' })
  assert.equal(refusedNow.body.code, 'audit_models_running')
  const [left] = await runs()
  assert.deepEqual([left!.state, left!.done], ['running', 1])
  await server.clues.carryOn()
  const [ended] = await runs()
  assert.deepEqual([ended!.state, ended!.done], ['done', server.clues.cards.length])
  assert.equal(new Set(ended!.models.map(({ model }) => model)).size, ended!.done)
})

test('three people and the institution; money comes from confirmed cases alone; precision stands by model and version', async () => {
  const own = (await poolOf(first, `?kind=model&person=${a.personNo}`)).rows.map(({ id }) => id)
  const [one, other] = own as [string, string]
  assert.equal((await send(first, '/audit/reviews', { ids: own, step: 'confirm_first' })).done, 2)
  assert.equal((await send(first, '/audit/reviews', { ids: own, step: 'confirm_second' })).refused, 2)
  assert.equal((await send(second, '/audit/reviews', { ids: own, step: 'confirm_second' })).done, 2)
  const seen = await oneOf(hospital, one)
  assert.ok(seen.ofClue?.reasons.length === 3 && seen.ofClue.key === '')
  assert.equal((await send(hospital, '/audit/appeals', { ids: own, step: 'appeal', note: '病情变化' })).done, 2)
  const upheld = await send(third, '/audit/decisions', { ids: [one], step: 'uphold', whole: true })
  assert.deepEqual(upheld.results[0]?.stateTitle.zh, '已扣款')
  const reason = 'clinically_justified'
  assert.equal((await send(third, '/audit/decisions', { ids: [other], step: 'overturn', reason })).done, 1)
  const decided = await oneOf(third, one)
  assert.equal(decided.deductedFen, 400_000)
  assert.ok(decided.certifiedFen > 0 && decided.certifiedFen < decided.deductedFen)
  const { body } = await first.get<AuditFigures>('/audit/figures')
  const [model] = body.models
  assert.deepEqual(
    [model?.model, model?.version, model?.clues, model?.cluesDecided, model?.cluesConfirmed, model?.cases],
    ['split-stay', '1', 2, 1, 1, 4],
  )
  assert.deepEqual([model?.confirmed, model?.rejected, model?.precisionBp, model?.appealed], [1, 1, 5000, 2])
  const saved = body.figures.find(({ id }) => id === 'certified_savings')
  assert.equal(saved?.value, decided.certifiedFen)
  await assertSound(server)
})

test('a settlement that is cancelled takes its case with it: it is closed, and is no case of the model any more', async () => {
  const before = await poolOf(first, `?kind=model&person=${b.personNo}`)
  const gone = before.rows.find(({ settlement }) => settlement === later.settlement)!
  await client.done('2305', { data: { psn_no: b.personNo, mdtrt_id: later.visit, setl_id: later.settlement } })
  await deliver()
  assert.equal((await oneOf(first, gone.id)).state, 'void')
  assert.equal((await poolOf(first, `?kind=model&person=${b.personNo}&state=first_review`)).total, 1)
  const again = await run()
  assert.equal(again.models.find(({ model }) => model === 'split-stay')!.filed, 0)
})
