// A file of records from disk to disk: the same groups by one worker or several, packed or not; a fault leaves nothing behind.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { GroupOptions } from '@yibao/kernel'
import { loadScheme, productSchemes } from '@yibao/policy'
import { groupFile } from './group-file.ts'

const scheme = join(productSchemes, 'drg-teaching')
const { compiled } = loadScheme(scheme)
const records = readFileSync(join(scheme, 'sample-records.csv'), 'utf8')
const expected = readFileSync(join(scheme, 'sample-expected.csv'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'yibao-group-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let files = 0

interface Run {
  readonly text?: string | Buffer
  readonly ending?: string
  readonly options?: GroupOptions
  readonly workers?: number
}

async function grouped({ text = records, ending = '.csv', options = {}, workers = 1 }: Run) {
  files += 1
  const [input, out] = [join(folder, `in-${files}${ending}`), join(folder, `out-${files}${ending}`)]
  writeFileSync(input, text)
  const summary = await groupFile({ scheme, compiled, options, input, out, workers })
  const bytes = readFileSync(out)
  return { summary, text: (ending.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString() }
}

test('groups are those of the cases, packed or not, with CRLF and a byte order mark', async () => {
  const { text, summary } = await grouped({})
  assert.equal(text, expected)
  assert.deepEqual(summary.statuses, { grouped: 141, ambiguous: 0, ungroupable: 4, rejected: 2 })
  assert.equal(summary.groups, 138)
  assert.equal((await grouped({ text: gzipSync(records), ending: '.csv.gz' })).text, expected)
  assert.equal((await grouped({ text: `\ufeff${records.replaceAll('\n', '\r\n')}` })).text, expected)
})

test('two workers over many blocks give the order and the lines of one', async () => {
  const [header = '', ...lines] = records.trimEnd().split('\n')
  const many = [header, ...Array.from({ length: 400 }, () => lines).flat(), ''].join('\n')
  const one = await grouped({ text: many })
  const two = await grouped({ text: many, workers: 2 })
  assert.ok(many.length > 2 << 20)
  assert.equal(two.text, one.text)
  assert.deepEqual(two.summary, one.summary)
  const numbers = one.summary.unknownCodes.first.map(({ line }) => line)
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => 148 + at * 147),
  )
})

test('a fault tells file, line and column, and leaves neither a result nor a part of one', async () => {
  const [header = '', ...lines] = records.trimEnd().split('\n')
  const many = [header, ...Array.from({ length: 300 }, () => lines).flat()]
  const wrong = many.with(30_000, many[30_000]!.replace(/^(T\d+,\d?),\d+/, '$1,sixty'))
  for (const workers of [1, 2]) {
    const before = readdirSync(folder).length
    await assert.rejects(grouped({ text: wrong.join('\n'), workers }), (error: Error) => {
      assert.match(error.message, /in-\d+\.csv:30001:3 age_years “sixty”：应为整数/)
      assert.equal(error.name, 'RecordsUnreadable')
      return true
    })
    assert.equal(readdirSync(folder).length, before + 1)
  }
  for (const text of ['', 'a,b\n1,2\n', `${records}"open`, records.replace('T000003,', ',')])
    await assert.rejects(grouped({ text }), { name: 'RecordsUnreadable' })
  await assert.rejects(grouped({ text: gzipSync(records).subarray(0, 900), ending: '.csv.gz' }), /读不下去/)
})

const head = 'record_id,sex,age_years,age_days,newborn_weight_g,los_days,discharge_type,total_cost,dx,proc\n'

test('clinical codes are translated only when asked', async () => {
  const text = `${head}1,1,40,,,5,1,1.00,K35.900,47.0101\n`
  assert.match((await grouped({ text })).text, /1,无法入组,0000,00,0000/)
  assert.match((await grouped({ text, options: { map: true } })).text, /1,分组成功,MDCG,GB1,GB15/)
})

test('a grey principal code is told with its line, and refused when asked', async () => {
  const text = `${head}1,1,40,,,5,1,1.00,J18.900,\n2,1,40,,,5,1,1.00,K92.200,\n3,1,40,,,5,1,1.00,J18.900|K92.200,\n`
  const accepted = await grouped({ text })
  assert.match(accepted.text, /2,分组成功,MDCG/)
  assert.deepEqual(accepted.summary.greyPrincipals, { count: 1, first: [{ line: 3, kind: 'dx', code: 'K92.200' }] })
  const refusing = await grouped({ text, options: { grey: 'refuse' } })
  assert.match(refusing.text, /2,信息校验不通过,0000,00,0000\n3,分组成功/)
  assert.deepEqual(refusing.summary.reasons, { grey_principal_diagnosis: 1 })
})

test('the ambiguous group stops a record whose procedure does not go with its diagnosis', async () => {
  const text = `${head}1,1,40,,,5,1,1.00,J18.900,47.0100\n`
  assert.match((await grouped({ text })).text, /1,分组成功,MDCE,ER2,ER25/)
  assert.match((await grouped({ text, options: { ambiguous: true } })).text, /1,歧义病案,MDCE,QY,EQY/)
})
