// The desk of enrolments by file: check, bring in, decide what the notices leave to the person.
import type { Outcome } from '@yibao/kernel'
import type { Actor, Receipt } from '../../platform/index.ts'
import { duplicateDecided, enrolmentsImported, type IssueDecision } from './change.ts'
import {
  answering,
  bringIn,
  checkFile,
  type EnrolmentDeskOptions,
  fileSource,
  type ImportScope,
  type ImportSource,
  type ImportWatch,
} from './import.ts'
import type { ImportSummary } from './model.ts'
import { enrolRules } from './waiting.ts'

export interface EnrolmentDesk {
  /** Reads the whole file and says what would come of it; changes nothing but the note that it was checked. */
  check(
    file: string | ImportSource,
    actor: Actor,
    watch?: ImportWatch,
    scope?: ImportScope,
  ): Promise<Outcome<ImportSummary>>
  /** Brings the good lines in. Interrupted, it goes on where it stopped; a second time, it changes nothing. */
  bringIn(
    file: string | ImportSource,
    actor: Actor,
    watch?: ImportWatch,
    scope?: ImportScope,
  ): Promise<Outcome<ImportSummary>>
  decide(decision: IssueDecision, actor: Actor, key: string): Promise<Outcome<Receipt>>
}

const sourceOf = async (file: string | ImportSource): Promise<ImportSource> =>
  typeof file === 'string' ? fileSource(file) : file

export function openEnrolmentDesk(options: EnrolmentDeskOptions): EnrolmentDesk {
  const { writePath } = options
  const rulesOf = ({ own }: ImportScope) => ({
    ...enrolRules(options.library, options.rules),
    ...(own && { ownEmployer: own.employerNo }),
  })
  return {
    check: (file, actor, watch = {}, scope = {}) =>
      answering(async () => checkFile(options, rulesOf(scope), await sourceOf(file), actor, watch, scope)),
    bringIn: (file, actor, watch = {}, scope = {}) =>
      answering(async () =>
        bringIn(options, enrolmentsImported(rulesOf(scope)), await sourceOf(file), actor, watch, scope),
      ),
    decide: (decision, actor, msgid) =>
      writePath.submit({
        kind: duplicateDecided,
        key: { sender: 'enrolment', msgid },
        actor,
        input: decision,
        request: { ...decision },
      }),
  }
}
