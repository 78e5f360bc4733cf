// One row of a file of records into numbers: the fast way to a coded record, cell by cell out of the bytes.
import type { CodeBook } from '../code-book.ts'
import { ABSENT, type CodedRecord } from '../coded-record.ts'
import type { Grouper } from '../group.ts'
import { hasBit } from '../test.ts'
import { type ColumnName, type Layout, type RecordFault, shownBytes } from './layout.ts'
import type { CsvRows } from './rows.ts'

const BAR = 0x7c
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const BAD = -2

export interface UnknownCode {
  readonly line: number
  readonly kind: 'dx' | 'proc'
  readonly code: string
}

export interface GreyPrincipal {
  readonly line: number
  readonly kind: 'dx' | 'proc'
  readonly code: string
}

/** What a piece of a file says besides its groups; lists hold the first of each, counts all. */
export class Notices {
  readonly faults: RecordFault[] = []
  readonly unknown: UnknownCode[] = []
  unknownCount = 0
  readonly grey: GreyPrincipal[] = []
  greyCount = 0
}

/** Enough to mend a file by; a file that is wrong throughout must not fill the memory. */
export const MOST_NOTICES = 1000
const MOST_FAULTS = 20
/** No cell of a number has more digits. */
const MOST_DIGITS = 9

export class RowCoder {
  readonly #layout: Layout
  readonly #grouper: Grouper
  readonly #notices: Notices
  readonly #record: CodedRecord
  readonly #columns: Layout['columns']
  #rows!: CsvRows

  constructor(layout: Layout, grouper: Grouper, notices: Notices) {
    this.#layout = layout
    this.#grouper = grouper
    this.#notices = notices
    this.#record = grouper.record
    this.#columns = layout.columns
  }

  /** False when something in the row is wrong: a fault is noted then, and the row is not to be grouped. */
  code(rows: CsvRows): boolean {
    this.#rows = rows
    const faultsBefore = this.#notices.faults.length
    if (rows.count !== this.#layout.width || rows.isUnclosed) return this.#wrongShape()
    const record = this.#record
    const columns = this.#columns
    record.clear()
    if (rows.starts[columns.record_id] === rows.ends[columns.record_id])
      this.#fault('record_id', '此列必填(must be filled)')
    record.sex = this.#sex()
    record.ageYears = this.#number('age_years', columns.age_years, true)
    record.ageDays = this.#number('age_days', columns.age_days, true)
    record.birthWeightG = this.#number('newborn_weight_g', columns.newborn_weight_g, false)
    record.losDays = this.#number('los_days', columns.los_days, false)
    record.icuHours = columns.icu_hours < 0 ? ABSENT : this.#number('icu_hours', columns.icu_hours, false)
    record.dischargeType = this.#dischargeType()
    this.#number('total_cost', columns.total_cost, false)
    this.#codes()
    return this.#notices.faults.length === faultsBefore
  }

  #wrongShape(): false {
    const { count, line, isUnclosed } = this.#rows
    const width = this.#layout.width
    const allowed = isUnclosed ? '引号没有结束(a quote is left open)' : `应有 ${width} 列(expected ${width} columns)`
    this.#add({ line, column: 0, title: '', found: isUnclosed ? '"' : `${count} 列`, allowed })
    return false
  }

  #add(fault: RecordFault): void {
    if (this.#notices.faults.length < MOST_FAULTS) this.#notices.faults.push(fault)
  }

