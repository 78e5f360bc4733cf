// A hospital's own desk as its users type it: every stay has a price or a reason, sums agree, wrong words are answered, a year twice is the same bytes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Day } from '@yibao/kernel'
import { writeStaysOfYear } from '@yibao/lab'
import { readPaymentFile } from '@yibao/policy'
import { yearTables } from '../bench/clear-stays.ts'
import { closeStays, deskScheme } from './desk.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-desk-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const RATES = at('schemes/drg-teaching/rates.yaml')
const SCHEME = at('schemes/drg-teaching')
const RECORDS = at('schemes/drg-teaching/sample-records.csv')
const clear = (...words: string[]) =>
  spawnSync(process.execPath, [at('packages/cli/src/main.ts'), 'clear', ...words], { cwd: folder, encoding: 'utf8' })
const desk = (...words: string[]) => clear('--scheme', SCHEME, '--rates', RATES, '--in', RECORDS, ...words)

test('every stay has a price or a reason, and groups add up to the cases', () => {
  const { status, stdout, stderr } = desk('--by', 'sex', '--json')
  assert.equal(status, 0, stderr)
  const json = JSON.parse(stdout)
  assert.equal(json.cases, 147)
  assert.equal(json.tables.cases.length, 147)
  const sum = (rows: Record<string, string>[]): number =>
    rows.reduce((total, row) => total + Math.round(Number(row.difference) * 100), 0)
  assert.equal(sum(json.tables.cases), json.profitFen)
  assert.equal(sum(json.tables.groups), json.profitFen)
  // One record has no sex and stands in no row of the column.
  assert.ok(json.tables['by-sex'].length >= 2)
  assert.equal(json.tables.ungrouped.length, 6)
  assert.ok(json.tables.ungrouped.every(({ reason }: { reason: string }) => reason !== ''))
  // 0.72 × 9,600 = 6,912 against a cost of 8,000.
  assert.equal(json.tables.cases[0].fund_due, '6912.00')
})

test('what if: both sides and the bounds; a file of several', () => {
  const { stdout } = desk('--what-if', 'T000001', '--dx', 'J18.900|A41.900', '--json')
  const [answer] = JSON.parse(stdout)
  assert.deepEqual([answer.before.group, answer.after.group, answer.changeFen], ['ER25', 'ER22', 614_400])
  assert.deepEqual(
    answer.warnings.map(({ bound }: { bound: string }) => bound),
    ['code_without_evidence', 'severity_added'],
  )
  writeFileSync(join(folder, 'what.csv'), 'record_id,dx\nT000001,J18.900\nT000006,J18.900\n')
  const several = JSON.parse(desk('--what-if', 'what.csv', '--json').stdout)
  assert.equal(several[0].changeFen, 0)
  assert.deepEqual(several[0].warnings, [])
  assert.deepEqual(several[1].warnings[0].bound, 'code_left_out')
})

test('wrong words are answered', () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--what-if', 'T000001'], /--dx 或 --proc/],
    [['--what-if', 'NOBODY', '--dx', 'I10'], /没有病案 NOBODY/],
    [['--by', 'ward'], /没有列 ward/],
    [['--insurance', 'none'], /应为 employee 之一/],
    [['--config', 'x'], /不能同用/],
  ]
  for (const [words, message] of cases) {
    const { status, stderr } = desk(...words)
    assert.equal(status, 2, stderr)
    assert.match(stderr, message)
  }
  writeFileSync(
    join(folder, 'rates.yaml'),
    'rates: mine\ntitle: 本院\nyear: 2025\nnote: 试\nrate: { employee: 9600 }\n',
  )
  const { status, stderr } = clear('--scheme', SCHEME, '--rates', 'rates.yaml', '--in', RECORDS)
  assert.equal(status, 2)
  assert.match(stderr, /rates\.yaml:5.*9600元/)
})

test('DIP stays are weighed by their scores', () => {
  const dip = at('schemes/dip-teaching')
  const text = readFileSync(join(dip, 'records.csv'), 'utf8').replaceAll(',2026-', ',2025-')
  writeFileSync(join(folder, 'dip.csv'), text)
  writeFileSync(join(folder, 'dip.yaml'), readFileSync(RATES, 'utf8').replace('9600元', '10元'))
  const { status, stdout, stderr } = clear('--scheme', dip, '--rates', 'dip.yaml', '--in', 'dip.csv', '--json')
  assert.equal(status, 0, stderr)
  const json = JSON.parse(stdout)
  assert.equal(json.kind, 'dip')
  assert.equal(json.cases + json.otherYears, text.trimEnd().split('\n').length - 1)
})

test('a synthetic year, from records through groups to the closing, twice: identical bytes and no gap', async () => {
  const { rules } = readPaymentFile(at('policies/payment/teaching-2025.yaml'))
  assert.ok(rules)
  const once = async (workers: number): Promise<string> => {
    const input = join(folder, `stays-${workers}.csv`)
    writeStaysOfYear(input, { stays: 4000, providers: 20, scheme: SCHEME, year: 2025, seed: 7 })
    const { closed } = await closeStays({
      ...{ rules, weights: undefined, input, at: 'final', workers, scheme: deskScheme(SCHEME, false, {}) },
      defaults: { provider: '', level: '', scheme: '', settledOn: '2025-12-31' as Day },
    })
    assert.ok(closed.statements.length > 0)
    assert.ok(closed.statements.every(({ unexplainedFen }) => unexplainedFen === 0))
    return yearTables(rules, closed).join('\n')
  }
  const [one, two] = [await once(1), await once(2)]
  assert.ok(one.length > 100_000)
  assert.equal(two, one)
})
