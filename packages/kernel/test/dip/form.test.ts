// Forming a catalogue: worked numbers of the specification, the same bytes in any order, and groups that hold what the assignment puts there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  assignDip,
  catalogueCsv,
  compileDip,
  type DipHistory,
  FORM_DEFAULTS,
  type Formed,
  type FormOptions,
  formCatalogue,
  type HistoricCase,
  type HistoryRules,
  monitoringScore,
  reportOf,
  scoreFrom,
  threeYears,
} from '@yibao/kernel'
import fc from 'fast-check'
import { keptBetween, squareRoot, variationE4, weightedAverage } from '../../src/dip/form/statistics.ts'
import { decimal, exact, exactText } from '../../src/money/exact.ts'
import { catalogueOf, readText } from './build.ts'
import { historic, historyOf, randomHistory, repeated } from './history.ts'

const OPTIONS: FormOptions = { ...FORM_DEFAULTS, id: 'own', version: '1', years: threeYears(2025) }
const RULES: Partial<HistoryRules> = {
  frame: catalogueOf(
    [
      { seq: 'XQ-1', layer: 'priority', pdx: '', main_proc: '96.7201' },
      { seq: 'FZ-2', layer: 'dx_aux', pdx: 'A15', resistant: 'yes' },
      { seq: 'JC-9', layer: 'basic', pdx: 'I21.0' },
    ],
    {
      procedureClasses: 'proc_code,class\n36.0700,介入治疗\n88.5600,诊断性操作\n47.0100,手术\n00.2400,诊断性操作\n',
      excludedProcedures: 'proc_code,rule\n88.5600,not_main\n',
    },
  ),
}

function formed(history: DipHistory, options: Partial<FormOptions> = {}): Formed {
  const outcome = formCatalogue(history, { ...OPTIONS, ...options })
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.code)
  return outcome.value
}
const bytesOf = (history: DipHistory, options: Partial<FormOptions> = {}): string => {
  const own = { ...OPTIONS, ...options }
  const outcome = formCatalogue(history, own)
  return outcome.ok
    ? catalogueCsv(outcome.value.catalogue) + JSON.stringify(reportOf(history, outcome.value, own))
    : JSON.stringify([outcome.code, outcome.facts])
}

test('a related procedure is kept when it raises the cost by 10 %, and not for 2.91 %', () => {
  const history = historyOf([
    ...repeated(40, () => historic('I21.000', '36.0700', 28_033)),
    ...repeated(30, () => historic('I21.000', '36.0700|88.5600', 28_849)),
    ...repeated(20, () => historic('I21.000', '36.0700|00.2400', 44_003)),
    ...repeated(10, () => historic('I21.000', '36.0700|88.5600|00.2400', 44_003)),
  ])
  const { groups } = formed(history)
  assert.deepEqual(
    groups.map(({ group, figures }) => [group.dipCode, figures.cases]),
    [
      ['I21.0-36.0700', 70],
      ['I21.0-36.0700-00.2400', 30],
    ],
  )
})

test('the limit of 10 % is reached exactly or not', () => {
  const raised = (yuan: number) =>
    formed(
      historyOf([
        ...repeated(20, () => historic('I21.000', '36.0700', 10_000)),
        ...repeated(20, () => historic('I21.000', '36.0700|00.2400', yuan)),
      ]),
    ).groups.length
  assert.equal(raised(11_000), 2)
  assert.equal(raised(10_999.99), 1)
})

test('D1: years weigh 1 : 2 : 7', () => {
  const yuan = (values: readonly number[]) =>
    weightedAverage(
      values.map((each) => ({ cases: 3, costFen: each * 300, losDays: 0 })),
      [1, 2, 7],
      'costFen',
    )!
  const [m, all] = [yuan([9_000, 9_500, 10_200]), yuan([8_000, 8_400, 8_900])]
  assert.deepEqual([exactText(m, 0), exactText(all, 0)], ['994000', '871000'])
  assert.equal(exactText(scoreFrom('average', m, all), 2), '1141.22')
  assert.equal(exactText(scoreFrom('reference', m, all), 4), '1141.2170')
  assert.equal(exactText(scoreFrom('quota', decimal('9940'), decimal('8.71')), 4), '1141.2170')
})

