// Amounts, capitals and days: examples a clerk would know, and the properties behind them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { capitals } from './capitals.ts'
import { dayNumber, dayText, isDay, monthOf, nextDay, previousDay, readDay } from './days.ts'
import { percent, ratioBp, ratioText, shortMoney, thousands, yuan } from './money.ts'

test('an amount carries thousands and two decimals', () => {
  assert.equal(yuan(0), '0.00')
  assert.equal(yuan(5), '0.05')
  assert.equal(yuan(123456), '1,234.56')
  assert.equal(yuan(-310654), '−3,106.54')
  assert.equal(thousands(1234567), '1,234,567')
})

test('no digit of an amount is lost in writing it', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (fen) => {
      assert.equal(Number(yuan(fen).replace('−', '-').replaceAll(',', '').replace('.', '')), fen)
    }),
  )
})

test('boards show the largest unit that fits', () => {
  assert.deepEqual(shortMoney(99_999_999, 'zh'), { figure: '100.00', unit: '万元' })
  assert.deepEqual(shortMoney(1_234_567_890_12, 'zh'), { figure: '12.35', unit: '亿元' })
  assert.deepEqual(shortMoney(-250, 'zh'), { figure: '−2.50', unit: '元' })
  assert.deepEqual(shortMoney(0, 'en'), { figure: '0.00', unit: 'yuan' })
  assert.deepEqual(shortMoney(250_000_000, 'en'), { figure: '2.50', unit: 'm yuan' })
})

test('rates and shares', () => {
  assert.equal(percent(8500), '85%')
  assert.equal(percent(20), '0.2%')
  assert.equal(percent(7654), '76.54%')
  assert.equal(percent(0), '0%')
  assert.equal(ratioText(6770), '67.70%')
  assert.equal(ratioBp(1, 3), 3333)
  assert.equal(ratioBp(0, 0), 0)
})

test('capitals as vouchers write them', () => {
  const examples: [number, string][] = [
    [0, '零元整'],
    [1, '壹分'],
    [50, '伍角整'],
    [105, '壹元零伍分'],
    [123456, '壹仟贰佰叁拾肆元伍角陆分'],
    [100000, '壹仟元整'],
    [1000100, '壹万零壹元整'],
    [10010000, '壹拾万零壹佰元整'],
    [1010001000, '壹仟零壹拾万零壹拾元整'],
    [10000000000, '壹亿元整'],
    [10000000100, '壹亿零壹元整'],
    [-680932, '负陆仟捌佰零玖元叁角贰分'],
    [32500000, '叁拾贰万伍仟元整'],
  ]
  for (const [fen, words] of examples) assert.equal(capitals(fen), words)
})

test('two amounts never share their capitals, and no two 零 stand together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 13 }), fc.integer({ min: 1, max: 10 ** 13 }), (a, b) => {
      assert.equal(/零零|.零元/.test(capitals(a)), false, capitals(a))
      assert.equal(capitals(a) === capitals(b), a === b)
    }),
  )
})

test('days: the calendar, typing, months', () => {
  assert.equal(isDay('2024-02-29'), true)
  assert.equal(isDay('2023-02-29'), false)
  assert.equal(isDay('2023-2-9'), false)
  assert.equal(readDay('20230701'), '2023-07-01')
  assert.equal(readDay(' 2023/7/1 '), '2023-07-01')
  assert.equal(readDay('2023年7月1日'), '2023-07-01')
  assert.equal(readDay('2023111'), '2023111')
  assert.equal(readDay('yesterday'), 'yesterday')
  assert.deepEqual(monthOf('2024-02-10'), { from: '2024-02-01', to: '2024-02-29' })
  assert.equal(nextDay('2023-12-31'), '2024-01-01')
  assert.equal(previousDay('2024-03-01'), '2024-02-29')
  fc.assert(fc.property(fc.integer({ min: -20_000, max: 60_000 }), (n) => dayNumber(dayText(n)) === n))
})
