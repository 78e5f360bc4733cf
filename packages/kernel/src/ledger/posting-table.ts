// 记账规则表: every event of the funds, what it debits and credits in both layers, and the clause it follows. Data, not code:
// `post` reads it, the manual prints it, a test holds it against the specification row by row.
import { invariant } from '../outcome.ts'
import { type Account, accountOf } from './chart.ts'
import type { BookLayer } from './entry.ts'

export interface Leg {
  readonly layer: BookLayer
  readonly debit: Account
  readonly credit: Account
  /** Of an event between two funds: the leg of the fund that receives. Each fund's legs balance in themselves. */
  readonly of?: 'receiver'
}

export interface PostingRow {
  /** Row of the table of events; variants share a number, 0 is the opening. */
  readonly no: number
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly clause: string
  /** None: the event is no posting of a fund, or depends on the balances that it closes. */
  readonly legs: readonly Leg[]
  /** Booked by the finance office itself, with a document; the others come from the business they record. */
  readonly isManual: boolean
}

/**
 * Number, kind (`*` booked by the finance office), words, clause, debit and credit in the cash books, and in the accrual
 * sub-ledger. `A501 A601` beside a payment: accrued and paid at once, so that the layers tie without an open item. `>` is the
 * leg of the fund that receives.
 */
