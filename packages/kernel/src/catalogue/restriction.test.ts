// 限定支付 as a table: one restriction, one fact beside it, and what follows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CatalogueEntry, day, type Restriction, type RestrictionFacts, restrictionDenial } from '../index.ts'

const plain: CatalogueEntry = {
  code: 'XA01',
  name: '某药',
  listType: 'drug',
  feeClass: '09',
  paymentClass: 'b',
  beginOn: day('2024-01-01'),
  ceilings: [],
  tags: [],
}
const restricted = (facts: Omit<Restriction, 'text'>): CatalogueEntry => ({
  ...plain,
  restriction: { text: '限', ...facts },
})
const woman: RestrictionFacts = {
  sex: 'female',
  age: 40,
  level: 2,
  stay: false,
  emergency: false,
  maternity: false,
  diagnoses: ['I10.x00', 'E11.900'],
}

test('without a restriction only a refused approval bars the line', () => {
  assert.equal(restrictionDenial(plain, 'not_needed', woman), undefined)
  assert.equal(restrictionDenial(plain, 'approved', woman), undefined)
  assert.equal(restrictionDenial(plain, 'not_approved', woman), '医院审批不通过')
})

test('with a restriction only an approval covers the line', () => {
  assert.equal(restrictionDenial(restricted({}), 'approved', woman), undefined)
  assert.equal(restrictionDenial(restricted({}), 'not_needed', woman), '限定支付：未经医院审批')
  assert.equal(restrictionDenial(restricted({}), 'not_approved', woman), '医院审批不通过')
})

const CASES: readonly [Omit<Restriction, 'text'>, Partial<RestrictionFacts>, string | undefined][] = [
  [{ sex: 'female' }, {}, undefined],
  [{ sex: 'male' }, {}, '限定支付：限男性'],
  [{ ageMin: 40 }, {}, undefined],
  [{ ageMin: 41 }, {}, '限定支付：限41周岁及以上'],
  [{ ageMax: 40 }, {}, undefined],
  [{ ageMax: 39 }, {}, '限定支付：限39周岁及以下'],
  [{ levelMin: 2 }, {}, undefined],
  [{ levelMin: 3 }, {}, '限定支付：限三级及以上医疗机构'],
  [{ setting: 'inpatient' }, {}, '限定支付：限住院'],
  [{ setting: 'inpatient' }, { stay: true }, undefined],
  [{ setting: 'outpatient' }, { stay: true }, '限定支付：限门诊'],
  [{ setting: 'emergency_or_inpatient' }, {}, '限定支付：限急诊或住院'],
  [{ setting: 'emergency_or_inpatient' }, { emergency: true }, undefined],
  [{ diagnosisPrefixes: ['E11'] }, {}, undefined],
  [{ diagnosisPrefixes: ['C'] }, {}, '限定支付：诊断不在限定范围'],
  [{ diagnosisPrefixes: ['E11'] }, { diagnoses: [] }, '限定支付：诊断不在限定范围'],
  [{ insurance: 'work_injury' }, {}, '限定支付：限工伤保险'],
  [{ insurance: 'maternity' }, {}, '限定支付：限生育'],
  [{ insurance: 'maternity' }, { maternity: true }, undefined],
]

for (const [restriction, facts, reason] of CASES) {
  test(`${JSON.stringify(restriction)} with ${JSON.stringify(facts)}: ${reason ?? 'paid'}`, () => {
    assert.equal(restrictionDenial(restricted(restriction), 'approved', { ...woman, ...facts }), reason)
  })
}
