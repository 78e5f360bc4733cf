// The way of a group appeal: brought by the institution with its papers, a first opinion, the decision by another. What is accepted is
// grouped anew as a version of its own; of a month that is released the difference is booked in the month of the decision, for the next
// clearing: no closed month changes.
import { accepted, type Fen, type JournalEntry, type Outcome, post, refused } from '@yibao/kernel'
import type { Context, Kind, RowSet } from '../../../platform/index.ts'
import type { Asked } from '../../common/index.ts'
import { type CaseGroup, caseGroupRow, type SettlementList } from '../../settlement-list/index.ts'
import type { Adjustment, AppealKind, AppealStep, AppealStepDone, ClaimedCodes, GroupAppeal } from './model.ts'
import { checkCodes, isSameCodes, nextAppealState } from './rules.ts'
import { APPEAL_FACTS, appealRow, appealUpdate } from './store.ts'

export interface ToldAppeal {
  readonly appealId: string
}

export interface Appealing {
  readonly personNo: string
  readonly settlementId: string
  readonly provider: string
  readonly period: string
  readonly method: 'drg' | 'dip'
  readonly kind: AppealKind
  readonly reason: string
  readonly evidence: string
  readonly claimed: ClaimedCodes
  /** By the calculation of the month that the institution saw. */
  readonly dueFen: number | null
}

interface Listed {
  readonly listId: string
  readonly provider: string
  readonly area: string
  readonly month: string
  readonly list: SettlementList
  readonly code: string
  readonly name: string
  readonly version: number
}

interface Facts {
  readonly listed: Listed | null
  readonly isYearReleased: boolean
  readonly release: string | null
  readonly appeal: GroupAppeal | null
}

const WORDS_MIN = 4
const yearOf = (period: string): string => period.slice(0, 4)
const monthOf = (period: string): string => period.replace('-', '')

function checkAppeal(input: Appealing, { listed, isYearReleased }: Facts): Outcome<Listed> {
  const { provider, period, claimed, reason, evidence } = input
  if (!listed || listed.provider !== provider || listed.month !== monthOf(period))
    return refused('group_appeal_no_case', {})
  if (isYearReleased) return refused('group_appeal_late', { year: yearOf(period) })
  if (reason.trim().length < WORDS_MIN || evidence.trim().length < WORDS_MIN) return refused('group_appeal_words', {})
  const sound = checkCodes(claimed)
  if (!sound.ok) return sound
  return isSameCodes(listed.list, claimed) ? refused('group_appeal_same_codes', {}) : accepted(listed)
}

export const appealApplied: Kind<Asked<Appealing, ToldAppeal>, Facts> = {
  name: 'appeal.applied',
  subjects: ({ input }) => [input.personNo],
  facts: {
    sql: APPEAL_FACTS,
    args: ({ input: { settlementId, method, period } }) => ({ settlementId, method, period, year: yearOf(period) }),
  },
  conflicts: { group_appeal_open: 'group_appeal_open' },
  decide: ({ message, input }, { facts }, context) => {
    const checked = checkAppeal(input, facts)
    if (!checked.ok) return checked
    const { listId, area, code, name } = checked.value
    const { dueFen, reason, evidence, ...asked } = input
    const appeal: GroupAppeal = {
      ...{ ...asked, appealId: context.newId(), listId, area, reason: reason.trim(), evidence: evidence.trim() },
      ...{ state: 'applied', before: { code, name, dueFen }, after: null, budget: null, adjustedFen: null },
      ...{ adjustmentId: null, appliedAt: context.now },
      steps: [{ step: 'apply', by: context.actor.id, at: context.now, note: reason.trim() }],
    }
    return accepted({
      answer: message.answer({ appealId: appeal.appealId }, context),
      rows: { insert: { group_appeal: [appealRow(appeal)] } },
      event: { appealId: appeal.appealId, state: appeal.state },
      objects: [appeal.appealId, appeal.settlementId],
    })
  },
}

