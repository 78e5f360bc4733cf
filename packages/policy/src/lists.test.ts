// Lists of a city: as many members as the documents count, every row with its document, and a bad row refuses the file.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { listedFor, listFile, readLists } from './lists.ts'

const folder = mkdtempSync(join(tmpdir(), 'yibao-lists-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('the lists have as many members as the documents say', () => {
  assert.deepEqual(
    ['tumour_day_care', 'tcm_day_care', 'tcm_advantage'].map((list) => listedFor('qingyang', list).length),
    [14, 13, 10],
  )
  assert.ok(readLists(listFile('qingyang')).every(({ source }) => source !== ''))
  assert.deepEqual(listedFor('nowhere', 'tumour_day_care'), [])
})

test('a row without its document, a wrong day or a member that stands twice refuses the file with its line', () => {
  const head = 'list,member,title,scheme,from_on,until_on,assumed,source'
  const good = 'a,b,c,,2021-01-01,,true,s'
  const refused: readonly [readonly string[], RegExp][] = [
    [[head, good, 'a,b2,c,,2021-01-01,,true,'], /:3/],
    [[head, 'a,b,c,,2021-02-30,,true,s'], /:2/],
    [[head, good, good], /:3.*twice/],
    [['list,member', good], /:1/],
  ]
  for (const [at, [lines, expected]] of refused.entries()) {
    const path = join(folder, `${at}.csv`)
    writeFileSync(path, lines.join('\n'))
    assert.throws(() => readLists(path), expected)
  }
})
