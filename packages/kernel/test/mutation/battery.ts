// What every mutant of the money core meets first: bills whose answers the judge has given once, before any mutant is on, so
// that only the engine is asked again. Each policy is a check of its own: a mutant meets those that reach it.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { mirror } from '../../src/benefits/cancel.ts'
import type { CompiledPlan } from '../../src/benefits/compile/plan.ts'
import { PlanBook } from '../../src/benefits/compile/plan-book.ts'
import { explain } from '../../src/benefits/explain/explain.ts'
import { planFor } from '../../src/benefits/route.ts'
import { needsLines, settle, settleSums } from '../../src/benefits/settle.ts'
import type { Settlement } from '../../src/benefits/settlement.ts'
import { splitLines } from '../../src/benefits/split-lines.ts'
import { checkEntry } from '../../src/ledger/check-entry.ts'
import { mirrorEntry } from '../../src/ledger/entry.ts'
import { post } from '../../src/ledger/post.ts'
import { Library } from '../../src/policy/library.ts'
import { addUp } from '../explain/adder.ts'
import { type Aimed, compiledOn, drawn, open, type Setting, settled, withChanges } from '../generate/settling.ts'
import { comparable, withoutKeys } from '../judge/compare.ts'
import { judge, judgePlan } from '../judge/judge.ts'

export interface Check {
  readonly name: string
  readonly run: () => unknown
}

/** A bill with what the judge says of it; `said` is the engine's answer when it was held against the judge's. */
interface Judged {
  readonly each: Aimed
  readonly said: string
  readonly plan: string | undefined
}

const AMOUNTS = [0, 1, 12_345, 5_000_000, 90_000_000_000]

/** Checks over so many generated policies, always the same ones. */
export function battery(policies: number): Check[] {
  return fc.sample(drawn(), { numRuns: policies, seed: 20_260_101 }).flatMap((data, at): Check[] => {
    const setting = open(data)
    if (!setting) return []
    const judged = judgedBills(setting)
    return [{ name: `bills of policy ${at}`, run: () => settleAgain(setting, judged) }]
  })
}

function judgedBills(setting: Setting): Judged[] {
  let carried: Record<string, number> = {}
  return setting.bills.flatMap((aimed, at) => {
    const each = { ...aimed, bill: { ...aimed.bill, accumulators: carried } }
    const first = held(setting, each)
    if (first.outcome.ok) carried = withChanges(carried, first.outcome.value.changes)
    const wild = Object.fromEntries(first.keys.map((key, k) => [key, AMOUNTS[(at + k) % AMOUNTS.length] as number]))
    return [first.judged, held(setting, { ...each, bill: { ...each.bill, accumulators: wild } }).judged]
  })
}

/** Holds the engine against the judge once. */
function held({ library, book }: Setting, each: Aimed) {
  const { plan, on, knownOn, bill } = each
  const verdict = judge(library.content, plan, on, knownOn, bill)
  const outcome = settled(book, each)
  assert.deepEqual(comparable(outcome), withoutKeys(verdict))
  const judged = { each, said: text(outcome), plan: judgePlan(library.content, bill, on, knownOn) }
  return { judged, outcome, keys: verdict.ok ? verdict.keysRead : [] }
}

function settleAgain({ library }: Setting, bills: readonly Judged[]): void {
  // Nothing that another mutant has compiled may be met again.
  const book = new PlanBook(unseen(library))
  for (const { each, said, plan } of bills) {
    const outcome = settled(book, each)
    assert.equal(text(outcome), said)
    assert.equal(planFor(book, each.bill, each.on, each.knownOn), plan)
    const compiled = compiledOn(book, each.plan, each.on, each.knownOn)
    if (!outcome.ok || !compiled) continue
    assertSums(compiled, each, outcome.value)
    assertUndone(outcome.value)
    assertBooked(outcome.value, each)
    const explained = settle(compiled, each.bill, true)
    assert.ok(explained.ok)
    assert.equal(text(explained), said)
    assert.deepEqual(addUp(explain(compiled, each.bill, explained.value).root), [])
  }
}

function unseen({ content, version }: Library): Library {
  const plans = [...content.plans].map(([id, plan]) => [id, { ...plan, when: structuredClone(plan.when) }] as const)
  return new Library({ ...content, plans: new Map(plans) }, version)
}

const text = (outcome: ReturnType<typeof settled>): string => JSON.stringify(comparable(outcome))

/** Lines split alone are split alike, and their sums alone settle alike. */
function assertSums(plan: CompiledPlan, { bill }: Aimed, whole: Settlement): void {
  const splits = splitLines(plan, bill)
  assert.ok(splits.ok)
  assert.deepEqual(splits.value, whole.lines)
  if (needsLines(plan)) return
  const sums = { full: [0], over: [0], pre: [0], inScope: [0] }
  for (const kind of ['full', 'over', 'pre', 'inScope'] as const) {
    sums[kind] = plan.parts.map((_, part) =>
      whole.lines.filter((line) => line.part === part).reduce((sum, line) => sum + line[kind], 0),
    )
  }
  assert.deepEqual(settleSums(plan, { ...bill, lines: [] }, sums), { ok: true, value: { ...whole, lines: [] } })
}

/** Every amount of the mirror is the negative of the settlement's, and no zero has a sign. */
function assertUndone(settlement: Settlement): void {
  const undone = mirror(settlement)
  const negated = JSON.stringify(settlement, (key, value) =>
    typeof value === 'number' && key !== 'rateBp' && key !== 'part' && value !== 0 ? -value : value,
  )
  assert.equal(JSON.stringify(undone), negated)
  assert.ok(!Object.is(undone.total, -0) && undone.changes.every(({ change }) => !Object.is(change, -0)))
}

/** What is booked to each fund is what its tiers pay; each entry balances and so does its mirror. */
function assertBooked(settlement: Settlement, { on, knownOn }: Aimed): void {
  const named = { provider: 'P1', area: '000000', benefitKind: 'any', benefitYear: 2023 }
  const entries = post({ kind: 'settled', id: 's1', on, settlement, ...named, accountFund: 'employee_basic' })
  const expected = new Map<string, number>()
  const add = (name: string, paid: number) => paid === 0 || expected.set(name, (expected.get(name) ?? 0) + paid)
  for (const { fund, payer, paid } of settlement.tiers)
    if (fund !== 'outside' && payer !== 'provider' && payer !== 'account') add(`${fund} pool`, paid)
  add('employee_basic account', settlement.accountPaid + settlement.mutualPaid)
  const found = new Map<string, number>()
  for (const entry of entries) {
    assert.ok(checkEntry(entry).ok)
    assert.ok(checkEntry(mirrorEntry(entry, 'j1', knownOn, { kind: 'cancellation', id: 's2' })).ok)
    for (const { fund, part, side, amountFen } of entry.lines) {
      const name = `${fund} ${part}`
      if (side === 'debit') found.set(name, (found.get(name) ?? 0) + amountFen)
    }
  }
  assert.deepEqual(found, expected)
}
