// The page of a projection: charts as SVG, assumptions named, and no text of a file taken for markup.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { projection } from '@yibao/kernel'
import { random } from '@yibao/lab'
import { projectionNamed } from './named.ts'
import { projectionCsv, projectionPage } from './report.ts'

const { assumptions, scenarios, spread } = projectionNamed('qingyang')
const base = projection.project(assumptions, 5)
const answer = {
  title: 'A <b>fund</b> & more',
  base,
  fans: spread ? projection.fans(assumptions, spread, 5, 50, random(1)) : [],
  effects: projection.effectsOf(assumptions, scenarios, 5),
  deviations: [],
  bases: assumptions.bases,
}

test('three charts for each fund, and every part with its basis', () => {
  const page = projectionPage(answer)
  assert.equal(page.match(/<svg/g)?.length, 3 * base.funds.length)
  for (const [name] of assumptions.bases) assert.ok(page.includes(name), name)
  assert.ok(page.includes('A &lt;b&gt;fund&lt;/b&gt; &amp; more') && !page.includes('<b>'))
  assert.doesNotMatch(page, /<script|https?:\/\/(?!www\.w3\.org)/)
})

test('the CSV has a row for each fund and year, as wide as its head', () => {
  const [head = '', ...rows] = projectionCsv(answer).trimEnd().split('\n')
  assert.equal(rows.length, 5 * base.funds.length)
  for (const row of rows) assert.equal(row.split(',').length, head.split(',').length)
})
