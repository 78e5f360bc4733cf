// A cell of procedures: `|` is or, `+` is and; and how well a code of the cell fits a code of the record.

/** `99.2800x005` and `33.6x00x001` are extensions of the seven characters before; `33.6x00` is a bare code. */
const EXTENSION_AT = 7
const EXTENDED_LENGTH = 11
const LETTER_X = 120

export const isExtension = (code: string): boolean =>
  code.length === EXTENDED_LENGTH && code.charCodeAt(EXTENSION_AT) === LETTER_X

/** The bare code: `99.2800x005` → `99.2800`. */
export const bareCode = (code: string): string => (isExtension(code) ? code.slice(0, EXTENSION_AT) : code)

const TOKEN = /^\d{2}(?:\.[\dxX]{0,9}[A-Z]?\d?)?$/

/** Alternatives, each a list of codes that must all be there; `undefined` when a part is no code. An empty cell has none. */
export function procedureAlternatives(cell: string): string[][] | undefined {
  if (cell === '') return []
  const alternatives = cell.split('|').map((each) => each.split('+').map((code) => code.trim()))
  return alternatives.every((codes) => codes.every((code) => TOKEN.test(code))) ? alternatives : undefined
}

/** 0 no; 1 the record is coded with the bare code of an extension; 2 the cell's code covers the record's; 3 the same code. */
export type Fit = 0 | 1 | 2 | 3

export function fitOf(wanted: string, found: string): Fit {
  if (wanted === found) return 3
  if (isExtension(wanted)) return found === wanted.slice(0, EXTENSION_AT) ? 1 : 0
  if (wanted.length < EXTENSION_AT) return found.startsWith(wanted) ? 2 : 0
  return isExtension(found) && found.startsWith(wanted) ? 2 : 0
}

export function bestFit(wanted: string, found: readonly string[]): Fit {
  let best: Fit = 0
  for (const code of found) {
    const fit = fitOf(wanted, code)
    if (fit > best) best = fit
  }
  return best
}

/** How well a cell is met: codes met of its best alternative, whether that one is met whole, and the poorest fit in it. */
export interface CellMatch {
  readonly whole: boolean
  readonly codes: number
  readonly fit: number
}

export const NO_MATCH: CellMatch = { whole: false, codes: 0, fit: 0 }

/** Among alternatives: whole before in part, then more codes, then the better fit. `main`, when given, must be one of the codes. */
export function matchCell(alternatives: readonly string[][], found: readonly string[], main?: string): CellMatch {
  let best = NO_MATCH
  for (const codes of alternatives) {
    let met = 0
    let fit = 3
    let mainFit = main === undefined ? 3 : 0
    for (const code of codes) {
      const own = bestFit(code, found)
      if (own > 0) met += 1
      if (own > 0 && own < fit) fit = own
      if (main !== undefined) mainFit = Math.max(mainFit, fitOf(code, main))
    }
    if (met === 0 || mainFit === 0) continue
    const match = { whole: met === codes.length, codes: met, fit: Math.min(fit, mainFit) }
    if (isBetter(match, best)) best = match
  }
  return best
}

export function isBetter(a: CellMatch, b: CellMatch): boolean {
  if (a.whole !== b.whole) return a.whole
  return a.codes !== b.codes ? a.codes > b.codes : a.fit > b.fit
}
