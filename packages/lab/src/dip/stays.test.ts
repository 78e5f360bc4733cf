// Stays drawn from a catalogue: the same seed gives the same rows, and the history that comes with the teaching catalogue is one of them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { loadDipCatalogue } from '@yibao/policy'
import { readCatalogue } from '../catalogue/index.ts'
import { generateStays, STAY_COLUMNS } from './stays.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

async function rows(seed: number, count: number): Promise<string[]> {
  const reading = await readCatalogue(at('catalogue'))
  assert.ok(reading.ok)
  const { diagnoses, procedures } = reading.value
  const codes = { diagnoses: diagnoses.map(({ code }) => code), procedures: procedures.map(({ code }) => code) }
  const catalogue = loadDipCatalogue(at('schemes/dip-teaching'))
  return [...generateStays({ catalogue, codes, seed, count, years: [2023, 2024, 2025] })]
}

test('the history of the teaching catalogue is that of seed 7', async () => {
  const text = gunzipSync(readFileSync(at('schemes/dip-teaching/history.csv.gz'))).toString('utf8')
  const lines = text.trimEnd().split('\n')
  assert.equal(lines[0], STAY_COLUMNS.join(','))
  assert.deepEqual(lines.slice(1), await rows(7, 6_000))
})

test('another seed gives other stays', async () => {
  const [a, again, b] = [await rows(1, 50), await rows(1, 50), await rows(2, 50)]
  assert.deepEqual(a, again)
  assert.notDeepEqual(a, b)
})
