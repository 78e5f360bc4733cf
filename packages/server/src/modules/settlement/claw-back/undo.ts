// 撤销追回: a claw-back that should not have been is undone by its mirror; the money that came back is not its business.
import { accepted, type JournalEntry, mirrorEntry, type Outcome, refused } from '@yibao/kernel'
import type { Context, Decision, Json, Update } from '../../../platform/index.ts'
import { personState } from '../../person/index.ts'
import { accumulatorsMoved } from '../conclude.ts'
import { reversedClawBackUpdate, type StoredClawBack } from './store.ts'

export interface BookedClawBack {
  readonly journalId: string
  readonly layer: JournalEntry['layer']
  readonly lines: JournalEntry['lines']
}

export interface ToUndo {
  readonly clawBack: StoredClawBack | null
  /** Claw-backs of the same settlement in effect. */
  readonly clawBacks: readonly StoredClawBack[]
  readonly journals: readonly BookedClawBack[]
  /** Of the person. */
  readonly state: Json
  readonly reason: string
}

export interface Undone {
  readonly clawBack: StoredClawBack
  readonly update: Update
  readonly journals: NonNullable<Decision['journals']>
  readonly state: Json
}

/** Of several the latest goes first: what each one changed in the year rests on those before it. */
export function undoClawBack(facts: ToUndo, { today, now, actor }: Context): Outcome<Undone> {
  const { clawBack, clawBacks, journals, state, reason } = facts
  if (!clawBack) return refused('claw_back_unknown', {})
  if (clawBack.state !== 'deducted' && clawBack.state !== 'due') return refused('claw_back_not_undone', {})
  if (clawBacks.some(({ clawBackId }) => clawBackId > clawBack.clawBackId)) return refused('claw_back_later_first', {})
  const cause = { kind: 'claw_back_reversed', id: clawBack.clawBackId }
  const changes = clawBack.document.changes.map(({ key, change }) => ({ key, change: -change }))
  return accepted({
    clawBack,
    update: reversedClawBackUpdate(clawBack, { at: now, actor: actor.id, reason }),
    journals: journals.map(({ journalId, layer, lines }) =>
      mirrorEntry({ layer, lines, postedOn: today, cause }, journalId, today, cause),
    ),
    state: accumulatorsMoved(personState(state), changes, today),
  })
}
