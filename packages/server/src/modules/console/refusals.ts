// What the console refuses, in words, besides what the platform does.
import type { RefusalDefinitions } from '@yibao/contract'
import { platformRefusals, type RefusalCatalogue } from '../../platform/index.ts'
import { accountRefusals } from '../account/index.ts'
import { auditCaseRefusals } from '../audit-case/index.ts'
import { bankRefusals } from '../bank/index.ts'
import { bookingRefusals } from '../booking/index.ts'
import { advanceRefusals, clearingRefusals, declarationRefusals } from '../clearing/index.ts'
import { contributionRefusals, creditRefundRefusals } from '../contribution/index.ts'
import { enrolmentRefusals } from '../enrolment/index.ts'
import { flowRefusals } from '../flow/index.ts'
import { appealRefusals, paymentRefusals, reviewRefusals } from '../payment/index.ts'
import { personRefusals } from '../person/index.ts'
import { policyRefusals } from '../policy/index.ts'
import { settlementRefusals } from '../settlement/index.ts'
import { visitRefusals } from '../visit/index.ts'

export const consoleRefusals: RefusalCatalogue = {
  settlement_differs: {
    status: 409,
    message: ({ difference }) => `按存储的事实重算与当时的结算不一致，不能给出计算过程: ${difference}`,
  },
  export_busy: { status: 429, message: ({ running }) => `已有 ${running} 份导出正在进行，请稍后再试` },
  setting_whole_area: {
    status: 403,
    message: () => '参数属于全统筹区，只有管辖全统筹区的账号可以提出变更',
  },
  booking_whole_area: {
    status: 403,
    message: () => '财务记账属于全统筹区，只有管辖全统筹区的账号可以查看和办理',
  },
  contribution_whole_area: {
    status: 403,
    message: () => '收款、入账、差异和退费属于全统筹区，只有管辖全统筹区的账号可以查看和办理',
  },
  payment_whole_area: {
    status: 403,
    message: () => '付费核算属于全统筹区，只有管辖全统筹区的账号可以办理',
  },
  payment_rules_changed: {
    status: 409,
    message: ({ rules }) => `付费规则${rules}在核算后有改动，不能按当时的步骤说明，金额以核算结果为准`,
  },
  cockpit_day: { status: 400, message: ({ field, day }) => `${field} 不是日期：${day}` },
  cockpit_period: {
    status: 400,
    message: ({ from, to }) => `起止日期不能用：${from} 至 ${to}，起不得晚于止，最长六十年`,
  },
  cockpit_area: { status: 403, message: ({ area, own }) => `区划 ${area} 不在本账号的管辖范围 ${own} 内` },
  figure_unknown: { status: 404, message: ({ id }) => `没有编号为 ${id} 的指标` },
  lake_unreadable: { status: 409, message: ({ reason }) => `历史库不能读取，不给出数字：${reason}` },
  policy_gap: {
    status: 409,
    message: ({ found, at }) => `政策对这一行没有规定(${at}: ${found}), 不能给出计算过程`,
  },
}

const DOMAIN = [
  auditCaseRefusals,
  bankRefusals,
  bookingRefusals,
  clearingRefusals,
  advanceRefusals,
  declarationRefusals,
  paymentRefusals,
  contributionRefusals,
  creditRefundRefusals,
  enrolmentRefusals,
  reviewRefusals,
  appealRefusals,
  flowRefusals,
  settlementRefusals,
  visitRefusals,
  personRefusals,
  policyRefusals,
  accountRefusals,
]

/** What the modules refuse is said at the console in their own words; what the platform or the console says itself stays. */
export function domainRefusals(): RefusalCatalogue {
  const all: Record<string, RefusalCatalogue[string]> = {}
  for (const { definitions } of DOMAIN as readonly { readonly definitions: RefusalDefinitions }[]) {
    for (const [code, { say }] of Object.entries(definitions)) {
      if (code in platformRefusals || code in consoleRefusals) continue
      all[code] = { status: 409, message: (facts) => say(facts as never) }
    }
  }
  return all
}
