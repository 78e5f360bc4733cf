// Which answers count in the end: not what was undone, not what was reversed, and an interim settlement is no stay of its own.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { CityLoad } from '@yibao/contract/load'
import { PlanBook } from '@yibao/kernel'
import { loadPack, productPolicies } from '@yibao/policy'
import { BillWriter, type CareEvent, hasEffect, inOrderOfLeaving, OfflinePlatform, planCare } from '../care/index.ts'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { smallCity } from '../testing/shipped.ts'
import type { Acknowledged } from './memory.ts'
import { observationsOf } from './observe.ts'
import { secondOpinion } from './second-opinion.ts'

const answer = (infno: Acknowledged['infno'], msgid: string, facts: Acknowledged['facts']): Acknowledged => ({
  key: msgid,
  infno,
  msgid,
  provider: 'H1',
  personNo: 'P1',
  facts,
})

const settled = (id: string, visitId: string, totalFen: number) => ({
  settlementId: id,
  visitId,
  kind: 'inpatient',
  insurance: '390',
  totalFen,
  inScopeFen: totalFen,
  fundFen: totalFen / 2,
  assistanceFen: 0,
  cashFen: totalFen / 2,
})

test('a settlement undone or reversed is not observed; the one made anew is', () => {
  const observations = observationsOf([
    answer('2207', 'm1', settled('S1', 'V1', 1000)),
    answer('2208', 'm2', { undoes: 'S1' }),
    answer('2207', 'm3', settled('S2', 'V1', 1000)),
    answer('2102', 'm4', settled('S3', 'V2', 600)),
    answer('2601', 'm5', { reverses: 'm4' }),
    answer('2601', 'm6', { reverses: 'never sent' }),
  ])
  assert.deepEqual(
    observations.map(({ totalFen }) => totalFen),
    [1000],
  )
})

test('the parts of one stay are one observation', () => {
  const observations = observationsOf([
    answer('2304', 'm1', settled('S1', 'V1', 3000)),
    answer('2304', 'm2', settled('S2', 'V1', 5000)),
    answer('2304', 'm3', { ...settled('S3', 'V2', 700), insurance: '310' }),
  ])
  assert.deepEqual(
    observations.map(({ totalFen, fundFen, scheme }) => [totalFen, fundFen, scheme]),
    [
      [8000, 4000, 'resident'],
      [700, 350, 'employee'],
    ],
  )
})

const policies = join(productPolicies, 'city', 'qingyang')

test('a second opinion agrees with itself and notices a fen', { skip: !existsSync(policies) }, async () => {
  const built = loadPack(policies)
  assert.ok(built.library)
  const book = new PlanBook(built.library)
  const { city, catalogue } = await smallCity({ people: 2500, seed: 2 })
  const events = planCare({ city, months: 1, seed: 8 })
  const answers = offlineAnswers(city, catalogue, book, events)
  const agreed = secondOpinion({ city, catalogue, book, events, answers })
  assert.deepEqual(agreed.differing, [])
  assert.ok(agreed.same > 80)
  const [first, ...rest] = answers
  const changed = { ...first!, facts: { ...first!.facts, fundFen: Number(first!.facts.fundFen) + 1 } }
  const noticed = secondOpinion({ city, catalogue, book, events, answers: [changed, ...rest] })
  assert.deepEqual(
    noticed.differing.map(({ amount, platformFen, offlineFen }) => [amount, platformFen - offlineFen]),
    [['fund', 1]],
  )
})

function offlineAnswers(
  city: CityLoad,
  catalogue: ShippedCatalogue,
  book: PlanBook,
  events: CareEvent[],
): Acknowledged[] {
  const platform = new OfflinePlatform(city, book)
  const writer = new BillWriter(city, catalogue)
  const settledEvents = inOrderOfLeaving(
    events.filter(hasEffect).filter(({ irregular }) => !irregular.includes('interim')),
  )
  return settledEvents.flatMap((event) => {
    const outcome = platform.settle(event, writer.linesOf(event))
    if (!outcome.ok) return []
    const { settlement } = outcome.value
    const facts = {
      totalFen: settlement.total,
      inScopeFen: settlement.inScope,
      fundFen: settlement.fundPaid,
      accountFen: settlement.accountPaid + settlement.mutualPaid,
      cashFen: settlement.cash,
    }
    return [answer('2207', event.id, facts)]
  })
}
