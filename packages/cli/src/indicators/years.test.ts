// Indicators over a small city's years: people, enrolment, charges, fund entries, agreements, policy values, tiers and lines, each
// counted again by other SQL; and what is refused when a file is not what it should be.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type indicator, watching } from '@yibao/kernel'
import { defaultCityId, makeYears } from '@yibao/lab'
import {
  computeIndicators,
  INDICATOR_TABLES,
  type IndicatorValue,
  indicatorRows,
  type OpenLake,
  openLake,
  parquetAsCsv,
} from '@yibao/lake'
import { packsAt } from '@yibao/policy'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'
import { indicatorsIn, shippedIndicators } from './read.ts'

const all = indicatorsIn(shippedIndicators)
const period = { from: '2022-01-01', to: '2022-12-31' }
const scratch = mkdtempSync(join(tmpdir(), 'yibao-years-indicators-'))
const folder = join(scratch, 'lake')
let lake: OpenLake
let values: ReadonlyMap<string, IndicatorValue>

before(async () => {
  const layers = packsAt(cityPolicyPath(defaultCityId))[0]!.layers
  const run = { people: 700, months: 24, seed: 11, buckets: 2, workers: 1, folder, layers }
  await makeYears({ city: defaultCityId, catalogue: await shippedCatalogue(), ...run })
  lake = await openLake(folder, { hashes: true })
  values = new Map((await computeIndicators(lake, { indicators: all, period })).map((each) => [each.id, each]))
})
after(() => {
  lake.engine.close()
  rmSync(scratch, { recursive: true, force: true })
})

const one = async (sql: string): Promise<number> =>
  Number((await lake.engine.connection.runAndReadAll(sql)).getRows()[0]?.[0])
const files = (table: string): string => `read_parquet('${join(folder, table)}/**/*.parquet')`

test('state, flow and ratio are those of the rows, counted in another way (seed 11)', async () => {
  const enrolled = `SELECT count(*) FROM ${files('spells')} WHERE year(from_on) = 2022 AND until_on = DATE '2022-12-31'`
  const alive = `SELECT count(*) FROM ${files('people')} WHERE born_on <= DATE '2022-12-31' AND coalesce(died_on, DATE '9999-12-31') >= DATE '2022-12-31'`
  const residents = `SELECT count(*) FROM ${files('charges')} WHERE scheme = 'resident' AND month[1:4] = '2022'`
  const drugs = `SELECT sum(amount_fen) FROM read_parquet('${folder}/claim_lines/month=2022-*/*.parquet') WHERE item_kind LIKE '%drug' OR item_kind IN ('herbal', 'consumable')`
  const born = `SELECT count(*) FROM ${files('people')} p WHERE year(born_on) = 2022 AND EXISTS (FROM ${files('spells')} s WHERE s.person_no = p.person_no AND s.from_on = p.born_on)`
  const expected: [string, string][] = [
    ['BT-001', enrolled],
    ['QY-022', `SELECT count(*) FROM ${files('spells')} WHERE year(from_on) = 2022`],
    ['JL-023', born],
    ['CM-04', drugs],
    [
      'CM-32',
      `SELECT count(DISTINCT person_no) FROM ${files('certificates')} WHERE kind <> 'two_disease' AND from_on <= DATE '2022-12-31'`,
    ],
    [
      'QY-019',
      `SELECT sum(paid_fen) FROM read_parquet('${folder}/claim_tiers/month=2022-*/*.parquet') WHERE tier LIKE 'second%'`,
    ],
    ['BT-021', `SELECT sum(aid_fen) FROM ${files('charges')} WHERE month[1:4] = '2022'`],
  ]
  for (const [id, sql] of expected) assert.equal(Number(values.get(id)?.numerator), await one(sql), id)
  const rate = values.get('BT-002')
  assert.deepEqual([Number(rate?.numerator), Number(rate?.denominator)], [await one(enrolled), await one(alive)])
  assert.equal(values.get('BT-004')?.value, '1.80')
  assert.ok((await one(residents)) > 450)
})

