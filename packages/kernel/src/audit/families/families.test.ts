// The list of families is whole and consistent: every file of the folder is in it, and each says how it counts.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { families } from './index.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
const sources = files.map((name) => ({ name, text: readFileSync(`${folder}${name}`, 'utf8') }))
const ofFamilies = sources.filter(({ text }) => /= family</.test(text))

test('every family of the folder is in the list, under the name of its file', () => {
  assert.deepEqual([...families.keys()].sort(), ofFamilies.map(({ name }) => name.replace('.ts', '')).sort())
})

test('every family states its set-based meaning', () => {
  assert.deepEqual(
    ofFamilies.filter(({ text }) => !text.includes('Set-based:')).map(({ name }) => name),
    [],
  )
})
