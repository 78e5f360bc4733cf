// First letters of names' syllables.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initialsOf } from './initials.ts'

test('names', () => {
  const rows = [
    ['王小明', 'wxm'],
    ['欧阳娜', 'oyn'],
    ['  张三 ', 'zs'],
    ['張三', 'zs'],
    ['阿布都热西提', 'abdrxt'],
    ['阿卜杜拉·买买提', 'abdlmmt'],
    ['John Smith', 'js'],
    ['𠮷田', 't'],
    ['', ''],
  ] as const
  for (const [name, initials] of rows) assert.equal(initialsOf(name), initials, name)
})

test('characters that sound otherwise as a surname', () => {
  for (const [name, initials] of [
    ['单小明', 'sxm'],
    ['曾单', 'zd'],
    ['仇和', 'qh'],
    ['解放', 'xf'],
  ] as const) {
    assert.equal(initialsOf(name), initials, name)
  }
})

/** GB 2312-80 orders its 3755 common characters by sound: another witness, independent of the collation. */
test('common characters begin with the letter under which GB 2312 has them, but for those with several sounds', () => {
  const begins = '啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝'
  const letters = 'abcdefghjklmnopqrstwxyz'
  const decoder = new TextDecoder('gb18030')
  let letter = ''
  let read = 0
  const others: string[] = []
  for (let row = 0xb0; row <= 0xd7; row += 1) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell += 1) {
      const character = decoder.decode(new Uint8Array([row, cell]))
      if (begins.includes(character)) letter = letters.charAt(begins.indexOf(character))
      read += 1
      if (initialsOf(`王${character}`) !== `w${letter}`) others.push(character)
    }
  }
  assert.equal(read, 3755)
  assert.ok(others.length <= 18, others.join(''))
})
