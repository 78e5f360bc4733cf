// 撤销扣款: the claw-back of a case is undone by its mirror, and with it every case that it carried. By somebody else than who
// decided it, in one change: books, limits of the year and cases go back together.
import { accepted, refused } from '@yibao/kernel'
import { epochMsOfId, idAt, type Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { type BookedClawBack, type StoredClawBack, undoClawBack } from '../settlement/index.ts'
import { auditOf } from './after.ts'
import type { AuditCase } from './model.ts'
import { isReason, nextState, REJECTION_REASONS } from './process.ts'
import { caseUpdate, UNDO_FACTS } from './store.ts'

export interface UndoInput {
  readonly personNo: string
  readonly settlementId: string
  readonly clawBackId: string
  readonly reason: string
  readonly note: string
}

interface UndoFacts {
  readonly clawBack: StoredClawBack | null
  readonly clawBacks: readonly StoredClawBack[]
  readonly journals: readonly BookedClawBack[]
  readonly cases: readonly AuditCase[]
}

/** The journals of a claw-back are numbered right after it. */
const JOURNAL_WITHIN_MS = 600_000

export const clawBackUndone: Kind<Asked<UndoInput, { cases: number }>, UndoFacts> = {
  name: 'audit.claw_back_undone',
  subjects: ({ input }) => [input.personNo, auditOf(input.personNo)],
  facts: {
    sql: UNDO_FACTS,
    args: ({ input: { clawBackId, settlementId } }) => ({
      clawBackId,
      journalBefore: idAt(epochMsOfId(clawBackId) + JOURNAL_WITHIN_MS),
      settlements: [settlementId],
    }),
  },
  decide: ({ message, input }, { facts, state }, context) => {
    const { reason, note, personNo } = input
    if (!isReason(reason)) return refused('audit_case_reason', {})
    const carried = facts.cases.filter(({ clawBackId }) => clawBackId === input.clawBackId)
    if (carried.length === 0) return refused('audit_case_not_deducted', {})
    const undone = undoClawBack({ ...facts, state, reason: REJECTION_REASONS[reason].zh }, context)
    if (!undone.ok) return undone
    const updates = []
    for (const each of carried) {
      const next = nextState(each, { step: 'reverse', who: context.actor.id, note, reason })
      if (!next.ok) return next
      const done = { step: 'reverse' as const, by: context.actor.id, at: context.now, note, reason }
      const steps = [...each.steps, done]
      updates.push(caseUpdate(each, { state: next.value, dueOn: null, steps, deductedFen: 0, certifiedFen: 0 }))
    }
    return accepted({
      answer: message.answer({ cases: updates.length }, context),
      rows: { update: { claw_back: [undone.value.update], audit_case: updates } },
      journals: undone.value.journals,
      states: { [personNo]: undone.value.state },
      event: { clawBackId: input.clawBackId, cases: updates.length },
      objects: [input.clawBackId, input.settlementId],
    })
  },
}
