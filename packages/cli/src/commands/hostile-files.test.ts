// Files and folders that are not what they should be: one sentence each, exit code 2, and nothing of anybody's written over.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { typedIn } from '../testing/typed.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const example = (name: string): string => readFileSync(join(root, 'rules/examples/files', name), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'yibao-hostile-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const yibao = typedIn(folder)

const LINES = example('lines.csv')
const [TITLES = '', FIRST = '', ...REST] = LINES.split('\n')
const FEW = REST.slice(0, 4).join('\n')
/** The first row with one cell changed, and some good rows behind it. */
const withCell = (at: number, cell: string): string =>
  [TITLES, FIRST.split(',').with(at, cell).join(','), FEW, ''].join('\n')

mkdirSync('mine')
for (const name of ['findings.csv', 'notes.doc', 'projection.html']) writeFileSync(join('mine', name), 'mine')
writeFileSync('a-file', 'x')
writeFileSync('visits.csv', example('visits.csv'))
writeFileSync('map.yaml', example('map.yaml').replaceAll('lines*.csv', 'lines*'))

async function refused(words: readonly string[], says: RegExp): Promise<void> {
  const { status, stderr } = await yibao(...words)
  assert.equal(status, 2, `${words.join(' ')}\n${stderr}`)
  assert.match(stderr, says, words.join(' '))
  assert.match(stderr, /\p{Script=Han}/u)
}

const auditing = (file: string, out: string): string[] => [
  'audit',
  'files',
  '--map',
  'map.yaml',
  '--in',
  file,
  '--in',
  'visits.csv',
  '--out',
  out,
  '--rule',
  'N27',
]

test('a bill that cannot be read as a whole is refused as a whole: nothing is left out in silence', async () => {
  const open = LINES.split('\n').with(30, REST[28]!.replace(',', ',"')).join('\n')
  const files: (readonly [string, string | Uint8Array, RegExp])[] = [
    ['lines-open.csv', open, /第 31 行：引号没有成对，其后 \d+ 行/],
    ['lines-many.csv', `${TITLES}\n${FIRST}\n${'x,y\n'.repeat(4_500)}`, /不成行的太多，请核对分隔符/],
    ['lines-cut.csv.gz', gzipSync(LINES).subarray(0, 900), /没有传完/],
    ['lines-not.csv.gz', LINES, /不是 gzip 文件/],
    ['lines-16.csv', Buffer.from(`\ufeff${LINES}`, 'utf16le'), /UTF-16/],
    ['lines-cr.csv', LINES.replaceAll('\n', '\r'), /回车（CR）/],
    ['lines-zero.csv', Buffer.alloc(500), /不是文本文件/],
    ['lines-none.csv', `${TITLES}\n`, /只有列名，没有数据/],
    ['lines-blank.csv', '', /第一行没有列名/],
    ['lines-cut.parquet', `PAR1${LINES}`, /不是 Parquet 文件或已损坏/],
  ]
  for (const [name, content] of files) writeFileSync(name, content)
  for (const [name, , says] of files) await refused(auditing(name, `out-${name}`), says)
  for (const [name] of files) assert.ok(!existsSync(join(`out-${name}`, 'summary.json')), name)
})

