// `bench settle`: how many bills of twelve lines a core settles over three tiers, explained and not, beside a function written
// by hand for the same fixed policy, which must give the same amounts.
import {
  type Bill,
  buildLibrary,
  type CompiledPlan,
  day,
  explain,
  PlanBook,
  type Settlement,
  settle,
} from '@yibao/kernel'
import { type BenchResult, machine, measure, type Rounds } from './measure.ts'
import { benchBills } from './settle-bills.ts'
import { type HandSettled, settleByHand } from './settle-by-hand.ts'
import { BENCH_DAY, BENCH_POLICY } from './settle-policy.ts'

export interface SettleBench extends BenchResult {
  readonly name: 'settle'
  readonly unit: 'settlements/s per core'
  /** Of the hand-written function's rate in the same run. */
  readonly ratioToHand: number
  /** With the work kept, and with the whole explanation tree built. */
  readonly withWork: number
  readonly explained: number
  readonly byHand: number
}

/** As many as stay in a core's cache: a bill that is settled was read a moment ago. */
const BILLS = 256
/** As many as do not: bills that come from memory. */
const FAR_BILLS = 4096
const SEED = 20_250_601
const USUAL: Rounds = { rounds: 5, secondsEach: 0.6 }

export function benchSettle(rounds: Rounds = USUAL): SettleBench {
  const plan = benchPlan()
  const bills = benchBills(BILLS, SEED)
  checkSame(plan, bills)
  const bill = (at: number): Bill => bills[at % BILLS] as Bill
  const farBills = benchBills(FAR_BILLS, SEED)
  const farBill = (at: number): Bill => farBills[at % FAR_BILLS] as Bill
  const settlements = bills.map((each) => settled(plan, each, true))
  const rows = measure(
    [
      { what: 'settle', run: (at) => settle(plan, bill(at)) },
      { what: 'settle with work', run: (at) => settle(plan, bill(at), true) },
      { what: 'settle with work, then explain', run: (at) => explain(plan, bill(at), settled(plan, bill(at), true)) },
      {
        what: 'explain a settlement at hand',
        run: (at) => explain(plan, bill(at), settlements[at % BILLS] as Settlement),
      },
      { what: 'hand-written function', run: (at) => settleByHand(bill(at)) },
      { what: `settle, ${FAR_BILLS} bills from memory`, run: (at) => settle(plan, farBill(at)) },
      { what: `hand-written, ${FAR_BILLS} bills from memory`, run: (at) => settleByHand(farBill(at)) },
    ],
    rounds,
  )
  const [off, work, explained, , hand] = rows
  if (!off || !work || !explained || !hand) throw new Error('Nothing was measured')
  return {
    name: 'settle',
    unit: 'settlements/s per core',
    value: Math.round(off.perSecond),
    p50: off.p50Us,
    p99: off.p99Us,
    n: off.n,
    machine: machine(),
    rows,
    ratioToHand: off.perSecond / hand.perSecond,
    withWork: Math.round(work.perSecond),
    explained: Math.round(explained.perSecond),
    byHand: Math.round(hand.perSecond),
  }
}

export function benchPlan(): CompiledPlan {
  const built = buildLibrary([{ id: 'bench', files: [{ path: 'bench.yaml', text: BENCH_POLICY }] }], () => 'bench')
  if (!built.library) throw new Error(`The bench's policy is refused: ${JSON.stringify(built.faults[0])}`)
  const on = day(BENCH_DAY)
  return new PlanBook(built.library).planOn('inpatient', on, on)
}

function settled(plan: CompiledPlan, bill: Bill, withWork: boolean): Settlement {
  const outcome = settle(plan, bill, withWork)
  if (!outcome.ok) throw new Error(`A bench bill is refused: ${outcome.code}`)
  return outcome.value
}

/** Two functions that differ in a fen are not worth comparing by speed. */
export function checkSame(plan: CompiledPlan, bills: readonly Bill[]): void {
  for (const [at, bill] of bills.entries()) {
    const ours = amountsOf(settled(plan, bill, false))
    const hand = settleByHand(bill)
    for (const name of Object.keys(hand) as (keyof HandSettled)[]) {
      if (ours[name] !== hand[name]) throw new Error(`Bill ${at}: ${name} is ${ours[name]}, by hand ${hand[name]}`)
    }
  }
}

function amountsOf(settlement: Settlement): HandSettled {
  const paid = (id: string): number => settlement.tiers.find((tier) => tier.id === id)?.paid ?? 0
  return {
    full: settlement.full,
    over: settlement.over,
    pre: settlement.pre,
    inScope: settlement.inScope,
    basic: paid('basic'),
    serious: paid('serious'),
    assistance: paid('assistance'),
    person: settlement.personPaid,
    account: settlement.accountPaid,
    cash: settlement.cash,
  }
}
