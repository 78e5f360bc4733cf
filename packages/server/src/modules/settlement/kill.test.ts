// The server is killed at random instants and at named places, under load: what was acknowledged is there, nothing is there
// twice, what was under way is there wholly or not at all, and its sender can find out.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CRASH_POINTS } from '../../platform/index.ts'
import {
  assertRemembered,
  assertSound,
  createWalker,
  HOSPITAL,
  type Kind,
  patient,
  randomOf,
  type ServerProcess,
  serverProcesses,
  smallCity,
  startTestServer,
  testClient,
  testSeed,
  type Walker,
} from '../../testing/index.ts'

const KILLS = Number(process.env.YIBAO_KILLS ?? 4)
const EACH = 3
const seed = testSeed(77)
const random = randomOf(seed)
/** Stays alive beside those that are killed, to look at what they leave behind. */
const watcher = await startTestServer({ cityLoad: smallCity({ each: EACH, accountFen: 10_000_000 }) })
after(() => watcher.close())
const processes = serverProcesses(watcher.databaseUrl)

const KINDS: readonly Kind[] = ['employee', 'retired', 'civil_servant', 'resident']
const walkers = KINDS.flatMap((kind, at) =>
  Array.from({ length: EACH }, (_, each) => createWalker(patient(kind, each), randomOf(seed + 10 * at + each))),
)

const BROKEN_CONNECTION = new Set(['fetch failed', 'terminated'])

/** Every walker walks until the server is gone. */
async function walkUntilGone({ url, gone }: ServerProcess): Promise<void> {
  const client = testClient(url, HOSPITAL)
  let isGone = false
  void gone.then(() => {
    isGone = true
  })
  const walk = async (walker: Walker): Promise<void> => {
    while (!isGone) {
      try {
        await walker.step(client)
      } catch (error) {
        // The connection broke with the server: the walker keeps its question. Anything else is a finding.
        if (!(error instanceof TypeError && BROKEN_CONNECTION.has(error.message))) throw error
        return
      }
    }
  }
  await Promise.all(walkers.map(walk))
}

/** Without a word lost: open questions are asked again, old answers come again, the books are right. */
async function recover(): Promise<void> {
  watcher.clock.set(processes.now())
  for (const walker of walkers) await walker.settleDoubt(watcher.client)
  for (const walker of walkers) await walker.checkAnswers(watcher.client, 3)
  await assertRemembered(watcher, walkers)
  await assertSound(watcher)
}

for (let kill = 1; kill <= KILLS; kill++) {
  const delayMs = random.between(150, 900)
  test(`killed under load, ${kill} of ${KILLS}, after ${delayMs} ms (seed ${seed})`, async () => {
    const server = await processes.start()
    const walking = walkUntilGone(server)
    await sleep(delayMs)
    await server.kill()
    await walking
    await recover()
  })
}

for (const point of CRASH_POINTS) {
  const pass = random.between(3, 40)
  test(`killed at ${point}, pass ${pass} (seed ${seed})`, async () => {
    const server = await processes.start(`${point}:${pass}`)
    await walkUntilGone(server)
    await recover()
  })
}

test('the walkers did walk', () => {
  const total = (infno: string) => walkers.reduce((sum, { done }) => sum + (done.get(infno) ?? 0), 0)
  for (const infno of ['2204', '2207', '2208', '2601']) assert.ok(total(infno) > 10, `${infno}: ${total(infno)}`)
})
