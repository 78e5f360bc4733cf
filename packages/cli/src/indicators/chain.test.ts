// From generation to the report, command by command as a reader types them, at a thousandth of a city: groups and findings come
// beside the lake, what waited for them is counted, and what belongs to another lake is refused.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { IndicatorValue } from '@yibao/lake'
import type { Said } from '../testing/say-lines.ts'
import { typedIn } from '../testing/typed.ts'

const product = fileURLToPath(new URL('../../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-chain-'))
for (const name of ['policies', 'rules', 'schemes']) symlinkSync(join(product, name), join(folder, name))
after(() => rmSync(folder, { recursive: true, force: true }))

const yibao = typedIn(folder)
async function typed(...lines: readonly string[]): Promise<Said[]> {
  const all: Said[] = []
  for (const line of lines) all.push(await yibao(...line.split(' ')))
  return all
}

const YEAR = '--from 2022-01-01 --to 2022-12-31'
const WAITING = ['QY-032', 'QY-033', 'QY-034', 'CM-01', 'BT-007', 'BT-008', 'CM-33', 'CM-34', 'BZ-039']
const asked = (lake: string): string => `indicators ${WAITING.join(' ')} --lake ${lake} ${YEAR} --json`
const valuesOf = ({ stdout }: Said): ReadonlyMap<string, IndicatorValue> =>
  new Map((JSON.parse(stdout) as IndicatorValue[]).map((each) => [each.id, each]))

test('synth → settle → group → audit → findings → indicators → report (seed 1)', async () => {
  const said = await typed(
    'synth --scale 0.0004 --months 24 --seed 1 --workers 1 --lake city-years',
    asked('city-years'),
    'group --scheme schemes/drg-teaching --lake city-years --json',
    'audit run --lake city-years --out city-audit --json',
    'lake findings --lake city-years --from city-audit --json',
    asked('city-years'),
    'report --lake city-years --year 2022 --out city-report',
  )
  for (const [at, { status, stderr }] of said.entries()) assert.equal(status, 0, `${at} ${stderr}`)
  const [, before, grouped, , added, now] = said as [Said, Said, Said, Said, Said, Said, Said]
  for (const { status } of valuesOf(before).values()) assert.equal(status, 'waiting')
  const values = valuesOf(now)
  for (const id of WAITING) assert.equal(values.get(id)?.status, 'computed', id)
  const groups = JSON.parse(grouped.stdout) as { stays: number; byStatus: Record<string, number> }
  assert.ok((groups.byStatus.grouped ?? 0) > 100 && groups.stays > (groups.byStatus.grouped ?? 0))
  const cover = values.get('QY-033')
  assert.ok(Number(cover?.denominator) > 50 && Number(cover?.value) > 50 && Number(cover?.value) < 100)
  assert.ok(Number(values.get('CM-01')?.value) > 0)
  const findings = JSON.parse(added.stdout) as { findings: number; months: number }
  const known = readFileSync(join(folder, 'city-audit', 'findings.jsonl'), 'utf8')
    .trim()
    .split('\n')
  assert.equal(findings.findings, known.length)
  const of2022 = known.filter((line) => String((JSON.parse(line) as { on: string }).on).startsWith('2022'))
  assert.equal(Number(values.get('CM-33')?.numerator), of2022.length)
  assert.ok(readFileSync(join(folder, 'city-report', 'report.html'), 'utf8').includes('2022'))
})

