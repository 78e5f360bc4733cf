// One step of one case, by one pair of hands; and the end of every open case of a settlement that was cancelled.
import { accepted, type Outcome, refused, type WorkCalendar } from '@yibao/kernel'
import type { Context, Kind, Update } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { auditOf } from './after.ts'
import type { AuditCase, CaseDecision, CaseLine, StepDone } from './model.ts'
import { type CaseStep, dueOnOf, isReason, nextState } from './process.ts'
import { caseUpdate, type EvidenceOf, KNOWN_FACTS, STEP_FACTS } from './store.ts'

export interface StepInput {
  readonly findingId: string
  readonly personNo: string
  readonly step: CaseStep
  readonly note: string
  readonly reason: string
  /** Identifiers of what the institution brought. */
  readonly evidence: readonly string[]
  /** Of the final review: absent lines are those of the finding. */
  readonly decision?: Omit<CaseDecision, 'lines'> & { readonly lines?: readonly CaseLine[] }
}

export interface CaseTold {
  readonly findingId: string
  readonly state: AuditCase['state']
}

interface StepFacts {
  readonly one: AuditCase | null
  readonly evidence: readonly EvidenceOf[]
}

export const caseStepped = (calendar: WorkCalendar): Kind<Asked<StepInput, CaseTold>, StepFacts> => ({
  name: 'audit.case_stepped',
  subjects: ({ input }) => [auditOf(input.personNo)],
  facts: {
    sql: STEP_FACTS,
    args: ({ input: { findingId, personNo, evidence } }) => ({ findingId, personNo, evidence }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const { one, evidence } = facts
    if (!one) return refused('audit_case_unknown', {})
    const next = nextState(one, { step: input.step, who: context.actor.id, note: input.note, reason: input.reason })
    if (!next.ok) return next
    if (input.step === 'lapse' && (one.dueOn ?? '') >= context.today)
      return refused('audit_case_not_due', { on: one.dueOn ?? '' })
    if (evidence.length < input.evidence.length || evidence.some(({ provider }) => provider !== one.provider))
      return refused('audit_evidence_unknown', {})
    const decision = input.step === 'uphold' ? decisionOf(one, input) : accepted(null)
    if (!decision.ok) return decision
    const dueOn = dueOnOf(calendar, next.value, context.today)
    const update = stepUpdate(one, { state: next.value, dueOn }, stepOf(input, evidence, context), decision.value)
    return accepted({
      answer: message.answer({ findingId: one.findingId, state: next.value }, context),
      rows: { update: { audit_case: [update] } },
      event: { findingId: one.findingId, step: input.step, state: next.value },
      objects: [one.findingId, one.settlementId],
    })
  },
})

function stepOf({ step, note, reason }: StepInput, evidence: readonly EvidenceOf[], context: Context): StepDone {
  const named = evidence.map(({ evidenceId, name, sha256 }) => ({ evidenceId, name, sha256 }))
  return {
    ...{ step, by: context.actor.id, at: context.now, note },
    ...(isReason(reason) && { reason }),
    ...(named.length > 0 && { evidence: named }),
  }
}

const stepUpdate = (
  one: AuditCase,
  next: Pick<AuditCase, 'state' | 'dueOn'>,
  done: StepDone,
  decision: CaseDecision | null,
): Update => caseUpdate(one, { ...next, steps: [...one.steps, done], ...(decision && { decision, problem: '' }) })

/** Lines once, each with something to recover; what is more than the line is found when it is booked. */
function decisionOf({ lines }: AuditCase, { decision }: StepInput): Outcome<CaseDecision> {
  const chosen = decision?.lines ?? lines.filter(({ amountFen }) => amountFen > 0)
  const wrong = chosen.find(
    ({ no, amountFen }, at) => amountFen <= 0 || chosen.findIndex((each) => each.no === no) !== at,
  )
  if (wrong) return refused('audit_case_lines', { line: wrong.no })
  return accepted({
    lines: chosen,
    by: decision?.by ?? 'deduction',
    personPart: decision?.personPart ?? 'refunded_by_provider',
  })
}

export interface CancelInput {
  readonly settlementId: string
  readonly personNo: string
}

export const casesCancelled: Kind<Asked<CancelInput, { cases: number }>, { readonly cases: readonly AuditCase[] }> = {
  name: 'audit.cases_cancelled',
  subjects: ({ input }) => [auditOf(input.personNo)],
  facts: { sql: KNOWN_FACTS, args: ({ input: { settlementId, personNo } }) => ({ settlementId, personNo }) },
  decide: ({ message, input }, { facts }, context) => {
    const note = '结算已撤销或更正'
    const updates = facts.cases.flatMap((each): Update[] => {
      const next = nextState(each, { step: 'cancel', who: context.actor.id, note, reason: '' })
      const done: StepDone = { step: 'cancel', by: context.actor.id, at: context.now, note }
      return next.ok ? [stepUpdate(each, { state: next.value, dueOn: null }, done, null)] : []
    })
    return accepted({
      answer: message.answer({ cases: updates.length }, context),
      ...(updates.length > 0 && { rows: { update: { audit_case: updates } } }),
      event: { settlementId: input.settlementId, cases: updates.length },
      objects: [input.settlementId],
    })
  },
}