test('scores of drugs and consumables are ratios for monitoring', () => {
  assert.equal(exactText(monitoringScore(decimal('3200'), decimal('2500')) ?? exact(0), 2), '1.28')
  assert.equal(monitoringScore(decimal('3200'), exact(0)), undefined)
})

test('the threshold: fixed at its number, or the largest that still covers the share', () => {
  const history = historyOf([
    ...repeated(60, () => historic('I21.000', '', 100)),
    ...repeated(35, () => historic('I21.100', '', 100)),
    ...repeated(5, () => historic('J18.900', '', 100)),
  ])
  const of = (options: Partial<FormOptions>) => {
    const { minCases, groups, ungrouped } = formed(history, options)
    return [minCases, groups.length, ungrouped]
  }
  assert.deepEqual(of({ threshold: { kind: 'fixed', minCases: 35 } }), [35, 2, 5])
  assert.deepEqual(of({ threshold: { kind: 'fixed', minCases: 36 } }), [36, 2, 5], 'the second is a mixed group then')
  assert.deepEqual(of({ threshold: { kind: 'coverage', shareBp: 9_500 } }), [35, 2, 5])
  assert.deepEqual(of({ threshold: { kind: 'coverage', shareBp: 9_501 } }), [5, 3, 0])
  assert.deepEqual(
    of({ threshold: { kind: 'coverage', shareBp: 6_000 }, mixed: { minCases: 41, withChapters: false } }),
    [60, 1, 40],
  )
})

test('mixed groups by category and class, then by chapter; dropped ones are counted', () => {
  const history = historyOf(
    [
      ...repeated(8, (at) => historic(`I2${at % 4 === 0 ? 0 : 1}.${at}00`, '47.0100', 100)),
      ...repeated(8, (at) => historic(`I21.${at}00`, '', at === 0 ? 10_000 : 10)),
      ...repeated(3, (at) => historic(`I1${at}.x00`, '', 100)),
    ],
    RULES,
  )
  const of = (mixed: FormOptions['mixed']) => {
    const result = formed(history, { threshold: { kind: 'fixed', minCases: 10 }, mixed })
    return [
      result.groups.map(({ group, figures }) => `${group.dipCode}=${figures.cases}`).join(' '),
      result.mixed.dropped,
    ]
  }
  assert.deepEqual(of({ minCases: 5, withChapters: false }), [
    'I21-保守治疗=8 I21-相关手术=6',
    { few: 4, variation: 0, beyond: 0 },
  ])
  assert.deepEqual(of({ minCases: 5, withChapters: false, cvMaxE4: 10_000 }), [
    'I21-相关手术=6',
    { few: 4, variation: 1, beyond: 0 },
  ])
  assert.deepEqual(of({ minCases: 5, withChapters: false, groupsMax: 1 }), [
    'I21-保守治疗=8',
    { few: 4, variation: 0, beyond: 1 },
  ])
  assert.deepEqual(of({ minCases: 3, withChapters: true }), [
    'I21-保守治疗=8 I21-相关手术=6 I00-I99-保守治疗=3',
    { few: 5, variation: 0, beyond: 0 },
  ])
})

test('cases that do not count are told apart by reason, and none of two that contradict each other counts', () => {
  const good = historic('I21.000', '36.0700', 100)
  const history = historyOf(
    [
      { ...good, recordId: '' },
      { ...good, year: 2020 },
      { ...good, isPaidOtherwise: true },
      { ...good, totalFen: 0 as never },
      { ...good, losDays: 0 },
      { ...good, diagnoses: ['I21'] },
      { ...good, procedures: ['36.07'] },
      { ...good, diagnoses: ['R05.x00'] },
      ...[good, good, good],
      ...[
        { ...good, recordId: 'X' },
        { ...good, recordId: 'X' },
        { ...good, recordId: 'X', losDays: 9 },
        { ...good, recordId: 'X' },
      ],
    ],
    { greyDiagnoses: new Set(['R05.x00']) },
  )
  assert.deepEqual(Object.fromEntries(history.rejected), {
    ...{
      incomplete: 1,
      year_outside: 1,
      paid_otherwise: 1,
      no_cost: 1,
      no_stay: 1,
      bad_diagnosis: 1,
      bad_procedure: 1,
    },
    ...{ grey_principal: 1, duplicate: 2, contradictory: 4 },
  })
  assert.equal([...history.rows()].length, 1)
})

