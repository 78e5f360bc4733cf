// A copy for research: shared by k, without the key, and not to be joined with the source or with another project's copy.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { openEngine } from '../history/engine.ts'
import { LakeError } from '../history/manifest.ts'
import { LiveLake, openAnyLake } from '../live/index.ts'
import { type Cell, deidentify, hiddenCells } from './index.ts'
import { madeUpClaims } from './testing/claims.ts'

const scratch = mkdtempSync(join(tmpdir(), 'yibao-deid-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
const lake = join(scratch, 'lake')
const keys = {
  one: 'a1b2c3d4e5f60718293a4b5c6d7e8f90112233445566778899aabbccddeeff01',
  two: '0f1e2d3c4b5a69788796a5b4c3d2e1f000112233445566778899aabbccddeeff',
}
for (const [name, key] of Object.entries(keys)) writeFileSync(join(scratch, `${name}.key`), `${key}\n`)
const writer = LiveLake.open({ folder: lake, origin: 'op1', area: 'city/trial' })
const claims = madeUpClaims(11, 600)
await writer.commit({
  ...{ position: { xid: '1', opId: 'op1' }, at: '2026-12-31 00:00:00', people: [], records: [] },
  visits: new Map(claims.map((claim) => [claim.visitId, [claim]])),
})
const copyOf = (name: 'one' | 'two', out = name) =>
  deidentify({ lake, keyFile: join(scratch, `${name}.key`), out: join(scratch, out), k: 10 })
const reports = { one: await copyOf('one'), two: await copyOf('two') }

async function rows(sql: string): Promise<unknown[][]> {
  const engine = await openEngine()
  try {
    return (await engine.connection.runAndReadAll(sql)).getRows()
  } finally {
    engine.close()
  }
}
const file = (project: string, name: string) => `read_parquet('${join(scratch, project, name)}')`
const fewest = async (group: string, name = 'claims.parquet') =>
  Number(
    (
      await rows(`SELECT min(n) FROM (SELECT count(DISTINCT person) n FROM ${file('one', name)} GROUP BY ${group})`)
    )[0]![0],
  )

test('every file says its k, and it is so when counted anew; little is left out', async () => {
  const { files, persons, personsSuppressed, claimsSuppressed } = reports.one
  assert.ok(files.length >= 6 && files.every(({ k }) => k >= 10), JSON.stringify(files))
  for (const group of ['sex, age_band, area, scheme', 'provider', 'diagnosis'])
    assert.ok((await fewest(group)) >= 10, group)
  assert.ok((await fewest('sex, age_band, area, scheme', 'people.parquet')) >= 10)
  // A neighbour whose illness is known is one of ten or more, or the illness is not told; told it is, for many.
  const told = await rows(
    `SELECT count(DISTINCT person) AS n, diagnosis FROM ${file('one', 'claims.parquet')} WHERE diagnosis <> '*'
     GROUP BY sex, age_band, area, scheme, diagnosis ORDER BY n`,
  )
  assert.ok(told.length > 0 && Number(told[0]![0]) >= 10, `${told[0]}`)
  assert.ok(persons > 300 && personsSuppressed + persons === 600, `${persons}`)
  assert.ok(claimsSuppressed < claims.length / 3)
  const kept = JSON.parse(readFileSync(join(scratch, 'one', 'report.json'), 'utf8')) as typeof reports.one
  assert.deepEqual(kept, JSON.parse(JSON.stringify(reports.one)))
})

test('neither key nor number nor institution nor exact amount nor true day is in any file', async () => {
  const all = readdirSync(join(scratch, 'one'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\./.test(name))
    .map((name) => readFileSync(join(scratch, 'one', name)).toString('latin1'))
    .join('')
  for (const [word, why] of [
    [keys.one, 'key'],
    [Buffer.from(keys.one, 'hex').toString('latin1'), 'key'],
    ['insured-', 'person'],
    ['hospital-', 'provider'],
    ['claim-', 'settlement'],
  ] as const)
    assert.ok(!all.includes(word), why)
  const [[odd]] = (await rows(`SELECT count(*) FROM ${file('one', 'claims.parquet')} WHERE total_yuan % 10 <> 0`)) as [
    [bigint],
  ]
  assert.equal(odd, 0n)
})

test('the same key gives the same names again, and is refused into a folder that holds something', async () => {
  const again = await copyOf('one', 'one-again' as 'one')
  assert.deepEqual(
    again.files.map(({ rows: count, k }) => [count, k]),
    reports.one.files.map(({ rows: count, k }) => [count, k]),
  )
  const [[same]] = (await rows(
    `SELECT count(*) FROM ${file('one', 'people.parquet')} JOIN ${file('one-again', 'people.parquet')} USING (person)`,
  )) as [[bigint]]
  assert.equal(Number(same), reports.one.persons)
  await assert.rejects(copyOf('one'), /不是空文件夹/)
})

test('two projects do not join: not by name, not by days and amounts, not by the intervals of a person', async () => {
  const [a, b] = [file('one', 'claims.parquet'), file('two', 'claims.parquet')]
  const count = async (sql: string): Promise<number> => Number((await rows(sql))[0]![0])
  assert.notEqual(reports.one.project, reports.two.project)
  assert.equal(await count(`SELECT count(*) FROM ${a} JOIN ${b} USING (person)`), 0)
  assert.equal(
    await count(
      `SELECT count(*) FROM (SELECT DISTINCT provider FROM ${a}) JOIN (SELECT DISTINCT provider FROM ${b}) USING (provider) WHERE provider <> '*'`,
    ),
    0,
  )
  // Whoever holds both copies and guesses: people whose whole history of intervals and amounts is the same, and of nobody else's.
  const print = (
    source: string,
  ) => `SELECT person, string_agg(CAST(admitted_on - first AS VARCHAR) || ':' || total_yuan, ',' ORDER BY seq) AS print, count(*) AS n
    FROM (SELECT *, min(admitted_on) OVER (PARTITION BY person) AS first FROM ${source}) GROUP BY person HAVING count(*) >= 3`
  const people = await count(`SELECT count(*) FROM (${print(a)})`)
  const matched = await count(`SELECT count(*) FROM (${print(a)}) x JOIN (${print(b)}) y USING (print)`)
  assert.ok(people > 100)
  assert.ok(matched / people < 0.02, `${matched} of ${people}`)
})

test('the copy does not join with the source by day and amount', async () => {
  const source = await openAnyLake(lake)
  try {
    const answer = await source.engine.connection.runAndReadAll(`SELECT count(*) FROM (
      SELECT person FROM ${file('one', 'claims.parquet')} c JOIN ${source.sourceOf('claims')} s
        ON s.admitted_on = c.admitted_on AND s.total_fen = c.total_yuan * 100 GROUP BY person HAVING count(*) >= 2)`)
    assert.equal(Number(answer.getRows()[0]![0]), 0)
  } finally {
    source.engine.close()
  }
})

test('hidden cells are never fewer than two in a line, unless the line has no other', () => {
  const cell = fc
    .oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }))
    .map((persons): Cell => ({ persons, value: persons * 2 }))
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
    .chain(([height, width]) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
    )
  fc.assert(
    fc.property(tables, (table) => {
      const hidden = hiddenCells(table, 10)
      const lines = [...hidden, ...(hidden[0] ?? []).map((_, c) => hidden.map((row) => row[c]!))]
      for (const line of lines) if (line.length > 1) assert.notEqual(line.filter(Boolean).length, 1)
      for (const [r, row] of table.entries())
        for (const [c, { persons }] of row.entries()) if (persons > 0 && persons < 10) assert.ok(hidden[r]![c])
    }),
    { seed: 5, numRuns: 300 },
  )
})

