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
    }
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
const { benefit, provider_payable, personal_account, account_funding } = ACCRUAL_ACCOUNTS

/** Debit and credit of the events that are one amount from one account to another. */
const RULES: Readonly<Record<Exclude<FundEvent['kind'], 'settled'>, readonly [BookLayer, Account, Account]>> = {
  contribution_received: ['cash', treasury, contributions],
  subsidy_received: ['cash', fiscal, subsidy],
  treasury_transferred: ['cash', fiscal, treasury],
  use_plan_paid: ['cash', expenditure, fiscal],
  account_credited: ['accrual', account_funding, personal_account],
  fund_opened: ['cash', fiscal, balance],
}

/** The entries of an event; none where no fund's money is concerned (a bill the person pays alone). */
export function post(event: FundEvent): JournalEntry[] {
  if (event.kind === 'settled') return postSettlement(event)
  const [layer, debit, credit] = RULES[event.kind]
  const dimensions = event.area ? { area: event.area } : {}
  const lines = pair(event.fund, debit, credit, event.amountFen, dimensions)
  return lines.length === 0 ? [] : [{ layer, postedOn: event.on, cause: { kind: event.kind, id: event.id }, lines }]
}

function postSettlement(event: Extract<FundEvent, { kind: 'settled' }>): JournalEntry[] {
  const { settlement, provider, area, benefitKind, benefitYear } = event
  const dimensions: BookDimensions = { area, provider, benefitKind, benefitYear, part: 'pool' }
  const lines = settlement.tiers.flatMap((tier) =>
    tier.fund === 'outside' || tier.fund === 'provider' || tier.fund === 'personal_account'
      ? []
      : pair(tier.fund, benefit, provider_payable, tier.paid, dimensions),
  )
  const fromAccounts = (settlement.accountPaid + settlement.mutualPaid) as Fen
  lines.push(
    ...pair(event.accountFund, personal_account, provider_payable, fromAccounts, { ...dimensions, part: 'account' }),
  )
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
