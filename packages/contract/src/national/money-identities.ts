// What every settlement answer must satisfy (金额平衡关系): for the platform's own check before it answers, and for tests.
import { type Fen, sumFen } from '@yibao/kernel'

/** The amounts of `setlinfo` that the identities speak of; a field an answer does not have counts as nothing. */
export interface SettlementAmounts {
  readonly medfee_sumamt: Fen
  readonly fulamt_ownpay_amt: Fen
  readonly overlmt_selfpay: Fen
  readonly preselfpay_amt: Fen
  readonly inscp_scp_amt: Fen
  readonly hifp_pay: Fen
  readonly cvlserv_pay: Fen
  readonly hifes_pay: Fen
  readonly hifmi_pay: Fen
  readonly hifob_pay: Fen
  readonly maf_pay: Fen
  readonly oth_pay: Fen
  readonly hifdm_pay?: Fen | undefined
  readonly fund_pay_sumamt: Fen
  readonly psn_part_amt?: Fen | undefined
  readonly acct_pay: Fen
  readonly acct_mulaid_pay: Fen
  readonly psn_cash_pay: Fen
  readonly hosp_part_amt?: Fen | undefined
}

export interface FundRow {
  readonly fund_pay_type: string
  readonly fund_payamt: Fen
}

export interface BrokenIdentity {
  readonly identity: string
  readonly stated: number
  readonly computed: number
}

/**
 * Where the disability fund (hifdm_pay) stands: by the text it is an "of which" of oth_pay; where a province shows it
 * as a payer of its own it is added beside it.
 */
export type DisabilityFund = 'inside_other' | 'separate'

const NONE = 0 as Fen

/** The total that a fund row belongs to. Funds that have no field of their own are in oth_pay. */
const TOTAL_OF_FUND: Readonly<Record<string, keyof SettlementAmounts>> = {
  '310100': 'hifp_pay',
  '390100': 'hifp_pay',
  '310200': 'acct_pay',
  '320100': 'cvlserv_pay',
  '330100': 'hifob_pay',
  '350100': 'hifdm_pay',
  '370100': 'hifes_pay',
  '390200': 'hifmi_pay',
  '610100': 'maf_pay',
}

/** The identities that an answer breaks; none for a sound one. Holds for a mirrored (negative) answer as well. */
export function checkMoneyIdentities(
  setlinfo: SettlementAmounts,
  setldetail: readonly FundRow[] = [],
  disability: DisabilityFund = 'inside_other',
): BrokenIdentity[] {
  return [
    ...checkTotals(setlinfo, disability),
    ...checkAccount(setlinfo),
    ...checkFundRows(setlinfo, setldetail, disability),
  ]
}

function checkTotals(s: SettlementAmounts, disability: DisabilityFund): BrokenIdentity[] {
  const personal = s.psn_part_amt ?? sumFen([s.acct_pay, s.psn_cash_pay])
  const payers = [s.hifp_pay, s.cvlserv_pay, s.hifes_pay, s.hifmi_pay, s.hifob_pay, s.maf_pay, s.oth_pay]
  const own = disability === 'separate' ? (s.hifdm_pay ?? NONE) : NONE
  return [
    ...equal('医疗费总额 = 基金支付总额 + 个人负担 + 医院负担', s.medfee_sumamt, [
      s.fund_pay_sumamt,
      personal,
      s.hosp_part_amt ?? NONE,
    ]),
    ...equal('基金支付总额 = 各项基金支出之和', s.fund_pay_sumamt, [...payers, own]),
    ...equal('个人负担 = 个人账户 + 个人现金', personal, [s.acct_pay, s.psn_cash_pay]),
    ...equal('医疗费总额 = 符合范围 + 全自费 + 超限价 + 先行自付', s.medfee_sumamt, [
      s.inscp_scp_amt,
      s.fulamt_ownpay_amt,
      s.overlmt_selfpay,
      s.preselfpay_amt,
    ]),
  ]
}

/** 共济 money is part of what the account paid. */
function checkAccount(s: SettlementAmounts): BrokenIdentity[] {
  const within = Math.abs(s.acct_mulaid_pay) <= Math.abs(s.acct_pay) && s.acct_mulaid_pay * s.acct_pay >= 0
  if (within || s.acct_mulaid_pay === 0) return []
  return [{ identity: '共济支付不超过个人账户支出', stated: s.acct_mulaid_pay, computed: s.acct_pay }]
}

function checkFundRows(s: SettlementAmounts, rows: readonly FundRow[], disability: DisabilityFund): BrokenIdentity[] {
  const sums = new Map<keyof SettlementAmounts, number>()
  const seen = new Set<string>()
  const broken: BrokenIdentity[] = []
  for (const { fund_pay_type, fund_payamt } of rows) {
    if (seen.has(fund_pay_type)) broken.push({ identity: `基金${fund_pay_type}只能有一行`, stated: 2, computed: 1 })
    seen.add(fund_pay_type)
    const total = TOTAL_OF_FUND[fund_pay_type] ?? 'oth_pay'
    sums.set(total, (sums.get(total) ?? 0) + fund_payamt)
    // By the text's reading the disability fund is shown twice: by itself and within "other".
    if (total === 'hifdm_pay' && disability === 'inside_other')
      sums.set('oth_pay', (sums.get('oth_pay') ?? 0) + fund_payamt)
  }
  for (const total of new Set([...Object.values(TOTAL_OF_FUND), 'oth_pay' as const])) {
    // The account is no fund; some answers list it among the rows, others do not.
    if (total === 'acct_pay' && !sums.has(total)) continue
    broken.push(...equal(`${total} = 对应基金分项之和`, s[total] ?? NONE, [(sums.get(total) ?? 0) as Fen]))
  }
  return broken
}

function equal(identity: string, stated: Fen, parts: readonly Fen[]): BrokenIdentity[] {
  const computed = sumFen(parts)
  return stated === computed ? [] : [{ identity, stated, computed }]
}