test('without a case, or without the reference group, there is no catalogue', () => {
  const none = formCatalogue(historyOf([]), OPTIONS)
  assert.equal(!none.ok && none.code, 'no_cases')
  const few = formCatalogue(historyOf([historic('I21.000', '', 100)]), OPTIONS)
  assert.equal(!few.ok && few.code, 'no_groups')
  const history = historyOf(repeated(20, () => historic('I21.000', '', 100)))
  const other = formCatalogue(history, { ...OPTIONS, score: { method: 'reference', dipCode: 'K35.8-47.0100' } })
  assert.equal(!other.ok && other.code, 'no_reference_group')
  const itself = formed(history, { score: { method: 'reference', dipCode: 'I21.0-保守治疗' } })
  assert.equal(itself.catalogue.groups[0]?.scoreE4, 10_000_000)
})

test('a group like one of the national catalogue takes its code; the others are local', () => {
  const national = catalogueOf([
    { seq: 'JC-7', dip_code: 'I10-保守治疗', layer: 'basic', pdx: 'I10.x', tcm: '是' },
    { seq: 'JC-8', dip_code: 'Z', layer: 'basic', pdx: 'I21.0', main_proc: '36.0700' },
  ])
  const history = historyOf([
    ...repeated(20, () => historic('I10.x00', '', 100)),
    ...repeated(20, () => historic('I21.000', '', 100)),
  ])
  const outcome = formCatalogue(history, OPTIONS, national)
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.value.national, { version: 'test 1', equal: 1, local: 1, localCases: 20, absent: 1 })
  assert.deepEqual(
    outcome.value.catalogue.groups.map(({ dipCode, tcm, local }) => [dipCode, tcm, local]),
    [
      ['I10-保守治疗', true, false],
      ['I21.0-保守治疗', false, true],
    ],
  )
})

test('basic-level groups: enough cases, enough of them at the basic level, little variation', () => {
  const basicOf = (own: number, spread: number) =>
    formed(
      historyOf(repeated(100, (at) => historic('J18.900', '', 100 + (at % 2) * spread, { isBasicLevel: at < own }))),
    ).catalogue.groups[0]?.basicLevel
  assert.deepEqual([basicOf(50, 0), basicOf(49, 0), basicOf(50, 500)], [true, false, false])
})

test('a simpler treatment with a higher score is reported', () => {
  const history = historyOf(
    [
      ...repeated(20, () => historic('K35.900', '', 9_000)),
      ...repeated(20, () => historic('K35.900', '47.0100', 8_000)),
    ],
    RULES,
  )
  const { inverted } = reportOf(history, formed(history), OPTIONS)
  assert.deepEqual(
    inverted.map(({ pdx, simpler, harder }) => [pdx, simpler, harder]),
    [['K35.9', 'JC-1', 'JC-2']],
  )
})

test('the same cases in any order give the same bytes', () => {
  const shuffled = randomHistory(1, 120).chain((cases) =>
    fc.tuple(fc.constant(cases), fc.shuffledSubarray(cases, { minLength: cases.length })),
  )
  fc.assert(
    fc.property(shuffled, fc.boolean(), ([cases, other], withChapters) => {
      const options = { threshold: { kind: 'fixed', minCases: 4 }, mixed: { minCases: 3, withChapters } } as const
      const twice = [...cases, ...cases.slice(0, 5), ...cases.slice(5, 8).map((each) => ({ ...each, losDays: 41 }))]
      const back = [...other.slice(0, 3), ...twice.slice(cases.length), ...other.slice(3)]
      assert.equal(bytesOf(historyOf(back, RULES), options), bytesOf(historyOf(twice, RULES), options))
    }),
    { numRuns: 150 },
  )
})

