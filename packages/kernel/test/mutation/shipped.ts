// The cases of the policies that come with the product, as checks: one for each pack, with the amounts that its cases expect.
import assert from 'node:assert/strict'
import { FaultList, Library, PlanBook, type PolicyCase, readCases, runCase } from '@yibao/kernel'
import { buildPack, packsAt, productPolicies } from '@yibao/policy'
import type { Check } from './battery.ts'

export function shippedCases(): Check[] {
  return packsAt(productPolicies).flatMap((pack): Check[] => {
    const { library, files } = buildPack(pack)
    const own = new Set(pack.layers.at(-1)?.files.map((file) => file.path))
    const cases = files
      .filter((file) => own.has(file.path) && file.cases)
      .flatMap((file) => (file.cases ? readCases(file.cases, new FaultList()) : []))
    if (!library || cases.length === 0) return []
    return [{ name: `cases of ${pack.path}`, run: () => runAll(library, cases) }]
  })
}

function runAll({ content, version }: Library, cases: readonly PolicyCase[]): void {
  const plans = [...content.plans].map(([id, plan]) => [id, { ...plan, when: structuredClone(plan.when) }] as const)
  const book = new PlanBook(new Library({ ...content, plans: new Map(plans) }, version))
  for (const each of cases) assert.deepEqual(runCase(book, each).differences, [], each.name)
}
