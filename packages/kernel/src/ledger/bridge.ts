// 统收统支 and 应计与现金: county notional accounts without transfers between counties, and the tie of the accrual sub-ledger to the
// cash books. Every payment has its counterpart in both layers, so what is accrued and not paid is exactly the open items.
import { ACCRUAL_ACCOUNTS, type AccountKind } from './chart.ts'
import { beforeClosing, type ClosedAmount, fundsOf, type StatementLine, total } from './statements.ts'
import { type BookSum, chartAccount, exactFen, netFen, type Span, sumOf } from './trial-balance.ts'

/** 县区 as a dimension (统收统支): what each area's insured brought in and cost. No fund cash is in a county. */
export interface AreaAccount {
  readonly fund: string
  readonly area: string
  readonly incomeFen: number
  readonly expenseFen: number
  readonly balanceFen: number
  /** What its cash lines do not balance by: a transfer to or from another area, which unified collection has none of. */
  readonly transferredFen: number
}

export function areaAccounts(sums: readonly BookSum[], span: Span): AreaAccount[] {
  const known = sums.filter(({ layer, period }) => layer === 'cash' && period >= span.from && period <= span.to)
  return [...Map.groupBy(known, ({ fund, area }) => `${fund} ${area}`).values()]
    .map((own) => {
      const { fund, area } = own[0]!
      const of = (kind: AccountKind) =>
        sumOf(own, (row) => (chartAccount(row.account).kind === kind ? netFen(row) : 0n))
      const [incomeFen, expenseFen] = [exactFen(-of('income')), exactFen(of('expense'))]
      const transferredFen = exactFen(sumOf(own, netFen))
      return { fund, area, incomeFen, expenseFen, balanceFen: incomeFen - expenseFen, transferredFen }
    })
    .sort((a, b) => (`${a.fund} ${a.area}` < `${b.fund} ${b.area}` ? -1 : 1))
}

/** 应计与现金的桥: what a fund accrued, what of it went through the cash books, and what is open; tied every month. */
export interface BridgeRow {
  readonly fund: string
  readonly accruedFen: number
  readonly accountsCreditedFen: number
  /** As the sub-ledger says, and as the cash books have it. */
  readonly settledFen: number
  readonly paidFen: number
  readonly open: readonly StatementLine[]
  readonly openFen: number
  /** Settled less paid: zero when the layers tie. */
  readonly differenceFen: number
  /** The layers tie, and accrued less paid is what is open. */
  readonly isTied: boolean
}

/** Cash accounts whose every posting has a counterpart in the sub-ledger; county money and other income have none. */
const PAID = /^(5\d{3}(\.\d\d)?|1101\.0[123]|4301|4501\.02)$/
const { provider_payable, person_payable, personal_account, wallet, wallet_in_transit } = ACCRUAL_ACCOUNTS
const { recovery_receivable, prepaid, cash_settled, benefit, account_funding } = ACCRUAL_ACCOUNTS
/** What is owed, less what is to come or to be offset: receivables and prepayments stand below zero. */
const OPEN = [
  provider_payable,
  person_payable,
  personal_account,
  wallet,
  wallet_in_transit,
  recovery_receivable,
  prepaid,
]

export function bridge(sums: readonly BookSum[], to: string, closed: readonly ClosedAmount[] = []): BridgeRow[] {
  const known = beforeClosing(sums, closed).filter(({ period }) => period <= to)
  return fundsOf(known).map((fund) => {
    const own = known.filter((row) => row.fund === fund)
    const of = (pick: (row: BookSum) => boolean) => exactFen(sumOf(own, (row) => (pick(row) ? netFen(row) : 0n)))
    const inAccrual = (code: string) => of((row) => row.layer === 'accrual' && row.account === code)
    const settledFen = -inAccrual(cash_settled.code)
    const paidFen = of((row) => row.layer === 'cash' && PAID.test(row.account))
    const open = OPEN.map((account) => ({
      ...{ account: account.code, zh: account.zh, en: account.en, recalled: false },
      amountFen: -inAccrual(account.code),
    })).filter(({ amountFen }) => amountFen !== 0)
    const [accruedFen, accountsCreditedFen] = [inAccrual(benefit.code), inAccrual(account_funding.code)]
    const [openFen, differenceFen] = [total(open), settledFen - paidFen]
    const isTied = differenceFen === 0 && accruedFen + accountsCreditedFen - paidFen === openFen
    return { fund, accruedFen, accountsCreditedFen, settledFen, paidFen, open, openFen, differenceFen, isTied }
  })
}
