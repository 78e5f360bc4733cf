// The shipped catalogue is whole: every row valid, unique and sorted, and true to the national tables where they are at hand.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { catalogueIndex, day, inForce, priceCeiling } from '@yibao/kernel'
import { parseCsv } from './csv.ts'
import { faultSentence, readCatalogue, type ShippedCatalogue } from './read.ts'

const folder = fileURLToPath(new URL('../../../../catalogue', import.meta.url))

async function shipped(): Promise<ShippedCatalogue> {
  const reading = await readCatalogue(folder)
  assert.deepEqual(reading.ok ? [] : reading.faults.map(faultSentence), [])
  return reading.ok ? reading.value : assert.fail()
}

test('every row of the shipped catalogue is valid, unique and sorted', async () => {
  const { drugs, services, consumables, diagnoses, procedures, chronicDiseases } = await shipped()
  assert.ok(drugs.length >= 250 && services.length >= 120 && consumables.length >= 60)
  assert.ok(diagnoses.length >= 300 && procedures.length >= 80 && chronicDiseases.length >= 40)
  const entries = [...drugs, ...services, ...consumables].map((item) => item.entry)
  const index = catalogueIndex(entries)
  assert.ok(index.ok)
  assert.equal(inForce(entries, day('2026-01-01')).length, entries.length)
  for (const { code } of entries) assert.ok(index.value.find(code, day('2026-01-01')), code)
})

test('the page beside the tables counts them rightly', async () => {
  const page = readFileSync(`${folder}/README.md`, 'utf8')
  const catalogue = await shipped()
  for (const [file, rows] of [
    ['drugs', catalogue.drugs],
    ['services', catalogue.services],
    ['consumables', catalogue.consumables],
    ['diagnoses', catalogue.diagnoses],
    ['procedures', catalogue.procedures],
    ['chronic-diseases', catalogue.chronicDiseases],
  ] as const) {
    assert.match(page, new RegExp(`\\| \`${file}\\.csv\` \\|[^|]+\\| ${rows.length} \\|`), file)
  }
})

test('what the catalogue is for is in it', async () => {
  const { drugs, services, consumables, diagnoses } = await shipped()
  const tagged = (tag: string): number => drugs.filter((drug) => drug.entry.tags.includes(tag)).length
  for (const tag of ['negotiated', 'vbp_selected', 'vbp_nonselected', 'antibiotic', 'injection', 'insulin']) {
    assert.ok(tagged(tag) >= 3, tag)
  }
  assert.deepEqual([...new Set(drugs.map((drug) => drug.entry.paymentClass))].sort(), ['a', 'b', 'c'])
  assert.ok(drugs.filter((drug) => drug.entry.restriction).length >= 36)
  const feeClasses = new Set([...drugs, ...services, ...consumables].map((item) => item.entry.feeClass))
  for (const feeClass of ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'] as const) {
    assert.ok(feeClasses.has(feeClass), feeClass)
  }
  const prefixes = drugs.flatMap((drug) => drug.entry.restriction?.diagnosisPrefixes ?? [])
  const covered = prefixes.filter((prefix) => diagnoses.some((diagnosis) => diagnosis.code.startsWith(prefix)))
  assert.ok(
    covered.length >= 0.7 * prefixes.length,
    `${covered.length} of ${prefixes.length} prefixes have a diagnosis`,
  )
})

test('a product that was not selected is paid at the price of the one that was', async () => {
  const { drugs } = await shipped()
  let compared = 0
  for (const dear of drugs.filter((drug) => drug.entry.tags.includes('vbp_nonselected'))) {
    const { name } = dear.entry
    const selected = drugs.find(
      (drug) =>
        drug.entry.name === name &&
        drug.entry.specification === dear.entry.specification &&
        drug.entry.tags.includes('vbp_selected'),
    )
    if (!selected) continue
    compared += 1
    assert.equal(priceCeiling(dear.entry, 3), selected.prices[3], name)
    assert.ok(dear.prices[3] > selected.prices[3], name)
  }
  assert.ok(compared >= 4)
})

const tables = new URL('../../../../../shared/standards/catalogues/', import.meta.url)
const skip = !existsSync(tables) && 'the national tables are not here'

function nationalNames(file: string, code: string, name: string): Map<string, string> {
  const { rows } = parseCsv(gunzipSync(readFileSync(new URL(file, tables))).toString())
  const [header, ...body] = rows.map((row) => row.cells)
  const [codeAt, nameAt] = [header?.indexOf(code) ?? -1, header?.indexOf(name) ?? -1]
  return new Map(body.map((cells) => [cells[codeAt] ?? '', cells[nameAt] ?? '']))
}

test('codes and names agree with the national tables', { skip }, async () => {
  const { drugs, diagnoses, procedures, chronicDiseases } = await shipped()
  const checks = [
    [diagnoses, nationalNames('icd10-nhsa-2.0.csv.gz', 'code', 'name')],
    [procedures, nationalNames('icd9cm3-nhsa-2.0.csv.gz', 'code', 'name')],
    [chronicDiseases, nationalNames('chronic-disease-codes-sample.csv.gz', 'code', 'name')],
  ] as const
  for (const [items, names] of checks) {
    for (const { code, name } of items) assert.equal(names.get(code)?.trim(), name, code)
  }
  const drugNames = new Map([
    ...nationalNames('drug-code-standard-code-pairs.csv.gz', 'drug_code', 'generic_name'),
    ...nationalNames('nhsa-audit-batch1-drug-codes.csv.gz', 'drug_code', 'drug_name'),
  ])
  const known = drugs.filter((drug) => drugNames.has(drug.entry.code))
  assert.ok(known.length >= 90, `${known.length} drugs are in the published tables`)
  for (const { entry } of known) assert.equal(entry.name, drugNames.get(entry.code), entry.code)
  const unconfirmed = drugs.filter((drug) => drug.certainty === 'pattern')
  for (const { entry } of unconfirmed) assert.equal(drugNames.has(entry.code), false, entry.code)
})