export interface SteppingAppeal {
  readonly appealId: string
  readonly personNo: string
  readonly settlementId: string
  readonly provider: string
  readonly period: string
  readonly method: 'drg' | 'dip'
  readonly step: Exclude<AppealStep, 'apply'>
  readonly approves: boolean
  readonly note: string
  /** Of a decision that accepts: the new group, what it gives, and what a released month owes for it. */
  readonly regrouped: {
    readonly group: CaseGroup
    readonly beforeFen: number | null
    readonly dueFen: number | null
    readonly adjustment: Adjustment | null
    /** The release that the difference was worked out against. */
    readonly releaseId: string | null
  } | null
}

export const appealStepped: Kind<Asked<SteppingAppeal, ToldAppeal>, Facts> = {
  name: 'appeal.stepped',
  // The clearing of a provider's month and what it comes to happen one after the other.
  subjects: ({ input }) => [input.personNo, `provider:${input.provider}`],
  facts: {
    sql: APPEAL_FACTS,
    args: ({ input: { settlementId, method, period, appealId } }) => ({
      ...{ settlementId, method, period, appealId, year: yearOf(period) },
    }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const { appeal, listed } = facts
    if (!appeal) return refused('group_appeal_unknown', {})
    const next = nextAppealState(appeal, input.step, input.approves, context.actor.id)
    if (!next.ok) return next
    if (input.step !== 'withdraw' && input.note.trim() === '') return refused('group_appeal_note', {})
    const said = { step: input.step, by: context.actor.id, at: context.now, note: input.note.trim() }
    const done: AppealStepDone = input.step === 'withdraw' ? said : { ...said, approves: input.approves }
    const moved = { ...appeal, state: next.value, steps: [...appeal.steps, done] }
    const effect: Outcome<Effect> =
      next.value === 'accepted' ? acceptance(moved, input, facts, listed, context) : accepted({ appeal: moved })
    if (!effect.ok) return effect
    const { appeal: after, rows, journals = [] } = effect.value
    return accepted({
      answer: message.answer({ appealId: appeal.appealId }, context),
      rows: { ...rows, update: { group_appeal: [appealUpdate(after)] } },
      journals,
      event: { appealId: appeal.appealId, state: after.state },
      objects: [appeal.appealId, appeal.settlementId],
    })
  },
}

interface Effect {
  readonly appeal: GroupAppeal
  readonly rows?: RowSet
  readonly journals?: readonly JournalEntry[]
}

function acceptance(
  appeal: GroupAppeal,
  { regrouped }: SteppingAppeal,
  { release, isYearReleased }: Facts,
  listed: Listed | null,
  context: Context,
): Outcome<Effect> {
  if (!listed || !regrouped) return refused('group_appeal_no_case', {})
  if (isYearReleased) return refused('group_appeal_late', { year: yearOf(appeal.period) })
  // Released between the working out and the decision: it is worked out anew.
  if (release !== regrouped.releaseId) return refused('group_appeal_state', { state: '所在月份刚刚发布' })
  const { group, dueFen, beforeFen, adjustment } = regrouped
  const adjustmentId = adjustment && adjustment.amountFen !== 0 ? context.newId() : null
  const after: GroupAppeal = {
    ...appeal,
    before: { ...appeal.before, dueFen: beforeFen ?? appeal.before.dueFen },
    after: { code: group.code, name: group.name, dueFen },
    ...(adjustment && { budget: adjustment.budget, adjustedFen: adjustment.amountFen }),
    adjustmentId,
  }
  const { listId, provider, area, month } = listed
  const stored = { listId, personNo: appeal.personNo, settlementId: appeal.settlementId, provider, area, month }
  return accepted({
    appeal: after,
    rows: { insert: { case_group: [caseGroupRow(stored, group, listed.version + 1, context.now)] } },
    ...(adjustmentId && {
      journals: post({
        ...{ kind: 'method_adjusted', id: adjustmentId, on: context.today, area, provider },
        amounts: [{ fund: adjustment!.fund, amountFen: adjustment!.amountFen as Fen }],
      }),
    }),
  })
}
