// A demonstration from the first start to the end of its month, killed on the way as a machine that loses its power; then what
// it left is looked at from every side, and hundreds of its settlements are taken back through the gateway.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { daysBetween, PlanBook } from '@yibao/kernel'
import { type Acknowledged, generateCity, memoryInFile, observationsOf, planCare, secondOpinion } from '@yibao/lab'
import { loadPack } from '@yibao/policy'
import { createLog, type RunningServer, startServer } from '@yibao/server'
import { memoryFileIn, readDemo } from '../../packages/cli/src/serve/demo-state.ts'
import { cityPolicyPath, shippedCatalogue } from '../../packages/cli/src/shipped.ts'
import {
  assertSound,
  effectiveSettlements,
  randomOf,
  standings,
  testClient,
  testSeed,
} from '../../packages/server/src/testing/index.ts'
import { freePort, ledgerVerified, sentTo, serveDemo } from './served-demo.ts'

/** Settlements that are taken back at the end. */
const CANCELLATIONS = Number(process.env.YIBAO_CANCELLATIONS ?? 150)
/** How often the platform is killed during the month. */
const KILLS = Number(process.env.YIBAO_DEMO_KILLS ?? 1)
/** Of so many people's month there is enough to take back. */
const PEOPLE = 400 + 15 * CANCELLATIONS
const seed = testSeed(1)
const random = randomOf(seed)

const home = mkdtempSync(join(tmpdir(), 'yibao-scenario-'))
let server: RunningServer | undefined
after(async () => {
  await server?.close()
  rmSync(home, { recursive: true, force: true })
})

test(`a month of ${PEOPLE} people, killed ${KILLS} times on the way (seed ${seed})`, async (t) => {
  const port = await freePort()
  const after = Array.from({ length: KILLS }, () => random.between(1, 26)).sort((a, b) => a - b)
  for (const days of after) {
    const demo = serveDemo(home, PEOPLE, port)
    await demo.until(({ stage, day, openedOn }) => stage === 'playing' && daysBetween(openedOn, day) >= days)
    await sleep(random.between(0, 800))
    const { day } = demo.state()!
    await demo.kill('SIGKILL')
    t.diagnostic(`killed on ${day}`)
  }
  const demo = serveDemo(home, PEOPLE, port)
  await demo.until(({ stage }) => stage === 'done')
  assert.deepEqual(await ledgerVerified(home), SOUND, 'beside the running platform')
  const health = await fetch(`http://127.0.0.1:${port}/api/health`)
  assert.deepEqual(await health.json(), { status: 'ok' })
  assert.equal(await demo.kill('SIGTERM'), 0)
  assert.match(demo.said(), /完成 done/)
  assert.doesNotMatch(demo.said(), /演示中断|中断的|Error/)
})

const SOUND = { balanced: true, chain: true, bridge: true, firstFault: null }

async function opened(): Promise<RunningServer> {
  server ??= await startServer({
    policyPath: cityPolicyPath(readDemo(home)!.city),
    dataFolder: home,
    background: false,
    log: createLog({ level: process.env.YIBAO_LOG ?? 'silent' }),
  })
  return server
}

const memory = () => [...memoryInFile(memoryFileIn(home)).acknowledged]
const SETTLED = new Set(['2102', '2207', '2304'])

test('books, settlements, accumulators and accounts agree', async () => assertSound(await opened()))

test('every settlement that a hospital was told of is there, once, with its amounts; and no other is in effect', async (t) => {
  const effective = await effectiveSettlements(await opened())
  const observed = observationsOf(memory())
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  t.diagnostic(`${effective.length} settlements in effect`)
  assert.ok(effective.length > PEOPLE / 20)
  const byMessage = new Set(effective.map(({ provider, msgid }) => `${provider} ${msgid}`))
  assert.equal(byMessage.size, effective.length)
  assert.deepEqual(
    [sum(observed.map(({ totalFen }) => totalFen)), sum(observed.map(({ fundFen }) => fundFen))],
    [sum(effective.map(({ totalFen }) => totalFen)), sum(effective.map(({ fundFen }) => fundFen))],
  )
  assert.equal(sum(observed.map(({ cashFen }) => cashFen)), sum(effective.map(({ cashFen }) => cashFen)))
})

