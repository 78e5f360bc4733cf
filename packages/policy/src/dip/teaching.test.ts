// The teaching catalogue that comes with the product: it is read without a fault, and each of its cases falls where its table says.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { assignDip, compileDip, DIP_LAYERS, explainDip, type MedicalRecord, parseDipTable } from '@yibao/kernel'
import { DipPathError, loadDipCatalogue } from './disk.ts'

const teaching = fileURLToPath(new URL('../../../../schemes/dip-teaching/', import.meta.url))
const table = (name: string) => parseDipTable(name, readFileSync(join(teaching, name), 'utf8'), [])

const folder = mkdtempSync(join(tmpdir(), 'yibao-dip-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const records = table('records.csv').rows.map(({ cells }): MedicalRecord & { dischargedOn: string } => {
  const number = (text = ''): number | undefined => (text === '' ? undefined : Number(text))
  return {
    recordId: cells.record_id ?? '',
    ageDays: number(cells.age_days),
    birthWeightG: number(cells.newborn_weight_g),
    totalFen: Math.round(Number(cells.total_cost) * 100) as never,
    diagnoses: (cells.dx ?? '').split('|'),
    procedures: (cells.proc ?? '').split('|').filter(Boolean),
    dischargedOn: cells.discharged_on ?? '',
  }
})

test('the teaching catalogue has groups of every layer, and its cases fall where they should', () => {
  const catalogue = loadDipCatalogue(teaching)
  assert.ok(catalogue.groups.length >= 60)
  for (const layer of DIP_LAYERS)
    assert.ok(
      catalogue.groups.some((group) => group.layer === layer),
      layer,
    )
  assert.ok(catalogue.groups.every(({ note }) => note.includes('假定')))
  const compiled = compileDip(catalogue)
  const expected = new Map(table('expected.csv').rows.map(({ cells }) => [cells.record_id, cells.seq]))
  assert.equal(expected.size, records.length)
  for (const record of records.filter(({ dischargedOn }) => dischargedOn >= '2025')) {
    const { status, group } = assignDip(compiled, record)
    assert.equal(
      group?.seq ?? (status === 'excluded' ? 'excluded' : ''),
      expected.get(record.recordId),
      record.recordId,
    )
    assert.ok(explainDip(compiled, record).steps.length > 0)
  }
})

test('a catalogue is a folder or a file in it, plain or packed', () => {
  const text = readFileSync(join(teaching, 'catalogue.csv'))
  writeFileSync(join(folder, 'catalogue.csv.gz'), gzipSync(text))
  assert.equal(loadDipCatalogue(folder).groups.length, loadDipCatalogue(teaching).groups.length)
  assert.deepEqual(loadDipCatalogue(join(folder, 'catalogue.csv.gz')).ties, ['nearest_cost'])
  const own = loadDipCatalogue(join(teaching, 'catalogue.csv'))
  assert.equal(own.excludedDiagnoses.has('Z00.000'), true)
})

test('what is wrong is said with its place', () => {
  const refused = (content: Record<string, string>): string => {
    const own = mkdtempSync(join(folder, 'x-'))
    for (const [name, text] of Object.entries(content)) writeFileSync(join(own, name), text)
    try {
      loadDipCatalogue(own)
      return ''
    } catch (error) {
      assert.ok(error instanceof DipPathError)
      return error.message
    }
  }
  const head = 'catalogue_id,version,seq,layer,pdx,main_proc\n'
  assert.match(refused({}), /没有 catalogue.csv/)
  assert.match(refused({ 'catalogue.csv': `${head}c,1,A-1,basic,I2,\n` }), /catalogue\.csv:2 pdx “I2”：诊断编码/)
  assert.match(refused({ 'catalogue.csv': `${head}c,1,A-1,basic\n` }), /catalogue\.csv:2 {2}“4 列 columns”：6 列/)
  const good = { 'catalogue.csv': `${head}c,1,A-1,basic,I21,\n` }
  assert.equal(refused(good), '')
  assert.match(refused({ ...good, 'options.json': '{"ties": ["best"]}' }), /"best" 应为 nearest_cost、/)
  assert.match(refused({ ...good, 'options.json': '{' }), /options.json 不能读取/)
  assert.match(
    refused({ ...good, 'excluded-proc.csv': 'proc_code,rule\n99.0400,no\n' }),
    /excluded-proc\.csv:2 rule “no”/,
  )
  assert.throws(() => loadDipCatalogue(join(folder, 'nowhere')), /没有这个文件或文件夹/)
})
