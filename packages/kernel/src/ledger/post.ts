// Business events to journal entries, by the posting table: who owes whom what, and through which account.
// Pure: an event gives the same entries for ever. Reversal is mirrorEntry; nothing here edits.
import type { Settlement } from '../benefits/settlement.ts'
import type { Fen } from '../money/fen.ts'
import { invariant } from '../outcome.ts'
import type { Fund } from '../policy/model.ts'
import type { Day } from '../time/day.ts'
import { type Account, CASH_ACCOUNTS } from './chart.ts'
import type { BookDimensions, BookLayer, EntryLine, JournalEntry } from './entry.ts'
import { postingRow } from './posting-table.ts'

/** Events that are one amount of one fund: everything they are is in the table. */
export type PlainEvent =
  | 'fund_opened'
  | 'contribution_charged'
  | 'contribution_received'
  | 'charge_closed'
  | 'receipt_unmatched'
  | 'receipt_matched'
  | 'late_fee_received'
  | 'late_fee_matched'
  | 'receipt_refunded'
  | 'contribution_refund_due'
  | 'contribution_refunded'
  | 'contribution_refunded_paid'
  | 'treasury_transferred'
  | 'subsidy_due'
  | 'subsidy_received'
  | 'subsidy_closed'
  | 'account_credited'
  | 'account_credit_reversed'
  | 'account_opened'
  | 'interest_received'
  | 'account_interest'
  | 'use_plan_paid'
  | 'prepayment_paid'
  | 'prepayment_offset'
  | 'prepayment_returned'
  | 'account_spent'
  | 'account_transferred_out'
  | 'account_transferred_in'
  | 'wallet_funded'
  | 'wallet_sent'
  | 'wallet_accepted'
  | 'wallet_returned'
  | 'wallet_inherited'
  | 'wallet_inherited_within'
  | 'illness_premium_paid'
  | 'illness_premium_transferred'
  | 'illness_premium_returned'
  | 'illness_premium_reduced'
  | 'supplier_prepaid'
  | 'supplier_offset'
  | 'supplier_paid_directly'
  | 'surplus_retained'
  | 'remote_prepaid'
  | 'remote_cleared'
  | 'visitors_money_received'
  | 'visitors_money_to_expenditure'
  | 'visitors_care_paid'
  | 'vaccine_remitted'
  | 'vaccination_paid'
  | 'vaccination_paid_other'
  | 'emergency_advanced'
  | 'enrolment_subsidised'
  | 'enrolment_subsidy_remitted'
  | 'county_money_advanced'
  | 'county_money_returned'
  | 'administrative_fine'

