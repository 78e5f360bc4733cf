// The accounts that postings use. Cash layer: the statutory chart (社会保险基金会计制度, 财会〔2017〕28号); codes marked `recalled` are
// from memory and must be checked before statutory printing. Accrual layer: our own sub-ledger of what is owed to whom.

export type AccountKind = 'asset' | 'liability' | 'net' | 'income' | 'expense'

export interface Account {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly kind: AccountKind
  /** The number is from memory, not from a source read. */
  readonly recalled?: true
}

const known = (code: string, kind: AccountKind, zh: string, en: string): Account => ({ code, zh, en, kind })
const recalled = (code: string, kind: AccountKind, zh: string, en: string): Account => ({
  ...known(code, kind, zh, en),
  recalled: true,
})

/** 5001 and 5101 as in 财办〔2018〕43号; 1004 as in the account rules of the expenditure account. */
export const CASH_ACCOUNTS = {
  cash_in_hand: recalled('1001', 'asset', '库存现金', 'cash in hand'),
  income_account: recalled('1002', 'asset', '收入户存款', 'income account'),
  fiscal: recalled('1003', 'asset', '财政专户存款', 'fiscal special account'),
  expenditure: known('1004', 'asset', '支出户存款', 'expenditure account'),
  treasury: recalled('1005', 'asset', '国库存款', 'treasury'),
  provider_prepayment: recalled('1101.01', 'asset', '暂付款：定点机构预付金', 'prepaid to providers'),
  supplier_prepayment: recalled('1101.02', 'asset', '暂付款：集采预付金', 'prepaid for volume-based procurement'),
  remote_prepayment: recalled('1101.03', 'asset', '暂付款：异地就医预付金', 'prepaid for care elsewhere'),
  county_money: recalled('1101.04', 'asset', '暂付款：县区周转金', 'working money of counties'),
  third_party_advance: recalled('1101.05', 'asset', '暂付款：先行支付', 'advanced for a third party'),
  bonds: recalled('1201', 'asset', '债券投资', 'bonds'),
  quality_deposit: recalled('2001.01', 'liability', '暂收款：质量保证金', 'quality deposits'),
  suspense: recalled('2001.02', 'liability', '暂收款：待认领保费', 'receipts not yet matched'),
  visitors_money: recalled('2001.03', 'liability', '暂收款：外地预付金', 'received for visitors from elsewhere'),
  wallet_transit: recalled('2001.04', 'liability', '暂收款：医保钱包在途', 'wallet money on its way'),
  recovery_deposit: recalled('2001.05', 'liability', '暂收款：追回保证金', 'deposits on recoveries'),
  borrowed: recalled('2101', 'liability', '借入款项', 'borrowed'),
  balance: recalled('3001', 'net', '基金结余', 'accumulated balance'),
  account_balance: recalled('3001.02', 'net', '基金结余：个人账户', 'accumulated balance of personal accounts'),
  contributions: recalled('4001', 'income', '社会保险费收入', 'contributions'),
  employer_contributions: recalled('4001.01', 'income', '社会保险费收入：单位', 'contributions of employers'),
  person_contributions: recalled('4001.02', 'income', '社会保险费收入：个人', 'contributions of persons'),
  unemployment_contributions: recalled('4001.03', 'income', '社会保险费收入：失业基金代缴', 'by the unemployment fund'),
  subsidised_contributions: recalled('4001.04', 'income', '社会保险费收入：资助参保', 'subsidised contributions'),
  account_contributions: recalled('4001.05', 'income', '社会保险费收入：划入个人账户', 'contributions to accounts'),
  subsidy: recalled('4101', 'income', '财政补贴收入', 'fiscal subsidy'),
  interest: recalled('4201', 'income', '利息收入', 'interest'),
  account_interest: recalled('4201.02', 'income', '利息收入：个人账户', 'interest of personal accounts'),
  transfer_income: recalled('4301', 'income', '转移收入', 'transfers in'),
  from_above: recalled('4401', 'income', '上级补助收入', 'subsidy from the upper level'),
  from_below: recalled('4402', 'income', '下级上解收入', 'remitted by lower levels'),
  other_income: recalled('4501', 'income', '其他收入', 'other income'),
  earlier_recoveries: recalled('4501.02', 'income', '其他收入：追回以前年度待遇', 'recoveries of earlier years'),
  benefit_expense: known('5001', 'expense', '社会保险待遇支出', 'social insurance benefits'),
  account_expense: recalled('5001.05', 'expense', '社会保险待遇支出：个人账户', 'benefits from personal accounts'),
  subsidised_enrolment: recalled('5001.08', 'expense', '医疗救助支出：资助参保', 'subsidised enrolment'),
  serious_illness_expense: known('5101', 'expense', '大病保险支出', 'serious illness insurance'),
  transfer_expense: recalled('5201', 'expense', '转移支出', 'transfers out'),
  to_above: recalled('5301', 'expense', '上解上级支出', 'remitted to the upper level'),
  to_below: recalled('5302', 'expense', '补助下级支出', 'subsidy to lower levels'),
  other_expense: recalled('5401', 'expense', '其他支出', 'other expenditure'),
} as const satisfies Record<string, Account>

export const ACCRUAL_ACCOUNTS = {
  recovery_receivable: known('A101', 'asset', '应收追回待遇', 'recoveries receivable from providers'),
  contribution_receivable: known('A102', 'asset', '应收保费', 'contributions charged and not arrived'),
  subsidy_receivable: known('A103', 'asset', '应收财政补助', 'fiscal subsidy due'),
  prepaid: known('A104', 'asset', '待抵扣预付金', 'prepayments to be offset'),
  provider_payable: known('A201', 'liability', '应付定点医药机构', 'payable to providers'),
  person_payable: known('A202', 'liability', '应付参保人员待遇', 'payable to insured persons'),
  personal_account: known('A301', 'liability', '个人账户', 'personal accounts'),
  wallet: known('A302', 'liability', '医保钱包', 'medical wallets'),
  wallet_in_transit: known('A303', 'liability', '医保钱包在途', 'wallet transfers not yet accepted'),
  account_funding: known('A401', 'expense', '划入个人账户', 'credited to personal accounts'),
  contribution_accrued: known('A402', 'income', '应计保费收入', 'contributions charged'),
  subsidy_accrued: known('A403', 'income', '应计财政补助', 'fiscal subsidy accrued'),
  benefit: known('A501', 'expense', '应计待遇支出', 'accrued benefits'),
  cash_settled: known('A601', 'net', '已由现金账收付', 'settled in the cash books'),
  income_settled: known('A602', 'net', '已由现金账收到', 'received in the cash books'),
} as const satisfies Record<string, Account>

const all: readonly Account[] = [...Object.values(CASH_ACCOUNTS), ...Object.values(ACCRUAL_ACCOUNTS)]
const byCode = new Map(all.map((account) => [account.code, account]))

export const accountOf = (code: string): Account | undefined => byCode.get(code)

/** Money itself: what a bank statement shows. */
export const isMoney = (code: string): boolean => /^100[1-5]$/.test(code)
