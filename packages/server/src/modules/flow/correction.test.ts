// 更正 and 撤销 by the agency: a wrong bill put right under the rules of its own days, later ones settled again with it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Quantity } from '@yibao/kernel'
import {
  approve,
  assertSound,
  CHRONIC_DISEASE,
  carryOut,
  deskMessage,
  effectiveSettlements,
  item,
  OFFICER,
  openVisit,
  type Patient,
  patient,
  propose,
  SECOND,
  setLaterMode,
  settleBatch,
  settlementIn,
  standings,
  startTestServer,
} from '../../testing/index.ts'
import type { Change } from '../settlement/index.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server

async function settled(person: Patient, items: Parameters<typeof settleBatch>[4], options = {}): Promise<string> {
  const visit = await openVisit(client, person, options)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', items, options)
  return settlementIn(setlinfo.setl_id)
}

const standingOf = async ({ personNo }: Patient) =>
  (await standings(server)).find((each) => each.personNo === personNo)!
const effectiveOf = async ({ personNo }: Patient) =>
  (await effectiveSettlements(server)).filter((each) => each.personNo === personNo)

test('a line that should not have been there is taken out: one operation, a mirror and a settlement, the difference told', async () => {
  const person = patient('employee', 0)
  const settlementId = await settled(person, [item('plain', 300), item('partly', 500)], { account: '1' })
  const before = await standingOf(person)
  const { told } = await propose(server, 'correction', person.personNo, {
    settlementId,
    correction: { lines: [{ no: 2, remove: true }] },
  })
  const [change] = (told!.preview as unknown as { changes: Change[] }).changes
  // 750 in scope less 200 at 60 % is 330.00; 300 less 200 at 60 % is 60.00.
  assert.deepEqual([change?.action, change?.before.fundFen, change?.after?.fundFen], ['corrected', 33_000, 6_000])
  assert.equal(change?.after?.totalFen, 30_000)
  assert.deepEqual(await standingOf(person), before, 'a proposal changes nothing')

  const same = await approve(server, told!.requestId, OFFICER)
  assert.equal(same.code, 'four_eyes_same_person')
  const done = await approve(server, told!.requestId)
  assert.equal(done.code, '')
  assert.equal(done.request.state, 'approved')
  const [now] = await effectiveOf(person)
  assert.deepEqual([now?.totalFen, now?.fundFen, now?.document.root], [30_000, 6_000, settlementId])
  // The account paid 420.00 of the 470.00; of the 240.00 it pays all again.
  assert.equal((await standingOf(person)).accountFen, before.accountFen + 47_000 - 24_000)
  const again = await approve(server, told!.requestId)
  assert.equal(again.code, 'request_decided')
  await assertSound(server)
})

test('a wrong category is put right: the bill moves to the other plan, under the rules of its day', async () => {
  const person = patient('employee', 1)
  const settlementId = await settled(person, [item('plain', 400)])
  await carryOut(server, 'correction', person.personNo, {
    settlementId,
    correction: { category: '14', disease: CHRONIC_DISEASE, lines: [] },
  })
  const [now] = await effectiveOf(person)
  // Chronic: no deductible, 80 %.
  assert.deepEqual([now?.setting, now?.fundFen], ['chronic', 32_000])
  await assertSound(server)
})

test('a corrected diagnosis opens what was restricted to it, and closes it again', async () => {
  const person = patient('employee', 2)
  const settlementId = await settled(person, [item('restricted', 1000, 1, { approved: '1' })])
  const [first] = await effectiveOf(person)
  assert.equal(first?.fundFen, 0)
  await carryOut(server, 'correction', person.personNo, {
    settlementId,
    correction: { diagnoses: [{ code: 'C34.900', name: '肺恶性肿瘤' }], lines: [] },
  })
  const [now] = await effectiveOf(person)
  // 1000 less 20 % is 800 in scope; less 200 at 60 %.
  assert.equal(now?.fundFen, 36_000)
  await carryOut(server, 'correction', person.personNo, {
    settlementId: now!.settlementId,
    correction: { diagnoses: [{ code: 'I10.x00', name: '高血压' }], lines: [] },
  })
  assert.equal((await effectiveOf(person))[0]?.fundFen, 0)
  await assertSound(server)
})

