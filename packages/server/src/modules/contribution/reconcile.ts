// 对账 of a day or a month: what the three say, what differs, and what that comes to.
import { addDays, contribution, type Day, day, daysInMonth, type Fen, yearOf } from '@yibao/kernel'
import { paidBackBetween, paidBackOf } from './credit-refund/store.ts'
import type { SpanTotals, StoredArrival, TakenReceipt } from './model.ts'
import { breakNoOf, reconciled } from './reconciliation.ts'
import * as store from './store.ts'
import { reconcilable } from './take.ts'
import { MONTH, plain, ROWS_PER_MESSAGE, rulesFor, stop, type Working } from './working.ts'

export interface Reconciled {
  readonly totals: readonly SpanTotals[]
  readonly opened: number
  readonly corrected: number
  readonly open: number
}

function daysOf(span: string): readonly [Day, Day] {
  if (!MONTH.test(span)) {
    const on = /^\d{4}-\d{2}-\d{2}$/.test(span)
      ? (span as Day)
      : stop('contribution_period', { period: span.slice(0, 20) })
    return [on, on]
  }
  const first = day(`${span}-01`)
  return [first, addDays(first, daysInMonth(yearOf(first), Number(span.slice(5))) - 1)]
}

export async function reconcile(working: Working, span: string): Promise<Reconciled> {
  const { reader, clock, ids, submit } = working
  const [from, until] = daysOf(span)
  const rules = await rulesFor(working, span)
  const arrivals = await store.arrivalsIn(reader, from, until)
  const away = new Set(arrivals.filter(({ state }) => state === 'refunded').map(({ receiptNo }) => receiptNo))
  const receipts = (
    await store.receiptsIn(
      reader,
      from,
      until,
      arrivals.map(({ receiptNo }) => receiptNo),
    )
  ).filter(({ receiptNo }) => !away.has(receiptNo))
  const charges = await store.chargesConcerned(
    reader,
    until,
    receipts.flatMap(({ chargeNo }) => chargeNo ?? []),
  )
  const settled = new Map(
    charges.flatMap(({ chargeNo, receiptNo }) => (receiptNo === null ? [] : [[chargeNo, receiptNo] as const])),
  )
  const { breaks } = contribution.reconcile(
    charges.map((each) => ({ ...each, personNo: each.payer, amountFen: each.amountFen as Fen })),
    receipts.map(reconcilable),
    arrivals.filter(({ state }) => state !== 'refunded').map((each) => ({ ...each, amountFen: each.amountFen as Fen })),
    settled,
    await paidBackOf(reader, chargesTakenBack(receipts)),
  )
  // Only the latest look knows what is no more: an older span does not see what came after it.
  const isLatest = until >= addDays(clock.today(), -1)
  const found = new Set(breaks.map(breakNoOf))
  const gone = isLatest
    ? (await store.openBreaks(reader)).map(({ breakNo }) => breakNo).filter((no) => !found.has(no))
    : []
  const totals = totalsOfSpan(
    span,
    arrivals.filter(({ arrivedOn }) => arrivedOn >= from),
    await paidBackBetween(reader, from, until),
  )
  const result = { opened: 0, corrected: 0 }
  const rounds = Math.max(1, Math.ceil(Math.max(breaks.length, gone.length) / ROWS_PER_MESSAGE))
  for (let round = 0; round < rounds; round += 1) {
    const part = <T>(rows: readonly T[]): readonly T[] =>
      rows.slice(round * ROWS_PER_MESSAGE, (round + 1) * ROWS_PER_MESSAGE)
    const input = plain({
      span,
      found: part(breaks),
      gone: part(gone),
      totals: round === 0 ? totals : [],
      owners: rules.owners,
    })
    const told = await submit<typeof result>(reconciled, `reconcile ${span} ${ids.next()}`, input)
    result.opened += told.opened
    result.corrected += told.corrected
  }
  return {
    totals,
    ...result,
    open: (await store.openBreaks(reader)).filter(({ state }) => state !== 'corrected').length,
  }
}

/** Charges of which the tax office says that money went back. */
const chargesTakenBack = (receipts: readonly TakenReceipt[]): string[] =>
  receipts.flatMap(({ amountFen, chargeNo }) => (amountFen < 0 && chargeNo !== null ? [chargeNo] : []))

/** A fund of which only something was paid back has a row too. */
function totalsOfSpan(
  span: string,
  arrivals: readonly StoredArrival[],
  paidBack: ReadonlyMap<string, number>,
): SpanTotals[] {
  const funds = new Set([...arrivals.map(({ fund }) => fund), ...paidBack.keys()])
  return [...funds].map((fund) => {
    const own = arrivals.filter((each) => each.fund === fund)
    const sumOf = (state?: StoredArrival['state']) =>
      own.reduce((sum, each) => ((state ?? each.state) === each.state ? sum + each.amountFen : sum), 0)
    return {
      ...{
        span,
        fund,
        confirmedFen: sumOf(),
        creditedFen: sumOf('matched'),
        suspenseFen: sumOf('suspense'),
        refundedFen: sumOf('refunded'),
        paidBackFen: paidBack.get(fund) ?? 0,
      },
      ...{ arrivals: own.length, matched: own.filter(({ state }) => state === 'matched').length },
    }
  })
}
