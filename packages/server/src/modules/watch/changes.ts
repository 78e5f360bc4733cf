// The changes of warnings and budgets: raised from the month's indicators, moved step by step, entered and approved by two.
import { accepted, accountOf, type Outcome, refused, watching } from '@yibao/kernel'
import type { Kind, RowSet } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import type { BudgetLine, BudgetYear, FundWarning } from './model.ts'
import {
  BUDGET_FACTS,
  budgetLineRow,
  budgetYearRow,
  fundReportRow,
  OPEN_FACTS,
  WARNING_FACTS,
  warningRow,
  warningStepped,
} from './store.ts'

export interface Raising {
  readonly period: string
  readonly found: readonly watching.Watched[]
}

/** Of one run one warning each; what is open already is not raised a second time. */
export const warningsRaised: Kind<
  Asked<Raising, { readonly raised: number }>,
  { readonly open: readonly string[]; readonly made: readonly string[] }
> = {
  name: 'watch.raised',
  subjects: () => ['watch:warnings'],
  facts: { sql: OPEN_FACTS, args: ({ input }) => ({ period: input.period }) },
  decide: ({ message, input }, { facts }, context) => {
    const open = new Set(facts.open)
    const fresh = input.found.flatMap(({ fund, rule, period, value, level }): FundWarning[] => {
      if (value === undefined || level === undefined || level === 'green' || open.has(`${fund} ${rule.id}`)) return []
      const steps = [{ step: 'raise' as const, by: context.actor.id, at: context.now, note: '' }]
      return [{ warningId: context.newId(), fund, indicator: rule.id, period, level, value, state: 'raised', steps }]
    })
    const reports = reportsOf(input).filter(({ kind }) => !facts.made.includes(kind))
    return accepted({
      answer: message.answer({ raised: fresh.length }, context),
      rows: {
        insert: {
          ...(fresh.length > 0 && { fund_warning: fresh.map((each) => warningRow(each, context.now)) }),
          ...(reports.length > 0 && {
            fund_report: reports.map((each) => fundReportRow(each, input.period, context)),
          }),
        },
      },
      event: { period: input.period, raised: fresh.length },
      objects: fresh.map(({ warningId }) => warningId),
    })
  },
}

/** 月监测, 季分析, 半年评估: what the month owes, with the number of its indicators that were not green. */
const REPORTS = [
  ['monitoring', 'monthly'],
  ['analysis', 'quarterly'],
  ['assessment', 'half_yearly'],
] as const

const reportsOf = ({ period, found }: Raising) =>
  REPORTS.filter(([, rhythm]) => watching.isDue({ rhythm }, period)).map(([kind, rhythm]) => ({
    kind,
    findings: found.filter(({ rule, level }) => rule.rhythm === rhythm && level !== undefined && level !== 'green')
      .length,
  }))

export interface Stepping {
  readonly warningId: string
  readonly step: watching.WarningStep
  readonly note: string
}

const NEEDS_WORDS: readonly watching.WarningStep[] = [
  ...(['acknowledge', 'take_measures', 'talk', 'follow', 'close', 'reopen'] as const),
]

export const warningMoved: Kind<
  Asked<Stepping, { readonly warningId: string }>,
  { readonly warning: FundWarning | null }
> = {
  name: 'watch.stepped',
  subjects: () => ['watch:warnings'],
  facts: { sql: WARNING_FACTS, args: ({ input }) => ({ id: input.warningId }) },
  conflicts: { fund_warning_open: 'warning_step' },
  decide: ({ message, input }, { facts: { warning } }, context) => {
    if (!warning) return refused('warning_unknown', {})
    const next = watching.nextWarningState(warning.state, input.step)
    if (!next.ok) return next
    if (NEEDS_WORDS.includes(input.step) && input.note.trim() === '') return refused('warning_words', {})
    if (input.step === 'close' && watching.needsTalk(warning.level, warning.steps)) return refused('warning_talk', {})
    const done = { step: input.step, by: context.actor.id, at: context.now, note: input.note }
    const moved = { ...warning, state: next.value, steps: [...warning.steps, done] }
    return accepted({
      answer: message.answer({ warningId: warning.warningId }, context),
      rows: { update: { fund_warning: [warningStepped(moved)] } },
      event: { warningId: warning.warningId, state: next.value },
      objects: [warning.warningId],
    })
  },
}

interface BudgetFacts {
  readonly year: BudgetYear | null
}

export interface Entering {
  readonly year: number
  readonly lines: readonly BudgetLine[]
}

/** A tree: parents stand in the table, and every line with children is their sum. */
export function checkBudget(lines: readonly BudgetLine[]): Outcome<readonly BudgetLine[]> {
  const byName = new Map(lines.map((each) => [each.line, each]))
  const twice = lines.find((each, at) => lines.findIndex(({ line }) => line === each.line) !== at)
  if (twice) return refused('budget_line_twice', { line: twice.line })
  for (const { line, parent, accounts, amountFen } of lines) {
    if (parent !== null && !byName.has(parent)) return refused('budget_parent_unknown', { line, parent })
    const children = lines.filter((each) => each.parent === line)
    const childrenFen = children.reduce((sum, each) => sum + each.amountFen, 0)
    if (children.length > 0 && childrenFen !== amountFen) return refused('budget_sum', { line, amountFen, childrenFen })
    const codes = accounts.split(' ').filter(Boolean)
    const isLeaf = children.length === 0
    if (isLeaf !== codes.length > 0 || codes.some((code) => !accountOf(code)))
      return refused('budget_accounts', { line, accounts })
  }
  return accepted(lines)
}

export const budgetEntered: Kind<Asked<Entering, { readonly lines: number }>, BudgetFacts> = {
  name: 'budget.entered',
  subjects: ({ input }) => [`budget:${input.year}`],
  facts: { sql: BUDGET_FACTS, args: ({ input }) => ({ year: input.year }) },
  decide: ({ message, input: { year, lines } }, { facts }, context) => {
    if (facts.year?.state === 'in_force') return refused('budget_in_force', { year })
    const checked = checkBudget(lines)
    if (!checked.ok) return checked
    const revision = (facts.year?.revision ?? 0) + 1
    const { year: _, ...set } = budgetYearRow(year, revision, context.actor.id, context.now)
    const rows = lines.map((line) => budgetLineRow(year, revision, line))
    const first: RowSet = { insert: { fund_budget: rows, fund_budget_year: [{ year, ...set }] } }
    const again: RowSet = { insert: { fund_budget: rows }, update: { fund_budget_year: [{ key: { year }, set }] } }
    return accepted({
      answer: message.answer({ lines: lines.length }, context),
      rows: facts.year ? again : first,
      event: { year, lines: lines.length },
    })
  },
}

export const budgetApproved: Kind<Asked<{ readonly year: number }, { readonly year: number }>, BudgetFacts> = {
  name: 'budget.approved',
  subjects: ({ input }) => [`budget:${input.year}`],
  facts: { sql: BUDGET_FACTS, args: ({ input }) => ({ year: input.year }) },
  decide: ({ message, input: { year } }, { facts }, { actor, now, ...context }) => {
    if (!facts.year) return refused('budget_missing', { year })
    if (facts.year.state === 'in_force') return refused('budget_in_force', { year })
    if (facts.year.enteredBy === actor.id) return refused('budget_same_person', { who: actor.id })
    const set = { state: 'in_force', approved_by: actor.id, approved_at: now }
    return accepted({
      answer: message.answer({ year }, { actor, now, ...context }),
      rows: { update: { fund_budget_year: [{ key: { year }, set }] } },
      event: { year },
    })
  },
}
