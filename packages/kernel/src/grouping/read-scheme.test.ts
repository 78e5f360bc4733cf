// A scheme is refused with the place of each fault: a small whole scheme is broken in one way after another.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileScheme } from './compile.ts'
import { group } from './group.ts'
import { readScheme } from './read-scheme.ts'
import { schemeFaultText } from './table.ts'

const WHOLE: Readonly<Record<string, string>> = {
  'scheme.yaml': 'name: 小方案\nversion: "1"\nsource: 测试\nvalid_from: 2026-01-01\n',
  'mdc.csv':
    'order,mdc,name,entry_rule,ambiguous_typical\n1,F,循环,pdx,yes\n2,G,消化,pdx_and_male+age_years>=18 or anydx,no\n',
  'mdc-dx.csv': 'mdc,dx_code\nF,I10.x00\nF,I20.000\nG,K29.500\n',
  'adrg.csv':
    'order,mdc,adrg,name,conditions,parts_rule,weight_min_g,weight_max_g,ambiguous_check,dx_count,proc_count\n' +
    '1,F,FM1,支架,proc_parts,1&2|3,,,before,0,3\n' +
    '2,F,FT1,高血压,pdx_in,,,,after,1,0\n' +
    '3,F,FZ1,其他,always,,,,after,0,0\n' +
    '4,G,GZ1,其他,always,,,,after,0,0\n',
  'adrg-dx.csv': 'adrg,dx_code\nFT1,I10.x00\n',
  'adrg-proc.csv': 'adrg,part,proc_code\nFM1,1,36.0700\nFM1,2,88.5600\nFM1,3,37.8300\n',
  'drg.csv':
    'adrg,order,drg,severity_test,name,conditions\nFM1,1,FM19,NONE,支架,\nFT1,1,FT11,MCC,高血压,age_years<6\nFT1,2,FT15,NONE,高血压,\n' +
    'FZ1,1,FZ19,NONE,其他,\nGZ1,1,GZ19,NONE,其他,\n',
  'severity-dx.csv': 'dx_code,level,exclusion_table\nJ96.000,MCC,1\n',
  'exclusion-pdx.csv': 'pdx_code,exclusion_table\nI20.000,1\n',
  'or-proc.csv': 'proc_code\n36.0700\n',
  'weights.csv': 'drg,rw\nFM19,2.5\nFT11,1.00000001\nFT15,0.5\nFZ19,\nGZ19,0.4\n0000,0.2\n',
}

const read = (changes: Readonly<Record<string, string | undefined>> = {}) => {
  const files = Object.entries({ ...WHOLE, ...changes }).flatMap(([name, text]) =>
    text === undefined ? [] : [{ name, path: name, text }],
  )
  return readScheme('small', files)
}

const edited = (file: string, from: string | RegExp, to: string) => ({ [file]: WHOLE[file]!.replace(from, to) })

test('the whole scheme is read, and its weights are exact', () => {
  const { scheme, faults } = read()
  assert.deepEqual(faults.map(schemeFaultText), [])
  assert.equal(scheme?.manifest.name, '小方案')
  assert.equal(scheme?.weights.get('FT11')?.weightE8, 100_000_001)
  assert.equal(scheme?.weights.get('FZ19')?.weightE8, undefined)
  const record = {
    recordId: '1',
    sex: 'female' as const,
    ageYears: 4,
    diagnoses: ['I10.x00', 'J96.000'],
    procedures: [],
  }
  const result = group(compileScheme(scheme!), record)
  assert.equal(result.drg, 'FT11')
  assert.equal(result.weightE8, 100_000_001)
})

test('without a manifest the folder is its name', () => {
  assert.equal(read({ 'scheme.yaml': undefined }).scheme?.manifest.name, 'small')
})

