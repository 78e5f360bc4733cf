// The registry as a whole: numbers and words are declared once, reversal and sign-in as the interface says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { describeInterface } from './describe.ts'
import { numbersNotOpen } from './known-numbers.ts'
import { infnos, isInfno, titleOf, transactionOf, transactions } from './transactions.ts'
import { wordGroups } from './vocabulary/index.ts'

test('a transaction stands under its own number, and is either open or not', () => {
  for (const [number, { infno, title }] of Object.entries(transactions)) {
    assert.equal(infno, number)
    assert.ok(title.length > 1)
    assert.ok(!numbersNotOpen.has(number), `${number} is open`)
  }
  assert.ok(numbersNotOpen.size > 190)
  for (const infno of numbersNotOpen.keys()) assert.match(infno, /^\d{4,6}[A-Z]?$/)
})

test('only the four that the interface names can be undone by 2601, and only 9001 needs no sign-in', () => {
  assert.deepEqual(
    infnos.filter((infno) => transactionOf(infno).reversible),
    ['2102', '2207', '2304', '2401'],
  )
  assert.deepEqual(
    infnos.filter((infno) => !transactionOf(infno).needsSignIn),
    ['9001'],
  )
})

test('trials and queries write nothing', () => {
  const reads = infnos.filter((infno) => !transactionOf(infno).writes)
  assert.ok(reads.every((infno) => /查询|获取|检查|预结算|对总账|下载/.test(transactionOf(infno).title)))
})

test('titles are known for open and other numbers, and names of Object are no numbers', () => {
  assert.equal(titleOf('2207'), '门诊结算')
  assert.equal(titleOf('4101'), '医疗保障基金结算清单信息上传')
  assert.equal(titleOf('9999'), '')
  assert.equal(isInfno('constructor'), false)
})

test('a word is defined once', () => {
  const words = wordGroups.flatMap((group) => Object.keys(group))
  assert.equal(new Set(words).size, words.length)
})

test('the page for people is current', () => {
  const page = readFileSync(new URL('../../../../docs/interface.md', import.meta.url), 'utf8')
  assert.equal(page, describeInterface(), 'run: npx node packages/contract/src/national/write-description.ts')
})
