// One definition: on random histories the set-based form finds exactly what the kernel finds, family by family, for every family.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type CompiledAudit,
  compileAudit,
  type FactsView,
  FaultList,
  families,
  nodeFromJson,
  readRawPoint,
  runAudit,
  viewOf,
} from '@yibao/kernel'
import fc from 'fast-check'
import { WORLD_POINTS, worldCard, worldFacts } from '../../../kernel/src/audit/testing/small-world.ts'
import { type Engine, openEngine } from '../history/engine.ts'
import { SUBJECTS } from './findings.ts'
import { SQL_FORMS } from './forms/index.ts'
import { judgeSetBased } from './judge.ts'
import { loadFacts } from './load.ts'
import { withEvidence, withIndicators } from './testing/evidence.ts'
import { inHistory, together, withReversals } from './testing/histories.ts'
import { MORE_POINTS } from './testing/points.ts'

const seed = Number(process.env.FC_SEED ?? 20_260_301)
/** Findings of a family in all histories, at the least: an equality of nothing proves nothing. */
const LEAST = 10
const numRuns = Number(process.env.YIBAO_PROPERTY_RUNS ?? 200)

interface Said {
  readonly rule: string
  readonly point: string
  readonly severity: string
  readonly lines: string
  readonly quantity: number
  readonly fen: number
  /** Visits, persons, providers … that the finding is of. */
  readonly of: string
  readonly period: string
}

type Lists = Readonly<Record<'lines' | 'quantities' | 'amounts' | (typeof SUBJECTS)[number], readonly string[]>>

const text = (said: Said): string => JSON.stringify(said)

function byKernel(audit: CompiledAudit, view: FactsView): Said[] {
  return runAudit(audit, view, { stage: 'post' }).map((finding) => ({
    ...{ rule: finding.rule, point: finding.knowledge[0]?.id ?? '', severity: finding.severity },
    lines: finding.lines.map((line) => `${line.lineId} ${line.quantity} ${line.amountFen}`).join('; '),
    ...{ quantity: finding.excessQuantity, fen: finding.excessAmountFen },
    of: SUBJECTS.map((name) => `${name} ${finding[name].join(',')}`).join('; '),
    period: finding.period ?? '',
  }))
}

/** Facts lie in one engine for all families: judging makes its tables anew, and leaves the facts as they are. */
async function bySql({ connection }: Engine, audit: CompiledAudit): Promise<Said[]> {
  const done = await judgeSetBased(connection, audit, { stage: 'post' })
  assert.deepEqual(done.left, [])
  const sql = `SELECT rule, point, period, severity, lines, quantities, amounts, CAST(excess_quantity AS DOUBLE) AS quantity,
    CAST(excess_fen AS DOUBLE) AS fen, ${SUBJECTS.join(', ')} FROM finding`
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson() as unknown as (Said & Lists)[]
  return rows.map(({ rule, point, period, severity, lines, quantities, amounts, quantity, fen, ...subjects }) => ({
    ...{ rule, point, severity },
    lines: lines.map((line, at) => `${line} ${quantities[at]} ${amounts[at]}`).join('; '),
    ...{ quantity, fen },
    of: SUBJECTS.map((name) => `${name} ${subjects[name].join(',')}`).join('; '),
    period,
  }))
}

/** Two rules of the family: one with every point, one with a scope that only some visits meet. */
function auditOf(name: string): CompiledAudit {
  const family = families.get(name)
  assert.ok(family)
  const faults = new FaultList()
  const plain = worldCard(name, 1, family.excess)
  const scoped = {
    ...worldCard(name, 2, family.excess),
    ...{ scope: { careMode: ['inpatient' as const, 'emergency' as const], providerLevel: [3] }, exemptsRescue: true },
  }
  const silent = { ...worldCard(name, 3, 'none'), whenUnknown: 'pass' as const, result: 'suspect' as const }
  const points = [plain, scoped, silent].flatMap((card) =>
    [...(WORLD_POINTS[name] ?? []), ...(MORE_POINTS[name] ?? [])].map((point, at) => {
      const raw = readRawPoint(nodeFromJson({ rule: card.id, kpId: `${name}-${at}`, ...point }, ''), { id: '' }, faults)
      assert.ok(raw, JSON.stringify(faults.faults))
      return raw
    }),
  )
  const audit = compileAudit([plain, scoped, silent], points, faults)
  assert.deepEqual(faults.faults, [])
  return audit
}

const histories = fc
  .sample(fc.tuple(worldFacts, fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 20, maxLength: 20 })), {
    seed,
    numRuns,
  })
  .map(([facts, marks], number) => {
    const all = withIndicators(withEvidence(facts, seed + number), seed + number)
    return inHistory(withReversals(all, marks), number)
  })

const views = histories.map(viewOf)
const engine = await openEngine({ memoryMb: 1024, threads: 1 })
after(() => engine.close())
await loadFacts(engine.connection, together(histories))

test('every family has a set-based form', () => {
  assert.deepEqual(SQL_FORMS.map(({ family }) => family).sort(), [...families.keys()].sort())
})

for (const { family } of SQL_FORMS) {
  test(`${family}: both forms find the same in ${numRuns} histories (seed ${seed})`, async () => {
    const audit = auditOf(family)
    const kernel = views.flatMap((view) => byKernel(audit, view))
    const sql = await bySql(engine, audit)
    assert.ok(kernel.length > LEAST, `the histories say too little about this family: ${kernel.length}`)
    const [ours, theirs] = [new Set(sql.map(text)), new Set(kernel.map(text))]
    const different = [
      ...sql.filter((each) => !theirs.has(text(each))).map((each) => `only set-based ${text(each)}`),
      ...kernel.filter((each) => !ours.has(text(each))).map((each) => `only kernel ${text(each)}`),
    ]
    assert.deepEqual(different.sort().slice(0, 6), [])
    assert.equal(sql.length, kernel.length)
  })
}
