// What makes two findings the same one: two windows of one rule are two findings, though lines and subjects are the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FaultList } from '../../policy/text/faults.ts'
import type { Day } from '../../time/day.ts'
import { nodeFromJson } from '../cases/json-node.ts'
import type { AuditFacts, AuditRecord } from '../facts/model.ts'
import { viewOf } from '../facts/view.ts'
import { families } from '../families/index.ts'
import { readRawPoint } from '../knowledge/point.ts'
import { worldCard } from '../testing/small-world.ts'
import { trial } from '../trial/trial.ts'
import { compileAudit } from './compile.ts'
import type { AuditFinding } from './finding.ts'
import { runAudit } from './run.ts'

type PointText = Readonly<Record<string, unknown>>

function found(family: string, points: readonly PointText[], facts: Partial<AuditFacts>): AuditFinding[] {
  const faults = new FaultList()
  const card = worldCard(family, 1, families.get(family)!.excess)
  const raw = points.map(
    (point) => readRawPoint(nodeFromJson({ rule: card.id, kpId: 'P', ...point }, ''), { id: '' }, faults)!,
  )
  const audit = compileAudit([card], raw, faults)
  assert.deepEqual(faults.faults, [])
  const none = { persons: [], providers: [], practitioners: [], encounters: [], lines: [], records: [] }
  return runAudit(audit, viewOf({ ...none, ...facts }), { stage: 'post' })
}

const provider = { id: 'H', suspended: [], approvedBeds: 10 } as unknown as AuditFacts['providers'][number]

test('beds of two days are two findings, of one day one', () => {
  const census = (on: string): AuditRecord =>
    ({ kind: 'census', providerId: 'H', inpatients: 20, on: on as Day }) as unknown as AuditRecord
  const records = ['2026-03-01', '2026-03-02', '2026-03-02'].map(census)
  const findings = found('capacity', [{ alarm: 1.3 }], { providers: [provider], records })
  assert.deepEqual(
    findings.map(({ period }) => period),
    ['2026-03-01', '2026-03-02'],
  )
})

test('stock that is short in two periods is short twice, and the second is not gone in a trial when the first is', () => {
  const short = (from: string, to: string): AuditRecord =>
    ({
      ...{ kind: 'inventory', providerId: 'H', code: 'A', from, to, opening: 0, purchased: 10_000, returned: 0 },
      settled: 30_000,
    }) as unknown as AuditRecord
  const both = [short('2026-01-01', '2026-01-31'), short('2026-02-01', '2026-02-28')]
  const all = found('stock', [{}], { records: both })
  assert.deepEqual(
    all.map(({ period, excessQuantity }) => [period, excessQuantity]),
    [
      ['2026-01-01..2026-01-31', 20_000],
      ['2026-02-01..2026-02-28', 20_000],
    ],
  )
  const [only] = trial([{ before: all, after: all.slice(1) }])
  assert.deepEqual([only?.added, only?.gone], [0, 1])
})
