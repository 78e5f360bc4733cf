// Indexes of supervision: every band on both its sides, readmission by days and diagnosis, a hospital beside its peers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  deathRiskE4,
  longStayE4,
  lowStandardE4,
  readmissionsE4,
  SUPERVISION_DEFAULTS,
  type SupervisedCase,
  type SupervisedGroup,
  supervise,
} from '@yibao/kernel'
import { type Exact, exactText } from '../../src/money/exact.ts'

const GROUP: SupervisedGroup = { avgCostFen: 1_000_000, avgLosDaysE2: 800, deaths: 4, cases: 100 }
let made = 0
const one = (rest: Partial<SupervisedCase> = {}): SupervisedCase => {
  made += 1
  return {
    ...{
      id: `S${made}`,
      provider: 'A',
      person: `P${made}`,
      admittedDay: 100,
      dischargedDay: 105,
      pdx: 'I10.x00',
      group: 'G',
    },
    ...{ scoreE4: 10_000_000, costFen: 1_000_000, losDays: 8, died: false, ...rest },
  }
}
const LIMITS = SUPERVISION_DEFAULTS
const text = (value: Exact | undefined): string | undefined => value && exactText(value, 4)

test('low-standard admission by cost: below 30, 50, 70 %, strictly; listed groups count whole', () => {
  const of = (costFen: number) => lowStandardE4(one({ costFen }), GROUP, LIMITS)
  assert.deepEqual(
    [299_999, 300_000, 499_999, 500_000, 699_999, 700_000].map(of),
    [10_000, 7_000, 7_000, 3_000, 3_000, 0],
  )
  assert.equal(lowStandardE4(one(), GROUP, { ...LIMITS, lowGroups: new Set(['G']) }), 10_000)
  assert.equal(lowStandardE4(one({ costFen: 1 }), undefined, LIMITS), 0)
})

test('over-long stay: above 1.5, 2 and 3 times the average, strictly', () => {
  const of = (losDays: number) => longStayE4(one({ losDays }), GROUP, LIMITS)
  assert.deepEqual([12, 13, 16, 17, 24, 25].map(of), [0, 3_000, 3_000, 6_000, 6_000, 10_000])
})

test('death in a group of low mortality', () => {
  const of = (deaths: number, died = true) => deathRiskE4(one({ died }), { ...GROUP, deaths }, LIMITS)
  assert.deepEqual([of(4), of(5), of(4, false)], [10_000, 0, 0])
})

test('readmission within 31 days of the discharge before; the same diagnosis weighs more', () => {
  const again = (admittedDay: number, pdx = 'I10.x00') => {
    const second = one({ person: 'P', admittedDay, dischargedDay: admittedDay + 3, pdx })
    return readmissionsE4([second, one({ person: 'P' })], LIMITS).get(second.id)
  }
  assert.deepEqual([again(105), again(136), again(137), again(120, 'J18.900')], [10_000, 10_000, undefined, 5_000])
  assert.equal(readmissionsE4([one({ person: '' }), one({ person: '' })], LIMITS).size, 0)
})

test('a hospital beside the area, and its choice of high scores beside its peers', () => {
  const high = { scoreE4: 20_000_000 }
  const cases = [
    ...Array.from({ length: 8 }, () => one(high)),
    ...Array.from({ length: 2 }, () => one({ costFen: 100_000 })),
    ...Array.from({ length: 2 }, () => one({ ...high, provider: 'B' })),
    ...Array.from({ length: 8 }, () => one({ provider: 'B' })),
  ]
  const [a, b] = supervise(cases, new Map([['G', GROUP]]))
  assert.deepEqual(
    [a?.provider, a?.cases, text(a?.own.low_standard), text(a?.againstArea.low_standard)],
    ['A', 10, '0.2000', '2.0000'],
  )
  assert.deepEqual(
    [text(a?.own.over_coding), text(a?.own.under_coding), text(a?.compliance)],
    ['0.6000', '0.0000', '0.4000'],
  )
  assert.deepEqual([text(b?.own.over_coding), text(b?.own.under_coding)], ['0.0000', '0.6000'])
  assert.equal(a?.againstArea.readmission, undefined, 'the area has none')
  assert.deepEqual(supervise([...cases].reverse(), new Map([['G', GROUP]])), [a, b])
})