test('a cell that says nothing sensible sets its row aside, with what is allowed', async () => {
  const cells: (readonly [number, string, RegExp])[] = [
    [8, '1e9', /金额,line\.amount,1e9,.*不到一亿元/],
    [8, '"1,0,3"', /金额,line\.amount,"1,0,3"/],
    [8, '-30.00', /金额,line\.amount,-30\.0,与数量同为正或同为负/],
    [6, '-1', /金额,line\.amount,30\.0,与数量同为正或同为负/],
    [2, '2026/2/30 08:00', /费用发生时间,line\.at,2026\/2\/30 08:00,.*YYYY\/MM\/DD HH:mm/],
    [2, '=1+1', /费用发生时间,line\.at,'=1\+1,/],
  ]
  const rows = cells.map(([at, cell], nth) => FIRST.split(',').with(0, `X${nth}`).with(at, cell).join(','))
  writeFileSync('lines-cells.csv', [TITLES, ...rows, `${FIRST},more`, FEW, ''].join('\n'))
  const { status, stdout } = await yibao(...auditing('lines-cells.csv', 'cells'))
  assert.equal(status, 0)
  assert.match(stdout, /4 行明细.*7 行未能读入 rows not read（见 set-aside\.csv）/)
  const aside = readFileSync(join('cells', 'set-aside.csv'), 'utf8')
  for (const [, cell, says] of cells) assert.match(aside, says, cell)
  assert.match(aside, /应有 15 列，读到更多/)
  assert.ok(aside.startsWith('\ufeff'))
})

test('what an office program would take for a formula is none in the table of findings', async () => {
  writeFileSync('lines-formula.csv', LINES.replaceAll('普通病房床位费', '=cmd|calc'))
  assert.equal((await yibao(...auditing('lines-formula.csv', 'formula'))).status, 0)
  const table = readFileSync(join('formula', 'findings.csv'), 'utf8')
  assert.match(table, /,'=cmd\|calc,/)
  assert.doesNotMatch(table, /,"?=/)
  assert.deepEqual(
    readdirSync('formula').filter((name) => name.endsWith('.part')),
    [],
  )
})

test('folders and files that are somebody’s are named and left alone', async () => {
  writeFileSync('lines-good.csv', withCell(8, '30.00'))
  const cases: (readonly [readonly string[], RegExp])[] = [
    [auditing('lines-good.csv', 'mine'), /mine 里有别的文件（findings\.csv），不写入/],
    [auditing('lines-good.csv', 'a-file/x'), /上级不是文件夹/],
    [['synth', '--tables', 'mine', '--people', '60'], /mine 不是空文件夹/],
    [['synth', '--tables', '', '--people', '60'], /--tables 缺少值/],
    [['synth', '--tables', 'x', '--people', '5'], /--people 应为 50 至 5000000，收到 5/],
    [['synth', '--tables', 'x', '--months', '999999999'], /--months 应为 1 至 240/],
    [['synth', '--tables', 'x', '--from', '1850-01-01'], /--from 应在 2000-01-01 至 2099-12-31 之间/],
    [['synth', '--tables', 'x', '--live'], /--live 只与 --serve 同用/],
    [['year', '--out', 'x', '--people', '999999999'], /--people 最多/],
    [['year', '--out', 'mine'], /mine 不是空文件夹/],
    [['project', 'mine'], /mine 是文件夹，应为文件/],
    [['project', 'worked-example', '--years', '2', '--out', 'a-file'], /a-file：已有同名文件/],
    [['report', '--lake', 'mine', '--year', '2021'], /mine 不是历史库/],
    [['ledger', 'check-proof', 'nobody'], /nobody：没有这个文件或文件夹/],
    [['audit', 'cases', 'a', 'b', '--stage', 'mid'], /多余的参数 b/],
  ]
  for (const [words, says] of cases) await refused(words, says)
  assert.equal(readFileSync(join('mine', 'findings.csv'), 'utf8'), 'mine')
  assert.ok(!existsSync('x'))
})

test('a text in another encoding, or deeper than any case, is said to be so', async () => {
  writeFileSync('gbk', Buffer.from([0x7b, 0xb2, 0xa1, 0xb0, 0xb8, 0x7d]))
  writeFileSync('deep.json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  const scheme = join(root, 'schemes/drg-teaching')
  await refused(['audit', 'cases', 'gbk', '--stage', 'mid'], /gbk：不是 UTF-8 文本，可能是 GBK/)
  await refused(['audit', 'cases', 'deep.json', '--stage', 'mid'], /层数超过 40/)
  await refused(['group', '--scheme', scheme, '--in', 'gbk', '--out', 'groups.csv'], /gbk：不是 UTF-8 文本/)
  await refused(['project', 'gbk'], /gbk：不是 UTF-8 文本/)
  assert.ok(!existsSync('groups.csv'))
})
