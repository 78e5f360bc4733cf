// The door of the visit module: what may be done to a visit, and what others may know of it.
import type { Outcome } from '@yibao/kernel'
import type { Kind, Receipt } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import {
  type BatchWithdrawal,
  batchWithdrawn,
  type Charge,
  type ChargedLine,
  type LineWithdrawal,
  linesCharged,
  linesWithdrawn,
} from './charge.ts'
import type { CareSources } from './deps.ts'
import {
  type Registered,
  type Registration,
  registrationCancelled,
  type VisitInformation,
  type VisitNamed,
  visitInformed,
  visitRegistered,
} from './outpatient.ts'
import {
  type Admission,
  admissionCancelled,
  type Discharging,
  dischargeUndone,
  personAdmitted,
  personDischarged,
  type StayChange,
  stayChanged,
} from './stay.ts'

export { type CategoryTable, categoryTable, LOCAL_CATEGORIES, type VisitCategory } from './categories.ts'
export { type BatchWithdrawal, type Charge, type ChargedLine, EVERYTHING, type LineWithdrawal } from './charge.ts'
export {
  checkBegin,
  checkCategory,
  checkDiagnoses,
  checkDisease,
  checkOverlap,
  ownVisit,
  type ShownId,
  stateAfter,
} from './checks.ts'
export { type CareSources, providerOf } from './deps.ts'
export { billLine, billPerson, type Frame, type FrameSources, frameOf, placeOf } from './frame.ts'
export { type LineChange, type SentLine, takeAgain, takeLines } from './intake.ts'
export * from './model.ts'
export {
  checkIdentity,
  type Registered,
  type Registration,
  type StatedIdentity,
  type VisitInformation,
  type VisitNamed,
} from './outpatient.ts'
export { type VisitRefusalCode, visitRefusals } from './refusals.ts'
export type { Step, VisitKind, VisitState } from './states.ts'
export { stateTitle } from './states.ts'
export type { Admission, Discharging, StayChange } from './stay.ts'
export {
  BATCHES_FACT,
  batchesOf,
  batchFrom,
  batchRow,
  fact,
  findVisit,
  type StoredBatch,
  staysAt,
  VISIT_FACT,
  VISIT_JSON,
  VOIDED_FACT,
  visitRow,
  visitsOfPerson,
  visitUpdate,
  withdrawalUpdate,
} from './store.ts'

type Change<Input, Result> = (message: Message<Result>, input: Input) => Promise<Outcome<Receipt>>

export interface VisitDesk {
  readonly register: Change<Registration, Registered>
  readonly cancelRegistration: Change<VisitNamed, null>
  readonly inform: Change<VisitInformation, null>
  readonly charge: Change<Charge, readonly ChargedLine[]>
  readonly withdrawBatch: Change<BatchWithdrawal, null>
  readonly withdrawLines: Change<LineWithdrawal, null>
  readonly admit: Change<Admission, Registered>
  readonly change: Change<StayChange, null>
  readonly discharge: Change<Discharging, null>
  readonly undoDischarge: Change<VisitNamed, null>
  readonly cancelAdmission: Change<VisitNamed, null>
}

export function openVisitDesk(sources: CareSources): VisitDesk {
  const by =
    <Input, Facts, Result>(kind: Kind<Asked<Input, Result>, Facts>): Change<Input, Result> =>
    (message, input) =>
      sources.writePath.submit(commandFor(kind, message, input))
  return {
    register: by(visitRegistered()),
    cancelRegistration: by(registrationCancelled(sources)),
    inform: by(visitInformed(sources)),
    charge: by(linesCharged(sources)),
    withdrawBatch: by(batchWithdrawn(sources)),
    withdrawLines: by(linesWithdrawn(sources)),
    admit: by(personAdmitted(sources)),
    change: by(stayChanged(sources)),
    discharge: by(personDischarged(sources)),
    undoDischarge: by(dischargeUndone(sources)),
    cancelAdmission: by(admissionCancelled(sources)),
  }
}
