// The set-based form of every family.
import type { SqlForm } from '../form.ts'
import {
  contraindication,
  eligibility,
  performed,
  prescriptionEvidence,
  stayDates,
  traceCode,
  uploadLag,
} from './evidence.ts'
import { indication } from './indication.ts'
import { lineArithmetic, lineLimit, priceCeiling, supplyDays } from './line.ts'
import { combinedUse, discount, prescriptionKinds, prescriptionOnly } from './prescription.ts'
import { capacity, peerIndicator, stock } from './records.ts'
import { outsideStay, purchaser, readmission, sameBill, stayOverlap, visitCount, visitInStay } from './stays.ts'
import { bundle, companion, outsideList, pair, priorTherapy, workload } from './together.ts'
import {
  codingEvidence,
  diagnosisProcedure,
  injury,
  mildAdmission,
  presence,
  procedureItems,
  prophylaxis,
  recordFields,
  removedOrgan,
  visitCode,
} from './visit.ts'
import { amountCap, dailyQuantity, distinctDays, frequency, interval, onHand } from './window.ts'

export const SQL_FORMS: readonly SqlForm[] = [
  ...[lineLimit, priceCeiling, lineArithmetic, supplyDays],
  ...[contraindication, eligibility, performed, prescriptionEvidence, stayDates, traceCode, uploadLag, indication],
  ...[prescriptionKinds, prescriptionOnly, combinedUse, discount],
  ...[frequency, distinctDays, amountCap, interval, dailyQuantity, onHand],
  ...[pair, bundle, companion, priorTherapy, outsideList, workload],
  ...[codingEvidence, diagnosisProcedure, injury, mildAdmission, presence, procedureItems, prophylaxis],
  ...[recordFields, removedOrgan, visitCode],
  ...[outsideStay, purchaser, readmission, sameBill, stayOverlap, visitCount, visitInStay],
  ...[capacity, peerIndicator, stock],
]

export const sqlFormOf = (family: string): SqlForm | undefined => SQL_FORMS.find((form) => form.family === family)
