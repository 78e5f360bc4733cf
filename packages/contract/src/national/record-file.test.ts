// The text files of reconciliation: TAB-separated rows, `null` for empty, faults with their row.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/kernel'
import { fieldRefusals } from './protocol-refusals.ts'
import { readRecords, writeRecords } from './record-file.ts'
import { transactions } from './transactions.ts'
import { must } from './vocabulary/index.ts'

const table = must('setl_id', 'psn_no', 'medfee_sumamt', 'refd_setl_flag')

test('the declared columns are those of the file, in its order', () => {
  const { upload, result } = transactions['3202'].files
  assert.deepEqual(Object.keys(upload ?? {}).slice(0, 3), ['setl_id', 'mdtrt_id', 'psn_no'])
  assert.equal(Object.keys(result ?? {}).length, 10)
})

test('rows are written and read back, refunds included', () => {
  const rows = [
    { setl_id: 'S1', psn_no: 'P1', medfee_sumamt: fen(579253), refd_setl_flag: '0' },
    { setl_id: 'S2', psn_no: 'P\t1', medfee_sumamt: fen(-1), refd_setl_flag: '1' },
  ]
  const text = writeRecords(table, rows)
  assert.equal(text, 'S1\tP1\t5792.53\t0\nS2\tP 1\t-0.01\t1\n')
  const read = readRecords('3202', 'upload', table, `\ufeff${text.replaceAll('\n', '\r\n')}`)
  assert.ok(read.ok)
  assert.deepEqual(read.value, [rows[0], { ...rows[1], psn_no: 'P 1' }])
})

test('a fault names its row and column', () => {
  const read = readRecords('3202', 'upload', table, 'S1\tP1\t1.00\t0\nS2\tP1\tnull\t0\n')
  assert.ok(!read.ok)
  assert.equal(fieldRefusals.sentence(read), '3202 upload 第2行 医疗费总额(medfee_sumamt)：必填但为空，请补填后重传')
})