interface Occurrence {
  readonly id: string
  readonly on: Day
  readonly fund: Fund
  readonly amountFen: Fen
  readonly area?: string
  readonly provider?: string
  readonly budgetLine?: string
  /** Of an event between two funds: the one that receives. */
  readonly receiver?: Fund
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
  | ({ readonly kind: PlainEvent } & Occurrence)
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
  /** 按病种付费核算: what a payment method gives a provider beyond what was booked by item; below zero it is owed less. */
  | ({ readonly kind: 'method_settled'; readonly provider: string } & Payment)
  /** 分组申诉: what an accepted appeal gives beyond a released month, in the month of the decision; below zero less. */
  | ({ readonly kind: 'method_adjusted'; readonly provider: string } & Payment)
  /** 审核追回: deducted from what is still owed to the provider, or claimed back from it. */
  | ({ readonly kind: 'clawed_back'; readonly provider: string; readonly by: 'deduction' | 'repayment' } & Payment)
  /** 追回到账: the provider has paid back benefits of this year, or of an earlier one. */
  | ({ readonly kind: 'recovered'; readonly provider: string; readonly isEarlierYear: boolean } & Payment)

/** The entries of an event; none where no fund's money is concerned (a bill the person pays alone, a fine). */
export function post(event: FundEvent): JournalEntry[] {
  switch (event.kind) {
    case 'settled':
      return postSettlement(event)
    case 'claim_paid':
      return postByTable(event, 'claim_paid', event.amounts, { ...areaOf(event), part: 'pool' })
    case 'inheritance_paid':
      return postByTable(event, 'inheritance_paid', event.amounts, { ...areaOf(event), part: 'account' })
    case 'account_inherited': {
      const row = event.to === 'account' ? 'account_inherited_within' : 'account_inherited'
      return postByTable(event, row, [event], { ...areaOf(event), part: 'account' })
    }
    // Cash leaves the expenditure account, and the provider is owed so much less; a deposit withheld stays owed.
    case 'provider_paid':
      return postByTable(event, 'provider_paid', event.amounts, { ...areaOf(event), provider: event.provider })
    // No cash yet: the expense follows what is owed, up or down.
    case 'method_settled':
    case 'method_adjusted': {
      const dimensions = { ...areaOf(event), provider: event.provider, part: 'pool' as const }
      const less = event.amounts.flatMap(({ fund, amountFen }) =>
        amountFen < 0 ? [{ fund, amountFen: -amountFen as Fen }] : [],
      )
      const more = event.amounts.filter(({ amountFen }) => amountFen > 0)
      return [
        ...postByTable(event, event.kind, more, dimensions),
        ...postByTable(event, `${event.kind}_less`, less, dimensions),
      ]
    }
    // No cash yet: the benefit was not due, so the funds owe the provider less or have a claim on it.
    case 'clawed_back': {
      const row = event.by === 'deduction' ? 'deducted' : 'recovery_due'
      return postByTable(event, row, event.amounts, { ...areaOf(event), provider: event.provider, part: 'pool' })
    }
    // Of this year it lessens the expense; of an earlier year it is other income (the expense is closed).
    case 'recovered': {
      const row = event.isEarlierYear ? 'recovered_earlier' : 'recovered'
      return postByTable(event, row, event.amounts, { ...areaOf(event), provider: event.provider, part: 'pool' })
    }
    default:
      return postPlain(event)
  }
}

const areaOf = ({ area }: { readonly area?: string }): BookDimensions => (area ? { area } : {})

function postPlain(event: Extract<FundEvent, { kind: PlainEvent }>): JournalEntry[] {
  const { provider, budgetLine, receiver } = event
  const dimensions = { ...areaOf(event), ...(provider && { provider }), ...(budgetLine && { budgetLine }) }
  return postByTable(event, event.kind, [event], dimensions, receiver)
}

/** One journal a layer: the row's legs for each fund's amount. */
function postByTable(
  event: FundEvent,
  kind: string,
  amounts: readonly FundAmount[],
  dimensions: BookDimensions,
  receiver?: Fund,
): JournalEntry[] {
  const row = postingRow(kind)
  invariant(row !== undefined, `the posting table has ${kind}`)
  return (['cash', 'accrual'] as const).flatMap((layer) => {
    const legs = row.legs.filter((leg) => leg.layer === layer)
    const lines = amounts.flatMap(({ fund, amountFen }) =>
      legs.flatMap(({ debit, credit, of }) => {
        const own = of === 'receiver' ? receiver : fund
        invariant(own !== undefined, `${kind} names the fund that receives`)
        return pair(own, accountFor(own, debit), accountFor(own, credit), amountFen, dimensions)
      }),
    )
    return entry(event, layer, lines)
  })
}

/** The expense under which a fund's benefits stand in the statutory books. */
const accountFor = (fund: Fund, account: Account): Account =>
  account === CASH_ACCOUNTS.benefit_expense && fund === 'resident_serious_illness'
    ? CASH_ACCOUNTS.serious_illness_expense
    : account

function entry({ kind, id, on }: FundEvent, layer: BookLayer, lines: readonly EntryLine[]): JournalEntry[] {
  return lines.length === 0 ? [] : [{ layer, postedOn: on, cause: { kind, id }, lines }]
}

function postSettlement(event: Extract<FundEvent, { kind: 'settled' }>): JournalEntry[] {
  const { settlement, provider, area, benefitKind, benefitYear, payee = 'provider' } = event
  const [benefit] = postingRow(payee === 'person' ? 'claim_settled' : 'settled')?.legs ?? []
  const [spent] = postingRow('account_spent')?.legs ?? []
  invariant(benefit !== undefined && spent !== undefined, 'the posting table has settlements')
  const dimensions: BookDimensions = { area, provider, benefitKind, benefitYear, part: 'pool' }
  const lines = settlement.tiers.flatMap((tier) =>
    tier.fund === 'outside' || tier.fund === 'provider' || tier.fund === 'personal_account'
      ? []
      : pair(tier.fund, benefit.debit, benefit.credit, tier.paid, dimensions),
  )
  const fromAccounts = (settlement.accountPaid + settlement.mutualPaid) as Fen
  lines.push(...pair(event.accountFund, spent.debit, benefit.credit, fromAccounts, { ...dimensions, part: 'account' }))
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
