// Where each value comes from, said aloud: what is assumed, what is only a placeholder, what nobody vouches for.
import type { LibraryContent } from '../library.ts'
import type { Entry } from '../slot.ts'
import type { FaultList } from '../text/faults.ts'
import { governsEver, type NamedSlot, usedSlots } from './slots.ts'

/** Grades that never establish a value for the city: inference and general knowledge. */
const NEVER_ESTABLISHED = new Set(['I', 'G'])

export function checkProvenance(content: LibraryContent, faults: FaultList): void {
  for (const named of usedSlots(content)) {
    for (const entry of named.slot) {
      if (!governsEver(entry, named.slot)) continue
      checkGrade(entry, content, faults)
      if (entry.assumed) checkAssumed(entry, named, faults)
      else if (gradeOf(entry, content) === 'C') {
        const note = entry.note ? ` (${entry.note})` : ''
        faults.warn(entry.at, 'placeholder_value', `${named.name} of grade C${note}`, 'a document of the city')
      }
    }
  }
}

/** A source of grade I or G cannot vouch for a value that is presented as the city's rule. */
function checkGrade(entry: Entry<unknown>, content: LibraryContent, faults: FaultList): void {
  const grade = gradeOf(entry, content)
  if (grade && NEVER_ESTABLISHED.has(grade) && !entry.assumed)
    faults.add(entry.at, 'assumed_not_said', `a source of grade ${grade}`, `grade: ${grade}, or assumed: true`)
}

function checkAssumed(entry: Entry<unknown>, { name }: NamedSlot, faults: FaultList): void {
  if (!entry.note) faults.warn(entry.at, 'assumed_without_note', `${name} is assumed`, 'note: what it is modelled on')
  else faults.warn(entry.at, 'assumed_value', `${name} is assumed: ${entry.note}`, 'a source of the city')
}

const gradeOf = (entry: Entry<unknown>, content: LibraryContent) =>
  entry.grade ?? (entry.source === undefined ? undefined : content.sources.get(entry.source)?.grade)