/** What is broken, how, and where it is told: file:line:column and a word of the sentence. */
const FAULTS: readonly (readonly [string, Readonly<Record<string, string | undefined>>, RegExp])[] = [
  ['a file is missing', { 'drg.csv': undefined }, /^small:0 “drg.csv”：缺少此文件/],
  ['a column is missing', edited('drg.csv', 'severity_test', 'test'), /^drg.csv:1 severity_test .*缺少列/],
  ['a row has too few cells', edited('adrg-dx.csv', 'FT1,I10.x00', 'FT1'), /^adrg-dx.csv:2 “1”：应有 2 列/],
  ['a word is no condition', edited('adrg.csv', 'pdx_in', 'pdx_on'), /^adrg.csv:3:5 conditions “pdx_on”：应为 pdx_in/],
  [
    'an entry rule is none',
    edited('mdc.csv', 'pdx,', 'pdz,'),
    /^mdc.csv:2:4 entry_rule “pdz”：应为 or_procedure_first/,
  ],
  ['a formula is none', edited('adrg.csv', '1&2|3', '1&|3'), /^adrg.csv:2:5 conditions “proc_parts”：.*parts_rule/],
  ['a birth weight has no bounds', edited('adrg.csv', 'pdx_in', 'birth_weight'), /^adrg.csv:3:5 .*weight_min_g/],
  ['an order is written twice', edited('adrg.csv', '2,F,FT1', '1,F,FT1'), /^adrg.csv:3:1 order “1”：与第 2 行重复/],
  ['a DRG order is written twice', edited('drg.csv', 'FT1,2', 'FT1,1'), /^drg.csv:4:2 order “FT1 1”：与第 3 行重复/],
  ['an ADRG is written twice', edited('adrg.csv', '4,G,GZ1', '4,G,FZ1'), /^adrg.csv:5:3 adrg “FZ1”：与第 4 行重复/],
  ['an MDC is unknown', edited('adrg.csv', '4,G,GZ1', '4,H,GZ1'), /^adrg.csv:5:2 mdc “H”：mdc.csv 中没有/],
  ['an ADRG is unknown', edited('adrg-proc.csv', 'FM1,3', 'FM2,3'), /^adrg-proc.csv:4:1 adrg “FM2”：adrg.csv 中没有/],
  ['a part is none', edited('adrg-proc.csv', 'FM1,3', 'FM1,x'), /^adrg-proc.csv:4:2 part “x”：应为 A/],
  [
    'a list is empty',
    edited('adrg.csv', 'pdx_in', 'pdx_in+anyproc_in'),
    /^adrg.csv:3:5 .*adrg-proc.csv FT1 A 没有编码/,
  ],
  [
    'a named list is missing',
    edited('drg.csv', 'age_years<6', 'anyproc_in:icu'),
    /^drg.csv:3:6 .*lists.csv icu \(proc\) 没有编码/,
  ],
  [
    'the last row is not NONE',
    edited('drg.csv', 'FT15,NONE', 'FT15,CC'),
    /^drg.csv:4:4 severity_test “CC”：FT1 的最后一行应为 NONE/,
  ],
  [
    'a row stands behind NONE',
    edited('drg.csv', 'MCC,高血压,age_years<6', 'NONE,高血压,'),
    /^drg.csv:4:3 drg “FT15”：排在无条件的 FT11 之后/,
  ],
  ['an ADRG has no rows', edited('drg.csv', /GZ1.*\n/, ''), /^adrg.csv:5:3 adrg “GZ1”：drg.csv 中没有它的行/],
  [
    'an ADRG stands behind always',
    edited('adrg.csv', 'pdx_in', 'always'),
    /^adrg.csv:4:3 adrg “FZ1”：排在无条件的 FT1 之后/,
  ],
  ['an ADRG is outside its MDC', edited('adrg-dx.csv', 'I10.x00', 'K29.500'), /^adrg.csv:3:5 .*主要诊断均不在本 MDC/],
  [
    'numbers exclude each other',
    edited('drg.csv', 'age_years<6', 'age_years<6+age_years>14'),
    /^drg.csv:3:6 .*互相矛盾/,
  ],
  [
    'before stands behind after',
    edited('adrg.csv', ',,,,after,0,0\n4', ',,,,before,0,0\n4'),
    /^adrg.csv:4:9 .*不得排在 after/,
  ],
  ['a count differs', edited('adrg.csv', 'after,1,0', 'after,2,0'), /^adrg.csv:3:10 dx_count “2”：实有 1/],
  ['a group has no weight', edited('weights.csv', 'GZ19,0.4\n', ''), /^drg.csv:6:3 drg “GZ19”：weights.csv 中没有此组/],
  ['a weight is of no group', edited('weights.csv', 'GZ19', 'GZ18'), /^weights.csv:6:1 drg “GZ18”：drg.csv 中没有/],
  ['a weight is no number', edited('weights.csv', '2.5', '2,5'), /^weights.csv:2 “3”：应有 2 列/],
  ['a weight has too many decimals', edited('weights.csv', '2.5', '2.123456789'), /^weights.csv:2:2 rw “2.123456789”/],
  ['a severity is none', edited('severity-dx.csv', 'MCC', 'M'), /^severity-dx.csv:2:2 level “M”：应为 MCC、CC/],
  [
    'an MDC has too many sites',
    {
      'mdc-dx.csv': `mdc,dx_code,site\nF,I10.x00,\nF,I20.000,\nG,K29.500,\n${Array.from({ length: 32 }, (_, at) => `G,S${at},site ${at}\n`).join('')}`,
    },
    /^mdc-dx.csv:4:3 site “32”：部位不得超过 31 个/,
  ],
  ['the manifest has a strange key', edited('scheme.yaml', 'source:', 'sauce:'), /^scheme.yaml:3:1 “sauce”：应为 name/],
  [
    'the manifest has no day',
    edited('scheme.yaml', '2026-01-01', '2026-13-01'),
    /^scheme.yaml:4:13 valid_from “2026-13-01”/,
  ],
]

for (const [what, changes, expected] of FAULTS) {
  test(`refused: ${what}`, () => {
    const { scheme, faults } = read(changes)
    assert.equal(scheme, undefined)
    const texts = faults.filter(({ isWarning }) => !isWarning).map(schemeFaultText)
    assert.ok(
      texts.some((text) => expected.test(text)),
      texts.join('\n'),
    )
  })
}

test('a code without a name, and a list nobody uses, are warnings', () => {
  const { scheme, faults } = read({
    'dx-codes.csv': 'dx_code,name\nI10.x00,高血压\nI20.000,心绞痛\nK29.500,胃炎\n',
    'lists.csv': 'list,kind,code\nicu,department,A28\n',
  })
  assert.ok(scheme)
  assert.deepEqual(faults.map(schemeFaultText), [
    'lists.csv:2:1 提示 warning list “icu”：没有条件用到这个名单(no condition uses this list)',
    'severity-dx.csv:2:1 提示 warning dx_code “J96.000”：dx-codes.csv 中没有此编码(no such code in dx-codes.csv)',
  ])
})
