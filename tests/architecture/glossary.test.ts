// The words that the policy language fixes stand in the glossary, each with its Chinese term.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { FACTS, FUNDS, PAYERS, PERIODS } from '@yibao/kernel'
import { root } from './sources.ts'

test('every payer, fund, period and value of a fact has its line in the glossary', () => {
  const glossary = readFileSync(join(root, 'docs', 'glossary.md'), 'utf8')
  const fixed = [FACTS.scheme, FACTS.status, FACTS.setting, FACTS.place, FACTS.channel].flatMap((fact) => [
    ...(fact.values ?? []),
  ])
  const missing = [...PAYERS, ...FUNDS, ...PERIODS, ...fixed].filter((word) => !glossary.includes(`\`${word}\``))
  assert.deepEqual([...new Set(missing)], [])
})
