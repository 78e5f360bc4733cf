// Three to eight plain sentences for the person's bill, in Chinese and English.
import { yuanForPeople } from '../../money/fen.ts'
import { unitText } from '../../policy/units.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import type { Settlement, TierOutcome } from '../settlement.ts'
import type { TierRecord } from '../work.ts'
import type { Words } from './node.ts'

export function sentencesOf(settlement: Settlement, plan: CompiledPlan): Words[] {
  if (settlement.denials.length > 0) {
    const reasons = settlement.denials.join('、')
    return [
      {
        zh: `本次费用不享受医保待遇，全部由个人负担。原因：${reasons}。`,
        en: `No benefit is paid for this bill; reason: ${reasons}.`,
      },
    ]
  }
  const { total, full, over, pre, inScope } = settlement
  const first: Words = {
    zh: `总费用${yuanForPeople(total)}元，其中全自费${yuanForPeople(full)}元、超限价${yuanForPeople(over)}元、先行自付${yuanForPeople(pre)}元，符合政策范围${yuanForPeople(inScope)}元。`,
    en: `Of ${yuanForPeople(total)} yuan in all, ${yuanForPeople(full)} is outside the catalogue, ${yuanForPeople(over)} above price limits, ${yuanForPeople(pre)} paid first by the person, and ${yuanForPeople(inScope)} is in scope.`,
  }
  const byTier = settlement.tiers.flatMap((tier) => {
    const record = settlement.work?.tiers.find((each) => each.id === tier.id)
    return tierSentence(tier, record, plan) ?? []
  })
  return [first, ...byTier, lastSentence(settlement)]
}

function tierSentence(tier: TierOutcome, record: TierRecord | undefined, plan: CompiledPlan): Words | undefined {
  const title = tier.title
  const english = plan.governing[record?.index ?? 0]?.tier.titleEn ?? title
  if (record?.given !== undefined) {
    return tier.paid > 0
      ? { zh: `${title}支付${yuanForPeople(tier.paid)}元。`, en: `${english} pays ${yuanForPeople(tier.paid)} yuan.` }
      : undefined
  }
  const work = record?.work
  if (!work || (tier.base === 0 && tier.paid === 0)) return undefined
  if (tier.payer === 'account' && tier.paid === 0) return undefined
  const deductible = tier.deductible > 0
  const rates = work.rates.filter((_, k) => (work.overlaps[k] ?? 0) > 0).map((rate) => unitText('rate', rate))
  const above = tier.base - tier.deductible
  if (tier.paid === 0) {
    return {
      zh: `${title}：${yuanForPeople(tier.base)}元未超过起付线或限额已用完，本次不支付。`,
      en: `${english}: ${yuanForPeople(tier.base)} yuan does not exceed the deductible or the limit is used up; it pays nothing this time.`,
    }
  }
  const capped = tier.aboveCap > 0
  return {
    zh: `${title}：${yuanForPeople(tier.base)}元${deductible ? `减起付线${yuanForPeople(tier.deductible)}元后` : ''}按${rates.join('、')}支付${yuanForPeople(tier.paid)}元${capped ? `(已达限额，少付${yuanForPeople(tier.aboveCap)}元)` : ''}。`,
    en: `${english}: ${deductible ? `${yuanForPeople(tier.base)} less the deductible of ${yuanForPeople(tier.deductible)} leaves ${yuanForPeople(above as typeof tier.base)}; ` : ''}at ${rates.join(', ')} it pays ${yuanForPeople(tier.paid)} yuan${capped ? ` (limit reached, ${yuanForPeople(tier.aboveCap)} less)` : ''}.`,
  }
}

function lastSentence({ fundPaid, personPaid, accountPaid, mutualPaid, cash }: Settlement): Words {
  const account = accountPaid > 0 ? `个人账户支付${yuanForPeople(accountPaid)}元，` : ''
  const family = mutualPaid > 0 ? `家庭共济支付${yuanForPeople(mutualPaid)}元，` : ''
  return {
    zh: `各项基金及其他支付合计${yuanForPeople(fundPaid)}元，个人负担${yuanForPeople(personPaid)}元：${account}${family}现金${yuanForPeople(cash)}元。`,
    en: `Funds and other payers pay ${yuanForPeople(fundPaid)} yuan in all; the person bears ${yuanForPeople(personPaid)}: ${yuanForPeople(accountPaid)} from the account, ${yuanForPeople(mutualPaid)} from the family, ${yuanForPeople(cash)} in cash.`,
  }
}
