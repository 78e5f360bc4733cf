// Why money of an account or a wallet stays where it is, in words.
import type { RefusalCatalogue } from '../../platform/index.ts'

const yuan = (fen: unknown): string => `${Number(fen) / 100}元`

export const walletRefusals: RefusalCatalogue = {
  account_frozen: { status: 409, message: () => '账户已冻结，不能支出；请先按冻结的原因办理解冻' },
  account_short: {
    status: 409,
    message: ({ askedFen, spendableFen }) => `账户可用${yuan(spendableFen)}，不足${yuan(askedFen)}（已预留的不能再用）`,
  },
  account_none: { status: 409, message: () => '该人员没有个人账户' },
  account_order_same: {
    status: 409,
    message: ({ isFrozen }) => (isFrozen ? '账户已是冻结状态' : '账户没有冻结，无须解冻'),
  },
  reservation_unknown: { status: 404, message: () => '没有找到这笔预留' },
  reservation_decided: { status: 409, message: ({ state }) => `这笔预留已${state === 'confirmed' ? '支付' : '释放'}` },
  wallet_frozen: { status: 409, message: () => '账户已冻结，钱包不能转出' },
  not_near_relative: { status: 409, message: () => '对方不是已绑定的近亲属，请先办理家庭共济绑定' },
  amount_not_positive: { status: 409, message: ({ amountFen }) => `金额${yuan(amountFen)}应大于零` },
  wallet_closed_now: {
    status: 409,
    message: ({ opensAt, closesAt }) => `每日${closesAt}至次日${opensAt}不办理钱包转账，请在开放时间再转`,
  },
  transfer_too_large: {
    status: 409,
    message: ({ amountFen, mostFen }) => `每笔最多${yuan(mostFen)}，本笔${yuan(amountFen)}，请分笔或减少金额`,
  },
  too_many_transfers: { status: 409, message: ({ mostADay }) => `每日最多${mostADay}笔，今日已满，请明日再转` },
  wallet_balance_short: {
    status: 409,
    message: ({ amountFen, balanceFen }) => `钱包余额${yuan(balanceFen)}，不足${yuan(amountFen)}`,
  },
  wallet_to_oneself: { status: 409, message: () => '收款人是本人，无须转账' },
  transfer_unknown: { status: 404, message: () => '没有找到这笔转账' },
  transfer_ended: { status: 409, message: ({ state }) => `这笔转账已${state === 'accepted' ? '接收' : '退回'}` },
  transfer_late: { status: 409, message: ({ returnsAt }) => `${returnsAt}前没有接收，款项退回付款人` },
  transfer_not_due: { status: 409, message: ({ returnsAt }) => `${returnsAt}前对方仍可接收，尚不能退回` },
}
