// The lines of one prescription: those with its id, or those of a visit that is no stay and names none.
import type { Catalogue, NetLine } from '../facts/model.ts'
import type { LineWork } from './family.ts'

/** Undefined when it cannot be known which prescription a line belongs to: an inpatient's order without one. */
export function prescriptionKey({ line, encounter }: LineWork<unknown>): string | undefined {
  if (line.prescription !== undefined) return `${encounter.id}\u0000${line.prescription}`
  return encounter.careMode === 'inpatient' ? undefined : `${encounter.id}\u0000`
}

export const prescriptionLines = (
  { view, encounter, line, holdsOn }: LineWork<unknown>,
  catalogue: Catalogue,
): NetLine[] =>
  view
    .linesOfEncounter(encounter.id)
    .filter((each) => each.catalogue === catalogue && each.prescription === line.prescription && holdsOn(each.on))
