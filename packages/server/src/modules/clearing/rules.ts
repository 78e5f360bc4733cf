// What a month comes to, and which step may follow which, by whom.
import { accepted, type BasisPoints, type Fen, type Outcome, refused, share } from '@yibao/kernel'
import type { BookedDue, Clearing, ClearingState, ClearingStep, FundDue } from './model.ts'

/** allowed 1,000.00 at 5 %: deposit 50.00, payable 950.00; what was paid before or to suppliers is taken off, the deposit is of all. A fund that is owed by the provider carries it on. */
export function dueOf(
  booked: readonly BookedDue[],
  carried: ReadonlyMap<string, number>,
  depositRateBp: number,
): FundDue[] {
  const funds = [...new Set([...booked.map(({ fund }) => fund), ...carried.keys()])].sort() as FundDue['fund'][]
  return funds.map((fund) => {
    const total = (of: (each: BookedDue) => number | undefined) =>
      booked.reduce((sum, each) => (each.fund === fund ? sum + (of(each) ?? 0) : sum), 0)
    const allowedFen = total((each) => each.allowedFen)
    const [offsetFen, directFen] = [total((each) => each.offsetFen), total((each) => each.directFen)]
    const depositFen = allowedFen > 0 ? share(allowedFen as Fen, depositRateBp as BasisPoints) : 0
    const carriedInFen = carried.get(fund) ?? 0
    const left = allowedFen - depositFen - offsetFen - directFen + carriedInFen
    return {
      fund,
      allowedFen,
      depositFen,
      ...(offsetFen !== 0 && { offsetFen }),
      ...(directFen !== 0 && { directFen }),
      carriedInFen,
      payableFen: Math.max(0, left),
      carriedOutFen: Math.min(0, left),
    }
  })
}

export const payableOf = (funds: readonly FundDue[]): number =>
  funds.reduce((sum, { payableFen }) => sum + payableFen, 0)

/** The state that a step needs, and the one it leads to. */
const STEPS: Readonly<Record<Exclude<ClearingStep, 'propose'>, readonly [readonly ClearingState[], ClearingState]>> = {
  confirm: [['proposed'], 'confirmed'],
  review: [['confirmed'], 'reviewed'],
  approve: [['reviewed'], 'approved'],
  pay: [['approved', 'returned'], 'paid'],
  return: [['paid'], 'returned'],
  withdraw: [['proposed', 'confirmed', 'reviewed'], 'withdrawn'],
}

/** Whose hands must not be the same: who proposed does not review, who reviewed does not approve, who approved does not pay. */
const APART: Readonly<Partial<Record<ClearingStep, readonly ClearingStep[]>>> = {
  review: ['propose'],
  approve: ['propose', 'review'],
  pay: ['review', 'approve'],
}

const STATE_WORDS: Readonly<Record<ClearingState, string>> = {
  proposed: '待机构确认',
  confirmed: '待复核',
  reviewed: '待审批',
  approved: '待拨付',
  paid: '已拨付',
  returned: '已退汇',
  withdrawn: '已撤回',
}

export function nextState(
  { state, steps, month }: Clearing,
  step: Exclude<ClearingStep, 'propose'>,
  who: string,
): Outcome<ClearingState> {
  const [from, to] = STEPS[step]
  if (!from.includes(state)) return refused('clearing_step', { month, state: STATE_WORDS[state] })
  const apart = APART[step] ?? []
  const earlier = steps.find((each) => each.by === who && apart.includes(each.step))
  return earlier ? refused('clearing_same_person', { who }) : accepted(to)
}
