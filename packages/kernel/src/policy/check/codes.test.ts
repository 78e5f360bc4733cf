// The manual and the code agree: every code of a message is in docs/policy-language.md, and every code there exists.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const policy = join(dirname(fileURLToPath(import.meta.url)), '..')
const manual = join(policy, '../../../../docs/policy-language.md')

/** Facts with their own list of words: unknown_level is made of the fact's name. */
const MADE_OF_A_FACT = ['unknown_level', 'unknown_category']

test('every code of a message stands in the manual, and every code of the manual is one', () => {
  const sources = globSync('**/*.ts', { cwd: policy }).filter((name) => !name.endsWith('.test.ts'))
  const said = sources.flatMap((name) => {
    const calls = readFileSync(join(policy, name), 'utf8').matchAll(
      /\b(?:add|warn)\(\s*(?:[\w.?]|\([^()]*\)|\{[^{}]*\}| )+,\s*'([a-z]+(?:_[a-z]+)+)'/g,
    )
    return [...calls].map((call) => call[1] as string)
  })
  const text = readFileSync(manual, 'utf8')
  const messages = text.slice(text.indexOf('## Messages'), text.indexOf('## Limits'))
  const rows = messages.split('\n').filter((line) => line.startsWith('| `'))
  const documented = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)].map((word) => word[1]),
  )
  assert.deepEqual([...new Set(documented)].sort(), [...new Set([...said, ...MADE_OF_A_FACT])].sort())
})
