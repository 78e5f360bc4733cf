// What a merged policy must satisfy before anything may be settled with it: nothing missing, nothing unknown, no gap,
// no overlap, no slope above 100 %. Each check is a file; messages name file, line, what was found, what was expected.
import type { LibraryContent } from '../library.ts'
import type { FaultList } from '../text/faults.ts'
import { checkBands } from './bands.ts'
import { checkComplete } from './complete.ts'
import { checkDates } from './dates.ts'
import { checkReferences } from './references.ts'
import { checkWords } from './words.ts'

export function checkLibrary(content: LibraryContent, faults: FaultList): void {
  checkComplete(content, faults)
  checkReferences(content, faults)
  checkWords(content, faults)
  checkDates(content, faults)
  checkBands(content, faults)
}