test('what the desk decided is what the audit of the same lake finds, and closing takes the groups beside the lake', async () => {
  const rules = readFileSync(join(product, 'policies/payment/teaching-2025.yaml'), 'utf8')
  writeFileSync(join(folder, 'rules-2022.yaml'), rules.replace('year: 2025', 'year: 2022'))
  const [decided, closed, unknown] = (await typed(
    `indicators CM-05 --rows --of denominator --limit 9999 --lake city-years ${YEAR} --json`,
    'clear --config rules-2022.yaml --lake city-years --forecast --json',
    'clear --config rules-2022.yaml --lake city-years --groups dip --forecast',
  )) as [Said, Said, Said]
  const { rows } = JSON.parse(decided.stdout) as { rows: { rule: string; visit_id: string }[] }
  assert.ok(rows.length > 30)
  const found = readFileSync(join(folder, 'city-audit', 'findings.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const keys = new Set(
    found.map((line) => {
      const { rule, encounters, lines } = JSON.parse(line) as { rule: string; encounters: string; lines: string }
      return `${rule} ${encounters.split(' ')[0] || lines.split(' ')[0]!.replace(/-\d+$/, '')}`
    }),
  )
  assert.deepEqual(
    rows.filter(({ rule, visit_id }) => !keys.has(`${rule} ${visit_id}`)),
    [],
  )
  assert.match(closed.stderr, /groups\/drg/)
  const { indexes } = JSON.parse(closed.stdout) as { indexes: { grouped: number; cases: number }[] }
  assert.ok(indexes.some(({ grouped, cases }) => grouped > 0 && grouped < cases))
  assert.match(unknown.stderr, /没有这个文件：dip/)
})

test('rows of groups and findings open; a second time, results of another lake, and half an order are refused', async () => {
  cpSync(join(folder, 'city-audit'), join(folder, 'strange-audit'), { recursive: true })
  writeFileSync(join(folder, 'strange-audit', 'run.txt'), 'abc def\n')
  const [rows, hits, again, twice, strange, none, files] = (await typed(
    `indicators QY-033 --rows --limit 3 --lake city-years ${YEAR} --json`,
    `indicators CM-33 --rows --limit 3 --lake city-years ${YEAR} --json`,
    'group --scheme schemes/drg-teaching --lake city-years',
    'lake findings --lake city-years --from city-audit',
    'lake findings --lake city-years --from strange-audit',
    'lake findings --lake city-years --from schemes',
    'group --scheme schemes/drg-teaching --lake city-years --in x.csv',
  )) as [Said, Said, Said, Said, Said, Said, Said]
  assert.deepEqual(
    [rows, hits].map(({ stdout }) => (JSON.parse(stdout) as { rows: object[] }).rows.length),
    [3, 3],
  )
  for (const [{ status, stderr, stdout }, expected] of [
    [again, /已有/],
    [twice, /已有/],
    [strange, /另一个历史库/],
    [none, /run\.txt/],
  ] as const) {
    assert.equal(status, 2, stdout)
    assert.match(stderr, expected)
  }
  assert.equal(files.status, 2)
})

test('a history without front pages is not grouped: nothing could be said of any stay', async () => {
  const [, refused] = (await typed(
    'synth --people 150 --months 2 --seed 3 --from 2022-01-01 --out bare',
    'group --scheme schemes/drg-teaching --lake bare',
  )) as [Said, Said]
  assert.deepEqual([refused.status, /没有诊断/.test(refused.stderr)], [2, true], refused.stderr)
})

test('the queries alone, for another engine', async () => {
  const [trino, unknown, dateless, waiting] = (await typed(
    `indicators QY-021 BZ-012 --sql spark ${YEAR} --json`,
    `indicators QY-021 --sql oracle ${YEAR}`,
    'indicators QY-021 --sql trino',
    `indicators BT-037 --sql trino ${YEAR}`,
  )) as [Said, Said, Said, Said]
  const queries = JSON.parse(trino.stdout) as { id: string; sql: string }[]
  assert.deepEqual(
    queries.map(({ id }) => id),
    ['QY-021', 'QY-021', 'CM-28', 'CM-28', 'CM-28', 'CM-28'],
  )
  assert.ok(queries.at(-1)?.sql.includes("DATE '2021-12-31'"))
  assert.deepEqual([unknown.status, dateless.status, waiting.status], [2, 2, 2])
})
