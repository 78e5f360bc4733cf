// Why a period is not calculated, or not released, or not by this person.
import { defineRefusals, words } from '@yibao/contract'

export const paymentRefusals = defineRefusals({
  payment_period: words<{ period: string }>(
    { period: '2026-06' },
    (f) => `${f.period}尚未结束或写法不对，只能核算已经结束的月份，写作2026-05`,
  ),
  payment_no_rules: words<{ period: string }>(
    { period: '2026-06' },
    (f) => `本统筹区没有适用于${f.period}的付费规则，请先在policies/payment中配置`,
  ),
  payment_no_cases: words<{ period: string }>(
    { period: '2026-06' },
    (f) => `${f.period}没有有效的结算清单，无须核算，请先催报清单`,
  ),
  payment_released: words<{ period: string }>(
    { period: '2026-06' },
    (f) => `${f.period}的核算已经发布，不能重算或撤回，差错请在以后月份更正`,
  ),
  payment_not_calculated: words<{ period: string }>(
    { period: '2026-06' },
    (f) => `${f.period}的核算不在待发布状态，请刷新后查看`,
  ),
  payment_same_person: words<{ who: string }>({ who: 'zhang' }, (f) => `${f.who}已经办理核算，发布须由另一人办理`),
  payment_outdated: words<{ period: string }>(
    { period: '2026-06' },
    (f) => `${f.period}核算后清单、分组或结算有变化，请重新核算后再发布`,
  ),
  payment_refused: words<{ period: string; issue: string }>(
    { period: '2026-06', issue: '预算有说不清的差额' },
    (f) => `${f.period}的核算有未解决的问题：${f.issue}，不能发布`,
  ),
  payment_month_cleared: words<{ period: string; provider: string }>(
    { period: '2026-06', provider: 'H1' },
    (f) => `机构${f.provider}的${f.period}清算已经审批，核算不能再发布，请并入年终清算`,
  ),
})

export type PaymentRefusalCode = (typeof paymentRefusals.codes)[number]
