// After the event, on a real platform: a settlement is looked at once, its findings go through three people and the institution,
// lines are deducted once whatever rules meet on them, and a deduction that was wrong is undone to the fen.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { addDays, day } from '@yibao/kernel'
import type { Actor } from '../../platform/index.ts'
import {
  assertSound,
  carryOut,
  deskMessage,
  HOSPITAL,
  ITEMS,
  item,
  openVisit,
  type Patient,
  patient,
  settleBatch,
  settlementIn,
  smallCity,
  standings,
  startTestServer,
} from '../../testing/index.ts'
import { lookBack } from '../audit/index.ts'
import { bookedDue } from '../clearing/index.ts'
import { findSettlement } from '../settlement/index.ts'
import {
  type AuditCase,
  auditSums,
  type CaseStep,
  type CaseTold,
  casesOf,
  deductDecided,
  heardIn,
  lapseAppeals,
  type StepInput,
} from './index.ts'

/** Two rules about the trial city's own items: once in 30 days, and at most 1 a day. */
const folder = mkdtempSync(join(tmpdir(), 'yibao-points-'))
writeFileSync(
  join(folder, 'N31.csv'),
  `kpId,rule,version,validFrom,genericName,basis,minGapDays,codes\nK1,N31,7,2020-01-01,普通项目,payment,30,${ITEMS.plain}\n`,
)
writeFileSync(
  join(folder, 'N27.csv'),
  `kpId,rule,version,validFrom,genericName,window,max,codes\nK2,N27,3,2020-01-01,普通项目,day,1,${ITEMS.plain}\n`,
)
let breaks = ''
const server = await startTestServer({
  cityLoad: smallCity({ each: 6 }),
  knowledgeFolder: folder,
  auditLookBack: (audit, facts, visitId, lineIds) => {
    if (breaks !== '' && facts.persons[0]?.id === breaks) throw new Error('规则运算出错')
    return lookBack(audit, facts, visitId, lineIds)
  },
})
after(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})
const { client, clock } = server
const { reader } = server.platform
const desk = server.city.desks.auditCases
const DAY_MS = 86_400_000

const [FIRST, SECOND, THIRD, FOURTH] = ['first', 'second', 'third', 'fourth'].map(
  (id): Actor => ({ id, channel: 'test' }),
)
const hospital: Actor = { id: 'hospital', channel: 'test', provider: HOSPITAL }

async function settled(person: Patient, items: Parameters<typeof settleBatch>[4]) {
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', items)
  return settlementIn(setlinfo.setl_id)
}

/** What the outbox would deliver: every event there ever was, in order. */
async function deliver(): Promise<void> {
  const { rows } = await reader.query(
    `select op_id as "opId", xid::text as xid, kind, person_no as "personNo", at, event from operation
     where event is not null order by operation.xid, op_id`,
  )
  await desk.listener(rows)
}

const casesAt = async (settlementId: string): Promise<AuditCase[]> => {
  const stored = await findSettlement(reader, settlementId)
  return casesOf(reader, settlementId, stored!.personNo)
}

async function step(one: AuditCase, name: CaseStep, who: Actor, more: Partial<StepInput> = {}): Promise<string> {
  const input = {
    findingId: one.findingId,
    personNo: one.personNo,
    step: name,
    note: '已核对病历',
    reason: '',
    evidence: [],
  }
  const outcome = await desk.step(deskMessage<CaseTold>(who), { ...input, ...more })
  return outcome.ok ? '' : outcome.code
}

async function through(one: AuditCase, ...steps: readonly (readonly [CaseStep, Actor])[]): Promise<void> {
  for (const [name, who] of steps) assert.equal(await step(one, name, who), '', name)
}

const reviewed = (one: AuditCase) =>
  through(one, ['confirm_first', FIRST!], ['confirm_second', SECOND!], ['accept', hospital])

const balances = async (): Promise<Record<string, number>> => {
  const sums: Record<string, number> = {}
  for (const { layer, account, debitFen, creditFen } of await server.ledger.balances({}))
    sums[`${layer} ${account}`] = (sums[`${layer} ${account}`] ?? 0) + debitFen - creditFen
  return sums
}

let bill = ''

test('a settlement is audited once, however often its event is told; lines and rules are kept with it', async () => {
  const person = patient('employee', 0)
  await settled(person, [item('plain', 100)])
  bill = await settled(person, [item('plain', 300), item('plain', 400), item('outside', 20)])
  await deliver()
  const cases = await casesAt(bill)
  const found = cases.map(({ rule, severity, state, lines, excessFen }) => ({
    rule,
    severity,
    state,
    lines,
    excessFen,
  }))
  assert.deepEqual(
    found.toSorted((a, b) => (a.rule < b.rule ? -1 : 1)).map(({ rule, state }) => [rule, state]),
    found.map(({ rule }) => [rule, 'first_review']).toSorted(),
  )
  assert.ok(found.some(({ rule }) => rule === 'N31') && found.some(({ rule }) => rule === 'N27'), JSON.stringify(found))
  assert.ok(cases.every(({ dueOn, settledOn }) => dueOn === '2026-06-30' && settledOn === '2026-06-15'))
  await deliver()
  assert.deepEqual(await casesAt(bill), cases)
  const again = await desk.auditAgain(bill, 'asked')
  assert.ok(again.ok)
  assert.deepEqual(again.value.answer, { cases: 0, why: '' })
})

