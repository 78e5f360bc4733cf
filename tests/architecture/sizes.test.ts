// Sizes only ratchet down: files near 80 lines, nine in ten under 300, none above 400 but those listed; functions under 70.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceFiles } from './sources.ts'

/** Files that may be longer, with the length they may have. This list may only shrink. */
const LONG_FILES: Readonly<Record<string, number>> = {}

const product = sourceFiles.filter((file) => file.package && !file.isTest)

test('no file is longer than 400 lines, and nine in ten are under 300', () => {
  const long = product
    .filter((file) => file.lines.length > (LONG_FILES[file.path] ?? 400))
    .map((file) => `${file.path} ${file.lines.length}`)
  assert.deepEqual(long, [])
  const under300 = product.filter((file) => file.lines.length < 300).length
  assert.ok(under300 / product.length >= 0.9, `${under300} of ${product.length} files are under 300 lines`)
})

test('the list of long files holds nothing that has become short', () => {
  const stale = Object.entries(LONG_FILES).filter(([path, length]) => {
    const file = product.find((each) => each.path === path)
    return !file || file.lines.length <= 400 || file.lines.length < length - 40
  })
  assert.deepEqual(stale, [])
})

test('no function is longer than 70 lines', () => {
  const long = product.flatMap((file) =>
    functionsOf(file.lines)
      .filter(({ length }) => length > 70)
      .map(({ name, length }) => `${file.path} ${name} ${length}`),
  )
  assert.deepEqual(long, [])
})

/** Top-level and class-level functions by indentation: the formatter makes that reliable. */
function functionsOf(lines: readonly string[]): { name: string; length: number }[] {
  const result: { name: string; length: number }[] = []
  lines.forEach((line, start) => {
    const match =
      /^(\s*)(?:export )?const (\w+)\b.*=> \(?\{$/.exec(line) ??
      /^(\s*)(?:export )?(?:default )?(?:async )?(?:function\*? (\w+)|(?:static )?(?:async )?(#?\w+)\([^)]*\)?.*\{$)/.exec(
        line,
      )
    if (!match || /^\s*(if|for|while|switch|return|catch)\b/.test(line)) return
    const indent = match[1] ?? ''
    const end = lines.findIndex((each, at) => at > start && each.startsWith(`${indent}}`) && /^\s*\}[),]*$/.test(each))
    if (end > start) result.push({ name: match[2] ?? match[3] ?? '', length: end - start + 1 })
  })
  return result
}
