// 收款 and 入账: receipts and money are taken once, whenever and however often their files come; what matches closes its charge.
import { accepted, contribution, type Day, type Fen, type Fund, type PlainEvent, post, refused } from '@yibao/kernel'
import type { Kind, Row, Update } from '../../platform/index.ts'
import { byArea } from './charge.ts'
import { type Charge, COLLECTION, type StoredArrival, type TakenArrival, type TakenReceipt } from './model.ts'
import {
  ARRIVAL_FACTS,
  arrivalRow,
  arrivalUpdate,
  chargeRow,
  chargeUpdate,
  RECEIPT_FACTS,
  receiptRow,
} from './store.ts'

const byNumber = <T>(rows: readonly T[], numberOf: (row: T) => string): Map<string, T> =>
  new Map(rows.map((row) => [numberOf(row), row]))

/** The same number says the same thing for ever. */
export const isSameReceipt = (a: TakenReceipt, b: TakenReceipt): boolean =>
  a.chargeNo === b.chargeNo &&
  a.personNo === b.personNo &&
  a.fund === b.fund &&
  a.period === b.period &&
  a.amountFen === b.amountFen &&
  a.paidOn === b.paidOn
export const isSameArrival = (a: TakenArrival, b: TakenArrival): boolean =>
  a.receiptNo === b.receiptNo && a.fund === b.fund && a.amountFen === b.amountFen && a.arrivedOn === b.arrivedOn

interface ReceiptFacts {
  readonly receipts: readonly TakenReceipt[]
  readonly charges: readonly Charge[]
}

export const receiptsTaken: Kind<{ readonly receipts: readonly TakenReceipt[] }, ReceiptFacts> = {
  name: 'contribution.receipts_taken',
  subjects: () => [COLLECTION],
  facts: {
    sql: RECEIPT_FACTS,
    args: ({ receipts }) => ({
      receipts: receipts.map(({ receiptNo }) => receiptNo),
      charges: receipts.flatMap(({ chargeNo }) => chargeNo ?? []),
    }),
  },
  decide: ({ receipts }, { facts }, { today }) => {
    const known = byNumber(facts.receipts, ({ receiptNo }) => receiptNo)
    const differing = receipts.find(
      (each) => known.has(each.receiptNo) && !isSameReceipt(each, known.get(each.receiptNo)!),
    )
    if (differing) return refused('collection_number_differs', { number: differing.receiptNo })
    const fresh = receipts.filter(({ receiptNo }) => !known.has(receiptNo))
    const paid = new Set(fresh.filter(({ amountFen }) => amountFen > 0).map(({ chargeNo }) => chargeNo))
    const collected = facts.charges.filter(
      ({ chargeNo, state }) => paid.has(chargeNo) && (state === 'sent' || state === 'assessed'),
    )
    return accepted({
      answer: { taken: fresh.length, known: receipts.length - fresh.length },
      rows: {
        ...(fresh.length > 0 && { insert: { contribution_receipt: fresh.map((each) => receiptRow(each, today)) } }),
        ...(collected.length > 0 && {
          update: { contribution_charge: collected.map((charge) => chargeUpdate(charge, { state: 'collected' })) },
        }),
      },
      event: { receipts: fresh.length },
    })
  },
}

export interface ArrivalChunk {
  readonly arrivals: readonly TakenArrival[]
  /** Area of the pooling area as a whole: where money lies that nobody has claimed. */
  readonly poolingArea: string
  readonly lateFeeDailyBp: number
}

interface ArrivalFacts {
  readonly arrivals: readonly StoredArrival[]
  readonly receipts: readonly TakenReceipt[]
  readonly charges: readonly Charge[]
}

/** What of a message is booked, and by which event. */
interface Booked {
  readonly kind: PlainEvent
  readonly fund: string
  readonly area: string
  readonly amountFen: number
}

class Taken {
  readonly inserts: Row[] = []
  readonly updates: Update[] = []
  readonly charges: Update[] = []
  readonly lateFees: Row[] = []
  readonly booked: Booked[] = []
  matched = 0
  known = 0
}

/** New money, and money in suspense that is looked at again because its receipt or charge has come. */
export const arrivalsTaken: Kind<ArrivalChunk, ArrivalFacts> = {
  name: 'contribution.arrivals_taken',
  subjects: () => [COLLECTION],
  facts: {
    sql: ARRIVAL_FACTS,
    args: ({ arrivals }) => ({
      arrivals: arrivals.map(({ arrivalNo }) => arrivalNo),
      receipts: arrivals.map(({ receiptNo }) => receiptNo),
    }),
  },
  decide: (input, { facts }, { opId, today }) => {
    const known = byNumber(facts.arrivals, ({ arrivalNo }) => arrivalNo)
    const differing = input.arrivals.find(
      (each) => known.has(each.arrivalNo) && !isSameArrival(each, known.get(each.arrivalNo)!),
    )
    if (differing) return refused('collection_number_differs', { number: differing.arrivalNo })
    const taken = new Taken()
    const desk = {
      ...{ input, today, taken, known },
      receipts: byNumber(facts.receipts, ({ receiptNo }) => receiptNo),
      charges: byNumber(facts.charges, ({ chargeNo }) => chargeNo),
      used: new Set(facts.arrivals.filter(({ state }) => state !== 'suspense').map(({ receiptNo }) => receiptNo)),
    }
    for (const arrival of input.arrivals) takeArrival(arrival, desk)
    const insert = { contribution_arrival: taken.inserts, contribution_charge: taken.lateFees }
    const update = { contribution_arrival: taken.updates, contribution_charge: taken.charges }
    return accepted({
      answer: { taken: taken.inserts.length, matched: taken.matched, known: taken.known },
      rows: { insert: filled(insert), update: filled(update) },
      journals: [...Map.groupBy(taken.booked, ({ kind }) => kind)].flatMap(([kind, rows]) =>
        byArea(rows).flatMap((sum) => post({ kind, id: opId, on: today, ...sum, fund: sum.fund as Fund })),
      ),
      event: { arrivals: taken.inserts.length, matched: taken.matched },
      objects: input.arrivals.map(({ arrivalNo }) => arrivalNo),
    })
  },
}

