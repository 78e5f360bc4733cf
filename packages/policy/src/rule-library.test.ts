// The library is whole: 88 national classes and 20 extensions, each with its code, its texts, its limits and its cases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AUDIENCES, compileAudit, runCardTests } from '@yibao/kernel'
import { loadRules } from './rules-on-disk.ts'

const { cards, points, faults } = loadRules()
const audit = compileAudit(cards, points, faults)

const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`)

/** Classes that the list of 2025 added to the framework of 2023, which alone gave codes. */
const WITHOUT_CODE = ['N13', 'N29', 'N30', 'N31', 'N47', 'N76', 'N77', 'N87', 'N88']

test('all 88 classes of the list of 2025 and the 20 extensions are cards, and nothing else is', () => {
  assert.deepEqual(
    cards.map(({ id }) => id),
    [...numbered('E', 20), ...numbered('N', 88)],
  )
  const of = (category: string) => cards.filter((card) => card.category === category).length
  assert.deepEqual([of('policy'), of('management'), of('medical'), of('extension')], [34, 29, 25, 20])
})

test('the 79 classes of 2023 carry their national code, each its own: 71 rules and 8 indicators', () => {
  const coded = cards.filter((card) => card.officialCode !== undefined)
  assert.equal(new Set(coded.map((card) => card.officialCode)).size, 79)
  assert.deepEqual(
    cards.filter((card) => card.id.startsWith('N') && card.officialCode === undefined).map(({ id }) => id),
    WITHOUT_CODE,
  )
  const indicators = coded.filter((card) => card.officialCode?.startsWith('ZB'))
  assert.deepEqual(
    indicators.map(({ id }) => id),
    numbered('N', 88).slice(55, 63),
  )
})

test('every card speaks to four readers in two languages, names its basis, and says what it does not see', () => {
  for (const card of cards) {
    assert.ok(card.limits && /\p{Script=Han}/u.test(card.limits.zh), `${card.id} limits`)
    assert.ok(card.detects, `${card.id} detects`)
    for (const audience of AUDIENCES) {
      assert.match(card.messages[audience].zh, /\p{Script=Han}|\{reason\}/u, `${card.id} ${audience}`)
      assert.doesNotMatch(card.messages[audience].en, /\p{Script=Han}/u, `${card.id} ${audience}`)
    }
    assert.ok(card.basis.length > 0 && card.basis.every(({ title }) => /\p{Script=Han}/u.test(title)), card.id)
  }
})

test('every card has three cases of its own that differ, one that fires and one that does not', () => {
  let asks = 0
  for (const card of cards) {
    const outcomes = new Set(runCardTests(card).map(({ outcome }) => outcome))
    assert.ok(outcomes.has('fires') && outcomes.has('silent'), `${card.id} ${[...outcomes].join(' ')}`)
    assert.equal(new Set(card.tests.map(({ name }) => name)).size, card.tests.length, `${card.id} names`)
    if (outcomes.has('needs_evidence')) asks += 1
  }
  assert.ok(asks >= 60, `${asks} cards show what they ask for`)
})

test('more than six hundred points ship, each with a basis and a first day, and each rule with a table has some', () => {
  assert.ok(points.length >= 600, `${points.length} points`)
  for (const { rule, head } of points) assert.ok(head.basisText && head.basisDoc && head.from, `${rule} ${head.id}`)
  const empty = cards.filter((card) => card.knowledge && audit.rules.get(card.id)?.points.length === 0)
  assert.deepEqual(
    empty.map(({ id }) => id),
    WITHOUT_POINTS,
  )
})

/** Whose items the catalogue that ships does not have, or whose knowledge is wholly local. */
const WITHOUT_POINTS = ['N16', 'N17', 'N18', 'N20', 'N26', 'N28', 'N32', 'N33', 'N75', 'N87']
