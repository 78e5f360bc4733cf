// What the browser has to fetch: the first load, each later page, and charts apart. Measured on the built console, so it
// asks for nothing when nothing is built; the whole test run builds it first.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { consoleFolder } from './index.ts'

const FIRST_LOAD_KB = 350
const LATER_PAGE_KB = 120

const assets = join(consoleFolder, 'assets')
const built = existsSync(join(consoleFolder, 'index.html'))
const files = built ? readdirSync(assets) : []
const textOf = (file: string): string => readFileSync(join(assets, file), 'utf8')
const isChart = (file: string): boolean => /^(charts|draw)-/.test(file)

const kb = (list: Iterable<string>): number =>
  [...list].reduce((sum, file) => sum + gzipSync(readFileSync(join(assets, file))).length, 0) / 1024

/** A file and everything it imports at once; what it imports later is not counted. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, next] of textOf(file).matchAll(/(?:import|from)\s*"\.\/([^"]+\.js)"/g))
    if (next) withImports(next, seen)
  return seen
}

const styles = files.filter((file) => file.startsWith('index-') && file.endsWith('.css'))
const entry = built
  ? (/src="\/assets\/([^"]+\.js)"/.exec(readFileSync(join(consoleFolder, 'index.html'), 'utf8'))?.[1] ?? '')
  : ''
const pageFile = (name: string): string => files.find((file) => new RegExp(`^${name}-[\\w-]+\\.js$`).test(file)) ?? ''

const PAGES = [
  'cockpit',
  'figure',
  'wall',
  'search',
  'person',
  'settlements',
  'settlement',
  'explanation',
  'sheet',
  'funds',
  'entries',
  'journal',
  'traffic',
  'policy',
]

test('the first load, up to the overview, stays within its budget', { skip: !built }, (t) => {
  const first = new Set([...withImports(entry), ...withImports(pageFile('overview')), ...styles])
  const size = kb([...first].filter((file) => !isChart(file)))
  t.diagnostic(`first load ${size.toFixed(0)} KB gzip, charts ${kb(files.filter(isChart)).toFixed(0)} KB apart`)
  assert.ok(size > 100, 'the measure has lost the entry')
  assert.ok(size <= FIRST_LOAD_KB, `${size.toFixed(0)} KB`)
})

test('a later page fetches little more', { skip: !built }, (t) => {
  const first = new Set([...withImports(entry), ...withImports(pageFile('overview')), ...styles])
  for (const page of PAGES) {
    const file = pageFile(page)
    assert.notEqual(file, '', `no chunk for ${page}`)
    const size = kb([...withImports(file)].filter((each) => !first.has(each)))
    t.diagnostic(`${page} ${size.toFixed(0)} KB gzip`)
    assert.ok(size <= LATER_PAGE_KB, `${page}: ${size.toFixed(0)} KB`)
  }
})

test('charts are fetched only by a page that shows one, and after it', { skip: !built }, () => {
  for (const page of ['overview', ...PAGES]) {
    assert.deepEqual([...withImports(pageFile(page))].filter(isChart), [], page)
  }
})

test('the page runs under a policy without inline scripts, and names no other host', { skip: !built }, () => {
  const html = readFileSync(join(consoleFolder, 'index.html'), 'utf8')
  assert.deepEqual(html.match(/<script(?![^>]*\bsrc=)[^>]*>/g), null)
  assert.deepEqual(html.match(/https?:\/\//g), null)
  const styleText = files.filter((file) => file.endsWith('.css')).map(textOf)
  assert.deepEqual(
    styleText.flatMap((text) => text.match(/url\(\s*["']?https?:|@import|@font-face/g) ?? []),
    [],
  )
})
