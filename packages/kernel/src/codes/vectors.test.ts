// Known codes of every kind: what is accepted, what is refused, and the parts that come out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as codes from './index.ts'

type Row = readonly [code: string, expected: boolean, why?: string]

function check(judge: (code: string) => unknown, rows: readonly Row[]): void {
  for (const [code, expected, why = ''] of rows) assert.equal(Boolean(judge(code)), expected, `${code} ${why}`)
}

test('standard drug codes and GTIN', () => {
  check(codes.isStandardDrugCode, [
    ['86901343001160', true],
    ['86902153000138', true],
    ['86901648000066', true],
    ['86901343001161', false, 'check digit'],
    ['8690134300116', false, '13 digits'],
  ])
  check(codes.isGtin, [
    ['6901234567892', true],
    ['6901234567893', false, 'check digit'],
    ['86901343001160', true, 'a standard drug code is a GTIN-14 by form'],
    ['69012345678', false, '11 digits'],
  ])
})

test('drug codes', () => {
  assert.deepEqual(codes.parseDrugCode('XA10BAE021A010010201650'), {
    kind: 'western',
    code: 'XA10BAE021A010010201650',
    category: 'A10BA',
    name: 'E021',
    form: 'A010',
    pack: '0102',
    company: '01650',
  })
  assert.deepEqual(codes.parseDrugCode('ZD03AAA0043010100166'), {
    kind: 'chinese_patent',
    code: 'ZD03AAA0043010100166',
    category: 'D03AA',
    name: 'A0043',
    pack: '0101',
    company: '00166',
  })
  assert.equal(codes.parseDrugCode('T001700233')?.kind, 'herbal_piece')
  assert.equal(codes.parseDrugCode('T0101000012300100123')?.kind, 'herbal_granule')
  check(codes.parseDrugCode, [
    ['XA10BAE02A010010201650', false, '22 characters'],
    ['xA10BAE021A010010201650', false, 'lower case'],
    ['T00170023', false, '9 characters'],
  ])
})

test('the company of a drug code is compared, never enforced', () => {
  assert.equal(codes.sameCompany('ZD03AAA0043010100166', '86900166000077'), true)
  assert.equal(codes.sameCompany('XL02BBB085E001010102970', '86902180003218'), false)
})

test('diagnosis codes', () => {
  check(codes.isDiagnosisCode, [
    ['I10.x00x002', true],
    ['A01.000x005+J17.0*', true, 'a pair is one code'],
    ['A01.002+G01*', true],
    ['E11.900', true],
    ['X59.900', true, 'an external cause begins with capital X'],
    ['I10', false, 'a category is not billable'],
    ['E11.9', false, 'a subcategory is not billable'],
    ['I10.900a', false],
    ['i10.x00x002', false, 'lower case'],
    ['I10.X00', false, 'an extension has a lower-case x'],
    [' E11.900', false, 'never trimmed'],
  ])
  assert.deepEqual(codes.parseDiagnosisCode('A01.000x005+J17.0*'), {
    code: 'A01.000x005+J17.0*',
    category: 'A01',
    subcategory: 'A01.0',
    manifestation: 'J17.0*',
  })
  assert.equal(codes.parseDiagnosisCode('I10.x00x002')?.subcategory, undefined)
})

test('procedure and special-disease codes', () => {
  check(codes.hasProcedureCodeForm, [
    ['00.0100', true],
    ['00.0200x001', true],
    ['17.91100', true],
    ['17.912A0', true],
    ['86.700x0014', true],
    ['96.0800x005', true],
    ['45.23', false],
  ])
  assert.deepEqual(codes.parseChronicDiseaseCode('M01600'), { disease: '016', detail: '00' })
  assert.equal(codes.parseChronicDiseaseCode('M0160'), undefined)
})

