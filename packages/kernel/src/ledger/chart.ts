// The accounts that postings use. Cash layer: the statutory chart (社会保险基金会计制度, 财会〔2017〕28号); codes marked `recalled` are
// from memory and must be checked before statutory printing. Accrual layer: our own sub-ledger of what is owed to whom.

export interface Account {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly kind: 'asset' | 'liability' | 'net' | 'income' | 'expense'
  /** The number is from memory, not from a source read. */
  readonly recalled?: true
}

export const CASH_ACCOUNTS = {
  fiscal: { code: '1003', zh: '财政专户存款', en: 'fiscal special account', kind: 'asset', recalled: true },
  expenditure: { code: '1004', zh: '支出户存款', en: 'expenditure account', kind: 'asset' },
  treasury: { code: '1005', zh: '国库存款', en: 'treasury', kind: 'asset', recalled: true },
  contributions: { code: '4001', zh: '社会保险费收入', en: 'contributions', kind: 'income', recalled: true },
  subsidy: { code: '4101', zh: '财政补贴收入', en: 'fiscal subsidy', kind: 'income', recalled: true },
  balance: { code: '3001', zh: '基金结余', en: 'accumulated balance', kind: 'net', recalled: true },
  other_income: { code: '4501', zh: '其他收入', en: 'other income', kind: 'income', recalled: true },
  benefit_expense: { code: '5001', zh: '社会保险待遇支出', en: 'social insurance benefits', kind: 'expense' },
  serious_illness_expense: { code: '5101', zh: '大病保险支出', en: 'serious illness insurance', kind: 'expense' },
  transfer_expense: { code: '5201', zh: '转移支出', en: 'transfers out', kind: 'expense', recalled: true },
} as const satisfies Record<string, Account>

export const ACCRUAL_ACCOUNTS = {
  benefit: { code: 'A501', zh: '应计待遇支出', en: 'accrued benefits', kind: 'expense' },
  provider_payable: { code: 'A201', zh: '应付定点医药机构', en: 'payable to providers', kind: 'liability' },
  person_payable: { code: 'A202', zh: '应付参保人员待遇', en: 'payable to insured persons', kind: 'liability' },
  recovery_receivable: {
    code: 'A101',
    zh: '应收追回待遇',
    en: 'recoveries receivable from providers',
    kind: 'asset',
  },
  cash_settled: { code: 'A601', zh: '已由现金账收付', en: 'settled in the cash books', kind: 'net' },
  personal_account: { code: 'A301', zh: '个人账户', en: 'personal accounts', kind: 'liability' },
  account_funding: { code: 'A401', zh: '划入个人账户', en: 'credited to personal accounts', kind: 'expense' },
} as const satisfies Record<string, Account>

const all: readonly Account[] = [...Object.values(CASH_ACCOUNTS), ...Object.values(ACCRUAL_ACCOUNTS)]

export const accountOf = (code: string): Account | undefined => all.find((account) => account.code === code)
