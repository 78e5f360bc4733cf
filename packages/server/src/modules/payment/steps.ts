// The changes of a calculation: made from the lists, released into the books by another person, or withdrawn before.
import { accepted, type Fen, type Outcome, post, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import type { Calculated, Run, RunStep, RunStepDone, Sheet } from './model.ts'
import { assessmentRow, caseRow, RUN_FACTS, runRow, runUpdate, sheetRow } from './store.ts'

export interface ToldRun {
  readonly runId: string
}

export interface Calculating {
  readonly period: string
  readonly rules: string
  readonly rulesHash: string
  readonly calculated: Calculated
  /** Assessment entered with a year's calculation. */
  readonly scores: readonly { readonly provider: string; readonly scoreE2: number }[]
}

interface RunFacts {
  readonly run: Run | null
  readonly cleared: string | null
}

const subjectOf = (period: string): string => `payment:${period}`

/** A month or a year that is over. */
export const isPast = (period: string, today: string): boolean =>
  (/^\d{4}-(0[1-9]|1[0-2])$/.test(period) && period < today.slice(0, 7)) ||
  (/^\d{4}$/.test(period) && period < today.slice(0, 4))

/** The clearing that pays a period: a year's is the thirteenth of its months. */
export const clearingOf = (period: string): string => (period.length === 4 ? `${period}-13` : period)

export const paymentCalculated: Kind<Asked<Calculating, ToldRun>, RunFacts> = {
  name: 'payment.calculated',
  subjects: ({ input }) => [subjectOf(input.period)],
  facts: { sql: RUN_FACTS, args: ({ input: { period } }) => ({ period, clearing: clearingOf(period) }) },
  conflicts: { payment_run_of_period: 'payment_not_calculated' },
  decide: ({ message, input }, { facts }, context) => {
    const { period, rules, rulesHash, calculated, scores } = input
    if (!isPast(period, context.today)) return refused('payment_period', { period })
    if (calculated.cases.length === 0) return refused('payment_no_cases', { period })
    const { run: before } = facts
    if (before?.state === 'released') return refused('payment_released', { period })
    const runId = context.newId()
    const done = (step: RunStep): RunStepDone => ({ step, by: context.actor.id, at: context.now, note: '' })
    const run: Run = {
      ...{ runId, period, state: 'calculated', rules, rulesHash, releaseId: null, steps: [done('calculate')] },
      ...{ inputHash: calculated.inputHash, resultHash: calculated.resultHash, result: calculated.result },
    }
    const withdrawn = before && {
      ...{ state: 'withdrawn' as const, steps: [...before.steps, done('withdraw')], releaseId: null },
    }
    return accepted({
      answer: message.answer({ runId }, context),
      rows: {
        ...(before && withdrawn && { update: { payment_run: [runUpdate(before, withdrawn)] } }),
        insert: {
          payment_run: [runRow(run)],
          payment_sheet: calculated.sheets.map((sheet) => sheetRow({ ...sheet, runId, period })),
          case_payment: calculated.cases.map((each) => caseRow(runId, each)),
          assessment_entered: scores.map((each) => assessmentRow(runId, each)),
        },
      },
      event: { runId, period, state: run.state },
      objects: [runId],
    })
  },
}

export interface RunStepAsked {
  readonly period: string
  readonly runId: string
  readonly step: 'release' | 'withdraw'
  readonly note: string
  /** Of a release: the sheets that are booked, and the hash of what lists and settlements say now. */
  readonly sheets: readonly Sheet[]
  readonly inputHash: string
}

/** The first thing for which a run may not be released. */
function unresolved({ result, period }: Run): Outcome<null> {
  const gap = result.budgets.find(({ unexplainedFen }) => unexplainedFen !== 0)
  if (gap) return refused('payment_refused', { period, issue: `预算${gap.title}有说不清的差额${gap.unexplainedFen}分` })
  const issue = result.issues.find(({ refuses }) => refuses)
  return issue ? refused('payment_refused', { period, issue: `${issue.code} ${issue.subject}` }) : accepted(null)
}

export const paymentStepped: Kind<Asked<RunStepAsked, ToldRun>, RunFacts> = {
  name: 'payment.stepped',
  // A month's clearing of a provider and the release of its calculation happen one after the other.
  subjects: ({ input }) => [subjectOf(input.period), ...input.sheets.map(({ provider }) => `provider:${provider}`)],
  facts: { sql: RUN_FACTS, args: ({ input: { period } }) => ({ period, clearing: clearingOf(period) }) },
  decide: ({ message, input }, { facts: { run, cleared } }, context) => {
    const { period, step, note, sheets } = input
    if (run?.runId !== input.runId || run.state !== 'calculated') return refused('payment_not_calculated', { period })
    const isRelease = step === 'release'
    if (isRelease) {
      if (run.steps.some(({ by }) => by === context.actor.id))
        return refused('payment_same_person', { who: context.actor.id })
      if (cleared !== null) return refused('payment_month_cleared', { period, provider: cleared })
      if (run.inputHash !== input.inputHash) return refused('payment_outdated', { period })
      const sound = unresolved(run)
      if (!sound.ok) return sound
    }
    const releaseId = isRelease ? context.newId() : null
    const done: RunStepDone = { step, by: context.actor.id, at: context.now, note }
    return accepted({
      answer: message.answer({ runId: run.runId }, context),
      rows: {
        update: {
          payment_run: [
            runUpdate(run, { state: isRelease ? 'released' : 'withdrawn', steps: [...run.steps, done], releaseId }),
          ],
        },
      },
      journals: releaseId === null ? [] : sheets.flatMap((sheet) => entriesOf(sheet, releaseId, context.today)),
      event: { runId: run.runId, period, state: isRelease ? 'released' : 'withdrawn' },
      objects: [run.runId],
    })
  },
}

const entriesOf = (sheet: Sheet, id: string, on: Parameters<typeof post>[0]['on']) =>
  post({
    ...{ kind: 'method_settled', id, on, area: sheet.area, provider: sheet.provider },
    amounts: sheet.postings.map(({ fund, amountFen }) => ({ fund, amountFen: amountFen as Fen })),
  })
