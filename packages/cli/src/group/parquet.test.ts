// Parquet in and out: the groups of the cases, and one sentence for a file that is none.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { csvAsParquet, parquetAsCsv } from '@yibao/lake'
import { loadScheme, productSchemes } from '@yibao/policy'
import { groupFile } from './group-file.ts'
import { throughParquet } from './parquet.ts'

const scheme = join(productSchemes, 'drg-teaching')
const folder = mkdtempSync(join(tmpdir(), 'yibao-group-parquet-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const job = { scheme, compiled: loadScheme(scheme).compiled, options: {}, workers: 1 }

test('records from Parquet, groups into Parquet', async () => {
  const [input, out, back] = ['in.parquet', 'out.parquet', 'back.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await csvAsParquet(join(scheme, 'sample-records.csv'), input)
  const { records } = await throughParquet({ ...job, input, out }, groupFile)
  await parquetAsCsv(out, back)
  assert.equal(records, 147)
  assert.equal(readFileSync(back, 'utf8'), readFileSync(join(scheme, 'sample-expected.csv'), 'utf8'))
})

test('a file that is no Parquet is named, and nothing is left', async () => {
  const input = join(folder, 'none.parquet')
  writeFileSync(input, 'record_id\n1\n')
  const before = readdirSync(folder).length
  await assert.rejects(throughParquet({ ...job, input, out: join(folder, 'x.csv') }, groupFile), {
    name: 'LakeError',
    message: /none\.parquet：不是 Parquet/,
  })
  assert.equal(readdirSync(folder).length, before)
})

test('a fault in a Parquet file is told under its own name', async () => {
  const [csv, input] = [join(folder, 'bad.csv'), join(folder, 'bad.parquet')]
  writeFileSync(csv, readFileSync(join(scheme, 'sample-records.csv'), 'utf8').replace('1,61,,', '1,old,,'))
  await csvAsParquet(csv, input)
  await assert.rejects(throughParquet({ ...job, input, out: undefined }, groupFile), /bad\.parquet:2:3 age_years “old”/)
})
