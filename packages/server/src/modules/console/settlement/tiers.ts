// The tiers of a settlement in the order they paid, each with its rates, its clause and what its limit has left.
import type { TierView } from '@yibao/contract/rest'
import type { Citation, Explanation, ExplanationNode, TierOutcome } from '@yibao/kernel'
import type { ReplayOutcome, SettlementRecord } from '../../settlement/index.ts'
import { fundTitle, payerTitle } from '../words.ts'
import { clauseText } from './explanation.ts'

export function tierViews(
  { settlement }: SettlementRecord,
  replay: ReplayOutcome | undefined,
  explanation: Explanation | undefined,
): TierView[] {
  return settlement.tiers.map((tier) => {
    const cited = explanation ? citationsUnder(explanation.root, tier.id) : []
    const clause = cited.find(({ slot }) => slot === `${tier.id}.bands`) ?? cited[0]
    return {
      id: tier.id,
      title: tier.title,
      titleEn: titleEnOf(tier, replay),
      payer: tier.payer,
      payerTitle: payerTitle(tier.payer).title,
      fund: tier.fund,
      fundTitle: fundTitle(tier.fund).title,
      baseFen: tier.base,
      deductibleFen: tier.deductible,
      beforeLimitsFen: tier.beforeLimits,
      paidFen: tier.paid,
      ratesBp: ratesOf(tier, replay),
      ...limitsLeft(tier, replay),
      clause: clause ? clauseText(clause) : '',
      assumed: cited.some(({ assumed }) => assumed),
    }
  })
}

const governingOf = ({ id }: TierOutcome, replay: ReplayOutcome | undefined) =>
  replay?.ruling.plan.governing.find(({ tier }) => tier.id === id)?.tier

const titleEnOf = (tier: TierOutcome, replay: ReplayOutcome | undefined): string =>
  governingOf(tier, replay)?.titleEn ?? tier.title

const workOf = ({ id }: TierOutcome, replay: ReplayOutcome | undefined) =>
  replay?.whole.work?.tiers.find((record) => record.id === id)?.work

/** Rates of the bands that the cost reached. */
function ratesOf(tier: TierOutcome, replay: ReplayOutcome | undefined): number[] {
  const work = workOf(tier, replay)
  return work ? work.rates.filter((_, band) => (work.overlaps[band] ?? 0) > 0) : []
}

/**
 * The tightest of the tier's limits. Of a stay in parts, `whole` is the stay so far; a mirror gives back what its
 * original took: both follow from what is left after, and what this record itself paid.
 */
function limitsLeft(
  tier: TierOutcome,
  replay: ReplayOutcome | undefined,
): Pick<TierView, 'limitLeftBeforeFen' | 'limitLeftAfterFen'> {
  const work = workOf(tier, replay)
  const rooms = work?.limits.map(({ room }) => room).filter((room) => room < Number.MAX_SAFE_INTEGER) ?? []
  if (!work || rooms.length === 0) return { limitLeftBeforeFen: null, limitLeftAfterFen: null }
  const isMirror = replay?.record.reverses !== null
  const left = Math.min(...rooms) - work.paid
  const before = isMirror ? left : left + tier.paid
  return { limitLeftBeforeFen: before, limitLeftAfterFen: before - tier.paid }
}

function citationsUnder(root: ExplanationNode, id: string): Citation[] {
  const own = nodeOf(root, id)
  return own ? [...citationsIn(own)] : []
}

function nodeOf(node: ExplanationNode, id: string): ExplanationNode | undefined {
  if (node.id === id && node.ref === undefined) return node
  for (const child of node.children) {
    const found = nodeOf(child, id)
    if (found) return found
  }
  return undefined
}

function* citationsIn({ citation, children }: ExplanationNode): Generator<Citation> {
  if (citation) yield citation
  for (const child of children) yield* citationsIn(child)
}
