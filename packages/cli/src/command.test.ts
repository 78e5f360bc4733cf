// Wrong words on the command line get one sentence that says what was found and what may have been meant.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Command, nearest, parse } from './command.ts'

const command: Command = {
  name: 'trial',
  summary: '',
  usage: 'trial',
  options: { history: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {},
  examples: [],
  run: async () => 0,
}
const said = (...args: readonly string[]): string => {
  try {
    parse(command, args)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test('an unknown option is named, with what is allowed and what is near', () => {
  assert.equal(
    said('--histroy', 'x'),
    '没有选项 --histroy(unknown option)，是否指 did you mean --history；可用 available: --history --json --help',
  )
  assert.equal(said('--city', 'x'), '没有选项 --city(unknown option)；可用 available: --history --json --help')
})

test('a value too few or too many is said so', () => {
  assert.equal(said('--history'), '选项 --history 缺少值(needs a value)')
  assert.equal(said('--json=yes'), '选项 --json 不带值(takes no value)')
  assert.equal(said('--history', 'x', '--json'), '')
})

test('near is what a third of the letters at most would have to be changed for', () => {
  assert.equal(nearest('polcy check', ['policy check', 'policy test']), 'policy check')
  assert.equal(nearest('nothing', ['policy check', 'settle']), undefined)
})