test('policy values are those of their day, and none where the policy has none', async () => {
  const at = async (from: string, to: string) =>
    new Map((await computeIndicators(lake, { indicators: all, period: { from, to } })).map((each) => [each.id, each]))
  assert.deepEqual([values.get('QY-002')?.value, values.get('QY-011')?.value], ['5955', '60'])
  const later = await at('2021-01-01', '2025-12-31')
  assert.deepEqual(
    ['QY-002', 'QY-003', 'QY-004', 'QY-005', 'QY-006', 'QY-011', 'QY-015', 'QY-016', 'BT-013'].map(
      (id) => later.get(id)?.value,
    ),
    ['5542', '7194', '29.81', '830', '1100', '120', '5.00', '5.00', '50.00'],
  )
  assert.equal(values.get('QY-016')?.status, 'waiting')
  assert.match(values.get('QY-016')?.waitsFor ?? '', /这一时点/)
})

test('income and expenditure are those of charges and settlements, and the balance is their sum so far', async () => {
  const calibration = JSON.parse(readFileSync(join(folder, 'calibration.json'), 'utf8')) as {
    years: { incomeFen: number; funds: Record<string, number>; personYears: number }[]
  }
  const both = { from: '2021-01-01', to: '2022-12-31' }
  const [income, spent, years] = await computeIndicators(lake, {
    ...{ indicators: all, period: both, ids: ['QY-069', 'QY-070', 'QY-022'] },
  })
  const sum = (of: (year: (typeof calibration.years)[number]) => number) =>
    calibration.years.reduce((total, year) => total + of(year), 0)
  const insured = ['employee_basic', 'resident_basic', 'resident_serious_illness', 'employee_supplement']
  assert.equal(
    Number(spent?.numerator),
    sum(({ funds }) => insured.reduce((total, fund) => total + (funds[fund] ?? 0), 0)),
  )
  assert.equal(
    Number(years?.numerator),
    sum(({ personYears }) => personYears),
  )
  const off = Math.abs(Number(income?.numerator) / sum(({ incomeFen }) => incomeFen) - 1)
  assert.ok(off < 0.002, `${off}`)
})

test('months payable are those of the watching of the funds, all pools together', async () => {
  const found = await lake.engine.connection.runAndReadAll(
    `SELECT layer, strftime(booked_on, '%Y-%m'), fund, account, CAST(sum(debit_fen) AS DOUBLE), CAST(sum(credit_fen) AS DOUBLE)
     FROM ${files('postings')} GROUP BY ALL`,
  )
  const sums = found.getRows().map(([layer, month, fund, account, debitFen, creditFen]) => ({
    ...{
      layer: layer as 'cash' | 'accrual',
      period: String(month),
      fund: String(fund),
      account: String(account),
      area: '',
    },
    ...{ debitFen: Number(debitFen), creditFen: Number(creditFen) },
  }))
  const rules = watching.WATCH_RULES.filter(({ id }) => id === 'months_payable')
  const watched = watching.watch({ sums, closed: [], active: 0, retired: 0, negativeAccounts: 0 }, '2022-12', rules)
  const months = values.get('QY-071')
  assert.ok(watched.length >= 2)
  assert.equal(
    Number(months?.numerator),
    watched.reduce((sum, { numerator }) => sum + 12 * numerator, 0),
  )
  const expense = watched.reduce((sum, { denominator }) => sum + 12 * denominator, 0)
  assert.ok(Math.abs(Number(months?.denominator) - expense) < 12 * watched.length, 'a twelfth is rounded to the fen')
})

