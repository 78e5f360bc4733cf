// 三方对账 of a day or a month: totals, breaks with their owners, and what becomes of a break.
import { accepted, type contribution, type Day, refused } from '@yibao/kernel'
import type { Context, Json, Kind } from '../../platform/index.ts'
import { type BreakState, COLLECTION, type SpanTotals, type StoredBreak } from './model.ts'
import { BREAK_FACTS, breakRow, breakUpdate, totalsRow, totalsUpdate } from './store.ts'

export const breakNoOf = ({ kind, chargeNo, receiptNo, arrivalNo }: contribution.Break): string =>
  [kind, chargeNo ?? '', receiptNo ?? '', arrivalNo ?? ''].join('/')

export interface ReconcileChunk {
  readonly span: string
  readonly found: readonly contribution.Break[]
  /** Open before and not found any more. */
  readonly gone: readonly string[]
  readonly totals: readonly SpanTotals[]
  readonly owners: contribution.ContributionRules['owners']
}

interface BreakFacts {
  readonly breaks: readonly StoredBreak[]
  readonly totals: readonly string[]
}

export const reconciled: Kind<ReconcileChunk, BreakFacts> = {
  name: 'contribution.reconciled',
  subjects: () => [COLLECTION],
  facts: {
    sql: BREAK_FACTS,
    args: ({ span, found, gone }) => ({ span, breaks: [...found.map(breakNoOf), ...gone] }),
  },
  decide: ({ span, found, gone, totals, owners }, { facts }, context) => {
    const known = new Map(facts.breaks.map((each) => [each.breakNo, each]))
    const fresh = found.filter((each) => !known.has(breakNoOf(each)))
    const again = found.flatMap((each) => known.get(breakNoOf(each)) ?? []).filter(({ state }) => state === 'corrected')
    const corrected = gone
      .flatMap((no) => known.get(no) ?? [])
      .filter(({ state }) => state === 'open' || state === 'explained')
    const updates = [
      ...again.map((each) => stepped(each, 'open', '再次出现', context)),
      ...corrected.map((each) => stepped(each, 'corrected', '对账时已不存在', context)),
    ]
    const isKnown = new Set(facts.totals)
    const renewed = totals.filter(({ fund }) => isKnown.has(fund))
    const first = totals.filter(({ fund }) => !isKnown.has(fund))
    const insert = {
      contribution_break: fresh.map((each) => breakRow(newBreak(each, owners, context))),
      contribution_reconciliation: first.map((each) => totalsRow(each, context.now)),
    }
    const update = {
      contribution_break: updates,
      contribution_reconciliation: renewed.map((each) => totalsUpdate(each, context.now)),
    }
    const filled = (tables: Record<string, readonly unknown[]>) =>
      Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0)) as never
    return accepted({
      answer: { opened: fresh.length, corrected: corrected.length },
      rows: { insert: filled(insert), update: filled(update) },
      event: { span },
    })
  },
}

function newBreak(
  each: contribution.Break,
  owners: contribution.ContributionRules['owners'],
  { now, actor }: Context,
): StoredBreak {
  return {
    ...{ breakNo: breakNoOf(each), kind: each.kind, fund: each.fund, amountFen: each.amountFen },
    ...{ chargeNo: each.chargeNo ?? null, receiptNo: each.receiptNo ?? null, arrivalNo: each.arrivalNo ?? null },
    ...{ expected: each.expected ?? null, owner: owners[each.kind], state: 'open', openedOn: now.slice(0, 10) as Day },
    steps: [{ step: 'open', by: actor.id, at: now, note: '' }],
  }
}

const stepped = ({ breakNo, steps }: StoredBreak, state: BreakState, note: string, { actor, now }: Context) =>
  breakUpdate(breakNo, state, [...steps, { step: state, by: actor.id, at: now, note }])

/** open → explained → corrected → closed; what is corrected may be closed, what is explained may be corrected or closed. */
const NEXT: Readonly<Record<BreakState, readonly BreakState[]>> = {
  open: ['explained'],
  explained: ['corrected', 'closed'],
  corrected: ['closed'],
  closed: [],
}
export const BREAK_WORDS: Readonly<Record<BreakState, string>> = {
  open: '待查',
  explained: '已说明',
  corrected: '已更正',
  closed: '已办结',
}

export interface BreakStep {
  readonly breakNo: string
  readonly to: BreakState
  readonly note: string
}

export const breakStepped: Kind<BreakStep, BreakFacts> = {
  name: 'contribution.break_stepped',
  subjects: () => [COLLECTION],
  facts: { sql: BREAK_FACTS, args: ({ breakNo }) => ({ span: '', breaks: [breakNo] }) },
  decide: ({ to, note }, { facts }, context) => {
    const [found] = facts.breaks
    if (!found) return refused('break_unknown', {})
    if (!NEXT[found.state].includes(to)) return refused('break_step', { state: BREAK_WORDS[found.state] })
    return accepted({
      answer: { breakNo: found.breakNo, state: to } as Json,
      rows: { update: { contribution_break: [stepped(found, to, note, context)] } },
      event: { breakNo: found.breakNo, state: to },
    })
  },
}
