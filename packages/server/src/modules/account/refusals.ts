// What can be wrong with money into an account, or with a family's use of one.
import { defineRefusals, words } from '@yibao/contract'

export const accountRefusals = defineRefusals({
  credit_not_positive: words<{ amountFen: number }>(
    { amountFen: 0 },
    (f) => `划入金额${f.amountFen / 100}元应大于零，请核对金额`,
  ),
  aid_without_account: words<{ giver: string }>(
    { giver: '110000000000000001' },
    (f) => `授权人${f.giver}没有个人账户，不能办理家庭共济`,
  ),
  aid_bound_already: words<{ giver: string }>(
    { giver: '110000000000000001' },
    (f) => `授权人${f.giver}已与使用人绑定，无须重复办理`,
  ),
})

export type AccountRefusalCode = (typeof accountRefusals.codes)[number]
