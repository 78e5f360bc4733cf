// Literals with their unit written beside the number: 400元, 2万元, 80%, 5个百分点, 3.
// A number without its unit is a count, never money: that is how a unit mix-up is caught when the file is read.

export type Unit = 'money' | 'rate' | 'count' | 'limitless'

export interface Literal {
  readonly unit: Unit
  /** Fen, basis points or a whole count. `limitless` (none, 不设限) has Infinity. */
  readonly value: number
}

const MONEY = /^([+-]?\d{1,12})(?:\.(\d{1,6}))?\s*(万元|元|yuan)$/
const RATE = /^([+-]?\d{1,5})(?:\.(\d{1,2}))?\s*(%|％|个百分点|points)$/
const COUNT = /^([+-]?\d{1,9})$/
const LIMITLESS = new Set(['none', '不设限', '无'])

/** Reads a literal exactly; `undefined` when the text is not one (or is finer than fen or basis points). */
export function parseLiteral(text: string): Literal | undefined {
  const trimmed = text.trim()
  if (LIMITLESS.has(trimmed)) return { unit: 'limitless', value: Number.POSITIVE_INFINITY }
  const money = MONEY.exec(trimmed)
  if (money) return scaled('money', money[1] ?? '', money[2] ?? '', money[3] === '万元' ? 6 : 2)
  const rate = RATE.exec(trimmed)
  if (rate) return scaled('rate', rate[1] ?? '', rate[2] ?? '', 2)
  const count = COUNT.exec(trimmed)
  return count ? { unit: 'count', value: Number(count[1]) } : undefined
}

function scaled(unit: Unit, whole: string, fraction: string, decimals: number): Literal | undefined {
  if (fraction.length > decimals) return undefined
  const sign = whole.startsWith('-') ? -1 : 1
  const digits = whole.replace(/^[+-]/, '') + fraction.padEnd(decimals, '0')
  const value = sign * Number(digits)
  return Number.isSafeInteger(value) ? { unit, value } : undefined
}

export const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  money: 'money such as 400元 or 2万元',
  rate: 'a rate such as 80%',
  count: 'a whole number such as 3',
  limitless: 'none (no limit)',
}

/** Writes a value with its unit, for explanations and messages. */
export function unitText(unit: Unit, value: number): string {
  if (!Number.isFinite(value)) return '不设限'
  if (unit === 'money') return `${moneyText(value)}元`
  if (unit === 'rate') return `${trimZeros((value / 100).toFixed(2))}%`
  return String(value)
}

function moneyText(value: number): string {
  const sign = value < 0 ? '-' : ''
  const digits = String(Math.abs(Math.round(value))).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}${whole}.${digits.slice(-2)}`
}

const trimZeros = (text: string): string => text.replace(/\.?0+$/, '')

/** How a number is brought to a multiple of a unit. */
export const ROUND_MODES = ['half_up', 'up', 'down'] as const
export type RoundMode = (typeof ROUND_MODES)[number]