const filled = <T>(tables: Readonly<Record<string, readonly T[]>>): Record<string, readonly T[]> =>
  Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0))

interface Desk {
  readonly input: ArrivalChunk
  readonly today: Day
  readonly taken: Taken
  readonly known: ReadonlyMap<string, StoredArrival>
  readonly receipts: ReadonlyMap<string, TakenReceipt>
  readonly charges: Map<string, Charge>
  /** Receipts whose money has come. */
  readonly used: Set<string>
}

function takeArrival(arrival: TakenArrival, desk: Desk): void {
  const { taken, today, input } = desk
  const before = desk.known.get(arrival.arrivalNo)
  if (before && before.state !== 'suspense') {
    taken.known += 1
    return
  }
  const charge = matchOf(arrival, desk)
  const { fund, amountFen } = arrival
  if (before) {
    taken.known += 1
    if (!charge) return
    taken.updates.push(
      arrivalUpdate(arrival.arrivalNo, { state: 'matched', charge_no: charge.chargeNo, settled_on: today }),
    )
  } else {
    const receipt = desk.receipts.get(arrival.receiptNo)
    taken.inserts.push(arrivalRow(arrival, receipt?.personNo ?? '-', today, charge?.chargeNo ?? null))
    if (!charge) taken.booked.push({ kind: 'receipt_unmatched', fund, area: input.poolingArea, amountFen })
  }
  if (charge) close(charge, arrival, before !== undefined, desk)
}

/** The charge that this money pays: charged, paid in that sum for that fund and period, arrived, and not paid before. */
function matchOf(arrival: TakenArrival, { receipts, charges, used }: Desk): Charge | undefined {
  const receipt = receipts.get(arrival.receiptNo)
  const charge = charges.get(receipt?.chargeNo ?? '')
  if (!receipt || !charge || used.has(receipt.receiptNo) || charge.state === 'confirmed' || charge.state === 'credited')
    return undefined
  const asked: contribution.Charge = { ...charge, personNo: charge.payer, amountFen: charge.amountFen as Fen }
  const { credited } = contribution.reconcile(
    [asked],
    [reconcilable(receipt)],
    [{ ...arrival, amountFen: arrival.amountFen as Fen }],
  )
  return credited.length === 1 ? charge : undefined
}

export const reconcilable = ({ personNo, chargeNo, amountFen, ...rest }: TakenReceipt): contribution.Receipt => ({
  ...rest,
  chargeNo: chargeNo ?? undefined,
  personNo: personNo === '-' ? undefined : personNo,
  amountFen: amountFen as Fen,
})

function close(charge: Charge, arrival: TakenArrival, fromSuspense: boolean, desk: Desk): void {
  const { taken, today, charges, used, receipts, input } = desk
  const { fund, area, amountFen, kind, chargeNo } = charge
  const isFee = kind === 'late_fee'
  const income: PlainEvent = fromSuspense
    ? isFee
      ? 'late_fee_matched'
      : 'receipt_matched'
    : isFee
      ? 'late_fee_received'
      : 'contribution_received'
  taken.matched += 1
  // What nobody had claimed lies with the pooling area; it leaves from there and is income of the charge's own area.
  taken.booked.push({ kind: income, fund, area: fromSuspense ? input.poolingArea : area, amountFen })
  if (!isFee) taken.booked.push({ kind: 'charge_closed', fund, area, amountFen })
  taken.charges.push(
    chargeUpdate(charge, {
      state: 'confirmed',
      receipt_no: arrival.receiptNo,
      arrival_no: arrival.arrivalNo,
      confirmed_on: today,
    }),
  )
  charges.set(chargeNo, { ...charge, state: 'confirmed' })
  used.add(arrival.receiptNo)
  const paidOn = receipts.get(arrival.receiptNo)?.paidOn
  if (!isFee && charge.payerKind === 'employer' && paidOn && paidOn > charge.dueOn) {
    const feeFen = contribution.lateFee(amountFen as Fen, charge.dueOn, paidOn, input.lateFeeDailyBp as never)
    if (feeFen > 0) taken.lateFees.push(chargeRow(lateFeeCharge(charge, feeFen, today)))
  }
}

/** 滞纳金 (社会保险法第八十六条): a charge of its own, due at once, for nobody's account. */
const lateFeeCharge = (charge: Charge, amountFen: Fen, today: Day): Charge => ({
  ...charge,
  ...{
    chargeNo: `${charge.chargeNo}-L`,
    kind: 'late_fee',
    amountFen,
    people: 0,
    dueOn: today,
    state: 'assessed',
    assessedOn: today,
  },
  ...{ batchId: null, receiptNo: null, arrivalNo: null, confirmedOn: null },
})