test('three different people and the institution, each step in its turn', async () => {
  const [one] = await casesAt(bill)
  assert.equal(await step(one!, 'confirm_second', SECOND!), 'audit_case_step')
  assert.equal(await step(one!, 'reject_first', FIRST!), 'audit_case_reason')
  assert.equal(await step(one!, 'confirm_first', FIRST!), '')
  assert.equal(await step(one!, 'confirm_second', FIRST!), 'audit_case_same_person')
  assert.equal(await step(one!, 'return_second', SECOND!, { note: '' }), 'audit_case_note')
  assert.equal(await step(one!, 'confirm_second', SECOND!), '')
  assert.equal(await step(one!, 'uphold', THIRD!), 'audit_case_step')
  assert.equal(await step(one!, 'lapse', THIRD!), 'audit_case_not_due')
  assert.equal(await step(one!, 'appeal', hospital, { note: '' }), 'audit_case_note')
  assert.equal(
    await step(one!, 'appeal', hospital, { evidence: [server.platform.ids.next()] }),
    'audit_evidence_unknown',
  )
  const content = Buffer.from('病程记录').toString('base64')
  const brought = await desk.bring(deskMessage(hospital), {
    ...{ provider: HOSPITAL, area: '990101', files: [{ name: '病程.txt', mediaType: 'text/plain', content }] },
  })
  assert.ok(brought.ok)
  const { files } = brought.value.answer as { files: { evidenceId: string; sha256: string }[] }
  const { evidenceId, sha256 } = files[0]!
  assert.match(sha256, /^[0-9a-f]{64}$/)
  assert.equal(await step(one!, 'appeal', hospital, { note: '有病程记录', evidence: [evidenceId] }), '')
  for (const who of [FIRST!, SECOND!]) assert.equal(await step(one!, 'uphold', who), 'audit_case_same_person')
  const [now] = await casesAt(bill)
  assert.equal(now!.state, 'final_review')
  assert.deepEqual(now!.steps.at(-1)?.evidence, [{ evidenceId, name: '病程.txt', sha256 }])
  assert.deepEqual(
    now!.steps.map(({ step: name, by }) => [name, by]),
    [
      ['confirm_first', 'first'],
      ['confirm_second', 'second'],
      ['appeal', 'hospital'],
    ],
  )
})

test('rules that meet on a line deduct it once; the books, the clearing and the year follow; undone, all is as before', async () => {
  const before = { books: await balances(), standing: await standings(server) }
  const dueBefore = await bookedDue(reader, HOSPITAL, '2026-06', undefined)
  const cases = await casesAt(bill)
  const [first, ...others] = cases
  await through(first!, ['uphold', THIRD!])
  for (const each of others) {
    await reviewed(each)
    await through(each, ['uphold', THIRD!])
  }
  const { personNo } = first!
  assert.deepEqual(await desk.deduct(bill, personNo), { deducted: cases.length, problem: '' })
  const after = await casesAt(bill)
  assert.ok(after.every(({ state }) => state === 'deducted'))
  const lines = new Map(
    after.flatMap((each) => (each.decision?.lines ?? []).map(({ no, amountFen }) => [no, amountFen])),
  )
  const deducted = after.reduce((sum, { deductedFen }) => sum + deductedFen, 0)
  assert.ok(deducted > 0 && deducted <= [...lines.values()].reduce((sum, fen) => sum + fen, 0), `${deducted}`)
  const taken = after.flatMap(({ deductedFen, clawBackId }) => (deductedFen > 0 ? [clawBackId] : []))
  assert.equal(new Set(taken).size, 1)
  const certified = after.reduce((sum, { certifiedFen }) => sum + certifiedFen, 0)
  assert.ok(certified > 0 && certified < deducted, 'the funds get back less than the bill')
  const dueAfter = await bookedDue(reader, HOSPITAL, '2026-06', undefined)
  const owed = (due: typeof dueBefore) => due.reduce((sum, { allowedFen }) => sum + allowedFen, 0)
  assert.equal(owed(dueBefore) - owed(dueAfter), certified, 'the month’s clearing owes that much less')
  await assertSound(server)
  assert.deepEqual(await desk.deduct(bill, personNo), { deducted: 0, problem: '' })

  const one = after.find(({ deductedFen }) => deductedFen > 0)!
  const undo = (who: Actor, reason = 'clinically_justified') =>
    desk.undo(deskMessage<{ cases: number }>(who), one, { reason, note: '再审理由成立' })
  const by = async (who: Actor, reason?: string) => {
    const outcome = await undo(who, reason)
    return outcome.ok ? '' : outcome.code
  }
  assert.equal(await by(FOURTH!, ''), 'audit_case_reason')
  assert.equal(await by(THIRD!), 'audit_case_same_person')
  assert.equal(await by(FOURTH!), '')
  assert.deepEqual({ books: await balances(), standing: await standings(server) }, before)
  assert.equal(owed(await bookedDue(reader, HOSPITAL, '2026-06', undefined)), owed(dueBefore))
  await assertSound(server)
  assert.ok((await casesAt(bill)).some(({ state, certifiedFen }) => state === 'reversed' && certifiedFen === 0))
})

