// What the console refuses, in words, besides what the platform does.
import type { RefusalCatalogue } from '../../platform/index.ts'

export const consoleRefusals: RefusalCatalogue = {
  settlement_differs: {
    status: 409,
    message: ({ difference }) => `按存储的事实重算与当时的结算不一致，不能给出计算过程: ${difference}`,
  },
  export_busy: { status: 429, message: ({ running }) => `已有 ${running} 份导出正在进行，请稍后再试` },
  policy_gap: {
    status: 409,
    message: ({ found, at }) => `政策对这一行没有规定(${at}: ${found}), 不能给出计算过程`,
  },
}
