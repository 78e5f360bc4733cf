// Money: whole 分 in a branded integer, and the only door between yuan text and fen.

declare const fenBrand: unique symbol

/** Whole 分 (1 yuan = 100 fen). Always a safe integer; may be negative in a mirror (cancelled) record. */
export type Fen = number & { readonly [fenBrand]: true }

export const ZERO = 0 as Fen

/** Takes an integer as fen. Throws on anything that is not a safe integer: a fraction here is a bug, never a rounding. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number of fen: ${value}`)
  return (value === 0 ? 0 : value) as Fen // never −0, which would print as "-0.00"
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0
  for (const amount of amounts) total += amount
  return fen(total)
}

export const minFen = (a: Fen, b: Fen): Fen => (a < b ? a : b)
export const maxFen = (a: Fen, b: Fen): Fen => (a > b ? a : b)
export const atLeastZero = (a: number): Fen => (a > 0 ? a : 0) as Fen

const YUAN_TEXT = /^([+-]?)(\d{1,14})(?:\.(\d{1,2}))?$/

/** Reads yuan with at most two decimals, exactly. `undefined` when the text is anything else ("1e3", "1.234", ""). */
export function fenFromYuan(text: string): Fen | undefined {
  const match = YUAN_TEXT.exec(text)
  if (!match) return undefined
  const [, sign, whole = '0', cents = ''] = match
  const value = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  if (!Number.isSafeInteger(value)) return undefined
  return fen(sign === '-' ? -value : value)
}

/** Writes fen as yuan with two decimals: 123456 → "1234.56", −5 → "-0.05". */
export function yuanText(amount: Fen): string {
  const sign = amount < 0 ? '-' : ''
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** For people: thousands separated, 123456789 → "1,234,567.89". */
export function yuanForPeople(amount: Fen): string {
  return yuanText(amount).replace(/\B(?=(\d{3})+(?=\.))/g, ',')
}
