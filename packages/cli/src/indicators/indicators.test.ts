// The shipped indicators: all load, the documents' arithmetic comes out, and values are those of the rows counted by hand.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { day, indicator, PlanBook } from '@yibao/kernel'
import { defaultCityId, generateCity, writeHistory } from '@yibao/lab'
import {
  columnsOfTable,
  computeBy,
  computeIndicators,
  DIALECTS,
  INDICATOR_TABLES,
  indicatorRows,
  LAKE_TABLES,
  LakeWriter,
  type OpenLake,
  openLake,
  passText,
} from '@yibao/lake'
import { libraryAt } from '../policy-input.ts'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'
import { indicatorsIn, shippedIndicators } from './read.ts'
import { listOf } from './write-list.ts'

const all = indicatorsIn(shippedIndicators)
const byId = new Map(all.map((each) => [each.id, each]))
const period = { from: '2025-01-01', to: '2025-02-28' }
const scope = { period, area: undefined }
let folder = ''
let lake: OpenLake
let rows: Record<string, unknown>[] = []

before(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'yibao-indicators-')), 'lake')
  await makeLake(folder)
  lake = await openLake(folder)
  rows = (await lake.engine.connection.runAndReadAll(`SELECT * FROM ${lake.sourceOf('claims')}`)).getRowObjectsJson()
})
after(() => {
  lake.engine.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

async function makeLake(out: string): Promise<void> {
  const catalogue = await shippedCatalogue()
  const { library } = libraryAt(cityPolicyPath(defaultCityId))
  const openedOn = day('2025-01-01')
  const city = generateCity({ pack: defaultCityId, people: 800, seed: 5, openedOn, months: 14, catalogue })
  const writer = await LakeWriter.open({
    folder: out,
    area: city.areas[0]?.code ?? '',
    policy: `city/${defaultCityId}`,
  })
  await writeHistory({ city, catalogue, book: new PlanBook(library), months: 2, seed: 5, lake: writer })
  await writer.close()
}

test('every figure of the documents has its file, and each says what it waits for or how it is counted', () => {
  assert.ok(all.length >= 320, `${all.length}`)
  for (const each of all) assert.ok((each.formula === undefined) !== (each.waitsFor === undefined), each.id)
  const demanded = all.filter(({ demands }) => demands.length > 0)
  assert.equal(demanded.length, 310)
})

test('the arithmetic of the documents comes out', () => {
  const checked = all.flatMap((each) => each.checks.map((check) => ({ each, check })))
  assert.ok(checked.length >= 9, `${checked.length}`)
  for (const { each, check } of checked) {
    const { formula } = each
    assert.ok(formula?.kind === 'of' || formula?.kind === 'change', each.id)
    const operation = formula.kind === 'change' ? formula.as : formula.operation
    const fraction = indicator.combined(operation, check.given.map(indicator.fractionOf))
    const plain = { ...each, unit: each.unit === '%' ? ('%' as const) : ('个' as const) }
    assert.equal(indicator.valueText(fraction, plain), check.expect, each.id)
  }
})

const number = (row: Record<string, unknown>, name: string): number => Number(row[name] ?? 0)
const sum = (list: Record<string, unknown>[], name: string): number =>
  list.reduce((total, row) => total + number(row, name), 0)

test('values are those of the rows, counted one by one', async () => {
  const values = new Map((await computeIndicators(lake, { indicators: all, period })).map((each) => [each.id, each]))
  const own = rows.filter((row) => String(row.settled_on) >= period.from && String(row.settled_on) <= period.to)
  const stays = own.filter((row) => row.setting === 'inpatient')
  assert.ok(stays.length > 10)
  const expected: [string, number, number][] = [
    ['CM-24', own.length, 1],
    ['QY-024', sum(own, 'fund_fen'), 1],
    ['QY-035', sum(stays, 'total_fen'), stays.length],
    ['JL-027', new Set(own.filter((row) => number(row, 'fund_fen') > 0).map((row) => row.person_no)).size, 1],
    ['JL-034', stays.filter((row) => row.level === 'level_3').length, stays.length],
    [
      'CM-22',
      sum(
        own.filter((row) =>
          /registered_poor|monitored|minimum_allowance|extreme_poverty|relapsed/.test(String(row.categories)),
        ),
        'total_fen',
      ),
      1,
    ],
  ]
  for (const [id, numerator, denominator] of expected) {
    const found = values.get(id)
    assert.deepEqual([found?.numerator, found?.denominator], [String(numerator), String(denominator)], id)
  }
  assert.equal(values.get('BT-037')?.status, 'waiting')
  assert.ok(values.get('BT-037')?.waitsFor)
})

test('the rows behind a figure add up to it, page by page, and its groups do, too', async () => {
  const fund = byId.get('QY-024')
  assert.ok(fund)
  const [value] = (await computeIndicators(lake, { indicators: [fund], period })).map(({ numerator }) =>
    Number(numerator),
  )
  let [total, page] = [0, 0]
  for (; ; page += 1) {
    const found = await indicatorRows(lake, fund, scope, 'numerator', { limit: 50, offset: page * 50 })
    if (found.length === 0) break
    total += found.reduce((added, row) => added + Number(row.adds), 0)
  }
  assert.ok(page > 1)
  assert.equal(total, value)
  const stays = byId.get('CM-19')
  assert.ok(stays)
  const groups = await computeBy(lake, stays, scope, 'county')
  const [all24] = await computeIndicators(lake, { indicators: [stays], period })
  assert.equal(
    groups.reduce((added, group) => added + Number(group.value), 0),
    Number(all24?.value),
  )
})

test('a lake with a broken or missing file gives no number', async () => {
  const broken = join(folder, '..', 'broken')
  await makeLake(broken)
  const manifest = JSON.parse(readFileSync(join(broken, 'lake.json'), 'utf8')) as {
    slices: { claims: { path: string } }[]
  }
  const path = join(broken, manifest.slices[0]?.claims.path ?? '')
  assert.ok(existsSync(path))
  writeFileSync(path, readFileSync(path).subarray(0, 200))
  await assert.rejects(
    openLake(broken),
    (error: Error) => error.name === 'LakeError' && error.message.includes('.parquet'),
  )
  rmSync(path)
  await assert.rejects(openLake(broken), (error: Error) => error.name === 'LakeError')
})

const OWN_WORDS = new RegExp(
  '^(SELECT|COALESCE|SUM|COUNT|MIN|MAX|DISTINCT|CASE|WHEN|THEN|ELSE|END|FROM|WHERE|BETWEEN|DATE|AND|OR|NOT|IN|IS|NULL|LIKE|CONCAT|AS|ON|' +
    'JOIN|LEFT|GROUP|BY|LAG|OVER|PARTITION|ORDER|TRUE|FALSE|date_diff|dateDiff|datediff|previous_on|m\\d+|[cps])$',
)
/** Signs that all engines read alike: no casts, no arrays, no division. */
const SIGNS = /^[\s,.()=<>*+-]*$/

test('the SQL of every measure and view keeps to words and signs that all engines know', () => {
  const shown = new Set<string>()
  for (const each of all) {
    if (each.formula?.kind !== 'count' && each.formula?.kind !== 'ratio') continue
    const { formula } = each
    const measures = formula.kind === 'ratio' ? [formula.numerator, formula.denominator] : [formula.numerator]
    for (const dialect of DIALECTS)
      for (const measure of measures) {
        shown.add(measure.over)
        const table = INDICATOR_TABLES[measure.over]
        const columns = new Set([...(table?.columns ?? []), ...(table?.reads ?? []).flatMap(columnNames)])
        const sql = passText(measure.over, [measure], scope, { dialect }).replaceAll(/'[^']*'/g, '')
        const words = sql.match(/[A-Za-z_]\w*/g) ?? []
        const known = (word: string) =>
          OWN_WORDS.test(word) || columns.has(word) || word in INDICATOR_TABLES || word in LAKE_TABLES
        assert.deepEqual([...new Set(words.filter((word) => !known(word)))], [], `${each.id} ${sql}`)
        assert.match(sql.replaceAll(/[A-Za-z_]\w*|\d+/g, ''), SIGNS, `${each.id} ${sql}`)
      }
  }
  assert.ok(shown.size >= 2, [...shown].join(' '))
})

const columnNames = (table: string): string[] => columnsOfTable(table).map(({ name }) => name)

test('docs/indicators.md is the list of the files', () => {
  const path = new URL('../../../../docs/indicators.md', import.meta.url)
  assert.equal(readFileSync(path, 'utf8'), listOf(all))
})
