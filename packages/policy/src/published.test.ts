// The calculations that cities and media have published: each is a policy file with its source, and comes out to the fen.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { FaultList, type PolicyCase, readCases } from '@yibao/kernel'
import { loadPack, packsAt, productPolicies, testPath } from './index.ts'

const published = join(productPolicies, 'published')
const list = resolve(productPolicies, '../../shared/domain/settlement-cases.json')

interface PublishedCase {
  readonly id: string
  readonly source_url: string
  readonly source_grade: string
  readonly expected: Readonly<Record<string, unknown>>
}

const casesOf = (id: string): PolicyCase[] => {
  const { files } = loadPack(join(published, `${id}.yaml`))
  return files.flatMap((file) => (file.cases ? readCases(file.cases, new FaultList()) : []))
}

test('every published calculation has siblings around it, and all of them hold', (t) => {
  const { ok, packs, cases } = testPath(published)
  for (const pack of packs) {
    assert.deepEqual([...pack.faults, ...pack.failures.flatMap((each) => each.differences)], [], pack.path)
    assert.ok(pack.cases >= 3, `${pack.path}: ${pack.cases} cases`)
  }
  t.diagnostic(`${packs.length} files, ${cases} cases`)
  assert.ok(ok)
})

test('every file names where its calculation was published', () => {
  for (const pack of packsAt(published)) {
    const { library } = loadPack(pack.path)
    const sources = [...(library?.content.sources.values() ?? [])]
    assert.ok(sources.length > 0 && sources.every((each) => each.url && each.grade && each.date), pack.path)
  }
})

test('every amount that the list of published calculations states is expected in its file', {
  skip: !existsSync(list),
}, (t) => {
  let amounts = 0
  for (const each of JSON.parse(readFileSync(list, 'utf8')) as PublishedCase[]) {
    const cases = casesOf(each.id).filter(({ name }) => name.startsWith('公布的计算'))
    const sources = loadPack(join(published, `${each.id}.yaml`)).library?.content.sources.values() ?? []
    assert.ok(
      [...sources].some(({ url, grade }) => url === each.source_url && grade === each.source_grade),
      each.id,
    )
    const held = new Set(cases.flatMap(({ expect }) => [...expect.values()].map(({ value }) => String(value))))
    for (const [name, stated] of Object.entries(each.expected)) {
      for (const value of [stated].flat()) {
        assert.ok(
          writings(value).some((text) => held.has(text)),
          `${each.id}: ${name} ${value}`,
        )
        amounts += 1
      }
    }
  }
  t.diagnostic(`${amounts} amounts`)
})

/** An amount of yuan is held in fen, a share of the whole in basis points, a count of months or a day as it is. */
const writings = (value: unknown): string[] =>
  typeof value === 'number' ? [Math.round(value * 100), Math.round(value * 10_000), value].map(String) : [String(value)]