test('the offices agree with the records that they come from', async () => {
  const sum = (table: string, column: string, where = 'TRUE') =>
    one(`SELECT COALESCE(sum(${column}), 0) FROM ${files(table)} WHERE ${where}`)
  const residents = "scheme = 'resident' AND month[6:7] = '01'"
  const due = await one(
    `SELECT sum(person_fen - aid_fen) FROM ${files('charges')} WHERE ${residents} AND month[1:4] = '2022'`,
  )
  const paid = await sum('receipts', 'amount_fen', "payer_kind = 'person' AND period = '2022-01'")
  assert.equal(paid, due)
  const employers = await one(
    `SELECT sum(employer_fen + person_fen) FROM ${files('charges')} WHERE scheme = 'employee' AND month <= '2022-10'`,
  )
  assert.equal(await sum('receipts', 'amount_fen', "scheme = 'employee' AND period <= '2022-10'"), employers)
  assert.equal(await sum('subsidies', 'amount_fen'), await sum('charges', 'aid_fen'))
  const unbalanced = `SELECT count(*) FROM (SELECT journal_id, layer, fund FROM ${files('postings')} GROUP BY ALL HAVING sum(debit_fen) <> sum(credit_fen))`
  assert.equal(await one(unbalanced), 0)
  const claimed = await sum('clearings', 'claimed_fen', "month = '2022-05'")
  const local = `SELECT sum(c.fund_fen) FROM ${files('claims')} c JOIN ${files('providers')} p ON p.provider = c.provider AND NOT p.outside WHERE strftime(settled_on, '%Y-%m') = '2022-05'`
  assert.equal(claimed, await one(local))
  assert.equal(
    await sum('clearings', 'paid_fen'),
    await sum(
      'postings',
      'debit_fen',
      "event = 'provider_paid' AND layer = 'cash' AND account_kind = 'expense' AND booked_on <= DATE '2022-12-31'",
    ),
  )
  assert.ok((await sum('enrolment_issues', '1', "kind = 'missing'")) > 0)
})

test('what the desk decided, reminded of and paid stands on the visits of the lake', async () => {
  const odd = (sql: string) => one(`SELECT count(*) FROM ${sql}`)
  const ofVisit = `${files('decisions')} d LEFT JOIN ${files('claims')} c ON c.id = d.visit_id AND c.provider = d.provider AND c.person_no = d.person_no`
  assert.ok((await odd(files('decisions'))) > 50)
  assert.equal(
    await odd(`${ofVisit} WHERE c.id IS NULL OR d.found_on <= c.settled_on OR d.recovered_fen > d.confirmed_fen`),
    0,
  )
  const order = "decided_on < found_on OR recovered_on < decided_on OR (outcome = 'rejected' AND confirmed_fen > 0)"
  assert.equal(
    await odd(`${files('decisions')} WHERE ${order} OR (recovered_on IS NOT NULL AND state <> 'deducted')`),
    0,
  )
  const unknown = `${files('reminders')} r LEFT JOIN ${files('claims')} c ON c.id = r.visit_id WHERE c.id IS NULL OR (outcome = 'kept' AND prevented_fen > 0)`
  assert.equal(await odd(unknown), 0)
  const cases = `${files('case_payments')} p LEFT JOIN ${files('claims')} c ON c.id = p.id`
  assert.ok((await odd(files('case_payments'))) > 20)
  assert.equal(
    await odd(`${cases} WHERE c.id IS NULL OR (c.total_fen <> p.cost_fen AND p.tags NOT LIKE '%pre_admission%')`),
    0,
  )
  assert.equal(await odd(`${files('case_payments')} WHERE method = 'items' AND due_fen <> booked_fen`), 0)
})

