// The policy as the console shows it: each value in words, with its source, and what is assumed is said to be.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type PolicyView, policyView } from '@yibao/contract/rest'
import { Value } from 'typebox/value'
import { seatedClient, startTestServer } from '../../../testing/index.ts'

const CITY = fileURLToPath(new URL('../../../../../../policies/city/jilin', import.meta.url))
const server = await startTestServer({ policyPath: CITY, cityLoad: null })
after(server.close)
const reader = await seatedClient(server, { role: 'enrolment_window' })
const { body } = await reader.get<PolicyView>('/policy')

test('the answer is as its schema says, with the packs from the nation to the city', () => {
  assert.deepEqual([...Value.Errors(policyView, body)], [])
  assert.equal(body.version, server.city.desks.policy.library.version)
  assert.equal(body.packs.at(-1)?.id, server.city.desks.policy.pack.id)
  assert.ok(body.packs.length >= 2)
})

test('every plan names its tiers in order, and who pays each', () => {
  const inpatient = body.plans.find(({ id }) => id === 'resident_inpatient')
  assert.ok(inpatient)
  assert.ok(inpatient.tiers.length >= 2)
  assert.ok(inpatient.tiers.every(({ title, payerTitle }) => title !== '' && payerTitle !== ''))
  assert.equal(new Set(inpatient.tiers.map(({ id }) => id)).size, inpatient.tiers.length)
})

test('every value has a clause or says that it is assumed; the counts are those of the rows', () => {
  for (const { tier, slot, text, title, citation } of body.values) {
    const name = `${tier}.${slot}`
    assert.ok(text !== '' && title !== '', name)
    assert.ok(
      citation.assumed ? citation.text.includes('假定') : /《.+》/.test(citation.text),
      `${name}: ${citation.text}`,
    )
    assert.doesNotMatch(citation.file, /^\//, name)
  }
  assert.deepEqual(body.counts, {
    values: body.values.length,
    assumed: body.values.filter(({ citation }) => citation.assumed).length,
  })
})

test('values of one slot follow each other without a gap or an overlap in what is shown', () => {
  const slots = Map.groupBy(body.values, ({ tier, slot }) => `${tier}.${slot}`)
  let followed = 0
  for (const [name, values] of slots) {
    for (const [at, value] of values.entries()) {
      const next = values[at + 1]
      if (value.until !== '') assert.ok(value.until > value.from, name)
      if (next) {
        assert.ok(
          value.until !== '' && value.until <= next.from,
          `${name}: ${value.from} – ${value.until}, ${next.from}`,
        )
        followed += 1
      }
    }
  }
  assert.ok(followed > 0)
})
