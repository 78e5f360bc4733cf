// Business events to journal entries, by the posting rules of the fund's books: who owes whom what, and through which account.
// Pure: an event gives the same entries for ever. Reversal is mirrorEntry; nothing here edits.
import type { Settlement } from '../benefits/settlement.ts'
import type { Fen } from '../money/fen.ts'
import type { Fund } from '../policy/model.ts'
import type { Day } from '../time/day.ts'
import { ACCRUAL_ACCOUNTS, type Account, CASH_ACCOUNTS } from './chart.ts'
import type { BookDimensions, BookLayer, EntryLine, JournalEntry } from './entry.ts'

interface Occurrence {
  readonly id: string
  readonly on: Day
  readonly fund: Fund
  readonly amountFen: Fen
  readonly area?: string
}

interface Payment {
  readonly id: string
  readonly on: Day
  readonly area: string
  readonly amounts: readonly FundAmount[]
}

/** What one fund pays or gets back of a sum. */
export interface FundAmount {
  readonly fund: Fund
  readonly amountFen: Fen
}

export type FundEvent =
  /** 床旁结算: the funds now owe the provider; no cash moves. */
  | {
      readonly kind: 'settled'
      readonly id: string
      readonly on: Day
      readonly settlement: Settlement
      readonly provider: string
      readonly area: string
      readonly benefitKind: string
      readonly benefitYear: number
      /** The fund whose personal accounts pay. */
      readonly accountFund: Fund
      /** 零星报销: the person has paid the bill, so the funds owe the person. Left out: the provider. */
      readonly payee?: 'provider' | 'person'
    }
  /** 零星报销支付: what the funds owe a person for a claim is paid. */
  | ({ readonly kind: 'claim_paid' } & Payment)
  /** 个人账户继承支付: what an account held is paid out to an heir. */
  | ({ readonly kind: 'inheritance_paid' } & Payment)
  /** 个人账户继承: to an heir's own account here, or owed to an heir who has none. */
  | ({ readonly kind: 'account_inherited'; readonly to: 'account' | 'payout' } & Occurrence)
  /** 月度清算拨付: what the funds owe a provider for a month is paid. */
  | ({ readonly kind: 'provider_paid'; readonly provider: string } & Payment)
  /** 审核追回: deducted from what is still owed to the provider, or claimed back from it. */
  | ({ readonly kind: 'clawed_back'; readonly provider: string; readonly by: 'deduction' | 'repayment' } & Payment)
  /** 追回到账: the provider has paid back benefits of this year, or of an earlier one. */
  | ({ readonly kind: 'recovered'; readonly provider: string; readonly isEarlierYear: boolean } & Payment)
  /** 保费到账: a contribution has arrived in the treasury. */
  | ({ readonly kind: 'contribution_received' } & Occurrence)
  /** 财政补助到账 */
  | ({ readonly kind: 'subsidy_received' } & Occurrence)
  /** 国库划转财政专户 */
  | ({ readonly kind: 'treasury_transferred' } & Occurrence)
  /** 用款计划: fiscal special account to expenditure account. */
  | ({ readonly kind: 'use_plan_paid' } & Occurrence)
  /** 个人账户划入 */
  | ({ readonly kind: 'account_credited' } & Occurrence)
  /** 期初余额: what a fund held when its books here were opened. */
  | ({ readonly kind: 'fund_opened' } & Occurrence)

const { fiscal, expenditure, treasury, contributions, subsidy, balance } = CASH_ACCOUNTS
const { other_income, benefit_expense, serious_illness_expense, transfer_expense } = CASH_ACCOUNTS
const { benefit, provider_payable, personal_account, account_funding } = ACCRUAL_ACCOUNTS
const { person_payable, recovery_receivable, cash_settled } = ACCRUAL_ACCOUNTS

type Simple =
  | 'contribution_received'
  | 'subsidy_received'
  | 'treasury_transferred'
  | 'use_plan_paid'
  | 'account_credited'
  | 'fund_opened'

/** Debit and credit of the events that are one amount from one account to another. */
const RULES: Readonly<Record<Simple, readonly [BookLayer, Account, Account]>> = {
  contribution_received: ['cash', treasury, contributions],
  subsidy_received: ['cash', fiscal, subsidy],
  treasury_transferred: ['cash', fiscal, treasury],
  use_plan_paid: ['cash', expenditure, fiscal],
  account_credited: ['accrual', account_funding, personal_account],
  fund_opened: ['cash', fiscal, balance],
}

/** The entries of an event; none where no fund's money is concerned (a bill the person pays alone). */
export function post(event: FundEvent): JournalEntry[] {
  switch (event.kind) {
    case 'settled':
      return postSettlement(event)
    case 'claim_paid':
    case 'inheritance_paid':
      return postPayment(event)
    case 'account_inherited':
      return postInherited(event)
    case 'provider_paid':
      return postProviderPaid(event)
    case 'clawed_back':
      return postClawBack(event)
    case 'recovered':
      return postRecovery(event)
    default: {
      const [layer, debit, credit] = RULES[event.kind]
      return entry(event, layer, pair(event.fund, debit, credit, event.amountFen, areaOf(event)))
    }
  }
}

