// The search box over HTTP: every way in which a person, a settlement, a visit or a provider is named finds it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type SearchHit, type SearchView, searchView } from '@yibao/contract/rest'
import { Value } from 'typebox/value'
import {
  COUNTY_HOSPITAL,
  type ConsoleClient,
  charge,
  consoleClient,
  HOSPITAL,
  item,
  OTHER_COUNTY,
  openVisit,
  patient,
  settling,
  startTestServer,
  totalOf,
  twoCounties,
} from '../../../testing/index.ts'

const city = twoCounties()
const server = await startTestServer({ cityLoad: city })
after(server.close)
const { client } = server
const who = patient('employee', 2)
const { mobile } = city.persons.find(({ personNo }) => personNo === who.personNo)!
const visit = await openVisit(client, who)
const bill = [item('plain', 300)]
await charge(client, who, visit, 'B1', bill)
const msgid = client.msgid()
const { setlinfo } = await client.done('2207', settling(who, visit, 'B1', totalOf(bill)), { msgid })
const open = await openVisit(client, patient('employee', 0))

const officer = await consoleClient(server, { role: 'benefits_officer' })
async function hits(q: string, by: ConsoleClient = officer): Promise<readonly SearchHit[]> {
  const { status, body, text } = await by.get<SearchView>(`/search?q=${encodeURIComponent(q)}`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(searchView, body), JSON.stringify([...Value.Errors(searchView, body)].slice(0, 3)))
  return body.hits
}
const found = async (q: string, by?: ConsoleClient): Promise<string[]> =>
  (await hits(q, by)).map(({ kind, id }) => `${kind} ${id}`).sort()

const person = `person ${who.personNo}`
const settlement = `settlement ${setlinfo.setl_id}`

test('a person by number, certificate, mobile, name and initials', async () => {
  assert.deepEqual(await found(who.personNo), [person])
  assert.deepEqual(await found(who.certificateNo), [person])
  assert.deepEqual(await found(who.certificateNo.toLowerCase()), [person])
  assert.deepEqual(await found(mobile), [person])
  assert.equal(who.name, '赵明二')
  assert.deepEqual(await found('赵明二'), [person])
  assert.deepEqual(await found(' 赵明二 '), [person])
  // 赵明二, 周明二, 郑明二
  assert.ok((await found('zme')).includes(person))
  assert.equal((await found('ZME')).length, 3)
  const [hit] = await hits(who.personNo)
  assert.deepEqual([hit?.title, hit?.path], ['赵*二', `/persons/${who.personNo}`])
  assert.ok(!JSON.stringify(hit).includes(who.certificateNo))
})

test('the beginning of a name or of initials finds all who begin so', async () => {
  const names = async (q: string) => (await hits(q)).filter(({ kind }) => kind === 'person').length
  assert.equal(await names('赵'), 4)
  assert.equal(await names('赵明'), 2)
  assert.equal(await names('zm'), 6)
  assert.equal(await names('lm'), 2)
  assert.equal(await names('明'), 0)
})

test('a settlement by its number in both forms and by the message that made it', async () => {
  assert.deepEqual(await found(setlinfo.setl_id), [settlement])
  assert.deepEqual(await found(setlinfo.setl_id.toLowerCase()), [settlement])
  assert.deepEqual(await found(msgid), [settlement])
  const [hit] = await hits(msgid)
  assert.equal(hit?.path, `/settlements/${setlinfo.setl_id}`)
  assert.match(hit!.title, /赵\*二 普通门诊 300\.00 元/)
})

test('a visit leads to its settlement, and before it has one to its person', async () => {
  const [settled] = await hits(visit)
  assert.deepEqual([settled?.kind, settled?.path], ['visit', `/settlements/${setlinfo.setl_id}`])
  const [waiting] = await hits(open)
  assert.deepEqual([waiting?.kind, waiting?.path], ['visit', `/settlements?person=${patient('employee', 0).personNo}`])
})

test('a provider by code and by a part of its name', async () => {
  assert.deepEqual(await found(HOSPITAL), [`provider ${HOSPITAL}`])
  assert.deepEqual(await found('县医院'), [`provider ${COUNTY_HOSPITAL}`])
  assert.equal((await hits('H990')).length, 3)
  assert.equal((await hits(HOSPITAL))[0]?.path, `/settlements?provider=${HOSPITAL}`)
})

test('nothing is found of what nobody has, and nothing breaks', async () => {
  for (const q of ['无此人', '%', '_', "'; drop table person; --", '\\', '0', '𠮷', '９', 'a', '*'.repeat(60)]) {
    assert.equal((await officer.get(`/search?q=${encodeURIComponent(q)}`)).status, 200, q)
  }
  assert.equal((await officer.get('/search?q=%00')).status, 400)
  assert.equal((await officer.get('/search?q=%ff')).status, 200)
  assert.deepEqual(await found('%'), [])
  assert.deepEqual(await found('无此人'), [])
  assert.equal((await officer.get('/search?q=')).status, 400)
  assert.equal((await officer.get('/search')).status, 400)
  assert.equal((await officer.get(`/search?q=${'x'.repeat(61)}`)).status, 400)
})

test('each role finds what it may open', async () => {
  const window = await consoleClient(server, { role: 'enrolment_window' })
  assert.deepEqual(await found(who.personNo, window), [person])
  assert.deepEqual(await found(setlinfo.setl_id, window), [])
  assert.deepEqual(await found(msgid, window), [])
  const leader = await consoleClient(server, { role: 'bureau_leader' })
  const [hit] = await hits(who.personNo, leader)
  assert.equal(hit?.path, `/settlements?person=${who.personNo}`)
})

test('an institution finds its own, another county nothing', async () => {
  const own = await consoleClient(server, { role: 'provider_office', provider: HOSPITAL })
  assert.deepEqual(await found(msgid, own), [settlement])
  assert.deepEqual(await found(who.personNo, own), [person])
  assert.deepEqual(await found(COUNTY_HOSPITAL, own), [])
  const otherHospital = await consoleClient(server, { role: 'provider_office', provider: COUNTY_HOSPITAL })
  const otherCounty = await consoleClient(server, { role: 'benefits_officer', area: OTHER_COUNTY })
  for (const by of [otherHospital, otherCounty]) {
    for (const q of [who.personNo, who.certificateNo, mobile, who.name, 'zme', msgid, setlinfo.setl_id, visit]) {
      assert.deepEqual(await found(q, by), [], q)
    }
  }
})

test('searching is recorded', async () => {
  const { rows } = await server.platform.reader.query(
    `select count(*)::int as n from access_record where actor = $1 and purpose = '查找' and person_no = '-'`,
    [officer.account],
  )
  assert.ok(rows[0].n > 10)
})