test('service items and consumables', () => {
  assert.deepEqual(codes.parseServiceItemCode('001102000010000-110200001'), {
    code: '001102000010000-110200001',
    area: '00',
    item: '110200001',
    extension: '0000',
    localCode: '110200001',
  })
  check(codes.parseServiceItemCode, [
    ['001102000010000', true],
    ['110200001', false, 'an old price item has to be mapped'],
    ['001102000010000-', false, 'a hyphen without a local code'],
  ])
  assert.deepEqual(codes.parseConsumableCode('C03420110700001012340000001'), {
    code: 'C03420110700001012340000001',
    category: '034201',
    genericName: '107',
    feature: '00001',
    company: '01234',
    specification: '0000001',
  })
  assert.equal(codes.parseConsumableCode('C0342011070000101234')?.specification, undefined)
  check(codes.parseConsumableCode, [['C034201107000010123', false, '19 characters']])
})

test('providers, staff and message numbers', () => {
  const hospital = { code: 'H42080400001', kind: 'hospital', region: '420804', serial: '00001' }
  assert.deepEqual(codes.parseProviderCode('H42080400001'), hospital)
  assert.equal(codes.parseProviderCode('P42080400001')?.kind, 'pharmacy')
  assert.equal(codes.parseProviderCode('K42080400001'), undefined)
  const staff = [
    ['D420804000001', 'doctor'],
    ['N420804000001', 'nurse'],
    ['HY420804000001', 'pharmacist'],
    ['HJ420804000001', 'technician'],
    ['H420804000001', undefined],
    ['D42080400001', undefined],
  ] as const
  for (const [code, kind] of staff) assert.equal(codes.parseStaffCode(code)?.kind, kind, code)
  assert.deepEqual(codes.parseMessageNumber('H42080400001202511300810594321'), {
    providerCode: 'H42080400001',
    sentOn: '2025-11-30',
    sentTime: '08:10:59',
    serial: '4321',
  })
  check(codes.hasMessageNumberForm, [
    ['H42080400001202513300810594321', true, 'the form does not judge the time'],
    ['H4208040000120251130081059432', false, '29 characters'],
  ])
  check(codes.parseMessageNumber, [
    ['H42080400001202513300810594321', false, 'month 13'],
    ['H42080400001202511302410594321', false, 'hour 24'],
    ['H42080400001202511300860594321', false, 'minute 60'],
  ])
})

test('trace codes, and the first fault of a bad one', () => {
  const rows = [
    ['81773220288616423835', undefined],
    ['(01)06901234567892(21)A1B2C3', undefined],
    ['010690123456789221A1B2C3', undefined],
    ['', 'trace_code_empty'],
    ['8177322028861642383', 'trace_code_length'],
    ['817732202886164238355', 'trace_code_length'],
    ['8177322028861642383A', 'trace_code_not_digits'],
    ['(01)06901234567893(21)A1B2C3', 'trace_code_length'],
  ] as const
  for (const [code, fault] of rows) assert.equal(codes.traceCodeFault(code), fault, code)
  const parsed = codes.parseTraceCode('81773220288616423835')
  assert.equal(parsed?.form === 'twenty_digits' && parsed.drugPart, '8177322')
})

test('regions, phones, approvals and bills', () => {
  assert.deepEqual(codes.parseRegionCode('150203001'), {
    province: '15',
    prefecture: '1502',
    county: '150203',
    town: '150203001',
    village: undefined,
  })
  check(codes.isRegionCode, [
    ['150203', true],
    ['150299', true, 'a pooling area may have units of its own'],
    ['1502', false],
  ])
  check(codes.isMobileNumber, [
    ['13812345678', true],
    ['12812345678', false],
    ['1381234567', false],
  ])
  check(codes.isApprovalNumber, [
    ['国药准字Z11020085', true],
    ['国药准字H2002337', false],
    ['国药准字K20023370', false],
  ])
  assert.deepEqual(codes.parseFiscalBillCode('15060124'), { area: '15', billClass: '06', kind: '01', year: '24' })
  check(codes.isFiscalBillNumber, [
    ['0000012345', true],
    ['12345', false],
  ])
  check(codes.isDigitalInvoiceNumber, [
    ['24152000000012345678', true],
    ['2415200000001234567', false],
  ])
})
