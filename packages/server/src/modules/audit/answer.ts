// 3103: what the doctor did with what was found, kept beside the finding as evidence.
import { accepted, refused } from '@yibao/kernel'
import type { Kind, Update } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import type { Answer } from './model.ts'
import { ANSWER_FACTS, answerUpdate, type FindingNamed } from './store.ts'

export interface Answers {
  readonly provider: string
  readonly answers: readonly Answer[]
}

export type ShownId = (id: string) => string

export const answered = (shown: ShownId): Kind<Asked<Answers, null>, readonly FindingNamed[]> => ({
  name: 'audit.answered',
  subjects: ({ input }) => [`provider:${input.provider}`],
  facts: {
    sql: ANSWER_FACTS,
    args: ({ input }) => ({ provider: input.provider, messages: input.answers.map(({ messageId }) => messageId) }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const updates = new Map<string, Update>()
    for (const [at, answer] of input.answers.entries()) {
      const row = at + 1
      const named = facts.filter(({ messageId }) => messageId === answer.messageId)
      if (named.length === 0) return refused('audit_finding_unknown', { row, finding: shown(answer.messageId) })
      if (answer.response === 'continued' && answer.reason === '') return refused('audit_reason_missing', { row })
      const by = { actor: context.actor.id, at: context.now }
      for (const finding of named) updates.set(finding.findingId, answerUpdate(finding, answer, by))
    }
    return accepted({
      answer: message.answer(null, context),
      rows: { update: { audit_finding: [...updates.values()] } },
      event: { findings: [...updates.keys()] },
      objects: [...updates.keys()],
    })
  },
})
