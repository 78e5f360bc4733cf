// 收款, 入账 and 记账: files in, what waited looked at again, and accounts credited the day after.
import { day } from '@yibao/kernel'
import type { Reader } from '../common/index.ts'
import { chargesCredited, linesCredited } from './credit.ts'
import { readArrivals, readReceipts } from './files.ts'
import type { StoredArrival, TakenArrival } from './model.ts'
import * as store from './store.ts'
import { arrivalsTaken, isSameReceipt, receiptsTaken } from './take.ts'
import { pieces, plain, ROWS_PER_MESSAGE, rulesFor, stop, type Working } from './working.ts'

const PERSONS_PER_MESSAGE = 250

export interface TakenCount {
  /** New to us. */
  readonly taken: number
  /** Taken before. */
  readonly known: number
  readonly matched: number
}

export async function takeReceipts(working: Working, path: string): Promise<TakenCount> {
  const { rows, sha256 } = await readReceipts(path)
  const count = { taken: 0, known: 0, matched: 0 }
  await refuseDiffering(working.reader, rows)
  for (const receipts of pieces(rows, ROWS_PER_MESSAGE)) {
    const told = await working.submit<TakenCount>(
      receiptsTaken,
      `receipts ${sha256.slice(0, 16)} ${receipts[0]?.receiptNo}`,
      plain({ receipts }),
    )
    count.taken += told.taken
    count.known += told.known
    const waiting = await store.suspenseFor(
      working.reader,
      receipts.map(({ receiptNo }) => receiptNo),
    )
    count.matched += await matchSuspense(working, waiting)
  }
  return count
}

/** Before the first message: a file of which one line contradicts what was taken before is not taken at all. */
async function refuseDiffering(reader: Reader, rows: Parameters<typeof isSameReceipt>[0][]): Promise<void> {
  for (const some of pieces(rows, ROWS_PER_MESSAGE)) {
    const known = new Map(
      (
        await store.receiptsIn(
          reader,
          NO_DAY,
          NO_DAY,
          some.map(({ receiptNo }) => receiptNo),
        )
      ).map((each) => [each.receiptNo, each]),
    )
    const differing = some.find((each) => known.has(each.receiptNo) && !isSameReceipt(each, known.get(each.receiptNo)!))
    if (differing) stop('collection_number_differs', { number: differing.receiptNo })
  }
}
const NO_DAY = day('1900-01-01')

export async function takeArrivals(working: Working, path: string): Promise<TakenCount> {
  const { rows, sha256 } = await readArrivals(path)
  const count = { taken: 0, known: 0, matched: 0 }
  for (const some of pieces(rows, ROWS_PER_MESSAGE)) {
    const told = await arrive(working, `arrivals ${sha256.slice(0, 16)}`, some)
    count.taken += told.taken
    count.known += told.known
    count.matched += told.matched
  }
  return count
}

async function arrive(working: Working, what: string, arrivals: readonly TakenArrival[]): Promise<TakenCount> {
  const [first] = arrivals
  const rules = await rulesFor(working, first?.arrivedOn ?? working.clock.today())
  const lateFeeDailyBp = rules.employee.lateFeeDailyBp
  return working.submit<TakenCount>(
    arrivalsTaken,
    what,
    plain({ arrivals, poolingArea: working.poolingArea, lateFeeDailyBp }),
  )
}

/** Money that waited, looked at again because its receipt or its charge has come. */
async function matchSuspense(working: Working, waiting: readonly StoredArrival[]): Promise<number> {
  let matched = 0
  for (const some of pieces(waiting, ROWS_PER_MESSAGE)) {
    const arrivals = some.map(({ arrivalNo, receiptNo, fund, amountFen, arrivedOn }) => ({
      arrivalNo,
      receiptNo,
      fund,
      amountFen,
      arrivedOn,
    }))
    matched += (await arrive(working, `look again ${working.ids.next()}`, arrivals)).matched
  }
  return matched
}

export async function lookAgain(working: Working, chargeNos: readonly string[]): Promise<void> {
  for (const some of pieces(chargeNos, ROWS_PER_MESSAGE))
    await matchSuspense(working, await store.suspenseOfCharges(working.reader, some))
}

export async function credit({ reader, submit, clock }: Working) {
  const today = clock.today()
  const charges = (await store.confirmedCharges(reader)).filter(
    ({ confirmedOn }) => confirmedOn !== null && confirmedOn < today,
  )
  let lines = 0
  for (const some of pieces(
    charges.map(({ chargeNo }) => chargeNo),
    ROWS_PER_MESSAGE,
  )) {
    const open = await store.linesToCredit(reader, some)
    const persons = [...Map.groupBy(open, ({ personNo }) => personNo).keys()]
    for (const chunk of pieces(persons, PERSONS_PER_MESSAGE)) {
      const told = await submit<{ lines: number }>(linesCredited, 'credit', plain({ persons: chunk, charges: some }))
      lines += told.lines
    }
    await submit(chargesCredited, 'credited', plain({ charges: some }))
  }
  return { charges: charges.length, lines }
}