test('no hidden number of a published table comes out by subtracting, however often', () => {
  const folder = join(scratch, 'one', 'tables')
  let hidden = 0
  for (const name of readdirSync(folder)) {
    const cells = readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1)
    const table = cells.map((line) =>
      line
        .split(',')
        .slice(1)
        .map((cell) => (cell === '*' ? undefined : Number(cell))),
    )
    hidden += table.flat().filter((cell) => cell === undefined).length
    const lines = [...table, ...table[0]!.map((_, c) => table.map((row) => row[c]))]
    for (const line of lines) assert.notEqual(line.filter((cell) => cell === undefined).length, 1, `${name}: ${line}`)
    for (const row of table)
      if (!row.includes(undefined))
        assert.equal(
          row.slice(0, -1).reduce((a, b) => a! + b!, 0),
          row.at(-1),
        )
  }
  assert.ok(hidden > 0, 'there is something to hide')
})

test('a key that somebody typed, a key that is not there, too few people and a small k are refused', async () => {
  const bad = join(scratch, 'bad.key')
  for (const text of ['secret', '00'.repeat(32), '密钥'.repeat(20), '']) {
    writeFileSync(bad, text)
    await assert.rejects(deidentify({ lake, keyFile: bad, out: join(scratch, 'bad'), k: 10 }), LakeError, text)
  }
  await assert.rejects(deidentify({ lake, keyFile: join(scratch, 'none'), out: join(scratch, 'bad'), k: 10 }), /读不到/)
  await assert.rejects(deidentify({ lake, keyFile: join(scratch, 'one.key'), out: join(scratch, 'bad'), k: 9 }), /至少/)
  await assert.rejects(
    deidentify({ lake, keyFile: join(scratch, 'one.key'), out: join(scratch, 'bad'), k: 1000 }),
    /不足/,
  )
  assert.deepEqual(
    readdirSync(scratch).filter((name) => name.startsWith('bad') && name !== 'bad.key'),
    [],
  )
})
