// House rules that a reader would otherwise have to remember.
import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { root, type SourceFile, sourceFiles } from './sources.ts'

const product = sourceFiles.filter((file) => file.package && !file.isTest)

const found = (files: readonly SourceFile[], pattern: RegExp) =>
  files.flatMap((file) =>
    file.lines.flatMap((line, at) =>
      pattern.test(line) ? [`${file.path}:${at + 1} ${line.trim().slice(0, 120)}`] : [],
    ),
  )

test('every file says in its first line what it is for', () => {
  const silent = sourceFiles
    .filter((file) => !/^(\/\/ |\/\*\*? |#!)/.test(file.lines[0] ?? ''))
    .map((file) => file.path)
  assert.deepEqual(silent, [])
})

test('no city is named in code: cities are data', () => {
  const cities = readdirSync(join(root, 'policies', 'city'))
  const titles = cities.map((id) => {
    const pack = parse(readFileSync(join(root, 'policies', 'city', id, 'pack.yaml'), 'utf8')).pack as { title: string }
    return pack.title.replace(/市$/, '')
  })
  assert.ok(cities.length >= 5)
  const names = new RegExp([...cities.map((id) => `\\b${id}\\b`), ...titles].join('|'), 'i')
  const code = product.filter((file) => !file.path.startsWith('packages/lab/src/cities/'))
  assert.deepEqual(found(code, names), [])
})

test('only stores, the platform and migrations hold SQL', () => {
  const sql =
    /\b(INSERT INTO|UPDATE \w+ SET|DELETE FROM|SELECT .+ FROM|CREATE TABLE)\b|\b(insert into|delete from|select .+ from \w+)\b/
  const elsewhere = product.filter(
    (file) =>
      !/\/store(-[a-z-]+)?\.ts$|\/store\/|server\/src\/platform\/|server\/src\/testing\/|^packages\/lake\//.test(
        file.path,
      ),
  )
  const withoutComments = elsewhere.map((file) => ({
    ...file,
    lines: file.lines.map((line) => line.replace(/^\s*(\/\/|\*|\/\*).*$/, '')),
  }))
  assert.deepEqual(found(withoutComments, sql), [])
})

test('nobody reads the clock but the platform clock', () => {
  const allowed = /platform\/clock\.ts$|^packages\/(web|cli|lab)\/|server\/src\/platform\/(bench|testing)\//
  assert.deepEqual(
    found(
      product.filter((file) => !allowed.test(file.path)),
      /Date\.now\(|new Date\(\)/,
    ),
    [],
  )
})

test('only the national contract and the gateway know national field names', () => {
  const national = /\b(psn_no|setl_id|mdtrt_id|medfee_sumamt|hifp_pay|fixmedins_code|infcode)\b/
  const elsewhere = product.filter(
    (file) => !/^packages\/contract\/|server\/src\/modules\/gateway\/|^packages\/lab\//.test(file.path),
  )
  assert.deepEqual(found(elsewhere, national), [])
})

test('nothing is left unfinished, and nothing is waved through', () => {
  const files = sourceFiles.filter((file) => !file.path.includes('tests/architecture/'))
  assert.deepEqual(found(files, /\b(TODO|FIXME|XXX)\b|@ts-ignore|\btest\.(skip|only|todo)\b|\bdebugger\b/), [])
  assert.deepEqual(found(product, /@ts-expect-error|\bas any\b(?! \w)|: any\b(?![(\w])/), [])
})

test('no file of this repository speaks of the machine it was written on', () => {
  const files = globSync(['**/*.{ts,tsx,mjs,md,yaml,yml,json,sql,csv}', '.ci/*', '.npmrc'], {
    cwd: root,
    exclude: (path) => /node_modules|dist|\.yibao|\.git$/.test(String(path)),
  })
  const machine = /\/work\/(main|shared)|\/tmp\/(brief|pt)|registry\.npmjs|npmmirror/
  const wrong = files.filter(
    (path) => !path.includes('tests/architecture/') && machine.test(readFileSync(join(root, path), 'utf8')),
  )
  assert.deepEqual(wrong, [])
})
