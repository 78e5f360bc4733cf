// The indexes by worked numbers: three groups, two hospitals, averages that can be checked by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '../money/fen.ts'
import type { GroupResult } from './group.ts'
import { IndexTally } from './indexes.ts'

const grouped = (drg: string, weightE8?: number): GroupResult => ({
  recordId: '',
  status: 'grouped',
  mdc: 'MDCF',
  adrg: drg.slice(0, 3),
  drg,
  weightE8,
})
const record = (yuan: number, losDays?: number) => ({
  recordId: '',
  diagnoses: [],
  procedures: [],
  totalFen: fen(yuan * 100),
  losDays,
})

test('cost index: 5,400 of 6,000, 9,900 of 9,000 and 19,950 of 21,000 make 0.9833', () => {
  const tally = new IndexTally()
  for (const [drg, first, second] of [
    ['FR11', 5400, 6600],
    ['FR13', 9900, 8100],
    ['FR15', 19_950, 22_050],
  ] as const) {
    tally.add('甲', grouped(drg), record(first, 8))
    tally.add('乙', grouped(drg), record(second, 12))
  }
  const [second, first] = tally.result()
  assert.equal(first?.name, '甲')
  assert.equal(first?.costIndex?.toFixed(4), '0.9833')
  assert.equal(second?.costIndex?.toFixed(4), '1.0167')
  assert.deepEqual([first?.timeIndex?.toFixed(4), second?.timeIndex?.toFixed(4)], ['0.8000', '1.2000'])
})

test('case mix: 50 × 1.2, 30 × 0.8 and 20 × 2.5 make 1.34', () => {
  const tally = new IndexTally()
  for (const [count, weightE8] of [
    [50, 120_000_000],
    [30, 80_000_000],
    [20, 250_000_000],
  ] as const)
    for (let at = 0; at < count; at += 1) tally.add('甲', grouped(`F${count}1`, weightE8), record(1))
  tally.add('甲', { ...grouped('0000'), status: 'ungroupable' }, record(1))
  const [row] = tally.result()
  assert.equal(row?.cmi, 1.34)
  assert.deepEqual([row?.cases, row?.grouped, row?.groups, row?.costIndex, row?.timeIndex], [101, 100, 3, 1, undefined])
})
