// The load driver sends sound messages and counts each settlement once; no rate is asserted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '@yibao/kernel'
import { smallCity } from '../testing/shipped.ts'
import { StandInGateway } from '../testing/stand-in-gateway.ts'
import { benchGateway, gatewayText } from './gateway.ts'

test('every visit of every part is settled once, with numbers that never repeat', async () => {
  const { city, catalogue } = await smallCity({ people: 400 })
  const gateway = new StandInGateway(city)
  const result = await benchGateway({
    baseUrl: 'http://127.0.0.1:1',
    city,
    catalogue,
    at: instant('2025-11-10 09:00:00'),
    visits: 50,
    connections: 4,
    transport: gateway.transport(),
  })
  assert.deepEqual(gateway.refused, [])
  assert.deepEqual(
    result.rows.map(({ n }) => n),
    [50, 50, 50],
  )
  // Fifty for warming up as well.
  assert.equal(gateway.rules.settlements.size, 200)
  assert.equal(gateway.taken.get('2204'), 200)
  assert.match(gatewayText(result), /\| 2207 alone \| \d+ \|/)
})
