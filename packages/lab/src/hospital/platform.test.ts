// A month of a small city on a real platform: every chain over HTTP on PostgreSQL, nothing refused that should not be, and a
// second opinion that agrees to the fen.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PlanBook } from '@yibao/kernel'
import { loadPack, productPolicies } from '@yibao/policy'
import { startTestServer } from '../../../server/src/testing/index.ts'
import { planCare } from '../care/index.ts'
import { smallCity } from '../testing/shipped.ts'
import { memory } from './memory.ts'
import { runMonth } from './run-month.ts'
import { secondOpinion } from './second-opinion.ts'
import { complaintsText } from './tally.ts'

const PACK = 'qingyang'
const policyPath = join(productPolicies, 'city', PACK)
const SEED = 4

test('a month on a real platform', { skip: !existsSync(policyPath) }, async (t) => {
  const { city, catalogue } = await smallCity({ pack: PACK, people: 2500, seed: SEED, months: 4 })
  const server = await startTestServer({ policyPath, cityLoad: null })
  after(() => server.close())
  const { clock } = server
  clock.set(`${city.openedOn} 00:00:00` as Parameters<typeof clock.set>[0])
  await server.city.load(city)
  const events = planCare({ city, months: 1, seed: SEED })
  const answers = memory()
  const { tally, openStays } = await runMonth({
    city,
    catalogue,
    events,
    baseUrl: server.url,
    concurrency: 8,
    memory: answers,
    clock: { advanceTo: (at) => clock.set(at) },
  })
  t.diagnostic(`${events.length} events, ${tally.messageCount} messages, ${tally.settled} settlements, seed ${SEED}`)
  assert.equal(tally.unexpectedRefusals, 0, complaintsText(tally))
  assert.equal(tally.faults.size, 0, complaintsText(tally))
  assert.equal(tally.discrepancyCount, 0, complaintsText(tally))
  assert.equal(tally.broken, 0)
  assert.equal(openStays, 0)

  const book = new PlanBook(loadPack(policyPath).library!)
  const opinion = secondOpinion({ city, catalogue, book, events, answers: answers.acknowledged })
  assert.deepEqual(opinion.differing, [])
  assert.ok(opinion.same > 150, `${opinion.same} settlements agree`)
})
