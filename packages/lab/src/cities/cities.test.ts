// The profiles are sound data: shares that sum to one, real codes, every figure with its basis.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isRegionCode } from '@yibao/kernel'
import { productPolicies } from '@yibao/policy'
import { CARE_KINDS, cityIds, cityProfile, type Figure, isAssumed } from './index.ts'

const profiles = cityIds.map((id) => cityProfile(id)!)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const near = (value: number, wanted: number, message: string): void =>
  assert.ok(Math.abs(value - wanted) < 1e-9, `${message}: ${value}`)

test('shares sum to the whole', () => {
  for (const { id, counties, ethnicities, care } of profiles) {
    assert.equal(sum(counties.map(({ shareBp }) => shareBp)), 10_000, `${id}: counties`)
    assert.equal(sum(ethnicities.map(({ shareBp }) => shareBp)), 10_000, `${id}: ethnicities`)
    near(sum(CARE_KINDS.map((kind) => care.mix[kind].value)), 1, `${id}: mix`)
    for (const levels of [care.stayLevels, care.visitLevels]) {
      near(sum(Object.values(levels).map(({ value }) => value)), 1, `${id}: levels`)
    }
  }
})

test('counties lie in their city, places outside do not', () => {
  for (const { id, area, counties, outside } of profiles) {
    for (const { code } of counties) {
      assert.ok(isRegionCode(code) && code.startsWith(area.slice(0, 4)), `${id}: ${code}`)
    }
    assert.equal(new Set(counties.map(({ code }) => code)).size, counties.length)
    for (const { code, place } of outside) {
      assert.ok(!code.startsWith(area.slice(0, 4)), `${id}: ${code}`)
      assert.equal(code.startsWith(area.slice(0, 2)), place === 'in_province', `${id}: ${code}`)
    }
  }
})

test('every figure says where it comes from', () => {
  const figures = (value: unknown): Figure[] => {
    if (typeof value !== 'object' || value === null) return []
    if ('basis' in value && 'value' in value) return [value as Figure]
    return Object.values(value).flatMap(figures)
  }
  for (const profile of profiles) {
    const all = figures(profile)
    assert.ok(all.length > 40, profile.id)
    for (const { value, basis } of all) {
      assert.ok(Number.isFinite(value))
      assert.ok(('stated' in basis ? basis.stated : basis.assumed).length > 1)
    }
  }
  assert.equal(isAssumed(cityProfile('qingyang')!.care.meanYuan.inpatient), false)
})

test('there is a profile for every city whose policies ship', {
  skip: !existsSync(join(productPolicies, 'city')),
}, () => {
  assert.deepEqual(readdirSync(join(productPolicies, 'city')).sort(), [...cityIds].sort())
})
