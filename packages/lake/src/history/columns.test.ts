// docs/lake.md says of every column what the writer writes.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { LAKE_TABLES } from './table-list.ts'
import { pairsOf, pairsText, partsOf, partsText, sentencesOf, sentencesText } from './texts.ts'
import { bucketOf } from './writer.ts'

const page = readFileSync(new URL('../../../../docs/lake.md', import.meta.url), 'utf8')

test('the page lists every column with its type, unit and meaning, and no other', () => {
  for (const [table, columns] of Object.entries(LAKE_TABLES)) {
    const section = page.split(`\n## ${table}\n`)[1]?.split('\n## ')[0] ?? ''
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    assert.deepEqual(
      rows,
      columns.map(({ name, type, unit, meaning }) => `| \`${name}\` | ${type} | ${unit} | ${meaning} |`),
    )
    assert.equal(new Set(columns.map(({ name }) => name)).size, columns.length)
  }
})

test('lists and pairs are read as they were written', () => {
  assert.deepEqual(
    pairsOf(
      pairsText([
        ['a=b', 12],
        ['c', 0],
      ]) ?? '',
    ),
    [
      ['a=b', 12],
      ['c', 0],
    ],
  )
  assert.deepEqual(partsOf(partsText([['negotiated', [1, 2, 3, -4]]]) ?? ''), [['negotiated', [1, 2, 3, -4]]])
  assert.deepEqual(sentencesOf(sentencesText(['没有 参保', '冻结']) ?? ''), ['没有 参保', '冻结'])
  assert.equal(pairsText([]), null)
})

test('a person has one bucket for ever, and buckets fill evenly', () => {
  assert.equal(bucketOf('62100000000000009323', 16), bucketOf('62100000000000009323', 16))
  const counts = Array.from({ length: 16 }, () => 0)
  for (let at = 0; at < 16_000; at += 1) counts[bucketOf(`6210000000${at}`, 16)]! += 1
  assert.ok(Math.max(...counts) < 1_300 && Math.min(...counts) > 700, `${counts}`)
})
