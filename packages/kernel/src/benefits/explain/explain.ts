// The explanation of a settlement: from the total through every tier to what the person pays, with the clauses.

import { invariant } from '../../outcome.ts'
import type { Payer } from '../../policy/model.ts'
import type { Bill } from '../bill.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import { settle } from '../settle.ts'
import type { Settlement } from '../settlement.ts'
import { citationOf } from './citation.ts'
import { type Citation, EXPLANATION_VERSION, type Explanation, type ExplanationNode, type Words } from './node.ts'
import { sentencesOf } from './sentences.ts'
import { explainTier, type TierExplanation } from './tier.ts'
import { given, node } from './write.ts'

/**
 * Explains a bill that was settled under `plan`. The numbers are worked out again from the same plan and bill, and must
 * equal the settlement given; a difference is a bug and throws, for an explanation that does not match is worse than none.
 */
export function explain(plan: CompiledPlan, bill: Bill, settlement: Settlement): Explanation {
  const again = settlement.work ? settlement : workOf(plan, bill)
  invariant(sameAmounts(again, settlement), 'the explanation gives other amounts than the settlement')
  const tiers = (again.work?.tiers ?? []).map((record) => explainTier(plan, record, again.lines))
  return new SettlementExplanation(plan, again, tiers)
}

/** The tree is built at once; sentences and citations are written when they are read. */
class SettlementExplanation implements Explanation {
  readonly version = EXPLANATION_VERSION
  readonly plan: Words
  readonly policyVersion: string
  readonly root: ExplanationNode
  readonly #plan: CompiledPlan
  readonly #settlement: Settlement
  readonly #tiers: readonly TierExplanation[]

  constructor(plan: CompiledPlan, settlement: Settlement, tiers: readonly TierExplanation[]) {
    this.plan = { zh: plan.plan.title, en: plan.plan.titleEn ?? plan.plan.title }
    this.policyVersion = settlement.policyVersion
    this.root = rootOf(settlement, plan, tiers)
    this.#plan = plan
    this.#settlement = settlement
    this.#tiers = tiers
  }

  get sentences(): readonly Words[] {
    return sentencesOf(this.#settlement, this.#plan)
  }

  get assumed(): readonly Citation[] {
    const { library, plan, planEntries, classificationEntries } = this.#plan
    const all = [
      ...planEntries.map((entry) => citationOf(library, `plan.${plan.id}`, entry)),
      ...classificationEntries.map((entry) => citationOf(library, `classification.${plan.classification}`, entry)),
      ...this.#tiers.flatMap((tier) => tier.citations),
      // Parameters have their own source: an assumed income behind a threshold is said as loudly as an assumed threshold.
      ...citationsIn(this.root),
    ]
    return uniqueBySlot(all).filter((citation) => citation.assumed)
  }

  toJSON(): object {
    const { version, plan, policyVersion, root, sentences, assumed } = this
    return { version, plan, policyVersion, root, sentences, assumed }
  }
}

function workOf(plan: CompiledPlan, bill: Bill): Settlement {
  const outcome = settle(plan, bill, true)
  if (!outcome.ok) throw new Error(`A settled bill is refused now: ${outcome.code}`)
  return outcome.value
}

const WORDS = {
  total: { zh: '医疗费总额', en: 'total fee' },
  full: { zh: '全自费', en: 'full self-pay' },
  over: { zh: '超限价自费', en: 'over-limit self-pay' },
  pre: { zh: '先行自付', en: 'pre-self-pay' },
  inScope: { zh: '符合政策范围金额', en: 'in-scope amount' },
  funds: { zh: '基金及其他支付合计', en: 'paid by funds and other payers' },
  provider: { zh: '医院负担', en: 'borne by the provider' },
  person: { zh: '个人负担', en: 'borne by the person' },
  account: { zh: '个人账户支付', en: 'from the personal account' },
  accountRest: { zh: '个人账户支付个人负担', en: "from the account, of the person's part" },
  mutual: { zh: '家庭共济支付', en: 'from family accounts' },
  cash: { zh: '个人现金支付', en: 'cash' },
} satisfies Record<string, Words>

function rootOf(settlement: Settlement, plan: CompiledPlan, tiers: readonly TierExplanation[]): ExplanationNode {
  const { fundPaid, providerPaid, personPaid, accountPaid, mutualPaid, cash } = settlement
  const sum = (id: string, title: Words, op: 'sum' | 'minus', value: number, children: ExplanationNode[]) =>
    node({ id, title, op, unit: 'money', value, children })
  const paidBy = (isPayer: (payer: Payer | undefined) => boolean) =>
    tiers.filter((_, k) => isPayer(plan.tiers[k]?.payer)).map((tier) => tier.paid)
  const byFunds = paidBy((payer) => payer !== 'provider' && payer !== 'account')
  const byAccount = paidBy((payer) => payer === 'account')
  const funds = sum('fund_paid', WORDS.funds, 'sum', fundPaid, byFunds)
  const provider = given('provider_paid', WORDS.provider, 'money', providerPaid)
  const person = sum('person_paid', WORDS.person, 'minus', personPaid, [totalOf(settlement), funds, provider])
  const rest = accountPaid - byAccount.reduce((paid, tier) => paid + tier.value, 0)
  const account =
    byAccount.length === 0
      ? given('account_paid', WORDS.account, 'money', accountPaid)
      : sum('account_paid', WORDS.account, 'sum', accountPaid, [
          ...byAccount,
          given('account_rest', WORDS.accountRest, 'money', rest),
        ])
  const mutual = given('mutual_paid', WORDS.mutual, 'money', mutualPaid)
  return sum('cash', WORDS.cash, 'minus', cash, [person, account, mutual])
}

function totalOf({ total, full, over, pre, inScope }: Settlement): ExplanationNode {
  const children = [
    given('full', WORDS.full, 'money', full),
    given('over', WORDS.over, 'money', over),
    given('pre', WORDS.pre, 'money', pre),
    given('in_scope', WORDS.inScope, 'money', inScope),
  ]
  return node({ id: 'total', title: WORDS.total, op: 'sum', unit: 'money', value: total, children })
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
