// The policies that ship: every pack can be used, every case holds, nothing assumed is presented as a city's rule.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Entry, FACTS, FaultList, faultText, type PolicyCase, readCases, usedSlots } from '@yibao/kernel'
import { buildPack, checkPath, type PackOnDisk, packsAt, productPolicies, testPath } from './index.ts'

const cities = join(productPolicies, 'city')

const casesOf = (pack: PackOnDisk): PolicyCase[] => {
  const own = new Set(pack.layers.at(-1)?.files.map((file) => file.path))
  const files = buildPack(pack).files.filter((file) => own.has(file.path))
  return files.flatMap((file) => (file.cases ? readCases(file.cases, new FaultList()) : []))
}

test('every pack that ships can be used', () => {
  const { ok, packs } = checkPath(productPolicies)
  assert.deepEqual(
    packs.flatMap((pack) => pack.faults.map(faultText)),
    [],
  )
  assert.ok(ok)
  assert.ok(packs.length >= 18, `only ${packs.length} packs`)
})

test('what a pack warns of is assumed values, placeholders and the one cliff, nothing else', () => {
  const said = new Set(['assumed_value', 'placeholder_value', 'payment_cliff'])
  const others = checkPath(productPolicies).packs.flatMap((pack) =>
    pack.warnings.filter((warning) => !said.has(warning.code)).map(faultText),
  )
  assert.deepEqual(others, [])
})

test('every case beside the policies holds to the fen', (t) => {
  const result = testPath(productPolicies)
  for (const pack of result.packs) {
    const failures = pack.failures.map(
      (each) => `${each.file}:${each.line} ${each.name}: ${each.differences.join('; ')}`,
    )
    assert.deepEqual([...pack.faults, ...failures], [], pack.path)
  }
  t.diagnostic(`${result.passed} cases`)
  assert.ok(result.ok && result.cases >= 700, `${result.cases} cases`)
})

test('each city has a case for each setting of both schemes', () => {
  for (const pack of packsAt(cities)) {
    const seen = new Set(casesOf(pack).map(({ bill }) => `${bill.person.scheme} ${bill.visit.setting}`))
    const all = (FACTS.scheme.values ?? []).flatMap((scheme) =>
      (FACTS.setting.values ?? []).map((setting) => `${scheme} ${setting}`),
    )
    assert.deepEqual(
      all.filter((each) => !seen.has(each)),
      [],
      pack.path,
    )
  }
})

test('each day on which a city or its province changes a value has cases of that day and of the day before', () => {
  for (const pack of packsAt(cities)) {
    const { library } = buildPack(pack)
    assert.ok(library, pack.path)
    const days = usedSlots(library.content).flatMap(({ slot }) =>
      slot
        .filter((entry) => entry.layer > 0)
        .flatMap((entry: Entry<unknown>) => [entry.from, entry.until ?? entry.from]),
    )
    const first = [...days].sort()[0] ?? ''
    const cases = new Set(casesOf(pack).map((each) => each.on as string))
    for (const on of new Set(days.filter((each) => each > first))) {
      assert.ok(cases.has(on), `${pack.path}: no case on ${on}`)
      assert.ok(cases.has(dayBefore(on)), `${pack.path}: no case on the day before ${on}`)
    }
  }
})

test('inferences and general knowledge count as assumed, and every assumed value says what it is modelled on', () => {
  for (const pack of packsAt(productPolicies)) {
    const { library } = buildPack(pack)
    for (const { name, slot } of usedSlots(library?.content ?? assert.fail(pack.path))) {
      for (const entry of slot) {
        if (entry.grade === 'I' || entry.grade === 'G') assert.ok(entry.assumed, `${pack.path} ${name}`)
        if (entry.assumed) assert.ok(entry.note, `${pack.path} ${name} is assumed without a note`)
        else assert.ok(entry.source && library?.content.sources.get(entry.source)?.title, `${pack.path} ${name}`)
      }
    }
  }
})

test('every pack, tier and plan has a Chinese and an English name', () => {
  for (const pack of packsAt(productPolicies)) {
    const { packs, tiers, plans } = buildPack(pack).library?.content ?? assert.fail(pack.path)
    for (const each of [...packs, ...tiers.values(), ...plans.values()]) {
      assert.match(each.title, /\p{Script=Han}/u, `${pack.path} ${each.id}`)
      assert.match(each.titleEn ?? '', /^[A-Za-z][\w ,-]+$/, `${pack.path} ${each.id}`)
    }
  }
})

