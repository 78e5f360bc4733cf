// Texts with holes: facts fill them, words in the language of the text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filled, holesIn } from './message.ts'

test('a fact fills its hole, and a hole without a fact stays empty', () => {
  assert.equal(filled('{item}用到第{total}天{missing}', { item: '甲药', total: 17 }, 'zh'), '甲药用到第17天')
  assert.deepEqual(holesIn('{item}，{total}'), ['item', 'total'])
})

test('words that stand in both languages are told in the language of the text', () => {
  const holes = { found: '45天｜45 days', fields: '出生日期｜date of birth、性别｜sex', code: 'A｜B' }
  assert.equal(filled('已{found}', holes, 'zh'), '已45天')
  assert.equal(filled('is {found}', holes, 'en'), 'is 45 days')
  assert.equal(filled('{fields}', holes, 'zh'), '出生日期、性别')
  assert.equal(filled('{fields}', holes, 'en'), 'date of birth、sex')
})
