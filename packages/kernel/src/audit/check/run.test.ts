// One answer at three moments, for every family: order of input, reversals, lines of the person, the order being typed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import type { AuditFacts, AuditLine } from '../facts/model.ts'
import { viewOf } from '../facts/view.ts'
import { families } from '../families/index.ts'
import { WORLD_POINTS, worldAudit, worldFacts } from '../testing/small-world.ts'
import type { AuditFinding } from './finding.ts'
import { checkOrder, runAudit } from './run.ts'

const seed = Number(process.env.FC_SEED ?? 20_260_301)
const RUNS = { seed, numRuns: 300 }
const audit = worldAudit()

/** What a finding says, without the moment it was said at. */
const said = ({ stage: _, ...finding }: AuditFinding): string => JSON.stringify(finding)
const all = (facts: AuditFacts, stage: 'pre' | 'mid' | 'post' = 'post'): AuditFinding[] =>
  runAudit(audit, viewOf(facts), { stage })
const sorted = (findings: readonly AuditFinding[]): string[] => findings.map(said).sort()

test('every family has its points in the small world, and every one of them finds something there', () => {
  assert.deepEqual(Object.keys(WORLD_POINTS).sort(), [...families.keys()].sort())
  const found = new Set<string>()
  for (const facts of fc.sample(worldFacts, { seed, numRuns: 400 }))
    for (const finding of all(facts)) found.add(finding.knowledge[0]?.id ?? '')
  // Records of these kinds are not part of the small world.
  const silent = ['capacity', 'peer-indicator', 'performed', 'presence', 'stock']
  const quiet = [...families.keys()].filter((name) => ![...found].some((id) => id.startsWith(`${name}-`)))
  assert.deepEqual(
    quiet.filter((name) => !silent.includes(name)),
    [],
  )
})

test('the three stages give the same findings on the same facts', () => {
  fc.assert(
    fc.property(worldFacts, (facts) => {
      const post = sorted(all(facts))
      assert.deepEqual(sorted(all(facts, 'pre')), post)
      assert.deepEqual(sorted(all(facts, 'mid')), post)
    }),
    RUNS,
  )
})

test('the order in which facts arrive changes nothing', () => {
  fc.assert(
    fc.property(worldFacts, (facts) => {
      const backwards = {
        ...facts,
        persons: facts.persons.toReversed(),
        encounters: facts.encounters.toReversed(),
        lines: facts.lines.toReversed(),
      }
      assert.deepEqual(withoutAnchor(all(backwards)), withoutAnchor(all(facts)))
    }),
    RUNS,
  )
})

/** Whichever line wakes a window up, it is the same window; only the line named in its texts may be another. */
const withoutAnchor = (findings: readonly AuditFinding[]): string[] =>
  findings
    .map(({ stage: _, facts: __, knowledge: ___, involvedLines, ...finding }) =>
      JSON.stringify({ ...finding, involvedLines: involvedLines.toSorted() }),
    )
    .sort()

test('a line that is taken back whole, or that the person pays, counts as if it had never been', () => {
  fc.assert(
    fc.property(worldFacts, fc.nat(), fc.boolean(), (facts, pick, byReversal) => {
      const gone = facts.lines[pick % facts.lines.length] as AuditLine
      const rest = facts.lines.filter((line) => line !== gone)
      const without = byReversal
        ? [...facts.lines, reversalOf(gone, rest.length + 1)]
        : [...rest, { ...gone, toFund: false }]
      // Costs that a stay shifts to the person are looked for among exactly those lines.
      const relevant = (findings: readonly AuditFinding[]) =>
        findings.filter((finding) => !finding.knowledge[0]?.id.startsWith('outside-stay'))
      assert.deepEqual(
        sorted(relevant(all({ ...facts, lines: without }))),
        sorted(relevant(all({ ...facts, lines: rest }))),
      )
    }),
    RUNS,
  )
})

const reversalOf = (line: AuditLine, sequence: number): AuditLine => {
  const { traceCodes: _, ...bare } = line
  return {
    ...bare,
    id: `${line.id}-back`,
    reversalOf: line.id,
    quantity: -line.quantity as Quantity,
    amountFen: fen(-line.amountFen),
    sequence,
  }
}

test('an order finds before it is given what its lines are found for afterwards', () => {
  fc.assert(
    fc.property(worldFacts, (facts) => {
      const last = facts.lines.reduce((a, b) => (b.at > a.at || (b.at === a.at && b.sequence > a.sequence) ? b : a))
      const draft = { ...facts, lines: facts.lines.map((line) => ({ ...line, isDraft: line === last })) }
      const before = new Set(withoutAnchor(checkOrder(audit, viewOf(draft))))
      const touching = all(facts).filter((finding) => finding.lines.some((line) => line.lineId === last.id))
      const missed = withoutAnchor(touching).filter((finding) => !before.has(finding))
      // A visit that another visit brings to light is found when that other one comes.
      assert.deepEqual(
        missed.filter((finding) => !/"encounters":\["/.test(finding) || !isOfVisits(finding)),
        [],
      )
    }),
    RUNS,
  )
})

const VISITS = ['same-bill', 'outside-stay', 'visit-in-stay']
const visitRules = new Set(
  [...audit.rules].filter(([, { card }]) => VISITS.includes(card.family.name)).map(([id]) => id),
)
const isOfVisits = (finding: string): boolean => visitRules.has((JSON.parse(finding) as { rule: string }).rule)

test('nothing that is not known is definite, and nothing is recovered on it', () => {
  fc.assert(
    fc.property(worldFacts, (facts) => {
      for (const finding of all(facts)) {
        if (finding.missing.length === 0) assert.notEqual(finding.severity, 'needs_evidence')
        else
          assert.deepEqual(
            [finding.severity, finding.excessAmountFen, finding.excessQuantity],
            ['needs_evidence', 0, 0],
          )
      }
    }),
    RUNS,
  )
})

test('no finding takes back more of a line than it holds', () => {
  fc.assert(
    fc.property(worldFacts, (facts) => {
      const view = viewOf(facts)
      const held = new Map(view.lines.map((line) => [line.id, line]))
      for (const finding of runAudit(audit, view, { stage: 'post' })) {
        for (const { lineId, quantity, amountFen } of finding.lines) {
          const line = held.get(lineId)
          if (!line) continue
          assert.ok(quantity >= 0 && quantity <= line.netQuantity, `${finding.rule} ${lineId} ${quantity}`)
          assert.ok(amountFen >= 0 && amountFen <= line.netAmountFen, `${finding.rule} ${lineId} ${amountFen}`)
        }
      }
    }),
    RUNS,
  )
})
