// 跨年住院: three ways to settle a stay that began in one benefit year and ends in the next.
import { type Day, day, yearOf } from '../../time/day.ts'
import type { Bill, Line } from '../bill.ts'

/**
 * `at_discharge`: one settlement in the year of discharge. `at_year_end`: settled compulsorily on 31 December, the rest
 * without a second deductible under the rules of the new year. `by_line_date`: each year's cost counts in its own year,
 * under the rules of the day of discharge, with one deductible.
 */
export type CrossYear = 'at_discharge' | 'at_year_end' | 'by_line_date'

export interface StayPiece {
  /** The lines of one benefit year; a piece after the first continues the stay. */
  readonly bill: Bill
  /** The day whose policy holds. */
  readonly rulesOn: Day
}

/** The pieces in order; each is settled with the accumulators that the one before left. `days` are those of the lines. */
export function piecesOfStay(bill: Bill, days: readonly Day[], how: CrossYear): StayPiece[] {
  const { admittedOn, dischargedOn } = bill.visit
  if (how === 'at_discharge' || yearOf(admittedOn) === yearOf(dischargedOn)) return [{ bill, rulesOn: dischargedOn }]
  const pieces: StayPiece[] = []
  for (let year = yearOf(admittedOn); year <= yearOf(dischargedOn); year += 1) {
    const end = year === yearOf(dischargedOn) ? dischargedOn : day(`${year}-12-31`)
    const start = year === yearOf(admittedOn) ? admittedOn : day(`${year}-01-01`)
    const own = bill.lines.filter((_: Line, at) => isIn(days[at] ?? dischargedOn, year, bill))
    pieces.push({
      bill: {
        ...bill,
        lines: own,
        visit: {
          ...bill.visit,
          admittedOn: start,
          dischargedOn: end,
          // What counts per visit, bands among it, goes on from piece to piece.
          stay: bill.visit.stay ?? `${admittedOn}`,
          ...(pieces.length > 0 && { continued: true }),
        },
      },
      rulesOn: how === 'by_line_date' ? dischargedOn : end,
    })
  }
  return pieces
}

/** A line dated before the stay belongs to its first year, one dated after it to its last. */
function isIn(on: Day, year: number, { visit }: Bill): boolean {
  const own = Math.min(Math.max(yearOf(on), yearOf(visit.admittedOn)), yearOf(visit.dischargedOn))
  return own === year
}
