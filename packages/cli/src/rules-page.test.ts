// The page of all rules says what the cards say today.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { rulesAt } from './rules-input.ts'
import { rulesPage } from './rules-page.ts'

test('docs/audit-rules.md is what `yibao audit rules --markdown` writes', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/audit-rules.md', import.meta.url)), 'utf8')
  const { cards, audit } = rulesAt(undefined)
  const made = rulesPage(cards, (id) => audit.rules.get(id)?.points.length ?? 0)
  assert.deepEqual(page.trimEnd().split('\n'), made.trimEnd().split('\n'))
  assert.equal(made.match(/^\| [NE]\d\d \|/gm)?.length, 108)
})
