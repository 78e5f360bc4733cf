// The commands of DIP as they are typed: results in order and whole, the same bytes from any order, faults with their place and nothing written.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type RecordRow, recordsIn } from './record-file.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const teaching = fileURLToPath(new URL('../../../../schemes/dip-teaching', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-dip-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const typed = (words: readonly string[], input?: string) =>
  spawnSync(process.execPath, [main, 'dip', ...words], {
    cwd: folder,
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  })
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}
const all = async (path: string): Promise<RecordRow[]> => {
  const rows: RecordRow[] = []
  for await (const batch of recordsIn(join(folder, path)).batches) rows.push(...batch)
  return rows
}

test('records are read with quotes, CRLF, a byte-order mark and columns in any order', async () => {
  const head = '\ufeffdx,total_cost,record_id,remark,proc'
  const rows = [head, '"I21.000|I10.x00",100.5,A,"two', 'lines, ""quoted""",36.0700', 'J18.900,,"B,1",,', ''].join(
    '\r\n',
  )
  const found = await all(file('quotes.csv', rows))
  assert.deepEqual(
    found.map(({ line, record }) => [line, record.recordId, record.diagnoses, record.procedures, record.totalFen]),
    [
      [2, 'A', ['I21.000', 'I10.x00'], ['36.0700'], 10_050],
      [4, 'B,1', ['J18.900'], [], undefined],
    ],
  )
})

test('groups come out in the order of the records, from a file, a packed file and standard input alike', () => {
  const records = readFileSync(join(teaching, 'records.csv'), 'utf8')
  writeFileSync(join(folder, 'records.csv.gz'), gzipSync(records))
  const plain = typed([
    'group',
    '--catalogue',
    teaching,
    '--in',
    join(teaching, 'records.csv'),
    '--out',
    'a.csv',
    '--json',
  ])
  assert.equal(plain.status, 0, plain.stderr)
  assert.equal(JSON.parse(plain.stdout).records, 49)
  const packed = typed(['group', '--catalogue', teaching, '--in', 'records.csv.gz', '--out', 'b.csv.gz'])
  assert.equal(packed.status, 0, packed.stderr)
  const piped = typed(['group', '--catalogue', teaching, '--in', '-', '--out', '-'], records)
  const text = readFileSync(join(folder, 'a.csv'), 'utf8')
  assert.equal(gunzipSync(readFileSync(join(folder, 'b.csv.gz'))).toString('utf8'), text)
  assert.equal(piped.stdout, text)
  const ids = (csv: string): (string | undefined)[] =>
    csv
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0])
  assert.deepEqual(ids(text), ids(records))
  assert.match(text, /^T003,入组成功,basic,JC-102,I21\.0-36\.0700-37\.3400,core,5777\.7778,related$/m)
  assert.match(text, /^T049,不在目录有效期内,,,,,,$/m)
})

test('a fault names file, line and column', async () => {
  const cases: readonly [string, RegExp][] = [
    ['record_id,proc\n', /:1 缺少列 dx/],
    ['record_id,dx,dx\n', /:1 列 dx 出现两次/],
    ['record_id,dx\nA\n', /:2 应有 2 列，实有 1 列/],
    ['record_id,dx\n,I10.x00\n', /:2:1 record_id/],
    ['record_id,dx,total_cost\nA,I10.x00,1.234\n', /:2:3 total_cost “1.234”：应为元/],
    ['record_id,dx,age_days\nA,I10.x00,x\n', /:2:3 age_days “x”：应为整数/],
    ['record_id,dx,sex\nA,I10.x00,3\n', /:2:3 sex “3”/],
    ['record_id,dx,discharged_on\nA,I10.x00,2025\n', /:2:3 discharged_on “2025”/],
    ['record_id,dx\nA,"I10.x00\n', /第 2 行的引号没有结束/],
    ['', /是空文件/],
  ]
  for (const [text, message] of cases) await assert.rejects(all(file('bad.csv', text)), message, text)
})

test('nothing is written when a record is wrong, even the last', () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => `A${at},I10.x00`)
  file('bad.csv', ['record_id,dx', ...rows, 'last'].join('\n'))
  const words = ['group', '--catalogue', teaching, '--in', 'bad.csv']
  const { status, stderr, stdout } = typed([...words, '--out', 'bad-out.csv'])
  assert.deepEqual([status, stdout], [2, ''])
  assert.match(stderr, /bad\.csv:3002 应有 2 列/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('bad-out')),
    [],
  )
  assert.equal(typed([...words, '--explain', 'Z']).status, 2)
})

test('forming twice, from the history and from its reverse, gives the same files', () => {
  const text = gunzipSync(readFileSync(join(teaching, 'history.csv.gz')))
    .toString('utf8')
    .trimEnd()
  const [head = '', ...rows] = text.split('\n')
  const form = (from: string, out: string, ...more: string[]) =>
    typed(['form', '--in', from, '--frame', teaching, '--last-year', '2025', '--out', out, ...more])
  const first = form(join(teaching, 'history.csv.gz'), 'one', '--national', teaching)
  assert.equal(first.status, 0, first.stderr)
  assert.match(first.stdout, /与国家目录 dip-teaching 2026 相同 \d+ 个/)
  assert.equal(form(file('reverse.csv', [head, ...rows.reverse()].join('\n')), 'two', '--national', teaching).status, 0)
  const names = readdirSync(join(folder, 'one')).sort()
  assert.deepEqual(names, [
    'catalogue.csv',
    'excluded-dx.csv',
    'excluded-proc.csv',
    'options.json',
    'procedure-class.csv',
    'report.json',
    'report.md',
    'tb-resistant-dx.csv',
  ])
  for (const name of names)
    assert.equal(readFileSync(join(folder, 'two', name), 'utf8'), readFileSync(join(folder, 'one', name), 'utf8'), name)
  assert.equal(form('reverse.csv', 'one').status, 0, 'a folder of its own may be written again')
  const grouped = typed(['group', '--catalogue', 'one', '--in', 'reverse.csv', '--out', 'again.csv', '--json'])
  assert.equal(grouped.status, 0, grouped.stderr)
  const report = JSON.parse(readFileSync(join(folder, 'one', 'report.json'), 'utf8'))
  assert.equal(JSON.parse(grouped.stdout).byStatus.ungrouped, report.coverage.ungrouped.cases)
})

test('forming refuses what it cannot use, in a sentence', () => {
  const form = (...words: string[]) => typed(['form', '--in', 'h.csv', '--out', 'formed', ...words])
  file('h.csv', 'record_id,dx,los_days,total_cost,year\nA,I10.x00,3,100,2019\n')
  const cases: readonly [string[], number, RegExp][] = [
    [[], 2, /缺少 --last-year/],
    [['--last-year', '2025'], 1, /没有一例可计入.*：不在统计年度内 1 例/],
    [['--last-year', '2019'], 1, /没有一个病种达到最低例数/],
    [['--last-year', '2025', '--coverage', '95', '--min-cases', '10'], 2, /只能选一个/],
    [['--last-year', '2025', '--score', 'best'], 2, /--score 应为/],
  ]
  for (const [words, status, message] of cases) {
    const done = form(...words)
    assert.equal(done.status, status, words.join(' '))
    assert.match(done.stderr, message)
  }
  assert.equal(existsSync(join(folder, 'formed')), false)
  const other = typed(['form', '--in', 'h.csv', '--out', '.', '--last-year', '2025'])
  assert.equal(other.status, 2)
  assert.match(other.stderr, /中有别的文件/)
})
