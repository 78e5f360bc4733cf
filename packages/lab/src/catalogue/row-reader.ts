// Reads one row of a table cell by cell. What is wrong is noted with file, line and column; reading goes on, so that
// whoever mends the file sees every fault at once.
import { type BasisPoints, basisPoints, type Day, parseDay, type Sex, type UnitPrice, unitPrice } from '@yibao/kernel'
import type { CsvRow } from './csv.ts'

export interface TableFault {
  readonly file: string
  readonly line: number
  /** Number of the column from 1, and its title. */
  readonly column: number
  readonly title: string
  readonly found: string
  /** One Chinese sentence for the officer. */
  readonly message: string
}

export class RowReader {
  readonly #file: string
  readonly #titles: readonly string[]
  readonly #row: CsvRow
  readonly #faults: TableFault[]

  constructor(file: string, titles: readonly string[], row: CsvRow, faults: TableFault[]) {
    this.#file = file
    this.#titles = titles
    this.#row = row
    this.#faults = faults
  }

  fault(title: string, message: string): void {
    const column = this.#titles.indexOf(title) + 1
    const found = this.cell(title)
    this.#faults.push({ file: this.#file, line: this.#row.line, column, title, found, message })
  }

  cell(title: string): string {
    return this.#row.cells[this.#titles.indexOf(title)] ?? ''
  }

  text(title: string): string {
    const found = this.cell(title)
    if (found === '') this.fault(title, '此列必填')
    else if (found !== found.trim()) this.fault(title, '前后不得有空格')
    return found
  }

  choice<Choice extends string>(title: string, choices: readonly Choice[]): Choice {
    const found = this.cell(title)
    const choice = choices.find((candidate) => candidate === found)
    if (choice === undefined) this.fault(title, `应为以下之一：${choices.join('、')}`)
    return choice ?? (choices[0] as Choice)
  }

  /** Words separated by one blank each. */
  words(title: string): string[] {
    const found = this.cell(title)
    if (found === '') return []
    const words = found.split(' ')
    if (words.includes('') || new Set(words).size < words.length) this.fault(title, '各项以一个空格分隔，不得重复')
    return words
  }

  wordsOf(title: string, allowed: readonly string[]): string[] {
    const words = this.words(title)
    const unknown = words.filter((word) => !allowed.includes(word))
    if (unknown.length > 0) this.fault(title, `不认识的标记：${unknown.join('、')}`)
    return words
  }

  day(title: string): Day {
    const parsed = parseDay(this.cell(title))
    if (!parsed) this.fault(title, '应为存在的日期，形如 2026-01-31')
    return parsed ?? ('0000-00-00' as Day)
  }

  dayIfAny(title: string): Day | undefined {
    return this.cell(title) === '' ? undefined : this.day(title)
  }

  price(title: string): UnitPrice {
    const parsed = unitPrice(this.cell(title))
    if (parsed === undefined || parsed <= 0) this.fault(title, '应为大于零的金额(元)')
    return parsed ?? (0 as UnitPrice)
  }

  priceIfAny(title: string): UnitPrice | undefined {
    return this.cell(title) === '' ? undefined : this.price(title)
  }

  whole(title: string, min: number, max: number): number {
    const found = this.cell(title)
    const value = /^\d{1,9}$/.test(found) ? Number(found) : Number.NaN
    if (!(value >= min && value <= max)) this.fault(title, `应为 ${min} 至 ${max} 的整数`)
    return value
  }

  wholeIfAny(title: string, min: number, max: number): number | undefined {
    return this.cell(title) === '' ? undefined : this.whole(title, min, max)
  }

  rateIfAny(title: string): BasisPoints | undefined {
    const value = this.wholeIfAny(title, 1, 9_999)
    return value === undefined || Number.isNaN(value) ? undefined : basisPoints(value)
  }

  sexIfAny(title: string): Sex | undefined {
    return this.cell(title) === '' ? undefined : this.choice<Sex>(title, ['male', 'female'])
  }

  /** "6-14", "18-" or "-2": completed years, both ends included. */
  agesIfAny(title: string): { min?: number; max?: number } {
    const found = this.cell(title)
    if (found === '') return {}
    const match = /^(\d{0,3})-(\d{0,3})$/.exec(found)
    const [min, max] = [match?.[1], match?.[2]]
    if (!match || found === '-' || (min && max && Number(min) > Number(max))) {
      this.fault(title, '应为年龄范围，形如 6-14、18- 或 -2')
      return {}
    }
    return { ...(min ? { min: Number(min) } : {}), ...(max ? { max: Number(max) } : {}) }
  }
}
