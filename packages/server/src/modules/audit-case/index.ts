// The door of the audit workbench: settlements looked at after the event, cases and their steps, evidence, deductions, undoing.
import { type Refused, refused } from '@yibao/kernel'
import type { WritePath } from '../../platform/index.ts'
import { commandFor, type Message, ownMessage, type Reader, SYSTEM } from '../common/index.ts'
import type { FlowDesk } from '../flow/index.ts'
import { findSettlement, type SettlementDesk } from '../settlement/index.ts'
import { settlementOfList } from '../settlement-list/index.ts'
import { type AfterSources, auditSettlement } from './after.ts'
import { casesAnswered } from './answers.ts'
import { deductSettlement } from './deduct.ts'
import type { AuditCaseDesk } from './desk.ts'
import { listening } from './events.ts'
import { evidenceBrought } from './evidence.ts'
import { type CaseTold, caseStepped, casesCancelled, type StepInput } from './steps.ts'
import { peopleOfCases } from './store.ts'
import { clawBackUndone } from './undo.ts'

export type { AfterSources, Audited } from './after.ts'
export type { AnswersTold, CaseAnswer } from './answers.ts'
export * from './clues/index.ts'
export { sharesOf } from './deduct.ts'
export { AUDIT_READER, type AuditCaseDesk, type UndoWhy } from './desk.ts'
export { heardIn } from './events.ts'
export {
  EVIDENCE_BYTES_MAX,
  EVIDENCE_FILES_MAX,
  EVIDENCE_KINDS,
  type EvidenceFile,
  type EvidenceTold,
  mediaTypeOf,
} from './evidence.ts'
export * from './figures/index.ts'
export * from './history/store.ts'
export { type AuditCaseWork, deductDecided, defineAuditCaseJobs, lapseAppeals } from './jobs.ts'
export * from './model.ts'
export * from './process.ts'
export { type AuditCaseRefusalCode, auditCaseRefusals } from './refusals.ts'
export type { CaseTold, StepInput } from './steps.ts'
export {
  type CaseFilter,
  type CaseListed,
  type CaseSort,
  type CaseSums,
  casesOf,
  type FindingKept,
  findCase,
  findEvidence,
  findingOf,
  listCases,
  sumCases,
  waitingCases,
} from './store.ts'
export { type ToldSettlement, toldSettlements } from './told-store.ts'

export interface AuditCaseParts extends AfterSources {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly flows: Pick<FlowDesk, 'propose' | 'approve'>
  readonly settlements: Pick<SettlementDesk, 'read'>
  readonly sentence: (refusal: Refused) => string
}

export function openAuditCases(parts: AuditCaseParts): AuditCaseDesk {
  const { writePath, reader, calendar } = parts
  const stepped = caseStepped(calendar)
  const answered = casesAnswered(calendar)
  const submit = (message: Message<CaseTold>, input: StepInput) => writePath.submit(commandFor(stepped, message, input))
  const cancel = async (settlementId: string): Promise<void> => {
    const stored = await findSettlement(reader, settlementId)
    if (!stored) return
    const { personNo } = stored
    const message = ownMessage<{ cases: number }>(SYSTEM, `audit cancelled ${settlementId}`, null)
    const outcome = await writePath.submit(commandFor(casesCancelled, message, { settlementId, personNo }))
    if (!outcome.ok) throw new Error(`Cases of ${settlementId} could not be cancelled: ${outcome.code}`)
  }
  const auditNow = async (settlementId: string, round?: string): Promise<void> => {
    const outcome = await auditSettlement(parts, settlementId, round)
    // Cancelled before it was looked at: nothing to look at.
    if (!outcome.ok && outcome.code !== 'audit_settlement_not_audited')
      throw new Error(`Settlement ${settlementId} could not be audited: ${outcome.code}`)
  }
  const listed = async (listId: string): Promise<void> => {
    const settlementId = await settlementOfList(reader, listId)
    if (settlementId !== undefined) await auditNow(settlementId, `list ${listId}`)
  }
  return {
    ruleOf: (rule) => parts.audit.rules.get(rule)?.card,
    listener: listening({ audit: (settlementId) => auditNow(settlementId), cancel, listed }),
    auditAgain: (settlementId, key) => auditSettlement(parts, settlementId, key),
    step: submit,
    lapse: (each) => {
      const { findingId, personNo, steps } = each
      const message = ownMessage<CaseTold & { [name: string]: string }>(
        SYSTEM,
        `lapse ${findingId} ${steps.length}`,
        null,
      )
      return submit(message as unknown as Message<CaseTold>, {
        ...{ findingId, personNo, step: 'lapse', evidence: [], reason: '' },
        note: `期限到${each.dueOn ?? ''}`,
      })
    },
    deduct: (settlementId, personNo) => deductSettlement(parts, settlementId, personNo),
    undo: async (message, { personNo, settlementId, clawBackId }, why) =>
      clawBackId === null
        ? refused('audit_case_not_deducted', {})
        : writePath.submit(commandFor(clawBackUndone, message, { personNo, settlementId, clawBackId, ...why })),
    answerMany: async (message, provider, answers) => {
      const people = await peopleOfCases(
        reader,
        provider,
        answers.map(({ findingId }) => findingId),
      )
      const known = answers.map((each) => ({ ...each, personNo: people.get(each.findingId) ?? '' }))
      return writePath.submit(commandFor(answered, message, { provider, answers: known }))
    },
    bring: (message, evidence) => writePath.submit(commandFor(evidenceBrought, message, evidence)),
  }
}
