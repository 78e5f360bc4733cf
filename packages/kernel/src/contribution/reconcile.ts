// 三方对账: charges of the bureau, receipts of the tax office and arrivals at the treasury of one day or month and fund.
// Whatever order the three come in, and however often a file comes, the result is the same.
import { type Fen, fen } from '../money/fen.ts'

export interface Charge {
  readonly chargeNo: string
  readonly personNo: string
  readonly fund: string
  /** What the money is for: a month of employees, a year of residents. */
  readonly period: string
  readonly amountFen: Fen
}

/** A payment as the tax office reports it; `chargeNo` as the payer gave it. */
export interface Receipt {
  readonly receiptNo: string
  readonly chargeNo: string | undefined
  readonly personNo: string | undefined
  readonly fund: string
  readonly period: string
  /** Negative: refunded at the tax office. */
  readonly amountFen: Fen
}

/** Money at the treasury or bank that belongs to a receipt. */
export interface Arrival {
  readonly arrivalNo: string
  readonly receiptNo: string
  readonly fund: string
  readonly amountFen: Fen
}

export const BREAKS = [
  'paid_not_charged',
  'charged_not_paid',
  'amount_differs',
  'person_unmatched',
  'duplicate_payment',
  'wrong_fund',
  'wrong_period',
  'refunded_at_tax_only',
  'receipt_not_arrived',
  'arrived_without_receipt',
] as const
export type BreakKind = (typeof BREAKS)[number]

export interface Break {
  readonly kind: BreakKind
  readonly fund: string
  readonly amountFen: Fen
  readonly chargeNo?: string
  readonly receiptNo?: string
  readonly arrivalNo?: string
  /** What was expected where something differs. */
  readonly expected?: string
}

export interface Credited {
  readonly chargeNo: string
  readonly receiptNo: string
  readonly fund: string
  readonly amountFen: Fen
}

export interface FundTotals {
  readonly fund: string
  readonly confirmedFen: Fen
  readonly creditedFen: Fen
  /** Arrived and not credited: 待认领. */
  readonly suspenseFen: Fen
}

export interface Reconciliation {
  readonly credited: readonly Credited[]
  readonly breaks: readonly Break[]
  readonly totals: readonly FundTotals[]
}

/** Credited is only what is charged, paid in that sum for that fund and period, and arrived. Σ credited = Σ arrived − Σ suspense. */
export function reconcile(
  charges: readonly Charge[],
  receipts: readonly Receipt[],
  arrivals: readonly Arrival[],
  /** Charges that were credited before, with the receipt that did it: another receipt for one of them pays it again. */
  settled: ReadonlyMap<string, string> = new Map(),
  /** 已记账退费 that was paid, by charge: a refund that the tax office reports for it is no break. */
  paidBack: ReadonlyMap<string, number> = new Map(),
): Reconciliation {
  const chargeOf = indexed(charges, ({ chargeNo }) => chargeNo)
  const arrivalOf = indexed(arrivals, ({ receiptNo }) => receiptNo)
  const ordered = [...indexed(receipts, ({ receiptNo }) => receiptNo).values()].sort(byNumber)
  const breaks: Break[] = []
  const credited = new Map<string, Credited>()
  const open = new Map(paidBack)
  for (const receipt of ordered) {
    if (isPaidBack(receipt, open)) continue
    const arrival = arrivalOf.get(receipt.receiptNo)
    const charge = receipt.chargeNo === undefined ? undefined : chargeOf.get(receipt.chargeNo)
    const fault = faultOf(receipt, charge, credited, settled) ?? arrivalFault(receipt, arrival)
    if (fault) breaks.push(fault)
    else if (charge)
      credited.set(charge.chargeNo, {
        chargeNo: charge.chargeNo,
        receiptNo: receipt.receiptNo,
        fund: charge.fund,
        amountFen: receipt.amountFen,
      })
  }
  const paid = new Set(ordered.map(({ chargeNo }) => chargeNo))
  for (const charge of [...chargeOf.values()].filter(({ chargeNo }) => !paid.has(chargeNo)))
    breaks.push({ kind: 'charged_not_paid', fund: charge.fund, amountFen: charge.amountFen, chargeNo: charge.chargeNo })
  const known = new Set(ordered.map(({ receiptNo }) => receiptNo))
  for (const arrival of arrivalOf.values())
    if (!known.has(arrival.receiptNo)) breaks.push({ kind: 'arrived_without_receipt', ...placeOf(arrival) })
  return {
    credited: [...credited.values()].sort((a, b) => (a.chargeNo < b.chargeNo ? -1 : 1)),
    breaks: breaks.sort(byPlace),
    totals: totalsOf([...arrivalOf.values()], [...credited.values()]),
  }
}

