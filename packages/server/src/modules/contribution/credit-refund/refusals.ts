// Why a contribution that was credited is not given back, or not now, or not by this person.
import { defineRefusals, words } from '@yibao/contract'
import { type Fen, yuanText } from '@yibao/kernel'

const yuan = (amount: number): string => yuanText(amount as Fen)

export const creditRefundRefusals = defineRefusals({
  credit_refund_unknown: words({}, () => '没有找到这笔缴费，请核对征缴单号和人员编号'),
  credit_refund_not_credited: words<{ charge: string }>(
    { charge: 'C202605-E1' },
    (f) => `征缴单${f.charge}尚未记账，待认领的款项请在国库入账清单退费`,
  ),
  credit_refund_done: words<{ charge: string }>(
    { charge: 'C202605-E1' },
    (f) => `征缴单${f.charge}为该人员缴的费已经全部退还`,
  ),
  credit_refund_open: words({}, () => '这笔缴费的退费正在办理，请先办完或撤回'),
  credit_refund_amount: words<{ leftFen: number }>(
    { leftFen: 38_000 },
    (f) => `身份认定的退费只用于个人缴纳的部分，金额应大于零且不超过${yuan(f.leftFen)}元`,
  ),
  credit_refund_base: words<{ baseFen: number }>(
    { baseFen: 719_400 },
    (f) => `基数有误的退费只用于单位征缴，正确基数应使应缴少于已缴，原基数${yuan(f.baseFen)}元`,
  ),
  credit_refund_enrolled: words<{ period: string }>(
    { period: '2026-05' },
    (f) => `该人员在${f.period}仍在参保，请先办理停保或终止，再申请退费`,
  ),
  credit_refund_used: words<{ period: string; settlements: number }>(
    { period: '2026', settlements: 2 },
    (f) => `该人员在${f.period}已有${f.settlements}笔结算，享受过待遇的缴费不退；结算有误的先撤销结算`,
  ),
  credit_refund_evidence: words({}, () => '请写明退费依据的材料，不少于四个字'),
  credit_refund_note: words({}, () => '请写明银行回单号或原因'),
  credit_refund_state: words<{ state: string }>(
    { state: '已支付' },
    (f) => `这笔退费${f.state}，不能办理这一步，请刷新后查看`,
  ),
  credit_refund_same_person: words<{ who: string }>(
    { who: 'zhang' },
    (f) => `${f.who}已经办过前面的步骤，须由另一人办理`,
  ),
  credit_refund_outdated: words({}, () => '缴费或个人账户在提出后有变化，请撤回后重新申请'),
})

export type CreditRefundRefusalCode = (typeof creditRefundRefusals.codes)[number]
