// 3702, 3703: an institution answers many cases at once. Each is taken or not for a reason of its own; one message, one answer.
import { accepted, type Refused, refused, type WorkCalendar } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { auditOf } from './after.ts'
import type { AuditCase, StepDone } from './model.ts'
import { dueOnOf, nextState } from './process.ts'
import { ANSWER_FACTS, caseUpdate, type EvidenceOf } from './store.ts'

export interface CaseAnswer {
  readonly findingId: string
  /** As far as the sender's own cases tell; '' where there is no such case. */
  readonly personNo: string
  readonly step: 'accept' | 'appeal' | 'ask_panel'
  readonly note: string
  readonly evidence: readonly string[]
}

export interface AnswersInput {
  readonly provider: string
  readonly answers: readonly CaseAnswer[]
}

export interface AnswersTold {
  readonly results: readonly { readonly findingId: string; readonly refusal: Refused | null }[]
}

interface Facts {
  readonly cases: readonly AuditCase[]
  readonly evidence: readonly EvidenceOf[]
}

export const casesAnswered = (calendar: WorkCalendar): Kind<Asked<AnswersInput, AnswersTold>, Facts> => ({
  name: 'audit.cases_answered',
  subjects: ({ input: { provider, answers } }) => [
    `provider:${provider}`,
    ...new Set(answers.flatMap(({ personNo }) => (personNo === '' ? [] : [auditOf(personNo)]))),
  ],
  facts: {
    sql: ANSWER_FACTS,
    args: ({ input: { answers } }) => ({
      cases: answers.map(({ findingId }) => findingId),
      evidence: answers.flatMap(({ evidence }) => evidence),
    }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const updates = []
    const results: AnswersTold['results'][number][] = []
    for (const answer of input.answers) {
      const one = facts.cases.find((each) => each.findingId === answer.findingId && each.provider === input.provider)
      const brought = facts.evidence.filter((each) => answer.evidence.includes(each.evidenceId))
      const isTwice = results.some(({ findingId }) => findingId === answer.findingId)
      const next = isTwice || !one ? refused('audit_case_unknown', {}) : walked(one, answer, brought, context.actor.id)
      results.push({ findingId: answer.findingId, refusal: next.ok ? null : (next as Refused) })
      if (!one || !next.ok) continue
      const done: StepDone = {
        ...{ step: answer.step, by: context.actor.id, at: context.now, note: answer.note },
        ...(brought.length > 0 && { evidence: brought.map(({ provider: _, ...named }) => named) }),
      }
      const dueOn = dueOnOf(calendar, next.value, context.today)
      updates.push(caseUpdate(one, { state: next.value, dueOn, steps: [...one.steps, done] }))
    }
    return accepted({
      answer: message.answer({ results }, context),
      ...(updates.length > 0 && { rows: { update: { audit_case: updates } } }),
      event: { provider: input.provider, cases: updates.length },
      objects: input.answers.map(({ findingId }) => findingId),
    })
  },
})

function walked(one: AuditCase, { step, note, evidence }: CaseAnswer, brought: readonly EvidenceOf[], who: string) {
  const isOwn = brought.every(({ provider }) => provider === one.provider)
  if (!isOwn || brought.length < new Set(evidence).size) return refused('audit_evidence_unknown', {})
  return nextState(one, { step, who, note, reason: '' })
}