  #fault(title: ColumnName, allowed: string): void {
    const at = this.#columns[title]
    const { bytes, starts, ends, line } = this.#rows
    this.#add({ line, column: at + 1, title, found: shownBytes(bytes, starts[at]!, ends[at]!), allowed })
  }

  /** 1 male, 2 female; empty, 0 未知 and 9 未说明 (GB/T 2261.1) are unknown. */
  #sex(): number {
    const at = this.#columns.sex
    const { bytes, starts, ends } = this.#rows
    const length = ends[at]! - starts[at]!
    if (length === 0) return 0
    const digit = bytes[starts[at]!]! - ZERO
    if (length === 1 && (digit === 1 || digit === 2)) return digit
    if (length !== 1 || (digit !== 0 && digit !== 9))
      this.#fault('sex', '应为 1 男、2 女，未知为空(1 male, 2 female, or empty)')
    return 0
  }

  #dischargeType(): number {
    const at = this.#columns.discharge_type
    const { bytes, starts, ends } = this.#rows
    const length = ends[at]! - starts[at]!
    if (length === 0) return 0
    const digit = bytes[starts[at]!]! - ZERO
    if (length === 1 && (digit === 9 || (digit >= 1 && digit <= 5))) return digit
    this.#fault('discharge_type', '应为 1、2、3、4、5、9 之一，未知为空(one of these, or empty)')
    return 0
  }

  #number(title: ColumnName, at: number, isWhole: boolean): number {
    const { bytes, starts, ends } = this.#rows
    const value = numberIn(bytes, starts[at]!, ends[at]!, isWhole)
    if (value === BAD)
      this.#fault(
        title,
        isWhole ? '应为整数，未知为空(a whole number, or empty)' : '应为数，未知为空(a number, or empty)',
      )
    return value
  }

  #codes(): void {
    const record = this.#record
    const { bytes, starts, ends } = this.#rows
    const { diagnoses, procedures } = this.#grouper.books
    const columns = this.#columns
    const dxFrom = starts[columns.dx]!
    for (let from = dxFrom, end = ends[columns.dx]!; end > dxFrom && from <= end; ) {
      const to = cellEnd(bytes, from, end)
      record.addDiagnosis(this.#id(diagnoses, 'dx', from, to))
      from = to + 1
    }
    const procFrom = starts[columns.proc]!
    for (let from = procFrom, end = ends[columns.proc]!; end > procFrom && from <= end; ) {
      const to = cellEnd(bytes, from, end)
      record.addProcedure(this.#id(procedures, 'proc', from, to))
      from = to + 1
    }
    if (columns.departments >= 0) this.#departments(starts[columns.departments]!, ends[columns.departments]!)
    this.#noteGrey()
  }

  #departments(start: number, end: number): void {
    const { bytes } = this.#rows
    const { departments } = this.#grouper.books
    for (let from = start; end > start && from <= end; ) {
      const to = cellEnd(bytes, from, end)
      this.#record.addDepartment(departments.idOfBytes(bytes, from, to))
      from = to + 1
    }
  }

  #id(book: CodeBook, kind: 'dx' | 'proc', from: number, to: number): number {
    const { bytes } = this.#rows
    const id = book.idOfBytes(bytes, from, to)
    if (id !== 0) return id
    const notices = this.#notices
    notices.unknownCount += 1
    if (notices.unknown.length < MOST_NOTICES)
      notices.unknown.push({ line: this.#rows.line, kind, code: shownBytes(bytes, from, to) })
    return 0
  }

  #noteGrey(): void {
    const { grey, books } = this.#grouper.compiled
    const record = this.#record
    const principal = record.principal
    if (hasBit(grey.diagnoses, principal)) this.#grey('dx', books.diagnoses.codes[principal]!)
    const procedure = record.procedureCount === 0 ? 0 : record.procedures[0]!
    if (hasBit(grey.procedures, procedure)) this.#grey('proc', books.procedures.codes[procedure]!)
  }

  #grey(kind: 'dx' | 'proc', code: string): void {
    this.#notices.greyCount += 1
    if (this.#notices.grey.length < MOST_NOTICES) this.#notices.grey.push({ line: this.#rows.line, kind, code })
  }
}

function cellEnd(bytes: Uint8Array, from: number, end: number): number {
  let to = from
  while (to < end && bytes[to] !== BAR) to += 1
  return to
}

/** `ABSENT` for an empty cell, `BAD` for anything that is no number; a whole number may be written `3.0`. */
export function numberIn(bytes: Uint8Array, from: number, to: number, isWhole: boolean): number {
  if (from === to) return ABSENT
  let value = 0
  let at = from
  for (; at < to; at += 1) {
    const byte = bytes[at]!
    if (byte < ZERO || byte > NINE) break
    value = value * 10 + (byte - ZERO)
  }
  if (at === from || at - from > MOST_DIGITS) return BAD
  if (at === to) return value
  if (bytes[at] !== POINT || at + 1 === to) return BAD
  let scale = 1
  let fraction = 0
  for (at += 1; at < to; at += 1) {
    const byte = bytes[at]!
    if (byte < ZERO || byte > NINE) return BAD
    fraction = fraction * 10 + (byte - ZERO)
    scale *= 10
  }
  if (fraction === 0) return value
  return isWhole ? BAD : value + fraction / scale
}