test('registers follow from the records: deposits by the score, packages by what was paid', async () => {
  const deposits = `SELECT sum(deposit_fen) FROM ${files('clearings')} WHERE month < '2022-01'`
  assert.equal(await one(`SELECT sum(kept_fen + withheld_fen) FROM ${files('assessments')}`), await one(deposits))
  const [package_] = (
    await lake.engine.connection.runAndReadAll(
      `SELECT county, scheme, CAST(inside_fen + outside_fen AS DOUBLE), package_fen - inside_fen - outside_fen - balance_fen FROM ${files('consortia')} WHERE year = 2022`,
    )
  ).getRows()
  const [county, scheme, paid, rest] = package_ ?? []
  const own = `SELECT sum(payer_pooled_fen) FROM ${files('claims')} WHERE county = '${county}' AND scheme = '${scheme}' AND year(settled_on) = 2022`
  assert.deepEqual([Number(paid), Number(rest)], [await one(own), 0])
  const late = `SELECT count(*) FROM ${files('deferred_payments')} d JOIN ${files('claims')} c USING (id) WHERE c.setting <> 'inpatient' OR d.paid_on < d.settled_on OR c.county <> d.county`
  assert.equal(await one(late), 0)
  for (const id of [
    'JJ-025',
    'QY-039',
    'BT-038',
    'BT-046',
    'JJ-012',
    'JJ-026',
    'JJ-047',
    'QY-042',
    'QY-043',
    'BZ-015',
    'QY-075',
    'BZ-037',
    'QY-038',
  ])
    assert.ok(Number(values.get(id)?.value) > 0, `${id} ${values.get(id)?.value}`)
})

test('a view over fee lines opens down to the settlements of the lines', async () => {
  const listed = all.find(({ id }) => id === 'QY-029')!
  const rows = await indicatorRows(lake, listed, { period, area: undefined }, 'numerator', { limit: 9999, offset: 0 })
  const sum = rows.reduce((total, { adds }) => total + Number(adds), 0)
  assert.ok(sum > 0 && rows.every(({ id, title }) => id && title))
  assert.equal(String(sum), values.get('QY-029')?.numerator)
})

test('only what is asked is counted, with whatever it is made of', async () => {
  const [growth] = await computeIndicators(lake, { indicators: all, period, ids: ['BZ-012'] })
  assert.equal(growth?.value, values.get('BZ-012')?.value)
  assert.equal(growth?.status, 'computed')
})

test('a table known by the month gives nothing for half a month, and nothing for an area it does not have', async () => {
  const half = await computeIndicators(lake, {
    ...{ indicators: all, period: { from: '2022-01-01', to: '2022-01-15' }, ids: ['CM-04', 'CM-24'] },
  })
  assert.deepEqual(
    half.map(({ status }) => status),
    ['waiting', 'computed'],
  )
  assert.match(half[0]?.waitsFor ?? '', /整月/)
  const [tiers] = await computeIndicators(lake, { indicators: all, period, area: '621002', ids: ['QY-019'] })
  assert.match(tiers?.waitsFor ?? '', /县区/)
})

/** What all tiers paid: a small city has no second assistance in a year. */
const tiersPaid = (): indicator.Indicator => {
  const found = all.find(({ id }) => id === 'QY-019')!
  const counted = { kind: 'sum', terms: [{ column: 'paid_fen', sign: 1 }] } as const
  return {
    ...found,
    formula: { kind: 'count', numerator: { over: 'claim_tiers', where: undefined, counted, times: 1 } },
  }
}

test('every table opens down to rows that add up, lines and tiers with their settlement', async () => {
  const ids = [
    'BT-001',
    'CM-04',
    'QY-069',
    'JL-002',
    'BT-020',
    'CM-32',
    'CM-29',
    'JL-029',
    'QY-003',
    'CM-35',
    'CM-08',
    'QY-089',
  ]
  for (const each of [...all.filter(({ id }) => ids.includes(id)), tiersPaid()]) {
    const scope = { period, area: undefined }
    const rows = await indicatorRows(lake, each, scope, 'numerator', { limit: 100_000, offset: 0 })
    assert.ok(rows.length > 0, each.id)
    assert.ok(each.formula?.kind === 'count' || each.formula?.kind === 'ratio')
    const { over, counted } = each.formula.numerator
    for (const name of INDICATOR_TABLES[over]?.named ?? []) assert.ok(name in rows[0]!, `${each.id} ${name}`)
    const sum = rows.reduce((total, { adds }) => total + Number(adds), 0)
    const total = counted.kind === 'distinct' ? new Set(rows.map(({ adds }) => adds)).size : sum
    const [value] = await computeIndicators(lake, { indicators: [each], period })
    assert.equal(total, Number(value?.numerator), each.id)
  }
})

