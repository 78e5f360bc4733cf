// Why a month or a year of the books is not closed, in words, besides what the platform says itself.
import { chartAccount, fundTitle } from '@yibao/kernel'
import type { RefusalCatalogue } from '../../platform/index.ts'

const accountZh = (code: unknown): string => chartAccount(`${code}`).zh

export const ledgerRefusals: RefusalCatalogue = {
  ledger_period_order: {
    status: 409,
    message: ({ open }) => `${open}还没有结账，月份须按顺序结；请先结${open}`,
  },
  booking_unknown: {
    status: 409,
    message: ({ kind }) => `${kind}不是财务可以自行记账的业务，请在其业务中办理`,
  },
  booking_not_positive: { status: 409, message: ({ amountFen }) => `金额${Number(amountFen) / 100}元应大于零` },
  booking_without_document: { status: 409, message: () => '缺少原始凭证号，不能记账' },
  booking_overdraws: {
    status: 409,
    message: ({ fund, account, heldFen, askedFen }) =>
      `${fundTitle(`${fund}`).title}的${accountZh(account)}只有${Number(heldFen) / 100}元，不够支付${Number(askedFen) / 100}元；请先拨入`,
  },
  advance_exceeded: {
    status: 409,
    message: ({ fund, account, provider, heldFen, askedFen }) =>
      `${fundTitle(`${fund}`).title}的${accountZh(account)}${provider === '' ? '' : `对${provider}`}只余${Number(heldFen) / 100}元，不能冲抵${Number(askedFen) / 100}元；请核对预付余额`,
  },
  ledger_year_closed: { status: 409, message: ({ year }) => `${year}年度已经结账，不能再结` },
}