test('values are counted by grade, inherited ones included', (t) => {
  for (const { path, values } of checkPath(cities).packs) {
    const graded = Object.values(values.byGrade).reduce((sum, count) => sum + count, 0)
    assert.equal(graded, values.total, path)
    assert.ok(values.own > 0 && values.own < values.total, path)
    assert.ok(values.assumed >= values.byGrade.I + values.byGrade.G, path)
    t.diagnostic(`${path}: ${values.total} values, ${values.own} own, ${values.assumed} assumed, ${gradesText(values)}`)
  }
})

const gradesText = (values: { byGrade: Readonly<Record<string, number>> }): string =>
  Object.entries(values.byGrade)
    .filter(([, count]) => count > 0)
    .map(([grade, count]) => `${grade} ${count}`)
    .join(', ')

test('no policy names a file of ours or a path of a machine', () => {
  const forbidden = /\/work\/|\/tmp\/|\bseeds?\b|\.txt\b|[a-z]+\.md\b|\bissue\b/i
  for (const pack of packsAt(productPolicies))
    for (const file of pack.layers.at(-1)?.files ?? []) {
      const line = file.text.split('\n').find((each) => forbidden.test(each))
      assert.equal(line, undefined, file.path)
    }
})

test('a case that expects another amount fails, with its file, line and both amounts', () => {
  withPolicy(policyWith('9999元', ''), (path) => {
    const { ok, packs } = testPath(path)
    const [failure] = packs[0]?.failures ?? []
    assert.equal(ok, false)
    assert.equal(failure?.line, 23)
    assert.equal(failure?.name, '一千元按一半支付')
    assert.deepEqual(failure?.differences, ['tiers.basic: expected 9,999.00元, found 450.00元'])
  })
})

test('a case that gives an accumulator which no tier fills is refused', () => {
  withPolicy(policyWith('450元', 'accumulators: { limit.basic_yaer: 5元 }'), (path) => {
    const { ok, packs } = testPath(path)
    assert.equal(ok, false)
    assert.match(packs[0]?.faults[0] ?? '', /policy\.yaml:23 unknown_accumulator: found limit\.basic_yaer@2023/)
  })
})

test('a policy that cannot be used passes no case', () => {
  withPolicy(policyWith('450元', '').replace('base: in_scope', 'base: in_scop'), (path) => {
    const { ok, packs } = testPath(path)
    assert.equal(ok, false)
    assert.equal(packs[0]?.passed, 0)
    assert.match(packs[0]?.faults[0] ?? '', /policy\.yaml:12 wrong_value: found in_scop/)
    assert.equal(checkPath(path).ok, false)
  })
})

function withPolicy(text: string, look: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-policy-'))
  try {
    const path = join(folder, 'policy.yaml')
    writeFileSync(path, text)
    look(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const policyWith = (expected: string, extra: string): string => `title: 一个例子
defaults: { from: 2023-01-01, assumed: true, note: 例子 }
vocabulary: { levels: { level_1: 一级 } }
classifications:
  standard: { title: 三类, pre_self_pay: 0% }
tiers:
  basic:
    title: 门诊
    title_en: Outpatient
    payer: pooled
    fund: resident_basic
    base: in_scope
    deductible: 100元
    rate: 50%
    limits: [{ title: 限额, on: payment, amount: 500元, per: year, bucket: basic_year }]
    switches: { band_origin: above_deductible, band_scope: visit, deductible_mode: year, cap_consumption: binding_point, round_at: tier }
plans:
  outpatient:
    { title: 门诊, scheme: resident, settings: [outpatient], classification: standard, tiers: [basic],
      switches: { over_limit: separate, account_pays: [none], governed_by: visit, package: none } }
cases:
  # 案例
  - name: 一千元按一半支付
    on: 2023-05-01
    given: { visit: { setting: outpatient, level: level_1 }, bill: { in_scope: 1000元 }${extra ? `, ${extra}` : ''} }
    expect: { tiers: { basic: ${expected} } }
`

function dayBefore(on: string): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