test('while later settlements rest on it, the city says whether they go first or are settled again with it', async () => {
  const person = patient('employee', 3)
  const first = await settled(person, [item('plain', 300)])
  const second = await settled(person, [item('plain', 300)])
  const asked = { settlementId: first, correction: { lines: [{ no: 1, quantity: 20_000 as Quantity }] } }
  const refused = await propose(server, 'correction', person.personNo, asked)
  assert.equal(refused.code, 'settlement_has_later')
  assert.equal(refused.facts.count, 1)
  assert.equal(
    (await propose(server, 'cancellation', person.personNo, { settlementId: first })).code,
    'settlement_has_later',
  )

  await setLaterMode(server, 'settle_again')
  const { told } = await propose(server, 'cancellation', person.personNo, { settlementId: first })
  const { changes } = told!.preview as unknown as { changes: Change[] }
  // The second paid 300 at 60 %; without the first it takes the deductible itself.
  assert.deepEqual(
    changes.map(({ action, before, after }) => [action, before.fundFen, after?.fundFen]),
    [
      ['cancelled', 6_000, undefined],
      ['settled_again', 18_000, 6_000],
    ],
  )
  assert.equal((await approve(server, told!.requestId)).code, '')
  const [now, ...none] = await effectiveOf(person)
  assert.equal(none.length, 0)
  assert.deepEqual([now?.fundFen, now?.document.root], [6_000, second])
  await assertSound(server)
  await setLaterMode(server, 'later_first')
})

test('what was wrong in a request is said in words, and nothing is changed', async () => {
  const person = patient('retired', 0)
  const settlementId = await settled(person, [item('plain', 300)])
  const code = async (correction: unknown) =>
    (await propose(server, 'correction', person.personNo, { settlementId, correction })).code
  assert.equal(await code({ lines: [{ no: 9, remove: true }] }), 'correction_line_unknown')
  assert.equal(await code({ lines: [{ no: 1, item: 'nothing' }] }), 'correction_item_unknown')
  assert.equal(await code({ lines: [{ no: 1, remove: true }, { no: 1 }] }), 'correction_line_twice')
  assert.equal(await code({ category: '21', lines: [] }), 'visit_category_not_here')
  assert.equal(await code({ diagnoses: [{ code: 'I10', name: '' }], lines: [] }), 'diagnosis_malformed')
  const strange = await propose(server, 'correction', person.personNo, {
    settlementId: settlementId.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    correction: { lines: [] },
  })
  assert.equal(strange.code, 'settlement_not_in_effect')
})

test('a request that the facts have overtaken is not approved', async () => {
  const person = patient('retired', 1)
  const settlementId = await settled(person, [item('plain', 500)], { account: '1' })
  const { told } = await propose(server, 'correction', person.personNo, {
    settlementId,
    correction: { lines: [{ no: 1, deniedFor: '重复收费' }] },
  })
  const open = await propose(server, 'cancellation', person.personNo, { settlementId }, SECOND)
  assert.equal(open.code, 'request_open_already')
  // The hospital cancels meanwhile.
  const stored = (await effectiveOf(person))[0]!
  const { desks } = server.city
  const cancelled = await desks.settlements.cancel(deskMessage<never>(OFFICER) as never, {
    personNo: person.personNo,
    provider: stored.provider,
    visitId: stored.visitId,
    settlementId,
  })
  assert.ok(cancelled.ok)
  assert.equal((await approve(server, told!.requestId)).code, 'settlement_not_in_effect')
  await assertSound(server)
})
