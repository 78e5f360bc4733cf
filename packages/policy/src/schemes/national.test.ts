// The published national scheme (CHS-DRG 1.1), where its tables are at hand: every sample record gets its published group.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { GROUP_COLUMNS, Grouper, PieceGrouper, readLayout } from '@yibao/kernel'
import { loadScheme } from './disk.ts'

const folder = fileURLToPath(new URL('../../../../../shared/standards/drg', import.meta.url))
const skip = existsSync(join(folder, 'adrg.csv')) ? false : 'the published tables are not at hand'

test('all sample records get the published group, with the ambiguous group off and on', { skip }, () => {
  const { compiled, warnings } = loadScheme(folder)
  assert.equal(compiled.scheme.adrgs.length, 376)
  assert.equal(compiled.scheme.drgs.length, 628)
  assert.ok(warnings.every(({ isWarning }) => isWarning))
  const bytes = readFileSync(join(folder, 'sample-records.csv'))
  const layout = readLayout(bytes)
  assert.ok('columns' in layout)
  for (const [ambiguous, file] of [
    [false, 'sample-expected.csv'],
    [true, 'sample-expected-ambiguous.csv'],
  ] as const) {
    const piece = new PieceGrouper(layout, new Grouper(compiled, { ambiguous })).group(bytes.subarray(layout.bodyFrom))
    assert.deepEqual(piece.notices.faults, [])
    assert.equal(piece.rows, 3000)
    const text = `${GROUP_COLUMNS.join(',')}\n${Buffer.from(piece.out).toString()}`
    assert.equal(text, readFileSync(join(folder, file), 'utf8'))
  }
})
