// `yibao clear` as its users type it: the same bytes whatever the order of the cases and however often, wrong input named, nothing half written.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const policies = fileURLToPath(new URL('../../../../policies/payment/', import.meta.url))
const teaching = join(policies, 'teaching')
const folder = mkdtempSync(join(tmpdir(), 'yibao-clear-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const CONFIG = ['--config', join(policies, 'teaching-2025.yaml'), '--weights', join(teaching, 'weights.csv')]
const BESIDE = ['providers', 'heads', 'money'].flatMap((name) => [`--${name}`, join(teaching, `${name}.csv`)])
const CASES = ['--cases', join(teaching, 'cases.csv')]
const clear = (...words: string[]) =>
  spawnSync(process.execPath, [main, 'clear', ...words], { cwd: folder, encoding: 'utf8' })

/** Every table of a folder as one text. */
const allOf = (name: string): string =>
  readdirSync(join(folder, name))
    .sort()
    .map((file) => `${file}\n${readFileSync(join(folder, name, file), 'utf8')}`)
    .join('\n')

const source = readFileSync(join(teaching, 'cases.csv'), 'utf8').trimEnd().split('\n')

test('a year closed twice, the second time from shuffled and compressed cases, has identical bytes', () => {
  const [head = '', ...lines] = source
  const shuffled = [...lines].sort((a, b) => (a.split('').reverse().join('') < b.split('').reverse().join('') ? -1 : 1))
  assert.notDeepEqual(shuffled, lines)
  writeFileSync(join(folder, 'shuffled.csv.gz'), gzipSync([head, ...shuffled].join('\r\n')))
  for (const [out, cases] of [
    ['one', join(teaching, 'cases.csv')],
    ['two', 'shuffled.csv.gz'],
  ] as const) {
    const { status, stderr } = clear(...CONFIG, ...BESIDE, '--cases', cases, '--out', out)
    assert.equal(status, 0, stderr)
  }
  assert.equal(allOf('two'), allOf('one'))
  const area = readFileSync(join(folder, 'one', 'area.csv'), 'utf8')
  assert.match(area, /^employee,unexplained,0\.00$/m)
  const months = readFileSync(join(folder, 'one', 'months.csv'), 'utf8')
  assert.doesNotMatch(
    months
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[12])
      .join(' '),
    /-/,
  )
})

test('the cases of a provider add up to what was posted for it', () => {
  const rows = (file: string) => {
    const [head = '', ...lines] = readFileSync(join(folder, 'one', file), 'utf8')
      .trim()
      .split('\n')
    const names = head.split(',')
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])))
  }
  const sums = new Map<string, number>()
  const add = (key: string, amount: string, sign: number) =>
    sums.set(key, (sums.get(key) ?? 0) + sign * Math.round(Number(amount) * 100))
  for (const row of rows('cases.csv'))
    if (row.method !== 'primary_outpatient') add(`${row.provider} ${row.budget} ${row.method}`, row.fund_due ?? '', 1)
  for (const row of rows('methods.csv'))
    if (row.method !== 'primary_outpatient') add(`${row.provider} ${row.budget} ${row.method}`, row.fund_due ?? '', -1)
  assert.ok(sums.size > 15)
  assert.deepEqual(
    [...sums].filter(([, left]) => left !== 0),
    [],
  )
})

test('one month, and a forecast for one hospital, and every step of a case', () => {
  const month = JSON.parse(clear(...CONFIG, ...BESIDE, ...CASES, '--month', '2025-03', '--json').stdout)
  assert.equal(month.month, '2025-03')
  assert.ok(month.rows.length > 5)
  const forecast = JSON.parse(clear(...CONFIG, ...BESIDE, ...CASES, '--forecast', '--json').stdout)
  assert.deepEqual([forecast.forecast, forecast.statements], [true, []])
  const told = clear(...CONFIG, ...BESIDE, ...CASES, '--explain', 'C0002').stdout
  assert.match(told, /支付标准 [\d.,]+ × [\d.,]+ × [\d.,]+ = [\d.,≈]+|病例点数/)
  assert.match(told, /入账 posted/)
  const json = JSON.parse(clear(...CONFIG, ...BESIDE, ...CASES, '--explain', 'city_hospital', '--json').stdout)
  assert.equal(json.provider, 'city_hospital')
})

test('wrong input is named in one go and nothing is written', () => {
  writeFileSync(
    join(folder, 'bad.csv'),
    `${source[0]}\n${source[1]?.replace('employee', '').replace('resident', '')}\n`,
  )
  writeFileSync(join(folder, 'bad-money.csv'), 'provider,month,kind,amount\nh1,2025-13,deduction,1\n')
  const { status, stderr, stdout } = clear(...CONFIG, '--cases', 'bad.csv', '--money', 'bad-money.csv', '--out', 'bad')
  assert.equal(status, 2)
  assert.equal(stdout, '')
  assert.match(stderr, /bad-money\.csv:2 wrong_cell: found month 2025-13/)
  assert.match(stderr, /bad\.csv:2 wrong_cell: found scheme 空/)
  assert.ok(!existsSync(join(folder, 'bad')))
})

for (const [what, words, code, message] of [
  ['no cases', [...CONFIG], 2, /--cases 或 --lake/],
  ['a month that is none', [...CONFIG, ...CASES, '--month', '2025-3'], 2, /2025-3/],
  ['another year', [...CONFIG, ...CASES, '--year', '2024'], 2, /另一年|another year/],
  ['a case that is not there', [...CONFIG, ...CASES, '--explain', 'nobody'], 2, /nobody/],
  [
    'a policy instead of a configuration',
    ['--config', join(policies, '../nation/pack.yaml'), ...CASES],
    2,
    /unknown_key/,
  ],
] as const) {
  test(`refused: ${what}`, () => {
    const { status, stderr } = clear(...words)
    assert.equal(status, code)
    assert.match(stderr, message)
    assert.doesNotMatch(stderr, /\n\s+at /)
  })
}

test('money that no budget knows refuses to close: exit code 1', () => {
  writeFileSync(
    join(folder, 'stray.csv'),
    'provider,line,month,kind,amount\ncity_hospital,nowhere,2025-02,deduction,10\n',
  )
  const { status, stderr } = clear(...CONFIG, ...CASES, '--money', 'stray.csv', '--out', 'stray')
  assert.equal(status, 1)
  assert.match(stderr, /不能关账/)
  assert.ok(!existsSync(join(folder, 'stray')))
})
