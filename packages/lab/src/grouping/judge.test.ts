// The kernel's grouper against the second one that follows the published steps word by word, on generated records of every ADRG:
// the teaching scheme always, the published national scheme where its tables are at hand.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  CsvRows,
  explainGroup,
  GROUP_COLUMNS,
  Grouper,
  lastRowEnd,
  PieceGrouper,
  readLayout,
  recordOfRow,
  STATUS_TEXT,
} from '@yibao/kernel'
import { loadScheme, productSchemes } from '@yibao/policy'
import { generateRecords } from './generate.ts'
import { naiveGroupFile } from './naive.ts'
import { NaiveScheme } from './naive-scheme.ts'
import { naiveTablesAt } from './tables-at.ts'

const SEED = 20_261_122
const national = fileURLToPath(new URL('../../../../../shared/standards/drg', import.meta.url))
const teaching = join(productSchemes, 'drg-teaching')

function ours(folder: string, records: string, ambiguous: boolean): string {
  const bytes = Buffer.from(records)
  const layout = readLayout(bytes)
  assert.ok('columns' in layout)
  const pieces = new PieceGrouper(layout, new Grouper(loadScheme(folder).compiled, { ambiguous }))
  const piece = pieces.group(bytes.subarray(layout.bodyFrom))
  assert.deepEqual(piece.notices.faults, [])
  return `${GROUP_COLUMNS.join(',')}\n${Buffer.from(piece.out).toString()}`
}

/** The first difference says more than two files. */
function assertSameLines(found: string, judged: string, records: string): void {
  const [a, b, lines] = [found.split('\n'), judged.split('\n'), records.split('\n')]
  const at = a.findIndex((line, index) => line !== b[index])
  assert.equal(at, -1, `seed ${SEED}: ${lines[at]}\n ours   ${a[at]}\n judged ${b[at]}`)
  assert.equal(a.length, b.length)
}

const adrgsIn = (groups: string): Set<string> => new Set(groups.split('\n').map((line) => line.split(',')[3] ?? ''))

for (const { name, folder, perAdrg, skip } of [
  { name: 'the teaching scheme', folder: teaching, perAdrg: 60, skip: false },
  { name: 'the national scheme', folder: national, perAdrg: 60, skip: !existsSync(join(national, 'adrg.csv')) },
]) {
  test(`both groupers agree on generated records of every ADRG of ${name}`, { skip }, (context) => {
    const tables = naiveTablesAt(folder)
    const scheme = new NaiveScheme(tables)
    const records = generateRecords(tables, scheme, perAdrg, SEED)
    const groups = [false, true].map((ambiguous) => {
      const judged = naiveGroupFile(scheme, records, ambiguous)
      assertSameLines(ours(folder, records, ambiguous), judged, records)
      return judged
    })
    const adrgs = (tables['adrg.csv'] ?? []).map(({ adrg = '' }) => adrg)
    const missed = adrgs.filter((adrg) => !adrgsIn(groups[0]!).has(adrg))
    assert.deepEqual(missed, [])
    const drgs = new Set(groups[0]!.split('\n').map((line) => line.split(',')[4]))
    context.diagnostic(`${records.split('\n').length - 2} records, ${adrgs.length} ADRGs, ${drgs.size - 3} groups`)
  })
}

test('the cases of the teaching scheme get the groups they were written for, from both groupers', () => {
  const records = readFileSync(join(teaching, 'sample-records.csv'), 'utf8')
  const expected = readFileSync(join(teaching, 'sample-expected.csv'), 'utf8')
  assertSameLines(ours(teaching, records, false), expected, records)
  assertSameLines(naiveGroupFile(new NaiveScheme(naiveTablesAt(teaching)), records), expected, records)
  const reached = new Set(expected.split('\n').map((line) => line.split(',')[4]))
  const { compiled } = loadScheme(teaching)
  assert.deepEqual(
    compiled.scheme.drgs.map(({ drg }) => drg).filter((drg) => !reached.has(drg)),
    [],
  )
})

test('an explanation goes the same way as the grouper: its last step is the group', () => {
  const { compiled } = loadScheme(teaching)
  const tables = naiveTablesAt(teaching)
  const bytes = Buffer.from(generateRecords(tables, new NaiveScheme(tables), 8, SEED + 1))
  const layout = readLayout(bytes)
  assert.ok('columns' in layout)
  for (const ambiguous of [false, true]) {
    const rows = new CsvRows(bytes.subarray(layout.bodyFrom))
    while (rows.next()) {
      const { result, mdcs, drgs } = explainGroup(compiled, recordOfRow(rows, layout), { ambiguous })
      const entered = mdcs.filter(({ holds }) => holds)
      const last = entered.at(-1)
      const adrg = last?.adrgs.find(({ holds }) => holds)
      if (result.status === 'grouped') {
        assert.deepEqual([last?.code, adrg?.code, drgs.at(-1)?.code], [result.mdc, result.adrg, result.drg])
        assert.deepEqual(
          drgs.map(({ holds }) => holds),
          drgs.map((_, at) => at === drgs.length - 1),
        )
      } else if (result.status === 'ambiguous') assert.equal(last?.ambiguous?.stops, true)
      else assert.equal(adrg, undefined, `${result.recordId} ${STATUS_TEXT[result.status]}`)
    }
  }
})

test('a file cut anywhere into whole rows gives the same groups', () => {
  const { compiled } = loadScheme(teaching)
  const text = readFileSync(join(teaching, 'sample-records.csv'), 'utf8')
  const quoted = text.replaceAll(/^(T\d+),/gm, '"$1, ""甲""\n乙",')
  const bytes = Buffer.from(quoted)
  const layout = readLayout(bytes)
  assert.ok('columns' in layout)
  const pieces = new PieceGrouper(layout, new Grouper(compiled))
  const body = bytes.subarray(layout.bodyFrom)
  const whole = Buffer.from(pieces.group(body).out).toString()
  assert.equal(whole.match(/分组成功/g)?.length, 141)
  for (const size of [97, 501, 4096]) {
    let rest = Buffer.alloc(0)
    let joined = ''
    for (let at = 0; at < body.length; at += size) {
      const block = Buffer.concat([rest, body.subarray(at, at + size)])
      const end = lastRowEnd(block)
      joined += Buffer.from(pieces.group(block.subarray(0, end)).out).toString()
      rest = block.subarray(end)
    }
    assert.equal(joined + Buffer.from(pieces.group(rest).out).toString(), whole, `pieces of ${size} bytes`)
  }
})
