// The amounts of a bill that a tier may be based on. All are fen of the lines the tier looks at.

export const AMOUNTS = {
  total: { zh: '医疗费总额', en: 'total fee' },
  full: { zh: '全自费', en: 'full self-pay' },
  over: { zh: '超限价自费', en: 'over-limit self-pay' },
  pre: { zh: '先行自付', en: 'pre-self-pay' },
  in_scope: { zh: '符合政策范围金额', en: 'in-scope amount' },
  left: { zh: '范围内尚未支付', en: 'in-scope amount no earlier tier has paid' },
  left_pre: { zh: '先行自付尚未支付', en: 'pre-self-pay no earlier tier has paid' },
  left_over: { zh: '超限价尚未支付', en: 'over-limit amount no earlier tier has paid' },
  left_full: { zh: '全自费尚未支付', en: 'full self-pay no earlier tier has paid' },
  account_balance: { zh: '个人账户可用余额', en: 'what the personal account still holds' },
  account_current: { zh: '当年个人账户可用余额', en: "what is left in the account of this year's credits" },
} as const

/** Amounts that a condition may ask for: what the bill came in with, whoever has paid of it meanwhile. */
export const CONDITION_AMOUNTS = ['total', 'full', 'over', 'pre', 'in_scope'] as const

/** Amounts of the person's account, not of the bill: they rise with no line and belong to no part of it. */
export const isOfAccount = (name: AmountName): boolean => name === 'account_balance' || name === 'account_current'

export type AmountName = keyof typeof AMOUNTS
export const isAmount = (name: string): name is AmountName => Object.hasOwn(AMOUNTS, name)

/** What an earlier tier of the same settlement did, as an amount. */
export const TIER_AMOUNTS = {
  paid_by: { zh: '已支付', en: 'paid by' },
  deductible_of: { zh: '起付线', en: 'deductible of' },
  above_cap_of: { zh: '因封顶未支付', en: 'not paid because of the cap of' },
  used_by: { zh: '已使用费用', en: 'cost used by' },
  base_of: { zh: '计算基数', en: 'base of' },
} as const

export type TierAmountName = keyof typeof TIER_AMOUNTS
export const tierAmountNames = Object.keys(TIER_AMOUNTS) as TierAmountName[]

/** Parts of the bill that a tier can cover; in scope unless the policy says more. */
export const COVERABLE = ['in_scope', 'pre', 'over', 'full'] as const
export type Coverable = (typeof COVERABLE)[number]
