// Why money is not paid before it is owed, or not set off, or not by this person.
import { defineRefusals, words } from '@yibao/contract'

export const advanceRefusals = defineRefusals({
  advance_fund: words<{ fund: string }>({ fund: 'outside' }, (f) => `${f.fund}不是可以预付的基金，请选择基金`),
  advance_reason: words({}, () => '请写明预付的理由和依据，至少四个字'),
  advance_supplier: words({}, () => '集采预付和直接结算须写明配送企业；其他预付付给机构，不填配送企业'),
  advance_over_estimate: words<{ amount: string; estimate: string }>(
    { amount: '1200000.00', estimate: '1000000.00' },
    (f) => `预付${f.amount}元超过测算的${f.estimate}元，请按近12个月的月均基金支出测算后再提`,
  ),
  advance_over_owed: words<{ amount: string; owed: string }>(
    { amount: '120000.00', owed: '100000.00' },
    (f) => `直接结算${f.amount}元超过该基金应付机构的${f.owed}元，只能付机构应得的部分`,
  ),
  advance_unknown: words({}, () => '没有这笔预付，请从清单中选择'),
  advance_state: words<{ state: string }>(
    { state: '已付款' },
    (f) => `这笔预付${f.state}，不能办理这一步，请刷新后查看`,
  ),
  advance_same_person: words<{ who: string }>({ who: 'zhang' }, (f) => `${f.who}已经办过前面的步骤，须由另一人办理`),
  advance_offset_over: words<{ amount: string; balance: string }>(
    { amount: '90000.00', balance: '80000.00' },
    (f) => `抵扣${f.amount}元超过预付余额${f.balance}元，请改正金额`,
  ),
  advance_return: words({}, () => '集采预付付给配送企业，只能以货款抵扣，不能由机构退回'),
  advance_note: words({}, () => '请写明说明或银行回单号，至少两个字'),
})

export type AdvanceRefusalCode = (typeof advanceRefusals.codes)[number]
