// 跨年住院 over the interface: a city that settles stays at the year's end has each year under its own rules, with one deductible;
// one that settles at discharge has the whole stay in the year of discharge.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Fen, Instant } from '@yibao/kernel'
import {
  admit,
  assertSound,
  carryOut,
  chargeStay,
  discharging,
  effectiveSettlements,
  type Item,
  item,
  type Patient,
  patient,
  propose,
  settlingStay,
  standings,
  startTestServer,
  totalOf,
} from '../../testing/index.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server

const ADMITTED = '2026-12-20 09:00:00' as Instant
const DECEMBER = '2026-12-28 10:00:00' as Instant
const JANUARY = '2027-01-05 10:00:00' as Instant
const DISCHARGED = '2027-01-10 10:00:00' as Instant

const old: Item[] = [item('plain', 3000, 1, { at: DECEMBER }), item('bed', 1000, 1, { at: DECEMBER })]
const fresh: Item[] = [item('plain', 2000, 1, { at: JANUARY })]

const stays = new Map<string, string>()
const persons = [patient('employee', 0), patient('employee', 1), patient('employee', 2), patient('employee', 3)]

before(async () => {
  server.clock.set('2026-12-20 09:30:00' as Instant)
  for (const person of persons) stays.set(person.personNo, await admit(client, person, { at: ADMITTED }))
  server.clock.set('2027-01-05 11:00:00' as Instant)
})

const stayOf = ({ personNo }: Patient): string => stays.get(personNo)!
const year = async ({ personNo }: Patient, of: number): Promise<Record<string, number>> => {
  const { accumulators } = (await standings(server)).find((each) => each.personNo === personNo)!
  return Object.fromEntries(Object.entries(accumulators).filter(([key]) => key.includes(`@${of}`)))
}
const setting = (value: string) => carryOut(server, 'setting', 'setting:city', { name: 'cross_year', value })

test('at discharge: the whole stay under the year of discharge', async () => {
  const person = persons[0]!
  const stay = stayOf(person)
  await chargeStay(client, person, stay, [...old, ...fresh])
  server.clock.set('2027-01-10 12:00:00' as Instant)
  await client.done('2402', discharging(person, stay, DISCHARGED))
  const { setlinfo } = await client.done('2304', settlingStay(person, stay, totalOf([...old, ...fresh])))
  // 6000 less 800 at 85 %.
  assert.equal(setlinfo.fund_pay_sumamt, 442_000)
  assert.deepEqual(await year(person, 2026), {})
  assert.equal((await year(person, 2027))['admissions@2027'], 1)
  await assertSound(server)
})

test('at the year end: the old year first, as of its last day; then the rest without a second deductible', async () => {
  await setting('at_year_end')
  const person = persons[1]!
  const stay = stayOf(person)
  // One message with lines of both years: they are kept apart by themselves.
  await chargeStay(client, person, stay, [...old, ...fresh])
  await client.done('2402', discharging(person, stay, DISCHARGED))
  const early = await client.send('2304', settlingStay(person, stay, totalOf([...old, ...fresh])))
  assert.match(early.sentence, /请先以中途结算结清2026年12月31日以前的费用/)
  const first = await client.done('2304', settlingStay(person, stay, totalOf(old), { interim: true }))
  // 4000 less 800 at 85 %, counted in 2026.
  assert.equal(first.setlinfo.fund_pay_sumamt, 272_000)
  const [part] = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  assert.equal(part?.document.on, '2026-12-31')
  const second = await client.done('2304', settlingStay(person, stay, totalOf(fresh)))
  assert.equal(second.setlinfo.fund_pay_sumamt, 170_000, '2000 at 85 %, no deductible')
  assert.equal((await year(person, 2026))['admissions@2026'], 1)
  assert.equal((await year(person, 2027))['admissions@2027'] ?? 0, 0, 'one admission')
  assert.equal((await year(person, 2026))['limit.pooled_year@2026'], 272_000)
  assert.equal((await year(person, 2027))['limit.pooled_year@2027'], 170_000)
  const late = await client.send('2304', settlingStay(person, stay, 0 as Fen, { interim: true }))
  assert.equal(late.ok, false)
  await assertSound(server)
})

test('the parts of a stay over a year end are taken back in their order, and put right together', async () => {
  const person = persons[1]!
  const own = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  const [first, second] = own
  const refused = await propose(server, 'cancellation', person.personNo, { settlementId: first!.settlementId })
  assert.equal(refused.code, 'cancel_later_interim_first')
  await carryOut(server, 'setting', 'setting:city', { name: 'later_settlements', value: 'settle_again' })
  await carryOut(server, 'correction', person.personNo, {
    settlementId: first!.settlementId,
    correction: { lines: [{ no: 2, deniedFor: '不合理住院' }] },
  })
  const now = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  const amounts = now.map(({ fundFen, document }) => [document.on, fundFen]).sort()
  // 3000 less 800 at 85 %; the second part is what it was, and stands.
  assert.deepEqual(amounts, [
    ['2026-12-31', 187_000],
    [second!.document.on, 170_000],
  ])
  assert.ok(now.some(({ settlementId }) => settlementId === second!.settlementId))
  await assertSound(server)
})

test('settled in December and in January, the lines of January alone are left', async () => {
  const person = persons[2]!
  const stay = stayOf(person)
  await chargeStay(client, person, stay, old)
  const first = await client.done('2304', settlingStay(person, stay, totalOf(old), { interim: true }))
  assert.equal(first.setlinfo.fund_pay_sumamt, 272_000)
  await chargeStay(client, person, stay, fresh)
  const middle = await client.done('2304', settlingStay(person, stay, totalOf(fresh), { interim: true }))
  assert.equal(middle.setlinfo.fund_pay_sumamt, 170_000)
  const more: Item[] = [item('plain', 500, 1, { at: JANUARY })]
  await chargeStay(client, person, stay, more)
  await client.done('2402', discharging(person, stay, DISCHARGED))
  const last = await client.done('2304', settlingStay(person, stay, totalOf(more)))
  assert.equal(last.setlinfo.fund_pay_sumamt, 42_500)
  await assertSound(server)
})

test('nothing was charged in the old year: one settlement, in the new year, with its deductible', async () => {
  const person = persons[3]!
  const stay = stayOf(person)
  await chargeStay(client, person, stay, fresh)
  await client.done('2402', discharging(person, stay, DISCHARGED))
  const { setlinfo } = await client.done('2304', settlingStay(person, stay, totalOf(fresh)))
  assert.equal(setlinfo.fund_pay_sumamt, 102_000, '2000 less 800 at 85 %')
  assert.equal((await year(person, 2027))['admissions@2027'], 1)
  await setting('at_discharge')
  await assertSound(server)
})
