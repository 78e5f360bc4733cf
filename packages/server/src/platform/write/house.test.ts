// House rules that keep the one write path the only one: read in the sources themselves.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const server = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const sources = globSync('**/*.ts', { cwd: server })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(server, file), 'utf8') }))

const CHANGING = [
  /\binsert\s+into\s/i,
  /\bupdate\s+\S+\s+(\w+\s+)?set\s/i,
  /\bdelete\s+from\s/i,
  /\btruncate\s/i,
  /\.(insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(/,
]

const filesWith = (patterns: readonly RegExp[], outside: RegExp) =>
  sources
    .filter(({ file, text }) => !outside.test(file) && patterns.some((pattern) => pattern.test(text)))
    .map(({ file }) => file)

test('no module holds text that changes the database: modules build rows, the write path writes them', () => {
  assert.deepEqual(filesWith(CHANGING, /^platform\//), [])
})

test('only the ledger makes journal rows', () => {
  // The lake's postings are columns of a file of history, not rows of the journal.
  const elsewhere = /^(platform\/testing|modules\/ledger|modules\/lake\/records)\//
  assert.deepEqual(filesWith([/\bjournal_id:/, /\bjournal:\s*[[{]/], elsewhere), [])
})

test('only store files hold SQL, in modules', () => {
  assert.deepEqual(filesWith([/[`'"]\s*(select|with)\s/i, /\.selectFrom\(/], /^platform\/|(^|[/-])store\.ts$/), [])
})

test('nobody reads the clock but the platform clock', () => {
  const clocks = [/\bDate\.now\(/, /\bnew Date\(\)/, /\bperformance\.now\(/]
  assert.deepEqual(filesWith(clocks, /^platform\/(clock\.ts|bench\/)/), [])
})

test('the rules see what they look for', () => {
  assert.ok(
    sources.some(({ file }) => file === 'platform/write/statement.ts'),
    relative('.', server),
  )
  assert.ok(CHANGING.some((pattern) => pattern.test("db.insertInto('person')")))
  assert.ok(CHANGING.some((pattern) => pattern.test('update visit t set status = 1')))
})