/** Each refund explains so much of what the tax office took off, once. */
function isPaidBack({ chargeNo, amountFen }: Receipt, open: Map<string, number>): boolean {
  const left = open.get(chargeNo ?? '') ?? 0
  if (amountFen >= 0 || left + amountFen < 0) return false
  open.set(chargeNo ?? '', left + amountFen)
  return true
}

function faultOf(
  receipt: Receipt,
  charge: Charge | undefined,
  credited: ReadonlyMap<string, Credited>,
  settled: ReadonlyMap<string, string>,
): Break | undefined {
  const about = { fund: receipt.fund, amountFen: receipt.amountFen, receiptNo: receipt.receiptNo }
  if (receipt.amountFen < 0) return { kind: 'refunded_at_tax_only', ...about }
  if (!charge) return { kind: receipt.personNo === undefined ? 'person_unmatched' : 'paid_not_charged', ...about }
  const both = { ...about, chargeNo: charge.chargeNo }
  if (receipt.personNo !== undefined && receipt.personNo !== charge.personNo)
    return { kind: 'person_unmatched', ...both }
  if (receipt.fund !== charge.fund) return { kind: 'wrong_fund', ...both, expected: charge.fund }
  if (receipt.period !== charge.period) return { kind: 'wrong_period', ...both, expected: charge.period }
  const isPaid =
    credited.has(charge.chargeNo) || (settled.get(charge.chargeNo) ?? receipt.receiptNo) !== receipt.receiptNo
  if (isPaid) return { kind: 'duplicate_payment', ...both }
  if (receipt.amountFen !== charge.amountFen)
    return { kind: 'amount_differs', ...both, expected: String(charge.amountFen) }
  return undefined
}

function arrivalFault(receipt: Receipt, arrival: Arrival | undefined): Break | undefined {
  const about = { fund: receipt.fund, amountFen: receipt.amountFen, receiptNo: receipt.receiptNo }
  if (!arrival) return { kind: 'receipt_not_arrived', ...about }
  if (arrival.fund !== receipt.fund)
    return { kind: 'wrong_fund', ...about, ...placeOf(arrival), expected: receipt.fund }
  if (arrival.amountFen !== receipt.amountFen)
    return { kind: 'amount_differs', ...about, arrivalNo: arrival.arrivalNo, expected: String(receipt.amountFen) }
  return undefined
}

const placeOf = ({ arrivalNo, receiptNo, fund, amountFen }: Arrival) => ({ arrivalNo, receiptNo, fund, amountFen })

/** The same number twice is one; which copy stays must not depend on the order, so the smaller text stays. */
function indexed<T>(rows: readonly T[], numberOf: (row: T) => string): Map<string, T> {
  const found = new Map<string, T>()
  for (const row of rows) {
    const number = numberOf(row)
    const before = found.get(number)
    if (before === undefined || JSON.stringify(row) < JSON.stringify(before)) found.set(number, row)
  }
  return found
}

const byNumber = (a: Receipt, b: Receipt): number => (a.receiptNo < b.receiptNo ? -1 : 1)

const keyOf = ({ fund, kind, chargeNo, receiptNo, arrivalNo }: Break): string =>
  [fund, kind, chargeNo ?? '', receiptNo ?? '', arrivalNo ?? ''].join('\u0001')
const byPlace = (a: Break, b: Break): number => (keyOf(a) < keyOf(b) ? -1 : 1)

function totalsOf(arrivals: readonly Arrival[], credited: readonly Credited[]): FundTotals[] {
  const funds = [...new Set([...arrivals, ...credited].map(({ fund }) => fund))].sort()
  const sumOf = (rows: readonly { fund: string; amountFen: Fen }[], fund: string): number =>
    rows.reduce((sum, row) => sum + (row.fund === fund ? row.amountFen : 0), 0)
  return funds.map((fund) => {
    const [confirmed, given] = [sumOf(arrivals, fund), sumOf(credited, fund)]
    return { fund, confirmedFen: fen(confirmed), creditedFen: fen(given), suspenseFen: fen(confirmed - given) }
  })
}
