// The nights of a collection: files lie in a folder twice, late, out of order and one of them broken; the scheduler's work takes each
// once, credits the day after, and makes a lost hand-over again. When the year is over every account gets its interest, once.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { addDays, type Day, day, instant } from '@yibao/kernel'
import { readHandOver, simulateCollection } from '@yibao/lab'
import { assertSound, item, openVisit, patient, settleBatch, startTestServer } from '../../testing/index.ts'
import { creditsOf, sumOfAccounts } from '../account/index.ts'
import { contributionSentence, exchangeNight, listCharges } from './index.ts'

const server = await startTestServer()
const folder = mkdtempSync(join(tmpdir(), 'yibao-exchange-'))
after(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
const { reader, clock, log } = server.platform
const desk = server.city.desks.contributions
const exchange = { desk, reader, clock, log, folder, sentence: contributionSentence }
const ZHANG = { id: 'zhang', channel: 'test' }
const ALL = { offset: 0, limit: 10_000 }

const night = (on: Day) => {
  server.clock.set(instant(`${on} 01:30:00`))
  return exchangeNight(exchange)
}
const lay = (name: string, text: string) => writeFileSync(join(folder, 'in', name), text)
const outFiles = () => readdirSync(join(folder, 'out')).sort()

test('each file is taken once by the nights, whenever it comes; what was refused says why; all that was paid is credited', async () => {
  const first = day('2026-06-20')
  assert.ok((await desk.assess('2026-05', ZHANG)).ok)
  const { handedOver } = await night(first)
  assert.deepEqual(outFiles(), handedOver)
  const before = readFileSync(join(folder, 'out', handedOver[0]!), 'utf8')
  // Killed after the record and before the file: the next night writes the same bytes.
  rmSync(join(folder, 'out', handedOver[0]!))
  const charges = readHandOver(before)
  const { files, truth } = simulateCollection(charges, { seed: 3, from: addDays(first, 1), days: 4, wrongShare: 0.1 })
  const nights = Array.from({ length: 12 }, (_, at) => addDays(first, at + 1))
  const taken: string[] = []
  for (const on of nights) {
    for (const { name, text } of files.filter((each) => each.on === addDays(on, -1))) lay(name, text)
    if (on === nights[2]) lay('receipts-broken.csv', 'x,y\r\n1,2\r\n')
    if (on === nights[3]) lay('note.csv', 'hello')
    const done = await night(on)
    taken.push(...done.taken)
    if (on === nights[0]) assert.deepEqual(done.handedOver, handedOver)
  }
  assert.equal(readFileSync(join(folder, 'out', handedOver[0]!), 'utf8'), before)
  assert.deepEqual(taken.sort(), files.map(({ name }) => name).sort())
  assert.deepEqual(readdirSync(join(folder, 'in')), [])
  assert.deepEqual(readdirSync(join(folder, 'refused')).sort(), [
    ...['note.csv', 'note.csv.txt', 'receipts-broken.csv', 'receipts-broken.csv.txt'],
  ])
  assert.match(readFileSync(join(folder, 'refused', 'receipts-broken.csv.txt'), 'utf8'), /表头不对/)
  const { rows } = await listCharges(reader, ALL)
  const credited = rows.filter(({ state }) => state === 'credited').map(({ chargeNo }) => chargeNo)
  assert.deepEqual(credited.sort(), truth.paid)
  const held = await sumOfAccounts(reader)
  // All files once more: nothing is new, nothing is credited.
  for (const { name, text } of files) lay(name, text)
  const again = await night(day('2026-07-15'))
  assert.equal(again.credited, 0)
  assert.equal(await sumOfAccounts(reader), held)
  assert.deepEqual((await server.ledger.verify()).firstFault, null)
})

test('interest is Σ of each day’s balance at the published rate, rounded once an account; given once, and not before the year is over', async () => {
  mkdirSync(join(folder, 'in'), { recursive: true })
  const person = patient('employee', 1)
  const early = await desk.interest('2026', ZHANG)
  assert.equal(early.ok ? 'ok' : early.code, 'interest_year_not_over')
  const spentOn = day('2026-08-01')
  server.clock.set(instant(`${spentOn} 10:00:00`))
  const visit = await openVisit(server.client, person, { at: instant(`${spentOn} 09:00:00`) })
  const items = [
    item('plain', 500, 1, { at: instant(`${spentOn} 09:30:00`) }),
    item('outside', 40, 1, { at: instant(`${spentOn} 09:30:00`) }),
  ]
  const { setlinfo } = await settleBatch(server.client, person, visit, 'B1', items, { account: '1' })
  const spentFen = Number(setlinfo.acct_pay)
  assert.ok(spentFen > 0)
  server.clock.set(instant('2027-01-01 02:00:00'))
  const held = await sumOfAccounts(reader)
  const credits = await creditsOf(reader, person.personNo)
  let fenDays = 0
  for (let on = day('2026-01-01'); on < '2027-01-01'; on = addDays(on, 1)) {
    const credited = credits.reduce((sum, { creditedOn, amountFen }) => (creditedOn <= on ? sum + amountFen : sum), 0)
    fenDays += credited - (spentOn <= on ? spentFen : 0)
  }
  const given = await desk.interest('2026', ZHANG)
  assert.ok(given.ok)
  const expected = Math.round((fenDays * given.value.rateBp) / 365 / 10_000)
  const after = await creditsOf(reader, person.personNo)
  assert.deepEqual(
    after.filter(({ cause }) => cause === '2026年利息').map(({ amountFen }) => amountFen),
    [expected],
  )
  assert.equal(await sumOfAccounts(reader), held + given.value.amountFen)
  assert.ok((await desk.interest('2026', ZHANG)).ok)
  assert.equal(await sumOfAccounts(reader), held + given.value.amountFen, 'once')
  await assertSound(server)
})