test('an appeal that is upheld deducts nothing; a cancelled settlement takes its open cases with it', async () => {
  const person = patient('employee', 1)
  await settled(person, [item('plain', 100)])
  const second = await settled(person, [item('plain', 200)])
  await deliver()
  const [one] = await casesAt(second)
  assert.ok(one)
  await reviewed(one)
  assert.equal(await step(one, 'overturn', THIRD!), 'audit_case_reason')
  assert.equal(await step(one, 'overturn', THIRD!, { reason: 'clinically_justified' }), '')
  const third = await settled(person, [item('plain', 300)])
  await deliver()
  assert.ok((await casesAt(third)).every(({ state }) => state === 'first_review'))
  await carryOut(server, 'cancellation', person.personNo, { settlementId: third })
  await deliver()
  assert.ok((await casesAt(third)).every(({ state }) => state === 'void'))
  const after = (await casesAt(second)).find(({ findingId }) => findingId === one.findingId)
  assert.deepEqual([after?.state, after?.deductedFen], ['overturned', 0])
})

test('what breaks the look is set aside with its reason, stops nothing behind it, and is looked at again when asked', async () => {
  const [broken, sound] = [patient('employee', 2), patient('employee', 3)]
  await settled(broken, [item('plain', 100)])
  breaks = broken.personNo
  const poison = await settled(broken, [item('plain', 200)])
  await settled(sound, [item('plain', 100)])
  const behind = await settled(sound, [item('plain', 200)])
  await deliver()
  assert.deepEqual(await casesAt(poison), [])
  assert.ok((await casesAt(behind)).length > 0)
  const { rows } = await reader.query(
    `select state, why from audit_screening where settlement_id = $1 order by screening_id`,
    [poison],
  )
  assert.deepEqual(rows, [{ state: 'unscreened', why: '规则运算出错' }])
  breaks = ''
  assert.ok((await desk.auditAgain(poison, 'after repair')).ok)
  assert.ok((await casesAt(poison)).length > 0)
})

test('an appeal that does not come in time lapses; what was decided is carried out after a stop', async () => {
  const person = patient('employee', 4)
  await settled(person, [item('plain', 100)])
  const late = await settled(person, [item('plain', 200)])
  await deliver()
  const [one] = await casesAt(late)
  await through(one!, ['confirm_first', FIRST!], ['confirm_second', SECOND!])
  const work = { reader, clock, log: server.platform.log, desk }
  assert.equal(await lapseAppeals(work), 0)
  clock.advance(16 * DAY_MS)
  assert.equal(await lapseAppeals(work), 1)
  await through(one!, ['uphold', THIRD!])
  assert.ok((await deductDecided(work)) >= 1)
  assert.ok((await casesAt(late)).some(({ state }) => state === 'deducted'))
  await assertSound(server)
  const today = day('2026-06-15')
  const sums = await auditSums(reader, { from: addDays(today, -1), to: addDays(today, 1) })
  assert.ok(sums.confirmed >= 1 && sums.rejected >= 2, JSON.stringify(sums))
  assert.ok(sums.settlementsAudited >= 9 && sums.settlementsSetAside === 2)
  assert.ok(sums.certifiedFen > 0 && sums.identifiedFen > sums.certifiedFen)
})

const NOTHING = { settled: [], cancelled: [], listed: [] }

test('events that are not settlements are not heard', () => {
  assert.deepEqual(heardIn({ kind: 'clearing.proposed', event: { settlementId: 'x' } }), NOTHING)
  assert.deepEqual(
    heardIn({
      kind: 'flow.correction_approved',
      event: {
        settlements: [
          ['a', 'm', 'b'],
          ['c', 'n', null],
        ],
      },
    }),
    { settled: ['b'], cancelled: ['a', 'c'], listed: [] },
  )
  assert.deepEqual(heardIn({ kind: 'settlement.stay_settled', event: null }), NOTHING)
  const list = { kind: 'settlement_list.received', event: { listId: 'l', state: 'effective' } }
  assert.deepEqual(heardIn(list), { ...NOTHING, listed: ['l'] })
  assert.deepEqual(
    heardIn({ ...list, event: { listId: 'l', state: 'returned' } }),
    NOTHING,
    'sent back: it says nothing yet',
  )
})

