// A data set is whole: headers, counts, sums, keys that meet, the same bytes for the same seed.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { PlanBook } from '@yibao/kernel'
import { loadPack, productPolicies } from '@yibao/policy'
import { parseCsv } from '../catalogue/csv.ts'
import { smallCity } from '../testing/shipped.ts'
import { CsvFile } from './csv-file.ts'
import { synthesize } from './synthesize.ts'
import { TABLES } from './tables.ts'

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-synth-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Table = readonly Readonly<Record<string, string>>[]

function table(folder: string, name: string): Table {
  const [header, ...body] = parseCsv(readFileSync(join(folder, `${name}.csv`), 'utf8')).rows
  const titles = header?.cells ?? []
  return body.map(({ cells }) => Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])))
}

const sum = (rows: Table, column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0)

test('every table has its header and as many rows as were counted; keys meet', async () => {
  const { city, catalogue } = await smallCity({ people: 2500 })
  await inFolder(async (out) => {
    const stages: string[] = []
    const counts = await synthesize({
      city,
      catalogue,
      months: 1,
      seed: 3,
      out,
      onProgress: ({ stage }) => stages.push(stage),
    })
    assert.deepEqual(
      readdirSync(out).sort(),
      Object.keys(TABLES)
        .map((name) => `${name}.csv`)
        .sort(),
    )
    for (const [name, columns] of Object.entries(TABLES)) {
      const [header, ...rows] = parseCsv(readFileSync(join(out, `${name}.csv`), 'utf8')).rows
      assert.deepEqual(header?.cells, columns)
      assert.equal(rows.length, counts[name as keyof typeof counts], name)
      assert.ok(
        rows.every(({ cells }) => cells.length === columns.length),
        name,
      )
    }
    const visits = new Set(table(out, 'visits').map(({ visit_id }) => visit_id))
    const billed = new Set(table(out, 'fee_lines').map(({ visit_id }) => visit_id))
    assert.deepEqual(billed, visits)
    const persons = new Set(table(out, 'persons').map(({ person_no }) => person_no))
    assert.ok(table(out, 'visits').every(({ person_no }) => persons.has(person_no ?? '')))
    assert.equal(counts.settlements, 0)
    assert.ok(stages.includes('city') && stages.includes('care'))
  })
})

test('the same seed writes the same bytes', async () => {
  const { city, catalogue } = await smallCity({ people: 800 })
  const hash = async (seed: number): Promise<string> => {
    let digest = ''
    await inFolder(async (out) => {
      await synthesize({ city, catalogue, months: 1, seed, out })
      const all = createHash('sha256')
      for (const name of readdirSync(out).sort()) all.update(readFileSync(join(out, name)))
      digest = all.digest('hex')
    })
    return digest
  }
  assert.equal(await hash(1), await hash(1))
  assert.notEqual(await hash(1), await hash(2))
})

const policies = join(productPolicies, 'city', 'qingyang')

test('with a policy, settlements add up to their fee lines and to their tiers', {
  skip: !existsSync(policies),
}, async () => {
  const built = loadPack(policies)
  assert.ok(built.library)
  const { city, catalogue } = await smallCity({ people: 2500 })
  const book = new PlanBook(built.library)
  await inFolder(async (out) => {
    await synthesize({ city, catalogue, months: 1, seed: 3, out, book })
    const lines = Map.groupBy(table(out, 'fee_lines'), ({ visit_id }) => visit_id)
    const tiers = Map.groupBy(table(out, 'settlement_tiers'), ({ visit_id }) => visit_id)
    const settlements = table(out, 'settlements')
    assert.ok(settlements.length > 100)
    for (const row of settlements) {
      assert.equal(sum(lines.get(row.visit_id) ?? [], 'amount_fen'), Number(row.total_fen))
      const paid = sum(
        (tiers.get(row.visit_id) ?? []).filter(({ payer }) => payer !== 'provider'),
        'paid_fen',
      )
      assert.equal(paid, Number(row.fund_fen))
      const person = Number(row.account_fen) + Number(row.mutual_fen) + Number(row.cash_fen)
      assert.equal(Number(row.fund_fen) + Number(row.provider_fen) + person, Number(row.total_fen))
    }
  })
})

test('cells with commas, quotes and line breaks are read back whole', async () => {
  await inFolder(async (out) => {
    const path = join(out, 'odd.csv')
    const file = new CsvFile(path, ['a', 'b'])
    await file.write({ a: '甲，"乙"\n丙', b: undefined })
    await file.close()
    assert.deepEqual(
      parseCsv(readFileSync(path, 'utf8')).rows.map(({ cells }) => cells),
      [
        ['a', 'b'],
        ['甲，"乙"\n丙', ''],
      ],
    )
  })
})