const areaOf = ({ area }: { readonly area?: string }): BookDimensions => (area ? { area } : {})

function entry({ kind, id, on }: FundEvent, layer: BookLayer, lines: readonly EntryLine[]): JournalEntry[] {
  return lines.length === 0 ? [] : [{ layer, postedOn: on, cause: { kind, id }, lines }]
}

/** The expense under which a fund's benefits stand in the statutory books. */
const expenseOf = (fund: Fund): Account =>
  fund === 'resident_serious_illness' ? serious_illness_expense : benefit_expense

/** Cash leaves the expenditure account, and what was owed to the person is owed no more. */
function postPayment(event: Extract<FundEvent, { kind: 'claim_paid' | 'inheritance_paid' }>): JournalEntry[] {
  const { amounts, kind } = event
  const dimensions = { ...areaOf(event), part: kind === 'claim_paid' ? ('pool' as const) : ('account' as const) }
  const debit = (fund: Fund): Account => (kind === 'claim_paid' ? expenseOf(fund) : transfer_expense)
  const cash = amounts.flatMap(({ fund, amountFen }) => pair(fund, debit(fund), expenditure, amountFen, dimensions))
  const owed = amounts.flatMap(({ fund, amountFen }) => pair(fund, person_payable, cash_settled, amountFen, dimensions))
  return [...entry(event, 'cash', cash), ...entry(event, 'accrual', owed)]
}

/** Cash leaves the expenditure account, and the provider is owed so much less; a deposit withheld stays owed. */
function postProviderPaid(event: Extract<FundEvent, { kind: 'provider_paid' }>): JournalEntry[] {
  const { amounts, provider } = event
  const dimensions = { ...areaOf(event), provider }
  const cash = amounts.flatMap(({ fund, amountFen }) => pair(fund, expenseOf(fund), expenditure, amountFen, dimensions))
  const owed = amounts.flatMap(({ fund, amountFen }) =>
    pair(fund, provider_payable, cash_settled, amountFen, dimensions),
  )
  return [...entry(event, 'cash', cash), ...entry(event, 'accrual', owed)]
}

function postInherited(event: Extract<FundEvent, { kind: 'account_inherited' }>): JournalEntry[] {
  const credit = event.to === 'account' ? personal_account : person_payable
  const dimensions = { ...areaOf(event), part: 'account' as const }
  return entry(event, 'accrual', pair(event.fund, personal_account, credit, event.amountFen, dimensions))
}

/** No cash yet: the benefit was not due, so the funds owe the provider less or have a claim on it. */
function postClawBack(event: Extract<FundEvent, { kind: 'clawed_back' }>): JournalEntry[] {
  const debit = event.by === 'deduction' ? provider_payable : recovery_receivable
  const dimensions = { ...areaOf(event), provider: event.provider, part: 'pool' as const }
  const lines = event.amounts.flatMap(({ fund, amountFen }) => pair(fund, debit, benefit, amountFen, dimensions))
  return entry(event, 'accrual', lines)
}

/** Of this year it lessens the expense; of an earlier year it is other income (the expense is closed). */
function postRecovery(event: Extract<FundEvent, { kind: 'recovered' }>): JournalEntry[] {
  const { amounts, provider, isEarlierYear } = event
  const dimensions = { ...areaOf(event), provider, part: 'pool' as const }
  const credit = (fund: Fund): Account => (isEarlierYear ? other_income : expenseOf(fund))
  const cash = amounts.flatMap(({ fund, amountFen }) => pair(fund, expenditure, credit(fund), amountFen, dimensions))
  const owed = amounts.flatMap(({ fund, amountFen }) =>
    pair(fund, cash_settled, recovery_receivable, amountFen, dimensions),
  )
  return [...entry(event, 'cash', cash), ...entry(event, 'accrual', owed)]
}

function postSettlement(event: Extract<FundEvent, { kind: 'settled' }>): JournalEntry[] {
  const { settlement, provider, area, benefitKind, benefitYear, payee = 'provider' } = event
  const owed = payee === 'person' ? person_payable : provider_payable
  const dimensions: BookDimensions = { area, provider, benefitKind, benefitYear, part: 'pool' }
  const lines = settlement.tiers.flatMap((tier) =>
    tier.fund === 'outside' || tier.fund === 'provider' || tier.fund === 'personal_account'
      ? []
      : pair(tier.fund, benefit, owed, tier.paid, dimensions),
  )
  const fromAccounts = (settlement.accountPaid + settlement.mutualPaid) as Fen
  lines.push(...pair(event.accountFund, personal_account, owed, fromAccounts, { ...dimensions, part: 'account' }))
  if (lines.length === 0) return []
  return [{ layer: 'accrual', postedOn: event.on, cause: { kind: 'settlement', id: event.id }, lines }]
}

function pair(fund: Fund, debit: Account, credit: Account, amountFen: Fen, dimensions: BookDimensions): EntryLine[] {
  if (amountFen === 0) return []
  return [
    { fund, account: debit.code, side: 'debit', amountFen, ...dimensions },
    { fund, account: credit.code, side: 'credit', amountFen, ...dimensions },
  ]
}
