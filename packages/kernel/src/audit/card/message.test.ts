// Texts with holes: facts fill them, words in the language of the text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filled, holesIn } from './message.ts'

test('a fact fills its hole, and a hole without a fact stays empty', () => {
  assert.equal(filled('{item}用到第{total}天{missing}', { item: '甲药', total: 17 }, 'zh'), '甲药用到第17天')
  assert.deepEqual(holesIn('{item}，{total}'), ['item', 'total'])
})

test('a clause or bracket whose holes are all empty is left out, one with a fact or without holes stays', () => {
  const message = '{item}限{limit}（上次{last}），实际为{found}；尚缺{missing}，请核对'
  assert.equal(filled(message, { item: '甲药', limit: '住院' }, 'zh'), '甲药限住院，请核对')
  assert.equal(filled(message, { item: '甲药', found: '门诊', last: 3 }, 'zh'), '甲药限（上次3），实际为门诊，请核对')
  assert.equal(filled('{code}, limit {limit}; missing {missing}', { code: 'X', limit: 2 }, 'en'), 'X, limit 2')
})

test('our own codes are told in the words of the reader; names of items stay', () => {
  const holes = { limit: 'inpatient、emergency', found: 'WORK_INJURY', item: 'day', not: '非internet｜not internet' }
  assert.equal(filled('{limit} {found} {item} {not}', holes, 'zh'), '住院、急诊 工伤保险 day 非互联网诊疗')
  assert.equal(filled('{found} {not}', holes, 'en'), 'work-injury insurance not internet care')
})

test('words that stand in both languages are told in the language of the text', () => {
  const holes = { found: '45天｜45 days', fields: '出生日期｜date of birth、性别｜sex', code: 'A｜B' }
  assert.equal(filled('已{found}', holes, 'zh'), '已45天')
  assert.equal(filled('is {found}', holes, 'en'), 'is 45 days')
  assert.equal(filled('{fields}', holes, 'zh'), '出生日期、性别')
  assert.equal(filled('{fields}', holes, 'en'), 'date of birth、sex')
})
