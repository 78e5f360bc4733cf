// 费用归类 alone: how each line of a bill splits, before any tier looks at it. For fee uploads, which are answered line by
// line and may hold returned items whose sales came in an earlier message.
import { accepted, type Outcome, refused } from '../outcome.ts'
import type { Bill } from './bill.ts'
import { classifyLine } from './classify.ts'
import { PolicyGap } from './compile/gap.ts'
import type { CompiledPlan } from './compile/plan.ts'
import { fillContext } from './fill-context.ts'
import { governingDay } from './settle.ts'
import type { LineSplit } from './settlement.ts'

/** The same splits that `settle` makes of the same lines. */
export function splitLines(plan: CompiledPlan, bill: Bill): Outcome<LineSplit[], 'policy_gap'> {
  const c = plan.context
  fillContext(c, bill, governingDay(plan, bill))
  const denial = bill.denials?.[0]
  try {
    return accepted(bill.lines.map((line) => classifyLine(line, plan.classification, c, denial)))
  } catch (error) {
    if (!(error instanceof PolicyGap)) throw error
    const { file, line } = error.place
    return refused('policy_gap', { fact: error.fact ?? '', found: error.found, at: `${file}:${line}` })
  }
}
