// Every code of the national tables that lie beside the repository, and their mutants. Skipped where they are absent.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import {
  hasProcedureCodeForm,
  isApprovalNumber,
  isDiagnosisCode,
  isRegionCode,
  isStandardDrugCode,
  parseChronicDiseaseCode,
  parseDrugCode,
  parseRegionCode,
  sameCompany,
} from './index.ts'

const tables = new URL('../../../../../shared/standards/catalogues/', import.meta.url)
const skip = !existsSync(tables) && 'the national tables are not here'

function column(file: string, name: string): string[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(new URL(file, tables)))
    .toString()
    .trimEnd()
    .split('\n')
  const at = cells(header).indexOf(name)
  assert.notEqual(at, -1, `${file} has a column ${name}`)
  return lines.map((line) => cells(line)[at] ?? '')
}

/** A name may be quoted because it holds a comma; no cell spans lines. */
function cells(line: string): string[] {
  return [...line.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? '')
}

function* removals(code: string): Generator<string> {
  for (let at = 0; at < code.length; at += 1) yield code.slice(0, at) + code.slice(at + 1)
}

const additions = (code: string): string[] => [`${code}0`, `${code}A`, `${code} `]
const lowered = (code: string): string => code.slice(0, 1).toLowerCase() + code.slice(1)

/** How many mutants are accepted although they should not be, with an example. */
function accepted(judge: (code: string) => unknown, mutants: Iterable<string>): { count: number; example: string } {
  let count = 0
  let example = ''
  for (const mutant of mutants) {
    if (!judge(mutant)) continue
    count += 1
    example = mutant
  }
  return { count, example }
}

const NONE = { count: 0, example: '' }

test('all diagnosis codes are accepted and no mutant is', { skip }, () => {
  const all = column('icd10-nhsa-2.0.csv.gz', 'code')
  assert.equal(all.length, 33_304)
  assert.deepEqual(
    all.filter((code) => !isDiagnosisCode(code)),
    [],
  )
  for (const code of all) {
    assert.deepEqual(accepted(isDiagnosisCode, [...removals(code), ...additions(code), lowered(code)]), NONE, code)
  }
})

test('all drug codes are accepted and no mutant is', { skip }, () => {
  const all = column('nhsa-audit-batch1-drug-codes.csv.gz', 'drug_code')
  assert.equal(all.length, 10_870)
  for (const code of all) {
    assert.ok(parseDrugCode(code), code)
    assert.deepEqual(accepted(parseDrugCode, [...removals(code), ...additions(code), lowered(code)]), NONE, code)
  }
})

test('standard drug codes keep their check digit; the company mostly agrees', { skip }, () => {
  const file = 'drug-code-standard-code-pairs.csv.gz'
  const [drugs, standards] = [column(file, 'drug_code'), column(file, 'std_code')]
  assert.equal(standards.length, 7_434)
  for (const code of standards) {
    assert.ok(isStandardDrugCode(code), code)
    const last = Number(code.at(-1))
    const wrong = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((shift) => code.slice(0, -1) + ((last + shift) % 10))
    assert.deepEqual(accepted(isStandardDrugCode, wrong), NONE, code)
  }
  assert.equal(drugs.filter((code, row) => sameCompany(code, standards[row] ?? '')).length, 7_428)
  const approvals = column(file, 'approval_no').filter((approval) => approval !== '') // ten rows have none
  assert.equal(approvals.length, 7_424)
  for (const approval of approvals) assert.ok(isApprovalNumber(approval), approval)
})

test('all procedure codes are accepted; their mutants show why only the table decides', { skip }, () => {
  const all = column('icd9cm3-nhsa-2.0.csv.gz', 'code')
  assert.equal(all.length, 13_686)
  assert.deepEqual(
    all.filter((code) => !hasProcedureCodeForm(code)),
    [],
  )
  assert.equal(
    accepted(
      hasProcedureCodeForm,
      all.flatMap((code) => [...removals(code)]),
    ).count,
    879,
  )
  assert.equal(accepted(hasProcedureCodeForm, all.flatMap(additions)).count, 8_124)
})

test('all region and special-disease codes are accepted', { skip }, () => {
  for (const code of column('regions-2023.csv.gz', 'code')) assert.ok(isRegionCode(code), code)
  for (const code of column('regions-seed-cities-towns.csv.gz', 'code')) assert.ok(parseRegionCode(code)?.town, code)
  for (const code of column('chronic-disease-codes-sample.csv.gz', 'code'))
    assert.ok(parseChronicDiseaseCode(code), code)
})
