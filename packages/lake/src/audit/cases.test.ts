// The labelled cases through the set-based form: what it judges of them it judges as the kernel does.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compileAudit, FaultList, nodeFromJson, readAuditCase, runAudit, viewOf } from '@yibao/kernel'
import { loadRules } from '../../../policy/src/index.ts'
import { openEngine } from '../history/engine.ts'
import { SUBJECTS } from './findings.ts'
import { sqlFormOf } from './forms/index.ts'
import { judgeSetBased } from './judge.ts'
import { loadFacts } from './load.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
const FILES = ['rules/examples/cases.json', '../shared/domain/audit-cases.json'].map(at).filter(existsSync)
const { cards } = loadRules(at('rules'))

const casesOf = (path: string): unknown[] => {
  const content = JSON.parse(readFileSync(path, 'utf8')) as unknown[] | { cases: unknown[] }
  return Array.isArray(content) ? content : content.cases
}

for (const path of FILES) {
  test(`cases of ${path.split('/').at(-1)}: both forms find the same`, async () => {
    let compared = 0
    const engine = await openEngine({ memoryMb: 512, threads: 1 })
    for (const value of casesOf(path)) {
      const faults = new FaultList()
      const read = readAuditCase(nodeFromJson(value as object, ''), faults)
      assert.ok(read, JSON.stringify(faults.faults))
      const named = new Set(read.knowledge.map((point) => point.rule))
      const own = cards.filter(
        (card) => named.has(card.id) && card.stages.includes('post') && sqlFormOf(card.family.name) !== undefined,
      )
      if (own.length === 0) continue
      const ids = new Set(own.map((card) => card.id))
      const points = read.knowledge.filter((point) => ids.has(point.rule))
      const audit = compileAudit(own, points, faults)
      await loadFacts(engine.connection, read.facts)
      await judgeSetBased(engine.connection, audit, { stage: 'post' })
      const sql = `SELECT rule || ' ' || point || ' ' || severity || ' ' || array_to_string(lines, ',') || ' ' || excess_quantity || ' ' || excess_fen
        || ' ' || concat_ws(';', ${SUBJECTS.map((name) => `array_to_string(${name}, ',')`).join(', ')}) FROM finding`
      const found = (await engine.connection.runAndReadAll(sql)).getRows().map(([text]) => String(text))
      const kernel = runAudit(audit, viewOf(read.facts), { stage: 'post' }).map(
        (each) =>
          `${each.rule} ${each.knowledge[0]?.id} ${each.severity} ${each.lines.map(({ lineId }) => lineId).join(',')} ${each.excessQuantity} ${each.excessAmountFen} ${SUBJECTS.map((name) => each[name].join(',')).join(';')}`,
      )
      assert.deepEqual(found.sort(), kernel.sort(), read.id)
      compared += kernel.length
    }
    engine.close()
    assert.ok(compared > 0)
  })
}
