// Labelled audit cases: those that ship, for every parameter a rule knows, and the published ones where they are at hand.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { caseDifferences, FaultList, faultText, nodeFromJson, readAuditCase, runAuditCase, STAGES } from '@yibao/kernel'
import { loadRules, productRules } from './rules-on-disk.ts'

const { cards } = loadRules()

/** What does not come out, at each stage that a case names. */
function wrongIn(file: string): { cases: number; wrong: string[]; rules: Set<string> } {
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: unknown[] }
  const rules = new Set<string>()
  const wrong = cases.flatMap((value) => {
    const faults = new FaultList()
    const auditCase = readAuditCase(nodeFromJson(value, ''), faults)
    if (!auditCase) return faults.faults.map(faultText)
    for (const point of auditCase.knowledge) rules.add(point.rule)
    return STAGES.filter((stage) => auditCase.stages.includes(stage)).flatMap((stage) => {
      const run = runAuditCase(auditCase, cards, stage, faults)
      const differences = run ? caseDifferences(auditCase, run.fired) : ['was refused']
      return [...differences, ...faults.faults.map(faultText)].map((says) => `${auditCase.id} ${stage}: ${says}`)
    })
  })
  return { cases: cases.length, wrong, rules }
}

test('the cases that ship come out, for four rules in five', (t) => {
  const { cases: count, wrong, rules } = wrongIn(join(productRules, 'examples/every-parameter.json'))
  t.diagnostic(`${count} cases, ${rules.size} rules`)
  assert.deepEqual(wrong, [])
  assert.ok(rules.size >= 60, `${rules.size} rules`)
})

const published = resolve(productRules, '../../shared/domain/audit-cases.json')

test('the published labelled cases come out at every stage they name', { skip: !existsSync(published) }, (t) => {
  const { cases: count, wrong } = wrongIn(published)
  t.diagnostic(`${count} cases`)
  assert.deepEqual(wrong, [])
})
