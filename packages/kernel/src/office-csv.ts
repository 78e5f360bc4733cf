// Tables as CSV for office programs: what could be taken for a formula is not one, and every cell survives its commas.

/** Office programs read UTF-8 when the text begins with this. */
export const OFFICE_CSV_BEGIN = '\uFEFF'

/** What makes a cell a formula in office programs; a plain negative number is none. */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^-?\d+(\.\d+)?$/

export function officeCsvCell(value: string | number): string {
  const text = String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const officeCsvRow = (cells: readonly (string | number)[]): string => `${cells.map(officeCsvCell).join(',')}\r\n`
