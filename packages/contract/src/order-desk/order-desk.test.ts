// The panel's side of 3101 and 3103: what stops comes first, a reason is asked for, and messages of others are left alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingsOf, orderIn, warnsOf } from './index.ts'

const row = (jr_id: string, sev_deg: string, more: object = {}) => ({
  jr_id,
  sev_deg,
  vola_cont: `第${jr_id}条`,
  ...more,
})

test('what stops an order comes first, then reminders, then what asks for evidence', () => {
  const found = findingsOf([
    row('A', '3'),
    row('B', '2'),
    row('C', '1', { vola_amt: 120, judge_result_detail_dtos: [{ rx_id: 'R1' }, {}] }),
  ])
  assert.deepEqual(
    found.map(({ id, severity, amountYuan, lines }) => [id, severity, amountYuan, lines]),
    [
      ['C', 'stop', '120.00', ['R1']],
      ['B', 'remind', '', []],
      ['A', 'evidence', '', []],
    ],
  )
})

test('an order that goes on needs a reason for each finding; one that is changed needs none', () => {
  const found = findingsOf([row('A', '1'), row('B', '2')])
  assert.deepEqual(warnsOf(found, new Map([['A', { keeps: true, reason: '  ' }]])), { lacking: 'A' })
  assert.deepEqual(warnsOf(found, new Map([['A', { keeps: true, reason: ' 急救 ' }]])), {
    warns: [
      { warn_rslt_id: 'A', dspo_way: '1', dspo_way_rea: '急救' },
      { warn_rslt_id: 'B', dspo_way: '2', dspo_way_rea: '' },
    ],
  })
})

test('messages of others are left alone, and an order that cannot be read is known as such', () => {
  for (const other of [undefined, 'x', 7, {}, { type: 'webpackOk' }]) assert.equal(orderIn(other), 'other')
  const right = { type: 'yibao.order', order: '1', lines: [{ id: 'R1', name: '甲' }], result: [row('A', '1')] }
  assert.equal(orderIn(right), right)
  for (const wrong of [{ order: 1 }, { lines: {} }, { lines: [{ id: 'R1' }] }, { result: [{}] }, { result: null }])
    assert.equal(orderIn({ ...right, ...wrong }), undefined)
})
