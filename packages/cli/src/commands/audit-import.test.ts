// Importing knowledge as an officer does it: look first, then write; refused whole with the place; the published lists, where they are at hand.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const root = fileURLToPath(new URL('../../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-points-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function typed(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'audit', ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const points = join(folder, 'points')
const example = [
  'import',
  '--batch',
  'rules/examples/batch.csv',
  '--points',
  points,
  '--map',
  'minGapDays=间隔天数,basis=性质',
]

test('a dry run writes nothing; an import writes its tables and keeps the batch; the same batch again is no news', () => {
  const dry = typed(...example, '--dry-run')
  assert.equal(dry.status, 0, dry.stderr)
  assert.match(dry.stdout, /N31 {2}新增 added 3，/)
  assert.equal(existsSync(points), false)
  assert.equal(typed(...example).status, 0)
  assert.deepEqual(readdirSync(points).sort(), ['N31.csv', 'batches'])
  assert.deepEqual(readdirSync(join(points, 'batches')).sort(), ['batch.csv.gz', 'batch.json'])
  const again = JSON.parse(typed(...example, '--json').stdout)
  assert.deepEqual(again.rules, { N31: { added: 0, changed: 0, ended: 0, same: 3 } })
  assert.equal(again.written, false)
  const rules: { id: string; points: number }[] = JSON.parse(typed('rules', '--points', points, '--json').stdout)
  assert.equal(rules.find(({ id }) => id === 'N31')?.points, 3)
})

test('one wrong row refuses the batch, says where, and leaves the folder as it was', () => {
  const before = readFileSync(join(points, 'N31.csv'), 'utf8')
  const list = join(folder, 'wrong.csv')
  writeFileSync(
    list,
    readFileSync(join(root, 'rules/examples/batch.csv'), 'utf8').replace(',14,payment', ',十四,payment'),
  )
  const { status, stdout, stderr } = typed(
    ...example.map((each) => (each === 'rules/examples/batch.csv' ? list : each)),
  )
  assert.equal(status, 1)
  assert.equal(stdout, '')
  assert.match(stderr, /wrong\.csv:2\[间隔天数\] wrong_value: found 十四; expected a whole number/)
  assert.match(stderr, /整批未导入：1 处错误/)
  assert.equal(readFileSync(join(points, 'N31.csv'), 'utf8'), before)
})

test('what is typed wrong is told in a line, with exit code 2', () => {
  const wrong: readonly (readonly string[])[] = [
    ['import', '--batch', 'rules/examples/batch.csv'],
    ['import', '--batch', 'nowhere.csv', '--points', points],
    ['import', '--batch', 'rules/examples/batch.csv', '--points', 'rules/knowledge'],
    [...example.slice(0, -1), 'minGapDays'],
    [...example, '--from', '2026-13-01'],
  ]
  for (const args of wrong) {
    const { status, stdout, stderr } = typed(...args)
    assert.deepEqual([status, stdout], [2, ''], `${args.join(' ')}\n${stderr}`)
    assert.match(stderr, /^[^\n]+\n([^\n]+\n)?$/)
  }
})

/** The first published batch (2025-05-23), where a copy stands beside the repository. */
const lists = join(root, '../shared/standards/catalogues')
const codes = join(lists, 'nhsa-audit-batch1-drug-codes.csv.gz')

test('the first published batch comes in with all its drug codes', { skip: !existsSync(codes) }, () => {
  const limits = join(lists, 'nhsa-audit-batch1-rules.csv.gz')
  const own = join(folder, 'published')
  const common = ['import', '--batch', codes, '--join', limits, '--points', own, '--name', 'batch-1', '--json']
  const sex = typed(...common, '--rule', 'N67', '--map', 'sex=limit', '--words', '男=M,女=F')
  assert.equal(sex.status, 0, sex.stderr)
  const children = typed(...common, '--rule', 'N65,N07', '--set', 'max=14,unit=year')
  assert.equal(children.status, 0, children.stderr)
  assert.equal(JSON.parse(sex.stdout).rules.N67.added, 6472)
  const added = Object.values(JSON.parse(children.stdout).rules as Record<string, { added: number }>)
  assert.equal(6472 + added.reduce((sum, each) => sum + each.added, 0), 10_870)
})
