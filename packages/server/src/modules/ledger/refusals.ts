// Why a month or a year of the books is not closed, in words, besides what the platform says itself.
import type { RefusalCatalogue } from '../../platform/index.ts'

export const ledgerRefusals: RefusalCatalogue = {
  ledger_period_order: {
    status: 409,
    message: ({ open }) => `${open}还没有结账，月份须按顺序结；请先结${open}`,
  },
  ledger_year_closed: { status: 409, message: ({ year }) => `${year}年度已经结账，不能再结` },
}