test('by message an institution is told of its cases, appeals with evidence, and asks once for a joint review', async () => {
  const person = patient('employee', 5)
  await settled(person, [item('plain', 100)])
  const bill = await settled(person, [item('plain', 200)])
  await deliver()
  const [one] = await casesAt(bill)
  assert.ok(one)
  const here = { medinsName: '试验市人民医院', medinsCodg: HOSPITAL }
  const span = { startTime: day('2026-01-01'), endTime: day('2026-12-31'), currentPage: 1, pageSize: 100 }
  const told = async (stage: string) => {
    const { pageResult } = await client.done('3701', { input: { ...here, ...span, stage } })
    return pageResult.data.flatMap((doc) => doc.docSusptDTOS.map((each) => ({ doc, each })))
  }
  const isOne = ({ doc }: { doc: { patnId: string } }) => doc.patnId === person.personNo
  assert.deepEqual((await told('1')).filter(isOne), [], 'nothing before two reviews')
  await through(one, ['confirm_first', FIRST!], ['confirm_second', SECOND!])
  const [{ doc, each } = assert.fail()] = (await told('1')).filter(isOne)
  assert.equal(each.checkoutSusptAmt, one.excessFen)
  assert.equal(
    each.violationDetailIds.reduce((sum, { sumamt = 0 }) => sum + sumamt, 0),
    one.excessFen,
  )
  assert.equal(each.chkerName, 'first')

  const file = { name: '病程.txt', bytes: new TextEncoder().encode('病程记录') }
  const bringing = async (files: readonly (typeof file)[]) =>
    client.send('3704', { input: { attUploadId: '', fsiAppealFileDTOList: files } })
  assert.match((await bringing(Array.from({ length: 6 }, () => file))).sentence, /1至5份/)
  const zip = { ...file, bytes: new Uint8Array([80, 75, 3, 4, 0]) }
  assert.match((await bringing([file, zip])).sentence, /不收application\/octet-stream/)
  const { data } = (await bringing([file, file])).output()
  const asking = (docSusptId: string, applyFlag = '1') => ({
    ...{ docSusptId, applyFlag, susptAmt: each.checkoutSusptAmt, attUploadId: data.attUploadId },
    auditOpinion: '有医嘱和病程',
  })
  const appealing = {
    input: { ...here, remark: '', docs: [{ docId: doc.docId, docSusptDTOS: [asking(each.docSusptId), asking('无')] }] },
  }
  const first = await client.send('3702', appealing as never, { msgid: `H${'3702'.padStart(20, '0')}` })
  const [answer] = first.output().data
  assert.deepEqual([answer?.docCode, answer?.docsuspt.map(({ susptCode }) => susptCode)], ['1', ['0', '1']])
  assert.match(answer!.docsuspt[1]!.susptReason, /没有这条疑点/)
  const again = await client.send('3702', appealing as never, { msgid: first.msgid })
  assert.equal(again.text, first.text, 'the same message, the same answer')
  const [appealed] = await casesAt(bill)
  assert.deepEqual([appealed?.state, appealed?.steps.at(-1)?.step], ['final_review', 'appeal'])
  assert.equal(appealed?.steps.at(-1)?.evidence?.length, 2)

  const joining = {
    input: { ...here, remark: '请合议', docs: [{ docId: doc.docId, docSusptDTOS: [asking(each.docSusptId)] }] },
  }
  const joined = async () => {
    const { data: rows } = await client.done('3703', joining as never)
    return rows[0]?.docsuspt[0]?.susptReason
  }
  assert.match((await joined()) ?? '', /待终审，不能办理这一步/)
  await through(appealed!, ['uphold', THIRD!])
  await desk.deduct(bill, person.personNo)
  assert.equal((await told('2')).filter(isOne).length, 1)
  const [deducted] = await casesAt(bill)
  assert.equal(await step(deducted!, 'panel_uphold', FOURTH!), 'audit_case_not_asked')
  assert.equal(await joined(), '')
  assert.match((await joined()) ?? '', /只能办一次/)
  assert.deepEqual((await told('2')).filter(isOne), [])
  assert.equal(await step(deducted!, 'panel_uphold', THIRD!), 'audit_case_same_person')
  assert.equal(await step(deducted!, 'panel_uphold', FOURTH!), '')
  assert.match((await client.send('3701', { input: { ...here, ...span, stage: '3' } })).sentence, /查询节点参数3不成立/)
  await assertSound(server)
})
