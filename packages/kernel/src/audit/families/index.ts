// All families by name. A new rule is a card; a new family is a file here, with its SQL form beside it in the lake.
import { amountCap } from './amount-cap.ts'
import { bundle } from './bundle.ts'
import { capacity } from './capacity.ts'
import { codingEvidence } from './coding-evidence.ts'
import { combinedUse } from './combined-use.ts'
import { companion } from './companion.ts'
import { contraindication } from './contraindication.ts'
import { dailyQuantity } from './daily-quantity.ts'
import { diagnosisProcedure } from './diagnosis-procedure.ts'
import { discount } from './discount.ts'
import { distinctDays } from './distinct-days.ts'
import { eligibility } from './eligibility.ts'
import type { Family } from './family.ts'
import { frequency } from './frequency.ts'
import { indication } from './indication.ts'
import { injury } from './injury.ts'
import { interval } from './interval.ts'
import { lineArithmetic } from './line-arithmetic.ts'
import { lineLimit } from './line-limit.ts'
import { mildAdmission } from './mild-admission.ts'
import { onHand } from './on-hand.ts'
import { outsideList } from './outside-list.ts'
import { outsideStay } from './outside-stay.ts'
import { pair } from './pair.ts'
import { peerIndicator } from './peer-indicator.ts'
import { performed } from './performed.ts'
import { prescriptionEvidence } from './prescription-evidence.ts'
import { prescriptionKinds } from './prescription-kinds.ts'
import { prescriptionOnly } from './prescription-only.ts'
import { presence } from './presence.ts'
import { priceCeiling } from './price-ceiling.ts'
import { priorTherapy } from './prior-therapy.ts'
import { procedureItems } from './procedure-items.ts'
import { prophylaxis } from './prophylaxis.ts'
import { purchaser } from './purchaser.ts'
import { readmission } from './readmission.ts'
import { recordFields } from './record-fields.ts'
import { removedOrgan } from './removed-organ.ts'
import { sameBill } from './same-bill.ts'
import { stayDates } from './stay-dates.ts'
import { stayOverlap } from './stay-overlap.ts'
import { stock } from './stock.ts'
import { supplyDays } from './supply-days.ts'
import { traceCode } from './trace-code.ts'
import { uploadLag } from './upload-lag.ts'
import { visitCode } from './visit-code.ts'
import { visitCount } from './visit-count.ts'
import { visitInStay } from './visit-in-stay.ts'
import { workload } from './workload.ts'

const all: readonly Family[] = [
  amountCap,
  bundle,
  capacity,
  codingEvidence,
  combinedUse,
  companion,
  contraindication,
  dailyQuantity,
  diagnosisProcedure,
  discount,
  distinctDays,
  eligibility,
  frequency,
  indication,
  injury,
  interval,
  lineArithmetic,
  lineLimit,
  mildAdmission,
  onHand,
  outsideList,
  outsideStay,
  pair,
  peerIndicator,
  performed,
  prescriptionEvidence,
  prescriptionKinds,
  prescriptionOnly,
  presence,
  priceCeiling,
  priorTherapy,
  procedureItems,
  prophylaxis,
  purchaser,
  readmission,
  recordFields,
  removedOrgan,
  sameBill,
  stayDates,
  stayOverlap,
  stock,
  supplyDays,
  traceCode,
  uploadLag,
  visitCode,
  visitCount,
  visitInStay,
  workload,
]

export const families: ReadonlyMap<string, Family> = new Map(all.map((each) => [each.name, each]))
export const familyNames: readonly string[] = [...families.keys()]
