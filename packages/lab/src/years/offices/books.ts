// The books of a generated city: the sums of its months as events of the posting table, posted by the kernel like any other.
import {
  accountOf,
  addDays,
  addMonths,
  type Day,
  type Fen,
  type Fund,
  type FundEvent,
  type JournalEntry,
  post,
  type Settlement,
} from '@yibao/kernel'
import type { BookFact, OfficeRow } from '@yibao/lake'
import type { OfficeShape } from '../../cities/index.ts'

type Sum = { debit: number; credit: number }

export interface BookLine {
  readonly layer: 'cash' | 'accrual'
  readonly period: string
  readonly event: string
  readonly fund: string
  readonly account: string
  readonly area: string
  readonly debitFen: number
  readonly creditFen: number
}

export interface BookPlan {
  readonly facts: readonly BookFact[]
  readonly offices: OfficeShape
  /** First and last month. */
  readonly from: string
  readonly to: string
  /** Of each fund when the years begin, fen. */
  readonly opening: Readonly<Record<string, number>>
  /** Residents enrolled at the beginning of each year. */
  readonly residents: ReadonlyMap<number, number>
}

export const monthsOf = (from: string, to: string): string[] => {
  const months: string[] = []
  for (let on = `${from}-01` as Day; on.slice(0, 7) <= to; on = addMonths(on, 1)) months.push(on.slice(0, 7))
  return months
}
export const lastDayOf = (month: string): Day => addDays(addMonths(`${month}-01` as Day, 1), -1)

const fenOf = (yuan: number): number => Math.round(yuan * 100)
/** Quarter ends, when interest is credited. */
const isQuarterEnd = (month: string): boolean => Number(month.slice(5)) % 3 === 0

/** Journal lines, summed by month, layer, event, fund, account and county. */
export function bookLines(plan: BookPlan): BookLine[] {
  const sums = new Map<string, Sum>()
  const balances = new Map<string, number>()
  const byMonth = Map.groupBy(plan.facts, ({ month }) => month)
  const take = (event: FundEvent): void => {
    for (const journal of post(event)) add(sums, journal, event.kind)
    for (const journal of post(event)) carry(balances, journal)
  }
  for (const [fund, amount] of Object.entries(plan.opening))
    take(plain('fund_opened', `${plan.from}-01` as Day, fund as Fund, amount, ''))
  const before = (month: string): BookFact[] => byMonth.get(month) ?? []
  for (const month of monthsOf(plan.from, plan.to)) {
    const events = [...eventsOf(before(month), month, plan), ...yearly(month, plan, byMonth)]
    for (const event of events) take(event)
    if (isQuarterEnd(month)) for (const event of interestOf(balances, month, plan)) take(event)
  }
  return [...sums].map(([key, { debit, credit }]) => {
    const [layer = '', period = '', event = '', fund = '', account = '', area = ''] = key.split('|')
    return { layer: layer as BookLine['layer'], period, event, fund, account, area, debitFen: debit, creditFen: credit }
  })
}

function add(sums: Map<string, Sum>, { layer, postedOn, lines }: JournalEntry, event: string): void {
  for (const { fund, account, side, amountFen, area = '' } of lines) {
    const key = [layer, postedOn.slice(0, 7), event, fund, account, area].join('|')
    const sum = sums.get(key) ?? { debit: 0, credit: 0 }
    sum[side] += amountFen
    sums.set(key, sum)
  }
}

/** Money of each fund: what interest is paid on. */
function carry(balances: Map<string, number>, { layer, lines }: JournalEntry): void {
  if (layer !== 'cash') return
  for (const { fund, account, side, amountFen } of lines)
    if (/^100[1-5]$/.test(account))
      balances.set(fund, (balances.get(fund) ?? 0) + (side === 'debit' ? amountFen : -amountFen))
}

const plain = (
  kind: Extract<FundEvent, { fund: Fund; receiver?: Fund }>['kind'],
  on: Day,
  fund: Fund,
  amount: number,
  area: string,
  receiver?: Fund,
): FundEvent =>
  ({
    ...{ kind, id: `${on.slice(0, 7)}-${kind}`, on, fund, amountFen: amount as Fen },
    ...(area && { area }),
    ...(receiver && { receiver }),
  }) as FundEvent

