// Files of other offices brought into a lake: what fits is counted by the indicators, what does not is named with file, row and column,
// and nothing of it is written. And a lake whose own files are not what they should be gives no number.
import assert from 'node:assert/strict'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { assembleLake, hashOf, openAnyLake, writeParquet } from '@yibao/lake'
import writeXlsxFile from 'write-excel-file/node'
import { typedIn } from '../testing/typed.ts'

const folder = mkdtempSync(join(tmpdir(), 'yibao-lake-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const yibao = typedIn(folder)
const typed = (line: string) => yibao(...line.split(' '))
const at = (name: string): string => join(folder, name)

/** A lake that holds outages and nothing else: no settlement is needed to ask for them. */
async function makeLake(name: string): Promise<string> {
  const own = at(name)
  mkdirSync(join(own, 'outages'), { recursive: true })
  const path = 'outages/outages.parquet'
  const rows = `SELECT 'O1' AS outage_id, '620100' AS area, DATE '2022-03-01' AS from_on, NULL::DATE AS until_on, 'x' AS reason, TRUE AS assumed, 's' AS source`
  await writeParquet(rows, join(own, path))
  assembleLake(own, { area: '621000', policy: 'city/qingyang' }, [], {
    outages: [{ path, rows: 1, sha256: await hashOf(join(own, path)) }],
  })
  return own
}
before(async () => {
  await makeLake('lake')
})

const HEAD = '编号,名称,制定的县区,清查日,清理日,来源'
const IMPORT = 'lake import --lake lake --table outside_policies --in'
const YEAR = '--lake lake --from 2022-01-01 --to 2022-12-31'

test('a CSV file by its Chinese titles: looked at, brought in, counted; the same file or row twice is refused', async () => {
  writeFileSync(
    at('good.csv'),
    `${HEAD},备注\nP1,体检补助,621002,2022-03-01,2022/09/30,县府办,x\nP2,住院伙食,,2022-03-05,,县府办,\n`,
  )
  const looked = await typed(`${IMPORT} good.csv --check`)
  assert.match(looked.stdout, /policy_no ← 编号[\s\S]*备注[\s\S]*检查通过 2 行/)
  assert.ok(!existsSync(at('lake/imports')))
  assert.match((await typed(`${IMPORT} good.csv`)).stdout, /导入 2 行/)
  const [value] = JSON.parse((await typed(`indicators JJ-012 ${YEAR} --json`)).stdout)
  assert.deepEqual([value.value, value.numerator, value.denominator], ['50.00', '1', '2'])
  assert.match((await typed(`indicators JJ-012 ${YEAR} --rows`)).stdout, /P1,体检补助/)
  assert.match((await typed(`${IMPORT} good.csv`)).stderr, /已导入/)
  writeFileSync(at('again.csv'), `${HEAD}\nP2,住院伙食,,2022-03-05,,县府办\n`)
  const again = await typed(`${IMPORT} again.csv`)
  assert.deepEqual([again.status, /第 2 行.*P2.*没有的行/.test(again.stderr)], [1, true])
})

test('an Excel book with days as Excel keeps them, money in yuan, by a map', async () => {
  const day = new Date(Date.UTC(2022, 4, 20))
  const book = [
    ['考核号', '机构', '县区', '年度', '公布', '得分', '保证金（元）', '拨还（元）'].map((value) => ({ value })),
    [
      ...[{ value: 'A1' }, { value: 'H621002' }, { value: '621002' }, { value: 2021 }],
      ...[{ value: day, format: 'yyyy-mm-dd' }, { value: 9200 }, { value: 1000.5 }, { value: 1000.5 }],
    ],
  ]
  writeFileSync(at('book.xlsx'), await writeXlsxFile(book as never).toBuffer())
  const map = {
    assessment_id: '考核号',
    provider: '机构',
    assessed_on: '公布',
    score_bp: '得分',
    deposit_fen: '保证金（元）',
  }
  const lines = Object.entries({ ...map, kept_fen: '拨还（元）', year: '年度', county: '县区' })
  writeFileSync(at('map.yaml'), lines.map(([column, title]) => `${column}: ${title} `).join('\n'))
  const said = await typed('lake import --lake lake --table assessments --in book.xlsx --map map.yaml')
  assert.match(said.stdout, /导入 1 行/, said.stderr)
  const [value] = JSON.parse((await typed(`indicators JJ-025 ${YEAR} --json`)).stdout)
  assert.equal(value.numerator, '100050')
})

test('what does not fit is named with file, row and column, and nothing is written', async () => {
  const refused: Readonly<Record<string, readonly [text: string, expected: RegExp]>> = {
    'day.csv': [`${HEAD}\nP8,a,,2022-03-01,,s\nP9,a,,2022-13-01,,s\n`, /day\.csv：第 3 行，列 清查日：2022-13-01/],
    'empty-cell.csv': [`${HEAD}\nP9,a,,2022-03-01,,\n`, /第 2 行，列 来源：空/],
    'twice.csv': [`${HEAD}\nP9,a,,2022-03-01,,s\nP9,b,,2022-03-02,,s\n`, /第 3 行.*P9.*每行一次/],
    'foreign.csv': ['person_no,name\n1,x\n', /缺少列 policy_no（编号）/],
    'cut.csv': [`${HEAD}\nP9,"a,,2022-03-01`, /cut\.csv.*不能读取|cut\.csv：第/],
    'short.csv': [`${HEAD}\nP9,a\n`, /short\.csv/],
    'head-only.csv': [`${HEAD}\n`, /没有数据行/],
    'zero.csv': ['', /空文件/],
    'no-book.xlsx': ['PK not a book', /不是 Excel 工作簿/],
    'no.parquet': ['PAR1', /no\.parquet/],
  }
  for (const [name, [text, expected]] of Object.entries(refused)) {
    writeFileSync(at(name), text)
    const said = await typed(`lake import --lake lake --table outside_policies --in ${name}`)
    assert.ok(said.status !== 0 && said.stdout === '', `${name} ${said.stdout}`)
    assert.match(said.stderr, expected, name)
  }
  const cut = readFileSync(at('book.xlsx'))
  writeFileSync(at('cut.xlsx'), cut.subarray(0, cut.length - 40))
  assert.match((await typed('lake import --lake lake --table assessments --in cut.xlsx')).stderr, /Excel/)
  for (const [line, expected] of [
    ['--table claims --in good.csv', /不能由文件导入/],
    ['--table lists --in nothing.csv', /没有这个文件/],
    ['--table lists --in .', /不能读取/],
    ['--table lists --in good.csv --sheet a', /xlsx/],
    ['--table lists --in good.csv --map map.yaml', /map\.yaml:1/],
  ] as const)
    assert.match((await typed(`lake import --lake lake ${line}`)).stderr, expected, line)
})

test('a file of the lake that is cut, empty, of other columns or of another table gives no number, and is named', async () => {
  const broken: Readonly<Record<string, readonly [(path: string) => Promise<void> | void, RegExp]>> = {
    cut: [(path) => writeFileSync(path, readFileSync(path).subarray(0, 200)), /outages\.parquet/],
    zero: [(path) => writeFileSync(path, ''), /outages\.parquet/],
    gone: [(path) => rmSync(path), /缺少文件 .*outages\.parquet/],
    type: [
      (path) =>
        writeParquet(
          `SELECT 'O1' AS outage_id, 620100 AS area, DATE '2022-03-01' AS from_on, NULL::DATE AS until_on, 'x' AS reason, TRUE AS assumed, 's' AS source`,
          path,
        ),
      /outages\.parquet：列 area 应为 VARCHAR，实为 INTEGER/,
    ],
    other: [(path) => writeParquet(`SELECT 'P1' AS point_id, 'x' AS kind`, path), /outages\.parquet：缺少列 outage_id/],
  }
  for (const [name, [breaks, expected]] of Object.entries(broken)) {
    const own = await makeLake(name)
    await breaks(join(own, 'outages/outages.parquet'))
    const said = await typed(`indicators BT-046 --lake ${name} --from 2022-01-01 --to 2022-12-31`)
    assert.ok(said.status !== 0 && said.stdout === '', `${name} ${said.stdout}`)
    assert.match(said.stderr, expected, name)
  }
})

test('an unreadable file is refused with its name', { skip: process.getuid?.() === 0 }, async () => {
  const own = await makeLake('locked')
  chmodSync(join(own, 'outages/outages.parquet'), 0)
  const said = await typed('indicators BT-046 --lake locked --from 2022-01-01 --to 2022-12-31')
  assert.match(said.stderr, /outages\.parquet/)
})

test('a month that the manifest names and that is not there is named', async () => {
  const own = await makeLake('month')
  const manifest = JSON.parse(readFileSync(join(own, 'lake.json'), 'utf8'))
  const file = (table: string) => ({ path: `${table}/month=2022-03/bucket-000.parquet`, rows: 1, sha256: 'x' })
  const slice = { month: '2022-03', bucket: 0, claims: file('claims'), claim_lines: file('claim_lines'), empty: [] }
  writeFileSync(join(own, 'lake.json'), JSON.stringify({ ...manifest, slices: [slice] }))
  await assert.rejects(openAnyLake(own), /缺少文件 .*claims\/month=2022-03\/bucket-000\.parquet/)
})

test('an import whose list is broken is named, and a table that nobody made says how it is made', async () => {
  cpSync(at('lake'), at('spoilt'), { recursive: true })
  writeFileSync(join(at('spoilt'), 'imports/outside_policies/0123.part'), '')
  const parts = join(at('spoilt'), 'imports/outside_policies')
  mkdirSync(join(parts, 'abc'))
  assert.match((await typed('indicators JJ-012 --lake spoilt')).stderr, /缺少文件 .*import\.json/)
  const said = await typed('indicators QY-033 JJ-047 --lake lake --waiting')
  assert.match(said.stdout, /QY-033.*数据表 groups.*yibao group --lake/)
  assert.match(said.stdout, /JJ-047.*数据表 service_points.*yibao lake import --table service_points/)
})