test('a procedure coded with its extension counts with its bare code, as the assignment has it', () => {
  const { groups } = formed(
    historyOf(
      [
        ...repeated(3, () => historic('I21.000', '00.2400', 10_000)),
        ...repeated(4, () => historic('I21.000', '00.2400|36.0700', 12_000)),
        historic('I21.000', '00.2400|36.0700x004', 12_000),
        ...repeated(20, () => historic('I21.000', '', 10_000)),
      ],
      RULES,
    ),
    { threshold: { kind: 'fixed', minCases: 4 } },
  )
  // Splitting would leave three cases behind, which make no core group.
  assert.deepEqual(
    groups.map(({ group, figures }) => [group.mainProc, group.relatedProc, figures.cases]),
    [
      ['', '', 20],
      ['00.2400', '', 8],
    ],
  )
})

test('every case falls into the group that was formed with it, and the written catalogue reads back the same', () => {
  let grouped = 0
  fc.assert(
    fc.property(randomHistory(60, 200), fc.boolean(), (cases, withChapters) => {
      const history = historyOf(cases, RULES)
      const result = formed(history, {
        threshold: { kind: 'fixed', minCases: 4 },
        mixed: { minCases: 3, withChapters },
      })
      const compiled = compileDip(result.catalogue)
      const counts = new Map<string, number>()
      for (const each of cases) {
        const seq = assignDip(compiled, each).group?.seq ?? ''
        counts.set(seq, (counts.get(seq) ?? 0) + 1)
      }
      for (const { group, figures } of result.groups) assert.equal(counts.get(group.seq) ?? 0, figures.cases, group.seq)
      assert.equal(counts.get('') ?? 0, result.ungrouped)
      for (const { group, figures } of result.groups)
        if (group.type === 'core') assert.ok(figures.cases >= 4, group.seq)
      grouped += cases.length - result.ungrouped
      const again = readText(catalogueCsv(result.catalogue))
      assert.deepEqual(again.faults, [])
      assert.equal(catalogueCsv(again.catalogue), catalogueCsv(result.catalogue))
    }),
    { numRuns: 100 },
  )
  assert.ok(grouped > 3_000)
})

test('within one year and untrimmed, scores times cases are a thousand for every case', () => {
  const never = { ...FORM_DEFAULTS.trim, minCases: 1_000_000 }
  fc.assert(
    fc.property(randomHistory(30, 150), (cases) => {
      const one = cases.map((each): HistoricCase => ({ ...each, year: 2025 }))
      const history = historyOf(one, RULES)
      const { groups, ungrouped } = formed(history, {
        ...{ threshold: { kind: 'fixed', minCases: 1 }, mixed: { minCases: 1, withChapters: false }, trim: never },
      })
      assert.equal(ungrouped, 0)
      const total = groups.reduce((sum, { group, figures }) => sum + (group.scoreE4 ?? 0) * figures.cases, 0)
      const all = 10_000_000 * cases.length
      assert.ok(Math.abs(total - all) <= cases.length / 2, `${total} of ${all}`)
    }),
    { numRuns: 60 },
  )
})

test('quantiles, roots and variation are those of their definitions', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 }), (costs) => {
      const sorted = Float64Array.from(costs).sort()
      const quantile = (share: number): number => {
        const place = (sorted.length - 1) * share
        const below = Math.floor(place)
        return sorted[below]! + (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!) * (place - below)
      }
      const { min, max } = keptBetween(sorted, 250, 9_750)
      for (const cost of costs) {
        const [low, high] = [quantile(0.025), quantile(0.975)]
        if (cost < low - 1e-6 || cost > high + 1e-6) assert.ok(cost < min || cost > max)
        else assert.ok(cost >= min && cost <= max)
      }
      const mean = costs.reduce((a, b) => a + b, 0) / costs.length
      const deviation = Math.sqrt(costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / costs.length)
      assert.ok(Math.abs(variationE4(costs) - (deviation / mean) * 10_000) <= 1)
    }),
  )
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (value) => {
      const root = squareRoot(value)
      assert.ok(root * root <= value && (root + 1n) * (root + 1n) > value)
    }),
  )
  assert.equal(exactText(exact(1, 3), 2), '0.33')
})
