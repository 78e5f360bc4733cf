// Which part of a stay a settlement covers. Where a city settles stays at the year's end, each benefit year is a piece of its
// own: its lines, its rules, its accumulators; a piece after the first takes no second deductible and no second admission.
import { accepted, type Day, day, type Outcome, refused, yearOf } from '@yibao/kernel'
import { type BatchNote, batchFrom, type StoredBatch, type Visit } from '../visit/index.ts'
import type { StoredSettlement } from './store.ts'

export type CrossYearMode = 'at_discharge' | 'at_year_end'

export interface StayPiece {
  /** All batches of the piece: those that its earlier parts settled, too. */
  readonly notes: readonly BatchNote[]
  /** Earlier parts of the same piece, in effect. */
  readonly prior: readonly StoredSettlement[]
  /** The piece's own days, where it is not the whole stay. */
  readonly span?: { readonly from: Day; readonly to: Day; readonly continued: boolean }
}

export interface PieceAsked {
  readonly mode: CrossYearMode
  readonly interim: boolean
  /** The day of discharge, or of settling. */
  readonly endsOn: Day
}

export function pieceOfStay(
  visit: Visit,
  batches: readonly StoredBatch[],
  prior: readonly StoredSettlement[],
  { mode, interim, endsOn }: PieceAsked,
): Outcome<StayPiece> {
  const present = visit.batches.filter(({ withdrawn }) => !withdrawn)
  const [first, last] = [yearOf(visit.beganOn), yearOf(endsOn)]
  if (mode === 'at_discharge' || first >= last) return accepted({ notes: present, prior })
  const years = new Map(batches.map((stored) => [stored[0], yearOfBatch(stored, first, last)]))
  const yearOfNote = ({ seq }: BatchNote): number => years.get(seq) ?? last
  const open = openYears(present, yearOfNote, last)[0]
  if (open !== undefined && !interim) return refused('stay_year_end_first', { year: open })
  const year = open ?? last
  return accepted({
    notes: present.filter((note) => yearOfNote(note) === year),
    prior: prior.filter((part) => yearOfPart(part) === year),
    span: {
      from: year === first ? visit.beganOn : day(`${year}-01-01`),
      to: year === last ? endsOn : day(`${year}-12-31`),
      continued: prior.some((part) => yearOfPart(part) < year),
    },
  })
}

/** Years before the last in which something is not settled yet. */
const openYears = (notes: readonly BatchNote[], yearOfNote: (note: BatchNote) => number, last: number): number[] =>
  notes
    .filter((note) => !note.settlement && yearOfNote(note) < last)
    .map(yearOfNote)
    .sort((a, b) => a - b)

/** A batch holds the lines of one year: charging keeps them apart. */
function yearOfBatch(stored: StoredBatch, first: number, last: number): number {
  const { lines, withdrawn } = batchFrom(stored)
  const line = lines.find(({ serial }) => !withdrawn.includes(serial))
  return line ? Math.min(Math.max(yearOf(day(line.at.slice(0, 10))), first), last) : last
}

const yearOfPart = ({ document }: StoredSettlement): number => {
  const visit = document.visit as { readonly admittedOn: Day; readonly dischargedOn?: Day }
  return yearOf(visit.dischargedOn ?? visit.admittedOn)
}

/** 出院 does not end what a year's end still has to settle. */
export function leavesYearOpen(visit: Visit, batches: readonly StoredBatch[], asked: PieceAsked): boolean {
  const piece = pieceOfStay(visit, batches, [], { ...asked, interim: false })
  return !piece.ok
}