test('tables that nobody has made yet are waited for', () => {
  for (const id of ['QY-033', 'CM-01', 'BZ-040'])
    assert.match(values.get(id)?.waitsFor ?? '', /数据表 (groups|findings)/, id)
})

const copied = (name: string): string => {
  cpSync(folder, join(scratch, name), { recursive: true })
  return join(scratch, name)
}
const asked = async (own: string, id: string): Promise<string> => {
  const opened = await openLake(own)
  try {
    const [value] = await computeIndicators(opened, { indicators: all, period, ids: [id] })
    return value?.value ?? value?.waitsFor ?? ''
  } finally {
    opened.engine.close()
  }
}

test('a broken or foreign file is named with its table, and gives no number', async () => {
  const own = copied('broken')
  const spells = join(own, 'spells', 'bucket-001.parquet')
  writeFileSync(spells, readFileSync(spells).subarray(0, 500))
  await assert.rejects(asked(own, 'BT-001'), (error: Error) => error.message.includes(spells))
  assert.match(await asked(own, 'CM-24'), /^\d+$/)
  rmSync(spells)
  await assert.rejects(asked(own, 'BT-001'), /缺少文件 .*spells/)
})

test('a foreign file with other columns or rows is named with the column or the row', async () => {
  const foreign = copied('foreign')
  const write = (sql: string) => lake.engine.connection.run(sql)
  const people = join(foreign, 'people', 'bucket-000.parquet')
  await write(`COPY (SELECT * EXCLUDE (born_on) FROM '${people}') TO '${people}.new' (FORMAT parquet)`)
  cpSync(`${people}.new`, people)
  await assert.rejects(
    asked(foreign, 'BT-002'),
    (error: Error) => /缺少列 born_on/.test(error.message) && error.message.includes(people),
  )
  const charges = join(foreign, 'charges', 'year=2022', 'bucket-000.parquet')
  await write(`COPY (SELECT * REPLACE (CASE WHEN rowid = 4 THEN NULL ELSE month END AS month) FROM
    (SELECT *, row_number() OVER () - 1 AS rowid FROM '${charges}')) TO '${charges}.new' (FORMAT parquet)`)
  cpSync(`${charges}.new`, charges)
  const hashed = await openLake(foreign, { hashes: true })
  await assert.rejects(
    computeIndicators(hashed, { indicators: all, period, ids: ['BT-021'] }),
    (error: Error) => error.message.includes(charges) && /第 5 行，列 month/.test(error.message),
  )
  hashed.engine.close()
})

test('a table derived from another lake is refused', async () => {
  const own = copied('stale')
  const part = join(own, 'groups', 'drg')
  cpSync(join(own, 'providers'), part, { recursive: true })
  writeFileSync(join(part, 'table.json'), JSON.stringify({ table: 'groups', madeFrom: 'x', origin: {}, files: [] }))
  await assert.rejects(openLake(own), /另一个历史库/)
  writeFileSync(join(part, 'table.json'), '{')
  await assert.rejects(openLake(own), /table\.json 不能读取/)
})

test('a text that is no Parquet file is named when it is read as one', async () => {
  const path = join(scratch, 'people.parquet')
  writeFileSync(path, 'person_no,born_on\n1,2020-01-01\n')
  await assert.rejects(parquetAsCsv(path, join(scratch, 'x.csv')), (error: Error) => error.message.includes(path))
})
