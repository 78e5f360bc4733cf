// The explanation of a settlement: from the total through every tier to what the person pays, with the clauses.

import { invariant } from '../../outcome.ts'
import type { Bill } from '../bill.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import { settle } from '../settle.ts'
import type { Settlement } from '../settlement.ts'
import { citationOf } from './citation.ts'
import { type Citation, EXPLANATION_VERSION, type Explanation, type ExplanationNode } from './node.ts'
import { sentencesOf } from './sentences.ts'
import { explainTier } from './tier.ts'
import { given, node } from './write.ts'

/**
 * Explains a bill that was settled under `plan`. The numbers are worked out again from the same plan and bill, and must
 * equal the settlement given; a difference is a bug and throws, for an explanation that does not match is worse than none.
 */
export function explain(plan: CompiledPlan, bill: Bill, settlement: Settlement): Explanation {
  const again = settlement.work ? settlement : workOf(plan, bill)
  invariant(sameAmounts(again, settlement), 'the explanation gives other amounts than the settlement')
  const tiers = (again.work?.tiers ?? []).map((record) => ({ record, ...explainTier(plan, record, again.lines) }))
  const root = rootOf(
    again,
    plan,
    tiers.map((tier) => tier.paid),
  )
  const citations = uniqueBySlot([
    ...plan.planEntries.map((entry) => citationOf(plan.library, `plan.${plan.plan.id}`, entry)),
    ...plan.classificationEntries.map((entry) =>
      citationOf(plan.library, `classification.${plan.plan.classification}`, entry),
    ),
    ...tiers.flatMap((tier) => tier.citations),
    // Parameters have their own source: an assumed income behind a threshold is said as loudly as an assumed threshold.
    ...citationsIn(root),
  ])
  return {
    version: EXPLANATION_VERSION,
    plan: { zh: plan.plan.title, en: plan.plan.titleEn ?? plan.plan.title },
    policyVersion: settlement.policyVersion,
    root,
    sentences: sentencesOf(again, plan),
    assumed: citations.filter((citation) => citation.assumed),
  }
}

function workOf(plan: CompiledPlan, bill: Bill): Settlement {
  const outcome = settle(plan, bill, true)
  if (!outcome.ok) throw new Error(`A settled bill is refused now: ${outcome.code}`)
  return outcome.value
}

function rootOf(settlement: Settlement, plan: CompiledPlan, tiers: readonly ExplanationNode[]): ExplanationNode {
  const total = totalOf(settlement)
  const byFunds = tiers.filter((_, k) => plan.tiers[k]?.payer !== 'provider')
  const funds = node({
    id: 'fund_paid',
    title: { zh: '基金及其他支付合计', en: 'paid by funds and other payers' },
    op: 'sum',
    unit: 'money',
    value: settlement.fundPaid,
    children: byFunds,
  })
  const provider = given(
    'provider_paid',
    { zh: '医院负担', en: 'borne by the provider' },
    'money',
    settlement.providerPaid,
  )
  const person = node({
    id: 'person_paid',
    title: { zh: '个人负担', en: 'borne by the person' },
    op: 'minus',
    unit: 'money',
    value: settlement.personPaid,
    children: [total, funds, provider],
  })
  const account = given(
    'account_paid',
    { zh: '个人账户支付', en: 'from the personal account' },
    'money',
    settlement.accountPaid,
  )
  const mutual = given(
    'mutual_paid',
    { zh: '家庭共济支付', en: 'from family accounts' },
    'money',
    settlement.mutualPaid,
  )
  return node({
    id: 'cash',
    title: { zh: '个人现金支付', en: 'cash' },
    op: 'minus',
    unit: 'money',
    value: settlement.cash,
    children: [person, account, mutual],
  })
}

function totalOf(settlement: Settlement): ExplanationNode {
  const parts = [
    given('full', { zh: '全自费', en: 'full self-pay' }, 'money', settlement.full),
    given('over', { zh: '超限价自费', en: 'over-limit self-pay' }, 'money', settlement.over),
    given('pre', { zh: '先行自付', en: 'pre-self-pay' }, 'money', settlement.pre),
    given('in_scope', { zh: '符合政策范围金额', en: 'in-scope amount' }, 'money', settlement.inScope),
  ]
  return node({
    id: 'total',
    title: { zh: '医疗费总额', en: 'total fee' },
    op: 'sum',
    unit: 'money',
    value: settlement.total,
    children: parts,
  })
}

function sameAmounts(a: Settlement, b: Settlement): boolean {
  return (
    a.total === b.total &&
    a.fundPaid === b.fundPaid &&
    a.personPaid === b.personPaid &&
    a.cash === b.cash &&
    a.tiers.length === b.tiers.length &&
    a.tiers.every((tier, k) => tier.id === b.tiers[k]?.id && tier.paid === b.tiers[k]?.paid)
  )
}

function citationsIn(tree: ExplanationNode): Citation[] {
  return [...(tree.citation ? [tree.citation] : []), ...tree.children.flatMap(citationsIn)]
}

function uniqueBySlot(citations: readonly (Citation | undefined)[]): Citation[] {
  const seen = new Map<string, Citation>()
  for (const citation of citations)
    if (citation) seen.set(`${citation.slot}|${citation.file}|${citation.line}`, citation)
  return [...seen.values()]
}
