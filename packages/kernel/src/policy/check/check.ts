// What a merged policy must satisfy before anything may be settled with it: nothing missing, nothing unknown, no gap,
// no overlap, no slope above 100 %. Each check is a file; messages name file, line, what was found, what was expected.
import type { LibraryContent } from '../library.ts'
import type { FaultList } from '../text/faults.ts'
import { checkAccumulators } from './accumulators.ts'
import { checkBands } from './bands.ts'
import { checkCliffs } from './cliff.ts'
import { checkComplete } from './complete.ts'
import { checkDates } from './dates.ts'
import { checkInForce } from './in-force.ts'
import { checkPlans } from './plans.ts'
import { checkProvenance } from './provenance.ts'
import { checkParameterValues, checkReferences } from './references.ts'
import { checkRows } from './rows.ts'
import { checkSlopes } from './slope.ts'
import { checkSpecialPay } from './special-pay.ts'
import { checkWords } from './words.ts'

export function checkLibrary(content: LibraryContent, faults: FaultList): void {
  checkComplete(content, faults)
  checkReferences(content, faults)
  checkWords(content, faults)
  checkDates(content, faults)
  checkBands(content, faults)
  checkSpecialPay(content, faults)
  // What follows looks into parameters, which must end.
  if (!checkParameterValues(content, faults)) return
  checkSlopes(content, faults)
  checkCliffs(content, faults)
  checkInForce(content, faults)
  checkRows(content, faults)
  checkAccumulators(content, faults)
  checkPlans(content, faults)
  checkProvenance(content, faults)
}
