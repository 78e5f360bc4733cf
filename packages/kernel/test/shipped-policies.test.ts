// Every case of the shipped policies, settled by the judge as well: two readings of one text, against sums worked out by hand.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import {
  amountAt,
  amountsOf,
  type Bill,
  FaultList,
  isBesideTheBill,
  PlanBook,
  planFor,
  readCases,
  settleCase,
} from '@yibao/kernel'
import { buildPack, packsAt, productPolicies } from '@yibao/policy'
import { comparable, withoutKeys } from './judge/compare.ts'
import { type Judged, judge } from './judge/judge.ts'

/** What a case may expect, out of the judge's answer. */
function judgedAmounts(judged: Judged, bill: Bill): Map<string, number | string> {
  const { changes, tiers, mutual, lines, denials, ...amounts } = judged
  const asSettlement = {
    ...amounts,
    policyVersion: '',
    denials,
    mutual,
    lines: [],
    tiers: tiers.map((tier) => ({ ...tier, title: '' })),
    changes: Object.entries(changes).map(([key, change]) => ({ key, change })),
  }
  return amountsOf(asSettlement as never, bill)
}

test('engine and judge agree on every shipped case, and the judge on every amount the case expects', {
  skip: !existsSync(productPolicies),
}, () => {
  let [cases, amounts] = [0, 0]
  for (const pack of packsAt(productPolicies)) {
    const built = buildPack(pack)
    assert.ok(built.library, pack.path)
    const { content } = built.library
    const book = new PlanBook(built.library)
    // Inherited cases are about the inherited text, and come with its own pack.
    const own = new Set(pack.layers.at(-1)?.files.map((file) => file.path))
    for (const file of built.files.filter((each) => own.has(each.path))) {
      for (const each of file.cases ? readCases(file.cases, new FaultList()) : []) {
        if (isBesideTheBill(each)) continue
        const name = `${file.path}: ${each.name}`
        const outcome = settleCase(book, each)
        const plan = each.plan ?? planFor(book, each.bill, each.on, each.knownOn)
        if (!plan) continue
        const verdict = judge(content, plan, each.on, each.knownOn, each.bill)
        assert.deepEqual(comparable(outcome), withoutKeys(verdict), name)
        cases += 1
        if (!verdict.ok) {
          assert.equal(verdict.code, each.expectRefusal, name)
          continue
        }
        const found = judgedAmounts(verdict.value, each.bill)
        for (const [path, { value }] of each.expect) {
          // Payments of single bands, and whose nature the person's burden is, need the engine's own work.
          if (/\.bands\.|^self_|^parts\./.test(path)) continue
          assert.equal(amountAt(path, found), value, `${name}: ${path}`)
          amounts += 1
        }
      }
    }
  }
  console.log(`${cases} cases, ${amounts} amounts`)
  assert.ok(cases > 50 && amounts > 200, `${cases} cases, ${amounts} amounts`)
})
