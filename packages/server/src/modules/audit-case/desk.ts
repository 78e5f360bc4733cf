// What the audit workbench does for others.
import type { Outcome, RuleCard } from '@yibao/kernel'
import type { EventHandler, Receipt } from '../../platform/index.ts'
import type { Message } from '../common/index.ts'
import type { AnswersTold, CaseAnswer } from './answers.ts'
import type { EvidenceInput, EvidenceTold } from './evidence.ts'
import type { AuditCase } from './model.ts'
import type { CaseTold, StepInput } from './steps.ts'

/** Under which name the workbench follows what is settled. */
export const AUDIT_READER = 'audit'

export interface AuditCaseDesk {
  /** The rule as it stands now; one that was taken out of use has none. */
  ruleOf(rule: string): RuleCard | undefined
  /** For the outbox. */
  readonly listener: EventHandler
  /** Again, for somebody who asks: after a failure, or under new rules. */
  auditAgain(settlementId: string, key: string): Promise<Outcome<Receipt>>
  step(message: Message<CaseTold>, input: StepInput): Promise<Outcome<Receipt>>
  lapse(each: AuditCase): Promise<Outcome<Receipt>>
  deduct(settlementId: string, personNo: string): Promise<{ deducted: number; problem: string }>
  undo(message: Message<{ cases: number }>, one: AuditCase, why: UndoWhy): Promise<Outcome<Receipt>>
  /** Many answers of one institution in one message, each taken or not for a reason of its own. */
  answerMany(
    message: Message<AnswersTold>,
    provider: string,
    answers: readonly Omit<CaseAnswer, 'personNo'>[],
  ): Promise<Outcome<Receipt>>
  bring(message: Message<EvidenceTold>, evidence: EvidenceInput): Promise<Outcome<Receipt>>
}

export interface UndoWhy {
  readonly reason: string
  readonly note: string
}
