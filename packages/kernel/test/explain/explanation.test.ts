// Every fen explained (I18): the explanation of each case of the shipped policies adds up again without the engine.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { explain, FaultList, PlanBook, readCases, settleCase } from '@yibao/kernel'
import { buildPack, packsAt, productPolicies } from '@yibao/policy'
import { addUp, nodesOf } from './adder.ts'

test('each amount of every policy case follows from the numbers below it', {
  skip: !existsSync(productPolicies),
}, () => {
  let nodes = 0
  for (const pack of packsAt(productPolicies)) {
    const built = buildPack(pack)
    assert.ok(built.library, pack.path)
    const book = new PlanBook(built.library)
    for (const file of built.files) {
      if (!file.cases) continue
      for (const policyCase of readCases(file.cases, new FaultList())) {
        const outcome = settleCase(book, policyCase, true)
        if (!outcome.ok) continue
        const plan = book.planOn(outcome.value.plan, policyCase.on, policyCase.knownOn)
        const explanation = explain(plan, policyCase.bill, outcome.value)
        assert.deepEqual(addUp(explanation.root), [], `${file.path}: ${policyCase.name}`)
        assert.equal(explanation.root.value, outcome.value.cash)
        nodes += [...nodesOf(explanation.root)].length
      }
    }
  }
  assert.ok(nodes > 1000, `only ${nodes} nodes were checked`)
})
