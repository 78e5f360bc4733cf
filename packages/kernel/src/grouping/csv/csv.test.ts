// The byte reader of record files against a plain reader of text, on texts full of quotes, commas and line breaks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitCsv } from '../table.ts'
import { numberIn } from './code-row.ts'
import { RECORD_COLUMNS, readLayout } from './layout.ts'
import { CsvRows, lastRowEnd } from './rows.ts'

const cellsOf = (text: string): string[][] => {
  const rows = new CsvRows(Buffer.from(text))
  const found: string[][] = []
  while (rows.next())
    found.push(
      Array.from({ length: rows.count }, (_, at) =>
        Buffer.from(rows.bytes.subarray(rows.starts[at], rows.ends[at])).toString(),
      ),
    )
  return found
}

/** As RFC 4180 has it: a machine over characters. */
function plainCells(text: string): string[][] {
  const rows: string[][] = []
  let cells: string[] = []
  let cell = ''
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
  const endRow = (): void => {
    if (cells.length > 0 || cell !== '' || state === 'closed') rows.push([...cells, cell])
    cells = []
    cell = ''
    state = 'start'
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (state === 'quoted') {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else state = 'closed'
    } else if (character === '"' && state === 'start') state = 'quoted'
    else if (character === ',') {
      cells.push(cell)
      cell = ''
      state = 'start'
    } else if (character === '\n' || (character === '\r' && (text[at + 1] ?? '\n') === '\n')) {
      if (character === '\n') endRow()
    } else {
      cell += character
      state = state === 'start' ? 'bare' : state
    }
  }
  if (cells.length > 0 || cell !== '' || state !== 'start') rows.push([...cells, cell])
  return rows
}

const pieces = fc.array(fc.constantFrom('a', '病', ',', ',', '"', '""', '\n', '\r\n', '|', ' ', 'x1'), {
  maxLength: 40,
})

test('cells are those of a plain reader, whatever stands where', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      assert.deepEqual(cellsOf(text), plainCells(text))
    }),
    { numRuns: 5000 },
  )
})

test('cells that are written with quotes come back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '病'), maxLength: 6 })
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\n')
      assert.deepEqual(cellsOf(text), rows)
      assert.deepEqual(
        splitCsv(text).map(({ cells }) => [...cells]),
        rows,
      )
    }),
    { numRuns: 2000 },
  )
})

test('a text cut after its last whole row, and the rest, have the rows of the whole', () => {
  fc.assert(
    fc.property(pieces, pieces, (before, after) => {
      const [head, tail] = [before.join(''), after.join('')]
      const bytes = Buffer.from(head)
      const end = lastRowEnd(bytes)
      const whole = plainCells(head + tail)
      const rest = bytes.subarray(end).toString() + tail
      assert.deepEqual([...cellsOf(bytes.subarray(0, end).toString()), ...cellsOf(rest)], whole)
    }),
    { numRuns: 5000 },
  )
})

test('numbers are read as they are, and nothing else is taken for one', () => {
  const read = (text: string, isWhole = false) => numberIn(Buffer.from(text), 0, Buffer.byteLength(text), isWhole)
  const rows: readonly (readonly [string, number])[] = [
    ['', -1],
    ['0', 0],
    ['007', 7],
    ['3200', 3200],
    ['3200.5', 3200.5],
    ['12.50', 12.5],
    ['3.0', 3],
  ]
  for (const [text, value] of rows) assert.equal(read(text), value, text)
  for (const text of ['-1', '+1', '1e3', '.5', '1.', ' 1', '1 ', '１', 'NaN', '1,2', '1234567890'])
    assert.equal(read(text), -2, text)
  assert.equal(read('3.0', true), 3)
  assert.equal(read('3.5', true), -2)
})

test('the header may stand in any order with more columns, and is refused by name otherwise', () => {
  const header = (titles: readonly string[]) => readLayout(Buffer.from(`\ufeff${titles.join(',')}\r\n1`))
  const layout = header(['doctor', ...RECORD_COLUMNS.toReversed(), 'icu_hours'])
  assert.ok('columns' in layout)
  assert.equal(layout.columns.record_id, 10)
  assert.equal(layout.columns.departments, -1)
  assert.deepEqual(layout.unread, ['doctor'])
  const missing = header(RECORD_COLUMNS.filter((name) => name !== 'sex' && name !== 'dx'))
  assert.ok('line' in missing)
  assert.match(missing.allowed, /缺少列 sex、dx/)
  const twice = header([...RECORD_COLUMNS, 'sex'])
  assert.ok('line' in twice)
  assert.deepEqual([twice.column, twice.title], [11, 'sex'])
})