function eventsOf(facts: readonly BookFact[], month: string, plan: BookPlan): FundEvent[] {
  const on = lastDayOf(month)
  return facts.flatMap(({ kind, fund, county, amountFen }): FundEvent[] => {
    const own = fund as Fund
    const event = (name: Parameters<typeof plain>[0], amount = amountFen, receiver?: Fund): FundEvent =>
      plain(name, on, receiver ? 'medical_assistance' : own, amount, county, receiver)
    switch (kind) {
      case 'charged':
        return [event('contribution_charged')]
      // What arrived at the treasury goes on to the fiscal account, and from there to where it is spent.
      case 'received':
        return [event('contribution_received'), event('charge_closed'), event('treasury_transferred')]
      case 'to_accounts':
        return [event('account_credited')]
      case 'subsidised':
        return [
          plain('subsidy_received', on, 'medical_assistance', amountFen, county),
          plain('use_plan_paid', on, 'medical_assistance', amountFen, county),
          event('enrolment_subsidised', amountFen, own),
        ]
      case 'subsidy':
        return [event('subsidy_due'), event('subsidy_received'), event('subsidy_closed')]
      case 'settled':
        return [settledEvent(own, on, county, { tiers: [{ fund: own, paid: amountFen }], accountPaid: 0 })]
      case 'from_accounts':
        return [settledEvent(own, on, county, { tiers: [], accountPaid: amountFen })]
      case 'elsewhere':
        return [...drawnDown(own, event), event('use_plan_paid'), event('remote_cleared')]
      case 'paid':
        return [...drawnDown(own, event), event('use_plan_paid'), paidEvent(own, on, county, amountFen)]
      case 'vaccinated': {
        const whole = amountFen * fenOf(plan.offices.doseYuan.value)
        const remitted = Math.round(whole * plan.offices.remitted.value)
        return [
          event('use_plan_paid', whole),
          event('vaccine_remitted', remitted),
          event('vaccination_paid', whole - remitted),
        ]
      }
      case 'emergency':
        return [event('use_plan_paid'), event('emergency_advanced')]
      default:
        return []
    }
  })
}

/** Funds without contributions of their own are given what they pay, as they pay it (据实拨付). */
const GIVEN: ReadonlySet<Fund> = new Set([
  'medical_assistance',
  'employee_supplement',
  'civil_servant_aid',
  'special_items',
])

const drawnDown = (fund: Fund, event: (kind: 'subsidy_received') => FundEvent): FundEvent[] =>
  GIVEN.has(fund) ? [event('subsidy_received')] : []

interface Paid {
  readonly tiers: readonly { readonly fund: Fund; readonly paid: number }[]
  readonly accountPaid: number
}

/** The parts of a settlement that the books look at, for a month of settlements together. */
function settledEvent(fund: Fund, on: Day, area: string, { tiers, accountPaid }: Paid): FundEvent {
  const settlement = { tiers, accountPaid, mutualPaid: 0 } as unknown as Settlement
  const month = on.slice(0, 7)
  return {
    ...{ kind: 'settled', id: `${month}-settled`, on, settlement, provider: '', area },
    ...{ benefitKind: '', benefitYear: Number(month.slice(0, 4)), accountFund: fund },
  }
}

const paidEvent = (fund: Fund, on: Day, area: string, amount: number): FundEvent => ({
  ...{ kind: 'provider_paid', id: `${on.slice(0, 7)}-paid`, on, area, provider: '' },
  amounts: [{ fund, amountFen: amount as Fen }],
})

/** In January: the premium of serious illness insurance, and the prepayment for care elsewhere, two months of last year's. */
function yearly(month: string, plan: BookPlan, byMonth: ReadonlyMap<string, readonly BookFact[]>): FundEvent[] {
  if (!month.endsWith('-01')) return []
  const on = lastDayOf(month)
  const year = Number(month.slice(0, 4))
  const premium = (plan.residents.get(year) ?? 0) * fenOf(plan.offices.premiumYuan.value)
  const elsewhere = monthsOf(`${year - 1}-01`, `${year - 1}-12`)
    .flatMap((each) => byMonth.get(each) ?? [])
    .filter(({ kind, fund }) => kind === 'elsewhere' && fund === 'resident_basic')
    .reduce((sum, { amountFen }) => sum + amountFen, 0)
  const resident: Fund = 'resident_basic'
  return [
    ...(premium > 0
      ? [
          plain('use_plan_paid', on, resident, premium, ''),
          plain('illness_premium_transferred', on, resident, premium, '', 'resident_serious_illness'),
        ]
      : []),
    ...(elsewhere > 6
      ? [
          plain('use_plan_paid', on, resident, Math.floor(elsewhere / 6), ''),
          plain('remote_prepaid', on, resident, Math.floor(elsewhere / 6), ''),
        ]
      : []),
  ]
}

function interestOf(balances: ReadonlyMap<string, number>, month: string, plan: BookPlan): FundEvent[] {
  return [...balances].sort().flatMap(([fund, balance]) => {
    const amount = Math.round((Math.max(0, balance) * plan.offices.interest.value) / 4)
    return amount > 0 ? [plain('interest_received', lastDayOf(month), fund as Fund, amount, '')] : []
  })
}

export const postingRows = (lines: readonly BookLine[]): OfficeRow[] =>
  lines
    .map(({ layer, period, event, fund, account, area, debitFen, creditFen }) => ({
      ...{ journal_id: `${period}-${event}${area && `-${area}`}`, booked_on: lastDayOf(period), layer, event, fund },
      ...{ account, account_kind: accountOf(account)!.kind, county: area || undefined },
      ...{ debit_fen: debitFen, credit_fen: creditFen },
    }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

const keyOf = (row: OfficeRow): string => `${row.booked_on}|${row.journal_id}|${row.layer}|${row.fund}|${row.account}`