const TABLE = `
0  | fund_opened                    | 基金期初                     | opening of a fund's books            | 财会〔2017〕28号      | 1003 3001                   |
1  | contribution_charged           | 应征                         | contribution charged                 | 社会保险法第六十条    |                             | A102 A402
1  | contribution_received          | 保费到账                     | contribution arrived in the treasury | 财会〔2017〕28号      | 1005 4001                   |
1  | charge_closed                  | 到账核销应征                 | an arrival closes its charge         | 财会〔2017〕28号      |                             | A602 A102
2  | receipt_unmatched              | 待认领到账                   | receipt that matches nothing         | 财会〔2017〕28号      | 1005 2001.02                |
2  | receipt_matched                | 认领转收入                   | receipt found its charge             | 财会〔2017〕28号      | 2001.02 4001                |
1  | late_fee_received              | 滞纳金到账                   | late fee arrived                     | 社会保险法第八十六条  | 1005 4501                   |
2  | late_fee_matched               | 认领转滞纳金                 | receipt found its late fee           | 社会保险法第八十六条  | 2001.02 4501                |
1  | contribution_refund_due        | 已记账保费应退               | refund of a contribution due         | 财会〔2017〕28号      |                             | A402 A102
1  | contribution_refunded          | 已记账保费退费（国库）       | contribution refunded, treasury      | 财会〔2017〕28号      | 4001 1005                   | A102 A602
1  | contribution_refunded_paid     | 已记账保费退费（支出户）     | contribution refunded, expenditure   | 财会〔2017〕28号      | 4001 1004                   | A102 A602
2  | receipt_refunded               | 待认领退费                   | unmatched receipt refunded           | 财会〔2017〕28号      | 2001.02 1005                |
3  | treasury_transferred*          | 国库划转财政专户             | treasury to fiscal special account   | 财社〔2017〕144号     | 1003 1005                   |
4  | subsidy_due*                   | 应收财政补助                 | fiscal subsidy due                   | 财社〔2017〕144号     |                             | A103 A403
4  | subsidy_received*              | 财政补助到账                 | fiscal subsidy arrived               | 财社〔2017〕144号     | 1003 4101                   |
4  | subsidy_closed*                | 到账核销应收补助             | an arrival closes the subsidy due    | 财社〔2017〕144号     |                             | A602 A103
5  | account_credited               | 划入个人账户                 | credited to personal accounts        | 国办发〔2021〕14号    | 4001 4001.05                | A401 A301
5  | account_credit_reversed        | 个人账户划入收回             | account credit taken back            | 国办发〔2021〕14号    | 4001.05 4001                | A301 A401
5  | account_opened                 | 个人账户期初                 | opening of personal accounts         | 财会〔2017〕28号      | 3001 3001.02                | A401 A301
6  | interest_received*             | 利息到账                     | interest arrived                     | 财会〔2017〕28号      | 1003 4201                   |
6  | account_interest               | 个人账户计息                 | interest credited to accounts        | 财会〔2017〕28号      | 4201 4201.02                | A401 A301
7  | use_plan_paid*                 | 用款计划拨付                 | fiscal to expenditure account        | 财社〔2017〕144号     | 1004 1003                   |
8  | prepayment_paid*               | 预付定点机构                 | prepayment to a provider             | 医保办函〔2024〕101号 | 1101.01 1004                | A104 A601
8  | prepayment_returned*           | 定点机构退回预付金           | prepayment given back                | 医保办函〔2024〕101号 | 1004 1101.01                | A601 A104
9  | settled                        | 床旁结算                     | settled at the bedside               | 社会保险法第二十九条  |                             | A501 A201
9  | claim_settled                  | 零星报销结算                 | paper claim settled                  | 社会保险法第二十八条  |                             | A501 A202
9  | method_settled                 | 按支付方式核算（多于记账）   | a method gives more than was booked  | 医保发〔2025〕18号    |                             | A501 A201
9  | method_settled_less            | 按支付方式核算（少于记账）   | a method gives less than was booked  | 医保发〔2025〕18号    |                             | A201 A501
9  | method_adjusted                | 分组申诉补记（多于原核算）   | a group appeal gives more            | 医保发〔2025〕18号    |                             | A501 A201
9  | method_adjusted_less           | 分组申诉补记（少于原核算）   | a group appeal gives less            | 医保发〔2025〕18号    |                             | A201 A501
10 | provider_paid                  | 月度清算拨付                 | monthly clearing paid                | 社会保险法第三十一条  | 5001 1004                   | A201 A601
10 | illness_provider_paid          | 大病保险清算拨付             | clearing of serious illness paid     | 社会保险法第三十一条  | 5101 1004                   | A201 A601
10 | prepayment_offset*             | 预付金抵扣                   | prepayment offset in a clearing      | 医保办函〔2024〕101号 | 5001 1101.01                | A201 A104
11 | deducted                       | 审核扣减                     | deducted by audit                    | 国务院令第735号       |                             | A201 A501
12 | recovery_due                   | 追回应收                     | recovery claimed from a provider     | 国务院令第735号       |                             | A101 A501
12 | recovered                      | 追回到账（本年）             | recovery of this year                | 国务院令第735号       | 1004 5001                   | A601 A101
13 | recovered_earlier              | 追回到账（以前年度）         | recovery of an earlier year          | 国务院令第735号       | 1004 4501.02                | A601 A101
14 | administrative_fine            | 行政罚款（不入基金）         | administrative fine, no fund posting | 国务院令第735号       |                             |
15 | claim_paid                     | 零星报销支付                 | paper claim paid                     | 社会保险法第二十八条  | 5001 1004                   | A202 A601
16 | account_spent                  | 个人账户支付                 | paid from a personal account         | 国办发〔2021〕14号    |                             | A301 A201
16 | account_cleared                | 个人账户清算拨付             | clearing of account payments         | 国办发〔2021〕14号    | 5001.05 1004                | A201 A601
17 | account_transferred_out        | 个人账户转出                 | account transferred out              | 医保办发〔2021〕43号  | 5201 1004                   | A301 A601
17 | account_transferred_in         | 个人账户转入                 | account transferred in               | 医保办发〔2021〕43号  | 1003 4301                   | A601 A301
17 | account_inherited              | 个人账户继承                 | account owed to an heir              | 国发〔1998〕44号     |                             | A301 A202
17 | account_inherited_within       | 个人账户继承（转入账户）     | account into an heir's account       | 国发〔1998〕44号     |                             | A301 A301
17 | inheritance_paid               | 个人账户继承支付             | account paid to an heir              | 国发〔1998〕44号     | 5201 1004                   | A202 A601
18 | wallet_funded                  | 个人账户转入钱包             | account to wallet                    | 国家医保局钱包规则      |                             | A301 A302
18 | wallet_sent                    | 钱包转账                     | wallet transfer under way            | 国家医保局钱包规则      | 2001.04 2001.04             | A302 A303
18 | wallet_accepted                | 钱包转账接收                 | wallet transfer accepted             | 国家医保局钱包规则      |                             | A303 A302
18 | wallet_returned                | 钱包转账退回                 | wallet transfer returned             | 国家医保局钱包规则      | 2001.04 2001.04             | A303 A302
18 | wallet_inherited               | 钱包继承                     | wallet owed to an heir               | 国家医保局钱包规则      |                             | A302 A202
18 | wallet_inherited_within        | 钱包继承（转入账户）         | wallet into an heir's account        | 国家医保局钱包规则      |                             | A302 A301
19 | illness_premium_paid*          | 大病保险保费                 | premium of serious illness insurance | 国办发〔2015〕57号    | 5101 1004                   | A501 A601
19 | illness_premium_transferred*  | 大病保险划拨（居民至大病）   | premium to the serious illness fund  | 国办发〔2015〕57号    | 5101 1004 > 1003 4001       | A501 A601
19 | illness_premium_returned*      | 大病保险盈余返还（以前年度） | profit returned, earlier year        | 国办发〔2015〕57号    | 1004 4501                   |
19 | illness_premium_reduced*       | 大病保险盈余返还（本年）     | profit returned, this year           | 国办发〔2015〕57号    | 1004 5101                   | A601 A501
20 | supplier_prepaid*              | 集采预付                     | prepayment for procurement           | 国办发〔2021〕2号     | 1101.02 1004                | A104 A601
20 | supplier_offset*               | 集采预付抵扣                 | orders offset the prepayment         | 国办发〔2021〕2号     | 5001 1101.02                | A201 A104
21 | supplier_paid_directly*        | 医保基金直接结算             | supplier paid for a hospital         | 国办发〔2021〕2号     | 5001 1004                   | A201 A601
22 | surplus_retained*              | 结余留用拨付                 | surplus retained by a provider       | 医保发〔2020〕26号    | 5001 1004                   | A501 A601
23 | remote_prepaid*                | 异地就医预付金上解           | prepayment for care elsewhere        | 医保发〔2022〕22号    | 1101.03 1004                | A104 A601
23 | remote_cleared*                | 异地就医清算支付             | clearing of care elsewhere           | 医保发〔2022〕22号    | 5001 1004                   | A501 A601
24 | visitors_money_received*       | 收到外地预付金（财政专户）   | for visitors, fiscal account         | 医保发〔2022〕22号    | 1003 2001.03                |
24 | visitors_money_to_expenditure* | 收到外地预付金（支出户）     | for visitors, expenditure account    | 医保发〔2022〕22号    | 1004 2001.03                |
24 | visitors_care_paid*            | 外地人员就医拨付             | care of visitors paid                | 医保发〔2022〕22号    | 2001.03 1004                |
25 | vaccine_remitted*              | 疫苗费用专项上解             | vaccine money remitted               | 财会〔2017〕28号      | 5301 1004                   | A501 A601
26 | vaccination_paid*              | 疫苗接种费用                 | vaccination paid                     | 财会〔2017〕28号      | 5001 1004                   | A501 A601
26 | vaccination_paid_other*        | 疫苗接种费用（其他支出）     | vaccination as other expenditure     | 财会〔2017〕28号      | 5401 1004                   | A501 A601
27 | emergency_advanced*            | 紧急预付定点救治机构         | emergency advance                    | 医保办函〔2024〕101号 | 1101.01 1004                | A104 A601
28 | enrolment_subsidised*          | 医疗救助资助参保             | assistance pays enrolment            | 国办发〔2021〕42号    | 5001.08 1004 > 1003 4001.04 | A501 A601
28 | enrolment_subsidy_remitted*    | 医疗救助资助参保（缴入国库） | assistance pays at the tax office    | 国办发〔2021〕42号    | 5001.08 1004                | A501 A601
29 | county_money_advanced*         | 下拨县区周转金               | working money to a county agency     | 财会〔2017〕28号      | 1101.04 1004                |
29 | county_money_returned*         | 县区周转金归还               | working money back                   | 财会〔2017〕28号      | 1004 1101.04                |
30 | year_closed                    | 年终结账                     | income and expense to the balance    | 财会〔2017〕28号      |                             |
`

