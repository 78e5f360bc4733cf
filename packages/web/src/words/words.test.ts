// Both languages say the same things: the same keys, the same places for numbers, no empty sentence.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { englishNames, nameOf } from './names.ts'
import { zh } from './zh.ts'

type Tree = { readonly [key: string]: string | Tree }

const flat = (tree: Tree, at = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : flat(value, `${at}${key}.`),
  )

const chinese = new Map(flat(zh))
const english = new Map(flat(en))

test('English has exactly the keys of Chinese', () => {
  assert.deepEqual([...english.keys()].sort(), [...chinese.keys()].sort())
  assert.ok(chinese.size > 300)
})

test('a sentence takes the same values in both languages', () => {
  const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()
  const different = [...chinese].filter(([key, text]) => `${places(text)}` !== `${places(english.get(key) ?? '')}`)
  assert.deepEqual(different, [])
})

test('Chinese is complete, and English holds no Chinese but the name of the other language', () => {
  assert.deepEqual(
    [...chinese, ...english].filter(([, text]) => text.trim() === ''),
    [],
  )
  assert.deepEqual(
    [...english].filter(([, text]) => /\p{Script=Han}/u.test(text)).map(([key]) => key),
    ['app.language'],
  )
})

test('codes without an English name keep the Chinese one', () => {
  assert.equal(nameOf('en', 'scheme', 'employee', '职工'), 'Employees')
  assert.equal(nameOf('zh', 'scheme', 'employee', '职工'), '职工')
  assert.equal(nameOf('en', 'scheme', 'unknown', '其他险种'), '其他险种')
  for (const names of Object.values(englishNames)) {
    assert.ok(Object.values(names).every((name) => name.trim() !== ''))
  }
})
