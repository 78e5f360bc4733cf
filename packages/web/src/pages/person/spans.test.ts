// The time axis of a person: gaps between spells, what is cut, where things stand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonView } from '@yibao/contract/rest'
import { axisOf, place } from './spans.ts'

const spell = (from: string, until: string | null, state = 'active', scheme = 'resident') => ({
  scheme,
  schemeTitle: '居民',
  status: 'adult',
  statusTitle: '成年',
  from,
  until,
  state,
  stateTitle: '',
  employer: '',
  area: '',
})

const person = (spells: PersonView['spells'], more: Partial<PersonView> = {}) =>
  ({ spells, categories: [], filings: [], ...more }) as unknown as PersonView

const gaps = (view: PersonView, today: string) =>
  (axisOf(view, today).tracks[0]?.spans ?? [])
    .filter(({ kind }) => kind === 'gap')
    .map(({ from, until, days }) => [from, until, days])

test('a gap lies between the end of one spell and the beginning of the next', () => {
  const view = person([spell('2021-01-01', '2021-12-31'), spell('2022-03-01', null)])
  assert.deepEqual(gaps(view, '2023-06-30'), [['2022-01-01', '2022-02-28', 59]])
})

test('spells that touch or overlap leave no gap, whatever their scheme or order', () => {
  const view = person([
    spell('2022-01-01', null, 'active', 'employee'),
    spell('2020-01-01', '2021-12-31'),
    spell('2020-06-01', '2021-01-01'),
  ])
  assert.deepEqual(gaps(view, '2023-06-30'), [])
})

test('an ended or suspended insurance is a gap until today', () => {
  assert.deepEqual(gaps(person([spell('2021-01-01', '2022-12-31')]), '2023-01-31'), [['2023-01-01', '2023-01-30', 30]])
  assert.deepEqual(
    gaps(person([spell('2021-01-01', '2021-12-31'), spell('2022-01-01', null, 'suspended')]), '2022-02-01'),
    [['2022-01-01', '2022-01-31', 31]],
  )
})

test('what is insured from a day to come is no gap of that time', () => {
  const view = person([spell('2021-01-01', '2022-12-31'), spell('2023-01-01', '2023-12-31', 'waiting')])
  assert.deepEqual(gaps(view, '2022-06-30'), [])
})

test('the axis shows eight years at most, and cuts what lies before', () => {
  const { from, until, marks, tracks } = axisOf(person([spell('1999-01-01', null)]), '2023-06-30')
  assert.deepEqual([from, until, marks.length], ['2016-01-01', '2024-01-01', 8])
  assert.deepEqual([tracks[0]?.spans[0]?.left, tracks[0]?.spans[0]?.width], [0, 100])
})

test('a person without anything has an axis and no tracks', () => {
  assert.deepEqual(axisOf(person([]), '2023-06-30').tracks, [])
  assert.equal(place('2023-07-02', '2023-01-01', '2024-01-01').toFixed(1), '49.9')
})