function legsOf(layer: BookLayer, text: string): Leg[] {
  return text.split('>').flatMap((part, at) => {
    const codes = part.trim().split(/\s+/).filter(Boolean)
    if (codes.length === 0) return []
    const [debit, credit] = codes.map((code) => accountOf(code))
    invariant(codes.length === 2 && debit !== undefined && credit !== undefined, `a leg of two accounts: ${part}`)
    return [{ layer, debit, credit, ...(at > 0 && { of: 'receiver' as const }) }]
  })
}

function rowOf(line: string): PostingRow {
  const cells = line.split('|').map((cell) => cell.trim())
  invariant(cells.length === 7, `seven cells: ${line}`)
  const [no, name, zh, en, clause, cash, accrual] = cells as [string, string, string, string, string, string, string]
  const legs = [...legsOf('cash', cash), ...legsOf('accrual', accrual)]
  return { no: Number(no), kind: name.replace('*', ''), zh, en, clause, legs, isManual: name.endsWith('*') }
}

export const POSTING_TABLE: readonly PostingRow[] = TABLE.trim().split('\n').map(rowOf)

const byKind = new Map(POSTING_TABLE.map((each) => [each.kind, each]))
export const postingRow = (kind: string): PostingRow | undefined => byKind.get(kind)

/** Events that the finance office books by itself. */
export const MANUAL_EVENTS: readonly PostingRow[] = POSTING_TABLE.filter(({ isManual }) => isManual)