async function cityOf() {
  const { city: pack, people, seed: citySeed, openedOn, months } = readDemo(home)!
  const catalogue = await shippedCatalogue()
  const city = generateCity({ pack, people, seed: citySeed, openedOn, months: months + 12, catalogue })
  return { city, catalogue, events: planCare({ city, months, seed: citySeed }), pack }
}

test('a second opinion agrees to the fen', async (t) => {
  const { city, catalogue, events, pack } = await cityOf()
  const book = new PlanBook(loadPack(cityPolicyPath(pack)).library!)
  const { same, differing } = secondOpinion({ city, catalogue, book, events, answers: memory() })
  t.diagnostic(`${same} settlements are the same`)
  assert.deepEqual(differing, [])
  assert.ok(same > PEOPLE / 25, String(same))
})

const UNDOING = { '2102': '2103', '2207': '2208', '2304': '2305' } as const

test(`${CANCELLATIONS} settlements of persons by chance are taken back, each the person's last`, async (t) => {
  const running = await opened()
  const area = running.city.desks.poolingArea
  const envelope = { mdtrtarea_admvs: area, insuplc_admdvs: area }
  const known = new Map(memory().map((answer) => [`${answer.provider} ${answer.msgid}`, answer] as const))
  const rows = await effectiveSettlements(running)
  const byPerson = Map.groupBy(rows, ({ personNo }) => personNo)
  const refused: string[] = []
  let cancelled = 0
  while (cancelled < CANCELLATIONS && byPerson.size > 0) {
    const [personNo, own] = random.pick([...byPerson])
    const last = own.pop()!
    if (own.length === 0) byPerson.delete(personNo)
    const answer = known.get(`${last.provider} ${last.msgid}`)
    assert.ok(answer && SETTLED.has(answer.infno), `${last.settlementId} was never acknowledged`)
    const reply = await cancel(running.url, answer, envelope)
    if (reply.ok) cancelled += 1
    else {
      refused.push(reply.sentence)
      byPerson.delete(personNo)
    }
  }
  t.diagnostic(`${cancelled} taken back, ${refused.length} refused, such as: ${refused[0] ?? '-'}`)
  assert.equal(cancelled, CANCELLATIONS)
  assert.ok(refused.length < CANCELLATIONS / 10, refused.join('\n'))
  await assertSound(running)
  await assertAsBefore(running, rows)
  await running.close()
  server = undefined
  assert.deepEqual(await ledgerVerified(home), SOUND, 'on a folder at rest')
})

const cancel = (url: string, { infno, provider, personNo, facts }: Acknowledged, envelope: object) => {
  const input = { data: { setl_id: String(facts.settlementId), mdtrt_id: String(facts.visitId), psn_no: personNo } }
  return testClient(url, provider).send(UNDOING[infno as keyof typeof UNDOING], input, { envelope } as never)
}

/** Whose every settlement was taken back is as if nothing had ever happened: no limit used, and all that came into the account. */
async function assertAsBefore(running: RunningServer, rows: readonly { readonly personNo: string }[]): Promise<void> {
  const left = new Set((await effectiveSettlements(running)).map(({ personNo }) => personNo))
  const { mutualAid } = (await cityOf()).city
  const givers = new Set(mutualAid.map(({ giver }) => giver))
  const emptied = new Set(rows.flatMap(({ personNo }) => (left.has(personNo) || givers.has(personNo) ? [] : personNo)))
  assert.ok(emptied.size > CANCELLATIONS / 3, `${emptied.size} persons have nothing left`)
  for (const { personNo, accumulators, accountFen, creditedFen } of await standings(running)) {
    if (!emptied.has(personNo)) continue
    assert.deepEqual(
      Object.values(accumulators).filter((used) => used !== 0),
      [],
      personNo,
    )
    assert.equal(accountFen, creditedFen, personNo)
  }
}

test('its hospitals go on where the month ended; what is sent twice is there once', async () => {
  const running = await opened()
  const first = await sentTo(running.url, home)
  assert.ok(first.messages! > 0)
  const settled = (await effectiveSettlements(running)).length
  const again = await sentTo(running.url, home)
  assert.deepEqual([again.settled, (await effectiveSettlements(running)).length], [0, settled])
  await assertSound(running)
})
