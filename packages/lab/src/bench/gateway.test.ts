// The load driver sends sound messages and counts each settlement once; no rate is asserted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '@yibao/kernel'
import { smallCity } from '../testing/shipped.ts'
import { StandInGateway } from '../testing/stand-in-gateway.ts'
import { GatewayLoad } from './gateway.ts'

test('every visit of every part is settled once, with numbers that never repeat', async () => {
  const { city, catalogue } = await smallCity({ people: 400 })
  const gateway = new StandInGateway(city)
  const load = new GatewayLoad({
    baseUrl: 'http://127.0.0.1:1',
    city,
    catalogue,
    at: instant('2025-11-10 09:00:00'),
    connections: 4,
    transport: gateway.transport(),
  })
  let settledAtStart = -1
  const chains = await load.chains(50)
  const alone = await load.settlements(50, (work) => {
    settledAtStart = gateway.rules.settlements.size
    assert.equal(gateway.taken.get('2204'), 100)
    return work()
  })
  const paced = await load.settlementsAt(50, 5000)
  assert.deepEqual(gateway.refused, [])
  assert.deepEqual(
    [chains, alone, paced].map(({ n }) => n),
    [50, 50, 50],
  )
  assert.equal(settledAtStart, 50)
  assert.equal(gateway.rules.settlements.size, 150)
  assert.equal(gateway.taken.get('2204'), 150)
  await load.close()
})
