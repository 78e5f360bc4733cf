// A faulty table is answered with every fault, its line, its column and what stands there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCsv } from './csv.ts'
import { faultSentence } from './read.ts'
import type { TableFault } from './row-reader.ts'
import { CHRONIC_DISEASES, CONSUMABLES, DIAGNOSES, DRUGS, SERVICES } from './shapes.ts'
import { readTable, type TableShape } from './table.ts'

function faultsOf<Row>(shape: TableShape<Row>, ...lines: string[]): string[] {
  const faults: TableFault[] = []
  readTable(shape, [shape.titles.join(','), ...lines].join('\n'), faults)
  return faults.map(({ line, title, message }) => `${line} ${title} ${message}`)
}

const METFORMIN =
  'XA10BAE021A001010100842,盐酸二甲双胍片,片剂,0.5g×20片,盒,a,,19.20,,essential,,,,,,,,,confirmed,2020-01-01,'
const VISIT = '001102000010000,普通门诊诊查费,02,次,a,,8.00,10.00,15.00,,per_visit,,,,,confirmed,2020-01-01,'

test('text with quotes, commas, line breaks, CRLF and a byte order mark', () => {
  const { rows } = parseCsv('\ufeffa,b\r\n"x, ""y""\nz",1\n\n,\n')
  assert.deepEqual(rows, [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x, "y"\nz', '1'] },
    { line: 5, cells: ['', ''] },
  ])
  assert.equal(parseCsv('a\n"b').unclosedQuoteAt, 2)
})

test('a good row has no fault', () => {
  assert.deepEqual(faultsOf(DRUGS, METFORMIN), [])
  assert.deepEqual(faultsOf(SERVICES, VISIT), [])
})

test('a header is checked title by title', () => {
  const faults: TableFault[] = []
  assert.deepEqual(readTable(DIAGNOSES, 'code,title,sex,begin_on,end_on,note\nI10.x00,x,,2021-01-14,,', faults), [])
  assert.deepEqual(faults.map(faultSentence), [
    'diagnoses.csv 第 1 行第 2 列(name):此列标题应为 name(现为“title”)',
    'diagnoses.csv 第 1 行第 6 列():多出的列(现为“note”)',
  ])
})

test('each kind of fault is found where it is', () => {
  const rows = [
    [DRUGS, METFORMIN.replace('XA10BAE021A', 'XA10BAE02A'), '2 code 不是国家医保药品编码的格式'],
    [DRUGS, METFORMIN.replace(',a,,', ',d,,'), '2 class 应为以下之一：a、b、c'],
    [DRUGS, METFORMIN.replace(',a,,', ',b,,'), '2 self_pay_bp 乙类必填，甲类、丙类不填'],
    [DRUGS, METFORMIN.replace(',a,,', ',b,12.5,'), '2 self_pay_bp 应为 1 至 9999 的整数'],
    [DRUGS, METFORMIN.replace('19.20', '0'), '2 price_yuan 应为大于零的金额(元)'],
    [DRUGS, METFORMIN.replace('essential', 'essential cheap'), '2 tags 不认识的标记：cheap'],
    [DRUGS, METFORMIN.replace('essential', 'essential  child'), '2 tags 各项以一个空格分隔，不得重复'],
    [DRUGS, METFORMIN.replace('essential,,', 'essential,,male'), '2 restriction 有限定条件时必须写明限定支付范围'],
    [DRUGS, METFORMIN.replace('essential,,,', 'essential,限儿童,,14-6'), '2 age 应为年龄范围，形如 6-14、18- 或 -2'],
    [DRUGS, METFORMIN.replace('confirmed', 'pattern'), '2 certainty 未核实的编码，名称段应为 000，其余编码不得为 000'],
    [DRUGS, METFORMIN.replace('2020-01-01', '2023-02-29'), '2 begin_on 应为存在的日期，形如 2026-01-31'],
    [DRUGS, METFORMIN.replace('2020-01-01,', '2020-01-02,2020-01-01'), '2 end_on 不得早于起始日期'],
    [DRUGS, METFORMIN.replace('片剂', ' 片剂'), '2 form 前后不得有空格'],
    [DRUGS, METFORMIN.replace('片剂', ''), '2 form 此列必填'],
    [SERVICES, VISIT.replace('001102', '1102'), '2 code 不是国家医疗服务项目编码的格式'],
    [SERVICES, VISIT.replace('8.00', '12.00'), '2 price_3_yuan 高等级机构的价格不应低于低等级机构'],
    [CHRONIC_DISEASES, 'M0160,糖尿病,E11,2021-01-01,', '2 code 不是国家医保编码的格式'],
    [
      CONSUMABLES,
      'C0342011070000100001,人工髋关节,标准,套,c,,6100.00,,implant,pattern,2020-01-01,',
      '2 certainty 未核实的编码，企业段应为 00000，其余编码不得为 00000',
    ],
  ] as const
  for (const [shape, row, fault] of rows) {
    assert.deepEqual(faultsOf<unknown>(shape as TableShape<unknown>, row).slice(0, 1), [fault], row)
  }
})

test('rows out of order, repeated or of another width are named', () => {
  const older = VISIT.replace('001102000010000', '001101000010000')
  assert.deepEqual(faultsOf(SERVICES, VISIT, older), ['3 code 应按编码升序排列'])
  assert.deepEqual(faultsOf(SERVICES, VISIT, VISIT), ['3 code 与上一行重复'])
  assert.equal(faultsOf(SERVICES, `${VISIT},`)[0], '2  应有 18 列，实有 19 列')
})

test('later versions of one code follow the earlier', () => {
  const first = VISIT.replace('2020-01-01,', '2020-01-01,2024-12-31')
  const second = VISIT.replace('2020-01-01,', '2025-01-01,')
  assert.deepEqual(faultsOf(SERVICES, first, second), [])
  assert.deepEqual(faultsOf(SERVICES, second, first), ['3 code 应按编码升序排列'])
})
